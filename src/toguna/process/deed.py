"""Words and deeds to contradictions: a party that does what it said it would not, soon after, or turns round."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from toguna.kinds.ids import PartyId, RecordId
from toguna.kinds.record import (
    Claim,
    Commitment,
    Event,
    Position,
    Shift,
)
from toguna.kinds.vocabulary import (
    ConditionState,
    ContradictionSort,
    EventStatus,
    EventType,
    Issue,
    Stance,
)
from toguna.process.bodies import Bodies
from toguna.process.opposition import REAL, YES, Opposition, day_of

SOON_DAYS = 30
"""A deed within a month of the word is measured by it. Not swept."""


def against_their_word(
    claims: Sequence[Claim], standing: Sequence[Position], events: Sequence[Event], bodies: Bodies
) -> Iterator[Opposition]:
    """A ceasefire and an attack, a refusal to talk and a meeting, a promise and its breach: by one party."""
    done: dict[PartyId, list[Event]] = {}
    for e in events:
        if e.status in REAL and day_of(e):
            for actor in bodies.bodies(e.actors, e.on):
                done.setdefault(actor, []).append(e)
    for line in done.values():
        line.sort(key=lambda e: (day_of(e) or date.max, e.header.key))
    for word in _words(claims, standing, bodies):
        for deed in _after(word, done.get(word.by, [])):
            if _breaks(word, deed, bodies):
                about = f"{word.issue}: {bodies.name(word.by)}"
                topic = (word.issue, word.by)
                yield Opposition(word.record, deed, ContradictionSort.WORD_DEED, about, topic, day_of(deed) or date.max)
                break


@dataclass(frozen=True, slots=True)
class _Word:
    """What a party said it would or would not do."""

    record: Claim
    by: PartyId
    toward: frozenset[PartyId]
    issue: Issue
    on: date
    refuses: bool = False


def _words(claims: Sequence[Claim], standing: Sequence[Position], bodies: Bodies) -> Iterator[_Word]:
    for c in claims:
        if isinstance(c, Commitment) and (day := day_of(c)):
            by, to = bodies.body(c.by, c.given_on), bodies.bodies(c.to, c.given_on)
            yield _Word(c, by, to, c.promises.issue, day)
        elif isinstance(c, Event) and c.issue is Issue.CEASEFIRE and c.status in REAL | {EventStatus.ANNOUNCED}:
            if c.moves in (ConditionState.ANNOUNCED, ConditionState.MET) and (day := day_of(c)):
                for by in sorted(bodies.bodies(c.actors, c.on)):
                    yield _Word(c, by, bodies.bodies(c.recipients, c.on), c.issue, day)
    for p in standing:
        if p.issue is Issue.TALKS and p.stance is Stance.AGAINST and not p.ascribed_by and (day := day_of(p)):
            by, to = bodies.body(p.holder, p.held_on), bodies.bodies(p.toward, p.held_on)
            yield _Word(p, by, to, p.issue, day, refuses=True)


def _after(word: _Word, done: Sequence[Event]) -> Iterator[Event]:
    """The party's deeds within `SOON_DAYS` after the word, until it takes the word back."""
    start = bisect_right(done, word.on, key=lambda e: day_of(e) or date.max)
    end = bisect_right(done, word.on + timedelta(days=SOON_DAYS), key=lambda e: day_of(e) or date.max)
    for e in done[start:end]:
        if e.issue is word.issue and e.moves is ConditionState.WITHDRAWN:
            return
        yield e


def _breaks(word: _Word, deed: Event, bodies: Bodies) -> bool:
    met = bodies.bodies(deed.recipients, deed.on) | (bodies.bodies(deed.actors, deed.on) - {word.by})
    toward_them = bool(met & word.toward)
    if word.refuses:
        return deed.type is EventType.CONSULT and toward_them
    if word.issue is Issue.CEASEFIRE and deed.type is EventType.ASSAULT:
        return toward_them or not word.toward or not met
    return deed.issue is word.issue and deed.moves is ConditionState.VIOLATED


def reversals(shifts: Sequence[Shift], positions: Mapping[RecordId, Position], bodies: Bodies) -> Iterator[Opposition]:
    """A party that now refuses what it wanted, or wants what it refused; not when another government now speaks."""
    for s in shifts:
        turned = {s.before, s.after} & YES and Stance.AGAINST in (s.before, s.after)
        old, new = (positions.get(i) for i in s.positions)
        if turned and not s.regime_change and old and new:
            about = f"{s.issue}: {bodies.name(s.holder)} on {bodies.name(s.toward)}"
            topic = (s.issue, s.holder, s.toward)
            yield Opposition(old, new, ContradictionSort.THEN_NOW, about, topic, day_of(new) or date.max)
