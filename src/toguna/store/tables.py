"""The tables: what a run derived from the journal, written in one transaction, read by all faces."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toguna.kinds.aside import Aside, Stage
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId, PartyId, RecordId
from toguna.kinds.lineage import Lineage
from toguna.kinds.party import Party
from toguna.kinds.reading import Sentence
from toguna.kinds.record import Record
from toguna.kinds.span import Place
from toguna.store.kinds_of import CLASSES, Writing, day_of, holder_of, issue_of, kind_of, record_of
from toguna.store.lasting import Before
from toguna.store.words import days, packed, read, sort_day, sound, unpacked, written

DAY = 1 << 24
"""Sentence ids are day * DAY + number, so that the order of ids is the order of days: newest first needs no sort."""

BATCH = 500
"""Records written in one statement: one by one took twice as long; more at once takes no less."""


@dataclass(frozen=True, slots=True)
class RulingState:
    """What became of a ruling in a process: the record that it found, or that its words are gone."""

    ruling: RecordId
    record: RecordId | None
    orphaned: bool


@dataclass(frozen=True, slots=True)
class Tables:
    """All that a run derives for one process.

    sentences   of every document, the unread too
    rejected    records that a ruling took out, kept to be seen
    """

    documents: tuple[Document, ...] = ()
    lineages: tuple[Lineage, ...] = ()
    parties: tuple[Party, ...] = ()
    records: tuple[Record, ...] = ()
    rejected: tuple[Record, ...] = ()
    sentences: tuple[tuple[DocumentId, tuple[Sentence, ...]], ...] = ()
    asides: tuple[Aside, ...] = ()
    rulings: tuple[RulingState, ...] = ()


TABLES = ("document", "lineage", "party", "record", "aside", "ruling_state", "sentence")


def clear(db: sqlite3.Connection, process: str) -> None:
    """Throw away the tables of a process."""
    for table in TABLES:
        db.execute(f"DELETE FROM {table} WHERE process = ?", (process,))


def fill(db: sqlite3.Connection, process: str, tables: Tables) -> None:
    """Put the tables of a process in place of those that were there; the caller's transaction makes it whole."""
    clear(db, process)
    documents = sorted(tables.documents, key=lambda d: d.path)
    db.executemany(
        "INSERT INTO document (process, path, sha256, lineage, published, first_day, last_day, unread, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (process, d.path, d.sha256, d.lineage, d.published, *days(d.published), d.unread, sound(written(d)))
            for d in documents
        ],
    )
    db.executemany(
        "INSERT INTO lineage VALUES (?, ?, ?)", [(process, x.id, written(x)) for x in sorted(tables.lineages, key=_id)]
    )
    db.executemany(
        "INSERT INTO party VALUES (?, ?, ?, ?)",
        [(process, p.id, sound(p.name), sound(written(p))) for p in sorted(tables.parties, key=_id)],
    )
    db.executemany(
        "INSERT INTO aside (process, stage, item, reason, detail) VALUES (?, ?, ?, ?, ?)",
        [(process, a.stage.value, sound(a.item), a.reason, sound(a.detail)) for a in sorted(tables.asides)],
    )
    db.executemany(
        "INSERT INTO ruling_state VALUES (?, ?, ?, ?)",
        [(process, r.ruling, r.record, int(r.orphaned)) for r in tables.rulings],
    )
    writing = Writing()
    number = int(db.execute("SELECT coalesce(max(n), 0) FROM record").fetchone()[0])
    for rejected, records in enumerate((tables.records, tables.rejected)):
        ordered = sorted(records, key=lambda r: r.header.id)
        for start in range(0, len(ordered), BATCH):
            batch = ordered[start : start + BATCH]
            _put(db, process, batch, rejected, number, writing)
            number += len(batch)
    _put_sentences(db, process, {d.path: d for d in documents}, tables.sentences)


def _id(thing: Lineage | Party) -> str:
    return thing.id


def _put(
    db: sqlite3.Connection, process: str, records: Sequence[Record], rejected: int, last: int, writing: Writing
) -> None:
    """Records, numbered from the one after `last`, with their places."""
    numbered = list(enumerate(records, last + 1))
    db.executemany(
        "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_row(n, process, record, rejected, writing) for n, record in numbered),
    )
    db.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?)",
        (
            (n, role, process, p.document, p.start, p.end)
            for n, record in numbered
            for role, places in (("because", record.header.because), ("context", record.header.context))
            for p in places
        ),
    )


def _row(n: int, process: str, record: Record, rejected: int, writing: Writing) -> tuple[object, ...]:
    header = record.header
    row = (n, process, header.id, header.key, kind_of(record), rejected, holder_of(record), issue_of(record))
    return (*row, *days(day_of(record)), *days(header.known_on), header.confidence, sound(writing.text(record)))


