"""The word lists of a language pack, made ready for asking: does a line hold cues, verbs, topic words?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from toguna.packs.language import LanguagePack

_SPACE = re.compile(r"\s+")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Cue:
    """What a cue says of its line: the reason it is residue for, and how sure that is (5 is sure)."""

    reason: str
    weight: float


def plain(line: str) -> str:
    """A line as cues are compared: lower case, straight quotes, single spaces.

    >>> plain("READ  MORE: “Five charts”")
    'read more: "five charts"'
    """
    return _SPACE.sub(" ", line.translate(_PLAIN)).strip().lower()


def words(line: str) -> list[str]:
    """The words of a line, without numbers."""
    return _WORD.findall(line)


class Cues:
    """The lists of one language, compiled once; see `cues_of`."""

    def __init__(self, pack: LanguagePack) -> None:
        rows = [
            (r["where"], _SPACE.sub(" ", r["cue"].lower()), Cue(r["reason"], float(r["weight"])))
            for r in pack.table("page_cues")
        ]
        self._cues = {
            where: {c: cue for w, c, cue in rows if w == where}
            for where in ("whole", "start", "end", "any", "header", "opens", "closes")
        }
        self._pattern = {where: _pattern(where, list(found)) for where, found in self._cues.items()}
        self.finite = pack.words("page_finite")
        self.speech = pack.words("page_speech")
        self.reader = pack.words("page_reader")
        self.sections = pack.words("page_sections")
        self.function = pack.words("page_function_words")
        self._topic = _stems(pack.words("page_topic"))
        self._weak_topic = _stems(pack.words("page_topic_weak"))

    def hits(self, low: str) -> tuple[Cue, ...]:
        """The cues of a line (see `plain`), each once, the heaviest first."""
        found: dict[tuple[str, str], Cue] = {}
        for where in ("whole", "start", "end", "any"):
            for match in self._pattern[where].finditer(low):
                name = _numbers_hidden(match.group(1))
                cue = self._cues[where].get(name)
                if cue and found.get((cue.reason, name), cue).weight <= cue.weight:
                    found[(cue.reason, name)] = cue
        return tuple(sorted(found.values(), key=lambda c: (-c.weight, c.reason)))

    def opens(self, low: str) -> Cue | None:
        """The cue of a line that opens a list of links (`Most read`)."""
        return self._whole("header", low)

    def opens_with(self, low: str) -> Cue | None:
        """The cue that such a line begins with (`More on ...`)."""
        match = self._pattern["opens"].match(low)
        return self._cues["opens"].get(_numbers_hidden(match.group(1))) if match else None

    def closes(self, low: str) -> Cue | None:
        """The cue of a line after which no article comes (`Latest comments`)."""
        return self._whole("closes", low)

    def _whole(self, where: str, low: str) -> Cue | None:
        match = self._pattern[where].match(low)
        return self._cues[where].get(_numbers_hidden(match.group(1))) if match else None

    def is_topical(self, word: str) -> bool:
        """True for a word (lower case) of conflict, politics or negotiation."""
        return _holds(self._topic, word)

    def is_weakly_topical(self, word: str) -> bool:
        """True for a word that the topic shares with others."""
        return _holds(self._weak_topic, word)


@lru_cache(maxsize=4)
def cues_of(pack: LanguagePack) -> Cues:
    """The compiled lists of a pack."""
    return Cues(pack)


LONGEST_STEM = 20
"""Letters; longer "words" are not words, and are not looked at to their end."""
Stems = tuple[frozenset[str], frozenset[str]]


def _stems(entries: frozenset[str]) -> Stems:
    return frozenset(e for e in entries if e[-1] != "*"), frozenset(e[:-1] for e in entries if e[-1] == "*")


@lru_cache(maxsize=65_536)
def _holds(stems: Stems, word: str) -> bool:
    whole, begins = stems
    return word in whole or any(word[:n] in begins for n in range(2, min(len(word), LONGEST_STEM) + 1))


def _numbers_hidden(found: str) -> str:
    return re.sub(r"\d[\d,.]*", "#", found)


def _by_letter(parts: list[str]) -> str:
    """The alternatives in their order, but grouped by their first letter: nine hundred are not tried one by one."""
    groups: dict[str, list[str]] = {}
    for part in parts:
        groups.setdefault(part[0] if part[0].isalpha() else "", []).append(part)
    return "|".join(
        letter + "(?:" + "|".join(part[len(letter) :] for part in group) + ")" for letter, group in groups.items()
    )


def _pattern(where: str, cues: list[str]) -> re.Pattern[str]:
    parts = sorted((re.escape(c).replace(r"\#", r"(?:\d[\d,.]*|#)") for c in cues), key=lambda p: (-len(p), p))
    either = _by_letter(parts) or r"(?!)"
    if where in ("whole", "header", "closes"):
        return re.compile(rf"^\W*?({either})[\s:.»›>→…!*-]*$")
    if where in ("start", "opens"):
        return re.compile(rf"^[^\w\[(©#▶📷]*({either})(?!\w)")
    if where == "end":
        return re.compile(rf"(?<!\w)({either})\W*$")
    return re.compile(rf"(?<!\w)({either})(?!\w)")
