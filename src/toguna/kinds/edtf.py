"""Dates with their precision: EDTF (ISO 8601-2) level 1, compared as intervals of days.

`2020-03-08`, `2020-03`, `2020`, `2021-10-13/2021-10-21`, `../2020-03-09`, `2020-11-21/..`, each with `?` or `~`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from toguna.kinds.errors import DateIsNotEdtf
from toguna.kinds.ids import Edtf

_ONE = re.compile(r"(\d[\dX]{3})(?:-(\d\d|XX))?(?:-(\d\d|XX))?[?~%]?")


@lru_cache(maxsize=65536)
def bounds(edtf: str) -> tuple[date, date]:
    """First and last day that a date may mean.

    returns   both ends included; an open end is `date.min` or `date.max`
    Raises    DateIsNotEdtf

    >>> bounds("2020-02")
    (datetime.date(2020, 2, 1), datetime.date(2020, 2, 29))
    """
    if "/" in edtf:
        left, right = edtf.split("/", 1)
        first = date.min if left in ("", "..") else bounds(left)[0]
        last = date.max if right in ("", "..") else bounds(right)[1]
        if first > last:
            raise DateIsNotEdtf(edtf)
        return first, last
    found = _ONE.fullmatch(edtf)
    if not found:
        raise DateIsNotEdtf(edtf)
    year, month, day = found.groups()
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    try:
        if not month or month == "XX":
            return date(max(low, 1), 1, 1), date(high, 12, 31)
        if day and day != "XX":
            return date(low, int(month), int(day)), date(high, int(month), int(day))
        after = date(high + (month == "12"), int(month) % 12 + 1, 1)
        return date(low, int(month), 1), after - timedelta(days=1)
    except ValueError:
        raise DateIsNotEdtf(edtf) from None


def first_day(edtf: str | None) -> date:
    """The first day it may mean; unknown comes before everything."""
    return bounds(edtf)[0] if edtf else date.min


def last_day(edtf: str | None) -> date:
    """The last day it may mean; unknown comes before everything."""
    return bounds(edtf)[1] if edtf else date.min


def is_day(edtf: str | None) -> bool:
    """True if it names one day."""
    return edtf is not None and bounds(edtf)[0] == bounds(edtf)[1]


def is_open(edtf: str) -> bool:
    """True if one end is open (`../x`, `x/..`)."""
    first, last = bounds(edtf)
    return first == date.min or last == date.max


def overlap(a: str | None, b: str | None) -> bool:
    """True if both are known and share a day."""
    if not a or not b:
        return False
    (a0, a1), (b0, b1) = bounds(a), bounds(b)
    return a0 <= b1 and b0 <= a1


def of_days(first: date, last: date) -> Edtf:
    """The shortest EDTF date for an interval of days, both ends included.

    >>> of_days(date(2021, 1, 1), date(2021, 12, 31))
    '2021'
    >>> of_days(date.min, date(2020, 3, 9))
    '../2020-03-09'
    """
    if first == last:
        return Edtf(first.isoformat())
    if first != date.min and last != date.max:
        whole_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
        if whole_year and first.year == last.year:
            return Edtf(f"{first.year:04d}")
        if first.day == 1 and (last + timedelta(days=1)).day == 1:
            left, right = first.isoformat()[:7], last.isoformat()[:7]
            if left == right:
                return Edtf(left)
            return Edtf(f"{first.year:04d}/{last.year:04d}") if whole_year else Edtf(f"{left}/{right}")
    left = ".." if first == date.min else first.isoformat()
    right = ".." if last == date.max else last.isoformat()
    return Edtf(f"{left}/{right}")


def narrow(a: str | None, b: str | None) -> Edtf | None:
    """The days that both allow; None when they exclude each other; an unknown one allows all."""
    if not a or not b:
        return Edtf(a or b or "") or None
    (a0, a1), (b0, b1) = bounds(a), bounds(b)
    first, last = max(a0, b0), min(a1, b1)
    return of_days(first, last) if first <= last else None


def earliest(dates: tuple[Edtf | None, ...]) -> Edtf | None:
    """The date that surely comes first: smallest last day, then smallest first day; None when all are unknown."""
    known = [d for d in dates if d]
    return min(known, key=lambda d: (last_day(d), first_day(d)), default=None)
