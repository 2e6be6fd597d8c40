"""Whose a position is: the subject of its clause, the speaker of its words, or whoever a passive names after `by`."""

from __future__ import annotations

import re

from toguna.kinds.reading import MentionKind
from toguna.kinds.span import Stretch
from toguna.language.issues import Anchor
from toguna.language.scene import Scene
from toguna.language.verbs import verb_forms

#: Breaks between the clauses of a sentence, each with its own subject or verb.
HARD = re.compile(
    r"[;:]\s|\s[–—]\s"
    r"|, (?=(?:but|while|although|though|which|who|whose|where|whereas|saying|adding|citing)\b)|,? (?=but )"
    r"|, (?=and (?:that|the|it|he|she|they|we|there|would|will|has|have|had|is|are|was|were|\w+ed) )"
    r"|(?<=\w) (?=and (?:would|will|has|have|had|said|is|are|was|were|can|could|must|should) )"
)
_INFINITIVE = re.compile(r"[\"\s]*(?:also |not )?to \w+")
_RELATIVE = re.compile(r"(?:\b(?:which|who)|^that) (?:has|had|have|is|are|was|were|will|would|\w+ed|\w+s)\b")
_AUXILIARIES = frozenset("is was are were has had have will would can could shall may might must does did do".split())
_LINKS = frozenset("and but or nor yet then also not now still".split())
_BY = re.compile(r"[^,;:.]{0,12}?\bby (?=\S)")
_PARTY = (MentionKind.NATION, MentionKind.GROUP, MentionKind.ORGANISATION, MentionKind.PERSON)


def holder_of(
    scene: Scene, sentence: int, clause: Stretch, anchor: Anchor | None, attribution: int | None
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Who holds it, and who says so of him when that is somebody else.

    In a speaker's content a clause without a subject, or with `we`, `I`, `there`, is the speaker's own.
    """
    end = anchor.at.start if anchor and anchor.at.start > clause.start else clause.end
    if attribution is not None and _INFINITIVE.match(scene.low, clause.start, clause.end):
        return scene.attributions[attribution].speaker, ()
    start = clause.start - 5 if scene.low[max(0, clause.start - 5) : clause.start] == "that " else clause.start
    subject = nearest_subject(scene, start, max(end, start + 1)) or _gone_on(scene, sentence, clause.start, attribution)
    if attribution is None:
        return subject, ()
    speaker = scene.attributions[attribution].speaker
    if not subject or any(scene.is_first_person(m) for m in subject):
        return speaker or subject, ()
    if all(scene.mentions[m].kind is MentionKind.PRONOUN for m in subject):
        return (speaker or subject), ()
    return subject, (speaker if speaker != subject else ())


def agent(scene: Scene, cue: Stretch, end: int) -> tuple[int, ...]:
    """Whoever stands after `by` behind a passive cue (`was rejected by the rebels`)."""
    inside = re.search(r"\bby\s*$", scene.low[cue.start : cue.end])
    after = cue.end if inside else None
    if after is None:
        match = _BY.match(scene.low, cue.end, end)
        after = match.end() if match else None
    if after is None:
        return ()
    found = scene.objects(after, end)
    near = bool(found) and scene.mentions[found[0]].at.start - after < 12
    return tuple(m for m in found if may_hold(scene, m)) if near else ()


def _gone_on(scene: Scene, sentence: int, start: int, attribution: int | None) -> tuple[int, ...]:
    """The subject that goes on where a clause opens with its verb: `X, who ..., refused`, `but is prepared to`."""
    if not opens_with_verb(scene, start):
        return ()
    if attribution is None:
        area = scene.body(sentence).start
        if scene.attribution_at(area, min(area + 3, start), sentence) is not None:
            return ()
    else:
        area = scene.attributions[attribution].content[0].start
        if scene.low[max(0, area - 5) : area] == "that ":
            area -= 5
    if area >= start:
        return ()
    return tuple(m for m in scene.subjects(area, start) if may_hold(scene, m))


def opens_with_verb(scene: Scene, start: int) -> bool:
    """True if a clause begins with a finite verb or an auxiliary, so that its subject must stand before it."""
    words = [w.strip("\"',") for w in scene.low[start : start + 48].split()]
    while words and words[0] in _LINKS:
        words = words[1:]
    if not words:
        return False
    form = verb_forms(scene.pack).get(words[0])
    return words[0] in _AUXILIARIES or (form is not None and bool(form.forms & {"base", "s", "past"}))


def nearest_subject(scene: Scene, start: int, end: int) -> tuple[int, ...]:
    """The subject of the last clause before `end` that has one; of a relative clause, whoever stands before it."""
    cuts = [start, *(m.end() for m in HARD.finditer(scene.low, start, end))]
    for cut in reversed(cuts):
        relative = next(_RELATIVE.finditer(scene.low, cut, end), None)
        if relative is not None:
            before = scene.mentions_in(max(0, relative.start() - 80), relative.start())
            if before and relative.start() - scene.mentions[before[-1]].at.end < 3 and may_hold(scene, before[-1]):
                return (before[-1],)
        found = tuple(m for m in scene.subjects(cut, end) if may_hold(scene, m))
        if found:
            return found
    return ()


def may_hold(scene: Scene, mention: int) -> bool:
    """True for somebody who can hold a position: no `this`, no object pronoun, no place."""
    kind = scene.mentions[mention].kind
    name = scene.mentions[mention].name.lower()
    if kind is MentionKind.PRONOUN:
        return name not in ("this", "that", "them", "him", "us", "me")
    return kind in _PARTY or kind is MentionKind.DESCRIPTION
