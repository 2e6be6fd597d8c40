"""Raw text -> its lines with their place, and back: the pieces of raw text that make a clean line.

A paragraph is one line, also where the page wraps it at a fixed width. Every code point that is not white space is in
exactly one piece or in exactly one stray.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from toguna.kinds.span import Stretch

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_STRAY = re.compile(r"[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff]+")
"""Characters that show nothing: controls, soft hyphens, zero-width and direction marks."""
_HEADING = re.compile(r"#{1,6}(?=[ \t]+\S)")
_ITEM = re.compile(r"[-*•–—]\s|\d{1,2}[.)]\s|[a-z][.)]\s")
_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a line: where they begin in its clean text, and the raw text that holds them."""

    clean: int
    raw: Stretch


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the raw text that holds something to read, or a paragraph wrapped over several.

    at        in the raw text, without white space around it
    text      its characters without strays; wrapped lines are joined by a space
    pieces    in order; they cover `text` but for joining spaces
    strays    the stretches of raw text inside `at` that show nothing
    gap       empty lines before it (2 at the most)
    """

    at: Stretch
    text: str
    pieces: tuple[Piece, ...]
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
        found.append(_line(raw, at, pieces, inside, max(0, min(breaks - 1, 2))))
        last = at.end
    return unwrapped(found), tuple(lone)


def _line(raw: str, at: Stretch, pieces: Iterable[Stretch], strays: tuple[Stretch, ...], gap: int) -> Line:
    text, placed = "", []
    for piece in pieces:
        placed.append(Piece(len(text), piece))
        text += piece.of(raw)
    return Line(at, text, tuple(placed), strays, gap)


def _pieces(raw: str, start: int, end: int) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """The visible pieces between two offsets, trimmed outside, and the strays between them."""
    spans: list[tuple[int, int]] = []
    strays = []
    heading = _HEADING.match(raw, start, end)
    for match in [*([heading] if heading else []), *_STRAY.finditer(raw, heading.end() if heading else start, end)]:
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
    spans[0] = (spans[0][1] - len(raw[slice(*spans[0])].lstrip()), spans[0][1])
    spans[-1] = (spans[-1][0], spans[-1][0] + len(raw[slice(*spans[-1])].rstrip()))
    return tuple(Stretch(a, b) for a, b in spans if a < b), tuple(strays)


NARROWEST, WIDEST = 45, 110
"""Widths in characters at which plain text is wrapped; wider lines are paragraphs of their own."""
MOST = 0.8
"""Share of breaks inside sentences that a fixed width must explain. Not swept: a greedy wrapper
explains all of them, a list of headlines hardly any."""


def unwrapped(found: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with paragraphs made whole, when the page is wrapped at a fixed width.

    A break is explained by a width if the next line's first word would not have fitted.
    """
    width = max((len(line.text) for line in found), default=0)
    if not NARROWEST <= width <= WIDEST:
        return tuple(found)
    breaks = [n for n in range(1, len(found)) if _is_inside(found[n - 1], found[n])]
    full = [n for n in breaks if _is_full(found[n - 1], found[n], width)]
    if len(full) < 3 or len(full) < MOST * len(breaks):
        return tuple(found)
    out: list[Line] = []
    before: Line | None = None
    for line in found:
        if before and out and _is_full(before, line, width) and line.gap == 0 and not _ITEM.match(line.text):
            out[-1] = _joined(out[-1], line)
        else:
            out.append(line)
        before = line
    return tuple(out)


def _is_inside(before: Line, line: Line) -> bool:
    return line.gap == 0 and not _END.search(before.text) and not _ITEM.match(line.text)


def _is_full(before: Line, line: Line, width: int) -> bool:
    first = line.text.split(maxsplit=1)[0]
    return len(before.text) + 1 + len(first) > width - 4


def _joined(a: Line, b: Line) -> Line:
    shift = len(a.text) + 1
    pieces = (*a.pieces, *(replace(p, clean=p.clean + shift) for p in b.pieces))
    return Line(Stretch(a.at.start, b.at.end), f"{a.text} {b.text}", pieces, (*a.strays, *b.strays), a.gap)
