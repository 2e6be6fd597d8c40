"""Who stands between two sides: mediators, facilitators, hosts, envoys, guarantors, observers, messengers.

One sentence gives one channel for each of them: the surest cue wins, by the order of the pack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from toguna.kinds.reading import ChannelFrame, Mention, MentionKind
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import ChannelRole, ChannelState
from toguna.language.contact_sides import antecedent, doer, joined, right_after, sides_named, time_of
from toguna.language.scene import Scene
from toguna.language.sieve import Sieve
from toguna.packs.language import LanguagePack

_PROPOSED = re.compile(
    r"(?:\b(?:will|would|could|might|may|should|hopes? to|hoped to|plans? to|planned to|wants? to|wanted to|was to"
    r"|were to|is to|are to|offer(?:s|ed)? to|volunteer(?:s|ed)? to|ready to|willing to|going to|due to|set to"
    r"|expected to|if)"
    r"|'ll)(?: \w+){0,2} $"
)
_NOT = re.compile(r"(?:\b(?:not|never|no longer|without)|n't)(?: \w+){0,2} $")
_OWN = re.compile(r"\b(?:its|their|his|her|our|own)\b")
_ASKED = re.compile(
    r"\b(?:ask|urg|mandat|task|invit|want|call|request|appoint|charg|commission|press)\w*(?: (?:up)?on)?"
    r" [^.;,]{2,60} to $"
)
_OFFERED = r"\b(?:offers?|bids?|proposals?|attempts?|efforts?|requests?|calls?|invitations?)[^,;.]{0,30} to $"
_NOUN_HERE = re.compile(
    _OFFERED + r"|\b(?:the|an?|its|his|her|their|our|of|from|by|these|those|both|honest|neutral|impartial|\w+'s) $"
)
_DECLINED = re.compile(r"\b(?:refus|declin)\w+ to (?:\w+ )?$")
_BODY_OF = re.compile(r" (?:of|from) (?:the |both )?")
_BROKEN_OFF = re.compile(
    r"\b(?:suspended|broke(?:n)? down|collapsed|broken off|called off|ended (?:without|in failure|with no)|adjourned"
    r" indefinitely|petered out|fell apart|stalled)\b"
)
_NAMED_AS = re.compile(r"\b(?:appoint|nam|nominat|cho(?:se|os)|pick|designat|accept(?:ed)? )\w*\b")
_REFUSED = re.compile(r"\b(?:reject|refus|object|oppos|spurn|turn\w* down|no longer|not accept|never accept)\w*\b")
_WANTED = re.compile(r"\b(?:propos|suggest|want|prefer|insist|ask|invit|would like|call(?:ed|s)? for)\w*\b")
_IS = re.compile(
    r"(?:\s*[,–—-]\s*|\s+(?=is|was|has|had|act|serv|as\b))(?:who |which )?"
    r"(?:(?:is|was|has been|had been|acts?|acted|acting|serv(?:es|ed|ing))\b ?)?(?:as\b ?)?(?:also |now |currently )?"
    r"(?:the |an? |its |their |his |her |one of )*(?:\w+[ -]){0,2}"
)
_PRONOUN = MentionKind.PRONOUN
_NAMES = (MentionKind.PERSON, MentionKind.ORGANISATION, MentionKind.GROUP, MentionKind.NATION)


@dataclass(frozen=True, slots=True)
class _Cue:
    pattern: re.Pattern[str]
    role: ChannelRole
    state: ChannelState
    who: str
    about: bool


@lru_cache(maxsize=4)
def _cues(pack: LanguagePack) -> tuple[tuple[_Cue, ...], Sieve]:
    """The cues, those first that say more of the state of a channel, and a sieve over their patterns."""
    cues = [
        _Cue(
            re.compile(("" if r["who"] in ("joined", "before") else r"\b(?<!-)") + "(?:" + r["pattern"] + ")"),
            ChannelRole(r["role"]),
            ChannelState(r["state"]),
            r["who"],
            r["about"] == "yes",
        )
        for r in pack.table("channel_cues")
    ]
    cues.sort(key=lambda c: _ORDER[c.state])
    return tuple(cues), Sieve(c.pattern for c in cues)


@lru_cache(maxsize=4)
def _talks(pack: LanguagePack) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(pack.phrases("channel_talks")) + r")\b")


@lru_cache(maxsize=4)
def _nouns(pack: LanguagePack) -> tuple[tuple[re.Pattern[str], ChannelRole], ...]:
    return tuple((re.compile(r["pattern"]), ChannelRole(r["role"])) for r in pack.table("channel_nouns"))


def channels(scene: Scene, sentence: int) -> tuple[ChannelFrame, ...]:
    """The go-betweens of one sentence, each once."""
    found: dict[int, ChannelFrame] = {}
    for frame in (*_by_verb(scene, sentence), *_by_noun(scene, sentence)):
        for m in frame.who:
            key = _first(scene, m)
            if key not in found:
                found[key] = _alone(frame, m)
    return tuple(found.values())


def _alone(frame: ChannelFrame, who: int) -> ChannelFrame:
    between = tuple(b for b in frame.between if b not in frame.who)
    return ChannelFrame(
        frame.at, frame.sentence, (who,), frame.role, frame.state, between, frame.on, frame.attribution, frame.rule,
        frame.confidence,
    )  # fmt: skip


def _first(scene: Scene, mention: int) -> int:
    """The mention that apposition says this one is."""
    same = scene.mentions[mention].same_as
    return mention if same is None else same


# ---------------------------------------------------------------------------------------------------- by what they do
def _by_verb(scene: Scene, sentence: int) -> Iterator[ChannelFrame]:
    at = scene.body(sentence)
    cues, sieve = _cues(scene.pack)
    for cue in (cues[n] for n in sieve.live(scene.low, at.start, at.end)):
        for match in cue.pattern.finditer(scene.low, at.start, at.end):
            if cue.who == "subject" and _is_other(scene.low[at.start : match.start()], cue, match):
                continue
            if cue.about and not _about_talks(scene, match, at):
                continue
            who = _without_titles(scene, _who(scene, sentence, cue, match, at))
            if who:
                yield _frame(
                    scene, sentence, Stretch(match.start(), match.end()), who, cue.role, _state(scene, cue, match, at)
                )


#: what says more about the state of a channel is asked first: `offered to host` before `host`
_ORDER = {
    ChannelState.REFUSED: 0,
    ChannelState.ENDED: 1,
    ChannelState.MANDATED: 2,
    ChannelState.PROPOSED: 3,
    ChannelState.ACTIVE: 4,
}


def _is_other(before: str, cue: _Cue, match: re.Match[str]) -> bool:
    """True for a noun of the same letters, for what another is asked to do, and for one's own message."""
    own = cue.role is ChannelRole.MESSENGER and _OWN.search(match.group())
    return bool(own or _NOUN_HERE.search(before) or _ASKED.search(before))


