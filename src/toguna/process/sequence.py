"""Sayings and moves to one sequence of states, in order of time.

What changes nothing adds its words to the state that it retells, so that a state names all the reports behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from toguna.kinds.edtf import narrow, overlap
from toguna.kinds.ids import Edtf
from toguna.kinds.record import State
from toguna.kinds.span import Place
from toguna.kinds.vocabulary import ConditionState
from toguna.process.days import days_apart, has_beginning, order
from toguna.process.evidence import places
from toguna.process.history import Saying
from toguna.process.move import Move

NEW_ACT_DAYS = 31
"""An act of the same sort, dated this much later than the last, is another act and not the old one retold."""

_RANK = {state: n for n, state in enumerate(ConditionState)}
"""On one day: set, refused, announced, partly done, done, broken, dropped, said again."""


def states(sayings: Sequence[Saying], moves: Sequence[Move], sanction: bool = False) -> tuple[State, ...]:
    """The history of a condition.

    sanction   what the condition forbids may be done without ever having been left undone first
    """
    line = _Line(sanction)
    steps: list[Saying | Move] = [*sayings, *_fullest(moves)]
    if not any(s.on for s in sayings):  # said on an unknown day, but said before anything could move it
        for saying in sorted(sayings, key=lambda s: s.key)[:1]:
            line.say(saying)
            steps.remove(saying)
    for step in sorted(steps, key=_when):
        if isinstance(step, Saying):
            line.say(step)
        else:
            line.move(step)
    return line.states()


def _fullest(moves: Sequence[Move]) -> list[Move]:
    """What one report tells twice, once fully with a date and once vaguely (its headline), is told fully."""
    full = [m for m in moves if m.state is ConditionState.MET and has_beginning(m.on)]
    kept: list[Move] = []
    more: dict[str, tuple[Place, ...]] = {}
    for m in moves:
        same = next((f for f in full if _retells_vaguely(m, f)), None)
        if same:
            more[same.key] = more.get(same.key, ()) + m.because
        else:
            kept.append(m)
    return [replace(m, because=m.because + more[m.key]) if m.key in more else m for m in kept]


def _retells_vaguely(vague: Move, full: Move) -> bool:
    if vague.state is not ConditionState.PARTLY or has_beginning(vague.on) or not overlap(vague.on, full.on):
        return False
    return bool({p.document for p in vague.because} & {p.document for p in full.because})


def _when(step: Saying | Move) -> tuple[tuple[date, date], int, str]:
    state = step.state if isinstance(step, Move) else ConditionState.OPEN
    return order(step.on), _RANK[state], step.key


class _Line:
    """The history while it is told."""

    def __init__(self, sanction: bool) -> None:
        self._sanction = sanction
        self._steps: list[tuple[ConditionState, Edtf | None, list[Place]]] = []

    def say(self, saying: Saying) -> None:
        said = any(s is ConditionState.OPEN for s, _, _ in self._steps)
        again = said and self._now() is not ConditionState.WITHDRAWN
        self._add(ConditionState.RESTATED if again else ConditionState.OPEN, saying.on, saying.because)

    def move(self, move: Move) -> None:
        if self._retells(move):
            self._last(move.state)[2].extend(move.because)
            self._sharpen(move)
        elif self._may(move.state):
            self._add(move.state, move.on, move.because)

    def states(self) -> tuple[State, ...]:
        return tuple(State(state.value, on, places(because)) for state, on, because in self._steps)

    def _add(self, state: ConditionState, on: Edtf | None, because: Sequence[Place]) -> None:
        self._steps.append((state, on, list(because)))

    def _now(self) -> ConditionState | None:
        return next((s for s, _, _ in reversed(self._steps) if s is not ConditionState.RESTATED), None)

    def _last(self, state: ConditionState) -> tuple[ConditionState, Edtf | None, list[Place]]:
        return next(step for step in reversed(self._steps) if step[0] is state)

    def _retells(self, move: Move) -> bool:
        """The same move reported again; an act of another month is another act."""
        if self._now() is not move.state:
            return False
        last = self._last(move.state)[1]
        dated = has_beginning(last) and has_beginning(move.on)
        fresh = move.act and move.state in (ConditionState.ANNOUNCED, ConditionState.PARTLY)
        return not (fresh and dated and days_apart(last, move.on) > NEW_ACT_DAYS)

    def _sharpen(self, move: Move) -> None:
        """If the telling that ends the sequence was vague ("in June") and the retelling is not, its day is taken."""
        state, on, because = self._steps[-1]
        if state is move.state and on and has_beginning(move.on) and overlap(on, move.on):
            self._steps[-1] = state, narrow(on, move.on), because

    def _may(self, state: ConditionState) -> bool:
        """Once met, only its breach or its end can follow; a breach needs something to break."""
        if self._now() is ConditionState.MET:
            return state in (ConditionState.VIOLATED, ConditionState.WITHDRAWN)
        if state is ConditionState.VIOLATED:
            begun = {ConditionState.MET, ConditionState.PARTLY}
            return self._sanction or any(s in begun for s, _, _ in self._steps)
        return True
