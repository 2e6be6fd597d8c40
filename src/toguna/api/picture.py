"""All that one process's record says at one moment, looked up by id, by kind and by name.

A picture never changes and reads no file; every view is a pure function of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from toguna.api.naming import places_named
from toguna.contract.records import document_id, kind_of
from toguna.kinds.document import Document
from toguna.kinds.edtf import bounds
from toguna.kinds.errors import RecordIsUnknown, RulingIsUnclear
from toguna.kinds.ids import Edtf, PartyId
from toguna.kinds.lineage import Lineage
from toguna.kinds.party import Party
from toguna.kinds.record import (
    Cell,
    Channel,
    Commitment,
    Condition,
    Event,
    Figure,
    Position,
    Record,
    Ruling,
    Shift,
    Silence,
    Statement,
    Veto,
)
from toguna.kinds.span import Place, Stretch
from toguna.process.days import surely

Kind = TypeVar("Kind", bound=Record)
Thing = Record | Document | Lineage | Party | Ruling
"""Whatever has an id."""

_NEAR = 3
"""So many near ids are offered for one that is not known."""


@dataclass(frozen=True)
class Picture:
    """The record of one process.

    rejected      records that a ruling took out
    sentence_at   finds the sentence in which words stand; without it their line is taken
    known         the day to which knowledge is limited, or None
    """

    process: str = "main"
    documents: tuple[Document, ...] = ()
    lineages: tuple[Lineage, ...] = ()
    parties: tuple[Party, ...] = ()
    records: tuple[Record, ...] = ()
    rejected: tuple[Record, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    sentence_at: Callable[[Place], Stretch | None] | None = None
    known: date | None = None

    def of(self, kind: type[Kind]) -> Iterator[Kind]:
        """The records of a kind."""
        return (r for r in self.records if isinstance(r, kind))

    @cached_property
    def record_of(self) -> dict[str, Record]:
        """Every record by its id, by its former ids and by its key."""
        found: dict[str, Record] = {}
        everything = (*self.records, *self.rejected)
        for record in everything:
            for name in (*record.header.formerly, record.header.key):
                found.setdefault(name, record)
        return found | {record.header.id: record for record in reversed(everything)}

    @cached_property
    def named(self) -> Mapping[PartyId, tuple[Place, ...]]:
        """The places that name each party."""
        return places_named(self.documents, self.parties)

    @cached_property
    def resting_on(self) -> dict[Place, list[Record]]:
        """The claims that rest on exactly these words."""
        found: dict[Place, list[Record]] = {}
        for record in self.records:
            if isinstance(record, (Event, Condition, Commitment, Position, Statement)):
                for place in record.header.because:
                    found.setdefault(place, []).append(record)
        return found

    @cached_property
    def document_of(self) -> dict[str, Document]:
        """Every document by its path."""
        return {d.path: d for d in self.documents}

    @cached_property
    def party_of(self) -> dict[str, Party]:
        """Every party by its id."""
        return {p.id: p for p in self.parties}

    @cached_property
    def _things(self) -> dict[str, Thing]:
        found: dict[str, Thing] = {}
        found |= {document_id(d): d for d in self.documents}
        found |= self.document_of
        found |= {lineage.id: lineage for lineage in self.lineages}
        found |= self.party_of
        found |= {r.id: r for r in self.rulings}
        found |= self.record_of
        return found

    @cached_property
    def _ids(self) -> list[str]:
        return sorted(self._things)

    def thing(self, given: str) -> Thing:
        """Whatever has this id, this beginning of an id (with or without its kind), or this path or name.

        Raises   RecordIsUnknown, with near ids
        """
        given = given.strip()
        if given in self._things:
            return self._things[given]
        found = {self.id_of(self._things[i]): self._things[i] for i in self._ids if given and _begins(i, given)}
        if len(found) == 1:
            return next(iter(found.values()))
        parties = self.parties_named(given) if not found else ()
        if len(parties) == 1:
            return parties[0]
        raise RecordIsUnknown(given, self._near(given, found or {p.id for p in parties}))

    def _near(self, given: str, several: Iterable[str]) -> tuple[str, ...]:
        near = sorted(several)[:_NEAR]
        if not near:
            from difflib import get_close_matches

            # beginnings of ids are compared with beginnings, so that one wrong letter of a short id is forgiven
            known = {i: i for i in reversed(self._ids)} | {i[: len(given)]: i for i in reversed(self._ids)}
            known |= {p.name: p.id for p in self.parties} | {d.path: d.path for d in self.documents}
            near = [known[found] for found in get_close_matches(given, known, _NEAR, 0.7)] if given else []
        return tuple(dict.fromkeys(near))

    def id_of(self, thing: Thing) -> str:
        """The id of anything."""
        if isinstance(thing, Document):
            return document_id(thing)
        if isinstance(thing, (Lineage, Party, Ruling)):
            return thing.id
        return thing.header.id

    def parties_named(self, given: str) -> tuple[Party, ...]:
        """The parties that a person may mean: the same name, else the same alias, else a name that holds the words."""
        wanted = given.casefold().strip()
        if not wanted:
            return ()
        if given in self.party_of:
            return (self.party_of[given],)
        for fits in (
            lambda p: p.name.casefold() == wanted,
            lambda p: wanted in {a.casefold() for a in p.aliases},
            lambda p: _begins(p.id, given),
            lambda p: any(wanted in n.casefold() for n in (p.name, *p.aliases)),
        ):
            if found := tuple(p for p in self.parties if fits(p)):
                return found
        return ()

    def place_of(self, path: str, quote: str) -> Place:
        """Where a report says these words, the first time.

        Raises   RecordIsUnknown for the report, RulingIsUnclear for the words
        """
        document = self.document_of.get(path)
        if document is None:
            raise RecordIsUnknown(path, self._near(path, ()))
        start = document.text.find(quote) if quote else -1
        if start < 0:
            raise RulingIsUnclear(f"{path} does not say {quote!r}; give its words exactly")
        return Place(document.path, start, start + len(quote), quote)

    def name(self, party: PartyId | None) -> str:
        """The name of a party; what is unknown is called so."""
        if party is None:
            return "somebody unknown"
        known = self.party_of.get(party)
        return known.name if known else str(party)

    def names(self, parties: Iterable[PartyId]) -> str:
        """The names of parties, joined; "nobody named" for none."""
        return ", ".join(self.name(p) for p in parties) or "nobody named"

    @cached_property
    def lineage_of(self) -> dict[str, Lineage]:
        """The lineage of each document."""
        return {path: lineage for lineage in self.lineages for path in lineage.documents}

    def short(self, ident: str) -> str:
        """The shortest beginning of an id that no other id shares, at least six digits of its fingerprint."""
        return self._short.get(ident, ident)

    @cached_property
    def _short(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for n, ident in enumerate(self._ids):
            kind, _, digits = ident.rpartition("-")
            if not kind or ident in self.document_of:
                found[ident] = ident
                continue
            near = (self._ids[n - 1] if n else "", self._ids[n + 1] if n + 1 < len(self._ids) else "")
            shared = max(_shared(ident, other) for other in near)
            found[ident] = ident[: max(shared + 1, len(kind) + 1 + min(6, len(digits)))]
        return found

    @cached_property
    def last(self) -> date | None:
        """The last day that the record surely reaches: of its reports, else of its dated records; never today."""
        for dates in ((d.published for d in self.documents), (when(r) for r in self.records)):
            days = [first if last == date.max else last for on in dates if on for first, last in (bounds(on),)]
            if days:
                return max(days)
        return None


def _begins(ident: str, given: str) -> bool:
    return len(given) >= 3 and (ident.startswith(given) or ident.rpartition("-")[2].startswith(given))


def _shared(a: str, b: str) -> int:
    n = 0
    while n < min(len(a), len(b)) and a[n] == b[n]:
        n += 1
    return n


def when(record: Record) -> Edtf | None:
    """When a record's matter held in the world, as it says itself; None when it says nothing."""
    match record:
        case Statement():
            return record.said_on
        case Position():
            return record.held_on
        case Condition():
            return record.set_on or (record.states[0].on if record.states else None)
        case Event() | Channel() | Veto() | Silence() | Shift():
            return record.on
        case Figure():
            return record.period
    return None


