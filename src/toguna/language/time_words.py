"""The words of time of a language, and its ways to write when, as compiled patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from toguna.language.figure_numbers import number_words
from toguna.language.sieve import Sieve
from toguna.packs.language import LanguagePack

_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.,:]\d| ?(?:percent|per cent|million|billion|thousand)\b)"
_YEAR = r"(?:19|20)\d\d(?!\d|[.,:]\d)"
_VAGUE = r"a few|several|a couple of|some|many|dozens of|a number of"
_BLANK = r"[ \u00a0\u2009\u202f]+"


@dataclass(frozen=True, slots=True)
class TimeRule:
    """One way to write when.

    needs   the slot without whose words it cannot match (`unit`, `month`, ...), or ""; looked for first, because
            most sentences lack most of them (reading times took 14 ms a report without this, 3 ms with it)
    """

    name: str
    needs: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The tables as lookups, all keys in lower case and without dots."""

    rules: tuple[TimeRule, ...]
    slots: dict[str, re.Pattern[str]]
    rule_sieve: Sieve
    slot_sieve: Sieve
    months: dict[str, int]
    shy: frozenset[str]
    weekdays: dict[str, int]
    seasons: dict[str, tuple[int, int]]
    units: dict[str, str]
    before_month: frozenset[str]
    names: frozenset[str]
    counted: frozenset[str]
    amounts: frozenset[str]
    pack: LanguagePack


def _cased(words: list[str]) -> str:
    """Names of months and days keep their capital: `may` and `march` are words, `May` is a month."""
    both = sorted({*words, *(w.upper() for w in words)}, key=lambda w: (-len(w), w))
    return "(?-i:" + "|".join(map(re.escape, both)) + ")"


def _slots(pack: LanguagePack) -> dict[str, str]:
    months = pack.table("time_months")
    full = [r["name"] for r in months]
    short = [s for r in months for s in r["short"].split("|") if s]
    seasons = "|".join(sorted(r["name"] for r in pack.table("time_seasons")))
    units = "|".join(sorted((r["form"] for r in pack.table("time_units")), key=lambda w: (-len(w), w)))
    return {
        "month": rf"(?:{_cased(full)}|{_cased(short)}\.?)(?!\w)",
        "fullmonth": rf"{_cased(full)}(?!\w)",
        "day": _DAY,
        "year": _YEAR,
        "weekday": rf"{_cased([r['name'] for r in pack.table('time_weekdays')])}",
        "season": rf"(?:{seasons})",
        "unit": rf"(?:{units})",
        "number": rf"(?:{_VAGUE}|{number_words(pack).pattern}|an?)",
    }


def _compiled(pattern: str, slots: dict[str, str]) -> re.Pattern[str]:
    seen: dict[str, int] = {}

    def slot(match: re.Match[str]) -> str:
        name, digit = match.group(1), match.group(2)
        seen[name] = seen.get(name, 0) + 1
        bare = "weekday" if name == "weekday" and pattern.startswith("(?:<weekday>,? )") else ""
        return f"(?:{slots[name]})" if bare else f"(?P<{name.replace('full', '')}{digit}>{slots[name]})"

    named = re.sub(r"(?<!\?P)<(month|fullmonth|day|year|weekday|season|unit|number)(\d?)>", slot, pattern)
    named = re.sub(r" \?", r"[ \\u00a0\\u2009\\u202f]?", named)
    named = re.sub(r"(?<!\[) (?![\]\\])", lambda _: _BLANK, named)
    return re.compile(rf"(?:(?<![\w.,/’'-])|(?<=mid-)|(?<=Mid-))(?i:{named})(?![\w])")


def _needs(pattern: str) -> str:
    if "<what>" in pattern:
        return ""
    slots = ("unit", "month", "season", "weekday", "year", "day")
    return next((s for s in slots if f"<{s}>" in pattern or f"<full{s}>" in pattern), "")


@lru_cache(maxsize=4)
def time_words(pack: LanguagePack) -> TimeWords:
    """The words of time of a pack."""
    slots = _slots(pack)
    months = pack.table("time_months")
    named = {form.lower(): int(r["number"]) for r in months for form in [r["name"], *r["short"].split("|")] if form}
    rules = tuple(
        TimeRule(r["rule"], _needs(r["pattern"]), _compiled(r["pattern"], slots)) for r in pack.table("time_patterns")
    )
    present = {
        name: re.compile(rf"\b(?i:{slots[name]})") for name in ("unit", "month", "season", "weekday", "year", "day")
    }
    return TimeWords(
        rules=rules,
        slots=present,
        rule_sieve=Sieve(rule.pattern for rule in rules),
        slot_sieve=Sieve(present.values()),
        months=named,
        shy=frozenset(r["name"].lower() for r in months if r["shy"]),
        weekdays={r["name"].lower(): int(r["number"]) for r in pack.table("time_weekdays")},
        seasons={r["name"]: (int(r["first"]), int(r["last"])) for r in pack.table("time_seasons")},
        units={r["form"]: r["unit"] for r in pack.table("time_units")},
        before_month=pack.words("time_before"),
        names=pack.words("time_names"),
        counted=pack.words("time_counted"),
        amounts=pack.words("time_amounts"),
        pack=pack,
    )
