"""Sentences to time phrases with EDTF values: as precise as the words, against what is known of the report's date.

A month stays a month. Where the report's date would be needed and is unknown or open, the value is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from toguna.kinds.document import Document
from toguna.kinds.edtf import of_days
from toguna.kinds.ids import Edtf
from toguna.kinds.reading import Sentence, TimeKind, TimePhrase
from toguna.kinds.span import Stretch
from toguna.language.time_calendar import Days
from toguna.language.time_clock import Clock, dated, published_days
from toguna.language.time_rules import RULES, edge
from toguna.language.time_tense import looks_ahead
from toguna.language.time_words import TimeWords, time_words
from toguna.packs.language import LanguagePack, language_pack

_BARE = frozenset(("duration", "event_shift", "within"))
_BETWEEN = re.compile(r"\s*(?:,\s*)?(?:to|until|till|through|and|-|–|—)\s*", re.IGNORECASE)
_SPANS = frozenset(("day", "month", "year", "weekday"))


@dataclass(frozen=True, slots=True)
class _Found:
    """A match of a rule; `until` is the second end of a range; `roles` are the words before it, nearest first."""

    rule: str
    match: re.Match[str]
    start: int
    end: int
    until: re.Match[str] | None = None
    roles: tuple[str, ...] = ()


def times(
    document: Document, sentences: tuple[Sentence, ...], pack: LanguagePack | None = None
) -> tuple[TimePhrase, ...]:
    """The time phrases of a document, in order.

    returns   sentence indices are those of `sentences`; phrases of one sentence never share a character
    """
    words = time_words(pack or language_pack())
    clock = Clock(words, published_days(document.published))
    phrases: list[TimePhrase] = []
    for index, sentence in enumerate(sentences):
        clock.enter(sentence.paragraph)
        for found in _found(document.text, sentence.at, words):
            phrases.append(_phrase(found, document.text, index, sentence.at, clock))
    return tuple(phrases)


# ------------------------------------------------------------------------------------------------------------- finding
def _found(text: str, at: Stretch, words: TimeWords) -> list[_Found]:
    """The phrases of a sentence: the longest match first where they overlap, ranges joined, prefixes taken in."""
    slots = tuple(words.slots.items())
    live = words.slot_sieve.live(text, at.start, at.end)
    present = {slots[n][0] for n in live if slots[n][1].search(text, at.start, at.end)} | {""}
    matches = [
        _Found(rule.name, match, match.start(), match.end())
        for rule in (words.rules[n] for n in words.rule_sieve.live(text, at.start, at.end))
        if rule.needs in present
        for match in rule.pattern.finditer(text, at.start, at.end)
        if _may_stand(rule.name, match, text, at, words)
    ]
    chosen: list[_Found] = []
    for one in sorted(matches, key=lambda f: (f.start, -f.end)):
        if not chosen or one.start >= chosen[-1].end:
            chosen.append(one)
    joined = _joined([f for f in chosen if f.rule != "none"], text)
    return [_prefixed(f, text, max(at.start, joined[i - 1].end if i else 0), words) for i, f in enumerate(joined)]


def _may_stand(rule: str, match: re.Match[str], text: str, at: Stretch, words: TimeWords) -> bool:
    before = re.findall(r"[\w’'.-]+", text[at.start : match.start()])[-1:]
    last = before[0].lower().rstrip("-") if before else ""
    rest = text[match.end() : at.end]
    following = re.match(r"[ \u00a0]([\w’'-]+)", rest)
    word = following.group(1) if following else ""
    if rule in ("day", "month") and word[:1].isupper() and word.lower() in words.names:
        return False
    if rule == "month" and "year" not in match.groupdict():
        bare = match.group("month").lower() in words.shy and not match.groupdict().get("which")
        return not bare or last in words.before_month or rest[:2] in ("'s", "’s")
    if rule == "year":
        return _is_year(last, word.lower(), text[max(at.start, match.start() - 1) : match.start()], words)
    if rule == "duration":
        return match.groupdict().get("number") is None or match.group("number").lower() not in (
            "a",
            "an",
            "some",
            "many",
        )
    return True


def _is_year(last: str, following: str, mark: str, words: TimeWords) -> bool:
    if last in words.amounts or mark in ("$", "€", "£"):
        return False
    if following in words.counted or (following.endswith("s") and len(following) > 3 and last not in ("the", "in")):
        return following in ("was", "has", "constitutions")
    return True


def _joined(row: list[_Found], text: str) -> list[_Found]:
    """`from March 3 to July 31`, `2012 to 2015`, `between April and June`: two points become one range."""
    result: list[_Found] = []
    for one in row:
        last = result[-1] if result else None
        if last and last.until is None and last.rule in _SPANS and one.rule == last.rule:
            gap = text[last.end : one.start]
            opened = re.search(r"\b(from|between)\s+$", text[max(0, last.start - 12) : last.start], re.IGNORECASE)
            tight = bool(re.fullmatch(r"\s*[-–—]\s*", gap)) and one.rule != "weekday"
            wide = opened and _BETWEEN.fullmatch(gap) and (opened.group(1).lower() == "between" or gap.strip() != "and")
            named = one.rule in ("day", "month", "year") and gap.strip().lower() in ("to", "through")
            if tight or wide or named:
                result[-1] = _Found(last.rule, last.match, last.start, one.end, one.match)
                continue
        result.append(one)
    return result


@lru_cache(maxsize=4)
def _prefixes(pack: LanguagePack) -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = sorted(pack.table("time_prefixes"), key=lambda r: (-len(r["words"]), r["words"]))
    found = []
    for row in rows:
        blank = "" if row["words"].endswith("-") else r"\s+"
        found.append((re.compile(rf"(?<![\w-]){re.escape(row['words'])}{blank}$", re.IGNORECASE), row["role"]))
    return tuple(found)


def _prefixed(one: _Found, text: str, floor: int, words: TimeWords) -> _Found:
    start, roles = one.start, list(one.roles)
    owns = text[one.end : one.end + 2] in ("'s", "’s")  # `broken by Friday's storm` is no deadline
    if one.rule in _BARE:
        return one
    for _ in range(3):
        head = text[max(floor, start - 24) : start]
        hit = next(((m, role) for pattern, role in _prefixes(words.pack) if (m := pattern.search(head))), None)
        if hit is None or (owns and hit[1] == "deadline"):
            break
        start -= len(head) - hit[0].start()
        roles.append(hit[1])
    return _Found(one.rule, one.match, start, one.end, one.until, tuple(roles))


# ----------------------------------------------------------------------------------------------------------- resolving
def _phrase(found: _Found, text: str, index: int, sentence: Stretch, clock: Clock) -> TimePhrase:
    at = Stretch(found.start, found.end)
    if found.rule in ("duration", "event_shift", "within"):
        kind = {"duration": TimeKind.DURATION, "within": TimeKind.DEADLINE}.get(found.rule, TimeKind.POINT)
        return TimePhrase(at, index, kind, None)
    ahead = looks_ahead(text, sentence, at, clock.words.pack)
    if found.rule == "ahead" and ahead is not True:
        return TimePhrase(at, index, TimeKind.DURATION, None)
    binding = next((r for r in found.roles if r in ("since", "deadline", "until", "before", "after")), None)
    if binding == "deadline" and ahead is None:
        ahead = True
    days = _days(found, clock, ahead)
    for role in found.roles:
        days = _narrowed(days, role, clock, binding == "deadline")
    opens = text[sentence.start : found.start].strip(' ,“"').lower() in ("", "in", "on")
    clock.heard(days, opens, found.rule == "year" and not found.roles)
    due = (
        found.rule == "ahead"
        or binding == "deadline"
        or (binding in ("until", "before") and _later(days, clock, ahead))
    )
    return TimePhrase(at, index, TimeKind.DEADLINE if due else TimeKind.POINT, _value(days, binding, due, clock))


def _later(days: Days | None, clock: Clock, ahead: bool | None) -> bool:
    if days is None or clock.published is None:
        return bool(ahead)
    return days[1] > clock.published[0]


def _days(found: _Found, clock: Clock, ahead: bool | None) -> Days | None:
    if found.until is None:
        try:
            return RULES[found.rule](found.match, clock, ahead)
        except (OverflowError, ValueError):  # a date outside the calendar, such as "3000 years ago"
            return None
    return _range(found, clock, ahead)


def _range(found: _Found, clock: Clock, ahead: bool | None) -> Days | None:
    assert found.until is not None
    if found.rule in ("day", "month"):
        second_year = found.until.groupdict().get("year")
        if second_year and not found.match.groupdict().get("year"):
            last = dated(clock, found.until, ahead)
            first = _before(found, clock, last) if last else None
        else:
            first = dated(clock, found.match, ahead)
            last = dated(clock, found.until, ahead, after=first[0]) if first else None
    else:
        first, last = RULES[found.rule](found.match, clock, ahead), RULES[found.rule](found.until, clock, ahead)
        if found.rule == "weekday" and first and last and last[0] < first[0]:
            last = last[0] + timedelta(days=7), last[1] + timedelta(days=7)
    if not first or not last or first[0] > last[1]:
        return None
    return first[0], last[1]


def _before(found: _Found, clock: Clock, last: Days) -> Days | None:
    for back in (0, 1):
        start = date(last[0].year - back, 1, 1)
        first = dated(clock, found.match, None, after=start)
        if first and first[0] <= last[0]:
            return first
    return None


def _narrowed(days: Days | None, role: str, clock: Clock, deadline: bool) -> Days | None:
    if days is None:
        return None
    if role in ("early", "mid", "late", "start", "end"):
        return (days[1], days[1]) if role == "end" and deadline else edge(days, role)
    known = clock.published
    if role == "earlier" and known and days[0] <= known[1] <= days[1]:
        return days[0], known[1]
    if role == "later" and known and days[0] <= known[0] <= days[1]:
        return known[0], days[1]
    return days


def _value(days: Days | None, binding: str | None, due: bool, clock: Clock) -> Edtf | None:
    if days is None:
        return None
    value = of_days(*days)
    now = clock.published[1] if clock.published and clock.published[1] != date.max else None
    if binding == "since" or (binding == "after" and not due):
        left = value.split("/")[0]
        start = days[0] if binding == "since" else days[1]
        return _open(left, now if now and start <= now else None)
    if binding == "until" and not due:
        return Edtf(f"../{value.split('/')[-1]}")
    if binding == "before" and not due:
        return of_days(date.min, days[0] - timedelta(days=1))
    return value


def _open(left: str, now: date | None) -> Edtf:
    return Edtf(f"{left}/{now.isoformat() if now else '..'}")
