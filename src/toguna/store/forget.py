"""Forgetting: a document's words leave the journal, the tables, the search and the file itself; a mark stays."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId
from toguna.kinds.party import Party
from toguna.kinds.record import Ruling
from toguna.store import tables
from toguna.store.kinds_of import DERIVED
from toguna.store.words import read, sound, written


def paths_of(db: sqlite3.Connection, process: str, document: str) -> tuple[tuple[int, str, str], ...]:
    """The pages that a document's name means: an older revision alone, or a path with all its revisions.

    returns   (number in the journal, path, sha256)
    """
    rows = db.execute(
        "SELECT n, path, sha256 FROM page WHERE process = ? AND gone = 0 AND (path = ? OR path || '~' ||"
        " substr(sha256, 1, 8) = ?) ORDER BY n",
        (process, document, document),
    )
    return tuple(rows)


def forget(db: sqlite3.Connection, process: str, document: str, at: str) -> int:
    """Take a document's words out of every row; the caller's transaction makes it whole, `scrub` cleans the file.

    returns   how many pages were forgotten
    """
    pages = paths_of(db, process, document)
    if not pages:
        return 0
    digests = {sha for _, _, sha in pages}
    old = tables.documents(db, process)
    gone = [d for d in old if d.sha256 in digests and d.path.split("~")[0] == pages[0][1].split("~")[0]]
    paths = {str(d.path) for d in gone} | ({pages[0][1]} if document == pages[0][1] else set())
    db.execute("INSERT INTO forgetting VALUES (1)")
    for n, _, _ in pages:
        db.execute("UPDATE page SET data = x'', given = '{}', media = 'text', gone = 1 WHERE n = ?", (n,))
    _from_rulings(db, gone, paths, digests)
    _from_accounts(db, paths)
    db.execute("DELETE FROM forgetting")
    db.executemany(
        "INSERT INTO forgotten (at, process, path, sha256) VALUES (?, ?, ?, ?)",
        [(at, process, path, sha) for _, path, sha in pages],
    )
    _from_tables(db, process, paths, _Words(gone, [d for d in old if d.path not in paths]))
    return len(pages)


class _Words:
    """Tells the words that only forgotten documents say."""

    def __init__(self, gone: Iterable[Document], left: Iterable[Document]) -> None:
        self.gone, self.left = _folded(gone), _folded(left)

    def only_gone(self, words: str) -> bool:
        folded = " ".join(words.split()).casefold()
        return bool(folded) and folded in self.gone and folded not in self.left

    def in_gone(self, words: str) -> bool:
        return " ".join(words.split()).casefold() in self.gone


def _folded(documents: Iterable[Document]) -> str:
    return "\0".join(" ".join(d.text.split()).casefold() for d in documents)


def _from_tables(db: sqlite3.Connection, process: str, paths: set[str], words: _Words) -> None:
    """Leave only rows that other documents' words carry; what is left waits for the next run to be made anew."""
    derived = sorted(DERIVED)
    db.execute(
        f"DELETE FROM record WHERE process = ? AND kind IN ({', '.join('?' * len(derived))})", (process, *derived)
    )
    rows = db.execute("SELECT n, body FROM record WHERE process = ?", (process,)).fetchall()
    for n, body in rows:
        data = json.loads(body)
        left = _left(data, paths, words)
        if left is None:
            db.execute("DELETE FROM record WHERE n = ?", (n,))
        elif left != data:
            db.execute("UPDATE record SET body = ? WHERE n = ?", (sound(written(left)), n))
    for path in sorted(paths):
        db.execute("DELETE FROM place WHERE process = ? AND document = ?", (process, path))
        db.execute("DELETE FROM sentence WHERE process = ? AND document = ?", (process, path))
        db.execute("DELETE FROM document WHERE process = ? AND path = ?", (process, path))
        db.execute("DELETE FROM cached WHERE process = ? AND document = ?", (process, path))
        db.execute("DELETE FROM aside WHERE process = ? AND item = ?", (process, path))
    for party in [party for _, party in tables.parties(db, process)]:
        _from_party(db, process, party, words)
    db.execute("DELETE FROM derivation WHERE process = ?", (process,))


