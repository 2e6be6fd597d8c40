"""Where somebody stands: position frames from anchors, cues and condition clauses."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from toguna.kinds.reading import ConditionFrame, Mention, MentionKind, PositionFrame
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import Issue, Lasting, Manner, Necessity, Stance, StatementMode
from toguna.language.condition_shapes import Clause
from toguna.language.conditions import Found, main_anchor, toward_of
from toguna.language.issues import Anchor, anchors
from toguna.language.position_elliptic import Before, elliptic
from toguna.language.position_holders import HARD, agent, holder_of, nearest_subject
from toguna.language.position_times import held
from toguna.language.scene import Scene
from toguna.language.stances import Read, flipped, force, is_undone, stance_on
from toguna.language.verbs import verb_forms

_ACCUSED = re.compile(r"\b(?:accus\w+|blam\w+|alleg\w+|charg(?:ed|es|ing)|suspect\w*)\b")
_TO_DO = re.compile(r"[^,;:]{2,90}? (?:not )?to (?:\w+ly |also |now |immediately )?$")
_ASKING = re.compile(
    r"(?:insist|demand|ask|propos|request|recommend|urg|suggest|stipulat|want|requir|call|appeal|press)"
)
_AND_TO = re.compile(r"\bto \w+ .{3,120}(?:\band|\bor|,) (?:also |then |not )?to $")
_WILL = re.compile(r"\b(?:will|'ll) (?:\w+ )?$")
_SET_TO = re.compile(r"\b(?:will|'ll|to) (?:\w+ )?$")
_HOPING = re.compile(r"\b(?:hop(?:e|es|ed|ing|eful)|wish\w*|look\w* forward|pray\w*)\b")
_TOGETHER = re.compile(r"\bto \w*\s?$")
_A_NOUN = re.compile(r"\b(?:the|a|an|any|all|its|his|her|their|this|that|those|new|\w+'s) (?:\w+ )?$")
_BUT_NOT = re.compile(r"[^.;:]{0,60}?,? (?:but|and|though) (?:not|never) (?:with |to |from |by )?")
_BY_BASE = frozenset({"base"})
_OPENS = re.compile(
    r"[\"\s]*(?:however, |but |and )?(?:as|when|while|after|although|though|since|because|despite|in|on|during"
    r"|following|amid|under|for|with|from|at)\b[^,;:]{6,}, "
)
_PARENTHESIS = re.compile(r", (?:who|whose|which|where)\b[^,;]{3,160}, ")
#: Issues that somebody who makes them a condition also wants for themselves.
IMPLIED = frozenset({Issue.WITHDRAWAL})
_SECRET = re.compile(r"\b(?:secret|quiet(?:ly)?|back-?channel|behind the scenes|informal)\b")
_INDIRECT = re.compile(
    r"\b(?:indirect|proximity|through (?:mediators|intermediaries)|via (?:mediators|intermediaries))\b"
)
_DIRECT = re.compile(r"\b(?:direct(?:ly)?|face[- ]to[- ]face|one[- ]on[- ]one)\b")
_TEMPORARY = re.compile(r"\b(?:temporar\w+|for now|provisional\w*|interim)\b")
_PERMANENT = re.compile(r"\b(?:permanent\w*|for good|lasting|definitive\w*)\b")
_DEMANDS = re.compile(r"\b(?:insist|demand|want|call|ask|press|need)\w*\b")
_FORCES = re.compile(r"\b(?:troops|forces|soldiers|peacekeepers|mission|fighters|mercenaries|military)\b")

_REFUSES = re.compile(r"\b(?:no|not|never|cannot|nothing|refus\w+|rul\w+ out)\b|n't\b")
_SILENT = re.compile(
    r"\b(?:not|never|neither|nor)\b[^.;]{0,60}?\b(?:react|respond|reply|replied|comment)\b"
    r"|\b(?:not|never|neither|nor)\b[^.;]{0,60}?\b(?:said whether|say whether|say if)\b"
    r"|n't (?:\w+ )?(?:react|respond|reply|comment|say whether|say if)\b"
)
"""A silence is never a position."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A clause in the words of one speaker (or the narrator), free of condition clauses."""

    at: Stretch
    attribution: int | None


