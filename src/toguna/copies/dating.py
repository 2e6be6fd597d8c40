"""Copies date each other: an undated copy takes its twin's day, an undecided date is decided by it.

A date that a page states is never overridden, and nothing comes from anywhere but a page: a text that is not the same
(an excerpt, an extension, a rewrite) gives bounds at most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from toguna.kinds.document import DateReading, Document
from toguna.kinds.edtf import bounds, first_day, is_day, last_day, narrow, of_days
from toguna.kinds.ids import DocumentId, Edtf
from toguna.kinds.lineage import Lineage
from toguna.kinds.vocabulary import Basis, RelationKind

_NEAR_DAYS = 10
"""A copy's day this near picks one reading of an undecided date; the other reading of day and month is mostly months
away. Nothing is decided when two readings are this near."""
_LATER = (RelationKind.SHORTENS, RelationKind.REWRITES)


def dated(documents: Iterable[Document], lineages: Iterable[Lineage]) -> tuple[Document, ...]:
    """The documents with `lineage`, and with the dates and bounds that their copies lend, sorted by path."""
    found = {document.path: document for document in documents}
    for lineage in lineages:
        members = [replace(found[path], lineage=lineage.id) for path in lineage.documents if path in found]
        found.update((member.path, member) for member in _lent(members, lineage))
    return tuple(found[path] for path in sorted(found))


def _lent(members: list[Document], lineage: Lineage) -> list[Document]:
    if len(members) < 2:
        return members
    twins = _twins(lineage)
    decided = {m.path: _decided(m, _days(members, twins[m.path])) for m in members}
    decided = _decided_together(decided, twins)
    whole = list(decided.values())
    lent = {m.path: _dated_by_copies(m, _days(whole, twins[m.path])) for m in whole}
    return [_bounded(member, lineage, lent) for member in lent.values()]


def _twins(lineage: Lineage) -> dict[DocumentId, frozenset[DocumentId]]:
    """For each document those that carry the same whole text, through any chain of copies."""
    near: dict[DocumentId, set[DocumentId]] = defaultdict(set)
    for relation in lineage.relations:
        if relation.relation is RelationKind.COPY:
            near[relation.document].add(relation.of)
            near[relation.of].add(relation.document)
    found = {}
    for path in lineage.documents:
        reached, todo = {path}, [path]
        while todo:
            new = near[todo.pop()] - reached
            reached |= new
            todo += sorted(new)
        found[path] = frozenset(reached - {path})
    return found


def _days(members: Iterable[Document], of: frozenset[DocumentId]) -> list[date]:
    """The publication days of those documents that have one, sorted."""
    return sorted(first_day(m.published) for m in members if m.path in of and is_day(m.published))


def _is_undecided(document: Document) -> bool:
    return not is_day(document.published) and len({reading.edtf for reading in document.dates}) > 1


def _decided(document: Document, days: Sequence[date]) -> Document:
    """The document with the one reading of its stated date that lies near a copy's day, if there is just one."""
    if not days or not _is_undecided(document):
        return document
    near = [reading for reading in document.dates if any(_is_near(reading.edtf, day) for day in days)]
    return _with(document, near[0]) if len({reading.edtf for reading in near}) == 1 else document


def _with(document: Document, reading: DateReading) -> Document:
    return replace(document, published=reading.edtf, published_basis=reading.basis)


def _is_near(edtf: Edtf, day: date) -> bool:
    first, last = bounds(edtf)
    return first.toordinal() - _NEAR_DAYS <= day.toordinal() <= last.toordinal() + _NEAR_DAYS


def _decided_together(
    members: dict[DocumentId, Document], twins: dict[DocumentId, frozenset[DocumentId]]
) -> dict[DocumentId, Document]:
    """Undecided copies decide each other where only one reading of each lies near one of the other's.

    `03/09/2020` on one page and `10/03/2020` on its copy: both mean March.
    """
    out = dict(members)
    for path, member in members.items():
        others = [members[twin] for twin in sorted(twins[path]) if _is_undecided(members[twin])]
        if _is_undecided(member) and others:
            readings = [r.edtf for other in others for r in other.dates if is_day(r.edtf)]
            out[path] = _decided(member, [first_day(edtf) for edtf in readings])
    return out


def _dated_by_copies(document: Document, days: Sequence[date]) -> Document:
    """An undated document with its copies' day, or with the days between which they came out."""
    if is_day(document.published) or not days:
        return document
    lent = _within(of_days(days[0], days[-1]), document)
    if lent is None:
        return document
    return replace(document, published=lent, published_basis=Basis.COPY)


def _within(lent: Edtf, document: Document) -> Edtf | None:
    """What is lent, as far as the document's own bounds and its undecided readings allow it."""
    if _is_undecided(document):
        return None
    return narrow(lent, document.published) if document.published else lent


def _bounded(document: Document, lineage: Lineage, members: dict[DocumentId, Document]) -> Document:
    """An undated excerpt or rewrite came out no earlier than the dated text from which it is made."""
    if is_day(document.published) or document.published_basis is Basis.COPY or _is_undecided(document):
        return document
    sources = [r.of for r in lineage.relations if r.document == document.path and r.relation in _LATER]
    days = [first_day(members[of].published) for of in sources if is_day(members[of].published)]
    if not days or last_day(document.published or "../..") < days[0]:
        return document
    lent = _within(of_days(days[0], date.max), document)
    return (
        document
        if lent in (None, document.published)
        else replace(document, published=lent, published_basis=Basis.COPY)
    )
