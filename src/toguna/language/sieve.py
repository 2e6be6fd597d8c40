"""Which of many patterns may match in a stretch, told by letters that every match must hold.

A pack brings more than a hundred patterns for each sentence, of which two or three match. To look for `ceasefir` costs
a hundredth of trying the pattern that needs it. A sieve never stops a pattern that matches; it may let through others.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

_PARSER: Any = importlib.import_module("re._parser")
_ALTERNATIVES = 32
"""Needles that one pattern may have; with more, trying the pattern is the cheaper way."""

_LETTERS = 3
"""Letters of the shortest needle: two letters stand in nearly every sentence; digits and marks do not."""

_COMMON = frozenset("the that and for with from".split())
"""Needles that nearly every sentence holds."""

_FOLDED = re.compile("[\u0130\u0131\u017f\u212a]")
"""Letters that a pattern without regard to case takes for an ASCII one, though `lower` does not."""


class Sieve:
    """The patterns of one table, in their order, and what each of them needs.

    Cost   one search for each needle in a document, then one for each that it holds in a stretch of it
    """

    def __init__(self, patterns: Iterable[re.Pattern[str]]) -> None:
        table = tuple(patterns)
        self.count = len(table)
        self.folds = any(pattern.flags & re.IGNORECASE or "(?i" in pattern.pattern for pattern in table)
        self.by_needle: dict[str, list[int]] = {}
        self.always: list[int] = []
        for n, pattern in enumerate(table):
            needed = needles(pattern, self.folds)
            for needle in needed:
                self.by_needle.setdefault(needle, []).append(n)
            if not needed:
                self.always.append(n)
        self._held = lru_cache(maxsize=2)(self._needles_of)

    def live(self, text: str, start: int, end: int) -> Sequence[int]:
        """The numbers of the patterns that may match in `text[start:end]`, in order."""
        held = self._held(text)
        if held is None:
            return range(self.count)
        part = text[start:end].lower() if self.folds else text[start:end]
        found = set(self.always)
        for needle in held:
            if needle in part:
                found.update(self.by_needle[needle])
        return sorted(found)

    def _needles_of(self, text: str) -> tuple[str, ...] | None:
        """The needles that a text holds; None when its letters do not tell."""
        if self.folds:
            if _FOLDED.search(text):
                return None
            text = text.lower()
        return tuple(needle for needle in self.by_needle if needle in text)


def needles(pattern: re.Pattern[str], folds: bool = False) -> frozenset[str]:
    """Words of which every match of a pattern holds at least one; none when its form does not tell.

    folds   in lower case, for text in lower case

    >>> sorted(needles(re.compile(r"(?:peace )?talks?|truces?")))
    ['talk', 'truce']
    """
    every = _sequence(_PARSER.parse(pattern.pattern, pattern.flags), folds) or frozenset()
    words = frozenset(w for w in every if not any(v in w for v in every if v != w))
    tells = len(words) <= _ALTERNATIVES and all(len(w) >= _LETTERS or not (w.isalpha() or w.isspace()) for w in words)
    return words if tells else frozenset()


def _sequence(parsed: Any, folds: bool) -> frozenset[str] | None:
    """The best of what the parts of a sequence need: the longest, then the fewest."""
    run, found = "", []
    for op, value in parsed:
        letter = chr(value) if str(op) == "LITERAL" else ""
        if letter and (letter.isascii() or not folds):
            run += letter.lower() if folds else letter
            continue
        found += [frozenset((run,)), _part(str(op), value, folds)]
        run = ""
    found.append(frozenset((run,)))
    return min((words for words in found if words and "" not in words), key=_worth, default=None)


def _worth(words: frozenset[str]) -> tuple[bool, int, int, list[str]]:
    return not words.isdisjoint(_COMMON), -min(4, *map(len, words)), len(words), sorted(words)


def _part(op: str, value: Any, folds: bool) -> frozenset[str] | None:
    if op == "SUBPATTERN":
        return _sequence(value[3], folds)
    if op == "ATOMIC_GROUP":
        return _sequence(value, folds)
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] >= 1:
        return _sequence(value[2], folds)
    if op == "BRANCH":
        return _union([_sequence(branch, folds) for branch in value[1]])
    return None


def _union(parts: list[frozenset[str] | None]) -> frozenset[str] | None:
    words: frozenset[str] = frozenset()
    for part in parts:
        if part is None:
            return None
        words |= part
    return words
