"""The running clock of a document: when it was published, and which day, month and year the text spoke of last."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from toguna.kinds.edtf import bounds
from toguna.kinds.errors import DateIsNotEdtf
from toguna.language import time_calendar as cal
from toguna.language.figure_numbers import number_value
from toguna.language.time_calendar import Days
from toguna.language.time_words import TimeWords

SOON = 31
"""Days. A date without a year in a past sentence is still ahead when it falls within them: papers add the year else."""


@dataclass(slots=True)
class Clock:
    """What relative words are measured against; it moves on with each phrase read.

    published   the days it may have been published, None when unknown
    last        the value read last
    heard_year  the year spoken of last in this paragraph; bare months take it when the report has no date at all
    told_year   the year that an opening phrase of this paragraph (`In 2012, ...`) set for its bare months
    """

    words: TimeWords
    published: Days | None
    last: Days | None = None
    last_day: date | None = None
    told_year: int | None = None
    paragraph: int = -1
    heard_year: int | None = None

    def enter(self, paragraph: int) -> None:
        """Start a sentence; a new paragraph forgets the year it was told."""
        if paragraph != self.paragraph:
            self.paragraph, self.told_year, self.heard_year = paragraph, None, None

    def heard(self, days: Days | None, opens: bool, bare_year: bool) -> None:
        """Remember a value; `opens` when its phrase opens the sentence."""
        if days is None or days[0] == date.min or days[1] == date.max:
            return
        self.last, self.heard_year = days, days[0].year
        if days[0] == days[1]:
            self.last_day = days[0]
        if opens and bare_year and (self.published is None or days[1] < self.published[0]):
            self.told_year = days[0].year
        elif opens:
            self.told_year = None


def published_days(edtf: str | None) -> Days | None:
    """The days of a publication date; None when unknown or not a date."""
    if not edtf:
        return None
    try:
        return bounds(edtf)
    except DateIsNotEdtf:
        return None


def dated(clock: Clock, found: re.Match[str], ahead: bool | None, after: date | None = None) -> Days | None:
    """A month, with or without day and year: the year from the words, the paragraph, a range's start, or the report."""
    groups = found.groupdict()
    month = clock.words.months[groups["month"].lower().rstrip(".")]
    number = int(re.sub(r"\D", "", groups["day"])) if groups.get("day") else None
    if groups.get("year"):
        return cal.dated(int(groups["year"]), month, number)
    if after is not None:
        return next(
            (d for y in (after.year, after.year + 1) if (d := cal.dated(y, month, number)) and d[1] >= after), None
        )
    if clock.told_year is not None:
        return cal.dated(clock.told_year, month, number)
    which = (groups.get("which") or "").lower()
    if clock.published is None and clock.heard_year and not which:
        return cal.dated(clock.heard_year, month, number)
    return cal.seen_from(clock.published, lambda seen: _nearest(seen, month, number, ahead, which))


def _nearest(seen: date, month: int, number: int | None, ahead: bool | None, which: str) -> Days | None:
    options = [d for y in range(seen.year - 4, seen.year + 5) if (d := cal.dated(y, month, number))]
    past = [d for d in options if d[0] <= seen]
    future = [d for d in options if d[1] >= seen]
    if which == "last":
        return max((d for d in options if d[1] < seen), default=None)
    if which in ("next", "this coming"):
        return min((d for d in options if d[0] > seen), default=None)
    if which == "this":
        return cal.dated(seen.year, month, number)
    if ahead:
        return min(future, default=None)
    soon = bool(number and future and past) and (min(future)[0] - seen).days <= SOON < (seen - max(past)[0]).days - 270
    return min(future) if soon else max(past, default=None)


def amount(words: str, clock: Clock) -> int | None:
    """A whole number of units; None for a vague one (`several`)."""
    low = words.lower()
    if low in ("a", "an"):
        return 1
    if low == "a couple of":
        return 2
    value = number_value(low, clock.words.pack)
    return int(value) if value is not None and value == int(value) and 0 <= value < 1000 else None
