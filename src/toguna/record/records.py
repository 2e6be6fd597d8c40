"""All claims of a process from its readings: what is said once is one record, however many documents carry it.

Invariant: every record has a place, and every place quotes its document exactly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from toguna.kinds import edtf
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId, PartyId, RecordId
from toguna.kinds.lineage import Lineage
from toguna.kinds.party import Cast
from toguna.kinds.passage import Carry
from toguna.kinds.reading import Reading
from toguna.kinds.record import (
    Channel,
    Claim,
    Commitment,
    Condition,
    Event,
    Figure,
    Header,
    Position,
    Silence,
    Statement,
    Veto,
    Witnesses,
)
from toguna.kinds.vocabulary import PartyType
from toguna.record.contact import channels, commitments, silences, vetoes
from toguna.record.denial import with_denials
from toguna.record.desk import Desk
from toguna.record.event import events
from toguna.record.figure import figures
from toguna.record.position import positions
from toguna.record.statement import statements

_Any = TypeVar("_Any", bound=Claim)


def records(
    documents: Sequence[Document],
    lineages: Sequence[Lineage],
    readings: Mapping[DocumentId, Reading],
    carries: Iterable[Carry],
    cast: Cast,
    process: str,
    version: str = "rules-1",
) -> tuple[Claim, ...]:
    """The claims of a process, sorted by kind and key."""
    by_path = {d.path: d for d in documents}
    lineage_of = {path: lineage.id for lineage in lineages for path in lineage.documents}
    carriers: dict[DocumentId, dict[int, list[tuple[DocumentId, int]]]] = defaultdict(lambda: defaultdict(list))
    for carry in sorted(carries):
        if carry.document in by_path and carry.of in by_path:
            carriers[carry.of][carry.of_sentence].append((carry.document, carry.sentence))
    claims: list[Claim] = []
    parties = {p.id: p for p in cast.parties}
    for path in sorted(readings):
        if path not in by_path or by_path[path].unread is not None:
            continue
        mine = {n: tuple(where) for n, where in carriers[path].items()}
        desk = Desk(by_path[path], readings[path], cast, mine, by_path, readings, process, version, parties)
        claims += _of_document(desk)
    told = Telling({p: str(lineage_of.get(p, p)) for p in by_path}, by_path, cast)
    return tuple(sorted(with_denials(_once(claims, told)), key=lambda c: c.header.key))


def _of_document(desk: Desk) -> list[Claim]:
    said = statements(desk)
    stood = positions(desk, said)
    claims: list[Claim] = [s for group in said.values() for s in group]
    claims += [*stood.positions, *stood.conditions, *events(desk, said), *figures(desk)]
    claims += [*channels(desk), *vetoes(desk), *silences(desk), *commitments(desk)]
    return claims


class Telling:
    """Who tells what: lineages, dates and owners of documents, to count witnesses.

    lineage   by document path
    """

    def __init__(self, lineage: Mapping[DocumentId, str], documents: Mapping[DocumentId, Document], cast: Cast) -> None:
        self.lineage, self.documents = lineage, documents
        self._party = {p.id: p for p in cast.parties}
        media = [p for p in cast.parties if p.type is PartyType.MEDIA and p.member_of]
        owners = {name.casefold(): p.member_of for p in media for name in (p.name, *p.aliases)}
        self._owner = {
            path: owner
            for path, d in documents.items()
            for name in (d.agency, d.outlet)
            if name and (owner := owners.get(name.casefold()))
        }

    def _is_its_own(self, document: DocumentId, claim: Claim) -> bool:
        """True if the outlet belongs to the party whose word or deed the claim is: then it is no witness for it."""
        owner = self._owner.get(document)
        return owner is not None and owner in {above for party in _whose(claim) for above in self._above(party)}

    def _above(self, party: PartyId) -> Iterator[PartyId]:
        seen: set[PartyId] = set()
        here: PartyId | None = party
        while here is not None and here not in seen:
            seen.add(here)
            yield here
            known = self._party.get(here)
            here = known.member_of if known else None

    def merged(self, group: list[_Any]) -> _Any:
        """One record for several that say the same, with all their places; the earliest known leads."""
        group = sorted(group, key=lambda c: (edtf.first_day(c.header.known_on), c.header.key))
        lead = group[0].header
        places = tuple(sorted({p for c in group for p in c.header.because}))
        sources = {
            (self.lineage[p.document], _first_speaker(c))
            for c in group
            for p in c.header.because
            if not self._is_its_own(p.document, c)
        }
        header = Header(
            key=lead.key,
            id=lead.id,
            because=places,
            context=tuple(sorted({p for c in group for p in c.header.context} - set(places))),
            process=lead.process,
            origin=lead.origin,
            confidence=max(c.header.confidence for c in group),
            witnesses=Witnesses(len({p.document for p in places}), len(sources)),
            known_on=edtf.earliest(tuple(self.documents[p.document].published for p in places)),
        )
        return replace(group[0], header=header)


def _whose(claim: Claim) -> tuple[PartyId, ...]:
    """The parties whose word or deed a claim is."""
    match claim:
        case Statement():
            found: tuple[PartyId | None, ...] = (claim.speaker.party, claim.speaker.person)
        case Position():
            found = (claim.holder, claim.ascribed_by)
        case Condition():
            found = (claim.set_by, claim.ascribed_by)
        case Commitment() | Veto():
            found = (claim.by,)
        case Event():
            found = (*claim.actors, claim.ascribed_by)
        case Figure():
            found = (claim.by,)
        case Channel() | Silence():
            found = (claim.who,)
    return tuple(p for p in found if p)


def _first_speaker(claim: Claim) -> str:
    """Who said it first, as far as the words tell: two reports of one spokesman are one witness of him each."""
    match claim:
        case Statement():
            return claim.speaker.person or claim.speaker.party or claim.speaker.name
        case Position():
            return claim.ascribed_by or claim.speaker or ""
        case Event():
            return claim.ascribed_by or ""
        case Figure():
            return claim.by or ""
        case _:
            return ""


def _same(claim: Claim) -> tuple[object, ...]:
    """What must agree for two records to be one; words of single days only, so that nothing far apart is joined."""
    match claim:
        case Position() if edtf.is_day(claim.held_on) and not claim.conditions:
            return (
                "position",
                claim.holder,
                claim.issue,
                claim.toward,
                claim.stance,
                claim.held_on,
                claim.ascribed_by,
                claim.speaker,
                claim.explicit,
            )
        case Event() if edtf.is_day(claim.on) and claim.actors:
            return ("event", claim.type, claim.actors, claim.recipients, claim.on, claim.status, claim.moves)
        case Figure() if edtf.is_day(claim.period):
            value = (claim.low, claim.best, claim.high)
            return ("figure", claim.counts, value, claim.period, claim.by)
        case Channel():
            return ("channel", claim.who, claim.role, claim.between, claim.state, claim.on)
        case Silence():
            return ("silence", claim.who, claim.on)
        case _:
            return (claim.header.key,)


def _once(claims: list[Claim], told: Telling) -> list[Claim]:
    """Each thing once; ids that were merged away are replaced wherever a record names them."""
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[_same(claim)].append(claim)
    merged = [told.merged(group) for group in groups.values()]
    renamed = {c.header.id: m.header.id for m, group in zip(merged, groups.values(), strict=True) for c in group}
    return [_renamed(claim, renamed) for claim in merged]


def _renamed(claim: Claim, names: Mapping[RecordId, RecordId]) -> Claim:
    match claim:
        case Position():
            conditions = tuple(dict.fromkeys(names.get(c, c) for c in claim.conditions))
            return replace(claim, conditions=conditions, statement=_name(claim.statement, names))
        case Condition() | Event():
            return replace(claim, statement=_name(claim.statement, names))
        case Statement() | Figure() | Channel() | Veto() | Silence() | Commitment():
            return claim


def _name(ident: RecordId | None, names: Mapping[RecordId, RecordId]) -> RecordId | None:
    return names.get(ident, ident) if ident is not None else None