def _about_talks(scene: Scene, match: re.Match[str], at: Stretch) -> bool:
    """Words for talks stand near the cue; or the cue ends its clause and has no other object."""
    low = scene.low
    near = _talks(scene.pack).search(low, match.start(), min(at.end, match.end() + 60))
    if near and not re.search(r"[;,]", low[match.end() : near.start()]):
        return True
    if re.match(r"\s*(?:,|\.|;|$|by\b|with\b)", low[match.end() : at.end]) or match.group().endswith(" by"):
        return bool(_talks(scene.pack).search(low, max(at.start, match.start() - 80), match.start())) or low[
            match.end() : match.end() + 1
        ] in (",", ".", ";")
    return bool(
        re.search(r"\b(?:which|that) (?:\S+ ){1,6}$", low[max(at.start, match.start() - 60) : match.start()])
    ) and bool(_talks(scene.pack).search(low, max(at.start, match.start() - 100), match.start()))


def _who(scene: Scene, sentence: int, cue: _Cue, match: re.Match[str], at: Stretch) -> tuple[int, ...]:
    if cue.who == "object":
        return tuple(m for m in right_after(scene, match.end(), at.end, 20) if scene.mentions[m].kind is not _PRONOUN)
    if cue.who in ("joined", "before"):
        return tuple(
            m
            for m in scene.mentions_in(at.start, match.start())
            if match.start() - scene.mentions[m].at.end in ((0, 2) if cue.who == "before" else (0,))
        )
    if match.group().split()[0].endswith("ing"):
        near = [m for m in scene.mentions_in(at.start, match.start()) if match.start() - scene.mentions[m].at.end <= 1]
        if near:
            return antecedent(scene, at.start, match.start())
    return tuple(b for m in doer(scene, sentence, match.start()) for b in _behind(scene, m, match.start()))


def _without_titles(scene: Scene, who: tuple[int, ...]) -> tuple[int, ...]:
    """`Qatar, the main mediator`: what stands beside a name only says what it is."""
    named = tuple(m for m in who if _role(scene.mentions[m], scene.pack) is None or scene.mentions[m].kind in _NAMES)
    return named or who


def _behind(scene: Scene, mention: int, end: int) -> tuple[int, ...]:
    """`a delegation of the Church`, `mediators from Qatar`: those behind a body that has no name of its own."""
    me = scene.mentions[mention]
    if me.kind is MentionKind.DESCRIPTION:
        of = _BODY_OF.match(scene.low, me.at.end, end)
        if of:
            return tuple(right_after(scene, me.at.end, end)) or (mention,)
    return (mention,)


def _state(scene: Scene, cue: _Cue, match: re.Match[str], at: Stretch) -> ChannelState:
    before, whole = scene.low[at.start : match.start()], scene.low[at.start : at.end]
    if cue.state is not ChannelState.ACTIVE:
        return cue.state
    if _NOT.search(before) or _DECLINED.search(before):
        return ChannelState.REFUSED
    if _PROPOSED.search(before) and not before.endswith(("continue to ", "keep ")):
        return ChannelState.PROPOSED
    if cue.who == "subject" and re.search(r"\bto (?:\w+ )?$", before) and re.search(_WANTED, before):
        return ChannelState.PROPOSED
    return ChannelState.ENDED if _BROKEN_OFF.search(whole) else ChannelState.ACTIVE


