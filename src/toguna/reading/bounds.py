"""The earliest day on which an undated report can have appeared, by its own words: it is not older than its facts.

Only a full date or a month with its year counts, told as a past fact; plans, deadlines and promises are no witness.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from toguna.packs.language import LanguagePack
from toguna.reading.cues import plain
from toguna.reading.dates import named

_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’]?\s+(?=[\"'“‘]?[A-Z])")
_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")
_BEFORE = re.compile(r"(?:^|\b(?:in|on|since|dated|early|mid|late)[ -]|[,(] ?)(?:the )?$")
_PROJECTING = frozenset("be to not".split())


@dataclass(frozen=True, slots=True)
class Fact:
    """A date told as past: its first possible day, and its words."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class _Forms:
    month: re.Pattern[str]
    months: dict[str, int]
    past: frozenset[str]
    other: frozenset[str]
    future: frozenset[str]


@lru_cache(maxsize=4)
def _forms(pack: LanguagePack) -> _Forms:
    months = {r["form"]: int(r["number"]) for r in pack.table("page_months")}
    either = "|".join(sorted(months, key=len, reverse=True))
    rows = pack.table("verbs")
    past = {r[c] for r in rows for c in ("past",) if r[c]} | {"was", "were", "had", "did", "said"}
    other = {f for r in rows for f in (r["lemma"], r["lemma"] + "s", r["lemma"] + "es")} - past
    return _Forms(
        re.compile(rf"(?<!\d )(?<!\d)\b(?P<month>{either})\b\.?,? (?P<year>(?:19|20)\d\d)\b"),
        months,
        frozenset(past),
        frozenset(other | {"is", "are", "has", "have", "do", "does", "will", "can"} - set(months)),
        pack.words("page_future"),
    )


def latest_fact(lines: Iterable[str], captions: Iterable[str], pack: LanguagePack) -> Fact | None:
    """The latest date that the article or its captions tell as past."""
    facts = [fact for line in lines for sentence in _SENTENCE.split(line) for fact in _told(sentence, pack)]
    facts += [fact for caption in captions for fact in _shown(caption, pack)]
    return max(facts, key=lambda f: (f.day, f.words), default=None)


def _shown(caption: str, pack: LanguagePack) -> Iterator[Fact]:
    """A picture shows what has been."""
    for found in named(caption, pack):
        if len(found.days) == 1:
            yield Fact(found.days[0], found.words)


def _told(sentence: str, pack: LanguagePack) -> Iterator[Fact]:
    if not re.search(r"(?:19|20)\d\d", sentence):
        return
    forms, low = _forms(pack), plain(sentence)
    if not forms.future.isdisjoint(w for w in _WORD.findall(low) if w not in forms.months):
        return
    for start, end, fact in _dates(low, pack, forms):
        if _BEFORE.search(low[:start]) and _is_past(low[:start], low[end:], forms):
            yield fact


def _dates(low: str, pack: LanguagePack, forms: _Forms) -> Iterator[tuple[int, int, Fact]]:
    for found in named(low, pack):
        if len(found.days) == 1:
            yield found.start, found.end, Fact(found.days[0], found.words)
    for match in forms.month.finditer(low):
        day = date(int(match["year"]), forms.months[match["month"]], 1)
        yield match.start(), match.end(), Fact(day, match.group())


def _is_past(before: str, after: str, forms: _Forms) -> bool:
    """The verb nearest before the date is past; for a date that opens its sentence, the first one behind it."""
    near = _WORD.findall(before)
    if near and len(near) > 2:
        for n in range(len(near) - 1, -1, -1):
            tense = _tense(near[n], near[n - 1] if n else "", forms)
            if tense is not None:
                return tense
        return False
    behind = _WORD.findall(after)
    for n, word in enumerate(behind):
        tense = _tense(word, behind[n - 1] if n else "", forms)
        if tense is not None:
            return tense
    return False


def _tense(word: str, before: str, forms: _Forms) -> bool | None:
    """True for a past form, False for another verb form, None for no verb."""
    if word in forms.past or (word.endswith("ed") and len(word) > 4):
        return before not in _PROJECTING
    if word in forms.other and before not in ("the", "a", "an", "of", "in", "its", "their", "his", "and"):
        return False
    return None
