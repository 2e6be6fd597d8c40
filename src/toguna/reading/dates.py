"""Dates as pages state them. An ambiguous one keeps all its readings; today is never filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from toguna.packs.language import LanguagePack, language_pack


@dataclass(frozen=True, slots=True)
class Named:
    """A date in a line.

    start, end   code points of the line
    days         the days it may mean, earliest first
    order        for a numeric date with one reading only: `mdy` or `dmy`, by what it cannot be; else None
    weekday      the weekday named beside it, 0 is Monday
    """

    start: int
    end: int
    words: str
    days: tuple[date, ...]
    order: str | None = None
    weekday: int | None = None
    numeric: bool = False


_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _Patterns:
    any: re.Pattern[str]
    months: dict[str, int]
    weekdays: dict[str, int]


@lru_cache(maxsize=4)
def _patterns(pack: LanguagePack) -> _Patterns:
    months = {r["form"]: int(r["number"]) for r in pack.table("page_months")}
    weekdays = {r["form"]: int(r["number"]) for r in pack.table("page_weekdays")}
    m = "|".join(sorted(months, key=len, reverse=True))
    w = "|".join(sorted(weekdays, key=len, reverse=True))
    day, year = r"(?:[12]\d|3[01]|0?[1-9])", r"(?:19|20)\d\d"
    return _Patterns(
        re.compile(
            rf"(?<![\w/.-])(?:(?P<weekday>{w})\.?,?\s+(?:the\s+)?)?(?:"
            rf"(?P<d1>{day})(?:st|nd|rd|th)?(?:\s+of)?[\s./-]*(?P<m1>{m})\b\.?[\s,./-]*(?P<y1>{year})"
            rf"|(?P<m2>{m})\b\.?[\s-]*(?P<d2>{day})(?:st|nd|rd|th)?(?:\s*,\s*|\s+|-)(?P<y2>{year})"
            rf"|(?P<y3>{year})(?P<s3>[-/.])(?P<m3>0?[1-9]|1[0-2])(?P=s3)(?P<d3>{day})(?=T\d|\D|$)"
            rf"|(?P<a4>\d\d?)(?P<s4>[-/.])(?P<b4>\d\d?)(?P=s4)(?P<y4>{year})"
            rf")(?![\d/-])",
            re.IGNORECASE,
        ),
        months,
        weekdays,
    )


def named(line: str, pack: LanguagePack) -> tuple[Named, ...]:
    """The full dates (day, month and year) that a line names, in order."""
    if not _YEAR.search(line):
        return ()
    patterns = _patterns(pack)
    return tuple(n for match in patterns.any.finditer(line) if (n := _named(match, patterns)) is not None)


def days_named(line: str, pack: LanguagePack | None = None) -> tuple[date, ...]:
    """The days a 'Published' line may mean, earliest first.

    pack      the language of the line; English when None
    returns   empty when the line names no day; today is never filled in.
              `03/09/2020` is 9 March or 3 September: both come back, until a
              second witness (address, dateline, a copy) rules one out.

    >>> days_named("Published 31/08/2020")
    (datetime.date(2020, 8, 31),)
    >>> [day.isoformat() for day in days_named("Published 03/09/2020")]
    ['2020-03-09', '2020-09-03']
    """
    found = named(line, pack or language_pack("en"))
    return found[0].days if found else ()


def _named(match: re.Match[str], patterns: _Patterns) -> Named | None:
    get = match.group
    order, numeric = None, bool(get("a4"))
    if get("m1"):
        days = _day(get("y1"), patterns.months[get("m1").lower()], get("d1"))
    elif get("m2"):
        days = _day(get("y2"), patterns.months[get("m2").lower()], get("d2"))
    elif get("y3"):
        days = _day(get("y3"), int(get("m3")), get("d3"))
    else:
        month_first, day_first = _day(get("y4"), int(get("a4")), get("b4")), _day(get("y4"), int(get("b4")), get("a4"))
        days = tuple(sorted({*month_first, *day_first}))
        if len(days) == 1 and get("a4").lstrip("0") != get("b4").lstrip("0"):
            order = "mdy" if month_first else "dmy"
    if not days:
        return None
    weekday = patterns.weekdays.get((get("weekday") or "").lower())
    if weekday is not None and len(days) > 1:
        days = tuple(d for d in days if d.weekday() == weekday) or days
    return Named(match.start(), match.end(), match.group(), days, order, weekday, numeric)


def _day(year: str, month: int, day: str) -> tuple[date, ...]:
    try:
        return (date(int(year), month, int(day)),)
    except ValueError:
        return ()


def order_of(words: str, day: date) -> str | None:
    """The order of day and month that reads the numeric date in `words` as `day`; None when both orders do, or none.

    >>> order_of("03/09/2020", date(2020, 3, 9))
    'mdy'
    """
    match = re.search(r"(?<!\d)(\d\d?)[-/.](\d\d?)[-/.]((?:19|20)\d\d)(?!\d)", words)
    if not match:
        return None
    a, b, year = map(int, match.groups())
    if year != day.year or a == b:
        return None
    if (a, b) == (day.month, day.day):
        return "mdy"
    return "dmy" if (b, a) == (day.month, day.day) else None


_ADDRESS = re.compile(
    r"[/=_-](?P<y>(?:19|20)\d\d)(?:(?P<s>[/_-])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>[12]\d|3[01]|0?[1-9])"
    r"|(?P<m2>0[1-9]|1[0-2])(?P<d2>[12]\d|3[01]|0[1-9]))(?!\d)"
)
_ADDRESS_NAMED = re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>[a-z]{3,9})/(?P<d>\d\d?)(?!\d)", re.IGNORECASE)


def days_in_address(url: str | None, pack: LanguagePack) -> tuple[tuple[date, str], ...]:
    """Days that an address holds (`/2020/03/09/`), with the characters they were read from."""
    return tuple(_in_address(url or "", _patterns(pack).months))


def _in_address(url: str, months: dict[str, int]) -> Iterator[tuple[date, str]]:
    for match in _ADDRESS.finditer(url):
        day = _day(match["y"], int(match["m"] or match["m2"]), match["d"] or match["d2"])
        if day:
            yield day[0], match.group()
    for match in _ADDRESS_NAMED.finditer(url):
        month = months.get(match["m"].lower())
        day = _day(match["y"], month, match["d"]) if month else ()
        if day:
            yield day[0], match.group()
