"""Positions to the matrix of who will talk to whom: one cell for each day on which a pair's cell changed.

A cell holds from `at` until the next one of its pair and issue. Nothing is read off silence or a deed unsaid: a cell
without a stance (`unclear`, no positions) says that the older one no longer stands.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from toguna.kinds.edtf import earliest
from toguna.kinds.ids import PartyId, RecordId, fingerprint
from toguna.kinds.record import Cell, Claim, Condition, Position, State, Statement
from toguna.kinds.vocabulary import ConditionState, Issue, Stance, StatementMode
from toguna.process.bodies import Bodies
from toguna.process.condition import Line
from toguna.process.days import order, placed, surely
from toguna.process.evidence import Evidence, latest
from toguna.process.void import Void

Pair = tuple[PartyId, PartyId, Issue]
"""Holder, the one party toward whom, issue."""

_SPECIFIC = (Stance.UNCLEAR, Stance.OPEN, Stance.FOR, Stance.AGAINST, Stance.CONDITIONAL)
"""The last resort on one day: "yes, if" says more than "yes", and "no talks until" more than "no talks"."""

_TURNS = frozenset({ConditionState.MET, ConditionState.WITHDRAWN, ConditionState.VIOLATED})
"""States that take a condition out of its cell, or back into it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A position in its place of the matrix.

    day    the day by which it surely held
    rank   greater prevails on the same day
    """

    position: Position
    day: date
    rank: tuple[object, ...]


def pairs(claims: Sequence[Claim], bodies: Bodies) -> dict[Pair, tuple[Standing, ...]]:
    """The positions of each pair and issue, in the order in which one follows or prevails over another.

    Persons stand for their party on the day; toward a person counts toward the person and the party.
    """
    modes = {c.header.id: c.mode for c in claims if isinstance(c, Statement)}
    found: dict[Pair, list[Standing]] = {}
    for p in claims:
        if isinstance(p, Position) and (day := surely(p.held_on, p.header.known_on)):
            standing = Standing(p, day, _rank(p, bodies, modes))
            for pair in _pairs(p, bodies):
                found.setdefault(pair, []).append(standing)
    return {pair: tuple(sorted(found[pair], key=lambda s: (s.day, s.rank))) for pair in sorted(found)}


def _pairs(p: Position, bodies: Bodies) -> set[Pair]:
    on = placed(p.held_on, p.header.known_on)
    toward = {t for party in p.toward for t in (party, bodies.body(party, on))}
    return {(bodies.body(p.holder, on), t, p.issue) for t in toward}


def _rank(p: Position, bodies: Bodies, modes: Mapping[RecordId, StatementMode]) -> tuple[object, ...]:
    """What prevails on one day: nearer to the holder's mouth, explicit, in its own words, better witnessed."""
    on = placed(p.held_on, p.header.known_on)
    own = p.ascribed_by is None or bodies.body(p.ascribed_by, on) == bodies.body(p.holder, on)
    mode = modes.get(p.statement) if p.statement else None
    nearness = 1 if not own else 0 if p.statement is None else 3 if p.speaker in (None, p.holder) else 2
    return (
        nearness,
        p.explicit,
        mode in (StatementMode.DIRECT, StatementMode.MIXED),
        _SPECIFIC.index(p.stance),
        p.header.witnesses.independent,
        order(p.held_on)[0],
        p.header.key,
    )


def cells(
    standing: Mapping[Pair, Sequence[Standing]],
    conditions: Mapping[RecordId, Condition],
    void: Mapping[RecordId, Void],
    bodies: Bodies,
    evidence: Evidence,
) -> tuple[Cell, ...]:
    """Every cell of every pair, in order of pair and day."""
    lines: dict[str, Line] = {}
    return tuple(
        cell
        for pair, positions in standing.items()
        for cell in _Pair(pair, positions, conditions, void, bodies, evidence, lines).cells()
    )


def matrix_at(cells: Iterable[Cell], at: date) -> tuple[Cell, ...]:
    """The cells that hold on a day: the latest of each pair and issue, those without a stance left out."""
    held: dict[Pair, Cell] = {}
    for cell in sorted(cells, key=lambda c: c.at):
        if date.fromisoformat(cell.at) <= at:
            held[cell.holder, cell.toward, cell.issue] = cell
    return tuple(held[pair] for pair in sorted(held) if held[pair].because_of)


def _history(c: Condition) -> str:
    return c.history or c.header.key


