"""An act found in a sentence, before it becomes a frame."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import ConditionState, EventStatus, EventType, Issue


@dataclass(frozen=True, slots=True)
class Act:
    """An act found in a sentence, before it becomes a frame."""

    at: Stretch
    type: EventType
    status: EventStatus
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    mode: str | None
    issue: Issue | None
    moves: ConditionState | None
    rule: str
    confidence: float
    pivot: int
