"""Event frames to events."""

from __future__ import annotations

from toguna.kinds.ids import Edtf, RecordId
from toguna.kinds.reading import EventFrame
from toguna.kinds.record import Event, Statement
from toguna.kinds.vocabulary import EventStatus
from toguna.record.desk import Desk


def events(desk: Desk, said: dict[int, tuple[Statement, ...]]) -> tuple[Event, ...]:
    """All events of a document."""
    return tuple(_event(desk, frame, said) for frame in desk.reading.events)


def _event(desk: Desk, frame: EventFrame, said: dict[int, tuple[Statement, ...]]) -> Event:
    actors = desk.persons(frame.actors)
    recipients = tuple(p for p in desk.persons(frame.recipients) if p not in actors)
    attribution = desk.attribution(frame.attribution)
    speakers = desk.heads(attribution.speaker) if attribution else ()
    ascribed = speakers[0] if speakers and speakers[0] not in {desk.head(a) for a in actors} else None
    on = desk.time(frame.on) or _when(desk, frame)
    content = (frame.type.value, actors, recipients, on, frame.where, frame.status.value)
    statement: RecordId | None = None
    if frame.attribution is not None and said.get(frame.attribution):
        statement = said[frame.attribution][0].header.id
    return Event(
        header=desk.header(
            "event",
            content,
            desk.because(frame.at, frame.sentence),
            desk.context((*frame.actors, *frame.recipients), frame.sentence),
            frame.rule,
            frame.confidence,
        ),
        type=frame.type,
        status=frame.status,
        actors=actors,
        recipients=recipients,
        mode=frame.mode,
        on=on,
        where=frame.where,
        statement=statement,
        ascribed_by=ascribed,
        issue=frame.issue,
        moves=frame.moves,
    )


def _when(desk: Desk, frame: EventFrame) -> Edtf | None:
    """An act without a date: up to the publication; what goes on or is announced, on the day it was said."""
    if frame.status in (EventStatus.ONGOING, EventStatus.ANNOUNCED):
        return desk.said_on(desk.attribution(frame.attribution))
    if frame.status is EventStatus.HYPOTHETICAL:
        return None
    return desk.by_then()
