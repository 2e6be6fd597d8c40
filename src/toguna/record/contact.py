"""Channel, veto, silence and commitment frames to their records."""

from __future__ import annotations

from collections.abc import Iterator

from toguna.kinds.ids import PartyId
from toguna.kinds.reading import ChannelFrame
from toguna.kinds.record import Channel, Commitment, Promises, Silence, State, Veto
from toguna.kinds.vocabulary import CommitmentState, Issue, PartyType
from toguna.record.desk import Desk

_GOVERNMENTS = (PartyType.GOVERNMENT, PartyType.STATE)
_SIDES = (*_GOVERNMENTS, PartyType.ARMED_GROUP)
_NEVER = (PartyType.MEDIA, PartyType.POPULATION)


def channels(desk: Desk) -> Iterator[Channel]:
    """Who stands between whom, once a sentence; sides that it does not name are the report's two main ones."""
    seen: set[tuple[int, PartyId]] = set()
    between_them = _go_betweens(desk)
    for frame in desk.reading.channels:
        for who in _who(desk, frame):
            if (frame.sentence, who) in seen:
                continue
            seen.add((frame.sentence, who))
            between = tuple(p for p in desk.actors(frame.between) if p != who)
            if len(between) < 2:
                between = _two_sides(desk, between, between_them | {who})
            content = (who, frame.role.value, between, frame.state.value)
            because = desk.because(frame.at, frame.sentence)
            yield Channel(
                header=desk.header("channel", content, because, (), frame.rule, frame.confidence),
                who=who,
                role=frame.role,
                between=between,
                state=frame.state,
                on=desk.time(frame.on) or desk.said_on(desk.attribution(frame.attribution)),
            )


def _who(desk: Desk, frame: ChannelFrame) -> tuple[PartyId, ...]:
    """A person who mediates does so himself, for whomever he works; newspapers and crowds are no go-betweens."""
    return tuple(p for p in desk.persons(frame.who) if desk.party(p).type not in _NEVER)


def _go_betweens(desk: Desk) -> frozenset[PartyId]:
    """All who stand between others in the report and those for whom they work: none of them is a side."""
    found = {p for frame in desk.reading.channels for p in _who(desk, frame)}
    return frozenset(found | {desk.head(p) for p in found})


def _two_sides(desk: Desk, known: tuple[PartyId, ...], without: frozenset[PartyId]) -> tuple[PartyId, ...]:
    """The known side and the most spoken-of government and armed group of the report, two at most."""
    ranked = [p for p, _ in desk.salience.most_common() if p not in without and desk.party(p).type in _SIDES]
    found = list(known)
    for kinds in (_GOVERNMENTS, (PartyType.ARMED_GROUP,)):
        if not any(desk.party(p).type in kinds for p in found):
            found += [p for p in ranked if desk.party(p).type in kinds][:1]
    return tuple(dict.fromkeys(found))[:2]


def vetoes(desk: Desk) -> Iterator[Veto]:
    """Who excludes whom or what."""
    for frame in desk.reading.vetoes:
        for by in desk.actors(frame.by)[:1]:
            excludes = [p for p in desk.heads(frame.excludes) if p != by]
            if not excludes and frame.issue is Issue.TALKS:
                excludes = list(desk.counterparts(by, frame.sentence))
            excluded = excludes[0] if excludes else None
            content = (by, excluded, frame.issue.value)
            because = desk.because(frame.at, frame.sentence)
            yield Veto(
                header=desk.header("veto", content, because, (), frame.rule, frame.confidence),
                by=by,
                excludes=excluded,
                issue=frame.issue,
                on=desk.time(frame.on) or desk.said_on(desk.attribution(frame.attribution)),
            )


def silences(desk: Desk) -> Iterator[Silence]:
    """Who gave no reply, and by when."""
    for frame in desk.reading.silences:
        for who in desk.actors(frame.who):
            because = desk.because(frame.at, frame.sentence)
            on = desk.time(frame.on) or desk.document.published
            yield Silence(
                header=desk.header("silence", (who,), because, (), frame.rule, frame.confidence),
                who=who,
                toward=tuple(p for p in desk.heads(frame.toward) if p != who),
                on=on,
            )


def commitments(desk: Desk) -> Iterator[Commitment]:
    """Promises, given on the day they were said."""
    for frame in desk.reading.commitments:
        for by in desk.actors(frame.by):
            because = desk.because(frame.at, frame.sentence)
            given = desk.said_on(desk.attribution(frame.attribution))
            yield Commitment(
                header=desk.header("commitment", (by, frame.what), because, (), frame.rule, frame.confidence),
                by=by,
                to=tuple(p for p in desk.heads(frame.to) if p != by) or desk.counterparts(by, frame.sentence),
                promises=Promises(frame.issue, frame.what, frame.amount),
                due=desk.time(frame.due),
                states=(State(CommitmentState.GIVEN.value, given, because),),
                given_on=given,
            )