def held_by(record: Record, day: date | None) -> bool:
    """True if it surely held by a day; what has no date at all counts as long as no day is asked about."""
    settled = surely(when(record), record.header.known_on)
    return day is None or (settled is not None and settled <= day)


def parties_in(record: Record) -> frozenset[PartyId]:
    """Every party that a record names."""
    found: tuple[PartyId | None, ...] = ()
    match record:
        case Statement():
            found = (record.speaker.party, record.speaker.person, record.addressee, record.relayed_by)
        case Position():
            found = (record.holder, *record.toward, record.ascribed_by, record.speaker)
        case Condition():
            found = (record.set_by, *record.requires.by, *record.unlocks.toward, record.ascribed_by)
        case Commitment():
            found = (record.by, *record.to)
        case Event():
            found = (*record.actors, *record.recipients, record.ascribed_by)
        case Figure():
            found = (record.by,)
        case Channel():
            found = (record.who, *record.between)
        case Veto():
            found = (record.by, record.excludes)
        case Silence():
            found = (record.who, *record.toward)
        case Cell() | Shift():
            found = (record.holder, record.toward)
    return frozenset(p for p in found if p)


def kind_name(thing: Thing) -> str:
    """The contract's name for the kind of anything."""
    if isinstance(thing, (Document, Lineage, Party, Ruling)):
        return type(thing).__name__.lower()
    return kind_of(thing)
