"""Two records that contradict each other, before they are told: on which day, how strongly, about what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from toguna.kinds.ids import PartyId
from toguna.kinds.record import (
    Claim,
    Commitment,
    Event,
    Figure,
    Position,
    Statement,
)
from toguna.kinds.vocabulary import (
    ContradictionSort,
    EventStatus,
    Stance,
)
from toguna.process.bodies import Bodies
from toguna.process.days import surely

SENTENCE = 160
"""Places of one document that begin within so many code points stand side by side, in one sentence as a rule."""

YES = frozenset({Stance.FOR, Stance.OPEN, Stance.CONDITIONAL})
REAL = frozenset({EventStatus.HAPPENED, EventStatus.ONGOING, EventStatus.CLAIMED})


@dataclass(frozen=True, slots=True)
class Opposition:
    """Two records that contradict each other.

    topic   contradictions of one topic are alike; only the first and the latest are told
    on      when the later of the two came
    """

    a: Claim
    b: Claim
    sort: ContradictionSort
    about: str
    topic: tuple[object, ...]
    on: date
    strength: tuple[float, ...] = ()


def day_of(record: Claim) -> date | None:
    """The day by which the record's matter surely held."""
    match record:
        case Position():
            on = record.held_on
        case Event():
            on = record.on
        case Statement():
            on = record.said_on
        case Commitment():
            on = record.given_on
        case _:
            on = None
    return surely(on, record.header.known_on)


def beside(a: Claim, b: Claim) -> bool:
    """True if they stand in or next to one sentence."""
    return any(
        p.document == q.document and abs(p.start - q.start) <= SENTENCE
        for p in a.header.because
        for q in b.header.because
    )


def published_within(a: Claim, b: Claim, days: int) -> bool:
    """True if the press had both within so many days."""
    x, y = surely(None, a.header.known_on), surely(None, b.header.known_on)
    return x is not None and y is not None and abs((x - y).days) <= days


def names(parties: Iterable[PartyId], bodies: Bodies) -> str:
    """The parties' names, sorted."""
    return ", ".join(sorted(bodies.name(p) for p in parties))


def told(record: Claim, bodies: Bodies) -> str:
    """What a record is about, in a few words of its own fields."""
    match record:
        case Statement():
            return record.content if len(record.content) <= 80 else record.content[:79].rstrip() + "…"
        case Position():
            return f"{record.issue}: {names((record.holder, *record.toward), bodies)}"
        case Event():
            return f"{record.type.lower()}: {names((*record.actors, *record.recipients), bodies)}"
        case Figure():
            return f"{record.counts}: {record.what}"
    return type(record).__name__.lower()
