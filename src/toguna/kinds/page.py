"""What `sources` gives: the bytes of one report, and what came beside them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from toguna.kinds.ids import DocumentId


class Media(StrEnum):
    """What the bytes are."""

    TEXT = "text"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Given:
    """What the source says about a report beside its text (a JSON line's fields); None where it says nothing."""

    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One report as found.

    path     relative to the folder given, with `/`; `file#n` (from 1) for the n-th line of a JSON Lines file
    data     the raw bytes; for a JSON line, its `text` in UTF-8
    sha256   hex digest of `data` and `given`, so that the same file twice is the same page
    """

    path: DocumentId
    media: Media
    data: bytes
    sha256: str
    given: Given = Given()