def _put_sentences(
    db: sqlite3.Connection,
    process: str,
    documents: dict[DocumentId, Document],
    sentences: Iterable[tuple[DocumentId, tuple[Sentence, ...]]],
) -> None:
    last: dict[int, int] = {}
    dated = sorted(
        ((sort_day(documents[path].published), path, found) for path, found in sentences), key=lambda d: d[:2]
    )
    # The words go in afterwards, in one statement: by a trigger, row by row, 200,000 sentences took 22 s.
    for day, path, of_document in dated:
        document = documents[path]
        if day not in last:
            low, high = day * DAY, (day + 1) * DAY - 1
            found = db.execute("SELECT max(id) FROM sentence WHERE id BETWEEN ? AND ?", (low, high)).fetchone()[0]
            last[day] = low if found is None else found
        rows = []
        for n, sentence in enumerate(of_document):
            last[day] += 1
            at, text = sentence.at, sound(sentence.at.of(document.text))
            rows.append((last[day], process, path, n, at.start, at.end, text))
        db.executemany("INSERT INTO sentence VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    db.execute(
        "INSERT INTO sentence_words (rowid, text) SELECT id, text FROM sentence WHERE process = ? ORDER BY id",
        (process,),
    )


def documents(db: sqlite3.Connection, process: str | None = None) -> tuple[Document, ...]:
    """All documents, by process and path."""
    rows = db.execute("SELECT body FROM document WHERE ?1 IS NULL OR process = ?1 ORDER BY process, path", (process,))
    return tuple(read(Document, row[0]) for row in rows)


def document(db: sqlite3.Connection, path: str, process: str | None = None) -> tuple[str, Document] | None:
    """A document with its process; the first by name of process when several have that path."""
    row = db.execute(
        "SELECT process, body FROM document WHERE path = ?1 AND (?2 IS NULL OR process = ?2) ORDER BY process",
        (path, process),
    ).fetchone()
    return (row[0], read(Document, row[1])) if row else None


def lineages(db: sqlite3.Connection, process: str | None = None) -> tuple[tuple[str, Lineage], ...]:
    """All lineages with their process, by process and id."""
    rows = db.execute("SELECT process, body FROM lineage WHERE ?1 IS NULL OR process = ?1 ORDER BY 1, id", (process,))
    return tuple((row[0], read(Lineage, row[1])) for row in rows)


def parties(db: sqlite3.Connection, process: str | None = None) -> tuple[tuple[str, Party], ...]:
    """All parties with their process, by process and id."""
    rows = db.execute("SELECT process, body FROM party WHERE ?1 IS NULL OR process = ?1 ORDER BY 1, id", (process,))
    return tuple((row[0], read(Party, row[1])) for row in rows)


def records(
    db: sqlite3.Connection,
    kinds: Iterable[str] = tuple(CLASSES),
    process: str | None = None,
    holder: str | None = None,
    issue: str | None = None,
    rejected: bool = False,
) -> tuple[Record, ...]:
    """Records of some kinds, by process, kind and id; with `rejected` those that a ruling took out instead."""
    rows = db.execute(
        "SELECT body FROM record WHERE kind IN (SELECT value FROM json_each(?1)) AND (?2 IS NULL OR process = ?2)"
        " AND (?3 IS NULL OR holder = ?3) AND (?4 IS NULL OR issue = ?4) AND rejected = ?5 ORDER BY process, kind, id",
        (json.dumps(list(kinds)), process, holder, issue, int(rejected)),
    )
    return tuple(record_of(json.loads(row[0])) for row in rows)


def before(db: sqlite3.Connection, process: str, kinds: Iterable[str]) -> Before:
    """What the tables know of the names of a process's records; the records themselves are read when asked for."""
    where = "process = ? AND kind IN (SELECT value FROM json_each(?))"
    given = (process, json.dumps(sorted(kinds)))
    rows = db.execute(f"SELECT key, id FROM record WHERE {where}", given).fetchall()
    merged = db.execute(
        f"SELECT id, json_extract(body, '$.header.formerly') FROM record WHERE {where}"
        " AND json_array_length(body, '$.header.formerly') > 0",
        given,
    )

    def of_ids(ids: frozenset[str]) -> tuple[Record, ...]:
        bodies = db.execute(
            "SELECT body FROM record WHERE process = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (process, json.dumps(sorted(ids))),
        )
        return tuple(record_of(json.loads(row[0])) for row in bodies)

    return Before(dict(rows), {name: tuple(json.loads(text)) for name, text in merged}, of_ids)


