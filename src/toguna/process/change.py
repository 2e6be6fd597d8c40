"""Records to what changed between two days: new and changed stances, moves of conditions, contradictions, silences.

Both ends are asked about one clock, the world's; for the other, derive from `known_by` and compare.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from toguna.kinds.ids import PartyId, RecordId
from toguna.kinds.record import Cell, Condition, Contradiction, Event, Figure, Position, Record, Silence, Statement
from toguna.kinds.vocabulary import ConditionState, Issue
from toguna.process.days import surely
from toguna.process.matrix import Pair


class ChangeSort(StrEnum):
    """What sort of change it is."""

    NEW_STANCE = "new stance"
    CHANGED_STANCE = "changed stance"
    FALLEN_STANCE = "fallen stance"
    CONDITION_SET = "condition set"
    CONDITION_MOVED = "condition moved"
    CONTRADICTION = "contradiction"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was.

    on       the day by which it had surely changed
    record   the cell, condition, contradiction or silence that shows it
    who      the holder, the setter, the silent; None for a contradiction
    before, after   stances or states; None where there was none
    """

    sort: ChangeSort
    on: date
    record: RecordId
    who: PartyId | None = None
    toward: tuple[PartyId, ...] = ()
    issue: Issue | None = None
    before: str | None = None
    after: str | None = None


def changes(records: Sequence[Record], since: date, until: date) -> tuple[Change, ...]:
    """What changed after `since`, up to and with `until`, the earliest first.

    records   as `derive` gives them
    """
    found = [*_stances(records), *_moves(records), *_contradictions(records), *_silences(records)]
    return tuple(sorted((c for c in found if since < c.on <= until), key=lambda c: (c.on, c.sort, c.record)))


def _stances(records: Iterable[Record]) -> Iterator[Change]:
    last: dict[Pair, Cell] = {}
    for cell in sorted((r for r in records if isinstance(r, Cell)), key=lambda c: (c.at, c.header.key)):
        pair = (cell.holder, cell.toward, cell.issue)
        before = last.get(pair)
        last[pair] = cell
        if before is None or before.stance is not cell.stance or bool(before.because_of) != bool(cell.because_of):
            yield _stance(cell, before)


def _stance(cell: Cell, before: Cell | None) -> Change:
    stood = before is not None and bool(before.because_of)
    if not cell.because_of:
        sort, after = ChangeSort.FALLEN_STANCE, None
    else:
        sort, after = (ChangeSort.CHANGED_STANCE if stood else ChangeSort.NEW_STANCE), cell.stance
    return Change(
        sort=sort,
        on=date.fromisoformat(cell.at),
        record=cell.header.id,
        who=cell.holder,
        toward=(cell.toward,),
        issue=cell.issue,
        before=before.stance if before and stood else None,
        after=after,
    )


def _moves(records: Iterable[Record]) -> Iterator[Change]:
    """Once for each history, shown by its first condition."""
    firsts: dict[str, Condition] = {}
    for c in sorted((r for r in records if isinstance(r, Condition)), key=lambda c: c.header.key):
        firsts.setdefault(c.history or c.header.key, c)
    for c in firsts.values():
        before: str | None = None
        for state in c.states:
            if state.state == ConditionState.RESTATED:
                continue
            if state.state != before and (day := surely(state.on, None)):
                sort = ChangeSort.CONDITION_SET if before is None else ChangeSort.CONDITION_MOVED
                yield Change(sort, day, c.header.id, c.set_by, c.requires.by, c.requires.issue, before, state.state)
            before = state.state


def _contradictions(records: Sequence[Record]) -> Iterator[Change]:
    by_id = {r.header.id: r for r in records}
    for r in records:
        if isinstance(r, Contradiction):
            days = [_held(by_id.get(i)) for i in r.between]
            known = [d for d in days if d]
            if known:
                yield Change(ChangeSort.CONTRADICTION, max(known), r.header.id)


def _held(record: Record | None) -> date | None:
    match record:
        case Position():
            return surely(record.held_on, record.header.known_on)
        case Event():
            return surely(record.on, record.header.known_on)
        case Statement():
            return surely(record.said_on, record.header.known_on)
        case Figure():
            return surely(None, record.header.known_on)
    return surely(None, record.header.known_on) if record else None


def _silences(records: Iterable[Record]) -> Iterator[Change]:
    for r in records:
        if isinstance(r, Silence) and (day := surely(r.on, r.header.known_on)):
            yield Change(ChangeSort.SILENCE, day, r.header.id, r.who, r.toward)
