"""A report after reading: clean text, what it says of itself, and what was set aside of it."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.kinds.ids import DocumentId, Edtf, LineageId
from toguna.kinds.vocabulary import Basis


@dataclass(frozen=True, slots=True, order=True)
class SetAside:
    """A stretch of the raw text that is not in the clean text.

    start, end   code points of the decoded raw text, half-open
    reason       `advert`, `menu`, `caption`, `credit`, `byline`, `date line`, `notice`, `comment`, `repeat`, ...
    """

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class MapPart:
    """Where a stretch of clean text stands in the decoded raw text; both have the same length.

    For HTML the raw text is the extracted text, and the map is the identity on it.
    """

    clean_start: int
    clean_end: int
    raw_start: int
    raw_end: int


@dataclass(frozen=True, slots=True, order=True)
class DateReading:
    """One way to read a stated date.

    edtf    the day (or month, year) it may mean
    basis   where it stands
    words   the characters it was read from
    """

    edtf: Edtf
    basis: Basis
    words: str


@dataclass(frozen=True, slots=True)
class Document:
    """A report, read.

    path              its name everywhere, see `DocumentId`
    sha256            of the page
    revision_of       the path of the version that this one replaces, or None
    published         None when unknown; bounds when only bounds are known
    dates             every reading of every stated publication date; more than one day means undecided
    agency            the wire that wrote it, by its common name (`Reuters`, `AFP`)
    text              title, newline, body; paragraphs are lines. Code points, NFC, `\\n` line ends
    title_end         where the title ends in `text`; 0 without a title
    map               covers `text` but for joining newlines
    unread            None, or why it was kept but not read (`language: fr`, `off topic`)
    """

    path: DocumentId
    sha256: str
    text: str
    title: str | None = None
    title_end: int = 0
    url: str | None = None
    revision_of: DocumentId | None = None
    published: Edtf | None = None
    published_basis: Basis | None = None
    dates: tuple[DateReading, ...] = ()
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    dateline: str | None = None
    language: str | None = None
    lineage: LineageId | None = None
    map: tuple[MapPart, ...] = ()
    aside: tuple[SetAside, ...] = ()
    unread: str | None = None
