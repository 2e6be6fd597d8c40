"""Vetoes: who shuts out a partner, a seat at the table, a mediator or a place, a topic.

A refusal with a way out (`no talks until they leave`) is a conditional position and no veto.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from toguna.kinds.reading import MentionKind, PositionFrame, VetoFrame
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import Issue, Stance
from toguna.language.contact_sides import clause_start, doer, right_after, time_of
from toguna.language.issues import anchors
from toguna.language.scene import Scene
from toguna.language.sieve import Sieve
from toguna.packs.language import LanguagePack

_UNREAL = re.compile(r"(?:\b(?:not|never|nor)|n't)(?: \w+)? $")
_IMPERSONAL = re.compile(
    r"(?:no |red line|non-neg|not neg|not up|not open|off the|not on|not a|will not be|cannot be|never be|out of"
    r"|should be|beyond|(?:there )?(?:is|are|can be|will be|would be|could be) no)"
)
_PASSIVE = re.compile(r"be (?:excluded|barred|kept out|left out|shut out)$")
_WITH = re.compile(r"\b(?:with|to|for|between)\b")
_ISSUE = {"partner": Issue.TALKS, "seat": Issue.INCLUSION, "way": Issue.VENUE}


@lru_cache(maxsize=4)
def _cues(pack: LanguagePack) -> tuple[tuple[tuple[str, re.Pattern[str]], ...], Sieve]:
    cues = tuple((r["sort"], re.compile(r"\b(?:" + r["pattern"] + r")")) for r in pack.table("veto_cues"))
    return cues, Sieve(pattern for _, pattern in cues)


def vetoes(scene: Scene, sentence: int, positions: tuple[PositionFrame, ...]) -> tuple[VetoFrame, ...]:
    """The exclusions of one sentence, one for each issue and holder."""
    found: dict[tuple[tuple[int, ...], Issue], VetoFrame] = {}
    for frame in _found(scene, sentence, positions):
        found.setdefault((frame.by, frame.issue), frame)
    return tuple(found.values())


def _found(scene: Scene, sentence: int, positions: tuple[PositionFrame, ...]) -> Iterator[VetoFrame]:
    at = scene.body(sentence)
    cues, sieve = _cues(scene.pack)
    for sort, pattern in (cues[n] for n in sieve.live(scene.low, at.start, at.end)):
        for match in pattern.finditer(scene.low, at.start, at.end):
            if _UNREAL.search(scene.low[at.start : match.start()]):
                continue
            issue = _ISSUE.get(sort) or _topic(scene, match, at)
            stood = _position(positions, match, issue)
            if issue is None or (stood is not None and stood.stance is Stance.CONDITIONAL):
                continue
            by = _by(scene, sentence, match, stood)
            excludes = _excluded(scene, sort, match, at, by, stood)
            if not by or (sort in ("seat", "way") and not excludes):
                continue
            yield VetoFrame(
                at=scene.stretch(match.start(), match.end()),
                sentence=sentence,
                by=by,
                issue=issue,
                excludes=excludes,
                on=time_of(scene, sentence),
                attribution=scene.attribution_at(match.start(), match.end(), sentence),
                rule=f"veto: {match.group().strip()[:40]}",
                confidence=0.6 if stood is not None else 0.5,
            )


def _position(positions: tuple[PositionFrame, ...], match: re.Match[str], issue: Issue | None) -> PositionFrame | None:
    """The position that rests on the same words, the same issue first."""
    words = Stretch(match.start(), match.end())
    near = [p for p in positions if p.at.meets(words) and p.stance in (Stance.AGAINST, Stance.CONDITIONAL)]
    same = [p for p in near if p.issue is issue]
    return next(iter(same or near), None)


def _topic(scene: Scene, match: re.Match[str], at: Stretch) -> Issue | None:
    """The matter shut out: named after the cue, or before it when the cue is what is said of it."""
    after = anchors(scene.low, match.end(), min(at.end, match.end() + 60), scene.pack)
    start = clause_start(scene.low, at.start, match.start())
    before = anchors(scene.low, start, match.start(), scene.pack)
    found = after if re.match(r"rul|(?:will|would|shall|can) never", match.group()) else before or after
    named = [a for a in found if a.strength > 1] or list(found)
    return named[0].issue if named else None


def _by(scene: Scene, sentence: int, match: re.Match[str], stood: PositionFrame | None) -> tuple[int, ...]:
    """Who shuts out: the position's holder; else the speaker of impersonal words and of `we`; else the subject."""
    if match.group().endswith(" by"):
        return right_after(scene, match.end(), scene.sentences[sentence].at.end, 40)[:1]
    said = scene.attribution_at(match.start(), match.end(), sentence)
    speaker = scene.attributions[said].speaker if said is not None else ()
    if " be " in f" {match.group()} " and (_PASSIVE.search(match.group())):
        return speaker
    if stood is not None and stood.holder:
        return stood.holder
    if _IMPERSONAL.match(match.group()) and speaker:
        return speaker
    subject = doer(scene, sentence, match.start())
    if not subject or any(scene.is_first_person(m) for m in subject):
        return speaker or tuple(m for m in subject if not scene.is_first_person(m))
    return subject


def _excluded(
    scene: Scene, sort: str, match: re.Match[str], at: Stretch, by: tuple[int, ...], stood: PositionFrame | None
) -> tuple[int, ...]:
    if sort == "topic":
        return ()
    if sort == "seat" and match.group().endswith(("excluded", "barred", "out")) and " be " in match.group():
        return _subject_near(scene, match, at)
    after = match.end()
    if sort == "partner" and not re.search(r"(?:with|to|recogni[sz]e)\b[^.]{0,40}$", match.group()):
        with_whom = _WITH.search(scene.low, match.end(), min(at.end, match.end() + 25))
        after = with_whom.end() if with_whom else -1
    if sort == "partner" and "recogni" in match.group():
        after = match.start() + match.group().index("recogni") + 9
    found = right_after(scene, after, at.end, 8) if after >= 0 else ()
    named = tuple(m for m in found if m not in by and scene.mentions[m].kind is not MentionKind.PRONOUN)
    if named:
        return named[:1]
    return stood.toward[:1] if stood is not None and sort == "partner" else found[:1]


def _subject_near(scene: Scene, match: re.Match[str], at: Stretch) -> tuple[int, ...]:
    """`the splinter group should be excluded`: the subject is the one shut out."""
    before = [m for m in scene.mentions_in(at.start, match.start()) if match.start() - scene.mentions[m].at.end <= 2]
    return tuple(before[-1:])
