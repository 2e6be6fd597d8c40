"""Acts that a noun reports: `the attack on`, `a coup in August`, `the accord of 2015`."""

from __future__ import annotations

from toguna.kinds.reading import Mention, MentionKind
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import EventStatus, EventType
from toguna.language.event_act import Act
from toguna.language.event_clauses import Group, Row
from toguna.language.event_lexicon import ActNoun, Lexicon
from toguna.language.event_truth import UNREAL


def by_noun(line: Row, verbs: tuple[Group, ...], words: Lexicon, mentions: tuple[Mention, ...]) -> list[Act]:
    """The acts that nouns of a sentence report as having happened; wished for or planned ones are left out."""
    found = []
    for i, token in enumerate(line.toks):
        noun = words.nouns.get(token.low)
        if noun is None or token.tag not in ("word", "verb", "name"):
            continue
        actors, others = _noun_sides(line, i, noun, mentions)
        near = _dated(line, i, noun)
        lone = noun.alone == "yes" or (noun.alone == "dated" and near)
        if not (lone or (actors and noun.alone != "dated")) or _wanted(line, i, noun, near, verbs, words):
            continue
        found.append(
            Act(
                at=Stretch(line.toks[max(0, i - 2)].at.start, line.toks[min(len(line.toks) - 1, i + 4)].at.end),
                type=noun.type,
                status=EventStatus.HAPPENED,
                actors=actors,
                recipients=tuple(o for o in others if o not in actors),
                mode=noun.mode,
                issue=noun.issue,
                moves=None,
                rule=f"event:noun:{noun.noun}",
                confidence=0.4,
                pivot=token.at.start,
            )
        )
    return found


def _dated(line: Row, i: int, noun: ActNoun) -> bool:
    """A date stands beside the noun; for a deal it must be the deal's own (`the accord of 2015`, `the 2015 accord`)."""
    if noun.type is not EventType.AGREE:
        return any(k in line.dates for k in range(max(0, i - 3), i + 5))
    own = i + 2 < len(line.toks) and line.toks[i + 1].low in ("of", "signed") and {i + 2, i + 3} & line.dates
    return bool(own) or any(k in line.dates for k in range(max(0, i - 2), i))


def _wanted(line: Row, i: int, noun: ActNoun, dated: bool, verbs: tuple[Group, ...], words: Lexicon) -> bool:
    """The noun hangs on a wish, a condition, a plan or a negation, or nothing past is told of it."""
    following = line.toks[i + 1].low if i + 1 < len(line.toks) else ""
    if following in ("leader", "leaders", "attempt", "attempts", "plot", "plotters", "talks"):
        return True
    near = [g for g in verbs if abs(g.head - i) <= 8] or list(verbs)
    for group in near if noun.alone != "dated" else ():
        modal = bool(group.modal) or group.negated or group.marker in UNREAL
        if modal or words.governors.get(group.lemma) in ("wanted", "announced", "threat", "undone"):
            return True
    lows = [t.low for t in line.toks[max(0, i - 6) : i]]
    if set(lows) & {
        "no",
        "any",
        "for",
        "if",
        "threat",
        "demand",
        "demands",
        "without",
        "future",
        "possible",
        "plotting",
        "attempted",
    }:
        return True
    return not dated and not any(g.forms & {"past", "part"} for g in verbs)


def _noun_sides(
    line: Row, i: int, noun: ActNoun, mentions: tuple[Mention, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    sides: dict[str, list[int]] = {}
    for a, b, n in line.spans:
        if mentions[n].kind is MentionKind.PLACE:
            continue
        if b in (i, i - 1) and a < i and (b == i or line.toks[b].tag in ("possessive", "word")):
            sides.setdefault("poss", []).append(n)
        elif i < a <= i + 7:
            opened = next((t.low for t in reversed(line.toks[i:a]) if t.tag == "prep"), "")
            sides.setdefault(opened, []).append(n)
    actors = tuple(n for p in sorted(noun.actor) for n in sides.get(p, ()))
    others = tuple(n for p in sorted(noun.other) for n in sides.get(p, ()) if n not in actors)
    return actors[:2], others[:2]
