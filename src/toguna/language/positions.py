"""Where somebody stands: position frames from anchors, cues and condition clauses."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from toguna.kinds.reading import ConditionFrame, Mention, MentionKind, PositionFrame
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import Issue, Lasting, Manner, Necessity, Stance, StatementMode
from toguna.language.condition_clauses import Clause
from toguna.language.conditions import Found, main_anchor, toward_of
from toguna.language.issues import Anchor, anchors
from toguna.language.scene import Scene
from toguna.language.stances import Read, flipped, force, stance_on
from toguna.language.verbs import verb_forms

_HARD = re.compile(
    r"[;:]\s|\s[–—]\s"
    r"|, (?=(?:but|while|although|though|which|who|whose|where|whereas|saying|adding|citing)\b)|,? (?=but )"
    r"|, (?=and (?:that|the|it|he|she|they|we|there|would|will|has|have|had|is|are|was|were|\w+ed) )"
    r"|(?<=\w) (?=and (?:would|will|has|have|had|said|is|are|was|were|can|could|must|should) )"
)
_THE_MOVE = re.compile(
    r"\s*(?:the|this|that|both|its|their|his)\s+(?:\w+ ){0,2}(?:move|decision|announcements?|outcome|proposals?|plan"
    r"|offer|declaration|steps?|deal|statements?|initiative|gesture|idea|demands?|request|call)\b"
)
_INFINITIVE = re.compile(r"[\"\s]*(?:also |not )?to \w+")
_OPENS = re.compile(
    r"[\"\s]*(?:however, |but |and )?(?:as|when|while|after|although|though|since|because|despite|in|on|during"
    r"|following|amid|under|for|with|from|at)\b[^,;:]{6,}, "
)
_PARENTHESIS = re.compile(r", (?:who|whose|which|where)\b[^,;]{3,160}, ")
_RELATIVE = re.compile(r"(?:\b(?:which|who)|^that) (?:has|had|have|is|are|was|were|will|would|\w+ed|\w+s)\b")
_AUXILIARIES = frozenset("is was are were has had have will would can could shall may might must does did do".split())
_SECRET = re.compile(r"\b(?:secret|quiet(?:ly)?|back-?channel|behind the scenes|informal)\b")
_INDIRECT = re.compile(
    r"\b(?:indirect|proximity|through (?:mediators|intermediaries)|via (?:mediators|intermediaries))\b"
)
_DIRECT = re.compile(r"\b(?:direct(?:ly)?|face[- ]to[- ]face|one[- ]on[- ]one)\b")
_TEMPORARY = re.compile(r"\b(?:temporar\w+|for now|provisional\w*|interim)\b")
_PERMANENT = re.compile(r"\b(?:permanent\w*|for good|lasting|definitive\w*)\b")
_DEMANDS = re.compile(r"\b(?:insist|demand|want|call|ask|press|need)\w*\b")
_FORCES = re.compile(r"\b(?:troops|forces|soldiers|peacekeepers|mission|fighters|mercenaries|military)\b")
_PARTY = (MentionKind.NATION, MentionKind.GROUP, MentionKind.ORGANISATION, MentionKind.PERSON)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A clause in the words of one speaker (or the narrator), free of condition clauses."""

    at: Stretch
    attribution: int | None


def positions(
    scene: Scene, sentence: int, found: Found, first_condition: int, before: Issue | None = None
) -> tuple[PositionFrame, ...]:
    """The position frames of one sentence: one for each holder and issue.

    found             its condition frames
    first_condition   index of the first of them in the whole reading
    before            what the last sentence was about, for `welcomed the move`
    """
    frames: dict[tuple[tuple[int, ...], Issue], PositionFrame] = {}
    for frame in _conditional(scene, sentence, found, first_condition):
        frames.setdefault((frame.holder, frame.issue), frame)
    for frame in _quoted_demands(scene, sentence, found):
        frames.setdefault((frame.holder, frame.issue), frame)
    for unit in _units(scene, sentence, found):
        for frame in _plain(scene, sentence, unit):
            key = (frame.holder, frame.issue)
            if key not in frames or _better(frame, frames[key]):
                frames[key] = frame
        for frame in _anaphoric(scene, sentence, unit, before):
            frames.setdefault((frame.holder, frame.issue), frame)
    return tuple(frames.values())