def positions(
    scene: Scene, sentence: int, found: Found, first_condition: int, before: Before | None = None
) -> tuple[PositionFrame, ...]:
    """The position frames of one sentence: one for each holder and issue.

    found             its condition frames
    first_condition   index of the first of them in the whole reading
    before            what the last sentence was about, for `welcomed the move`
    """
    frames: dict[tuple[tuple[int, ...], Issue], PositionFrame] = {}
    stood = list(_conditional(scene, sentence, found, first_condition))
    for frame in stood:
        frames.setdefault((frame.holder, frame.issue), frame)
    for frame in _implied(scene, sentence, stood, found, first_condition):
        frames.setdefault((frame.holder, frame.issue), frame)
    near = Before(stood[-1].issue, found.frames[-1].issue) if stood else before
    for unit in _units(scene, sentence, found):
        for frame in _plain(scene, sentence, unit):
            key = (frame.holder, frame.issue)
            if key not in frames or _better(frame, frames[key]):
                frames[key] = frame
        said = _said_force(scene, unit)
        for frame in elliptic(scene, sentence, unit.at, unit.attribution, said, near):
            frames.setdefault((frame.holder, frame.issue), frame)
        near = Before(next(reversed(frames.values())).issue) if frames else near
    return (*frames.values(), *(f for g in frames.values() for f in _but_not(scene, g)))


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
        holder, ascribed = holder_of(scene, sentence, clause.main, anchor, attribution)
        if attribution is not None and _is_request(scene, attribution, clause):
            holder, ascribed = scene.attributions[attribution].speaker or holder, ()
        if attribution is None and clause.main.start > clause.condition.start:
            holder = _who_demands(scene, sentence, clause) or holder
        if frames[0].necessity is Necessity.SANCTION and set(holder) <= {b for f in frames for b in f.by}:
            holder = scene.attributions[attribution].speaker if attribution is not None else ()
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


def _implied(
    scene: Scene, sentence: int, stood: list[PositionFrame], found: Found, first: int
) -> Iterator[PositionFrame]:
    """`No talks before the troops leave` also wants the troops out: what a condition requires, its setter is for.

    In the setter's own words or where it refuses (the contract's "no talks until X leaves"), where the other side must
    act, and on issues that are demands by nature: a reporter's `if foreign troops leave` tells a condition and no more.
    """
    by_clause = {n - first: p for p in stood for n in p.conditions}
    for n, frame in enumerate(found.frames):
        position = by_clause.get(n)
        if position is None or not position.holder or frame.issue not in IMPLIED or not frame.by:
            continue
        if frame.necessity is Necessity.SANCTION or set(frame.by) <= set(position.holder):
            continue
        if not (_in_own_words(scene, frame) or _REFUSES.search(scene.low, *_main(found.clauses[n]))):
            continue
        yield PositionFrame(
            at=frame.at,
            sentence=sentence,
            issue=frame.issue,
            stance=Stance.FOR,
            holder=position.holder,
            toward=frame.by,
            attribution=frame.attribution,
            ascribed_by=position.ascribed_by,
            explicit=False,
            rule=f"for: {frame.rule}",
            confidence=0.5,
        )


def _main(clause: Clause) -> tuple[int, int]:
    return clause.main.start, max(clause.main.end, clause.marker.end)


def _in_own_words(scene: Scene, frame: ConditionFrame) -> bool:
    """True for a condition that stands in quotes."""
    if frame.attribution is None:
        return False
    direct = scene.attributions[frame.attribution].mode is StatementMode.DIRECT
    return direct or '"' in scene.low[frame.at.start - 1 : frame.at.end + 1]


def _who_demands(scene: Scene, sentence: int, clause: Clause) -> tuple[int, ...]:
    """The subject of `insists on`, `demands`, `wants` where the condition comes first."""
    start, low = clause.condition.start, scene.low
    opens = max(scene.body(sentence).start, start - 100)
    demands = [m for m in _DEMANDS.finditer(low, opens, start) if start - m.end() < 10]
    if demands:
        return scene.subjects(opens, demands[-1].start())
    demand = _DEMANDS.search(low, start, clause.condition.end)
    return scene.subjects(start, demand.start()) if demand else ()


def _sided(frames: list[ConditionFrame]) -> tuple[int, ...]:
    """For withdrawal, ceasefire and release the side that must act is usually the other side too."""
    if frames[0].unlocks in (Issue.CEASEFIRE, Issue.RELEASE, Issue.SANCTIONS, Issue.OPERATIONS):
        return frames[0].by
    return ()


