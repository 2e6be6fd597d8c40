"""What the documents of one outlet say together: lines that it repeats, and its order of day and month.

The outcome does not depend on the order of the documents; settling twice changes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from toguna.kinds.document import DateReading, Document, MapPart, SetAside
from toguna.packs.language import LanguagePack, language_pack
from toguna.reading.cues import plain
from toguna.reading.dates import order_of
from toguna.reading.look import look

COPIES = 0.4
"""Share of repeated characters from which two reports of an outlet are taken for one text: what they share is article.
Not swept: chosen between a follow-up's background and an update, which shares nearly all."""


def settle(documents: Iterable[Document]) -> tuple[Document, ...]:
    """The documents, in their order, with their outlets' habits applied."""
    given = tuple(documents)
    groups: dict[str, list[Document]] = defaultdict(list)
    for document in given:
        if document.outlet:
            groups[document.outlet.casefold()].append(document)
    settled = {d.path: s for group in groups.values() for d, s in _outlet(sorted(group, key=lambda d: d.path))}
    return tuple(settled.get(d.path, d) for d in given)


def _outlet(group: Sequence[Document]) -> list[tuple[Document, Document]]:
    order = _order(group)
    repeated = _repeated(group)
    pack = language_pack("en")
    return [(d, _without(_dated(d, order), repeated.get(d.path, frozenset()), pack)) for d in group]


def _order(group: Sequence[Document]) -> str | None:
    """The one order that the outlet's decided numeric dates have."""
    orders = {
        order
        for d in group
        if d.published and len(_days(d)) == 1
        for r in d.dates
        if (order := order_of(r.words, date.fromisoformat(r.edtf)))
    }
    return next(iter(orders)) if len(orders) == 1 else None


def _days(document: Document) -> set[str]:
    return {r.edtf for r in document.dates}


def _dated(document: Document, order: str | None) -> Document:
    """An ambiguous date, read in the outlet's order."""
    if document.published or not order or len(_days(document)) < 2:
        return document
    left = tuple(r for r in document.dates if _may_be(r, order))
    if len({r.edtf for r in left}) != 1:
        return document
    return replace(document, dates=left, published=left[0].edtf, published_basis=left[0].basis)


def _may_be(reading: DateReading, order: str) -> bool:
    return order_of(reading.words, date.fromisoformat(reading.edtf)) in (None, order)


def _repeated(group: Sequence[Document]) -> dict[str, frozenset[str]]:
    """For each document the lines that another report of the outlet has too, reports that are copies left out."""
    of: dict[str, frozenset[str]] = {
        d.path: frozenset(plain(line) for line in d.text.split("\n")[bool(d.title_end) :]) for d in group
    }
    seen = Counter(line for found in of.values() for line in found)
    shared = {path: frozenset(line for line in found if seen[line] > 1) for path, found in of.items()}
    holders: dict[str, list[str]] = defaultdict(list)
    for path in sorted(shared):
        for line in shared[path]:
            holders[line].append(path)
    return {p: frozenset(ln for ln in found if _by_others(p, holders[ln], of)) for p, found in shared.items() if found}


def _by_others(path: str, holders: Sequence[str], of: dict[str, frozenset[str]]) -> bool:
    return any(other != path and not _is_copy(of[path], of[other]) for other in holders[:20])


def _is_copy(a: frozenset[str], b: frozenset[str]) -> bool:
    both = sum(map(len, a & b))
    return both > COPIES * min(sum(map(len, a)), sum(map(len, b)))


def _without(document: Document, repeated: frozenset[str], pack: LanguagePack) -> Document:
    """The document with repeated lines set aside: but never a sentence of the topic, which is a story's background."""
    if not repeated:
        return document
    rows = document.text.split("\n")
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row) + 1)
    gone = {
        n
        for n, row in enumerate(rows)
        if not (n == 0 and document.title_end) and plain(row) in repeated and _is_habit(row, pack)
    }
    kept = [n for n in range(len(rows)) if n not in gone]
    if not gone or not any(n > 0 or not document.title_end for n in kept):
        return document
    return _cut(document, rows, starts, kept, sorted(gone))


def _is_habit(row: str, pack: LanguagePack) -> bool:
    k = look(row, pack)
    return not (k.is_sentence and (k.topical or k.speech or k.quote)) and k.dateline is None


def _cut(document: Document, rows: list[str], starts: list[int], kept: list[int], gone: list[int]) -> Document:
    parts: list[MapPart] = []
    aside = list(document.aside)
    at = 0
    for n in kept:
        for p in _parts(document, starts, n):
            parts.append(replace(p, clean_start=p.clean_start - starts[n] + at, clean_end=p.clean_end - starts[n] + at))
        at += len(rows[n]) + 1
    for n in gone:
        for p in _parts(document, starts, n):
            aside.append(SetAside(p.raw_start, p.raw_end, document.text[p.clean_start : p.clean_end], "repeat"))
    text = "\n".join(rows[n] for n in kept)
    return replace(document, text=text, map=tuple(parts), aside=tuple(sorted(aside)))


def _parts(document: Document, starts: list[int], n: int) -> list[MapPart]:
    return [p for p in document.map if starts[n] <= p.clean_start < starts[n + 1]]
