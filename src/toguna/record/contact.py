"""Channel, veto, silence and commitment frames to their records."""

from __future__ import annotations

from collections.abc import Iterator

from toguna.kinds.ids import PartyId
from toguna.kinds.record import Channel, Commitment, Promises, Silence, State, Veto
from toguna.kinds.vocabulary import CommitmentState, PartyType
from toguna.record.desk import Desk

_SIDES = (PartyType.GOVERNMENT, PartyType.STATE, PartyType.ARMED_GROUP)


def channels(desk: Desk) -> Iterator[Channel]:
    """Who stands between whom; sides that the sentence does not name are the report's two main ones."""
    for frame in desk.reading.channels:
        for who in desk.heads(frame.who):
            between = tuple(p for p in desk.heads(frame.between) if p != who)
            if len(between) < 2:
                between = _two_sides(desk, who, between)
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


def _two_sides(desk: Desk, who: PartyId, known: tuple[PartyId, ...]) -> tuple[PartyId, ...]:
    """The known side and the most spoken-of government and armed group of the report, two at most."""
    ranked = [p for p, _ in desk.salience.most_common() if p != who and desk.party(p).type in _SIDES]
    found = list(known)
    for kinds in ((PartyType.GOVERNMENT, PartyType.STATE), (PartyType.ARMED_GROUP,)):
        if not any(desk.party(p).type in kinds for p in found):
            found += [p for p in ranked if desk.party(p).type in kinds][:1]
    return tuple(dict.fromkeys(found))[:2]


def vetoes(desk: Desk) -> Iterator[Veto]:
    """Who excludes whom or what."""
    for frame in desk.reading.vetoes:
        for by in desk.heads(frame.by):
            excludes = [p for p in desk.heads(frame.excludes) if p != by] or list(desk.counterparts(by, frame.sentence))
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
        for who in desk.heads(frame.who):
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
        for by in desk.heads(frame.by):
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
