"""Positions to contradictions between parties: opposite stances on one object, or toward each other, at one time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import timedelta

from toguna.kinds.ids import PartyId
from toguna.kinds.record import (
    Position,
)
from toguna.kinds.vocabulary import ContradictionSort, Issue, PartyType, Stance
from toguna.process.bodies import Bodies
from toguna.process.days import placed
from toguna.process.evidence import Evidence
from toguna.process.opposition import YES, Opposition, day_of, names

SAME_TIME_DAYS = 60
"""Two parties' stances within two months are held at the same time. Not swept."""

MANY = 25
"""Of positions that are repeated more often, only so many first and last ones are paired: the others tell no more."""


def between_parties(standing: Sequence[Position], bodies: Bodies, evidence: Evidence) -> Iterator[Opposition]:
    """Two parties that want opposite things of one object, or of each other, at the same time."""
    topics: dict[tuple[Issue, frozenset[PartyId], bool], list[tuple[PartyId, Position]]] = {}
    for p in standing:
        on = placed(p.held_on, p.header.known_on)
        holder = bodies.body(p.holder, on)
        if not _is_a_side(holder, bodies):
            continue
        for toward in bodies.bodies(p.toward, on):
            topics.setdefault((p.issue, frozenset({toward}), False), []).append((holder, p))
            if p.issue is not Issue.WITHDRAWAL and toward != holder:
                topics.setdefault((p.issue, frozenset({holder, toward}), True), []).append((holder, p))
    for (issue, about, mutual), held in topics.items():
        yes = YES - {Stance.OPEN} if mutual else frozenset({Stance.FOR})
        for wants, refuses in _opposed(held, yes):
            yield from _oppositions(wants, refuses, (issue, about), bodies, evidence)


def _is_a_side(holder: PartyId, bodies: Bodies) -> bool:
    """Crowds, newspapers and people who speak for themselves are no sides of a process."""
    known = bodies.parties.get(holder)
    return known is None or known.type not in (PartyType.POPULATION, PartyType.MEDIA, PartyType.PERSON)


def _opposed(
    held: Sequence[tuple[PartyId, Position]], yes: frozenset[Stance]
) -> Iterator[tuple[list[Position], list[Position]]]:
    """For every two holders, what one wants and the other refuses."""
    wants: dict[PartyId, list[Position]] = {}
    refuses: dict[PartyId, list[Position]] = {}
    for holder, p in held:
        if p.stance in yes:
            wants.setdefault(holder, []).append(p)
        elif p.stance is Stance.AGAINST:
            refuses.setdefault(holder, []).append(p)
    return ((wants[a], refuses[b]) for a in sorted(wants) for b in sorted(refuses) if a != b)


def _oppositions(
    wants: list[Position],
    refuses: list[Position],
    topic: tuple[Issue, frozenset[PartyId]],
    bodies: Bodies,
    evidence: Evidence,
) -> Iterator[Opposition]:
    issue, about = topic
    sides = tuple(sorted(bodies.body(side[0].holder, side[0].held_on) for side in (wants, refuses)))
    for a, b in _near(wants, refuses, SAME_TIME_DAYS):
        days = day_of(a), day_of(b)
        if days[0] and days[1]:
            together = bool(evidence.lineages(a.header.because) & evidence.lineages(b.header.because))
            strength = (
                together,
                a.ascribed_by is None and b.ascribed_by is None,
                a.stance is Stance.FOR,
                -abs((days[0] - days[1]).days),
                min(a.header.confidence, b.header.confidence),
            )
            words = f"{issue}: {names(about, bodies)}"
            day = max(days[0], days[1])
            yield Opposition(a, b, ContradictionSort.PARTY_PARTY, words, (issue, *sides), day, strength)


def _near(a: list[Position], b: list[Position], days: int) -> Iterator[tuple[Position, Position]]:
    """Pairs that are held within so many days of each other."""
    dated = []
    for side in (a, b):
        known = sorted(((d, p.header.key, p) for p in side if (d := day_of(p))), key=lambda t: t[:2])
        dated.append(known if len(known) <= 2 * MANY else known[:MANY] + known[-MANY:])
    for day, _, p in dated[0]:
        start = bisect_left(dated[1], day - timedelta(days=days), key=lambda t: t[0])
        end = bisect_right(dated[1], day + timedelta(days=days), key=lambda t: t[0])
        for _, _, q in dated[1][start:end]:
            yield p, q
