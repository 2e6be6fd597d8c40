"""Positions on what was spoken of before: `rejected it`, `the offer was turned down`, `has so far refused`.

The words themselves name no issue; what the sentences just before were about fills the gap. Weak by nature, so every
frame from here says so in its confidence and is never explicit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toguna.kinds.reading import PositionFrame
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import Issue, Stance
from toguna.language.issues import anchors
from toguna.language.position_holders import agent, holder_of
from toguna.language.scene import Scene
from toguna.language.stances import Read, found_after, found_before

_NOUN = (
    r"(?:\w+ ){0,2}?(?:moves?|decision|announcements?|outcome|proposals?|plans?|offers?|declaration|steps?"
    r"|statements?"
    r"|initiative|gesture|idea|demands?|request|call|terms|draft|text|invitation|ultimatum|approach|suggestions?"
    r"|overtures?|package|conditions|preconditions|appeal|pause|pact|deal|document)\b"
)
_OBJECT = re.compile(
    r"\s*(?:it|them|this|that|either|both|all of it|(?:the|this|that|these|its|their|his|her"
    r"|such an?)\s" + _NOUN + r")"
    r"(?=[\s.,;:\")]|$)(?! (?:was|were|is|are|had|has|have|would|will|to|could|should|must|does|did|can)\b)"
)
_SUBJECT = re.compile(r"\b(?:it|they|this|that|(?:the|this|that|these|its|their|his|her|an?)\s" + _NOUN + r")\s+$")
_DEMAND = re.compile(r"\b(?:demands?|terms|(?:pre)?conditions|ultimatum)\b")
_TURNED = re.compile(
    r"\b(?:turn(?:s|ed|ing)?|shot|shoots?|wav(?:e|es|ed)|brush(?:es|ed)?)\s"
    r"((?:it|them|both|(?:the|this|that|these|its|their|his|her) \w+(?: \w+)?))\s(?:down|away|aside|off)\b"
)
_TAKES = re.compile(
    r"(?:accept|agree|welcom|endors|back|support|embrac|hail|prais|applaud|reject|refus|declin|dismiss|spurn|rebuff"
    r"|snub|turn|rul|denounc|condemn|veto|block|abandon|disown|terminat|cancel|scrap|call|suspend)\w*"
)
_BARE = re.compile(
    r"(?:\b(?:has|have|had|'d|'s|'ve)(?: (?:so far|also|repeatedly|always|since|again|twice|flatly|already|now"
    r"|too))*)\s$"
)
_BARE_END = re.compile(
    r"(?: (?:too|as well|again|outright|so far|in principle|by phone|in a phone call|on \w+day"
    r"|the same day)\b[^,;:]{0,40})?"
    r"\s*[.,;:\"]*\s*$"
)
_ANSWERS = re.compile(r"(?:refused|declined|accepted|agreed|consented|balked|baulked)$")
_NAMING = re.compile(r"\b(?:call|brand|dub|term|describ|denounc|dismiss|label|slamm?|mock)(?:e|es|ed|s|led|ing)?\s$")


@dataclass(frozen=True, slots=True)
class Before:
    """What the sentences just before were about.

    issue      of the last position
    required   what the last condition asked for, or None
    """

    issue: Issue
    required: Issue | None = None

    def meant(self, words: str) -> Issue:
        """The issue that `the proposal` or `the conditions` stand for."""
        return self.required if self.required is not None and _DEMAND.search(words) else self.issue


def elliptic(
    scene: Scene, sentence: int, at: Stretch, attribution: int | None, said: Stance | None, before: Before | None
) -> Iterator[PositionFrame]:
    """The position of a clause that takes a stance on something said before, if it does.

    said   the stance that the speech verb itself takes on its content, or None
    """
    if before is None or any(a.strength > 1 for a in anchors(scene.low, at.start, at.end, scene.pack)):
        return
    found = _said(scene, at, said) or _object(scene, at) or _passive(scene, at) or _bare(scene, at)
    if found is None:
        return
    read, words, forced = found
    holder: tuple[int, ...] = ()
    ascribed: tuple[int, ...] = ()
    if forced and attribution is not None:
        holder = scene.attributions[attribution].speaker
    elif read.cue is not None:
        passive = scene.low[read.cue.start : read.cue.end].startswith(("is ", "was ", "are ", "were "))
        holder = agent(scene, read.cue, at.end) if passive else ()
        if not holder and not passive:
            until = Stretch(at.start, max(read.cue.start, at.start + 1))
            holder, ascribed = holder_of(scene, sentence, until, None, attribution)
    if holder and read.stance in (Stance.FOR, Stance.AGAINST, Stance.OPEN):
        yield PositionFrame(
            at=scene.stretch(at.start, at.end),
            sentence=sentence,
            issue=before.meant(words),
            stance=read.stance,
            holder=holder,
            attribution=attribution,
            ascribed_by=ascribed,
            explicit=False,
            rule=f"{read.stance}: of what was said before",
            confidence=0.4,
        )


def _said(scene: Scene, at: Stretch, said: Stance | None) -> tuple[Read, str, bool] | None:
    match = _OBJECT.match(scene.low, at.start, at.end) if said is not None else None
    return (Read(said, None, 3), match.group(), True) if match and said is not None else None


def _object(scene: Scene, at: Stretch) -> tuple[Read, str, bool] | None:
    """`turned the offer down`, `accepted it`, `called it a joke`."""
    turned = _TURNED.search(scene.low, at.start, at.end)
    if turned:
        return Read(Stance.AGAINST, Stretch(turned.start(), turned.start(1)), 3), turned.group(1), False
    for read in found_before(scene.low, at, scene.pack):
        if read.cue is None or read.strength < 3 or not _TAKES.match(scene.low, read.cue.start, read.cue.end):
            continue
        match = _OBJECT.match(scene.low, read.cue.end, at.end)
        if match:
            return read, match.group(), False
    for read in found_after(scene.low, at, scene.pack):
        if read.cue is None or read.strength < 3 or read.stance is not Stance.AGAINST:
            continue
        named = re.search(r"(\S+\s(?:it|this|that|them))\s?(?:as )?$", scene.low[at.start : read.cue.start])
        if named and _NAMING.search(named.group(1).split()[0] + " "):
            return read, "it", False
    return None


def _passive(scene: Scene, at: Stretch) -> tuple[Read, str, bool] | None:
    """`the offer was turned down by the rebels`."""
    for read in found_after(scene.low, at, scene.pack):
        if read.cue is None:
            continue
        match = _SUBJECT.search(scene.low[at.start : read.cue.start].rstrip() + " ")
        if match:
            return read, match.group(), False
    return None


def _bare(scene: Scene, at: Stretch) -> tuple[Read, str, bool] | None:
    """`has so far refused`, `had accepted too`: the verb ends its clause."""
    for match in re.finditer(r"\b\w+ed\b", scene.low[at.start : at.end]):
        start, end = at.start + match.start(), at.start + match.end()
        if not _ANSWERS.match(match.group()) or not _BARE.search(scene.low[max(at.start, start - 40) : start]):
            continue
        if _BARE_END.match(scene.low, end, at.end):
            stance = Stance.AGAINST if match.group()[0] in "rdb" else Stance.FOR
            return Read(stance, Stretch(start, end), 3), "", False
    return None
