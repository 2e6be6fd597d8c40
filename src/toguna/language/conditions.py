"""Condition clauses to condition frames: one for each thing required, with who must act."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from toguna.kinds.reading import ConditionFrame, MentionKind, TimeKind
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import Group, Issue, Necessity
from toguna.language.condition_clauses import clauses
from toguna.language.condition_shapes import Clause
from toguna.language.issues import Anchor, anchors
from toguna.language.scene import Scene

_JOINT = re.compile(r",? and (?:that )?|, as well as |,? as well as |; (?:and )?|, (?:and )?|,? or ")
_EXPEL = re.compile(r"\b(?:expel|evict|remov|kick|drive|drove|driv|throw|send)\w*")
_FORCES = re.compile(
    r"\b(?:troops|forces|soldiers|peacekeepers|fighters|mercenaries|occupiers|mission|helmets|militia\w*)\b"
)
_AND = re.compile(r"\s*(?:forces|troops|soldiers)?\s*,?\s*(?:and|as well as|,)\s*(?:the |all |its |their )*")
_ALWAYS = frozenset({"if", "once", "as soon as", "unless"})
_SAME = re.compile(
    r"\b(?:d(?:o|oes|id) (?:the same|likewise|so too)|reciprocate[sd]?|follow(?:s|ed)? suit"
    r"|in kind)\b"
)
_NOT = re.compile(r"\b(?:not|no|never|cannot|refus\w+)\b|n't\b")
_AMOUNT = re.compile(
    r"\b(?:(?:all|at least|at most|up to|more than|half) )?(?:(?!(?:19|20)\d\d\b)\d[\d,.]*\d|\d|half|two|three"
    r"|four|five|six"
    r"|seven|eight|nine|ten|twelve|fifteen|twenty)\b(?: (?:percent|per cent|of (?:its|the|their)|\w+))?"
)
_LEADING = re.compile(r"^(?:(?:and|or|but|that|if|when|also|first|by|of)\s+)+", re.I)
_TRAILING = re.compile(r"[\s,;:]+(?:and|or|but|as well as)?$")


@dataclass(frozen=True, slots=True)
class Found:
    """The condition frames of a sentence, and the clause each came from."""

    frames: tuple[ConditionFrame, ...]
    clauses: tuple[Clause, ...]


def conditions(scene: Scene, sentence: int, before: Issue | None) -> Found:
    """The condition frames of one sentence.

    before   what the same speaker's last sentence was about, for a main clause that names no issue (`Not before.`)
    """
    frames: list[ConditionFrame] = []
    origins: list[Clause] = []
    for clause in clauses(scene, sentence):
        unlocks = _unlocked(scene, clause, before)
        if unlocks is None:
            continue
        made = list(_required(scene, sentence, clause, *unlocks))
        frames += made
        origins += [clause] * len(made)
    return Found(tuple(frames), tuple(origins))


def main_anchor(scene: Scene, clause: Clause) -> Anchor | None:
    """What the main clause is about: the strongest anchor, the nearest to the marker."""
    found = anchors(scene.low, clause.main.start, clause.main.end, scene.pack)
    middle = clause.marker.start
    return max(found, key=lambda a: (a.strength, -abs(a.at.start - middle)), default=None)


def _unlocked(scene: Scene, clause: Clause, before: Issue | None) -> tuple[Issue, tuple[int, ...]] | None:
    """The issue and the other side that a clause would unlock, or None when it is no political condition."""
    anchor = main_anchor(scene, clause)
    required = anchors(scene.low, clause.condition.start, clause.condition.end, scene.pack)
    if anchor is None:
        if before is not None and (clause.strong or required or _NOT.search(_main(scene, clause))):
            return before, ()
        return (Issue.TALKS, ()) if clause.strong and required else None
    weak = anchor.strength < 2 and not (_NOT.search(_main(scene, clause)) and any(a.strength > 1 for a in required))
    weak = weak and not (clause.main.start > clause.condition.start and any(a.strength > 1 for a in required))
    if not clause.strong and (weak or not _acts(scene, clause, required)):
        return None
    return anchor.issue, toward_of(scene, anchor, clause.main)


def _acts(scene: Scene, clause: Clause, required: tuple[Anchor, ...]) -> bool:
    if any(a.strength >= 2 for a in required) or scene.mentions_in(clause.condition.start, clause.condition.end):
        return True
    marker = scene.low[clause.marker.start : clause.marker.end]
    words = scene.low[clause.condition.start : clause.condition.end].split()
    return len(words) > 2 and (
        marker in _ALWAYS
        or (marker in ("until", "while", "without", "before") and bool(_NOT.search(_main(scene, clause))))
    )


def _main(scene: Scene, clause: Clause) -> str:
    return scene.low[clause.main.start : clause.main.end]


_LINKS = (" of", " against", " by", " on", " upon", " from")
"""What an anchor may end with whose object is the other side: `release of`."""


def toward_of(scene: Scene, anchor: Anchor, clause: Stretch) -> tuple[int, ...]:
    """The other side of talks, a truce, a withdrawal: mentions after `with`, `to`, `against`, or inside the anchor."""
    inside = scene.mentions_in(anchor.at.start, anchor.at.end)
    if inside and anchor.issue in (Issue.WITHDRAWAL, Issue.RELEASE):
        return tuple(inside)
    after = re.compile(r"(?:\b(?:with|to|against|between|from|toward|towards|on|of|by)\b|^)\s*").search(
        scene.low, anchor.at.end, min(clause.end, anchor.at.end + 40)
    )
    if scene.low.endswith(_LINKS, anchor.at.start, anchor.at.end):
        after = re.compile(r"\s*").match(scene.low, anchor.at.end)
    if anchor.issue in (Issue.TALKS, Issue.CEASEFIRE):
        tail = scene.low[max(anchor.at.start, anchor.at.end - 6) : anchor.at.end]
        linked = re.search(r"\b(?:with|to)$", tail)
        after = linked and re.compile(r"\s*").match(scene.low, anchor.at.end)
        after = after or re.compile(r"\b(?:with|against|between)\b\s*").search(
            scene.low, anchor.at.end, min(clause.end, anchor.at.end + 40)
        )
    if anchor.issue is Issue.WITHDRAWAL:
        after = re.compile(r"\bof\b\s*|\s+").match(scene.low, anchor.at.end)
        where = after and re.compile(r"(?:from|in|out|by|before|within)\b").match(scene.low, after.end())
        after = None if where else after
    if after is None:
        return tuple(inside)
    found = scene.objects(after.end(), clause.end)
    near = found and scene.mentions[found[0]].at.start - after.end() < 40
    return found if near else tuple(inside)


def _pieces(scene: Scene, clause: Clause) -> list[Stretch]:
    """The condition's conjuncts: cut only where both halves are about something or have somebody who acts."""
    whole = clause.condition
    cuts = [whole.start]
    for match in _JOINT.finditer(scene.low, whole.start, whole.end):
        if match.end() >= whole.end:
            break
        left, right = Stretch(cuts[-1], max(match.start(), cuts[-1] + 1)), Stretch(match.end(), whole.end)
        if _stands_alone(scene, left) and _stands_alone(scene, right):
            cuts.append(match.end())
    ends = [*cuts[1:], whole.end]
    return [Stretch(a, b) for a, b in zip(cuts, ends, strict=True) if b > a]


