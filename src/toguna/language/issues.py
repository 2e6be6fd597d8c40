"""Finds what a stretch is about: anchors of the contract's issues, by the patterns of the language pack."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import Issue
from toguna.language.sieve import Sieve
from toguna.packs.language import LanguagePack

#: on the same words the more specific issue wins: `return home of hostages` is a release, not a withdrawal
_RANK = {issue: n for n, issue in enumerate(Issue)}


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that name an issue.

    sense      +1 when having it is the issue, -1 when it is the opposite (`forces stay` of withdrawal)
    strength   3 names the issue by itself, 2 usually, 1 only beside a cue
    deed       its own verb shows where the doer stands (`lifted sanctions`, `boycotted`)
    """

    at: Stretch
    issue: Issue
    sense: int
    strength: int
    deed: bool = False


@lru_cache(maxsize=4)
def _patterns(pack: LanguagePack) -> tuple[tuple[re.Pattern[str], Issue, int, int, bool], ...]:
    rows = []
    for row in pack.table("issues"):
        sense = -1 if row["sense"] == "-" else 1
        pattern = re.compile(r"\b(?:" + row["pattern"] + ")")
        rows.append((pattern, Issue(row["issue"]), sense, int(row["strength"]), row["deed"] == "yes"))
    return tuple(rows)


@lru_cache(maxsize=4)
def _sieve(pack: LanguagePack) -> Sieve:
    return Sieve(row[0] for row in _patterns(pack))


@lru_cache(maxsize=512)
def anchors(low: str, start: int, end: int, pack: LanguagePack) -> tuple[Anchor, ...]:
    """The anchors of a stretch in order, without overlaps: the stronger wins, then the longer.

    low   the text in lower case, see `scene.lowered`
    """
    found = []
    rows = _patterns(pack)
    for n in _sieve(pack).live(low, start, end):
        pattern, issue, sense, strength, deed = rows[n]
        for match in pattern.finditer(low, start, end):
            if match.end() > match.start():
                found.append(Anchor(Stretch(match.start(), match.end()), issue, sense, strength, deed))
    found.sort(key=lambda a: (-a.strength, a.at.start - a.at.end, a.sense, a.at.start, _RANK[a.issue]))
    kept: list[Anchor] = []
    for anchor in found:
        if not any(anchor.at.meets(k.at) for k in kept):
            kept.append(anchor)
    return tuple(sorted(kept, key=lambda a: a.at.start))
