"""Text to windows of word pieces: what the encoder sees, with the way back to the text.

A window holds whole paragraphs where they fit and whole sentences where they don't, so the windows of a document
depend on nothing but its sentences. The encoder sees each paragraph of a window by itself, so what it makes of one does
not depend on what stands around it: a paragraph is read alike in a report and in its copy. Roles are linked within a
window, across its paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from toguna.encoder.labels import SHAPES

Floats = NDArray[np.float32]

LIMIT = 192
"""Pieces in a window. MiniLM takes 512; longer windows cost more, shorter ones leave a pronoun less to look back to."""

_CLS, _SEP = 101, 102
_QUOTES = frozenset("\"“”„«»‘’'")
_HALF = re.compile("[\ud800-\udfff]")
"""Half a surrogate, as a broken page may bring: the tokenizer takes none."""


class Piece(NamedTuple):
    """One word piece: its id, its code points in the text, and how its word is written."""

    id: int
    start: int
    end: int
    shape: int
    quoted: bool


@dataclass(frozen=True)
class Window:
    """A run of pieces for one pass of the encoder.

    ids      (pieces,) int64, begins with [CLS], [SEP] after each paragraph
    shapes   (pieces,) int64, index into `SHAPES`, plus `len(SHAPES)` inside double quotes
    starts   (pieces,) int64, code points in the text; special pieces have start = end
    ends     (pieces,) int64
    """

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The pieces that share code points with a stretch, half-open, or None when none does."""
        return self.spans([(start, end)])[0]

    def spans(self, stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int] | None]:
        """See `span`, for several stretches."""
        words, starts, ends = self._words
        if not len(words) or not stretches:
            return [None] * len(stretches)
        given = np.array(stretches, dtype=np.int64)
        first = np.searchsorted(ends, given[:, 0], side="right")
        last = np.searchsorted(starts, given[:, 1], side="left") - 1
        kept = (first <= last).tolist()
        begins = words[np.minimum(first, len(words) - 1)].tolist()
        stops = (words[last] + 1).tolist()
        return [(a, b) if some else None for a, b, some in zip(begins, stops, kept, strict=True)]

    @cached_property
    def _words(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """The pieces that have code points, and where those start and end."""
        words = np.flatnonzero(self.starts < self.ends)
        return words, self.starts[words], self.ends[words]

    @cached_property
    def special(self) -> NDArray[np.bool_]:
        """(pieces,) where [CLS] and [SEP] stand."""
        found: NDArray[np.bool_] = (self.ids == _CLS) | (self.ids == _SEP)
        return found

    def paragraphs(self) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """(ids, shapes) of each paragraph with a [CLS] before it and its [SEP]; all but the first [CLS] are not in the
        window.
        """
        found = []
        start = 1
        for end in (np.flatnonzero(self.ids == _SEP) + 1).tolist():
            ids = np.concatenate([[_CLS], self.ids[start:end]])
            found.append((ids, np.concatenate([[0], self.shapes[start:end]])))
            start = end
        return found

    def states(self, paragraph: Callable[[NDArray[np.int64], NDArray[np.int64]], Floats]) -> Floats:
        """(pieces, width) float32 of the window, from what a network makes of the ids and shapes of each paragraph."""
        made = [paragraph(ids, shapes) for ids, shapes in self.paragraphs()]
        return np.concatenate([made[0], *(m[1:] for m in made[1:])])

    @property
    def stretch(self) -> tuple[int, int]:
        """The code points from the first piece to the last."""
        return int(self.starts.min()), int(self.ends.max())


def _shape(word: str) -> int:
    if not word[:1].isalnum():
        name = "quote" if word in _QUOTES else "mark"
    elif any(c.isdigit() for c in word):
        name = "number"
    elif word.islower():
        name = "lower"
    elif word.isupper():
        name = "capitals" if len(word) > 1 else "capital"
    elif word[0].isupper():
        name = "capital"
    else:
        name = "other"
    return SHAPES.index(name)


def pieces(text: str, start: int, end: int, tokenizer: Tokenizer, quoted: bool = False) -> list[Piece]:
    """The pieces of a stretch of text; `quoted` tells that it begins inside double quotes."""
    part = _HALF.sub("\ufffd", text[start:end])
    encoded = tokenizer.encode(part, add_special_tokens=False)
    found: list[Piece] = []
    spans: list[tuple[int, int]] = encoded.offsets
    words: list[int | None] = encoded.word_ids
    bounds: dict[int | None, tuple[int, int]] = {}
    for (a, b), word in zip(spans, words, strict=True):
        low, high = bounds.get(word, (a, b))
        bounds[word] = min(low, a), max(high, b)
    shapes = {word: _shape(part[a:b]) for word, (a, b) in bounds.items()}
    for number, ((a, b), word) in enumerate(zip(spans, words, strict=True)):
        mark = part[a:b]
        opens = mark in ("“", "«", "„") or (mark == '"' and not quoted)
        quoted = True if opens else quoted
        found.append(Piece(encoded.ids[number], start + a, start + b, shapes[word], quoted))
        if not opens and mark in ('"', "”", "»"):
            quoted = False
    return found


def _window(runs: list[list[Piece]]) -> Window:
    start = runs[0][0].start
    ids, shapes, starts, ends = [_CLS], [0], [start], [start]
    for run in runs:
        for p in run:
            ids.append(p.id)
            shapes.append(p.shape + (len(SHAPES) if p.quoted else 0))
            starts.append(p.start)
            ends.append(p.end)
        ids.append(_SEP)
        shapes.append(0)
        starts.append(run[-1].end)
        ends.append(run[-1].end)
    return Window(*(np.array(x, dtype=np.int64) for x in (ids, shapes, starts, ends)))


def windows(
    text: str, sentences: Iterable[tuple[int, int, int]], tokenizer: Tokenizer, limit: int = LIMIT
) -> Iterator[Window]:
    """The windows of a text.

    sentences   (paragraph, start, end) in order, code points, half-open
    limit       pieces in a window, special ones included
    """
    paragraphs: dict[int, list[list[Piece]]] = {}
    for paragraph, start, end in sentences:
        before = paragraphs.setdefault(paragraph, [])
        quoted = bool(before) and before[-1][-1].quoted and text[before[-1][-1].end - 1] not in '"”»'
        made = pieces(text, start, end, tokenizer, quoted)
        if made:
            before.append(made)
    runs: list[list[Piece]] = []
    size = 1
    for parts in paragraphs.values():
        for run in _fitting(parts, limit - 2):
            if runs and size + len(run) + 1 > limit:
                yield _window(runs)
                runs, size = [], 1
            runs.append(run)
            size += len(run) + 1
    if runs:
        yield _window(runs)


def _fitting(parts: list[list[Piece]], room: int) -> Iterator[list[Piece]]:
    """A paragraph whole if it fits, else as many sentences at a time as fit, a longer sentence in cuts."""
    run: list[Piece] = []
    for part in parts:
        for at in range(0, len(part), room):
            cut = part[at : at + room]
            if run and len(run) + len(cut) > room:
                yield run
                run = []
            run = run + cut
    if run:
        yield run