def _stands_alone(scene: Scene, part: Stretch) -> bool:
    return any(a.strength >= 2 for a in anchors(scene.low, part.start, part.end, scene.pack))


def _required(
    scene: Scene, sentence: int, clause: Clause, unlocks: Issue, toward: tuple[int, ...]
) -> list[ConditionFrame]:
    frames = []
    pieces = _pieces(scene, clause)
    any_of = bool(re.search(r"\bor\b", scene.low[clause.condition.start : clause.condition.end]))
    for piece in pieces:
        found = anchors(scene.low, piece.start, piece.end, scene.pack)
        anchor = max(found, key=lambda a: a.strength, default=None)
        issue = anchor.issue if anchor else Issue.OTHER
        if anchor is None and unlocks is Issue.TALKS:
            issue = _where_or_with_whom(scene, clause)
        if anchor is None and _SAME.search(scene.low, piece.start, piece.end):
            issue = unlocks
        for by, words, what in _actors(scene, piece, anchor):
            frames.append(_frame(scene, sentence, clause, words, what, issue, by, unlocks, toward))
    if len(frames) > 1:
        group = Group.ANY if any_of else Group.ALL
        frames = [replace(f, group=group) for f in frames]
    return frames


def _where_or_with_whom(scene: Scene, clause: Clause) -> Issue:
    """`only on foreign soil` asks for a place, `only with the head of state` for a partner."""
    marker = scene.low[clause.marker.start : clause.marker.end]
    if marker.startswith("only ") and marker.rsplit(" ", 1)[-1] in ("in", "on", "outside", "through", "under"):
        return Issue.VENUE
    return Issue.INCLUSION if marker == "only with" else Issue.OTHER


