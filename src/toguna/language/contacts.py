"""Channels, vetoes, silences and commitments: the small frames around positions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from toguna.kinds.reading import (
    ChannelFrame,
    CommitmentFrame,
    MentionKind,
    PositionFrame,
    SilenceFrame,
    TimeKind,
    VetoFrame,
)
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import ChannelRole, ChannelState, Issue, Stance
from toguna.language.issues import anchors
from toguna.language.scene import Scene
from toguna.packs.language import LanguagePack

_UNREAL = re.compile(r"\b(?:if|could|might|would like|hopes? to|wants? to|without)\b")
_BREAKS = re.compile(r"[;:]\s|\s[–—]\s|, (?:and|but|while|which|who|after|as|when)\b|\bthat\b|\bbut\b")
_BETWEEN = re.compile(r"\b(?:between|with|to|and|against)\b")


@lru_cache(maxsize=4)
def _channel_cues(pack: LanguagePack) -> tuple[tuple[re.Pattern[str], ChannelRole, ChannelState, str], ...]:
    return tuple(
        (re.compile(r"\b(?:" + r["pattern"] + ")"), ChannelRole(r["role"]), ChannelState(r["state"]), r["who"])
        for r in pack.table("channel_cues")
    )


@lru_cache(maxsize=16)
def _any_of(pack: LanguagePack, name: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(pack.phrases(name)) + ")")


def _clause_start(low: str, start: int, at: int) -> int:
    last = start
    for match in _BREAKS.finditer(low, start, at):
        last = match.end()
    return last


def time_of(scene: Scene, sentence: int) -> int | None:
    """The first point in time that a sentence names, or None."""
    points = (t for t in scene.times_of(sentence) if scene.times[t].kind is TimeKind.POINT and scene.times[t].value)
    return next(points, None)


def channels(scene: Scene, sentence: int) -> tuple[ChannelFrame, ...]:
    """Mediators, facilitators, hosts, envoys and messengers of one sentence, one for each of them."""
    at, found = scene.sentences[sentence].at, {}
    for pattern, role, state, side in _channel_cues(scene.pack):
        for match in pattern.finditer(scene.low, at.start, at.end):
            start = _clause_start(scene.low, at.start, match.start())
            if side == "subject":
                who = scene.subjects(start, match.start())
            else:
                who = scene.objects(match.end(), min(at.end, match.end() + 80))
            who = tuple(w for w in who if scene.mentions[w].kind is not MentionKind.PRONOUN or side == "subject")
            if not who or who[0] in found:
                continue
            ended = bool(
                re.search(
                    r"\b(?:suspended|broke down|collapsed|ended|adjourned indefinitely)\b", scene.low[at.start : at.end]
                )
            )
            between = _sides(scene, match.end(), at.end, who)
            found[who[0]] = ChannelFrame(
                at=scene.stretch(match.start(), match.end()),
                sentence=sentence,
                who=who,
                role=role,
                state=ChannelState.ENDED if ended and state is ChannelState.ACTIVE else state,
                between=between,
                on=time_of(scene, sentence),
                attribution=scene.attribution_at(match.start(), match.end(), sentence),
                rule=f"channel: {match.group().strip()}",
                confidence=0.5 if _UNREAL.search(scene.low[at.start : match.start()]) else 0.6,
            )
    return tuple(found.values())


def _sides(scene: Scene, start: int, end: int, who: tuple[int, ...]) -> tuple[int, ...]:
    if not _BETWEEN.search(scene.low, start, end):
        return ()
    kinds = (MentionKind.NATION, MentionKind.GROUP, MentionKind.ORGANISATION, MentionKind.DESCRIPTION)
    here = [m for m in scene.mentions_in(start, end) if m not in who and scene.mentions[m].kind in kinds]
    return tuple(here[:2])


def vetoes(scene: Scene, sentence: int, positions: tuple[PositionFrame, ...]) -> tuple[VetoFrame, ...]:
    """Refusals that exclude: a partner from talks, talks altogether, a topic."""
    cue = _any_of(scene.pack, "veto_cues")
    frames = []
    for frame in positions:
        if frame.stance is not Stance.AGAINST or frame.issue not in (Issue.TALKS, Issue.INCLUSION, Issue.VENUE):
            continue
        start = max(scene.sentences[sentence].at.start, frame.at.start - 40)
        match = cue.search(scene.low, start, frame.at.end)
        if match:
            frames.append(
                VetoFrame(
                    at=frame.at,
                    sentence=sentence,
                    by=frame.holder,
                    issue=frame.issue,
                    excludes=frame.toward[:1],
                    on=time_of(scene, sentence),
                    attribution=frame.attribution,
                    rule=f"veto: {match.group()}",
                    confidence=0.5,
                )
            )
    return tuple(frames)


def silences(scene: Scene, sentence: int) -> tuple[SilenceFrame, ...]:
    """Dated absences of a reply; a silence is never a position."""
    at = scene.sentences[sentence].at
    match = _any_of(scene.pack, "silence_cues").search(scene.low, at.start, at.end)
    if match is None:
        return ()
    after = re.compile(r"\s*(?:from|by|to)?\s*").match(scene.low, match.end())
    who: tuple[int, ...] = ()
    if re.search(r"\bno\b|not a", match.group()):
        who = scene.objects(after.end() if after else match.end(), min(at.end, match.end() + 60))
    if not who:
        who = scene.subjects(_clause_start(scene.low, at.start, match.start()), match.start())
    if not who:
        return ()
    return (
        SilenceFrame(
            at=Stretch(match.start(), match.end()),
            sentence=sentence,
            who=who[:1],
            on=time_of(scene, sentence),
            rule=f"silence: {match.group()}",
            confidence=0.7,
        ),
    )


def commitments(scene: Scene, sentence: int) -> tuple[CommitmentFrame, ...]:
    """Promises without a condition, made by whoever speaks: from attributions whose cue promises."""
    return tuple(_promised(scene, sentence))


def _promised(scene: Scene, sentence: int) -> Iterator[CommitmentFrame]:
    cue_words = _any_of(scene.pack, "promise_cues")
    for n in scene.attributions_of(sentence):
        attribution = scene.attributions[n]
        cue = " ".join(scene.low[c.start : c.end] for c in attribution.cue)
        if not cue_words.match(cue) or not attribution.speaker or not attribution.content or attribution.denial:
            continue
        content = Stretch(attribution.content[0].start, attribution.content[-1].end)
        found = anchors(scene.low, content.start, content.end, scene.pack)
        issue = max(found, key=lambda a: a.strength).issue if found else Issue.OTHER
        due = next((t for t in scene.times_of(sentence) if scene.times[t].kind is TimeKind.DEADLINE), None)
        what = " ".join(content.of(scene.document.text).split())
        yield CommitmentFrame(
            at=scene.stretch(content.start, content.end),
            sentence=sentence,
            by=attribution.speaker,
            issue=issue,
            what=what[:160],
            to=(attribution.addressee,) if attribution.addressee is not None else (),
            due=due,
            attribution=n,
            rule=f"promise: {cue}",
            confidence=0.5,
        )
