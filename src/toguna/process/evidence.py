"""Headers of derived records: their words are the words of the records they come from, their witnesses too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toguna.kinds.document import Document
from toguna.kinds.edtf import earliest, first_day, last_day
from toguna.kinds.ids import DocumentId, Edtf, LineageId, PartyId, RecordId
from toguna.kinds.record import (
    Claim,
    Condition,
    Event,
    Figure,
    Header,
    Origin,
    Position,
    Statement,
    Witnesses,
)
from toguna.kinds.span import Place

VERSION = "1"


class Evidence:
    """Makes headers of derived records.

    process     the process that the derived records belong to
    documents   give the lineage of each path; a path without one is its own lineage
    """

    def __init__(self, documents: Sequence[Document], process: str) -> None:
        self.process = process
        self._lineage = {d.path: d.lineage or LineageId(d.path) for d in documents}
        self._published = {d.path: d.published for d in documents}

    def lineage(self, document: DocumentId) -> LineageId:
        """The lineage of a document."""
        return self._lineage.get(document, LineageId(document))

    def lineages(self, places: Iterable[Place]) -> frozenset[LineageId]:
        """The lineages in which the words stand."""
        return frozenset(self.lineage(p.document) for p in places)

    def known(self, words: Iterable[Place]) -> Edtf | None:
        """When the first of the documents that carry the words was published."""
        return earliest(tuple(self._published.get(p.document) for p in words))

    def header(self, key: str, rule: str, sources: Sequence[Claim], more: Iterable[Place] = ()) -> Header:
        """The header of a record derived from others.

        sources   the records it rests on; their words, their least confidence, known when the last of them was
        more      further words that it rests on
        """
        because = places(p for p in (*(p for s in sources for p in s.header.because), *more))
        heard = {(line, said_by(s)) for s in sources for line in self.lineages(s.header.because)}
        return Header(
            key=key,
            id=RecordId(key),
            because=because,
            process=self.process,
            origin=Origin(rule, VERSION),
            confidence=min((s.header.confidence for s in sources), default=1.0),
            witnesses=Witnesses(len({p.document for p in because}), len(heard)),
            known_on=latest(s.header.known_on for s in sources),
        )


def places(many: Iterable[Place]) -> tuple[Place, ...]:
    """Places once each, in order of document and offset."""
    return tuple(sorted(set(many)))


def latest(dates: Iterable[Edtf | None]) -> Edtf | None:
    """The date that surely comes last; None if one of them is unknown or there are none."""
    given = list(dates)
    if not given or None in given:
        return None
    return max((d for d in given if d), key=lambda d: (last_day(d), first_day(d), d))


def said_by(record: Claim) -> PartyId | None:
    """The party whose word a record is, or None for a narrator's."""
    match record:
        case Statement(speaker=speaker):
            return speaker.person or speaker.party
        case Position():
            return record.speaker or record.ascribed_by or (record.holder if record.statement else None)
        case Condition():
            return record.ascribed_by or (record.set_by if record.statement else None)
        case Event():
            return record.ascribed_by
        case Figure():
            return record.by
    return None