def _units(scene: Scene, sentence: int, found: Found) -> list[_Unit]:
    """Clauses outside condition clauses, each with the attribution in whose content it stands."""
    at = scene.body(sentence)
    cuts = {at.start, at.end}
    for match in HARD.finditer(scene.low, at.start, at.end):
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
    if _SILENT.search(low, unit.at.start, unit.at.end):
        return
    sources = [part for n in scene.attributions_of(sentence) for part in scene.attributions[n].source]
    found = [
        a for a in anchors(low, unit.at.start, unit.at.end, pack) if a.deed or not any(a.at.meets(s) for s in sources)
    ]
    best: dict[Issue, tuple[float, Anchor, Read, bool]] = {}
    said = _said_force(scene, unit)
    denied = unit.attribution is not None and scene.attributions[unit.attribution].denial
    for anchor in found:
        read, forced = stance_on(low, unit.at, anchor, pack), False
        if said is not None and _takes(low, unit, anchor, read, denied):
            read, forced = Read(said, None, 3), True
        elif read is not None and said is Stance.FOR and _is_asked(scene, unit, anchor, read):
            forced = True
        read = read or _deed(scene, unit, anchor)
        if read is not None and not read.demand and _is_accused(scene, unit, anchor):
            continue
        if read is None or (anchor.strength == 1 and read.strength < 3 and not _meets_somebody(scene, anchor)):
            continue
        if (
            unit.attribution is None and not _is_told(scene, sentence, unit, anchor, read)
        ) or read.stance is Stance.UNCLEAR:
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


def _is_told(scene: Scene, sentence: int, unit: _Unit, anchor: Anchor, read: Read) -> bool:
    """In the narrator's own words only a clear cue counts, or `will` with a clear issue and somebody who will."""
    if read.strength >= 3:
        return True
    title = scene.sentences[sentence].is_title
    will = read.cue is None and read.stance is Stance.FOR and not read.demand and anchor.strength == 3
    return will and bool((_SET_TO if title else _WILL).search(scene.low[unit.at.start : anchor.at.start]))


def _takes(low: str, unit: _Unit, anchor: Anchor, read: Read | None, denied: bool) -> bool:
    """True if the speech verb's own stance falls on the anchor: nothing stronger, or only a noun, stands between."""
    if not _is_what_is_said(low, unit, anchor):
        return False
    if denied and (anchor.sense < 0 or anchor.deed):
        return False
    if read is None or read.strength < 3:
        return True
    before = read.cue is not None and read.cue.start < anchor.at.start
    return before and bool(read.cue and _A_NOUN.search(low[unit.at.start : read.cue.start]))


def _is_asked(scene: Scene, unit: _Unit, anchor: Anchor, read: Read) -> bool:
    """`urged both sides to allow aid`, `insists that they withdraw`: whoever asks holds it, not whom he asks."""
    if unit.attribution is None:
        return False
    verb = read.cue.start if read.cue is not None and read.cue.start < anchor.at.start else anchor.at.start
    before = scene.low[unit.at.start : verb]
    if _TO_DO.match(before):
        return True
    cue = " ".join(scene.low[c.start : c.end] for c in scene.attributions[unit.attribution].cue)
    if _HOPING.search(cue):
        return not _TOGETHER.search(before)
    word = re.match(r"\w+", scene.low[verb : anchor.at.end])
    form = verb_forms(scene.pack).get(word.group()) if word else None
    subject = scene.subjects(unit.at.start, verb)
    named = subject and scene.mentions[subject[0]].kind is not MentionKind.PRONOUN
    return bool(_ASKING.match(cue) and named and form is not None and form.forms >= _BY_BASE)


def _is_accused(scene: Scene, unit: _Unit, anchor: Anchor) -> bool:
    """What somebody is accused of is nobody's stated position."""
    if _ACCUSED.search(scene.low, unit.at.start, anchor.at.start):
        return True
    if unit.attribution is None:
        return False
    return any(_ACCUSED.search(scene.low, c.start, c.end) for c in scene.attributions[unit.attribution].cue)


def _but_not(scene: Scene, frame: PositionFrame) -> Iterator[PositionFrame]:
    """`will talk to A but not B`: the second partner gets the opposite stance."""
    if frame.issue not in (Issue.TALKS, Issue.CEASEFIRE, Issue.RECOGNITION) or frame.stance is not Stance.FOR:
        return
    end = scene.sentences[frame.sentence].at.end
    last = max((scene.mentions[m].at.end for m in frame.toward), default=frame.at.start)
    if last < frame.at.start:
        return
    match = _BUT_NOT.match(scene.low, last, end)
    found = scene.objects(match.end(), end) if match else ()
    if match and found and scene.mentions[found[0]].at.start - match.end() < 16:
        yield replace(
            frame,
            at=scene.stretch(frame.at.start, scene.mentions[found[-1]].at.end),
            stance=Stance.AGAINST,
            toward=found,
            rule=f"against: {match.group().strip(' ,')}",
        )


