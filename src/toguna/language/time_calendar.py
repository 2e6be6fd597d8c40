"""Arithmetic on intervals of days with the precision that words have: a month stays a month, a year a year."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta

Days = tuple[date, date]
"""First and last day, both included."""

WIDEST = 400
"""Days. Wider than that, an interval that stands for one unknown day says nothing; a year seen from an unknown day of
a year (731 days) is the case it must refuse, a month seen from an unknown day of a month the case it must keep."""


def day(of: date) -> Days:
    """One day."""
    return of, of


def month(year: int, number: int) -> Days:
    """A month; the number may run over: month 13 is January of the next year."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def months(year: int, first: int, last: int) -> Days:
    """From the first day of one month to the last of another; a smaller last month lies in the next year."""
    return month(year, first)[0], month(year, last + 12 * (last < first))[1]


def year(number: int) -> Days:
    """A year."""
    return date(number, 1, 1), date(number, 12, 31)


def week(of: date) -> Days:
    """The week, Monday to Sunday."""
    first = of - timedelta(days=of.weekday())
    return first, first + timedelta(days=6)


def weekend(of: date) -> Days:
    """Saturday and Sunday of the week."""
    return week(of)[0] + timedelta(days=5), week(of)[1]


def day_of(year_number: int, month_number: int, number: int) -> date | None:
    """That day, or None where the month has no such day."""
    if not 1 <= number <= calendar.monthrange(year_number, month_number)[1]:
        return None
    return date(year_number, month_number, number)


def dated(year_number: int, month_number: int, number: int | None) -> Days | None:
    """A month, or that day of it; None where the month has no such day."""
    if number is None:
        return month(year_number, month_number)
    found = day_of(year_number, month_number, number)
    return day(found) if found else None


def moved(of: date, unit: str, by: int) -> Days | None:
    """The day, week, month, year ... that lies `by` units from a day, as precise as the unit.

    returns   weeks give the seven days around the same weekday; None for units below a day
    """
    if unit == "day":
        return day(of + timedelta(days=by))
    if unit in ("week", "fortnight"):
        middle = of + timedelta(days=by * (7 if unit == "week" else 14))
        return middle - timedelta(days=3), middle + timedelta(days=3)
    if unit == "weekend":
        return weekend(of + timedelta(days=7 * by))
    if unit in ("month", "quarter"):
        return month(of.year, of.month + by * (1 if unit == "month" else 3))
    if unit in ("year", "decade", "century"):
        return year(of.year + by * {"year": 1, "decade": 10, "century": 100}[unit])
    return None


def same_day(of: date, unit: str, by: int) -> date | None:
    """The same day of the month some months, years, decades away; the month's last day where it has no such day."""
    length = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
    if length is None:
        return None
    first, last = month(of.year, of.month + by * length)
    return first.replace(day=min(of.day, last.day))


def around(of: date, unit: str, by: int) -> Days | None:
    """The calendar week, weekend, month, quarter, year or decade that lies `by` units from the one that holds a day."""
    if unit == "week":
        return week(of + timedelta(days=7 * by))
    if unit == "quarter":
        first = 3 * ((of.month - 1) // 3 + by) + 1
        return month(of.year, first)[0], month(of.year, first + 2)[1]
    if unit == "decade":
        start = of.year // 10 * 10 + 10 * by
        return date(start, 1, 1), date(start + 9, 12, 31)
    if unit == "century":
        start = of.year // 100 * 100 + 100 * by
        return date(start, 1, 1), date(start + 99, 12, 31)
    return moved(of, unit, by)


def part(days: Days, which: str) -> Days:
    """The early, middle or late third of a month or year (of a month: to the 10th, to the 20th, the rest)."""
    first, last = days
    length = (last - first).days + 1
    if length > 366 or length <= 7:
        return days
    if length > 31:
        third = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[which]
        return months(first.year, *third) if length > 360 else days
    third = {"early": (1, 10), "mid": (11, 20), "late": (21, length)}[which]
    return first.replace(day=third[0]), first.replace(day=third[1])


def seen_from(days: Days | None, ask: Callable[[date], Days | None]) -> Days | None:
    """What `ask` gives for every day in `days` at once: the interval that holds it, whichever day it was.

    returns   None without a day, with an open end, or when the interval would say nothing (see `WIDEST`)
    """
    if days is None or days[0] == date.min or days[1] == date.max:
        return None
    first, last = ask(days[0]), ask(days[1])
    if first is None or last is None:
        return None
    low, high = min(first[0], last[0]), max(first[1], last[1])
    return (low, high) if days[0] == days[1] or (high - low).days <= WIDEST else None
