"""Anchors: a ruling's words, found again when offsets, pages or keys have moved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from toguna.kinds.document import Document
from toguna.kinds.record import Anchor, Record
from toguna.kinds.span import Place
from toguna.store.kinds_of import kind_of
from toguna.store.lasting import OVERLAP, share

BESIDE = 32
"""Code points kept before and after, as W3C's text quote selectors do."""


def anchor(document: Document, place: Place) -> Anchor:
    """The anchor of a place in its document."""
    text = document.text
    before, after = text[max(0, place.start - BESIDE) : place.start], text[place.end : place.end + BESIDE]
    exact = text[place.start : place.end]
    return Anchor(document.path, document.sha256, place.start, place.end, exact, before, after)


class Ground:
    """The documents of a run, as anchors look for their words in them; superseded ones only name their successor."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = sorted(documents, key=lambda d: d.path)
        self.read = [d for d in self.documents if d.unread != "superseded"]

    def places(self, given: Anchor) -> Iterator[Place]:
        """Where an anchor's words stand, the surest first: its page, its path, its lineage, else anywhere."""
        if not given.exact:
            return
        at_home = [d for d in self.documents if d.sha256 == given.sha256 or d.path == given.document]
        lineages = {d.lineage for d in at_home if d.lineage}
        ranks: dict[str, int] = {}
        for document in self.read:
            if document.sha256 == given.sha256:
                ranks[document.path] = 0 if document.path == given.document else 1
            elif document.path == given.document:
                ranks[document.path] = 2
            elif document.lineage in lineages:
                ranks[document.path] = 3
            elif not at_home:
                ranks[document.path] = 4
        for document in sorted((d for d in self.read if d.path in ranks), key=lambda d: (ranks[d.path], d.path)):
            place = locate(given, document)
            if place:
                yield place

    def copies(self, place: Place) -> tuple[Place, ...]:
        """A place and the same words in every other document of its lineage."""
        home = next((d for d in self.read if d.path == place.document), None)
        found = [place]
        for document in self.read:
            if home and home.lineage and document.lineage == home.lineage and document.path != place.document:
                start = document.text.find(place.quote)
                if start >= 0:
                    found.append(Place(document.path, start, start + len(place.quote), place.quote))
        return tuple(found)


def locate(given: Anchor, document: Document) -> Place | None:
    """The occurrence of an anchor's words in a document with the same words beside it, the nearest one of those."""
    text = document.text
    if document.sha256 == given.sha256 and text[given.start : given.end] == given.exact:
        return Place(document.path, given.start, given.end, given.exact)
    loose = r"\s+".join(re.escape(word) for word in given.exact.split())
    best: tuple[int, int, int] | None = None
    found: Place | None = None
    for match in re.finditer(loose, text) if loose else ():
        start, end = match.span()
        before = _shared(given.prefix[::-1], text[max(0, start - BESIDE) : start][::-1])
        after = _shared(given.suffix, text[end : end + BESIDE])
        rank = (-(before + after), abs(start - given.start), start)
        if best is None or rank < best:
            best, found = rank, Place(document.path, start, end, match.group())
    return found


def _shared(one: str, other: str) -> int:
    """How many characters two texts share from their beginning."""
    n = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        n += 1
    return n


def record_of_anchor(given: Anchor, kind: str, records: Mapping[str, Record], ground: Ground) -> str | None:
    """The key of the one record of that kind that rests on an anchor's words; None when none, or several alike, does.

    Which of several a person meant cannot be told from the words, and a wrong guess is worse than an orphan.
    """
    for place in ground.places(given):
        covered = []
        for key, record in records.items():
            if kind_of(record) == kind:
                most = max(
                    (share(place, p) for p in record.header.because if p.document == place.document), default=0.0
                )
                if most >= OVERLAP:
                    covered.append((most, key))
        if covered:
            covered.sort(reverse=True)
            alone = len(covered) == 1 or covered[0][0] > covered[1][0]
            return covered[0][1] if alone else None
    return None
