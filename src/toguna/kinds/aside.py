"""What a stage does not pass on, and why: nothing is lost silently."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """The seven stages, in their order."""

    SOURCES = "sources"
    READING = "reading"
    COPIES = "copies"
    LANGUAGE = "language"
    ACTORS = "actors"
    RECORD = "record"
    PROCESS = "process"


@dataclass(frozen=True, slots=True, order=True)
class Aside:
    """An item that a stage set aside.

    item     what it was: a path, a document, a record
    reason   short and countable (`empty`, `binary`, `too large`, `unreadable`, ...)
    detail   for the person who asks, such as the system's own words; may be empty
    """

    stage: Stage
    item: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class StageAccount:
    """What went into a stage and what became of it; `taken == passed + aside` always holds.

    seconds   wall time of the stage
    """

    stage: Stage
    taken: int
    passed: int
    aside: int
    reasons: tuple[tuple[str, int], ...]
    seconds: float = 0.0
