"""Condition frames to conditions, set by whoever holds the position that they belong to."""

from __future__ import annotations

from toguna.kinds.ids import PartyId, RecordId
from toguna.kinds.reading import ConditionFrame
from toguna.kinds.record import Condition, Requires, State, Unlocks
from toguna.kinds.vocabulary import ConditionState, Issue
from toguna.record.desk import Desk


def condition(
    desk: Desk,
    frame: ConditionFrame,
    holder: PartyId | None,
    toward: tuple[PartyId, ...],
    statement: RecordId | None,
    ascribed_by: PartyId | None,
) -> Condition:
    """One condition, open on the day it was set.

    toward   the other side of the position, who must act when the clause names nobody
    """
    by = _who_acts(desk, frame, holder, toward)
    because = desk.because(frame.at, frame.sentence)
    attribution = desk.attribution(frame.attribution)
    set_on = desk.said_on(attribution)
    content = (holder, frame.issue.value, by, frame.what, frame.unlocks.value, toward, frame.necessity.value)
    unlocks = desk.heads(frame.toward) or toward
    return Condition(
        header=desk.header("condition", content, because, (), frame.rule, frame.confidence),
        set_by=holder,
        requires=Requires(frame.issue, by, frame.what, frame.amount, desk.time(frame.deadline)),
        unlocks=Unlocks(frame.unlocks, tuple(u for u in unlocks if u != holder)),
        necessity=frame.necessity,
        group=frame.group,
        statement=statement,
        ascribed_by=ascribed_by,
        states=(State(ConditionState.OPEN.value, set_on, because),),
        set_on=set_on,
    )


def _who_acts(
    desk: Desk, frame: ConditionFrame, holder: PartyId | None, toward: tuple[PartyId, ...]
) -> tuple[PartyId, ...]:
    """Those whom the clause names; else the other side; a holder who must only wait for others is left out."""
    named = desk.actors(frame.by)
    if named and named != (holder,):
        return tuple(p for p in named if p != holder)
    if named and frame.issue in (Issue.OTHER, Issue.INCLUSION, Issue.VENUE):
        return named
    return toward or (desk.counterparts(holder, frame.sentence) if holder else ())
