"""Events that rules and encoder find."""

from __future__ import annotations

from dataclasses import replace

from toguna.encoder.marks import Mark
from toguna.kinds.reading import EventFrame, TimeKind
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import EventStatus, EventType
from toguna.language.learned_roles import Numbers
from toguna.language.learned_settings import Settings
from toguna.language.scene import Scene

_NEAR = 40
"""Code points between a rule's act and a trigger that may still be the same act, when the type agrees."""


def blended_events(
    scene: Scene, ruled: tuple[EventFrame, ...], marks: tuple[Mark, ...], settings: Settings
) -> tuple[EventFrame, ...]:
    """The events of a document in order."""
    numbers = Numbers(scene.sentences, scene.mentions, settings.role)
    acts = [(n, m) for m in marks if m.kind == "act" and (n := numbers.sentence(m.at)) is not None]
    kept: list[EventFrame] = []
    met: set[tuple[int, int]] = set()
    for frame in ruled:
        here = [m for n, m in acts if n == frame.sentence and _is_same(frame, m)]
        if here:
            mark = min(here, key=lambda m: abs(m.at[0] - frame.at.start))
            met.add(mark.at)
            kept.append(_filled(frame, mark, numbers))
        else:
            kept.append(frame)
    made = [_made(scene, numbers, n, m) for n, m in acts if m.at not in met and _is_sure(m, settings)]
    new: list[EventFrame] = []
    for event in sorted(made, key=lambda e: (-e.confidence, e.at)):
        if not any(_twice(event, k) for k in (*kept, *new)):
            new.append(event)
    return tuple(sorted([*kept, *sorted(new, key=lambda e: e.at)], key=lambda e: e.sentence))


def _is_sure(mark: Mark, settings: Settings) -> bool:
    return mark.confidence >= settings.act_add and mark.labels["event"][1] >= settings.act_label


def _is_same(frame: EventFrame, mark: Mark) -> bool:
    at = Stretch(*mark.at)
    return frame.at.meets(at) or (
        frame.type.value == mark.labels["event"][0] and abs(frame.at.start - at.start) <= _NEAR
    )


def _twice(new: EventFrame, kept: EventFrame) -> bool:
    """True for `were killed in fighting`: one act in two words."""
    same = new.sentence == kept.sentence and new.type is kept.type
    return same and (not new.actors or not kept.actors or bool(set(new.actors) & set(kept.actors)))


def _filled(frame: EventFrame, mark: Mark, numbers: Numbers) -> EventFrame:
    """The rule's act; whom it does not name the mark does."""
    return replace(
        frame,
        actors=frame.actors or numbers.filled(mark, "actor", 2),
        recipients=frame.recipients or numbers.filled(mark, "recipient", 2),
    )


def _made(scene: Scene, numbers: Numbers, number: int, mark: Mark) -> EventFrame:
    """An act of the encoder's alone; its words go from the first to the last of trigger, parties and place."""
    at = Stretch(mark.at[0], min(mark.at[1], scene.sentences[number].at.end))
    status = EventStatus(mark.labels["status"][0])
    places = numbers.filled(mark, "place")
    times = _days(scene, number, status)
    actors, recipients = numbers.filled(mark, "actor", 2), numbers.filled(mark, "recipient", 2)
    told = [at, *(m.at for m in (scene.mentions[n] for n in (*actors, *recipients, *places)) if m.sentence == number)]
    return EventFrame(
        at=Stretch(min(t.start for t in told), max(t.end for t in told)),
        sentence=number,
        type=EventType(mark.labels["event"][0]),
        status=status,
        actors=actors,
        recipients=recipients,
        on=times[0] if len(times) == 1 else None,
        where=scene.mentions[places[0]].name if places else None,
        attribution=scene.attribution_at(at.start, at.end, number),
        rule="encoder",
        confidence=round(mark.confidence, 3),
    )


def _days(scene: Scene, number: int, status: EventStatus) -> list[int]:
    """Time phrases of a sentence that may date an act; a deadline dates only what is announced."""
    out = (TimeKind.DURATION,) if status is EventStatus.ANNOUNCED else (TimeKind.DURATION, TimeKind.DEADLINE)
    return [n for n in scene.times_of(number) if scene.times[n].value is not None and scene.times[n].kind not in out]