def _better(new: PositionFrame, old: PositionFrame) -> bool:
    return old.stance is not Stance.CONDITIONAL and new.confidence > old.confidence


def _conditional(scene: Scene, sentence: int, found: Found, first: int) -> Iterator[PositionFrame]:
    done: set[int] = set()
    for clause in dict.fromkeys(found.clauses):
        mine = [n for n, c in enumerate(found.clauses) if c == clause]
        frames = [found.frames[n] for n in mine]
        if done & set(mine) or not frames:
            continue
        done |= set(mine)
        anchor = main_anchor(scene, clause)
        at = scene.stretch(min(clause.main.start, clause.condition.start), max(clause.main.end, clause.condition.end))
        attribution = frames[0].attribution
        holder, ascribed = _holder(scene, sentence, clause.main, anchor, attribution)
        if attribution is not None and _is_request(scene, attribution, clause):
            holder, ascribed = scene.attributions[attribution].speaker or holder, ()
        if not holder and attribution is None:
            holder = _who_demands(scene, clause)
        yield PositionFrame(
            at=at,
            sentence=sentence,
            issue=frames[0].unlocks,
            stance=Stance.CONDITIONAL,
            holder=holder,
            toward=frames[0].toward or _sided(frames),
            conditions=tuple(first + n for n in mine),
            attribution=attribution,
            ascribed_by=ascribed,
            manner=_manner(scene, clause.main),
            lasting=_lasting(scene, clause.main),
            rule=frames[0].rule,
            confidence=frames[0].confidence,
        )


def _is_request(scene: Scene, attribution: int, clause: Clause) -> bool:
    """`asked the authorities to suspend the vote until ...`: whoever asks holds it, not whom he asks."""
    asked = scene.attributions[attribution]
    cue = " ".join(scene.low[c.start : c.end] for c in asked.cue)
    content = asked.content[0]
    opens = scene.low[content.start : min(clause.marker.start, content.end)]
    return force(cue, scene.pack) is Stance.FOR and bool(re.match(r"[^,;]{0,60}?\bto \w+", opens))


def _quoted_demands(scene: Scene, sentence: int, found: Found) -> Iterator[PositionFrame]:
    """`No talks before the troops leave`, in his own words, also wants the troops out."""
    for frame in found.frames:
        if frame.attribution is None or frame.issue is not Issue.WITHDRAWAL or not frame.by:
            continue
        attribution = scene.attributions[frame.attribution]
        quoted = attribution.mode is StatementMode.DIRECT or '"' in scene.low[frame.at.start - 1 : frame.at.end + 1]
        if quoted and attribution.speaker:
            yield PositionFrame(
                at=frame.at,
                sentence=sentence,
                issue=frame.issue,
                stance=Stance.FOR,
                holder=attribution.speaker,
                toward=frame.by,
                attribution=frame.attribution,
                explicit=False,
                rule=f"for: {frame.rule}",
                confidence=0.5,
            )


def _who_demands(scene: Scene, clause: Clause) -> tuple[int, ...]:
    """The subject of `insists on`, `demands`, `wants` where the condition comes first."""
    demand = _DEMANDS.search(scene.low, clause.condition.start, clause.condition.end)
    return scene.subjects(clause.condition.start, demand.start()) if demand else ()


def _sided(frames: list[ConditionFrame]) -> tuple[int, ...]:
    """For withdrawal, ceasefire and release the side that must act is usually the other side too."""
    if frames[0].unlocks in (Issue.CEASEFIRE, Issue.RELEASE, Issue.SANCTIONS, Issue.OPERATIONS):
        return frames[0].by
    return ()