def _left(data: dict[str, Any], paths: set[str], words: _Words) -> dict[str, Any] | None:
    """A record without its places in those documents; None when nothing else carries all that it says."""
    header = data["header"]
    places = {role: [p for p in header[role] if p["document"] not in paths] for role in ("because", "context")}
    changed = {**data, "header": {**header, **places}}
    if "states" in data:
        moved = [
            {**state, "because": [p for p in state["because"] if p["document"] not in paths]}
            for state in data["states"]
        ]
        changed["states"] = [m for m, state in zip(moved, data["states"], strict=True) if m["because"] or m == state]
    if header["because"] and not places["because"]:
        return None
    said = {**changed, "header": {**changed["header"], "because": [], "context": []}}
    return None if any(words.only_gone(text) for text in _texts(said)) else changed


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _from_party(db: sqlite3.Connection, process: str, party: Party, words: _Words) -> None:
    if words.only_gone(party.name):
        db.execute("DELETE FROM party WHERE process = ? AND id = ?", (process, party.id))
        return
    kept = replace(party, aliases=tuple(a for a in party.aliases if not words.only_gone(a)))
    if kept != party:
        row = (sound(written(kept)), process, party.id)
        db.execute("UPDATE party SET body = ? WHERE process = ? AND id = ?", row)


def _from_rulings(db: sqlite3.Connection, gone: Sequence[Document], paths: set[str], digests: set[str]) -> None:
    words = _Words(gone, ())
    for n, body in db.execute("SELECT n, body FROM ruling").fetchall():
        ruling = read(Ruling, body)
        anchor = ruling.anchor
        ours = anchor is not None and (anchor.sha256 in digests or anchor.document in paths)
        bare = replace(anchor, exact="", prefix="", suffix="") if ours and anchor else anchor
        value = ruling.value
        if value:
            try:
                value = written(_without(json.loads(value), words, paths))
            except ValueError:
                value = "" if ours else value
        if bare != anchor or value != ruling.value:
            db.execute(
                "UPDATE ruling SET body = ? WHERE n = ?", (written(replace(ruling, anchor=bare, value=value)), n)
            )


def _without(value: Any, words: _Words, paths: set[str]) -> Any:
    """A ruling's value without places of the documents and without phrases of theirs; single words stay."""
    if isinstance(value, dict):
        if value.get("document") in paths:
            return {**{k: v for k, v in value.items() if isinstance(v, (int, float))}, "document": value["document"]}
        return {k: _without(v, words, paths) for k, v in value.items()}
    if isinstance(value, list):
        return [_without(v, words, paths) for v in value]
    if isinstance(value, str) and len(value.split()) > 1:
        return "" if words.in_gone(value) else value
    return value


def _from_accounts(db: sqlite3.Connection, paths: set[str]) -> None:
    """An aside's detail may quote what was read; what is kept of it is that it was set aside."""
    for n, body in db.execute("SELECT run, body FROM account").fetchall():
        data = json.loads(body)
        touched = [a for a in data["asides"] if a["item"] in paths and a["detail"]]
        if touched:
            for aside in touched:
                aside["detail"] = ""
            db.execute("UPDATE account SET body = ? WHERE run = ?", (written(data), n))
    for path in paths:
        db.execute("UPDATE OR REPLACE aside_input SET detail = '' WHERE item = ?", (path,))


def scrub(db: sqlite3.Connection) -> bool:
    """Write the file anew without what was deleted, and empty its log.

    returns   False when somebody who reads still holds the old log; then it must be tried again
    """
    db.execute("INSERT INTO sentence_words (sentence_words) VALUES ('rebuild')")
    db.execute("VACUUM")
    (busy, _, _) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def forgotten(db: sqlite3.Connection) -> tuple[tuple[str, str, DocumentId, str], ...]:
    """The marks: (when, process, path, sha256) of each page that was forgotten, oldest first."""
    rows = db.execute("SELECT at, process, path, sha256 FROM forgotten ORDER BY n")
    return tuple((at, process, DocumentId(path), sha) for at, process, path, sha in rows)
