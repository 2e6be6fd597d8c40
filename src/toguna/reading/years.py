"""Gives a dateline without a year (`KHARTOUM, Aug 14 (Agency) -`) the year of a dated copy.

Nothing else decides a year. The weekday in the first sentence together with the years of the other reports was tried
and left: of seven days that it gave on 42 reports with known dates three were wrong, years away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from toguna.kinds.document import Document
from toguna.kinds.edtf import first_day, is_day
from toguna.kinds.ids import Edtf
from toguna.kinds.vocabulary import Basis
from toguna.packs.language import LanguagePack
from toguna.reading.dateline import Dateline, dateline

#: A copy on a portal carries the day it was put up: up to this many days after the dateline.
COPY_DAYS = 31
_STATED = (Basis.STATED, Basis.GIVEN, Basis.ADDRESS, Basis.DATELINE)


def years(documents: Iterable[Document], pack: LanguagePack) -> tuple[Document, ...]:
    """The documents, with a day for those whose dateline lacks only its year; sorted by path.

    documents   all of one process, with `lineage` set; their order changes nothing
    """
    found = sorted(documents, key=lambda d: d.path)
    sure = [d for d in found if is_day(d.published) and d.published_basis in _STATED]
    return tuple(_dated(d, sure, pack) for d in found)


def _dated(document: Document, sure: Sequence[Document], pack: LanguagePack) -> Document:
    if is_day(document.published) and document.published_basis in _STATED:
        return document
    line = _own_dateline(document, pack)
    if line is None or line.month is None or line.day is None:
        return document
    mates = [first_day(d.published) for d in sure if d.lineage == document.lineage and d.path != document.path]
    by_copy = _before(line.month, line.day, mates)
    if by_copy is not None:
        return replace(document, published=Edtf(by_copy.isoformat()), published_basis=Basis.COPY)
    return document


def _own_dateline(document: Document, pack: LanguagePack) -> Dateline | None:
    body = document.text[document.title_end :].lstrip("\n")
    found = (dateline(line, pack) for line in body.split("\n")[:3])
    return next((d for d in found if d is not None), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _before(month: int, day: int, mates: Sequence[date]) -> date | None:
    """The day of the dateline that lies at most a month before a dated copy, if all copies agree on it."""
    near = set()
    for mate in mates:
        for year in (mate.year - 1, mate.year):
            own = _day(year, month, day)
            if own and timedelta(-1) <= mate - own <= timedelta(COPY_DAYS):
                near.add(own)
    return near.pop() if len(near) == 1 else None
