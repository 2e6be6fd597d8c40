"""Promises to their histories: given, kept in part, kept, broken, taken back; only words move them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from toguna.kinds.ids import Edtf, RecordId
from toguna.kinds.record import Claim, Commitment, Event, State
from toguna.kinds.span import Place
from toguna.kinds.vocabulary import CommitmentState, ConditionState, EventStatus
from toguna.process.bodies import Bodies
from toguna.process.days import order, placed
from toguna.process.evidence import places

_BECOMES: Mapping[ConditionState, CommitmentState] = {
    ConditionState.PARTLY: CommitmentState.PARTLY,
    ConditionState.MET: CommitmentState.KEPT,
    ConditionState.VIOLATED: CommitmentState.BROKEN,
    ConditionState.WITHDRAWN: CommitmentState.WITHDRAWN,
}
_DONE = {EventStatus.HAPPENED, EventStatus.ONGOING, EventStatus.CLAIMED}
_RANK = {state: n for n, state in enumerate(CommitmentState)}


def with_states(claims: Sequence[Claim], bodies: Bodies) -> dict[RecordId, Commitment]:
    """Every promise with `states` and `now`, by id; what it had of these before is not looked at."""
    events = sorted(
        (c for c in claims if isinstance(c, Event) and c.moves in _BECOMES and c.status in _DONE),
        key=lambda e: e.header.key,
    )
    found = {}
    for c in claims:
        if isinstance(c, Commitment):
            line = _states(c, [e for e in events if e.issue is c.promises.issue], bodies)
            found[c.header.id] = replace(c, states=line, now=CommitmentState(line[-1].state))
    return found


def _states(c: Commitment, events: Sequence[Event], bodies: Bodies) -> tuple[State, ...]:
    given = placed(c.given_on, c.header.known_on)
    steps: list[tuple[CommitmentState, Edtf | None, list[Place]]] = []
    steps.append((CommitmentState.GIVEN, given, list(c.header.because)))
    for state, on, e in sorted(_deeds(c, events, bodies), key=lambda d: (order(d[1]), _RANK[d[0]], d[2].header.key)):
        if state is steps[-1][0]:
            steps[-1][2].extend(e.header.because)
        elif _may_follow(steps[-1][0], state):
            steps.append((state, on, list(e.header.because)))
    return tuple(State(state.value, on, places(because)) for state, on, because in steps)


def _deeds(c: Commitment, events: Sequence[Event], bodies: Bodies) -> list[tuple[CommitmentState, Edtf | None, Event]]:
    given = placed(c.given_on, c.header.known_on)
    found = []
    for e in events:
        on = placed(e.on, e.header.known_on)
        later = order(on)[1] >= order(given)[0] and e.header.because != c.header.because
        if later and e.moves and bodies.any_acts_for(e.actors, (c.by,), on):
            found.append((_BECOMES[e.moves], on, e))
    return found


def _may_follow(now: CommitmentState, then: CommitmentState) -> bool:
    """A kept promise may only be broken; one that is broken or taken back is at its end."""
    if now is CommitmentState.KEPT:
        return then is CommitmentState.BROKEN
    return now in (CommitmentState.GIVEN, CommitmentState.PARTLY)
