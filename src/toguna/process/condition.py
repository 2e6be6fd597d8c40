"""Conditions to their histories: what was set, said again, answered, fulfilled, broken, dropped.

One history is one thing required by one setter of the same actors, however many reports say it. Announced is never met.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from toguna.kinds.ids import RecordId, fingerprint
from toguna.kinds.record import Claim, Condition, State
from toguna.kinds.vocabulary import ConditionState, Necessity
from toguna.process.bodies import Bodies
from toguna.process.days import surely
from toguna.process.evidence import Evidence
from toguna.process.history import histories, sayings
from toguna.process.move import Movers
from toguna.process.sequence import states
from toguna.process.void import Void


def with_histories(
    claims: Sequence[Claim], bodies: Bodies, evidence: Evidence, void: Mapping[RecordId, Void]
) -> dict[RecordId, Condition]:
    """Every condition with `states`, `now` and `history`, by id; what it had of these before is not looked at."""
    conditions = [c for c in claims if isinstance(c, Condition)]
    movers = Movers(claims, bodies, void)
    found: dict[RecordId, Condition] = {}
    for history in histories(conditions, claims, bodies):
        first = history.members[0]
        name = fingerprint("history", evidence.process, first.header.key)
        sanction = first.necessity is Necessity.SANCTION
        line = states(sayings(history.members, evidence), movers.moves(history), sanction)
        for c in history.members:
            found[c.header.id] = replace(c, states=line, now=_now(line), history=name)
    return found


class Line:
    """The states of a condition by the days from which they surely hold, made once and asked for many days.

    days   every day on which it may change
    """

    def __init__(self, states: Sequence[State]) -> None:
        dated = [(when, s) for s in states if (when := surely(s.on, None))]
        self.days = {when for when, _ in dated}
        self._latest_first = [(when, ConditionState(s.state)) for when, s in reversed(dated)]
        self._latest_first = [(when, state) for when, state in self._latest_first if state != ConditionState.RESTATED]

    def at(self, day: date) -> ConditionState:
        """The state at the end of a day; `open` before its first."""
        return next((state for when, state in self._latest_first if when <= day), ConditionState.OPEN)

    def is_unmet(self, day: date) -> bool:
        """True while it still stands in the way: neither fulfilled nor dropped."""
        return self.at(day) not in (ConditionState.MET, ConditionState.WITHDRAWN)


def state_at(condition: Condition, day: date) -> ConditionState:
    """The condition's state at the end of a day; `open` before its first."""
    return Line(condition.states).at(day)


def is_unmet(condition: Condition, day: date) -> bool:
    """True while it still stands in the way: neither fulfilled nor dropped."""
    return Line(condition.states).is_unmet(day)


def _now(line: Sequence[State]) -> ConditionState:
    """The last state that is not `restated`."""
    real = (ConditionState(s.state) for s in reversed(line) if s.state != ConditionState.RESTATED)
    return next(real, ConditionState.OPEN)
