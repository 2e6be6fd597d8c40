"""Why something is said: from a record back to the words in their sentences and reports, and who stands behind them."""

from __future__ import annotations

from collections.abc import Iterable

from toguna.api.picture import Picture, Thing, kind_name
from toguna.api.values import Evidence, Quoted, Related, Why
from toguna.kinds.document import Document
from toguna.kinds.ids import PartyId
from toguna.kinds.lineage import Lineage
from toguna.kinds.party import Party
from toguna.kinds.record import (
    Cell,
    Commitment,
    Condition,
    Contradiction,
    Event,
    Figure,
    Position,
    Record,
    Ruling,
    Shift,
    State,
    Statement,
)
from toguna.kinds.span import Place

REPORTER = "the reporter"
"""Whose word it is when a report says it and names nobody."""


def why(picture: Picture, given: str) -> Why:
    """All that stands behind a record, party, report, lineage or ruling.

    given    its id, the beginning of it, a path, or a party's name
    Raises   RecordIsUnknown
    """
    thing = picture.thing(given)
    ident, kind = picture.id_of(thing), kind_name(thing)
    is_rejected = thing in picture.rejected
    rulings = tuple(r for r in picture.rulings if r.target in _names_of(thing, ident))
    if isinstance(thing, Party):
        names = tuple(quoted(picture, p) for p in picture.named.get(thing.id, ()))
        return Why(picture, thing, ident, kind, rulings=rulings, names=names)
    if isinstance(thing, (Document, Lineage, Ruling)):
        return Why(picture, thing, ident, kind, rulings=rulings)
    return Why(
        picture,
        thing,
        ident,
        kind,
        evidence=evidence(picture, thing.header.because),
        context=tuple(quoted(picture, p) for p in thing.header.context),
        speakers=speakers(picture, thing),
        states=_states(picture, thing),
        related=tuple(_related(picture, thing)),
        rulings=rulings,
        is_rejected=is_rejected,
    )


def _names_of(thing: Thing, ident: str) -> set[str]:
    formerly = () if isinstance(thing, (Document, Lineage, Party, Ruling)) else thing.header.formerly
    return {ident, *formerly}


def quoted(picture: Picture, place: Place) -> Quoted:
    """Words in their sentence; in their line where the sentences are not at hand."""
    document = picture.document_of.get(place.document)
    if document is None or document.text[place.start : place.end] != place.quote:
        return Quoted(place, "", "", document)
    start, end = _around(picture, document, place)
    return Quoted(place, document.text[start : place.start], document.text[place.end : end], document)


def _around(picture: Picture, document: Document, place: Place) -> tuple[int, int]:
    found = picture.sentence_at(place) if picture.sentence_at else None
    if found is not None and found.start <= place.start:
        return found.start, max(found.end, place.end)
    start = document.text.rfind("\n", 0, place.start) + 1
    end = document.text.find("\n", place.end)
    return start, end if end >= 0 else len(document.text)


def evidence(picture: Picture, because: Iterable[Place]) -> tuple[Evidence, ...]:
    """The words by text: the earliest report of each lineage speaks, its copies carry."""
    groups: dict[str, list[Place]] = {}
    for place in because:
        lineage = picture.lineage_of.get(place.document)
        groups.setdefault(lineage.id if lineage else place.document, []).append(place)
    found = []
    for places in groups.values():
        lineage = picture.lineage_of.get(places[0].document)
        documents = sorted({p.document for p in places}, key=lambda d: (not lineage or d != lineage.first, d))
        words = tuple(quoted(picture, p) for p in places if p.document == documents[0])
        copies = tuple(quoted(picture, p) for d in documents[1:] for p in places if p.document == d)
        found.append(Evidence(words, lineage, copies))
    return tuple(sorted(found, key=lambda e: _first_seen(e.words[0])))


def _first_seen(words: Quoted) -> tuple[str, str, int]:
    published = words.document.published if words.document else None
    return published or "9999", words.place.document, words.place.start


def speakers(picture: Picture, record: Record) -> tuple[str, ...]:
    """On whose word it rests, each once; a record made of several names those of all."""
    match record:
        case Statement():
            speaker = record.speaker.person or record.speaker.party
            return (picture.name(speaker) if speaker else record.speaker.name or "an unnamed source",)
        case Contradiction():
            parts: Iterable[str] = record.between
        case Cell():
            parts = record.because_of
        case Shift():
            parts = record.positions
        case _:
            return (_speaker(picture, record),)
    named = [name for i in parts if (part := picture.record_of.get(i)) for name in speakers(picture, part)]
    return tuple(dict.fromkeys(named))


def _speaker(picture: Picture, record: Record) -> str:
    statement = picture.record_of.get(getattr(record, "statement", None) or "")
    if statement is not None:
        return speakers(picture, statement)[0]
    who: PartyId | None = None
    match record:
        case Position():
            who = record.speaker or record.ascribed_by
        case Condition() | Event():
            who = record.ascribed_by
        case Figure():
            who = record.by
    return picture.name(who) if who else REPORTER


def _states(picture: Picture, record: Record) -> tuple[tuple[State, tuple[Quoted, ...]], ...]:
    if not isinstance(record, (Condition, Commitment)):
        return ()
    return tuple((s, tuple(quoted(picture, p) for p in s.because)) for s in record.states)


def _related(picture: Picture, record: Record) -> Iterable[Related]:
    for how, idents in _links(picture, record):
        for ident in idents:
            other = picture.record_of.get(ident)
            if other is not None and other.header.id != record.header.id:
                yield Related(how, other)


def _links(picture: Picture, record: Record) -> Iterable[tuple[str, Iterable[str]]]:
    """The records that a record names, and those that name it."""
    if statement := getattr(record, "statement", None):
        yield "said in", [statement]
    match record:
        case Position():
            yield "on condition", record.conditions
            yield "taken back by", [record.voided_by] if record.voided_by else []
        case Condition():
            same = [c for c in picture.of(Condition) if c.history and c.history == record.history]
            yield "said again in", [c.header.id for c in same]
            yield "depends on", record.depends_on
            yield "condition of", [p.header.id for p in picture.of(Position) if record.header.id in p.conditions]
        case Statement():
            yield "denies", [record.denies] if record.denies else []
            yield "holds", [r.header.id for r in picture.records if getattr(r, "statement", None) == record.header.id]
        case Cell():
            yield "rests on", record.because_of
            yield "unmet condition", record.conditions
        case Contradiction():
            yield "between", record.between
        case Shift():
            yield "from", record.positions[:1]
            yield "to", record.positions[1:]
    against = [c.header.id for c in picture.of(Contradiction) if record.header.id in c.between]
    yield "contradicted in", against