def _is_what_is_said(low: str, unit: _Unit, anchor: Anchor) -> bool:
    """The object of the speech verb itself, not of a clause behind a comma that tells when or why."""
    between = low[unit.at.start : anchor.at.start]
    if _AND_TO.search(between):
        return True
    return not re.search(r", (?:the (?:day|week|month|year)|after|before|when|as|while|because|which|who)\b", between)


def _meets_somebody(scene: Scene, anchor: Anchor) -> bool:
    """A weak word (`meet`, `talk`) right before somebody's name is about talks after all."""
    return anchor.issue is Issue.TALKS and bool(scene.mentions_in(anchor.at.end, anchor.at.end + 30))


def _deed(scene: Scene, unit: _Unit, anchor: Anchor) -> Read | None:
    """A position read off a deed: who lifts sanctions or pulls out his troops stands for it, not in so many words."""
    if not anchor.deed or is_undone(scene.low, unit.at.start, anchor.at.start):
        return None
    if unit.attribution is None and not nearest_subject(scene, unit.at.start, anchor.at.start):
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
    if attribution.denial:
        return Stance.AGAINST
    cue = " ".join(scene.low[c.start : c.end] for c in attribution.cue)
    last = attribution.cue[-1].end if attribution.cue else content.start
    between = scene.low[last : content.start] if last <= content.start <= last + 8 else ""
    return force(cue + between, scene.pack)


_ITSELF = re.compile(
    r"\s*(?:to )?(?:be|being) (?:invited|included|represented|heard|admitted|let in|part of|involved|allowed)\b"
)
"""`wants to be invited`: it is the holder's own seat."""


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
    elif read.cue is not None and read.cue.start >= anchor.at.end and agent(scene, read.cue, unit.at.end):
        holder = agent(scene, read.cue, unit.at.end)
        toward = tuple(m for m in toward if m not in holder)
    else:
        verb = read.cue.start if read.cue and read.cue.start < anchor.at.start else anchor.at.start
        holder, ascribed = holder_of(
            scene, sentence, Stretch(unit.at.start, max(verb, unit.at.start + 1)), anchor, unit.attribution
        )
    if issue is Issue.WITHDRAWAL:
        toward = tuple(m for m in toward if m not in holder) or _withdrawing(scene, unit, anchor, holder)
    if issue is Issue.INCLUSION and read.cue and not toward and _ITSELF.match(scene.low, read.cue.end, anchor.at.end):
        toward = holder
    stance = _denied(scene, unit, flipped(read.stance, anchor.sense), forced, anchor)
    if not holder or stance is None:
        return None
    acts = Stretch(min(read.cue.start, anchor.at.start) if read.cue else anchor.at.start, anchor.at.end)
    return PositionFrame(
        at=scene.stretch(unit.at.start, unit.at.end),
        sentence=sentence,
        issue=issue,
        stance=stance,
        held=held(scene, sentence, unit.at, acts, unit.attribution is not None),
        holder=holder,
        toward=tuple(m for m in toward if m not in holder or issue in (Issue.WITHDRAWAL, Issue.INCLUSION)),
        attribution=unit.attribution,
        ascribed_by=ascribed,
        manner=_manner(scene, unit.at) if issue is Issue.TALKS else None,
        lasting=_lasting(scene, unit.at) if issue is Issue.CEASEFIRE else None,
        explicit=read.strength > 1,
        rule=f"{read.stance}: " + (scene.low[read.cue.start : read.cue.end] if read.cue else "form"),
        confidence=min(0.9, 0.2 + weight),
    )


def _denied(scene: Scene, unit: _Unit, stance: Stance, forced: bool, anchor: Anchor) -> Stance | None:
    """`denied that it had agreed to a truce` is against it; what a denial says of a breach is no stance at all."""
    if forced or unit.attribution is None or not scene.attributions[unit.attribution].denial:
        return stance
    if anchor.sense < 0 or anchor.deed:
        return None
    return {Stance.FOR: Stance.AGAINST, Stance.AGAINST: Stance.OPEN}.get(stance)


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