def _actors(scene: Scene, piece: Stretch, anchor: Anchor | None) -> list[tuple[tuple[int, ...], Stretch, str]]:
    """Who must act, with the words for each and what they say: forces joined by `and` are asked one by one."""
    whole = scene.stretch(piece.start, piece.end).of(scene.document.text)
    if anchor is None:
        return [(scene.subjects(piece.start, piece.end), piece, whole)]
    subject = scene.subjects(piece.start, anchor.at.start)
    if anchor.issue is not Issue.WITHDRAWAL:
        if not subject and anchor.at.end < piece.end:
            tail = re.compile(r"\s+(?:by|from|of|with)\s+").match(scene.low, anchor.at.end, piece.end)
            subject = scene.objects(tail.end(), piece.end) if tail else ()
        return [(subject, piece, whole)]
    forces = _forces(scene, piece, anchor)
    host = subject if _EXPEL.search(scene.low, anchor.at.start, anchor.at.end) else ()
    host = tuple(m for m in host if m not in forces)
    if not forces:
        return [(subject, piece, whole)]
    if len(forces) == 1:
        return [((*host, *forces), piece, whole)]
    return [((*host, force), piece, _of_one(scene, piece, forces, force)) for force in forces]


def _of_one(scene: Scene, piece: Stretch, forces: tuple[int, ...], force: int) -> str:
    """The words of a condition with one of several forces: `French and UN troops leave` -> `French troops leave`."""
    text = scene.document.text
    first, last = scene.mentions[forces[0]].at, scene.mentions[forces[-1]].at
    own, head = scene.mentions[force].at.of(text), ""
    if not _FORCES.search(own.lower()):
        noun = _FORCES.search(scene.low, last.start, min(piece.end, last.end + 24))
        head = " " + noun.group() if noun and noun.start() < last.end else ""
    at = scene.stretch(piece.start, piece.end)
    return f"{text[at.start : first.start]}{own}{head}{text[last.end : at.end]}"


def _forces(scene: Scene, piece: Stretch, anchor: Anchor) -> tuple[int, ...]:
    """The mentions whose forces must leave: those joined by `and` before or inside the anchor, or after `of`."""
    found = [
        m
        for m in scene.mentions_in(piece.start, piece.end)
        if scene.mentions[m].kind is not MentionKind.PRONOUN and not _is_place_of(scene, m, piece)
    ]
    verb = _EXPEL.search(scene.low, anchor.at.start, anchor.at.end)
    if verb:
        found = [m for m in found if scene.mentions[m].at.start >= verb.end()]
    if len(found) < 2:
        return tuple(found)
    chain = [found[0]]
    for m in found[1:]:
        between = scene.low[scene.mentions[chain[-1]].at.end : scene.mentions[m].at.start]
        if "their" in between or "its" in between:
            continue
        if _AND.fullmatch(between) or between.strip() in ("and", "or", ","):
            chain.append(m)
    return tuple(chain)


def _is_place_of(scene: Scene, mention: int, piece: Stretch) -> bool:
    """`leave Mali`, `from Mali`, `the country`: where, not who."""
    at = scene.mentions[mention].at
    before = scene.low[max(piece.start, at.start - 24) : at.start]
    where = re.search(
        r"\b(?:leave|leaves|leaving|left|quit|quits|in|from|out of|on|of the \w+ from|vacate)\s+(?:the\s+)?$", before
    )
    return bool(where) and not _FORCES.search(scene.low, at.start, at.end)


def _well_alone(scene: Scene, clause: Clause, told: str) -> str:
    """The words of a condition without its links; of a sanction, with those whom it would strike."""
    what = _TRAILING.sub("", _LEADING.sub("", told.strip(" \"'“”")))
    marker = clause.marker.of(scene.document.text).strip()
    struck = re.match(r"(?:on|against|with) (.+)$", marker)
    if clause.necessity is Necessity.SANCTION and struck:
        return f"{struck.group(1)} {what}"
    return what or told


def _said_in(scene: Scene, sentence: int, clause: Clause) -> int | None:
    """The attribution that holds a condition: of its marker, else of the clause that would follow."""
    said = scene.attribution_at(clause.marker.end - 1, clause.marker.end, sentence)
    if said is None and clause.main.start > clause.condition.start:
        said = scene.attribution_at(clause.main.end - 2, clause.main.end - 1, sentence)
    return said


def _frame(
    scene: Scene,
    sentence: int,
    clause: Clause,
    words: Stretch,
    told: str,
    issue: Issue,
    by: tuple[int, ...],
    unlocks: Issue,
    toward: tuple[int, ...],
) -> ConditionFrame:
    at = scene.stretch(words.start, words.end)
    what = _well_alone(scene, clause, " ".join(told.split()))
    amount = _AMOUNT.search(what)
    deadline = next((t for t in scene.times_of(sentence) if scene.times[t].kind is TimeKind.DEADLINE), None)
    marker = scene.low[clause.marker.start : clause.marker.end]
    return ConditionFrame(
        at=at,
        sentence=sentence,
        issue=issue,
        what=what[:160],
        by=by,
        unlocks=unlocks,
        toward=toward,
        necessity=clause.necessity,
        amount=amount.group() if amount else None,
        deadline=deadline,
        attribution=_said_in(scene, sentence, clause),
        rule=f"condition: {marker}",
        confidence=0.7 if clause.strong and clause.necessity is not Necessity.SUFFICIENT else 0.5,
    )
