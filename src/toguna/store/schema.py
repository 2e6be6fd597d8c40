"""The forms that a store has had, oldest first; each is a numbered step that lasts.

The journal (`page`, `aside_input`, `run`, `account`, `ruling`, `naming`, `forgotten`) only grows. Every other table is
a pure function of the journal and the code, and can be thrown away.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

APPLICATION = 0x746F6775
"""`togu`, in SQLite's application id."""

_JOURNAL = """
CREATE TABLE run (
  n INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, what TEXT NOT NULL, process TEXT,
  version TEXT NOT NULL, settings TEXT NOT NULL);
CREATE TABLE account (run INTEGER PRIMARY KEY REFERENCES run, at TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE page (
  n INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL REFERENCES run,
  process TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL,
  media TEXT NOT NULL, given TEXT NOT NULL, data BLOB NOT NULL, gone INTEGER NOT NULL DEFAULT 0,
  UNIQUE (process, path, sha256));
CREATE TABLE sighting (
  n INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL REFERENCES run, page INTEGER NOT NULL REFERENCES page);
CREATE INDEX sighting_page ON sighting (page);
CREATE TABLE aside_input (
  n INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL REFERENCES run, process TEXT NOT NULL,
  stage TEXT NOT NULL, item TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
  UNIQUE (process, stage, item, reason, detail));
CREATE TABLE ruling (n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, process TEXT, body TEXT NOT NULL);
CREATE TABLE naming (
  n INTEGER PRIMARY KEY AUTOINCREMENT, process TEXT NOT NULL, key TEXT NOT NULL, id TEXT NOT NULL,
  formerly TEXT NOT NULL, UNIQUE (process, key, id, formerly));
CREATE TABLE forgotten (
  n INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, process TEXT NOT NULL, path TEXT NOT NULL,
  sha256 TEXT NOT NULL);
CREATE TABLE forgetting (on_going INTEGER PRIMARY KEY);
"""

_TABLES = """
CREATE TABLE derivation (process TEXT PRIMARY KEY, run INTEGER NOT NULL, state TEXT NOT NULL);
CREATE TABLE cached (
  process TEXT NOT NULL, document TEXT NOT NULL, room TEXT NOT NULL, key TEXT NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY (process, document, room));
CREATE TABLE document (
  n INTEGER PRIMARY KEY, process TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL, lineage TEXT,
  published TEXT, first_day TEXT, last_day TEXT, unread TEXT, body TEXT NOT NULL, UNIQUE (process, path));
CREATE TABLE lineage (process TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (process, id));
CREATE TABLE party (
  process TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (process, id));
CREATE TABLE record (
  n INTEGER PRIMARY KEY, process TEXT NOT NULL, id TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL,
  rejected INTEGER NOT NULL DEFAULT 0, holder TEXT, issue TEXT, first_day TEXT, last_day TEXT,
  known_first TEXT, known_last TEXT, confidence REAL NOT NULL, body TEXT NOT NULL, UNIQUE (process, id));
CREATE INDEX record_kind ON record (process, kind, issue);
CREATE INDEX record_holder ON record (holder);
CREATE INDEX record_id ON record (id);
CREATE TABLE place (
  record INTEGER NOT NULL REFERENCES record ON DELETE CASCADE, role TEXT NOT NULL, process TEXT NOT NULL,
  document TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE INDEX place_document ON place (process, document, first);
CREATE INDEX place_record ON place (record);
CREATE TABLE aside (
  n INTEGER PRIMARY KEY, process TEXT NOT NULL, stage TEXT NOT NULL, item TEXT NOT NULL, reason TEXT NOT NULL,
  detail TEXT NOT NULL);
CREATE TABLE ruling_state (
  process TEXT NOT NULL, ruling TEXT NOT NULL, record TEXT, orphaned INTEGER NOT NULL, PRIMARY KEY (process, ruling));
CREATE TABLE sentence (
  id INTEGER PRIMARY KEY, process TEXT NOT NULL, document TEXT NOT NULL, n INTEGER NOT NULL,
  first INTEGER NOT NULL, last INTEGER NOT NULL, text TEXT NOT NULL);
CREATE INDEX sentence_document ON sentence (process, document, n);
CREATE VIRTUAL TABLE sentence_words USING fts5 (
  text, content = 'sentence', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE word_count USING fts5vocab ('sentence_words', 'row');
CREATE TRIGGER sentence_out AFTER DELETE ON sentence BEGIN
  INSERT INTO sentence_words (sentence_words, rowid, text) VALUES ('delete', old.id, old.text); END;
"""


def _guards() -> str:
    """Triggers that let the journal only grow, but for what `forget` takes out."""
    lines = []
    for table in ("run", "account", "page", "sighting", "aside_input", "ruling", "naming", "forgotten"):
        for act in ("UPDATE", "DELETE"):
            lines.append(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                "WHEN NOT EXISTS (SELECT 1 FROM forgetting) BEGIN "
                "SELECT RAISE (ABORT, 'the journal only grows'); END;"
            )
    return "\n".join(lines)


FORMS: tuple[str, ...] = (_JOURNAL + _TABLES + _guards(),)
"""SQL that makes form 1 from nothing, form 2 from form 1, ..."""


def backup_path(path: str, form: int) -> Path:
    """Where the copy of a store of an older form is kept."""
    return Path(f"{path}.form-{form}.backup")


def backups(path: str) -> tuple[Path, ...]:
    """The copies that were made before migrations."""
    return tuple(sorted(Path(path).absolute().parent.glob(Path(path).name + ".form-*.backup")))


def migrate(connection: sqlite3.Connection, path: str, form: int, forms: Sequence[str] = FORMS) -> None:
    """Bring a store from `form` to the newest, a copy set aside first; all steps or none."""
    if form == len(forms):
        return
    if form:
        copy = backup_path(path, form)
        copy.unlink(missing_ok=True)
        connection.execute("VACUUM INTO ?", (str(copy),))
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in forms[form:]:
            for statement in statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {len(forms)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def statements(script: str) -> tuple[str, ...]:
    """The statements of a script one by one (`executescript` would commit behind our back)."""
    found, part = [], ""
    for line in script.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            found.append(part.strip())
            part = ""
    return tuple(found)
