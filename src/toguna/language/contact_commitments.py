"""Commitments: who binds himself to do what, to whom, by when. Threats bind nobody, nor do offers with an `if`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from toguna.kinds.reading import Attribution, CommitmentFrame, MentionKind, TimeKind
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import Issue
from toguna.language.contact_sides import doer, right_after
from toguna.language.issues import anchors
from toguna.language.scene import Scene
from toguna.packs.language import LanguagePack

_NOT = re.compile(
    r"(?:\b(?:not|never|nor|without|stopped short of|refus\w+ to|declin\w+ to|fail\w* to|if|unless|could|might|should"
    r"|must|urged? [^,.;]{1,40} to|to)|n't)(?: \w+)? $"
)
_NOBODY = re.compile(r"\b(?:nobody|no one|none|neither|no (?!longer|doubt|later|less|more)\w+)\b[^,.;:“”\"]*$")
"""`Nobody in the cabinet has pledged`, `has given nobody a promise`."""

_IF = re.compile(r"\b(?:if|unless|provided|providing|on condition|only after|only when|as long as|until|once)\b")
_THREAT = re.compile(
    r"(?:that (?:it|they|he|she|we) (?:will|would) |to |never to )?(?:\w+ly )?"
    r"(?:fight|attack|retaliat|aveng|punish|crush|hunt|defeat|destroy"
    r"|respond|resist|strike|liberate|recaptur|retak|eliminat|wipe|keep fighting|continue (?:to fight|the fight|the war"
    r"|fighting|its (?:offensive|attacks|campaign)))"
)
_DUE = re.compile(r"\b(?:by|before|within|no later than|in) (?:the |next |\w+ )?$")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are)(?: \w+ly)? $")
_FACT = re.compile(
    r"(?:after|since|before|in|on|at|as|and|or|but|by|during|when|it|them|him|her|us) (?!(?:will|would|shall))"
    r"|that (?!.*\b(?:will|would|shall|is to|are to|not to)\b)"
)
_PRONOUN = MentionKind.PRONOUN


@lru_cache(maxsize=4)
def _cues(pack: LanguagePack) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(pack.phrases("promise_cues")) + r")\b")


def commitments(scene: Scene, sentence: int) -> tuple[CommitmentFrame, ...]:
    """The promises of a sentence, one for each speaker and cue."""
    return tuple(_promised(scene, sentence))


def _promised(scene: Scene, sentence: int) -> Iterator[CommitmentFrame]:
    at, taken = scene.body(sentence), -1
    for match in _cues(scene.pack).finditer(scene.low, at.start, at.end):
        before = scene.low[at.start : match.start()]
        if match.start() < taken or _NOT.search(before) or _NOBODY.search(before):
            continue
        said = _said_with(scene, sentence, match)
        by = said.speaker if said and said.speaker else doer(scene, sentence, match.start())
        by = tuple(m for m in by if not scene.is_first_person(m)) or _speaker(scene, sentence, match)
        to, start = _to_whom(scene, match, at)
        content = _content(scene, start, at, said)
        words = scene.low[content.start : content.end]
        binds = re.match(r"(?:to|that|not to|it|they|he|she|he|we|a|an|the|\w+) ", words)
        if _FACT.match(words) or _PASSIVE.search(scene.low[at.start : match.start()]):
            continue
        if not by or binds is None or _IF.search(words) or _THREAT.match(words) or (said and said.denial):
            continue
        taken = content.end
        found = anchors(scene.low, content.start, content.end, scene.pack)
        yield CommitmentFrame(
            at=scene.stretch(content.start, content.end),
            sentence=sentence,
            by=by,
            issue=max(found, key=lambda a: a.strength).issue if found else Issue.OTHER,
            what=_what(scene, content),
            to=tuple(m for m in to if m not in by),
            due=_due(scene, sentence, content),
            attribution=scene.attribution_at(content.start, content.end, sentence),
            rule=f"promise: {match.group()}",
            confidence=0.5,
        )


def _said_with(scene: Scene, sentence: int, match: re.Match[str]) -> Attribution | None:
    """The attribution whose cue is this verb."""
    words = Stretch(match.start(), match.end())
    for n in scene.attributions_of(sentence):
        if any(c.meets(words) for c in scene.attributions[n].cue):
            return scene.attributions[n]
    return None


def _speaker(scene: Scene, sentence: int, match: re.Match[str]) -> tuple[int, ...]:
    said = scene.attribution_at(match.start(), match.end(), sentence)
    return scene.attributions[said].speaker if said is not None else ()


def _to_whom(scene: Scene, match: re.Match[str], at: Stretch) -> tuple[tuple[int, ...], int]:
    """The one who is promised something, right after the verb, and where the promise itself begins."""
    inside = [m for m in scene.mentions_in(match.start(), match.end()) if scene.mentions[m].kind is not _PRONOUN]
    if inside:
        return tuple(inside[:1]), match.end()
    if match.group().endswith(" to"):
        return (), match.end()
    to = right_after(scene, match.end(), at.end)
    if not to or scene.mentions[to[0]].kind is MentionKind.PLACE:
        return (), match.end()
    end = scene.mentions[to[-1]].at.end
    follows = re.match(r",? (?:that|to)\b", scene.low[end : end + 8])
    return (to, end) if follows else ((), match.end())


def _content(scene: Scene, start: int, at: Stretch, said: Attribution | None) -> Stretch:
    """What is promised: what the attribution holds from there on, else the rest of the clause."""
    end = at.end
    if said and said.content:
        last = max(c.end for c in said.content)
        end = last if last > start + 3 else at.end
        if last <= start + 3:
            return Stretch(said.content[0].start, max(c.end for c in said.content))
    stop = re.compile(
        r"[;]|[,.!?]\"|\",|, [\w .'-]{2,40}? (?:said|says|told)\b|, (?:but|while|which|who|he|she|a|an)\b"
        r"|,? (?:said|told)\b"
    ).search(scene.low, start, end)
    return scene.stretch(start, stop.start() if stop else end)


def _what(scene: Scene, content: Stretch) -> str:
    text = " ".join(scene.document.text[content.start : content.end].split())
    text = re.sub(r"^(?:that|to) ", "", text).strip(' "“”,.')
    return text if len(text) <= 160 else text[:160].rsplit(" ", 1)[0]


def _due(scene: Scene, sentence: int, content: Stretch) -> int | None:
    """The time by which it is to be done: a deadline, or a point after `by`, `within`, `before`."""
    for t in scene.times_of(sentence):
        time = scene.times[t]
        if not content.holds(time.at):
            continue
        if time.kind is TimeKind.DEADLINE or _DUE.search(scene.low[content.start : time.at.start]):
            return t
    return None