@dataclass(frozen=True, slots=True)
class _Pair:
    """One pair and issue through time."""

    pair: Pair
    positions: Sequence[Standing]
    conditions: Mapping[RecordId, Condition]
    void: Mapping[RecordId, Void]
    bodies: Bodies
    evidence: Evidence
    lines: dict[str, Line]

    def cells(self) -> list[Cell]:
        days = self._days()
        views = [self._view(day) for day in days]
        begun = [self._begun(day) for day in days]
        found: list[Cell] = []
        start = 0
        for n in range(1, len(views) + 1):
            if n == len(views) or views[n][:2] != views[start][:2] or begun[n] != begun[start]:
                if found or views[start][2] is not None:
                    found.append(self._cell(days[start], days[n - 1], views[start]))
                start = n
        return found

    def _days(self) -> list[date]:
        """Every day on which the cell may change."""
        days = {s.day for s in self.positions}
        first = min(days)
        days |= {v.since for s in self.positions if (v := self.void.get(s.position.header.id))}
        days |= set(self.bodies.fell(self.pair[0]))
        named = {_history(c): c for s in self.positions for c in self._named(s.position)}
        for c in named.values():
            days |= self._line(c).days
        return sorted(d for d in days if d >= first)

    def _named(self, p: Position) -> list[Condition]:
        """The position's conditions, one for each history."""
        known = {_history(c): c for i in sorted(p.conditions) if (c := self.conditions.get(i))}
        return [known[h] for h in sorted(known)]

    def _line(self, c: Condition) -> Line:
        """The states of a history, which all its conditions share."""
        name = _history(c)
        if name not in self.lines:
            self.lines[name] = Line(c.states)
        return self.lines[name]

    def _holds(self, s: Standing, day: date) -> bool:
        void = self.void.get(s.position.header.id)
        fallen = self.bodies.fell_between(self.pair[0], s.day, day)
        return s.day <= day and not fallen and (void is None or day < void.since)

    def _held(self, day: date) -> Iterator[Standing]:
        """The positions that hold on a day, the one that fills the cell first."""
        n = bisect_right(self.positions, day, key=lambda s: s.day)
        return (s for s in reversed(self.positions[:n]) if self._holds(s, day))

    def _view(self, day: date) -> tuple[Stance, tuple[str, ...], Standing | None]:
        """Stance, histories still unmet, and the position that fills the cell on a day."""
        last = next(self._held(day), None)
        if last is None:
            return Stance.UNCLEAR, (), None
        unmet = tuple(_history(c) for c in self._named(last.position) if self._line(c).is_unmet(day))
        return last.position.stance, unmet, last

    def _cell(self, at: date, until: date, view: tuple[Stance, tuple[str, ...], Standing | None]) -> Cell:
        stance, unmet, last = view
        holder, toward, issue = self.pair
        behind = self._behind(until) if last else []
        named = self._named(last.position) if last else []
        key = fingerprint("cell", self.evidence.process, holder, toward, issue, at.isoformat(), stance, unmet)
        sources = [s.position for s in behind] or self._denials(at)
        moved = self._moved(named, at)
        header = self.evidence.header(key, "process.matrix", sources, (p for s in moved for p in s.because))
        known = [earliest(tuple(s.header.known_on for s in sources)), *(self.evidence.known(s.because) for s in moved)]
        return Cell(
            header=replace(header, known_on=latest(known)),
            at=at.isoformat(),
            holder=holder,
            toward=toward,
            issue=issue,
            stance=stance,
            conditions=tuple(c.header.id for c in named if _history(c) in unmet),
            since=behind[0].position.held_on if behind else None,
            confirmed=behind[-1].position.held_on if behind else None,
            because_of=tuple(dict.fromkeys(s.position.header.id for s in behind)),
        )

    def _behind(self, day: date) -> list[Standing]:
        """The run of positions with one stance that ends with the one that holds on that day, the oldest first."""
        run: list[Standing] = []
        for s in self._held(day):
            if not run or s.position.stance is run[-1].position.stance:
                run.append(s)
            elif s.day != run[-1].day:
                break
        return run[::-1]

    def _begun(self, day: date) -> str | None:
        """Since when `_behind` runs, where that may change under one stance: when a word is denied after another.

        None where no word of the pair is denied: then it cannot change.
        """
        denied = any(s.position.header.id in self.void for s in self.positions)
        behind = self._behind(day) if denied else []
        return behind[0].position.held_on if behind else None

    def _moved(self, named: Sequence[Condition], at: date) -> list[State]:
        """What has come of the conditions by a day, as far as it takes them out of the cell or back into it."""
        by_then = [
            [s for s in c.states if s.state != ConditionState.RESTATED and (d := surely(s.on, None)) and d <= at]
            for c in named
        ]
        return [line[-1] for line in by_then if line and line[-1].state in _TURNS]

    def _denials(self, at: date) -> list[Claim]:
        """The statements that left the cell empty on a day."""
        gone = (self.void.get(s.position.header.id) for s in self.positions)
        said = {v.by.header.key: v.by for v in gone if v and v.by and v.since <= at}
        return [said[key] for key in sorted(said)]
