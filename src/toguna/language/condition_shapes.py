"""Condition clauses that no single marker shows: lists behind a colon, `or face`, `but they must`, `either ... or`.

Each shape finds what must happen and what it would unlock or bring down; what they are about is read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import Necessity
from toguna.language.issues import anchors
from toguna.language.scene import Scene


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition and what it is a condition of, as stretches of the text.

    main      the words that say what would happen; may lie after the condition
    marker    the words that make it a condition
    strength  3 the marker is a condition by itself, 2 beside a stance, 1 when no other marker stands
    """

    main: Stretch
    condition: Stretch
    marker: Stretch
    necessity: Necessity
    strength: int

    @property
    def strong(self) -> bool:
        """True if the marker is a condition by itself."""
        return self.strength == 3


_NO_NO = re.compile(r"\bno ([^,;.\"]{2,40}), no ([^,;.\"]{2,40})")
_LIST = re.compile(
    r"\b(?:(?:pre)?conditions?|prerequisites?|requirements?|demands|terms|things|steps|points|guarantees)\b"
    r"([^:.;\"]{0,110}?)(?::\s|, (?:among them|including|namely|chief among them)\s|\s[–—-]\s)"
)
_SETS = re.compile(
    r"\b(?:conditions?|preconditions?|prerequisites?|requirements?|terms)\b"
    r"|\b(?:depend|hing|conditional|contingent)\w*\b|\b(?:demands|steps|points|things)\b[^:]{0,60}\b(?:before|for"
    r"|if)\b"
)
_NO_SETTING = re.compile(
    r"\b(?:no|without|not|drop\w*|abandon\w*|weather|living|prison|poor|dire|inhuman\w*) (?:\w+ )?$"
)
_OR_FACE = re.compile(
    r"\b(?:to|must|should|has to|have to|had to)\s([^;:.\"]{4,110}?),? or (?:else )?"
    r"((?:face|be (?:attacked|bombed|driven|expelled|sanctioned|disarmed|arrested|hunted)|risk|suffer|expect"
    r"|lose)\b[^;:.\"]{3,100})"
)
_PRESSED = re.compile(
    r"\b(?:ultimatum|deadline|must|order\w*|warn\w*|told|tell\w*|giv\w+|gave|demand\w*|urg\w+|call\w*|has to"
    r"|have to|had to"
    r"|has \w+ (?:hours|days|weeks|months)|threat\w*)\b"
)
_WELCOME = re.compile(
    r"\b(?:open|ready|willing|prepared|possible|not (?:shut|closed|dead|over)|not against|in favour|in favor"
    r"|accept\w*"
    r"|agree\w*|want\w*|yes)\b[^.;:]{0,80}?,? but (?=(?:first )?[^.;:,\"]{2,60}? (?:must|has to|have to|needs? to"
    r"|had to|should)\b)"
)
_EITHER = re.compile(
    r"\beither ([^;:.\"]{4,90}?),? or (?:else )?((?:there (?:is|will be|would be|are) (?:no|nothing)|no\b"
    r"|we )[^;:.\"]{3,80})"
)
_STOP = re.compile(r",? (?:he|she|they|it|the \w+(?: \w+)?|\w+) (?:said|says|told|added|wrote|warned)\b|[.;]\s|\"\s")


def shapes(scene: Scene, at: Stretch) -> Iterator[Clause]:
    """The clauses of all shapes in a sentence."""
    yield from _no_no(scene, at)
    yield from _listed(scene, at)
    yield from _or_face(scene, at)
    yield from _but_must(scene, at)
    yield from _either(scene, at)


def _about(scene: Scene, start: int, end: int) -> bool:
    return any(a.strength > 1 for a in anchors(scene.low, start, end, scene.pack))


def _until_speech(low: str, start: int, end: int) -> int:
    stop = _STOP.search(low, start + 4, end)
    return stop.start() if stop else end


def _no_no(scene: Scene, at: Stretch) -> Iterator[Clause]:
    """`No homecoming, no talks`: the first is what the second waits for."""
    for match in _NO_NO.finditer(scene.low, at.start, at.end):
        main, condition = Stretch(*match.span(2)), Stretch(*match.span(1))
        if anchors(scene.low, main.start, main.end, scene.pack):
            marker = Stretch(match.start(), match.start(1))
            yield Clause(main, condition, marker, Necessity.NECESSARY, 3)


def _listed(scene: Scene, at: Stretch) -> Iterator[Clause]:
    """`two conditions for a return to the table: A and B`, `depended on three things: A, B and C`."""
    low = scene.low
    for match in _LIST.finditer(low, at.start, at.end):
        before = low[at.start : match.start()]
        if _NO_SETTING.search(before) or not _SETS.search(low, at.start, match.end()):
            continue
        end = _until_speech(low, match.end(), at.end)
        if end - match.end() < 6 or not _about(scene, match.end(), end):
            continue
        if not _about(scene, at.start, match.start(0)) and not _about(scene, match.start(), match.end()):
            continue
        marker = Stretch(match.end() - 2, match.end())
        yield Clause(Stretch(at.start, match.end(1)), Stretch(match.end(), end), marker, Necessity.NECESSARY, 3)


def _or_face(scene: Scene, at: Stretch) -> Iterator[Clause]:
    """`has 30 days to disarm or face an offensive`: what follows if the other side does not act."""
    for match in _OR_FACE.finditer(scene.low, at.start, at.end):
        if not _PRESSED.search(scene.low, at.start, match.end()) or not _about(scene, *match.span(1)):
            continue
        end = _until_speech(scene.low, match.start(2), match.end(2))
        marker = Stretch(match.end(1), match.start(2))
        start = _subject_start(scene, at, match.start())
        yield Clause(Stretch(match.start(2), end), Stretch(start, match.end(1)), marker, Necessity.SANCTION, 3)


def _subject_start(scene: Scene, at: Stretch, verb: int) -> int:
    """Where the words for whoever must act begin, so that the condition reads well alone."""
    here = scene.mentions_in(max(at.start, verb - 60), verb)
    return scene.mentions[here[-1]].at.start if here else verb


def _but_must(scene: Scene, at: Stretch) -> Iterator[Clause]:
    """`The door is not shut, but they must free our men`."""
    for match in _WELCOME.finditer(scene.low, at.start, at.end):
        end = _until_speech(scene.low, match.end(), at.end)
        if end - match.end() > 10:
            marker = Stretch(match.end() - 4, match.end())
            yield Clause(Stretch(at.start, marker.start), Stretch(match.end(), end), marker, Necessity.NECESSARY, 3)


def _either(scene: Scene, at: Stretch) -> Iterator[Clause]:
    """`Either he comes home or there is nothing to talk about`."""
    for match in _EITHER.finditer(scene.low, at.start, at.end):
        end = _until_speech(scene.low, match.start(2), match.end(2))
        if anchors(scene.low, match.start(2), end, scene.pack):
            marker = Stretch(match.end(1), match.start(2))
            yield Clause(Stretch(match.start(2), end), Stretch(*match.span(1)), marker, Necessity.NECESSARY, 3)
