"""The store: one SQLite file with a journal that only grows, and tables that are a pure function of it and the code."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from types import TracebackType
from typing import Any, Literal

from toguna.kinds.aside import Aside
from toguna.kinds.codec import plain
from toguna.kinds.document import Document
from toguna.kinds.errors import RecordIsUnknown, RulingIsUnclear, StoreIsBusy
from toguna.kinds.ids import RecordId
from toguna.kinds.lineage import Lineage
from toguna.kinds.page import Page
from toguna.kinds.party import Party
from toguna.kinds.record import Record, Ruling
from toguna.kinds.span import Place
from toguna.kinds.vocabulary import RulingOp
from toguna.store import forget, journal, search, tables
from toguna.store.anchors import anchor
from toguna.store.file import WriterLock, letters, open_to_read, open_to_write
from toguna.store.journal import KeptPage, Run, RunAccount, Taken
from toguna.store.kinds_of import CLASSES, kind_of
from toguna.store.lasting import Before, Names
from toguna.store.rulings import batch_id, fields_of, ruling_id
from toguna.store.schema import backups
from toguna.store.search import Hit
from toguna.store.tables import Tables
from toguna.store.words import read, written


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decides, before it is a ruling.

    target   id of a record or party; None for `add` and `undo`
    value    `edit`: the fields to set; `merge`: {"id": the other}; `split` of a record: {"because": [places],
             "set": fields}, of a party: {"aliases": [...]}; `add`: the record's fields with its `kind`
    place    the words of an added record
    undoes   id of a ruling or of a batch of rulings
    process  where the target is, when several processes have it
    """

    op: RulingOp
    target: str | None = None
    value: Mapping[str, Any] | None = None
    place: Place | None = None
    undoes: str | None = None
    process: str | None = None


