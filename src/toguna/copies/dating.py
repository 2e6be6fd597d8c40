"""Copies date each other: an undated copy takes its twin's day, an undecided date is decided by it.

A date that a page states is never overridden, and nothing comes from anywhere but a page: a text that is not the same
(an excerpt, an extension, a rewrite) gives bounds at most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from toguna.kinds.document import DateReading, Document
from toguna.kinds.edtf import bounds, first_day, is_day, last_day, narrow, of_days
from toguna.kinds.ids import DocumentId, Edtf
from toguna.kinds.lineage import Lineage
from toguna.kinds.vocabulary import Basis, RelationKind

_NEAR_DAYS = 10
"""A copy's day this near picks one reading of an undecided date; the other reading of day and month is mostly months
away. Nothing is decided when two readings are this near."""
_DATELINE_DAYS = range(-31, 6)
"""A dateline without a year gets the year of a dated member of the lineage when it lies this near that day: a copy
is put up on the day of the dateline or in the weeks after it. Not swept.

The weekday in the first sentence together with the years of the other reports was tried instead of a copy, and left: of
seven days that it gave on 42 reports with known dates three were wrong, years away."""

MonthDay = Callable[[Document], tuple[int, int] | None]
"""The month and day that a report's dateline names without a year; None when it names none."""


def _unsaid(document: Document) -> None:
    """Nobody looked at the datelines."""


def dated(
    documents: Iterable[Document], lineages: Iterable[Lineage], month_day: MonthDay = _unsaid
) -> tuple[Document, ...]:
    """The documents with `lineage`, and with the dates and bounds that their copies lend, sorted by path.

    month_day   reads a dateline without a year (`reading.dateline.month_day`)
    """
    found = {document.path: document for document in documents}
    for lineage in lineages:
        members = [replace(found[path], lineage=lineage.id) for path in lineage.documents if path in found]
        found.update((member.path, member) for member in _lent(members, lineage, month_day))
    return tuple(found[path] for path in sorted(found))


def _lent(members: list[Document], lineage: Lineage, month_day: MonthDay) -> list[Document]:
    if len(members) < 2:
        return members
    twins = _twins(lineage)
    decided = {m.path: _decided(m, _days(members, twins[m.path])) for m in members}
    decided = _decided_together(decided, twins)
    whole = list(decided.values())
    lent = {m.path: _dated_by_copies(m, _days(whole, twins[m.path])) for m in whole}
    days = _days(lent.values(), frozenset(lent))
    with_years = {path: _dated_by_year(member, members, days, month_day) for path, member in lent.items()}
    return [_bounded(member, lineage, with_years) for member in with_years.values()]


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


def _dated_by_year(
    document: Document, before: Sequence[Document], days: Sequence[date], month_day: MonthDay
) -> Document:
    """A document that says its month and day only, in the year of those that carry its text: `BRENN, May 4 (Wire) -`.

    before   the members as they came: a day that the document had then stays
    """
    stated = next(is_day(member.published) for member in before if member.path == document.path)
    day = None if stated or _is_undecided(document) else _day_near(month_day(document), days)
    if day is None or (document.published_basis is not Basis.COPY and _within(of_days(day, day), document) is None):
        return document
    return replace(document, published=of_days(day, day), published_basis=Basis.COPY)


def _day_near(named: tuple[int, int] | None, days: Sequence[date]) -> date | None:
    """The one day of that month and day near `days`."""
    near = {day + timedelta(days=n) for day in days for n in _DATELINE_DAYS}
    found = {d for d in near if (d.month, d.day) == named}
    return found.pop() if len(found) == 1 else None


def _bounded(document: Document, lineage: Lineage, members: dict[DocumentId, Document]) -> Document:
    """An undated excerpt or rewrite came out no earlier than the dated text it is from.

    The fuller of a text and its rewrite is taken for the original, which came out no later.
    """
    if is_day(document.published) or document.published_basis is Basis.COPY or _is_undecided(document):
        return document
    for relation in lineage.relations:
        of = members.get(relation.of)
        if relation.document != document.path or of is None or not is_day(of.published):
            continue
        is_fuller = len(document.text) > len(of.text)
        if relation.relation is RelationKind.SHORTENS or (relation.relation is RelationKind.REWRITES and not is_fuller):
            return _narrowed(document, of_days(first_day(of.published), date.max))
        if relation.relation is RelationKind.REWRITES:
            return _narrowed(document, of_days(date.min, last_day(of.published)))
    return document


def _narrowed(document: Document, lent: Edtf) -> Document:
    """The document with these bounds, as far as its own allow; its own where they exclude each other."""
    both = _within(lent, document)
    if both is None or both == document.published:
        return document
    return replace(document, published=both, published_basis=Basis.COPY)
