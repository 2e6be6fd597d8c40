"""Raw text -> its lines with their place, and back: the pieces of raw text that make a clean line.

Every code point that is not white space is in exactly one piece or in exactly one stray.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from toguna.kinds.span import Stretch

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_STRAY = re.compile(r"[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff]+")
"""Characters that show nothing: controls, soft hyphens, zero-width and direction marks."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the raw text that holds something to read.

    at        the line in the raw text, without white space around it
    text      its characters without strays
    pieces    the stretches of raw text that make up `text`, in order
    strays    the stretches of raw text inside `at` that show nothing
    gap       empty lines before it (2 at the most)
    """

    at: Stretch
    text: str
    pieces: tuple[Stretch, ...]
    strays: tuple[Stretch, ...] = ()
    gap: int = 0


def lines(raw: str) -> tuple[tuple[Line, ...], tuple[Stretch, ...]]:
    """The lines of a raw text, and the strays that stand in no line."""
    found: list[Line] = []
    lone: list[Stretch] = []
    last = 0
    for match in _LINE.finditer(raw):
        pieces, strays = _pieces(raw, match.start(), match.end())
        if not pieces:
            lone.extend(strays)
            continue
        at = Stretch(pieces[0].start, pieces[-1].end)
        inside = tuple(s for s in strays if at.holds(s))
        lone.extend(s for s in strays if not at.holds(s))
        breaks = raw.count("\n", last, at.start) or raw.count("\r", last, at.start)
        found.append(Line(at, "".join(map(raw.__getitem__, map(_slice, pieces))), pieces, inside, min(breaks - 1, 2)))
        last = at.end
    return tuple(found), tuple(lone)


def _slice(at: Stretch) -> slice:
    return slice(at.start, at.end)


def _pieces(raw: str, start: int, end: int) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """The visible pieces between two offsets, trimmed outside, and the strays between them."""
    spans: list[tuple[int, int]] = []
    strays = []
    for match in _STRAY.finditer(raw, start, end):
        spans.append((start, match.start()))
        strays.append(Stretch(match.start(), match.end()))
        start = match.end()
    spans.append((start, end))
    while spans and not raw[slice(*spans[0])].strip():
        spans.pop(0)
    while spans and not raw[slice(*spans[-1])].strip():
        spans.pop()
    if not spans:
        return (), tuple(strays)
    first = raw[slice(*spans[0])]
    spans[0] = (spans[0][1] - len(first.lstrip()), spans[0][1])
    spans[-1] = (spans[-1][0], spans[-1][0] + len(raw[spans[-1][0] : spans[-1][1]].rstrip()))
    return tuple(Stretch(a, b) for a, b in spans if a < b), tuple(strays)
