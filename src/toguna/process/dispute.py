"""Claims to contradictions: a denial and what it denies, an event told as true and as false, two counts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from toguna.kinds.edtf import overlap
from toguna.kinds.ids import DocumentId, PartyId
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

SAME_EVENT_DAYS = 92
"""How far a claim and its denial may lie apart by the last days of vague dates ("in January", "this year")."""

MANY = 200
"""A figure is compared with so many that follow it in a week; more are the same news, copied and re-counted."""

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
    """One event, said to be true and said to be false: each denial with the nearest claim of it."""
    told_true: dict[tuple[EventType, PartyId], list[Event]] = {}
    for e in events:
        if e.status in REAL and day_of(e):
            for actor in bodies.bodies(e.actors, e.on):
                told_true.setdefault((e.type, actor), []).append(e)
    for line in told_true.values():
        line.sort(key=lambda e: (day_of(e) or date.max, e.header.key))
    for no in (e for e in events if e.status is EventStatus.DENIED):
        if (day := day_of(no)) and (yes := _claim_of(no, day, told_true, bodies)):
            topic = (no.type, tuple(sorted(bodies.bodies(no.actors, no.on))))
            strength = (float(beside(yes, no)),)
            yield Opposition(yes, no, ContradictionSort.CLAIM_CLAIM, told(no, bodies), topic, day, strength)


def _claim_of(
    no: Event, day: date, told_true: dict[tuple[EventType, PartyId], list[Event]], bodies: Bodies
) -> Event | None:
    """The claim that a denial answers: in its sentence if there is one, else the nearest in time."""
    span = timedelta(days=SAME_EVENT_DAYS)
    fits = []
    for actor in sorted(bodies.bodies(no.actors, no.on)):
        line = told_true.get((no.type, actor), [])
        start = bisect_left(line, day - span, key=lambda e: day_of(e) or date.max)
        end = bisect_right(line, day + span, key=lambda e: day_of(e) or date.max)
        fits += [e for e in line[start:end] if _same_event(e, no, bodies)]
    far = {e.header.id: abs(((day_of(e) or date.max) - day).days) for e in fits}
    return min(fits, key=lambda e: (not beside(e, no), far[e.header.id], e.header.key), default=None)


def _same_event(a: Event, b: Event, bodies: Bodies) -> bool:
    """Could the two, by one actor, be one event? What both name must agree."""
    if a.where and b.where and a.where.casefold() != b.where.casefold():
        return False
    if a.on and b.on and not overlap(a.on, b.on):
        return False
    if not (a.on and b.on) and not published_within(a, b, SAME_NEWS_DAYS):
        return False
    both = a.recipients and b.recipients
    return not both or bool(bodies.bodies(a.recipients, a.on) & bodies.bodies(b.recipients, b.on))


@dataclass(frozen=True, slots=True)
class _Count:
    """A figure with what is compared of it, worked out once.

    low, high   the least and greatest number that it may mean
    """

    figure: Figure
    published: date
    low: float
    high: float
    by: PartyId | None
    words: frozenset[str]


def disputed_figures(figures: Sequence[Figure], bodies: Bodies) -> Iterator[Opposition]:
    """Two counts of the same thing by two reporters that cannot both be right."""
    anywhere: dict[tuple[str, str], list[_Count]] = {}
    one_report: dict[tuple[str, DocumentId], list[_Count]] = {}
    for count in (c for f in figures if (c := _count(f, bodies))):
        f = count.figure
        for document in {p.document for p in f.header.because}:
            one_report.setdefault((f.counts, document), []).append(count)
        if count.by:
            anywhere.setdefault((f.counts, (f.where or "").casefold()), []).append(count)
    for line in one_report.values():
        yield from _disputes(line, near=True)
    for line in anywhere.values():
        yield from _disputes(line, near=False)


def _disputes(line: list[_Count], near: bool) -> Iterator[Opposition]:
    line.sort(key=lambda c: (c.published, c.figure.header.key))
    for n, a in enumerate(line):
        end = bisect_right(line, a.published + timedelta(days=SAME_NEWS_DAYS), key=lambda c: c.published)
        for b in line[n + 1 : min(end, n + 1 + MANY)]:
            if _disagree(a, b) and (beside(a.figure, b.figure) if near else _alike(a, b)):
                f, g = a.figure, b.figure
                topic = (f.counts, *sorted(str(c.by or "") for c in (a, b)), f.period or "", f.where or "")
                about = f"{f.counts}: {f.what}" if f.what == g.what else f"{f.counts}: {f.what} / {g.what}"
                yield Opposition(f, g, ContradictionSort.FIGURE_FIGURE, about, topic, b.published)


def _disagree(a: _Count, b: _Count) -> bool:
    """Other numbers by another reporter, of one place and time as far as both say."""
    least = min(a.high, b.high)
    if a.by == b.by or not least or not FAR_APART < max(a.low, b.low) / least < TOO_FAR:
        return False
    f, g = a.figure, b.figure
    if f.period and g.period and not overlap(f.period, g.period):
        return False
    return not (f.where and g.where) or f.where.casefold() == g.where.casefold()


def _alike(a: _Count, b: _Count) -> bool:
    """Half of the words for what is counted are shared."""
    return 2 * len(a.words & b.words) >= len(a.words | b.words) > 0


def _count(f: Figure, bodies: Bodies) -> _Count | None:
    """What is compared of a figure; "more than 50" has no end."""
    published = surely(None, f.header.known_on)
    low = f.low if f.low is not None else f.best
    high = f.high if f.high is not None else f.best
    if f.counts not in COUNTED or not published or (low is None and high is None):
        return None
    by = bodies.body(f.by, f.period) if f.by else None
    words = frozenset(f.what.casefold().split())
    return _Count(f, published, low or 0.0, float("inf") if high is None else high, by, words)