# ------------------------------------------------------------------------------------------------ by what they are
def _by_noun(scene: Scene, sentence: int) -> Iterator[ChannelFrame]:
    at = scene.body(sentence)
    for m in scene.mentions_in(at.start, at.end):
        mention = scene.mentions[m]
        role = _role(mention, scene.pack)
        if role is None:
            continue
        if mention.kind is MentionKind.PERSON:
            if role is not ChannelRole.HOST and not _known_before(scene, m):
                yield _frame(scene, sentence, mention.at, (m,), role, _noun_state(scene, mention, at, False))
            continue
        if mention.kind is not MentionKind.DESCRIPTION:
            continue
        who, appointed = _meant(scene, sentence, m, at)
        who = tuple(w for w in who if scene.mentions[w].kind in _NAMES)
        if who:
            yield _frame(scene, sentence, mention.at, who, role, _noun_state(scene, mention, at, appointed))


def _role(mention: Mention, pack: LanguagePack) -> ChannelRole | None:
    said = (mention.role or "").lower()
    if not said:
        return None
    for pattern, role in _nouns(pack):
        if pattern.fullmatch(said):
            return role
    return None


def _known_before(scene: Scene, mention: int) -> bool:
    """True when an earlier sentence of the report called the same person so: one title is said once."""
    me = scene.mentions[mention]
    last = me.name.split()[-1]
    return any(
        m.sentence < me.sentence
        and m.kind is me.kind
        and m.role == me.role
        and m.name.split()[-1] == last
        and not scene.sentences[m.sentence].is_title
        for m in scene.mentions[:mention]
    )


def _meant(scene: Scene, sentence: int, m: int, at: Stretch) -> tuple[tuple[int, ...], bool]:
    """Whom a description such as `the lead mediator` names in its sentence, and whether `as` joins them."""
    mention, low = scene.mentions[m], scene.low
    after = low[mention.at.end : at.end]
    if re.match(r" (?:from|of) ", after) and mention.name.lower().endswith("s"):
        if _role(mention, scene.pack) is ChannelRole.ENVOY:
            return (), False
        return right_after(scene, mention.at.end, at.end), False
    if mention.same_as is not None and scene.mentions[mention.same_as].kind in _NAMES:
        known = scene.mentions[mention.same_as]
        return ((mention.same_as,) if known.sentence == mention.sentence else ()), False
    after_comma = [n for n in scene.mentions_in(mention.at.end, at.end) if after.startswith(", ")][:1]
    for n in after_comma:
        if scene.mentions[n].kind is MentionKind.PERSON and scene.mentions[n].at.start - mention.at.end <= 25:
            return (n,), False
    before = [n for n in scene.mentions_in(at.start, mention.at.start) if scene.mentions[n].kind in _NAMES]
    if before:
        near = scene.mentions[before[-1]]
        gap = low[near.at.end : mention.at.start]
        if mention.at.start - near.at.end <= 40 and _IS.fullmatch(gap):
            is_as = bool(re.search(r"\bas\b", gap)) and not re.search(r"\b(?:act|serv)", gap)
            return antecedent(scene, at.start, near.at.end + 1) or (before[-1],), is_as
    if re.match(r",? [A-Z]", scene.document.text[mention.at.end : mention.at.end + 3]):
        next_one = [
            n for n in scene.mentions_in(mention.at.end, at.end) if scene.mentions[n].at.start - mention.at.end <= 2
        ]
        if next_one and scene.mentions[next_one[0]].kind in _NAMES and not after.startswith(","):
            return joined(scene, next_one[0], at.end), False
    return (), False


def _noun_state(scene: Scene, mention: Mention, at: Stretch, appointed: bool) -> ChannelState:
    before = scene.low[at.start : mention.at.start]
    if appointed:
        for pattern, state in (
            (_REFUSED, ChannelState.REFUSED),
            (_NAMED_AS, ChannelState.MANDATED),
            (_WANTED, ChannelState.PROPOSED),
        ):
            if pattern.search(before):
                return state
    return ChannelState.ACTIVE


def _frame(
    scene: Scene, sentence: int, at: Stretch, who: tuple[int, ...], role: ChannelRole, state: ChannelState
) -> ChannelFrame:
    end = scene.sentences[sentence].at.end
    return ChannelFrame(
        at=scene.stretch(at.start, at.end),
        sentence=sentence,
        who=who,
        role=role,
        state=state,
        between=sides_named(scene, at.start, end, who) or sides_named(scene, scene.body(sentence).start, end, who),
        on=time_of(scene, sentence),
        attribution=scene.attribution_at(at.start, at.end, sentence),
        rule=f"channel: {scene.low[at.start : at.end].strip()[:40]}",
        confidence=0.6 if state is ChannelState.ACTIVE else 0.5,
    )
