"""`Toguna`: the one door to a record for every face; it opens the store, asks, and gives small frozen values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

import toguna
from toguna.api import views
from toguna.api.export import exported
from toguna.api.picture import Picture, Thing
from toguna.api.values import Brief, CellRow, ConditionRow, Entry, Found, Portrait, Why
from toguna.api.why import why
from toguna.contract.records import Json
from toguna.flow import run as flow
from toguna.flow.fitting import fitting
from toguna.flow.settings import Settings
from toguna.kinds.edtf import bounds
from toguna.kinds.errors import DateIsNotEdtf, ProcessIsUnclear, RecordIsUnknown, RulingIsUnclear
from toguna.kinds.party import Cast, Party
from toguna.kinds.record import Cell, Contradiction, Record, Ruling, Shift
from toguna.kinds.span import Place, Stretch
from toguna.kinds.vocabulary import RulingOp
from toguna.process.derive import derive
from toguna.process.known import known_by
from toguna.store.journal import Run, RunAccount
from toguna.store.store import Decision, Store

HERE = Path(toguna.__file__).parent
DEFAULT_PROCESS = "main"
Progress = Callable[[str, int, int], None]
"""Told what is being done, how many of it are done, and of how many (0 when that is not known)."""


def day(given: str, last: bool = True) -> date:
    """The day that a person's date means: of a month or year its last day, or its first.

    Raises   DateIsNotEdtf
    """
    if "/" in given:
        raise DateIsNotEdtf(given)
    first, end = bounds(given.strip())
    return end if last else first


def conflict_packs() -> tuple[tuple[str, str], ...]:
    """Name and first line of every conflict pack that comes with the package."""
    found = []
    for path in sorted((HERE / "packs" / "conflicts").glob("*.yaml")):
        first = path.read_text("utf-8").split("\n", 1)[0]
        found.append((path.stem, first.removeprefix("#").strip() if first.startswith("#") else ""))
    return tuple(found)


def examples() -> Path | None:
    """The folder of the example reports: shipped inside the package, or beside it in a checkout; None if neither."""
    for folder in (HERE / "examples" / "mali", HERE.parents[1] / "examples" / "mali"):
        if folder.is_dir():
            return folder
    return None


class Toguna:
    """A record, opened.

    with Toguna.open("toguna.db") as record:
        print(record.brief().talks)
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._pictures: dict[tuple[str, date | None], Picture] = {}

    @classmethod
    def open(cls, path: str | Path, write: bool = False) -> Toguna:
        """A record that exists.

        Raises   StoreIsMissing, StoreIsNotOurs, StoreIsNewer, StoreIsBusy, StoreIsReadOnly
        """
        return cls(Store.open(str(path), write))

    @classmethod
    def create(cls, path: str | Path) -> Toguna:
        """A record to write to, made when there is none.

        Raises   StoreIsNotOurs, StoreIsNewer, StoreIsBusy, StoreIsReadOnly, StoreIsFull
        """
        return cls(Store.create(str(path)))

    def close(self) -> None:
        """Close the file; twice is once."""
        self.store.close()

    def __enter__(self) -> Toguna:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # What is there

    def processes(self) -> tuple[str, ...]:
        """The names of the processes in the record."""
        return self.store.processes()

    def process(self, given: str | None = None) -> str:
        """The process that a question is about: the one named, else the only one.

        Raises   ProcessIsUnclear
        """
        known = self.processes()
        if given in known or not known:
            return given or DEFAULT_PROCESS
        if given is None and len(known) == 1:
            return known[0]
        raise ProcessIsUnclear(given, known)

    def picture(self, process: str | None = None, known: date | None = None) -> Picture:
        """All that the record says of a process; with `known`, as the press had it by the end of that day."""
        name = self.process(process)
        if (name, known) not in self._pictures:
            full = self._pictures.get((name, None)) or self._picture(name)
            self._pictures[name, None] = full
            self._pictures[name, known] = full if known is None else _as_known(full, known)
        return self._pictures[name, known]

    def _picture(self, process: str) -> Picture:
        return Picture(
            process=process,
            documents=self.store.documents(process),
            lineages=tuple(lineage for _, lineage in self.store.lineages(process)),
            parties=tuple(p for _, p in self.store.parties(process)),
            records=self.store.records(process=process),
            rejected=self.store.records(process=process, rejected=True),
            rulings=self.store.rulings(process),
            sentence_at=lambda place: self._sentence(process, place),
        )

    def _sentence(self, process: str, place: Place) -> Stretch | None:
        found = self.store.sentence_at(place, process)
        return Stretch(found[0], found[1]) if found else None

    # Questions

    def brief(
        self, at: date | None = None, since: date | None = None, known: date | None = None, process: str | None = None
    ) -> Brief:
        """Where things stand on a day, and what changed since another."""
        return views.brief(self.picture(process, known), at, since)

    def matrix(
        self, at: date | None = None, known: date | None = None, process: str | None = None
    ) -> tuple[CellRow, ...]:
        """Who would talk with whom, and the other issues, on a day."""
        return views.cell_rows(self.picture(process, known), at)

    def conditions(
        self, at: date | None = None, known: date | None = None, process: str | None = None
    ) -> tuple[ConditionRow, ...]:
        """Every condition with its history, each once."""
        return views.condition_rows(self.picture(process, known), at)

    def timeline(
        self,
        since: date | None = None,
        until: date | None = None,
        party: Party | None = None,
        kinds: Iterable[str] = (),
        process: str | None = None,
    ) -> tuple[Entry, ...]:
        """What happened, was said and changed, in order."""
        return views.timeline(self.picture(process), since, until, party, kinds)

    def who(self, given: str, process: str | None = None) -> Portrait:
        """A party by its name, an alias or its id, and all that the record says of it.

        Raises   RecordIsUnknown, with the names of those that may be meant
        """
        return views.portrait(self.picture(process), self.party(given, process))

    def party(self, given: str, process: str | None = None) -> Party:
        """The one party that a person means.

        Raises   RecordIsUnknown
        """
        picture = self.picture(process)
        found = picture.parties_named(given)
        if len(found) == 1:
            return found[0]
        near = found or _near_parties(picture, given)
        raise RecordIsUnknown(given, tuple(f"{p.name} [{picture.short(p.id)}]" for p in near[:5]))

    def why(self, given: str, process: str | None = None) -> Why:
        """What stands behind anything that has an id.

        Raises   RecordIsUnknown
        """
        return why(*self._find(given, process))

    def _find(self, given: str, process: str | None) -> tuple[Picture, str]:
        """The picture that knows an id; without a process named, every process is asked."""
        if process is not None or len(self.processes()) < 2:
            return self.picture(process), given
        unknown = RecordIsUnknown(given)
        for name in self.processes():
            try:
                self.picture(name).thing(given)
                return self.picture(name), given
            except RecordIsUnknown as error:
                unknown = unknown if unknown.near else error
        raise unknown

    def thing(self, given: str, process: str | None = None) -> tuple[Picture, Thing]:
        """Whatever has this id, or the beginning of it, and the picture it is in.

        Raises   RecordIsUnknown
        """
        picture, name = self._find(given, process)
        return picture, picture.thing(name)

    def search(
        self,
        words: str,
        limit: int = 20,
        process: str | None = None,
        since: str | None = None,
        until: str | None = None,
        best: bool = False,
    ) -> tuple[tuple[Found, ...], Picture | None]:
        """The sentences that hold all the words, newest report first, each with the records that rest on it."""
        name = self.process(process) if process or len(self.processes()) < 2 else None
        found = []
        for hit in self.store.search(words, limit, name, since, until, best):
            at = self.store.document(hit.document, hit.process)
            if at is not None and hit.first < hit.last:
                place = Place(hit.document, hit.first, hit.last, hit.sentence)
                found.append(Found(place, at[1], self.store.records_at(hit.document, hit.first, hit.last, hit.process)))
        return tuple(found), self.picture(name) if name else None

    def account(self) -> tuple[Run, ...]:
        """Every run with its account, oldest first."""
        return self.store.runs()

    def forgotten(self) -> tuple[tuple[str, str, str, str], ...]:
        """The marks that forgotten reports left: (when, process, path, sha256)."""
        return self.store.forgotten()

    def has_report(self, path: str) -> bool:
        """True if some process of the record holds a report of that path, or holds the mark that it was forgotten."""
        held = any(d.path == path for name in self.processes() for d in self.store.documents(name))
        return held or self.store.is_forgotten(path)

    def near_reports(self, path: str) -> tuple[str, ...]:
        """Up to three paths of reports that may be meant by one that is not there."""
        from difflib import get_close_matches

        paths = sorted({str(d.path) for name in self.processes() for d in self.store.documents(name)})
        return tuple(get_close_matches(path, paths, 3, 0.5))

    def export(self, process: str | None = None, with_text: bool = True) -> Iterator[Json]:
        """Every record of a process, or of all processes, in the contract's form."""
        for name in [self.process(process)] if process else self.processes():
            yield from exported(self.picture(name), with_text)

    # Rulings

    def rule(
        self,
        op: RulingOp,
        target: str | None,
        who: str,
        value: Mapping[str, Any] | None = None,
        place: Place | None = None,
        undoes: str | None = None,
        process: str | None = None,
    ) -> Ruling:
        """Append what a person decided; `rerun` carries it out.

        target   an id, or the beginning of one
        Raises   RecordIsUnknown, RulingIsUnclear, StoreIsBusy, StoreIsReadOnly
        """
        if target is not None:
            picture, thing = self.thing(target, process)
            target, process = picture.id_of(thing), picture.process
        decision = Decision(op, target, value, place, undoes, process)
        self._pictures.clear()
        return self.store.rule(who, [decision])[0]

    def ruling_named(self, given: str) -> str:
        """The id of the ruling that a person means by its beginning.

        Raises   RulingIsUnclear
        """
        found = sorted({r.id for r in self.store.rulings() if r.id.startswith(given) or given in r.id.split("-")[-1]})
        if given in found or len(found) == 1:
            return given if given in found else found[0]
        near = f"; did you mean {', '.join(found[:3])}?" if found else ""
        raise RulingIsUnclear(f"no ruling {given!r} to undo{near or '; `toguna rulings list` shows them'}")

    def rulings(self) -> tuple[Ruling, ...]:
        """Every ruling in order of time; `orphaned` says that its words are gone."""
        return self.store.rulings()

    def export_rulings(self) -> Iterator[str]:
        """Every ruling as a line of JSON."""
        return self.store.export_rulings()

    def import_rulings(self, lines: Iterable[str], process: str | None = None) -> int:
        """Append the rulings that are not here yet; how many were new."""
        self._pictures.clear()
        return self.store.import_rulings(lines, process)

    # Runs

    def read(
        self,
        paths: Sequence[str | Path],
        process: str | None = None,
        packs: Sequence[str] | None = None,
        workers: int = 1,
        progress: Progress | None = None,
        dated_names: bool = False,
    ) -> RunAccount:
        """Read files and folders into a process; what was read before adds nothing.

        packs        conflict packs by name or path; None: those of the run before
        dated_names  the day in a file's name is its given publication date: for archives, not for scraped names
        Raises   InputIsMissing, PackIsBroken, StoreIsBusy, StoreIsFull, StoreIsReadOnly
        """
        self._pictures.clear()
        settings = Settings(process, tuple(packs) if packs is not None else None, dated_names, workers)
        return flow.read(tuple(Path(p) for p in paths), self.store, settings, progress)

    def fitting_pack(self, process: str | None = None) -> str | None:
        """A built-in conflict pack that would fit a process that is read without any; None when none does."""
        name = process or DEFAULT_PROCESS
        return None if flow.packs_of(self.store, name) else fitting(self.store, name)

    def rerun(self, process: str | None = None, progress: Progress | None = None) -> RunAccount:
        """Derive again what is not what journal, rulings and code give now."""
        self._pictures.clear()
        return flow.rerun(self.store, Settings(process), progress, always=False)

    def forget(self, document: str, process: str | None = None, progress: Progress | None = None) -> int:
        """Take a report's words out for good, and derive what is left without it; how many pages were forgotten."""
        self._pictures.clear()
        return flow.forget(document, self.store, Settings(process), progress)


def _as_known(full: Picture, known: date) -> Picture:
    """What the press had by a day, and all that follows from it alone."""
    documents = tuple(d for d in full.documents if d.published and bounds(d.published)[1] <= known)
    claims = tuple(r for r in full.records if not isinstance(r, (Cell, Shift, Contradiction)))
    out = {r.header.key for r in full.rejected}
    then = known_by(claims, known, full.documents)
    records: tuple[Record, ...] = derive(then, Cast(full.parties, {}), full.documents, full.process)
    return Picture(
        process=full.process,
        documents=documents,
        lineages=full.lineages,
        parties=full.parties,
        records=tuple(r for r in records if r.header.key not in out),
        rulings=full.rulings,
        sentence_at=full.sentence_at,
        known=known,
    )


def _near_parties(picture: Picture, given: str) -> tuple[Party, ...]:
    from difflib import SequenceMatcher

    def likeness(party: Party) -> float:
        names = (n.casefold() for n in (party.name, *party.aliases))
        return max(SequenceMatcher(None, given.casefold(), n).ratio() for n in names)

    rated = sorted(((likeness(p), p.name, p) for p in picture.parties), key=lambda r: (-r[0], r[1]))
    return tuple(p for rate, _, p in rated[:3] if rate >= 0.5)