def _units(scene: Scene, sentence: int, found: Found) -> list[_Unit]:
    """Clauses outside condition clauses, each with the attribution in whose content it stands."""
    at = scene.body(sentence)
    cuts = {at.start, at.end}
    for match in _HARD.finditer(scene.low, at.start, at.end):
        cuts.add(match.end() if match.group().strip(" ,") else match.start() + 1)
    for n in scene.attributions_of(sentence):
        for part in scene.attributions[n].content:
            cuts |= {max(part.start, at.start), min(part.end, at.end)}
    for clause in found.clauses:
        cuts |= {clause.condition.start, clause.condition.end}
    for match in _PARENTHESIS.finditer(scene.low, at.start, at.end):
        cuts |= {match.start() + 1, match.end()}
    opening = _OPENS.match(scene.low, at.start, at.end)
    if opening:
        cuts.add(opening.end())
    points = sorted(c for c in cuts if at.start <= c <= at.end)
    units = []
    for start, end in itertools.pairwise(points):
        inside = any(c.condition.start <= start and end <= c.condition.end for c in found.clauses)
        if end - start > 3 and not inside:
            units.append(_Unit(Stretch(start, end), scene.attribution_at(start, end, sentence)))
    return units


def _plain(scene: Scene, sentence: int, unit: _Unit) -> Iterator[PositionFrame]:
    pack, low = scene.pack, scene.low
    sources = [part for n in scene.attributions_of(sentence) for part in scene.attributions[n].source]
    found = [a for a in anchors(low, unit.at.start, unit.at.end, pack) if not any(a.at.meets(s) for s in sources)]
    best: dict[Issue, tuple[float, Anchor, Read, bool]] = {}
    said = _said_force(scene, unit)
    for anchor in found:
        read, forced = stance_on(low, unit.at, anchor, pack), False
        if said is not None and (read is None or read.strength < 3) and _is_what_is_said(low, unit, anchor):
            read, forced = Read(said, None, 3), True
        read = read or _deed(scene, unit, anchor)
        if read is None or (anchor.strength == 1 and read.strength < 3 and not _meets_somebody(scene, anchor)):
            continue
        if (unit.attribution is None and read.strength < 3) or read.stance is Stance.UNCLEAR:
            continue
        weight = anchor.strength * 0.1 + read.strength * 0.1
        if anchor.issue not in best or weight > best[anchor.issue][0]:
            best[anchor.issue] = (weight, anchor, read, forced)
    strongest = max((b[1].strength for b in best.values()), default=0)
    for issue, (weight, anchor, read, forced) in best.items():
        if anchor.strength < strongest and anchor.strength < 3 and len(best) > 1:
            continue
        frame = _frame(scene, sentence, unit, issue, anchor, read, forced, weight)
        if frame is not None:
            yield frame


def _is_what_is_said(low: str, unit: _Unit, anchor: Anchor) -> bool:
    """The object of the speech verb itself, not of a clause behind a comma that tells when or why."""
    between = low[unit.at.start : anchor.at.start]
    return not re.search(r", (?:the (?:day|week|month|year)|after|before|when|as|while|because|which|who)\b", between)


def _anaphoric(scene: Scene, sentence: int, unit: _Unit, before: Issue | None) -> Iterator[PositionFrame]:
    """`welcomed the move`, `rejected the proposal`: what was last spoken of, when the words themselves name nothing."""
    said = _said_force(scene, unit)
    if said is None or before is None or unit.attribution is None:
        return
    match = _THE_MOVE.match(scene.low, unit.at.start, unit.at.end)
    if not match or anchors(scene.low, unit.at.start, unit.at.end, scene.pack):
        return
    speaker = scene.attributions[unit.attribution].speaker
    if speaker:
        yield PositionFrame(
            at=scene.stretch(unit.at.start, unit.at.end),
            sentence=sentence,
            issue=before,
            stance=said,
            holder=speaker,
            attribution=unit.attribution,
            explicit=False,
            rule=f"{said}: of what was said before",
            confidence=0.4,
        )


