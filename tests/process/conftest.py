"""A small stage on which records can be put together by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId, Edtf, LineageId, PartyId, RecordId
from toguna.kinds.party import Cast, Party, Role
from toguna.kinds.record import (
    Cell,
    Claim,
    Commitment,
    Condition,
    Contradiction,
    Event,
    Figure,
    Header,
    Position,
    Promises,
    Record,
    Requires,
    Shift,
    Silence,
    Spans,
    Speaker,
    Statement,
    Unlocks,
    Witnesses,
)
from toguna.kinds.span import Place
from toguna.kinds.vocabulary import (
    Counts,
    EventStatus,
    EventType,
    Issue,
    Necessity,
    PartyType,
    Stance,
    StatementMode,
)
from toguna.process.derive import derive


def party(name: str, type: PartyType = PartyType.ARMED_GROUP, **more: Any) -> Party:
    return Party(PartyId(name), name, type, **more)


class Scene:
    """Two groups, a government with its people, a neighbour with troops, the UN; records on a timeline of reports.

    `doc` names a report; `a` and `a2` are copies (one lineage), every other one stands for itself.
    """

    def __init__(self) -> None:
        self.count = 0
        state = PartyType.GOVERNMENT
        self.parties = [
            party("gov", state, regimes=((Edtf("2010-01-01"), "old"), (Edtf("2020-08-18"), "junta"))),
            party("minister", PartyType.PERSON, member_of=PartyId("gov")),
            party("army", PartyType.ORGANISATION, member_of=PartyId("gov")),
            party("front"),
            party("chief", PartyType.PERSON, member_of=PartyId("front")),
            party("band"),
            party("neighbour", state),
            party("un", PartyType.INTERNATIONAL),
            party("crowd", PartyType.POPULATION),
            party(
                "envoy",
                PartyType.PERSON,
                member_of=PartyId("un"),
                roles=(
                    Role("envoy", PartyId("un"), Edtf("2018-01-01"), Edtf("2019-12-31")),
                    Role("president", PartyId("neighbour"), Edtf("2021-01-01")),
                ),
            ),
        ]

    def header(self, doc: str, known: str | None, **more: Any) -> Header:
        self.count += 1
        key = f"r{self.count:03d}"
        place = Place(DocumentId(doc), 500 * self.count, 500 * self.count + 10, f"words {self.count:03d} "[:10])
        return Header(
            key, RecordId(key), (place,), witnesses=Witnesses(1, 1), known_on=Edtf(known) if known else None, **more
        )

    def position(
        self, holder: str, issue: str, toward: str, stance: str, on: str | None, doc: str = "a", **more: Any
    ) -> Position:
        known = more.pop("known", on)
        return Position(
            self.header(doc, known),
            PartyId(holder),
            Issue(issue),
            tuple(PartyId(t) for t in toward.split()),
            Stance(stance),
            held_on=Edtf(on) if on else None,
            **more,
        )

    def condition(
        self, set_by: str, issue: str, by: str, on: str | None, doc: str = "a", toward: str = "gov", **more: Any
    ) -> Condition:
        known, what = more.pop("known", on), more.pop("what", "it is done")
        return Condition(
            self.header(doc, known),
            PartyId(set_by),
            Requires(Issue(issue), tuple(PartyId(b) for b in by.split()), what),
            Unlocks(more.pop("unlocks", Issue.TALKS), tuple(PartyId(t) for t in toward.split())),
            more.pop("necessity", Necessity.NECESSARY),
            set_on=Edtf(on) if on else None,
            **more,
        )

    def event(self, type: str, actors: str, recipients: str, on: str | None, doc: str = "a", **more: Any) -> Event:
        known = more.pop("known", on)
        return Event(
            self.header(doc, known),
            EventType(type),
            EventStatus(more.pop("status", "happened")),
            tuple(PartyId(a) for a in actors.split()),
            tuple(PartyId(r) for r in recipients.split()),
            on=Edtf(on) if on else None,
            **more,
        )

    def statement(self, who: str, on: str, doc: str = "a", **more: Any) -> Statement:
        return Statement(
            self.header(doc, more.pop("known", on)),
            Speaker(who, PartyId(who)),
            more.pop("mode", StatementMode.INDIRECT),
            "said",
            "what was said",
            Spans(),
            said_on=Edtf(on),
            **more,
        )

    def figure(self, counts: str, by: str | None, known: str, doc: str = "a", **more: Any) -> Figure:
        header = more.pop("header", None) or self.header(doc, known)
        return Figure(header, Counts(counts), more.pop("what", "people"), by=PartyId(by) if by else None, **more)

    def promise(self, by: str, to: str, issue: str, on: str, doc: str = "a") -> Commitment:
        return Commitment(
            self.header(doc, on),
            PartyId(by),
            tuple(PartyId(t) for t in to.split()),
            Promises(Issue(issue), "it"),
            given_on=Edtf(on),
        )

    def silence(self, who: str, on: str, doc: str = "a") -> Silence:
        return Silence(self.header(doc, on), PartyId(who), on=Edtf(on))

    def beside(self, record: Any, other: Any) -> Any:
        """The record, moved into the other's sentence."""
        return replace(record, header=replace(record.header, because=other.header.because))

    @property
    def cast(self) -> Cast:
        return Cast(tuple(sorted(self.parties, key=lambda p: p.id)), {})

    def documents(self, claims: tuple[Claim, ...]) -> tuple[Document, ...]:
        paths = sorted({p.document for c in claims for p in c.header.because})
        return tuple(Document(p, "", "", lineage=LineageId(p[0] if p in ("a", "a2") else p)) for p in paths)

    def derive(self, *claims: Claim) -> tuple[Record, ...]:
        return derive(claims, self.cast, self.documents(claims), "test")

    def history(self, *claims: Claim) -> list[tuple[str, str | None]]:
        """States of the first condition."""
        told = next(r for r in self.derive(*claims) if isinstance(r, Condition))
        return [(s.state, s.on) for s in told.states]

    def cells(self, *claims: Claim) -> list[Cell]:
        return [r for r in self.derive(*claims) if isinstance(r, Cell)]

    def shifts(self, *claims: Claim) -> list[Shift]:
        return [r for r in self.derive(*claims) if isinstance(r, Shift)]

    def contradictions(self, *claims: Claim) -> list[Contradiction]:
        return [r for r in self.derive(*claims) if isinstance(r, Contradiction)]


@pytest.fixture
def scene() -> Scene:
    return Scene()
