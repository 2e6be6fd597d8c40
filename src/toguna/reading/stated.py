"""When a report came out, by all that its page states: collected, ranked, and decided only by witnesses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from toguna.kinds.document import DateReading
from toguna.kinds.edtf import bounds, of_days
from toguna.kinds.errors import DateIsNotEdtf
from toguna.kinds.ids import Edtf
from toguna.kinds.vocabulary import Basis
from toguna.packs.language import LanguagePack
from toguna.reading.bounds import Fact
from toguna.reading.dateline import Dateline
from toguna.reading.dates import Named, days_in_address, named
from toguna.reading.look import Look
from toguna.reading.metadata import CLOCK, LABEL

NEAR = timedelta(days=3)
"""How far a dateline's day and the day of publication may lie apart, portals being late. Not swept."""
_PRINT = re.compile(r"\b(?:in print|print(?:ed)? edition|newspaper edition)\b", re.IGNORECASE)
_AMERICAN_ZONE = re.compile(r"\b(?:E[SD]?T|C[SD]T|M[SD]T|P[SD]T)\b")


@dataclass(frozen=True, slots=True)
class Stated:
    """A date on a page.

    rank       0 labelled as published, 1 below the title, 2 above it, 3 updated, or day of the printed paper
    american   a sign beside it that its writer puts the month first: a 12-hour clock, a North American time zone
    """

    date: Named
    basis: Basis
    rank: int = 0
    american: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """The outcome: see the fields of the same names in `Document`."""

    published: Edtf | None = None
    basis: Basis | None = None
    dates: tuple[DateReading, ...] = ()


@dataclass(frozen=True, slots=True)
class Witnesses:
    """All else on a page that may decide between 9 March and 3 September.

    days       days named without doubt: in the address, in other date lines
    monthdays  month and day of a dateline without a year
    orders     orders of numeric dates that allow but one
    after      the report tells of this day as past
    order      the outlet's own, from its pack
    weekday    on which the first paragraph says that it happened: a report comes out on that day or in the two after
    """

    days: frozenset[date] = frozenset()
    monthdays: frozenset[tuple[int, int]] = frozenset()
    orders: frozenset[str] = frozenset()
    after: date | None = None
    order: str | None = None
    weekday: int | None = None


def of_line(line: Look, above_title: bool) -> tuple[Stated, ...]:
    """The dates of a date line, ranked by the label before each."""
    american = bool(_AMERICAN_ZONE.search(line.text)) or any(m["half"] or m["half2"] for m in CLOCK.finditer(line.text))
    is_print = bool(_PRINT.search(line.text))
    found = []
    for date_ in line.dates:
        labels = [m for m in LABEL.finditer(line.text) if m.start() <= date_.start]
        label = labels[-1] if labels else None
        rank = (3 if label["updated"] or is_print else 0) if label else (2 if above_title else 1)
        found.append(Stated(date_, Basis.STATED, rank, american))
    return tuple(found)


_ISSUE = re.compile(r"\b(?:issue|bulletin|edition|newsletter|volume|vol|no)\b", re.IGNORECASE)


def month_of(head: Iterable[str], pack: LanguagePack) -> Edtf | None:
    """The month that a page's head names as that of its issue (`Bulletin No. 4, March 2020`): a month stays a month."""
    months = {r["form"]: int(r["number"]) for r in pack.table("page_months")}
    found = set()
    for line in head:
        for word, year in re.findall(r"([^\W\d_]+)\.?,?\s+((?:19|20)\d\d)\b", line):
            if word.lower() in months and (_ISSUE.search(line) or len(line.split()) == 2):
                found.add(f"{year}-{months[word.lower()]:02d}")
    return Edtf(found.pop()) if len(found) == 1 else None


def of_dateline(found: Dateline, pack: LanguagePack) -> tuple[Stated, ...]:
    """The full date of a dateline."""
    return tuple(Stated(n, Basis.DATELINE) for n in named(found.when or "", pack))


def of_given(words: str | None, pack: LanguagePack) -> tuple[Stated, ...] | Edtf:
    """A field's date: in any of the common forms, or EDTF of a month, year or interval."""
    if not words:
        return ()
    found = named(words, pack)
    if found:
        return tuple(Stated(n, Basis.GIVEN) for n in found[:1])
    try:
        bounds(words.strip())
    except (DateIsNotEdtf, ValueError):
        return ()
    return Edtf(words.strip())


