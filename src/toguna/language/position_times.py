"""When a position was held: the time phrase that governs the holding, not any date in its sentence.

`In 2019 the group rejected a truce` was held in 2019; `agreed to hold elections in December` was not held in December.
"""

from __future__ import annotations

import re

from toguna.kinds.reading import TimeKind
from toguna.kinds.span import Stretch
from toguna.language.scene import Scene

_PAST = re.compile(r"\b(?:had|has|have|was|were|did|\w+ed|said|told|set|put|took|made|gave|left|broke|withdrew|quit)\b")
_AHEAD = re.compile(r"\b(?:will|would|shall|to|until|before|by|since|from|for|after|elections?|vote|deadline|due)\s+$")
_UNTIL_VERB = re.compile(r"\b(?:will|would|shall|could|should|must|to)\b")


def held(scene: Scene, sentence: int, unit: Stretch, acts: Stretch, reported: bool) -> int | None:
    """The time phrase that says when a position was held, or None.

    unit      the clause that takes the position
    acts      from the cue to the end of what it is about
    reported  stands in somebody's content: then only a phrase inside the content and a past before it count
    """
    body = scene.body(sentence)
    best: tuple[int, int] | None = None
    for n in scene.times_of(sentence):
        time = scene.times[n]
        if time.kind is not TimeKind.POINT or time.value is None:
            continue
        if _AHEAD.search(scene.low[max(body.start, time.at.start - 14) : time.at.start]):
            continue
        away = _distance(scene, body, unit, acts, time.at, reported)
        if away is not None and (best is None or away < best[0]):
            best = (away, n)
    return best[1] if best else None


def _distance(scene: Scene, body: Stretch, unit: Stretch, acts: Stretch, at: Stretch, reported: bool) -> int | None:
    """How far a phrase stands from what it would date, or None where it dates something else."""
    low = scene.low
    if not _PAST.search(low, unit.start, acts.end) or (reported and not unit.holds(at)):
        return None
    if reported and not re.search(r"\b(?:had|has|have)\b", low[unit.start : acts.end]):
        return None
    if at.end <= acts.start:
        opens = at.start - body.start < 12 and "," in low[at.end : at.end + 3]
        return acts.start - at.end if unit.holds(at) or opens else None
    if unit.holds(at) and at.start >= acts.end and not _UNTIL_VERB.search(low, acts.start, at.start):
        between = low[acts.end : at.start]
        return at.start - acts.end if len(between) < 40 and "," not in between else None
    return None
