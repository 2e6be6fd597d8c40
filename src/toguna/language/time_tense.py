"""Whether a stretch of a sentence speaks of what lies ahead of the report or behind it, by the nearest verb."""

from __future__ import annotations

import re
from functools import lru_cache

from toguna.kinds.span import Stretch
from toguna.language.time_tokens import sentence_tokens
from toguna.language.tokens import Token
from toguna.packs.language import LanguagePack

_AHEAD = frozenset("will won't shall shan't would wouldn't should must can cannot may might could".split())
_BREAKS = frozenset(';:—–"“”')


@lru_cache(maxsize=4)
def _future(pack: LanguagePack) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, pack.phrases("time_future"))) + r")\b", re.IGNORECASE)


def looks_ahead(text: str, sentence: Stretch, at: Stretch, pack: LanguagePack) -> bool | None:
    """True if the words at `at` date something still to come, False if past, None when no verb tells.

    The verb before the phrase counts first, in its own clause; then the first one after it.
    """
    row = sentence_tokens(text, sentence, pack)
    before = tuple(t for t in row if t.at.end <= at.start)
    told = _told_before(before, text, at, pack)
    if told is not None:
        return told
    return _told_after(tuple(t for t in row if t.at.start >= at.end))


def _told_before(before: tuple[Token, ...], text: str, at: Stretch, pack: LanguagePack) -> bool | None:
    for i in range(len(before) - 1, -1, -1):
        token = before[i]
        if token.text in _BREAKS:
            return None
        if _marks_future(token, text, at, pack):
            return True
        if token.tag == "modal":
            return token.low in _AHEAD
        if token.tag == "aux":
            told = _aux(before, i)
            if told is not None:
                return told
        if token.tag == "verb" and token.verb:
            told = _verb(before, i)
            if told is not None:
                return told
    return None


def _marks_future(token: Token, text: str, at: Stretch, pack: LanguagePack) -> bool:
    found = _future(pack).match(text, token.at.start, at.start)
    return bool(found)


def _aux(row: tuple[Token, ...], i: int) -> bool | None:
    """`is to`, `are due` look ahead; `was`, `had`, `has` look back."""
    low = row[i].low
    if low in ("is", "are", "was", "were") and i + 1 < len(row) and row[i + 1].low == "to":
        return True
    if low in ("was", "were", "had", "did", "didn't", "wasn't", "weren't", "hadn't", "has", "hasn't"):
        return None if i and row[i - 1].tag == "modal" else False
    return None


def _verb(row: tuple[Token, ...], i: int) -> bool | None:
    verb = row[i].verb
    forms = verb.forms if verb else frozenset()
    k = i - 1
    while k >= 0 and row[k].tag in ("adv", "neg"):
        k -= 1
    chain: list[str] = []
    while k >= 0 and (row[k].tag in ("aux", "modal", "adv", "neg") or row[k].low == "to"):
        chain.append(row[k].low)
        k -= 1
    if any(word in _AHEAD or word == "to" for word in chain):
        return True
    if chain and set(chain) & {"was", "were", "had", "did", "has", "have", "didn't", "hasn't", "haven't"}:
        return False
    if chain:
        return None
    if "past" in forms:
        return False
    return None


def _told_after(after: tuple[Token, ...]) -> bool | None:
    for i, token in enumerate(after):
        if token.tag == "modal":
            return token.low in _AHEAD
        if token.tag == "aux":
            told = _aux(after, i)
            if told is not None:
                return told
        if token.tag == "verb" and token.verb and "past" in token.verb.forms:
            return False
        if token.text in _BREAKS and i > 1:
            return None
    return None
