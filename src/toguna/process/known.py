"""What was known by a day: the second clock, applied before anything is derived."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import date

from toguna.kinds.document import Document
from toguna.kinds.edtf import last_day
from toguna.kinds.ids import DocumentId, RecordId
from toguna.kinds.record import Claim, Condition, Position, Statement, Witnesses


def known_by(claims: Sequence[Claim], day: date, documents: Sequence[Document] = ()) -> tuple[Claim, ...]:
    """The claims that the press had surely published by the end of that day.

    A claim whose publication is unknown, or may be later, is left out; references to claims left out go with them.
    `derive` on the result gives the state of things as it could be known then.

    documents   those of the process: with them, the places and witnesses that came only later are left out too
    """
    kept = [c for c in claims if c.header.known_on and last_day(c.header.known_on) <= day]
    gone = {c.header.id for c in claims} - {c.header.id for c in kept}
    later = {d.path for d in documents if not d.published or last_day(d.published) > day}
    lineage: dict[DocumentId, str] = {d.path: d.lineage or d.path for d in documents}
    return tuple(_carried(_without(c, gone), later, lineage) for c in kept)


def _carried(claim: Claim, later: Set[DocumentId], lineage: Mapping[DocumentId, str]) -> Claim:
    """A claim without the places in later documents; each text that is left counts for one witness at most."""
    header = claim.header
    if not any(p.document in later for p in (*header.because, *header.context)):
        return claim
    places = tuple(p for p in header.because if p.document not in later)
    context = tuple(p for p in header.context if p.document not in later)
    texts = {lineage.get(p.document, p.document) for p in places}
    witnesses = Witnesses(len({p.document for p in places}), min(header.witnesses.independent, len(texts)))
    return replace(claim, header=replace(header, because=places, context=context, witnesses=witnesses))


def _without(claim: Claim, gone: set[RecordId]) -> Claim:
    match claim:
        case Position():
            return replace(
                claim,
                conditions=tuple(c for c in claim.conditions if c not in gone),
                statement=None if claim.statement in gone else claim.statement,
                voided_by=None if claim.voided_by in gone else claim.voided_by,
            )
        case Condition():
            return replace(
                claim,
                depends_on=tuple(c for c in claim.depends_on if c not in gone),
                statement=None if claim.statement in gone else claim.statement,
            )
        case Statement() if claim.denies in gone:
            return replace(claim, denies=None)
    return claim