def dated(
    groups: Sequence[tuple[Stated, ...]], url: str | None, witnesses: Witnesses, fact: Fact | None, pack: LanguagePack
) -> Dated:
    """The date of publication.

    groups   dates by where they stand, the most trusted first: given, stated, dateline
    fact     the latest day that the report tells as past: the bound of a report without a date
    """
    for group in groups:
        best = [s for s in group if s.rank == min(g.rank for g in group)]
        if best:
            return _settled(best, witnesses)
    in_address = days_in_address(url, pack)
    if in_address:
        day, words = in_address[0]
        return _one(day, Basis.ADDRESS, words)
    if fact:
        edtf = of_days(fact.day, date.max)
        return Dated(edtf, Basis.INTERNAL)
    return Dated()


def _settled(stated: Sequence[Stated], witnesses: Witnesses) -> Dated:
    """One day when all agree on one; the days in between when two stand close together; else all readings."""
    days = [(s, d) for s in stated for d in _allowed(s, witnesses)]
    readings = tuple(dict.fromkeys(DateReading(Edtf(d.isoformat()), s.basis, s.date.words) for s, d in days))
    distinct = sorted({d for _, d in days})
    if len(distinct) == 1:
        return Dated(Edtf(distinct[0].isoformat()), stated[0].basis, readings)
    if all(len(_allowed(s, witnesses)) == 1 for s in stated) and distinct[-1] - distinct[0] <= NEAR:
        return Dated(of_days(distinct[0], distinct[-1]), stated[0].basis, readings)
    return Dated(None, None, readings)


def _one(day: date, basis: Basis, words: str) -> Dated:
    edtf = Edtf(day.isoformat())
    return Dated(edtf, basis, (DateReading(edtf, basis, words),))


def _allowed(stated: Stated, witnesses: Witnesses) -> tuple[date, ...]:
    """The readings that the strongest witness leaves; all of them when none can tell them apart."""
    days = stated.date.days
    if len(days) == 1:
        return days
    for test in (
        lambda d: any(abs(d - w) <= NEAR for w in witnesses.days),
        lambda d: any(is_near(d, m, n) for m, n in witnesses.monthdays),
        lambda d: _order(d, stated) in witnesses.orders,
        lambda d: witnesses.after is None or d >= witnesses.after,
        lambda d: witnesses.weekday is not None and (d.weekday() - witnesses.weekday) % 7 <= 2,
        lambda d: stated.american and _order(d, stated) == "mdy",
        lambda d: witnesses.order is not None and _order(d, stated) == witnesses.order,
    ):
        left = tuple(d for d in days if test(d))
        if len(left) == 1:
            return left
    return days


def is_near(day: date, month: int, monthday: int) -> bool:
    """True if a day lies within `NEAR` of a month and day of its year."""
    try:
        return abs(day - date(day.year, month, monthday)) <= NEAR
    except ValueError:
        return False


def _order(day: date, stated: Stated) -> str:
    first = int(re.match(r"\D*(\d+)", stated.date.words)[1])  # type: ignore[index]
    return "mdy" if first == day.month else "dmy"


@dataclass(frozen=True, slots=True)
class Around:
    """What else a page holds that may decide an ambiguous date.

    numeric   its numeric dates, wherever they stand
    fact      the latest day that the report tells as past
    order     of day and month, known of its outlet
    lead      its first paragraph, lower case
    """

    url: str | None
    datelines: Sequence[Dateline] = ()
    numeric: Sequence[Named] = ()
    fact: Fact | None = None
    order: str | None = None
    lead: str = ""


def witnesses_of(stated: Iterable[Stated], around: Around, pack: LanguagePack) -> Witnesses:
    """All witnesses of a page."""
    sure = {s.date.days[0] for s in stated if len(s.date.days) == 1}
    sure |= {day for day, _ in days_in_address(around.url, pack)}
    lines = around.datelines
    sure |= {n.days[0] for d in lines for n in named(d.when or "", pack) if len(n.days) == 1}
    monthdays = {(d.month, d.day) for d in lines if d.month and d.day}
    orders = {n.order for n in around.numeric if n.order}
    return Witnesses(
        frozenset(sure),
        frozenset(monthdays),
        frozenset(orders) if len(orders) == 1 else frozenset(),
        around.fact.day if around.fact else None,
        around.order,
        weekday_told(around.lead, pack),
    )


def weekday_told(lead: str, pack: LanguagePack) -> int | None:
    """The one weekday that a first paragraph (lower case) names as `on Friday`; None for none or several."""
    days = {r["form"]: int(r["number"]) for r in pack.table("page_weekdays")}
    told = {
        days[w]
        for w in re.findall(r"(?<!last )(?<!next )(?:\bon|\blate|\bearly) ([a-z]+day)\b(?! (?:last|next))", lead)
        if w in days
    }
    return next(iter(told)) if len(told) == 1 else None
