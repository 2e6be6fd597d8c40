"""Conditions to histories: which of them are one condition said again, and on which occasions it was said.

Every condition is in exactly one history; two that stand side by side in one position never share one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from toguna.kinds.ids import Edtf, LineageId, PartyId, RecordId
from toguna.kinds.record import Claim, Condition, Position
from toguna.kinds.span import Place
from toguna.kinds.vocabulary import Issue, Necessity
from toguna.process.bodies import Bodies
from toguna.process.days import days_apart, has_beginning, order, placed
from toguna.process.evidence import Evidence

SAME_SAYING_DAYS = 1
"""Two lineages that date the same demand a day apart report one saying (the speech, and the morning paper)."""


SAME_OTHER = 1 / 3
"""`other` is no one issue: two such conditions are one only if a third of their words are shared. Not swept."""


@dataclass(slots=True)
class History:
    """Conditions that are one condition said again, the earliest first.

    wanted   the parties whose act is required, see `who_must_act`
    words    the wordings of what is required, each as a set of words
    begun    the condition with which it, or a part of it ("the French" of "all foreign troops"), was first set
    """

    members: list[Condition]
    wanted: frozenset[PartyId]
    ids: set[RecordId]
    words: set[frozenset[str]]
    begun: Condition


@dataclass(slots=True)
class Saying:
    """One time that the condition was said, in however many reports."""

    on: Edtf | None
    lineages: set[LineageId]
    because: list[Place]
    key: str


def set_when(condition: Condition) -> Edtf | None:
    """When it was set; without a date, `../` the publication."""
    return placed(condition.set_on, condition.header.known_on)


def histories(conditions: Sequence[Condition], claims: Sequence[Claim], bodies: Bodies) -> list[History]:
    """The histories of all conditions, in the order of their first saying."""
    families: dict[tuple[object, ...], list[Condition]] = {}
    for c in sorted(conditions, key=_first):
        families.setdefault(_family(c, bodies), []).append(c)
    apart = _siblings(claims)
    return [h for members in families.values() for h in _split(members, apart, bodies)]


def _first(c: Condition) -> tuple[tuple[date, date], str]:
    return order(set_when(c)), c.header.key


def _family(c: Condition, bodies: Bodies) -> tuple[object, ...]:
    """What two conditions must share to be one: the setter, the issue, and what sort of condition it is.

    What nobody is known to have set is never said again.
    """
    setter = bodies.body(c.set_by, set_when(c)) if c.set_by else c.header.key
    nobody = (c.unlocks.issue, bodies.bodies(c.unlocks.toward)) if not c.requires.by else None
    return setter, c.requires.issue, c.necessity is Necessity.SANCTION, nobody


def who_must_act(c: Condition, bodies: Bodies) -> frozenset[PartyId]:
    """The parties whose act is required; the addressee of the whole offer counts only when it is the only one.

    "We talk to Bamako if it expels the French and the UN" names Bamako in both conditions; what tells them
    apart is whose forces they are.
    """
    on = set_when(c)
    everybody = bodies.bodies(c.requires.by, on)
    return everybody - bodies.bodies(c.unlocks.toward, on) or everybody


def _siblings(claims: Sequence[Claim]) -> dict[RecordId, set[RecordId]]:
    """For each condition, those that stand beside it in one position or statement: never the same one said again."""
    beside: dict[RecordId, set[RecordId]] = {}
    for ids in (p.conditions for p in claims if isinstance(p, Position)):
        for i in ids:
            beside.setdefault(i, set()).update(j for j in ids if j != i)
    return beside


def _split(members: list[Condition], apart: Mapping[RecordId, set[RecordId]], bodies: Bodies) -> list[History]:
    """One family's histories: same actors, or overlapping ones when that leaves no doubt; siblings kept apart.

    A condition on several ("foreign troops") that spans two otherwise separate ones is a history of its own.
    """
    wanted = {c.header.id: who_must_act(c, bodies) for c in members}
    sets = set(wanted.values())
    spans = {s for s in sets if any(a & s and b & s and not a & b for a in sets for b in sets)}
    found: list[History] = []
    for c in members:
        mine, words = wanted[c.header.id], _words(c)
        fits = [
            h
            for h in found
            if (h.wanted == mine or (h.wanted & mine and h.wanted not in spans and mine not in spans))
            and not h.ids & apart.get(c.header.id, set())
            and (c.requires.issue is not Issue.OTHER or max(_likeness(words, w) for w in h.words) >= SAME_OTHER)
        ]
        if fits:
            best = max(fits, key=lambda h: max(_likeness(words, w) for w in h.words))
            best.members.append(c)
            best.ids.add(c.header.id)
            best.words.add(words)
        else:
            found.append(History([c], mine, {c.header.id}, {words}, c))
    for h in found:
        parts = [g for g in found if g.wanted and g.wanted <= h.wanted]
        h.begun = min((g.members[0] for g in parts), key=_first, default=h.begun)
    return found


def _words(c: Condition) -> frozenset[str]:
    return frozenset(c.requires.what.casefold().split())


def _likeness(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


def sayings(members: Sequence[Condition], evidence: Evidence) -> list[Saying]:
    """Each time it was said; copies, and reports of the same day, are one saying."""
    found: list[Saying] = []
    for c in members:
        on, lines = set_when(c), evidence.lineages(c.header.because)
        same = next((s for s in found if _one_saying(s, on, lines)), None)
        if same:
            same.lineages |= lines
            same.because += c.header.because
        else:
            found.append(Saying(on, set(lines), list(c.header.because), c.header.key))
    return found


def _one_saying(s: Saying, on: Edtf | None, lineages: frozenset[LineageId]) -> bool:
    if s.lineages & lineages:
        vague = not (has_beginning(s.on) and has_beginning(on))
        return vague or days_apart(s.on, on) == 0
    return s.on is not None and on is not None and days_apart(s.on, on) <= SAME_SAYING_DAYS
