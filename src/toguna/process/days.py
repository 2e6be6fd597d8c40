"""How dates with precision are put in order, and by which day a thing surely held.

Two clocks meet here: a record's own date, and the date by which the press had it. What a report says happened has
happened by its publication, so a record without a date is dated `../` its publication, never more closely.
"""

from __future__ import annotations

from datetime import date

from toguna.kinds.edtf import bounds, of_days, overlap
from toguna.kinds.ids import Edtf

NEVER = date.max


def placed(on: Edtf | None, known_on: Edtf | None) -> Edtf | None:
    """A record's date, or the bound that its publication gives, or None.

    >>> placed(None, Edtf("2020-03-09"))
    '../2020-03-09'
    """
    if on or not known_on:
        return on
    last = bounds(known_on)[1]
    return None if last == date.max else of_days(date.min, last)


def order(on: Edtf | None) -> tuple[date, date]:
    """Sort key: first day, then last day; an open beginning is known by its end alone; unknown comes last.

    >>> order(Edtf("../2020-03-09")) > order(Edtf("2020-03-08"))
    True
    """
    if not on:
        return NEVER, NEVER
    first, last = bounds(on)
    return (last if first == date.min else first), last


def surely(on: Edtf | None, known_on: Edtf | None) -> date | None:
    """The first day on which it surely held: the last of the days it may mean, at the latest when it was known.

    A stance of "June 2021" held by the end of June; read in a report of 10 June, it held by the 10th. What only an
    undated report says has no such day; it stands from the first that its bounds allow (`2021-10-01/..`), since an
    analyst is better served by a line that shows its bounds than by none.

    returns   None when neither date has an end or a beginning
    """
    ends = [bounds(d)[1] for d in (on, known_on) if d]
    begins = [bounds(d)[0] for d in (on, known_on) if d]
    sure = min((e for e in ends if e != date.max), default=None)
    return sure or max((b for b in begins if b != date.min), default=None)


def has_beginning(on: Edtf | None) -> bool:
    """True if its first day is known."""
    return on is not None and bounds(on)[0] != date.min


def days_apart(a: Edtf | None, b: Edtf | None) -> int:
    """Days between two dates by their `order`, 0 when they share a day; very many when one is unknown."""
    if not a or not b:
        return (date.max - date.min).days
    if has_beginning(a) and has_beginning(b) and overlap(a, b):
        return 0
    (a0, a1), (b0, b1) = order(a), order(b)
    return max((b0 - a1).days, (a0 - b1).days, 0)
