"""Who does what a cue says: the subject behind relative clauses, the names right after, the two sides named.

Shared by the makers of channels, vetoes, silences and commitments; nothing here decides what a sentence means.
"""

from __future__ import annotations

import re

from toguna.kinds.reading import MentionKind, TimeKind
from toguna.language.scene import Scene

_BREAK = re.compile(
    r"[;:]\s|\s[–—-]\s|, (?:and|but|while|after|as|when|where|adding|saying)\b|\b(?:which|who|that|whose)\b|\bbut\b"
    r"|\b(?:after|because|although|while|when|until)\b|\"\s?,?"
)
_GAP = re.compile(
    r"[\s,]*(?:(?:the|a|an|both|its|their|his|her|our|any|all|former|then|from|of|by|to|with|between|among|and|either"
    r"|offers?|bids?|proposals?|efforts?|attempts?|leaders?|chief|late|veteran|new|old|on|separately) )*"
)
_SIDES = re.compile(
    r"\b(?:between|among|reconcile)\b|\b(?:messages?|letters?|proposals?|offers?) (?:\w+ ){0,2}?(?:from|to)\b"
    r"|\b(?:talks|talk|negotiat\w+|dialogue|contacts?|truce|cease-?fire|mediation|deal|accord|agreement|rounds?) with\b"
)
_NESTED = re.compile(r", (?:which|who|whose|whom) ")
_NAMED = (MentionKind.NATION, MentionKind.GROUP, MentionKind.ORGANISATION, MentionKind.DESCRIPTION, MentionKind.PERSON)


def time_of(scene: Scene, sentence: int) -> int | None:
    """The first point in time that a sentence names, or None."""
    points = (t for t in scene.times_of(sentence) if scene.times[t].kind is TimeKind.POINT and scene.times[t].value)
    return next(points, None)


def clause_start(low: str, start: int, at: int) -> int:
    """Where the clause begins in which a cue at `at` stands."""
    last = start
    for match in _BREAK.finditer(low, start, at):
        last = match.end()
    return last


def joined(scene: Scene, first: int, end: int) -> tuple[int, ...]:
    """A mention with those that `and` or a comma joins to it, up to `end`."""
    found = [first]
    for m in scene.mentions_in(scene.mentions[first].at.end, end):
        gap = scene.low[scene.mentions[found[-1]].at.end : scene.mentions[m].at.start]
        if not re.fullmatch(
            r"\s*(?:,|,? (?:and|or|as well as|along with))\s*(?:the |its |both |with |by |from )*", gap
        ):
            break
        found.append(m)
    return tuple(m for m in found if not _is_title(scene, m, found))


def _is_title(scene: Scene, mention: int, among: list[int]) -> bool:
    """`former Nigerian president X`: the country belongs to the person's title."""
    return any(scene.mentions[m].of == mention for m in among if m != mention)


def doer(scene: Scene, sentence: int, cue: int) -> tuple[int, ...]:
    """The mentions that are the subject of a verb at `cue`, through relative clauses and joined verbs."""
    start = scene.body(sentence).start
    end = cue
    if scene.low[start:cue].endswith(", "):
        opened = list(_NESTED.finditer(scene.low, start, cue - 1))
        if opened and (near := antecedent(scene, start, opened[-1].end())):
            return near
    while end > start:
        begin = clause_start(scene.low, start, end)
        here = scene.subjects(begin, end)
        if here:
            return _whole(scene, here, begin)
        before = scene.low[start:begin]
        if re.search(r"\b(?:which|who|that)$", before):
            near = antecedent(scene, start, begin)
            if near:
                return near
        shorter = start + len(before.rstrip(' ,;:-–—"'))
        word = re.search(
            r"(?:which|who|that|whose|but|and|while|after|as|when|where|adding|saying|because|although|until)$",
            scene.low[start:shorter],
        )
        end = start + word.start() if word else min(shorter, begin - 1)
    return ()


def _whole(scene: Scene, here: tuple[int, ...], start: int) -> tuple[int, ...]:
    """A subject's head: the person behind the country in his title, the owner's office is the owner's."""
    first = here[0]
    here = (first, *(m for m in here[1:] if not scene.low.startswith("'s ", scene.mentions[m].at.end)))
    for m in scene.mentions_in(scene.mentions[first].at.end, scene.mentions[first].at.end + 60):
        if scene.mentions[m].of == first and scene.mentions[m].kind is MentionKind.PERSON:
            return joined(scene, m, scene.mentions[m].at.end + 120) if len(here) > 1 else (m,)
    return here


def antecedent(scene: Scene, start: int, at: int) -> tuple[int, ...]:
    """The mention that stands right before a relative pronoun, with those joined before it."""
    before = [m for m in scene.mentions_in(start, at) if at - scene.mentions[m].at.end <= 9]
    if not before:
        return ()
    found = [before[-1]]
    for m in reversed(scene.mentions_in(start, scene.mentions[found[-1]].at.start)):
        gap = scene.low[scene.mentions[m].at.end : scene.mentions[found[0]].at.start]
        if not re.fullmatch(r"\s*(?:,|,? and)\s*(?:the )?", gap):
            break
        found.insert(0, m)
    return tuple(found)


def right_after(scene: Scene, at: int, end: int, reach: int = 0) -> tuple[int, ...]:
    """The names that stand right after a cue, at most `reach` characters of other words away."""
    gap = _GAP.match(scene.low, at, end)
    begin = gap.end() if gap else at
    for m in scene.mentions_in(at, end):
        mention = scene.mentions[m]
        if mention.at.end <= begin and mention.kind is MentionKind.PRONOUN:
            continue
        if mention.at.start > begin + reach + 1:
            return ()
        if scene.low.startswith("'s ", mention.at.end):  # `Senegal's Macky Sall`
            owned = [p for p in scene.mentions_in(mention.at.end, end) if _is_right_behind(scene, m, p)]
            if owned:
                return joined(scene, owned[0], end)
        found = joined(scene, m, end)
        person = [p for p in scene.mentions_in(mention.at.end, mention.at.end + 50) if scene.mentions[p].of == m]
        return joined(scene, person[0], end) if person else found
    return ()


def _is_right_behind(scene: Scene, owner: int, person: int) -> bool:
    near = scene.mentions[person].at.start - scene.mentions[owner].at.end <= 3
    return near and scene.mentions[person].kind is MentionKind.PERSON


def sides_named(scene: Scene, start: int, end: int, who: tuple[int, ...]) -> tuple[int, ...]:
    """The sides that `between X and Y`, `from X to Y`, `talks with X` name after a cue: none, one or two."""
    for cue in _SIDES.finditer(scene.low, start, end):
        here = [m for m in scene.mentions_in(cue.end(), end) if m not in who and scene.mentions[m].kind in _NAMED]
        here = [m for m in here if not _is_title(scene, m, here)]
        if not here or scene.mentions[here[0]].at.start - cue.end() > 30:
            continue
        gap = scene.low[scene.mentions[here[0]].at.end : scene.mentions[here[1]].at.start] if len(here) > 1 else "."
        if not cue.group().endswith(" with") and re.fullmatch(r",?[^,;.]{0,40}?\b(?:and|to)\b(?: \w+){0,3} ?", gap):
            return tuple(here[:2])
        return tuple(here[:1])
    return ()
