"""What each way to write when means, in days: one function for each rule name of `time_patterns.tsv`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from toguna.language import time_calendar as cal
from toguna.language.time_calendar import Days
from toguna.language.time_clock import Clock, amount, dated

Rule = Callable[[re.Match[str], Clock, bool | None], Days | None]

_BACK = frozenset(("before", "earlier", "previous", "preceding", "last", "past"))
_FAINT = {"day": 10, "week": 56, "month": 300, "year": 365 * 8, "decade": 365 * 30}
"""How many days `recent days, weeks, months, years` may reach back at most."""


def _iso(found: re.Match[str], clock: Clock, ahead: bool | None) -> Days | None:
    try:
        return cal.day(date(int(found["y"]), int(found["m"]), int(found["d"])))
    except ValueError:
        return None


def _day_span(found: re.Match[str], clock: Clock, ahead: bool | None) -> Days | None:
    first = dated(clock, found, ahead)
    if first is None or first[0] != first[1]:
        return None
    last = cal.day_of(first[0].year, first[0].month, int(re.sub(r"\D", "", found["day2"])))
    return (first[0], last) if last and last >= first[0] else None


def _month_of(found: re.Match[str], clock: Clock, ahead: bool | None) -> Days | None:
    month = clock.words.months[(found["month"] or found["month2"]).lower().rstrip(".")]
    number = int(re.sub(r"\D", "", found["day"])) if found["day"] else None
    which = found["which"].lower()
    if which in ("last", "this", "next"):
        by = {"last": -1, "this": 0, "next": 1}[which]
        return cal.seen_from(clock.published, lambda seen: cal.dated(seen.year + by, month, number))
    if clock.last is None:
        return None
    by = 1 if "following" in which else -1 if "previous" in which else 0
    return cal.dated(clock.last[0].year + by, month, number)


def _year(found: re.Match[str], clock: Clock, ahead: bool | None) -> Days | None:
    return cal.year(int(found["year"]))


def _year_span(found: re.Match[str], clock: Clock, ahead: bool | None) -> Days | None:
    first, until = int(found["year"]), found["until"]
    last = int(until) if len(until) == 4 else first // 100 * 100 + int(until)
    return (date(first, 1, 1), date(last, 12, 31)) if last > first else None


def _decade(found: re.Match[str], clock: Clock, ahead: bool | None) -> Days | None:
    first = int(found["decade"])
    return date(first, 1, 1), date(first + 9, 12, 31)


def _weekday(found: re.Match[str], clock: Clock, ahead: bool | None) -> Days | None:
    number = clock.words.weekdays[found["weekday"].lower()]
    which = (found["which"] or "").lower()
    if which in ("the previous", "the following", "the same", "that") and clock.last_day:
        forward = which == "the following"
        return cal.day(_weekday_from(clock.last_day, number, forward, which not in ("the same", "that")))
    if which in ("the previous", "the following"):
        return None
    forward = which in ("next", "this coming") or (bool(ahead) and which not in ("last", "this past", "that"))
    strict = which in ("last", "next", "this past", "this coming")
    return cal.seen_from(clock.published, lambda seen: cal.day(_weekday_from(seen, number, forward, strict)))


def _weekday_from(seen: date, number: int, forward: bool, strict: bool) -> date:
    gap = (number - seen.isoweekday()) % 7 if forward else (seen.isoweekday() - number) % 7
    if gap == 0 and strict:
        gap = 7
    return seen + timedelta(days=gap if forward else -gap)


def _beside_today(by: int, spread: int = 0) -> Rule:
    def rule(found: re.Match[str], clock: Clock, ahead: bool | None) -> Days | None:
        return cal.seen_from(
            clock.published, lambda seen: (seen + timedelta(days=by), seen + timedelta(days=by + spread))
        )

    return rule


def _near(found: re.Match[str], clock: Clock, ahead: bool | None) -> Days | None:
    which, unit = found["which"].lower(), found["one"].lower()
    by = -1 if which == "last" else 1 if which in ("next", "the coming") else 0
    if unit == "weekend":
        return cal.seen_from(clock.published, lambda seen: _weekend(seen, which, bool(ahead)))
    return cal.seen_from(clock.published, lambda seen: cal.around(seen, unit, by))


def _weekend(seen: date, which: str, ahead: bool) -> Days:
    this = cal.weekend(seen)
    if which == "next" or (ahead and which != "last"):
        return this
    begun = this[0] <= seen
    return this if begun and which != "last" else cal.weekend(seen - timedelta(days=7))


def _beside(found: re.Match[str], clock: Clock, ahead: bool | None) -> Days | None:
    which, unit = found["which"].lower(), found["one"].lower()
    by = -1 if which in _BACK else 1 if which in ("following", "next", "after", "later") else 0
    if unit == "day":
        return cal.day(clock.last_day + timedelta(days=by)) if clock.last_day else None
    if clock.last is None:
        return None
    return cal.around(clock.last[0], unit, by)


def _ago(found: re.Match[str], clock: Clock, ahead: bool | None) -> Days | None:
    count, unit = amount(found["number"], clock), clock.words.units[found["unit"].lower()]
    if count is None:
        return None
    return cal.seen_from(clock.published, lambda seen: cal.moved(seen, unit, -count))


def _shift(found: re.Match[str], clock: Clock, ahead: bool | None) -> Days | None:
    count, unit = amount(found["number"], clock), clock.words.units[found["unit"].lower()]
    if count is None:
        return None
    by = -count if found["which"].lower() in ("before", "earlier", "beforehand") else count
    fine = unit in ("day", "week", "fortnight", "weekend")
    if fine and clock.last_day:
        return cal.moved(clock.last_day, unit, by)
    if not fine and clock.last:
        return cal.moved(clock.last[0], unit, by)
    if by < 0 and clock.last is None:
        return cal.seen_from(clock.published, lambda seen: cal.moved(seen, unit, by))
    return None


def _stretch(found: re.Match[str], clock: Clock, ahead: bool | None) -> Days | None:
    groups = found.groupdict()
    unit = (groups.get("one") or clock.words.units.get((groups.get("unit") or "").lower(), "")).lower()
    count = 1 if groups.get("one") else amount(groups["number"] or "", clock)
    if count is None or unit in ("second", "minute", "hour"):
        return None
    by = -count if found["which"].lower() in _BACK else count
    return cal.seen_from(clock.published, lambda seen: _reach(seen, unit, by))


def _reach(seen: date, unit: str, by: int) -> Days | None:
    days = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}.get(unit)
    far = seen + timedelta(days=by * days) if days else cal.same_day(seen, unit, by)
    return (min(seen, far), max(seen, far)) if far else None


def _recent(found: re.Match[str], clock: Clock, ahead: bool | None) -> Days | None:
    reach = _FAINT[clock.words.units[found["unit"].lower()]]
    if clock.published is None or clock.published[0] == date.min or clock.published[1] == date.max:
        return None
    return clock.published[0] - timedelta(days=reach), clock.published[1]


def _what(words: str, clock: Clock) -> Days | None:
    """`the year`, `last month`: the calendar unit that is divided."""
    which, unit = words.lower().split()
    if which == "that":
        return cal.around(clock.last[0], unit, 0) if clock.last else None
    by = {"last": -1, "next": 1}.get(which, 0)
    return cal.seen_from(clock.published, lambda seen: cal.around(seen, unit, by))


def _share(found: re.Match[str], clock: Clock, ahead: bool | None) -> Days | None:
    if found["what"]:
        whole = _what(found["what"], clock)
    elif found["year2"]:
        whole = cal.year(int(found["year2"]))
    else:
        whole = dated(clock, found, ahead)
    piece = found["piece"].lower()
    unit = "half" if piece == "half" else clock.words.units[piece]
    count = amount(found["number"], clock) if found["number"] else 1
    if whole is None or count is None or (whole[1] - whole[0]).days > 366:
        return None
    return _piece(whole, found["which"].lower(), count, unit)


def _piece(whole: Days, which: str, count: int, unit: str) -> Days | None:
    first, last = whole
    months = {"half": 6, "quarter": 3, "month": 1}.get(unit)
    ordinal = {"first": 0, "second": 1, "third": 2, "fourth": 3}
    if (last - first).days > 300 and months:
        length, total = months * count, 12
        start = total - length if which in ("last", "final") else ordinal[which] * length
        return cal.months(first.year, start + 1, start + length) if start >= 0 and start + length <= total else None
    days = {"half": 15, "week": 7, "day": 1}.get(unit)
    if not days:
        return None
    length = days * count
    if which in ("last", "final") or (which == "second" and unit == "half"):
        return max(first, last - timedelta(days=length - 1)), last
    start_day = first + timedelta(days=ordinal[which] * length)
    return (start_day, min(last, start_day + timedelta(days=length - 1))) if start_day <= last else None


def _edge(found: re.Match[str], clock: Clock, ahead: bool | None) -> Days | None:
    whole = _what(found["what"], clock)
    words = found["part"].lower()
    which = "start" if words in ("start", "beginning") else "mid" if words == "middle" else "end"
    return edge(whole, which) if whole else None


def edge(whole: Days, which: str) -> Days:
    """Its early, middle or late part, its start (`start`) or its end (`end`)."""
    first, last = whole
    length = (last - first).days + 1
    if which in ("early", "mid", "late"):
        return cal.part(whole, which)
    if length > 366 or length <= 7:
        return whole
    if length > 31:
        return cal.month(first.year, first.month) if which == "start" else cal.month(last.year, last.month)
    return cal.part(whole, "early" if which == "start" else "late")


def _season(found: re.Match[str], clock: Clock, ahead: bool | None) -> Days | None:
    first, last = clock.words.seasons[found["season"].lower()]
    groups = found.groupdict()
    if groups.get("year"):
        return cal.months(int(groups["year"]), first, last)
    which = (groups.get("which") or "").lower()
    if which in ("the following", "the previous", "that"):
        by = {"the following": 1, "the previous": -1, "that": 0}[which]
        return cal.months(clock.last[0].year + by, first, last) if clock.last else None
    return cal.seen_from(clock.published, lambda seen: _season_from(seen, first, last, which, bool(ahead)))


def _season_from(seen: date, first: int, last: int, which: str, ahead: bool) -> Days:
    options = [cal.months(y, first, last) for y in range(seen.year - 2, seen.year + 3)]
    if which == "last":
        return max(d for d in options if d[1] < seen)
    if which == "next":
        return min(d for d in options if d[0] > seen)
    if which == "this":
        return min(options, key=lambda d: 0 if d[0] <= seen <= d[1] else abs((seen - d[0]).days) + 1)
    return min(d for d in options if d[1] >= seen) if ahead else max(d for d in options if d[0] <= seen)


def _ahead(found: re.Match[str], clock: Clock, ahead: bool | None) -> Days | None:
    count, unit = amount(found["number"], clock), clock.words.units[found["unit"].lower()]
    if count is None or not found.group().lower().endswith("time"):
        return None
    return cal.seen_from(clock.published, lambda seen: cal.moved(seen, unit, count))


def _unknown(found: re.Match[str], clock: Clock, ahead: bool | None) -> Days | None:
    return None


RULES: dict[str, Rule] = {
    "iso": _iso,
    "day_span": _day_span,
    "day": lambda found, clock, ahead: dated(clock, found, ahead),
    "month": lambda found, clock, ahead: dated(clock, found, ahead),
    "month_of": _month_of,
    "year": _year,
    "year_span": _year_span,
    "decade": _decade,
    "weekday": _weekday,
    "today": _beside_today(0),
    "yesterday": _beside_today(-1),
    "overnight": _beside_today(-1, 1),
    "tomorrow": _beside_today(1),
    "near": _near,
    "beside": _beside,
    "ago": _ago,
    "shift": _shift,
    "event_shift": _unknown,
    "stretch": _stretch,
    "recent": _recent,
    "share": _share,
    "edge": _edge,
    "season": _season,
    "within": _unknown,
    "ahead": _ahead,
    "duration": _unknown,
}
