"""Position frames to positions, one for each holder, with their conditions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toguna.kinds.ids import PartyId, RecordId
from toguna.kinds.reading import PositionFrame
from toguna.kinds.record import Condition, Position, Statement
from toguna.kinds.vocabulary import Issue, PartyType
from toguna.record.condition import condition
from toguna.record.desk import Desk

_HAS_FORCES = (PartyType.GOVERNMENT, PartyType.STATE, PartyType.ARMED_GROUP, PartyType.INTERNATIONAL)

_OWN = (Issue.WITHDRAWAL, Issue.INCLUSION)
"""Where the holder's own forces or seat may be at issue."""

_HAS_OTHER_SIDE = frozenset(
    {
        Issue.TALKS,
        Issue.CEASEFIRE,
        Issue.RELEASE,
        Issue.DISARMAMENT,
        Issue.VENUE,
        Issue.RECOGNITION,
        Issue.GOVERNANCE,
        Issue.SANCTIONS,
        Issue.IMPLEMENTATION,
        Issue.AUTONOMY,
        Issue.OPERATIONS,
        Issue.ACCESS,
        Issue.JUSTICE,
    }
)


#: No sentence: who is only described here is looked for in the whole report, not beside the description.
NOWHERE = -1

_VAGUE = re.compile(
    r"(?:the )?(?:militants?|rebels?|insurgents?|insurgenc\w+|terrorists?|guerrillas?|communists?|separatists?"
    r"|jihadists?"
    r"|(?:armed |rebel |militant )?groups?|fighters?|detainees?|prisoners?|hostages?|captives?|inmates?|troops"
    r"|forces|foe"
    r"|enemy|enemies|rivals?|opponents?|adversar(?:y|ies)|gunmen|extremists|mercenaries)"
)


@dataclass(frozen=True, slots=True)
class Stood:
    """The positions of a document and the conditions that came with them."""

    positions: tuple[Position, ...]
    conditions: tuple[Condition, ...]


def positions(desk: Desk, said: dict[int, tuple[Statement, ...]]) -> Stood:
    """All positions of a document.

    said   its statements by attribution
    """
    stood: list[Position] = []
    set_: dict[str, Condition] = {}
    last: tuple[PartyId, ...] = ()
    for frame in desk.reading.positions:
        holders = desk.actors(frame.holder) or (last if frame.conditions else ())
        for holder in holders:
            position, conditions = _position(desk, frame, holder, said)
            stood.append(position)
            for made in conditions:
                set_.setdefault(made.header.key, made)
        for made in () if holders else _orphans(desk, frame):
            set_.setdefault(made.header.key, made)
        last = holders or last
    return Stood(tuple(stood), tuple(set_.values()))


def _orphans(desk: Desk, frame: PositionFrame) -> list[Condition]:
    """Conditions whose setter nobody could name: kept, with `set_by` unknown."""
    wanted = [desk.reading.conditions[n] for n in frame.conditions]
    return [condition(desk, c, None, desk.heads(frame.toward), None, None) for c in wanted]


def _position(
    desk: Desk, frame: PositionFrame, holder: PartyId, said: dict[int, tuple[Statement, ...]]
) -> tuple[Position, list[Condition]]:
    statement = _statement(frame, holder, said)
    ascribed = _ascribed(desk, frame, holder)
    toward = tuple(p for p in desk.actors(frame.toward) if p != holder or frame.issue in _OWN)
    wanted = [desk.reading.conditions[n] for n in frame.conditions]
    if desk.means_both(frame.toward):
        toward = desk.sides(frozenset({holder})) or toward
    if _is_vague(desk, toward) and frame.issue in _HAS_OTHER_SIDE:
        toward = desk.counterparts(holder, NOWHERE) or toward
    if not toward and frame.issue in _HAS_OTHER_SIDE:
        leave = [m for c in wanted if c.issue is Issue.WITHDRAWAL for m in c.by]
        toward = _other_side(desk, holder, frame, frozenset(desk.heads(leave)))
    if not toward and frame.issue is Issue.WITHDRAWAL and desk.party(holder).type in _HAS_FORCES:
        toward = (holder,)
    conditions = [condition(desk, c, holder, toward, statement, ascribed) for c in wanted]
    attribution = desk.attribution(frame.attribution)
    held_on = desk.time(frame.held) or desk.said_on(attribution)
    persons = desk.persons(frame.holder if attribution is None else attribution.speaker)
    content = (
        holder,
        frame.issue.value,
        toward,
        frame.stance.value,
        tuple(c.header.key for c in conditions),
        ascribed,
    )
    position = Position(
        header=desk.header(
            "position",
            content,
            desk.because(frame.at, frame.sentence),
            desk.context(frame.holder, frame.sentence),
            frame.rule,
            frame.confidence,
        ),
        holder=holder,
        issue=frame.issue,
        toward=toward,
        stance=frame.stance,
        conditions=tuple(c.header.id for c in conditions),
        held_on=held_on,
        statement=statement,
        ascribed_by=ascribed,
        manner=frame.manner,
        lasting=frame.lasting,
        explicit=frame.explicit,
        speaker=persons[0] if persons else None,
    )
    return position, conditions


def _other_side(
    desk: Desk, holder: PartyId, frame: PositionFrame, without: frozenset[PartyId] = frozenset()
) -> tuple[PartyId, ...]:
    """The side that the sentence leaves out; somebody in between speaks of both."""
    between = desk.party(holder).type in (PartyType.INTERNATIONAL, PartyType.ORGANISATION)
    if between and frame.issue in (Issue.TALKS, Issue.CEASEFIRE):
        both = desk.sides(without | {holder})
        if both:
            return both
    return desk.counterparts(holder, frame.sentence, without)


def _is_vague(desk: Desk, toward: tuple[PartyId, ...]) -> bool:
    """True when the other side is named only by what it is: `rebels`, `detainees`."""
    return bool(toward) and all(_VAGUE.fullmatch(desk.party(p).name) for p in toward)


def _statement(frame: PositionFrame, holder: PartyId, said: dict[int, tuple[Statement, ...]]) -> RecordId | None:
    """The statement it stands in; of several speakers', the holder's own."""
    here = said.get(frame.attribution, ()) if frame.attribution is not None else ()
    own = [s for s in here if s.speaker.party == holder]
    return (own or list(here))[0].header.id if here else None


def _ascribed(desk: Desk, frame: PositionFrame, holder: PartyId) -> PartyId | None:
    """Whoever says it of the holder, when that is another party."""
    attribution = desk.attribution(frame.attribution)
    speakers = desk.heads(frame.ascribed_by) or (desk.heads(attribution.speaker) if attribution else ())
    return speakers[0] if speakers and holder not in speakers else None
