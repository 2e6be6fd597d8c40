"""Claims to contradictions: a denial and what it denies, an event told as true and as false, two counts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from toguna.kinds.edtf import overlap
from toguna.kinds.ids import PartyId
from toguna.kinds.record import (
    Claim,
    Event,
    Figure,
    Statement,
)
from toguna.kinds.vocabulary import ContradictionSort, Counts, EventStatus, EventType
from toguna.process.bodies import Bodies
from toguna.process.days import surely
from toguna.process.opposition import REAL, Opposition, beside, day_of, published_within, told

SAME_NEWS_DAYS = 7
"""Figures without a period, and events without a date, published within a week, are about the same news. Not swept."""

TOO_FAR = 10.0
"""Figures that differ tenfold count different things. Not swept."""

COUNTED = {
    Counts.KILLED,
    Counts.WOUNDED,
    Counts.DISPLACED,
    Counts.DETAINED,
    Counts.HOSTAGES,
    Counts.TROOPS,
    Counts.FIGHTERS,
}
"""What one news has one number of; sums of money, spans of time and releases come in many at a time."""

FAR_APART = 1.1
"""Two figures differ when the greater is over a tenth above the smaller: rounding ("about 500", 520) is no dispute."""


def denials(claims: Sequence[Claim], bodies: Bodies) -> Iterator[Opposition]:
    """A denial, and what it denies."""
    by_id = {c.header.id: c for c in claims}
    for s in claims:
        if isinstance(s, Statement) and s.denies and (denied := by_id.get(s.denies)):
            about = told(denied, bodies)
            yield Opposition(s, denied, ContradictionSort.CLAIM_CLAIM, about, (s.header.key,), day_of(s) or date.max)


def disputed_events(events: Sequence[Event], bodies: Bodies) -> Iterator[Opposition]:
    """One event, said to be true and said to be false."""
    false = [e for e in events if e.status is EventStatus.DENIED]
    true: dict[EventType, list[Event]] = {}
    for e in events:
        if e.status in REAL:
            true.setdefault(e.type, []).append(e)
    for no in false:
        topic = (no.type, tuple(sorted(bodies.bodies(no.actors, no.on))))
        for yes in (e for e in true.get(no.type, ()) if _same_event(e, no, bodies)):
            about, day, strength = told(no, bodies), day_of(no) or date.max, (float(beside(yes, no)),)
            yield Opposition(yes, no, ContradictionSort.CLAIM_CLAIM, about, topic, day, strength)


def _same_event(a: Event, b: Event, bodies: Bodies) -> bool:
    """Could the two be one event? What both name must agree."""
    if not bodies.bodies(a.actors, a.on) & bodies.bodies(b.actors, b.on):
        return False
    if a.recipients and b.recipients and not bodies.bodies(a.recipients, a.on) & bodies.bodies(b.recipients, b.on):
        return False
    if a.where and b.where and a.where.casefold() != b.where.casefold():
        return False
    if a.on and b.on:
        return overlap(a.on, b.on)
    return published_within(a, b, SAME_NEWS_DAYS)


def disputed_figures(figures: Sequence[Figure], bodies: Bodies) -> Iterator[Opposition]:
    """Two counts of the same thing by two reporters that cannot both be right."""
    by_counts: dict[Counts, list[tuple[date, Figure]]] = {}
    for f in figures:
        published = surely(None, f.header.known_on)
        if published and _range(f) and f.counts in COUNTED:
            by_counts.setdefault(f.counts, []).append((published, f))
    for counts, dated in by_counts.items():
        dated.sort(key=lambda pair: (pair[0], pair[1].header.key))
        for n, (day, f) in enumerate(dated):
            end = bisect_right(dated, day + timedelta(days=SAME_NEWS_DAYS), key=lambda pair: pair[0])
            for later, g in dated[n + 1 : end]:
                if _disagree(f, g, bodies):
                    who = sorted(str(bodies.body(x.by)) if x.by else "" for x in (f, g))
                    topic = (counts, *who, f.period or "", f.where or "")
                    about = f"{counts}: {f.what}" if f.what == g.what else f"{counts}: {f.what} / {g.what}"
                    yield Opposition(f, g, ContradictionSort.FIGURE_FIGURE, about, topic, later)


def _disagree(f: Figure, g: Figure, bodies: Bodies) -> bool:
    (f0, f1), (g0, g1) = _range(f) or (0.0, 0.0), _range(g) or (0.0, 0.0)
    times = max(f0, g0) / min(f1, g1) if min(f1, g1) else 0.0
    if not FAR_APART < times < TOO_FAR or _reporter(f, bodies) == _reporter(g, bodies):
        return False
    near = beside(f, g)
    return bool(near or (f.by and g.by)) and _same_matter(f, g, near)


def _same_matter(f: Figure, g: Figure, near: bool) -> bool:
    """Same people, place and time, as far as both say; what only one says is taken as shared side by side alone."""
    if f.period and g.period and not overlap(f.period, g.period):
        return False
    if f.where and g.where and f.where.casefold() != g.where.casefold():
        return False
    if near:
        return True
    a, b = (frozenset(x.what.casefold().split()) for x in (f, g))
    return 2 * len(a & b) >= len(a | b) > 0 and (f.where is None) == (g.where is None)


def _range(f: Figure) -> tuple[float, float] | None:
    """The least and greatest number that it may mean: "more than 50" has no end."""
    said = [n for n in (f.low, f.best, f.high) if n is not None]
    if not said:
        return None
    low = f.low if f.low is not None else (f.best if f.best is not None else 0.0)
    high = f.high if f.high is not None else (f.best if f.best is not None else float("inf"))
    return low, high


def _reporter(f: Figure, bodies: Bodies) -> PartyId | None:
    return bodies.body(f.by, f.period) if f.by else None
