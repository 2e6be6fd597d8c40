"""Views of a picture: matrix, conditions, timeline, brief, portrait of a party. Pure functions; nothing is invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from toguna.api.picture import Kind, Picture, held_by, kind_name, parties_in, when
from toguna.api.values import Brief, CellRow, ConditionRow, Entry, Portrait, Sources
from toguna.kinds.edtf import bounds, earliest, is_day
from toguna.kinds.ids import Edtf, PartyId
from toguna.kinds.party import Party
from toguna.kinds.record import (
    Cell,
    Channel,
    Commitment,
    Condition,
    Contradiction,
    Event,
    Position,
    Record,
    Shift,
    Silence,
    State,
    Statement,
    Veto,
)
from toguna.kinds.vocabulary import ConditionState, ContradictionSort, Issue
from toguna.process.change import Change
from toguna.process.change import changes as all_changes
from toguna.process.condition import state_at
from toguna.process.days import order, surely
from toguna.process.matrix import matrix_at

LATEST_CHANGES = 12
"""So many changes a brief shows when no day is asked about."""

_STEP_KINDS: tuple[type[Record], ...] = (Event, Condition, Commitment, Position, Statement)
"""In this order, records are named as what moved a condition."""

TIMELINE_KINDS = ("event", "statement", "position", "state", "shift", "channel", "veto", "silence", "commitment")


def place_in_time(on: Edtf | None, known_on: Edtf | None = None) -> tuple[bool, date, date, date]:
    """Sort key: dated before undated; dated by `process.days.order`; then by when it was known."""
    first, last = order(on)
    return on is None, first, last, bounds(known_on)[1] if known_on else date.max


def condition_rows(picture: Picture, at: date | None = None) -> tuple[ConditionRow, ...]:
    """Every condition once, in the order in which they were set; on a day, those that were set by then."""
    groups: dict[str, list[Condition]] = {}
    for condition in picture.of(Condition):
        groups.setdefault(condition.history or condition.header.id, []).append(condition)
    rows = [_condition_row(sorted(group, key=_set_order), at) for group in groups.values()]
    return tuple(sorted((r for r in rows if r), key=lambda r: _set_order(r.condition)))


def _set_order(condition: Condition) -> tuple[object, ...]:
    return (*place_in_time(when(condition), condition.header.known_on), condition.header.id)


def _condition_row(said: list[Condition], at: date | None) -> ConditionRow | None:
    said = [c for c in said if held_by(c, at)]
    if not said:
        return None
    first = said[0]
    steps = tuple(s for s in first.states if at is None or _step_held(s, first, at))
    moved = [s for s in steps if s.state != ConditionState.RESTATED]
    state = first.now if at is None else state_at(first, at)
    since = next((s.on for s in reversed(moved) if s.state == state), when(first))
    return ConditionRow(first, tuple(said), state, since, steps)


def _step_held(step: State, condition: Condition, at: date) -> bool:
    settled = surely(step.on, None if step.on else condition.header.known_on)
    return settled is not None and settled <= at


def step_record(picture: Picture, step: State) -> Record | None:
    """The record whose words moved a condition: an event first, then what was said; None when there is none."""
    best: Record | None = None
    for place in step.because:
        for record in picture.resting_on.get(place, ()):
            if best is None or _STEP_KINDS.index(type(record)) < _STEP_KINDS.index(type(best)):
                best = record
    return best


def cell_rows(picture: Picture, at: date | None) -> tuple[CellRow, ...]:
    """The matrix on a day, talks first, then by issue and name; at the end of the record when no day is given."""
    day = at or date.max
    of_condition: dict[str, ConditionRow] = {c.header.id: row for row in condition_rows(picture, at) for c in row.said}
    rows = [_cell_row(cell, of_condition, at or picture.last) for cell in matrix_at(picture.of(Cell), day)]
    issues = list(Issue)

    def place(row: CellRow) -> tuple[object, ...]:
        cell = row.cell
        return issues.index(cell.issue), picture.name(cell.holder), picture.name(cell.toward), cell.header.id

    return tuple(sorted(rows, key=place))


def _cell_row(cell: Cell, of_condition: dict[str, ConditionRow], day: date | None) -> CellRow:
    unmet = {id(row): row for c in cell.conditions if (row := of_condition.get(c))}
    last = bounds(cell.confirmed)[1] if cell.confirmed else None
    age = (day - last).days if day and last and last != date.max else None
    return CellRow(cell, tuple(unmet.values()), max(age, 0) if age is not None else None)


def timeline(
    picture: Picture,
    since: date | None = None,
    until: date | None = None,
    party: Party | None = None,
    kinds: Iterable[str] = (),
) -> tuple[Entry, ...]:
    """What happened, was said, was held and changed, in order; the undated last, by when they were reported.

    kinds   of `TIMELINE_KINDS`; empty for all
    """
    wanted = frozenset(kinds) or frozenset(TIMELINE_KINDS)
    near = circle(picture, party) if party else None
    entries = [e for e in _entries(picture) if e.kind in wanted]
    entries = [e for e in entries if near is None or near & parties_in(e.record)]
    kept = (e for e in entries if _within(e, since, until))
    return tuple(sorted(kept, key=lambda e: (*place_in_time(e.on, e.known_on), e.kind, e.record.header.id)))


def _entries(picture: Picture) -> Iterable[Entry]:
    for record in picture.records:
        kind = kind_name(record)
        if kind in TIMELINE_KINDS:
            yield Entry(when(record), record.header.known_on, kind, record)
    for row in condition_rows(picture):
        for step in row.steps:
            yield Entry(step.on, row.condition.header.known_on, "state", row.condition, step)


def _within(entry: Entry, since: date | None, until: date | None) -> bool:
    """True if it may lie between two days; the undated are only shown when no day is asked about."""
    if since is None and until is None:
        return True
    if not entry.on:
        return False
    first, last = bounds(entry.on)
    return (since is None or last >= since) and (until is None or first <= until)


def circle(picture: Picture, party: Party) -> frozenset[PartyId]:
    """A party and those who speak or act for it."""
    found = {party.id}
    while more := {p.id for p in picture.parties if p.member_of in found} - found:
        found |= more
    return frozenset(found)


def changes(picture: Picture, since: date | None, at: date | None) -> tuple[Change, ...]:
    """What changed after a day and up to another; the latest changes when no day is asked about."""
    found = all_changes(picture.records, since or date.min, at or date.max)
    return found if since else found[-LATEST_CHANGES:]


def sources(picture: Picture) -> Sources:
    """The reports behind a picture, counted."""
    documents = picture.documents
    read = [d for d in documents if not d.unread]
    dated = tuple(d.published for d in documents if d.published and is_day(d.published))
    return Sources(
        documents=len(documents),
        unread=len(documents) - len(read),
        undated=sum(not is_day(d.published) for d in documents),
        independent=len({d.lineage or d.path for d in read}),
        outlets=len({d.outlet for d in documents if d.outlet}),
        first=earliest(dated),
        last=max(dated, default=None),
    )


def brief(picture: Picture, at: date | None = None, since: date | None = None) -> Brief:
    """Where things stand on a day, or at the end of the record."""
    cells = cell_rows(picture, at)
    contradictions = [c for c in picture.of(Contradiction) if _both_held(picture, c, at)]
    figures = [c for c in contradictions if c.sort is ContradictionSort.FIGURE_FIGURE]
    return Brief(
        picture=picture,
        at=at or picture.last,
        is_latest=at is None,
        since=since,
        sources=sources(picture),
        talks=tuple(r for r in cells if r.cell.issue is Issue.TALKS),
        others=tuple(r for r in cells if r.cell.issue is not Issue.TALKS),
        conditions=condition_rows(picture, at),
        changes=changes(picture, since, at),
        contradictions=tuple(c for c in contradictions if c not in figures),
        figures=tuple(figures),
        silences=tuple(_in_order(r for r in picture.of(Silence) if held_by(r, at))),
        channels=tuple(_in_order(r for r in picture.of(Channel) if held_by(r, at))),
        vetoes=tuple(_in_order(r for r in picture.of(Veto) if held_by(r, at))),
    )


def _in_order(records: Iterable[Kind]) -> list[Kind]:
    return sorted(records, key=lambda r: (*place_in_time(when(r), r.header.known_on), r.header.id))


def _both_held(picture: Picture, found: Contradiction, at: date | None) -> bool:
    ends = [picture.record_of.get(i) for i in found.between]
    return at is None or all(end is not None and held_by(end, at) for end in ends)


def portrait(picture: Picture, party: Party) -> Portrait:
    """A party, and all that the record says of it and of those who speak for it."""
    near = circle(picture, party)
    rows = condition_rows(picture)
    mine = [r for r in picture.records if near & parties_in(r)]
    own = {r.header.id for r in mine}
    said = sum(1 for s in picture.of(Statement) if {s.speaker.party, s.speaker.person} & near)
    counted = Counter(kind_name(r) for r in mine if not isinstance(r, (Cell, Statement)))
    return Portrait(
        picture=picture,
        party=party,
        members=tuple(sorted((p for p in picture.parties if p.member_of == party.id), key=lambda p: (p.name, p.id))),
        positions=tuple(_in_order(p for p in picture.of(Position) if p.holder in near)),
        shifts=tuple(_in_order(s for s in picture.of(Shift) if s.holder in near)),
        set_by_it=tuple(r for r in rows if r.condition.set_by in near),
        owed=tuple(r for r in rows if near & set(r.condition.requires.by)),
        contradictions=tuple(c for c in picture.of(Contradiction) if own & set(c.between)),
        counted=(("statement", said), *sorted(counted.items())),
    )
