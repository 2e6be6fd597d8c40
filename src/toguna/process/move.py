"""Events, positions and promises to the moves that they make in a condition's history: announced is never met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from toguna.kinds.edtf import last_day
from toguna.kinds.ids import DocumentId, Edtf, PartyId, RecordId
from toguna.kinds.record import Claim, Commitment, Condition, Event, Position, Statement
from toguna.kinds.span import Place
from toguna.kinds.vocabulary import ConditionState, EventStatus, Issue, Necessity, Stance
from toguna.process.bodies import Bodies
from toguna.process.days import has_beginning, order, placed
from toguna.process.history import History, set_when
from toguna.process.void import Void

LOOK_BACK_DAYS = 366
"""How far before the end of an open beginning (`../2020-03-09`) a move may lie and still answer the condition.

Not swept: without it every withdrawal of the past decade would answer a demand "repeatedly" made.
"""

_REAL = {EventStatus.HAPPENED, EventStatus.ONGOING, EventStatus.CLAIMED, EventStatus.ANNOUNCED}
_PLAIN = {
    Issue.TALKS,
    Issue.CEASEFIRE,
    Issue.WITHDRAWAL,
    Issue.RELEASE,
    Issue.DISARMAMENT,
    Issue.SANCTIONS,
    Issue.ACCESS,
    Issue.RECOGNITION,
}
"""Issues whose name says what is required: a promise of elections does not announce that a civilian is in charge."""

_OF_ALL = {Issue.WITHDRAWAL, Issue.DISARMAMENT, Issue.CEASEFIRE}


@dataclass(frozen=True, slots=True)
class Move:
    """Words that move a condition: the state they lead to, when, and the record that says so.

    act   an event (may be repeated on another day), not a stance
    done  the parties that must act and did
    """

    state: ConditionState
    on: Edtf | None
    because: tuple[Place, ...]
    key: str
    act: bool = True
    done: frozenset[PartyId] = frozenset()


@dataclass(frozen=True, slots=True)
class _Task:
    """What a history requires.

    actors   all who are named as having to act
    wanted   those whose act it is, see `who_must_act`
    asked    the other side of what it would unlock
    """

    setter: PartyId | None
    actors: frozenset[PartyId]
    wanted: frozenset[PartyId]
    asked: frozenset[PartyId]
    issue: Issue
    sanction: bool


class Movers:
    """The records that may move a condition, by issue."""

    def __init__(self, claims: Sequence[Claim], bodies: Bodies, void: Mapping[RecordId, Void]) -> None:
        self.bodies = bodies
        self.events: dict[Issue, list[Event]] = {}
        self.positions: dict[Issue, list[Position]] = {}
        self.commitments: dict[Issue, list[Commitment]] = {}
        self._said = {c.header.id: c.said_on for c in claims if isinstance(c, Statement)}
        self._clauses: dict[DocumentId, list[Place]] = {}
        for place in (p for c in claims if isinstance(c, Condition) for p in c.header.because):
            self._clauses.setdefault(place.document, []).append(place)
        for c in sorted(claims, key=lambda c: c.header.key):
            if self._is_clause(c):
                continue
            if isinstance(c, Event) and c.issue and c.moves and c.status in _REAL:
                self.events.setdefault(c.issue, []).append(c)
            elif isinstance(c, Position) and c.explicit and c.header.id not in void:
                self.positions.setdefault(c.issue, []).append(c)
            elif isinstance(c, Commitment):
                self.commitments.setdefault(c.promises.issue, []).append(c)

    def _is_clause(self, claim: Claim) -> bool:
        """True if it is an event read off the words of a condition: "after the troops have left" says of no act."""
        return isinstance(claim, Event) and any(
            p.start < c.end and c.start < p.end
            for p in claim.header.because
            for c in self._clauses.get(p.document, ())
            if c.quote != p.quote
        )

    def moves(self, history: History) -> list[Move]:
        """The moves of a history, unordered."""
        first = history.members[0]
        issue = first.requires.issue
        setter = first.set_by
        task = _Task(
            setter=self.bodies.body(setter, set_when(first)) if setter else None,
            actors=frozenset().union(*(self.bodies.bodies(c.requires.by, set_when(c)) for c in history.members)),
            wanted=history.wanted,
            asked=frozenset().union(*(self.bodies.bodies(c.unlocks.toward, set_when(c)) for c in history.members)),
            issue=issue,
            sanction=first.necessity is Necessity.SANCTION,
        )
        found = [m for e in self.events.get(issue, ()) if (m := self._of_event(e, task))]
        found = _by_all([m for m in found if _answers(m.on, history.begun)], task)
        if issue is Issue.OTHER:  # a stance on something else moves nothing
            return found
        said = [m for p in self.positions.get(issue, ()) if (m := self._of_position(p, task))]
        if issue in _PLAIN:
            said += [m for c in self.commitments.get(issue, ()) for m in self._of_commitment(c, task)]
        return found + [m for m in said if _answers(m.on, history.begun)]

    def _of_event(self, e: Event, task: _Task) -> Move | None:
        on = placed(e.on, e.header.known_on)
        actors = self.bodies.bodies(e.actors, on)
        state = e.moves
        assert state is not None
        if e.status is EventStatus.ANNOUNCED and state in (ConditionState.MET, ConditionState.PARTLY):
            state = ConditionState.ANNOUNCED
        recipients = self.bodies.bodies(e.recipients, on)
        theirs = self._is_theirs(actors, recipients, e.actors, task)
        says_so = task.setter in actors and bool(recipients & task.wanted)
        acts = {
            ConditionState.WITHDRAWN: task.setter in actors,
            ConditionState.MET: theirs or says_so,
            ConditionState.OPEN: False,
            ConditionState.RESTATED: False,
        }
        if not acts.get(state, theirs):
            return None
        if task.sanction and state in (ConditionState.MET, ConditionState.PARTLY):
            state = ConditionState.VIOLATED
        if (
            state is ConditionState.MET
            and e.issue is Issue.WITHDRAWAL
            and e.where
            and not self.bodies.is_state(e.where)
        ):
            state = ConditionState.PARTLY
        done = frozenset(w for w in task.wanted if w in actors or self.bodies.any_acts_for(e.actors, (w,)))
        if state is ConditionState.ANNOUNCED:
            on = self._announced_on(e)
        return Move(state, on, e.header.because, e.header.key, done=task.wanted if says_so else done or task.wanted)

    def _announced_on(self, e: Event) -> Edtf | None:
        """When it was announced: an act that is dated after its report is dated by the plan, not by the word."""
        known = e.header.known_on
        if not e.on or not known or last_day(e.on) <= last_day(known):
            return placed(e.on, known)
        return placed(self._said.get(e.statement) if e.statement else None, known)

    def _is_theirs(
        self, actors: frozenset[PartyId], recipients: frozenset[PartyId], named: tuple[PartyId, ...], task: _Task
    ) -> bool:
        """Is it an act of those who must act? Of one who must only let others act: only when done to those others."""
        if actors & task.wanted or self.bodies.any_acts_for(named, task.wanted):
            return True
        return bool(actors & task.actors and recipients & task.wanted)

    def _of_position(self, p: Position, task: _Task) -> Move | None:
        on = placed(p.held_on, p.header.known_on)
        holder, toward = self.bodies.body(p.holder, on), self.bodies.bodies(p.toward, on)
        if p.ascribed_by and self.bodies.body(p.ascribed_by, on) != holder:
            return None
        if holder == task.setter or not self._is_about(holder, toward, task):
            return None
        theirs = holder in task.wanted or self.bodies.any_acts_for((p.holder,), task.wanted)
        if p.stance is Stance.AGAINST and not task.sanction and (theirs or holder in task.actors | task.asked):
            return Move(ConditionState.OPPOSED, on, p.header.because, p.header.key, act=False)
        if p.stance is Stance.FOR and not task.sanction and theirs and task.issue in _PLAIN:
            return Move(ConditionState.ANNOUNCED, on, p.header.because, p.header.key, act=False)
        return None

    def _is_about(self, holder: PartyId, toward: frozenset[PartyId], task: _Task) -> bool:
        """Is the stance on the thing required? Of forces: on these forces; else: between these parties."""
        if task.issue is Issue.WITHDRAWAL:
            return bool(toward & task.wanted) or (not toward and holder in task.wanted)
        here = task.wanted | task.actors | task.asked | ({task.setter} if task.setter else frozenset())
        return not toward or bool(toward & here)

    def _of_commitment(self, c: Commitment, task: _Task) -> list[Move]:
        on = placed(c.given_on, c.header.known_on)
        by, to = self.bodies.body(c.by, on), self.bodies.bodies(c.to, on)
        theirs = by in task.wanted or self.bodies.any_acts_for((c.by,), task.wanted)
        if not theirs or task.sanction or not self._is_about(by, to or frozenset({by}), task):
            return []
        return [Move(ConditionState.ANNOUNCED, on, c.header.because, c.header.key, act=False)]


def _by_all(moves: list[Move], task: _Task) -> list[Move]:
    """Forces, weapons and attacks are gone when those of all are gone; until then some of it has happened."""
    if task.issue not in _OF_ALL or len(task.wanted) < 2:
        return moves
    done: frozenset[PartyId] = frozenset()
    found = []
    for m in sorted(moves, key=lambda m: (order(m.on), m.key)):
        if m.state is ConditionState.MET:
            done |= m.done
            m = m if done >= task.wanted else replace(m, state=ConditionState.PARTLY)
        found.append(m)
    return found


def _answers(on: Edtf | None, first: Condition) -> bool:
    """A move answers a condition that was set before it, or may have been."""
    begun = set_when(first)
    if on is None or begun is None:
        return True
    if has_beginning(begun):
        return order(on)[1] >= order(begun)[0]
    return (order(begun)[1] - order(on)[1]).days <= LOOK_BACK_DAYS