def _meets_somebody(scene: Scene, anchor: Anchor) -> bool:
    """A weak word (`meet`, `talk`) right before somebody's name is about talks after all."""
    return anchor.issue is Issue.TALKS and bool(scene.mentions_in(anchor.at.end, anchor.at.end + 30))


def _deed(scene: Scene, unit: _Unit, anchor: Anchor) -> Read | None:
    """A position read off a deed: who lifts sanctions or pulls out his troops stands for it, not in so many words."""
    if not anchor.deed:
        return None
    if unit.attribution is None and not _nearest_subject(scene, unit.at.start, anchor.at.start):
        return None
    return Read(Stance.FOR, anchor.at, 3)


def _said_force(scene: Scene, unit: _Unit) -> Stance | None:
    """The stance that the speech verb itself takes on a content without a verb of its own stance."""
    if unit.attribution is None:
        return None
    attribution = scene.attributions[unit.attribution]
    content = attribution.content[0]
    if unit.at.start > content.start + 3:
        return None
    cue = " ".join(scene.low[c.start : c.end] for c in attribution.cue)
    if attribution.denial:
        return Stance.AGAINST
    return force(cue, scene.pack)


def _frame(
    scene: Scene, sentence: int, unit: _Unit, issue: Issue, anchor: Anchor, read: Read, forced: bool, weight: float
) -> PositionFrame | None:
    holder: tuple[int, ...]
    ascribed: tuple[int, ...] = ()
    toward = toward_of(scene, anchor, unit.at)
    if forced and unit.attribution is not None:
        holder = scene.attributions[unit.attribution].speaker
        toward = toward or _addressed(scene, unit)
    elif read.demand and unit.attribution is not None:
        holder = scene.attributions[unit.attribution].speaker
        toward = toward or scene.subjects(unit.at.start, anchor.at.start)
    else:
        verb = read.cue.start if read.cue and read.cue.start < anchor.at.start else anchor.at.start
        holder, ascribed = _holder(
            scene, sentence, Stretch(unit.at.start, max(verb, unit.at.start + 1)), anchor, unit.attribution
        )
    if issue is Issue.WITHDRAWAL:
        toward = tuple(m for m in toward if m not in holder) or _withdrawing(scene, unit, anchor, holder)
    if not holder:
        return None
    return PositionFrame(
        at=scene.stretch(unit.at.start, unit.at.end),
        sentence=sentence,
        issue=issue,
        stance=flipped(read.stance, anchor.sense),
        holder=holder,
        toward=tuple(m for m in toward if m not in holder or issue is Issue.WITHDRAWAL),
        attribution=unit.attribution,
        ascribed_by=ascribed,
        manner=_manner(scene, unit.at) if issue is Issue.TALKS else None,
        lasting=_lasting(scene, unit.at) if issue is Issue.CEASEFIRE else None,
        explicit=read.strength > 1,
        rule=f"{read.stance}: " + (scene.low[read.cue.start : read.cue.end] if read.cue else "form"),
        confidence=min(0.9, 0.2 + weight),
    )


def _addressed(scene: Scene, unit: _Unit) -> tuple[int, ...]:
    attribution = scene.attributions[unit.attribution] if unit.attribution is not None else None
    if attribution is not None and attribution.addressee is not None:
        return (attribution.addressee,)
    first = [m for m in scene.mentions_in(unit.at.start, unit.at.end) if not scene.after_preposition(m, unit.at.start)]
    return tuple(first[:1])