def record(db: sqlite3.Connection, given: str, process: str | None = None) -> tuple[Record, bool] | None:
    """The record of that id, key or earlier id, and whether it was rejected."""
    rows = db.execute(
        "SELECT body, rejected FROM record WHERE (id = ?1 OR key = ?1) AND (?2 IS NULL OR process = ?2)"
        " UNION ALL SELECT r.body, r.rejected FROM record r, json_each(r.body, '$.header.formerly') f"
        " WHERE f.value = ?1 AND (?2 IS NULL OR process = ?2) LIMIT 1",
        (given, process),
    ).fetchone()
    return (record_of(json.loads(rows[0])), bool(rows[1])) if rows else None


def near_ids(db: sqlite3.Connection, given: str, most: int = 5) -> tuple[str, ...]:
    """Ids that begin as the one given does, for who mistyped or shortened it."""
    begin = given[: max(len(given) - 2, len(given.split("-")[0]) + 3)].replace("%", "").replace("_", "")
    rows = db.execute("SELECT DISTINCT id FROM record WHERE id LIKE ? || '%' ORDER BY id LIMIT ?", (begin, most))
    return tuple(row[0] for row in rows)


def records_at(
    db: sqlite3.Connection, path: str, start: int = 0, end: int = 1 << 62, process: str | None = None
) -> tuple[Record, ...]:
    """The standing records whose `because` touches that stretch of a document, by kind and id."""
    rows = db.execute(
        "SELECT body FROM record WHERE rejected = 0 AND n IN (SELECT record FROM place WHERE role = 'because'"
        " AND document = ?1 AND (?4 IS NULL OR process = ?4) AND first < ?3 AND last > ?2) ORDER BY process, kind, id",
        (path, start, end, process),
    )
    return tuple(record_of(json.loads(row[0])) for row in rows)


def sentence_at(db: sqlite3.Connection, place: Place, process: str | None = None) -> tuple[int, int, str] | None:
    """The sentence in which a place begins: where it stands and its words."""
    row = db.execute(
        "SELECT first, last, text FROM sentence WHERE document = ?1 AND (?2 IS NULL OR process = ?2)"
        " AND first <= ?3 ORDER BY first DESC LIMIT 1",
        (place.document, process, place.start),
    ).fetchone()
    return (int(row[0]), int(row[1]), str(row[2])) if row and row[1] > place.start else None


def asides(db: sqlite3.Connection, process: str | None = None) -> tuple[Aside, ...]:
    """What the stages after `sources` set aside, by process and stage."""
    rows = db.execute(
        "SELECT stage, item, reason, detail FROM aside WHERE ?1 IS NULL OR process = ?1 ORDER BY process, n", (process,)
    )
    return tuple(Aside(Stage(stage), item, reason, detail) for stage, item, reason, detail in rows)


def party_names(db: sqlite3.Connection, words: str, process: str | None = None) -> tuple[PartyId, ...]:
    """Ids of the parties with exactly that name, in any case of letters; aliases after names."""
    wanted = words.casefold()
    exact = [p.id for _, p in parties(db, process) if p.name.casefold() == wanted]
    other = [p.id for _, p in parties(db, process) if wanted in (a.casefold() for a in p.aliases)]
    return tuple(dict.fromkeys([*exact, *other]))


def cached(db: sqlite3.Connection, process: str, room: str) -> dict[str, str]:
    """What a room has kept: for each document the key under which its result stands."""
    rows = db.execute("SELECT document, key FROM cached WHERE process = ? AND room = ?", (process, room))
    return dict(rows.fetchall())


def recall(db: sqlite3.Connection, process: str, document: str, room: str) -> str:
    """The result that a room kept for a document.

    Raises   KeyError when there is none
    """
    row = db.execute(
        "SELECT body FROM cached WHERE process = ? AND document = ? AND room = ?", (process, document, room)
    ).fetchone()
    if row is None:
        raise KeyError(document)
    return unpacked(row[0])


def keep(db: sqlite3.Connection, process: str, room: str, results: Iterable[tuple[str, str, str]]) -> None:
    """Keep results of a room: (document, key, JSON text); one for each document, the newest."""
    db.executemany(
        "INSERT OR REPLACE INTO cached (process, room, document, key, body) VALUES (?, ?, ?, ?, ?)",
        [(process, room, document, key, packed(text)) for document, key, text in results],
    )


def let_go(db: sqlite3.Connection, process: str, room: str, documents: Iterable[str]) -> None:
    """Drop what a room kept for documents that are no more."""
    db.executemany(
        "DELETE FROM cached WHERE process = ? AND room = ? AND document = ?",
        [(process, room, document) for document in documents],
    )


def standing_state(db: sqlite3.Connection, process: str) -> str | None:
    """The state of journal and code from which the tables of a process were derived, or None."""
    row = db.execute("SELECT state FROM derivation WHERE process = ?", (process,)).fetchone()
    return str(row[0]) if row else None