class Store:
    """An open store. `Store.open` for one that is there, `Store.create` for one that may have to be made.

    with Store.open("toguna.db") as store:
        store.records(["position"])
    """

    def __init__(self, path: str, db: sqlite3.Connection, lock: WriterLock | None) -> None:
        self.path, self.db, self.lock = path, db, lock

    @classmethod
    def open(cls, path: str, write: bool = False, timeout_seconds: float = 5.0) -> Store:
        """A store that exists; any number may read, one at a time may write.

        Raises   StoreIsMissing, StoreIsNotOurs, StoreIsNewer, StoreIsBusy, StoreIsReadOnly
        """
        reader = open_to_read(path, timeout_seconds)
        if not write:
            return cls(path, reader, None)
        reader.close()
        return cls.create(path, timeout_seconds)

    @classmethod
    def create(cls, path: str, timeout_seconds: float = 5.0) -> Store:
        """A store to write to, made when there is none.

        Raises   StoreIsNotOurs, StoreIsNewer, StoreIsBusy, StoreIsReadOnly, StoreIsFull
        """
        lock, db = open_to_write(path, timeout_seconds)
        return cls(path, db, lock)

    def close(self) -> None:
        """Close the file and let others write; twice is once."""
        self.db.close()
        if self.lock:
            self.lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of what is written inside, or nothing; acknowledged when it ends.

        Raises   StoreIsBusy, StoreIsFull, StoreIsReadOnly
        """
        with letters(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield self.db
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise

    # The journal

    def begin(self, what: str, process: str | None, version: str, settings: str) -> int:
        """Note that a run starts; its number."""
        with self.transaction() as db:
            return journal.begin(db, _now(), what, process, version, settings)

    def end(self, account: RunAccount) -> None:
        """Note how a run ended."""
        with self.transaction() as db:
            journal.end(db, _now(), account)

    def take(self, pages: Sequence[Page], asides: Sequence[Aside], process: str, run: int) -> Taken:
        """Append a batch of pages and asides; once this returns, they survive `kill -9`."""
        with self.transaction() as db:
            journal.set_aside(db, asides, process, run)
            return journal.take(db, pages, process, run)

    def sighted(self, seen: dict[str, set[str]], process: str, run: int) -> int:
        """Note which paths went back to an older page; see `journal.sighted`."""
        with self.transaction() as db:
            return journal.sighted(db, seen, process, run)

    def pages(self, process: str) -> Iterator[KeptPage]:
        """Every page of a process, by path, older revisions first."""
        with letters(self.path):
            yield from journal.pages(self.db, process)

    def page_count(self, process: str) -> int:
        """How many pages a process has."""
        return int(
            self.db.execute("SELECT count(*) FROM page WHERE process = ? AND gone = 0", (process,)).fetchone()[0]
        )

    def count(self, what: Literal["documents", "records", "rejected"]) -> int:
        """How many documents, standing or rejected records there are."""
        tables = {
            "documents": "document",
            "records": "record WHERE rejected = 0",
            "rejected": "record WHERE rejected = 1",
        }
        return int(self.db.execute(f"SELECT count(*) FROM {tables[what]}").fetchone()[0])

    def processes(self) -> tuple[str, ...]:
        """The names of the processes in the store, sorted."""
        return journal.processes(self.db)

    def runs(self) -> tuple[Run, ...]:
        """Every run with its account, oldest first."""
        return journal.runs(self.db)

    def input_asides(self) -> tuple[Aside, ...]:
        """All input that was ever set aside."""
        return journal.asides(self.db)

    # The tables

    def fresh(self, process: str, code: str) -> bool:
        """True if the tables of a process are what this journal and this code give."""
        return tables.standing_state(self.db, process) == f"{journal.state(self.db, process)} {code}"

    def derive(self, process: str, run: int, code: str, made: Tables, names: Names, parties: Mapping[str, str]) -> None:
        """Put newly derived tables in place of the old, all at once, with the names that are to last.

        code      what of code, packs and settings they were derived with
        """
        state = f"{journal.state(self.db, process)} {code}"
        with self.transaction() as db:
            rows = [(process, key, name, "") for key, name in {**names.ids, **parties}.items()]
            rows += [(process, "", name, earlier) for name, merged in names.formerly.items() for earlier in merged]
            db.executemany("INSERT OR IGNORE INTO naming (process, key, id, formerly) VALUES (?, ?, ?, ?)", rows)
            tables.fill(db, process, made)
            db.execute("INSERT OR REPLACE INTO derivation VALUES (?, ?, ?)", (process, run, state))

    def before(self, process: str, kinds: Iterable[str]) -> Before:
        """What names need of the records of some kinds that a process has now."""
        return tables.before(self.db, process, kinds)

    def known_names(self, process: str) -> dict[str, str]:
        """key -> lasting id, of all that ever had another id than its key; the newest wins."""
        rows = self.db.execute("SELECT key, id FROM naming WHERE process = ? AND formerly = '' ORDER BY n", (process,))
        return dict(rows.fetchall())

    def documents(self, process: str | None = None) -> tuple[Document, ...]:
        """All documents, by process and path."""
        return tables.documents(self.db, process)

    def document(self, path: str, process: str | None = None) -> tuple[str, Document] | None:
        """A document with its process, or None."""
        return tables.document(self.db, path, process)

    def lineages(self, process: str | None = None) -> tuple[tuple[str, Lineage], ...]:
        """All lineages, each with its process."""
        return tables.lineages(self.db, process)

    def parties(self, process: str | None = None) -> tuple[tuple[str, Party], ...]:
        """All parties, each with its process."""
        return tables.parties(self.db, process)

    def records(
        self,
        kinds: Iterable[str] = tuple(CLASSES),
        process: str | None = None,
        holder: str | None = None,
        issue: str | None = None,
        rejected: bool = False,
    ) -> tuple[Record, ...]:
        """Standing records of some kinds, or the rejected ones, by process, kind and id."""
        return tables.records(self.db, kinds, process, holder, issue, rejected)

    def record(self, given: str, process: str | None = None) -> Record:
        """The record of that id, earlier id or key, rejected or not.

        Raises   RecordIsUnknown
        """
        found = tables.record(self.db, given, process)
        if found is None:
            raise RecordIsUnknown(given, tables.near_ids(self.db, given))
        return found[0]

    def is_rejected(self, given: str, process: str | None = None) -> bool:
        """True if a ruling took that record out."""
        found = tables.record(self.db, given, process)
        return bool(found and found[1])

    def records_at(
        self, document: str, start: int = 0, end: int = 1 << 62, process: str | None = None
    ) -> tuple[Record, ...]:
        """The standing records that rest on words of that stretch of a document."""
        return tables.records_at(self.db, document, start, end, process)

    def sentence_at(self, place: Place, process: str | None = None) -> tuple[int, int, str] | None:
        """The sentence in which a place begins: first, last code point, words."""
        return tables.sentence_at(self.db, place, process)

    def asides(self, process: str | None = None) -> tuple[Aside, ...]:
        """What the last derivation set aside."""
        return tables.asides(self.db, process)

    def search(
        self,
        words: str,
        limit: int = 20,
        process: str | None = None,
        since: str | None = None,
        until: str | None = None,
        best: bool = False,
    ) -> tuple[Hit, ...]:
        """The sentences that hold all the words, newest report first; see `store.search`."""
        return search.search(self.db, words, limit, process, since, until, best)

    def cached(self, process: str, room: str) -> dict[str, str]:
        """document -> key of what a room kept."""
        return tables.cached(self.db, process, room)

    def recall(self, process: str, document: str, room: str) -> str:
        """What a room kept for a document. Raises KeyError."""
        return tables.recall(self.db, process, document, room)

    def keep(self, process: str, room: str, results: Sequence[tuple[str, str, str]]) -> None:
        """Keep a room's results, (document, key, JSON text) each."""
        with self.transaction() as db:
            tables.keep(db, process, room, results)

    def let_go(self, process: str, room: str, documents: Iterable[str]) -> None:
        """Drop a room's results for documents that are no more."""
        with self.transaction() as db:
            tables.let_go(db, process, room, documents)

    # Rulings

    def rule(self, who: str, decisions: Sequence[Decision]) -> tuple[Ruling, ...]:
        """Append what a person decided at once, anchored in the words of today; the next run carries it out.

        returns   the rulings; all have one `at`, so that they can be undone together by `batch_id`
        Raises    RecordIsUnknown, RulingIsUnclear
        """
        with self.transaction() as db:
            at = self._next_at()
            made = [self._ruling(at, who, decision) for decision in decisions]
            for process, ruling in made:
                _append(db, process, ruling)
        return tuple(ruling for _, ruling in made)

    def _next_at(self) -> str:
        """Now, or just after the last ruling when the clock was set back: later rulings must come later."""
        now = datetime.now(timezone.utc)  # noqa: UP017
        for ruling in self.rulings():
            last = datetime.fromisoformat(ruling.at)
            now = max(now, last + timedelta(microseconds=1))
        return now.isoformat(timespec="microseconds")

    def _ruling(self, at: str, who: str, decision: Decision) -> tuple[str | None, Ruling]:
        bare = Ruling(RecordId(""), at, who, decision.op, None, value=_value(decision.value))
        if decision.op is RulingOp.UNDO:
            made = replace(bare, undoes=self._undone(decision.undoes or decision.target))
            return None, replace(made, id=ruling_id(made))
        if decision.op is RulingOp.ADD:
            process, made = self._addition(bare, decision)
        else:
            process, made = self._judgement(bare, decision)
        return process, replace(made, id=ruling_id(made))

    def _undone(self, given: str | None) -> RecordId:
        known = {name for r in self.rulings() for name in (r.id, batch_id(r))}
        if given not in known:
            raise RulingIsUnclear(f"no ruling {given!r} to undo; `toguna rulings export` lists them")
        return RecordId(given)

    def _addition(self, bare: Ruling, decision: Decision) -> tuple[str | None, Ruling]:
        kind = str((decision.value or {}).get("kind", ""))
        if kind == "party":
            return decision.process, replace(bare, kind=kind)
        if kind not in CLASSES:
            raise RulingIsUnclear(f"to add needs a `kind`, one of {', '.join(sorted(CLASSES))} or party")
        found = self.document(decision.place.document, decision.process) if decision.place else None
        if found is None or decision.place is None:
            raise RulingIsUnclear("to add needs the words of a document that the record rests on")
        process, document = found
        if document.text[decision.place.start : decision.place.end] != decision.place.quote:
            raise RulingIsUnclear(f"{document.path} does not say {decision.place.quote!r} there")
        return process, replace(bare, kind=kind, anchor=anchor(document, decision.place))

    def _judgement(self, bare: Ruling, decision: Decision) -> tuple[str | None, Ruling]:
        target = decision.target or ""
        for process, party in self.parties(decision.process):
            if party.id == target:
                return process, replace(bare, kind="party", target=RecordId(target), value=self._of_party(bare, party))
        record = self.record(target, decision.process)
        process, made = record.header.process, replace(bare, kind=kind_of(record), target=record.header.id)
        if decision.op is RulingOp.MERGE:
            value = fields_of(bare)
            other = self.record(str(value.get("id", "")), process)
            if kind_of(other) != kind_of(record):
                raise RulingIsUnclear(f"a {kind_of(record)} and a {kind_of(other)} cannot be one record")
            value = {"id": other.header.id, "anchor": plain(self._anchor(other))}
            made = replace(made, value=_value(value))
        return process, replace(made, anchor=self._anchor(record))

    def _of_party(self, bare: Ruling, party: Party) -> str:
        """A party is known in another store by its name, so its ruling says it."""
        if bare.op is RulingOp.EDIT:
            return bare.value
        value = {**fields_of(bare), "name": party.name}
        if bare.op is RulingOp.MERGE:
            other = next((p for _, p in self.parties() if p.id == value.get("id")), None)
            if other is None:
                raise RecordIsUnknown(str(value.get("id", "")))
            value["other_name"] = other.name
        return _value(value)

    def _anchor(self, record: Record) -> Any:
        for place in record.header.because:
            found = self.document(place.document, record.header.process)
            if found:
                return anchor(found[1], place)
        return None

    def rulings(self, process: str | None = None) -> tuple[Ruling, ...]:
        """Every ruling in the order of time, undone ones too; `orphaned` as the last runs found.

        process   only those that may concern it
        """
        rows = self.db.execute(
            "SELECT r.body, (SELECT min(s.orphaned) FROM ruling_state s WHERE s.ruling = r.id) FROM ruling r"
            " WHERE ?1 IS NULL OR r.process IS NULL OR r.process = ?1",
            (process,),
        )
        found = [replace(read(Ruling, body), orphaned=bool(orphaned)) for body, orphaned in rows]
        return tuple(sorted(found, key=lambda r: (r.at, r.id)))

    def orphans(self) -> tuple[Ruling, ...]:
        """The rulings whose words no process has any more."""
        return tuple(r for r in self.rulings() if r.orphaned)

    def export_rulings(self) -> Iterator[str]:
        """Every ruling as a line of JSON, with its anchor; `import_rulings` reads them."""
        for ruling in self.rulings():
            yield written(replace(ruling, orphaned=False))

    def import_rulings(self, lines: Iterable[str], process: str | None = None) -> int:
        """Append the rulings that are not here yet; the next run finds their words.

        process   to which they belong, None when any may have their words
        returns   how many were new
        Raises    RulingIsUnclear at the first line that is none; nothing is appended then
        """
        new = 0
        with self.transaction() as db:
            for n, line in enumerate(lines, 1):
                if line.strip():
                    new += _append(db, process, _parsed(n, line))
        return new

    # Forgetting

    def forget(self, document: str, process: str | None = None) -> int:
        """Take a document's words out of the journal, the tables, the search and the file; only a mark stays.

        The tables of its process lack what is derived until the next run. Copies made before migrations hold the
        words too and are removed.

        document  a path, with all its revisions, or the name of one older revision
        returns   how many pages were forgotten; 0 when there is no such document
        Raises    StoreIsBusy when somebody who reads keeps the old words in the log: nothing but the cleaning of the
                  file is left to do then, and asking again does it
        """
        count = 0
        with self.transaction() as db:
            for one in [process] if process else self.processes():
                count += forget.forget(db, one, document, _now())
        if self.is_forgotten(document):
            with letters(self.path):
                for copy in backups(self.path):
                    copy.unlink()
                if not forget.scrub(self.db):
                    raise StoreIsBusy(self.path)
        return count

    def is_forgotten(self, document: str) -> bool:
        """True if there is a mark that a document of that name was forgotten."""
        return any(document in (path, f"{path}~{sha[:8]}") for _, _, path, sha in self.forgotten())

    def forgotten(self) -> tuple[tuple[str, str, str, str], ...]:
        """The marks that are left: (when, process, path, sha256)."""
        return forget.forgotten(self.db)


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="microseconds")  # noqa: UP017


def _value(value: Mapping[str, Any] | None) -> str:
    return json.dumps(plain(dict(value)), ensure_ascii=False, sort_keys=True) if value else ""


def _append(db: sqlite3.Connection, process: str | None, ruling: Ruling) -> int:
    cursor = db.execute(
        "INSERT OR IGNORE INTO ruling (id, process, body) VALUES (?, ?, ?)", (ruling.id, process, written(ruling))
    )
    return cursor.rowcount


def _parsed(n: int, line: str) -> Ruling:
    try:
        ruling = replace(read(Ruling, line), orphaned=False)
        datetime.fromisoformat(ruling.at)
        fields_of(ruling)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RulingIsUnclear(f"line {n} is not a ruling: {error}") from error
    return ruling if ruling.id else replace(ruling, id=ruling_id(ruling))