def _withdrawing(scene: Scene, unit: _Unit, anchor: Anchor, holder: tuple[int, ...]) -> tuple[int, ...]:
    """Whose forces: the mention with forces in or near the anchor, else the holder's own."""
    here = [m for m in scene.mentions_in(unit.at.start, unit.at.end) if _has_forces(scene, scene.mentions[m])]
    near = [m for m in here if m not in holder]
    return tuple(near[:2]) or holder


def _has_forces(scene: Scene, mention: Mention) -> bool:
    return bool(_FORCES.search(scene.low, mention.at.start, min(mention.at.end + 12, len(scene.low))))


def _holder(
    scene: Scene, sentence: int, clause: Stretch, anchor: Anchor | None, attribution: int | None
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Who holds it, and who says so of him when that is somebody else.

    In a speaker's content a clause without a subject, or with `we`, `I`, `there`, is the speaker's own.
    """
    end = anchor.at.start if anchor and anchor.at.start > clause.start else clause.end
    if attribution is not None and _INFINITIVE.match(scene.low, clause.start, clause.end):
        return scene.attributions[attribution].speaker, ()
    subject = _nearest_subject(scene, clause.start, max(end, clause.start + 1))
    if attribution is None:
        return subject or _resumed(scene, sentence, clause.start), ()
    speaker = scene.attributions[attribution].speaker
    if not subject or any(scene.is_first_person(m) for m in subject):
        return speaker or subject, ()
    if all(scene.mentions[m].kind is MentionKind.PRONOUN for m in subject):
        return (speaker or subject), ()
    return subject, (speaker if speaker != subject else ())


def _resumed(scene: Scene, sentence: int, start: int) -> tuple[int, ...]:
    """The sentence's own subject where a clause goes on after a relative clause: `X, who ..., refused talks`."""
    at = scene.body(sentence)
    first = scene.low[start : start + 24].split()
    goes_on = first and (first[0] in _AUXILIARIES or first[0] in verb_forms(scene.pack))
    if scene.low[max(at.start, start - 2) : start].strip() != "," or not goes_on:
        return ()
    return tuple(m for m in scene.subjects(at.start, start) if _may_hold(scene, m))


def _nearest_subject(scene: Scene, start: int, end: int) -> tuple[int, ...]:
    """The subject of the last clause before `end` that has one; of a relative clause, whoever stands before it."""
    cuts = [start, *(m.end() for m in _HARD.finditer(scene.low, start, end))]
    for cut in reversed(cuts):
        relative = next(_RELATIVE.finditer(scene.low, cut, end), None)
        if relative is not None:
            before = scene.mentions_in(max(0, relative.start() - 80), relative.start())
            if before and relative.start() - scene.mentions[before[-1]].at.end < 3 and _may_hold(scene, before[-1]):
                return (before[-1],)
        found = tuple(m for m in scene.subjects(cut, end) if _may_hold(scene, m))
        if found:
            return found
    return ()


def _may_hold(scene: Scene, mention: int) -> bool:
    kind = scene.mentions[mention].kind
    name = scene.mentions[mention].name.lower()
    if kind is MentionKind.PRONOUN:
        return name not in ("this", "that", "them", "him", "us", "me")
    return kind in _PARTY or kind is MentionKind.DESCRIPTION


def _manner(scene: Scene, at: Stretch) -> Manner | None:
    words = scene.low[at.start : at.end]
    if _SECRET.search(words):
        return Manner.SECRET
    if _INDIRECT.search(words):
        return Manner.INDIRECT
    return Manner.DIRECT if _DIRECT.search(words) else None


def _lasting(scene: Scene, at: Stretch) -> Lasting | None:
    words = scene.low[at.start : at.end]
    if _TEMPORARY.search(words):
        return Lasting.TEMPORARY
    return Lasting.PERMANENT if _PERMANENT.search(words) else None


def is_sanction(frame: ConditionFrame) -> bool:
    """True for a condition of the `or else` sort."""
    return frame.necessity is Necessity.SANCTION
