"""Clean text to its quoted stretches: mixed marks, missing closers, quotes inside quotes, quotes over paragraphs.

Quotes stand in order and do not overlap; a quote inside a quote is part of it. A straight mark opens or closes by the
white space around it; a quote that no mark closes ends with its sentence, unless the next line opens again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from toguna.kinds.reading import Sentence

_MARK = re.compile(r"''|[\"“”„«»‘’'`]")
_SPEAKER = re.compile(r"[!?,.]\s+(?:he|she|they|it)\s+(?:\w+ed|said|says|wrote|told)\b")
_OPEN = "“„«"
_CLOSE = "”»"
_OPENING_BEFORE = " \t\u00a0([{—–-:/\u2009\u202f>"


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A stretch between quote marks.

    start, end   code points with the marks, half-open
    inner        (start, end) without them
    chain        number shared by the quotes of one speech over several paragraphs
    single       between single marks
    """

    start: int
    end: int
    inner: tuple[int, int]
    chain: int
    single: bool = False


@dataclass(slots=True)
class _Opened:
    at: int
    after: int
    mark: str


def _kind(text: str, mark: str, at: int, after: int, start: int, end: int, is_open: bool) -> str:
    """`open`, `close` or nothing (an apostrophe)."""
    before = text[at - 1] if at > start else " "
    following = text[after] if after < end else " "
    loose_before = before.isspace() or before in _OPENING_BEFORE or before in "\"“'‘"
    loose_after = following.isspace() or not (following.isalnum() or following in "$£€[(")
    if mark in _OPEN:
        return "open" if not is_open or not loose_after else "close"
    if mark in _CLOSE:
        return "close" if is_open or not loose_before or following.isspace() else "open"
    if mark in ("'", "’", "‘", "`"):
        if mark == "‘":
            return "open" if loose_before else ""
        if before.isalnum() and following.isalnum():
            return ""
        if not is_open and loose_before and not loose_after:
            return "open" if mark != "’" and not following.isdigit() else ""
        return "close" if is_open and not loose_before and loose_after else ""
    if loose_before and not loose_after:
        return "open"
    if loose_after and not loose_before:
        return "close"
    return "close" if is_open else "open"


def _pairs(opened: _Opened, mark: str) -> bool:
    """Whether a closing mark can close what was opened: single marks close single ones only."""
    single = opened.mark in ("'", "‘", "’", "`")
    return single == (mark in ("'", "’", "`"))


def _single_ends(text: str, at: int, after: int, end: int) -> bool:
    """Whether a single closing mark after an s is the end of a quote rather than a plural possessive."""
    if text[at - 1] not in "sS":
        return True
    rest = text[after : min(end, after + 300)]
    return not re.match(r"\s+[a-z]", rest) or not re.search(r"['’](?!\w)", rest)


def quotes(text: str, sentences: tuple[Sentence, ...]) -> tuple[Quote, ...]:
    """The quoted stretches of a text, in order.

    sentences   of that text; they bound the lines and the quotes that nothing closes
    """
    found: list[Quote] = []
    ends = [s.at.end for s in sentences]
    lines: list[tuple[int, int]] = []
    number = -1
    for sentence in sentences:
        if sentence.paragraph == number:
            lines[-1] = (lines[-1][0], sentence.at.end)
        else:
            lines.append((sentence.at.start, sentence.at.end))
        number = sentence.paragraph
    chain, running = 0, False
    for i, (start, end) in enumerate(lines):
        reopens = running and text[start] in "\"“„«'‘"
        following = lines[i + 1][0] if i + 1 < len(lines) else None
        goes_on = following is not None and text[following] in '"“„«'
        mine, running = _of_line(text, start, end, goes_on, ends)
        for n, (first, last, inner, single) in enumerate(mine):
            if n or not reopens:
                chain += 1
            found.append(Quote(first, last, inner, chain, single))
    return tuple(found)


def _of_line(
    text: str, start: int, end: int, goes_on: bool, ends: list[int]
) -> tuple[list[tuple[int, int, tuple[int, int], bool]], bool]:
    """The quotes of one line, and whether the last one runs on into the next line."""
    found: list[tuple[int, int, tuple[int, int], bool]] = []
    opened: _Opened | None = None
    for match in _MARK.finditer(text, start, end):
        mark, at, after = match.group(), match.start(), match.end()
        kind = _kind(text, mark, at, after, start, end, opened is not None)
        if opened is None:
            if kind == "open":
                opened = _Opened(at, after, mark)
            continue
        if kind == "open" and _is_double(mark) and _is_single(opened.mark):
            opened = _Opened(at, after, mark)
        elif kind == "open" and _is_double(mark):
            last = ends[bisect_right(ends, opened.after)] if ends else at
            if last < at:
                found.append((opened.at, last, (opened.after, last), False))
                opened = _Opened(at, after, mark)
        elif kind == "close" and _pairs(opened, mark):
            if _is_single(mark) and not _single_ends(text, at, after, end):
                continue
            if at > opened.after:
                found.append((opened.at, after, (opened.after, at), _is_single(mark)))
            opened = None
    if opened is None or _is_single(opened.mark) or opened.after >= end:
        return found, False
    if goes_on:
        return [*found, (opened.at, end, (opened.after, end), False)], True
    last = min(ends[min(bisect_right(ends, opened.after), len(ends) - 1)], end)
    speaker = _SPEAKER.search(text, opened.after, last)
    last = speaker.start() + 1 if speaker else last
    if last > opened.after:
        found.append((opened.at, last, (opened.after, last), False))
    return found, False


def _is_single(mark: str) -> bool:
    return mark in ("'", "‘", "’", "`")


def _is_double(mark: str) -> bool:
    return not _is_single(mark)
