"""Stretches of text, and places that can be quoted."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.kinds.errors import SpanIsEmpty
from toguna.kinds.ids import DocumentId


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A stretch of some text: code points, half-open.

    Raises   SpanIsEmpty
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanIsEmpty("text", self.start, self.end)

    def of(self, text: str) -> str:
        """The characters it covers."""
        return text[self.start : self.end]

    def holds(self, other: Stretch) -> bool:
        """True if the other lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Stretch) -> bool:
        """True if they share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Words of one document, quoted exactly.

    document     the document's path
    start, end   code points into `Document.text`, half-open
    quote        exactly those characters
    """

    document: DocumentId
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanIsEmpty(self.document, self.start, self.end)
