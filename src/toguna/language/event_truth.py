"""Modality before type: whether an act has happened, goes on, is announced, claimed, denied, or is none at all."""

from __future__ import annotations

from toguna.kinds.reading import Attribution, Mention, MentionKind
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import EventStatus, EventType
from toguna.language.event_clauses import Group, Row
from toguna.language.event_lexicon import ActVerb, Lexicon

UNREAL = frozenset("if unless until till once whether provided providing lest".split())
WILL = frozenset(("will", "would", "shall"))
_AHEAD = frozenset((EventType.RETREAT, EventType.CONCEDE, EventType.MOBILIZE, EventType.AID))
"""Types whose announcement is an event of its own; a meeting or an attack that is only announced is left out."""

_DECIDED = frozenset((EventType.REJECT, EventType.CONCEDE, EventType.SANCTION, EventType.SUPPORT, EventType.RETREAT))
"""Types that the present tense may report (`the front takes back its truce`); present-tense violence is habit."""

_DEEDS = frozenset(
    (EventType.RETREAT, EventType.CONCEDE, EventType.AID, EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE)
)
_SELF = frozenset("it they we i its their our".split())


def status_of(line: Row, group: Group, verb: ActVerb, words: Lexicon) -> EventStatus | None:
    """What kind of truth the act has: None when it is negated, wanted, or hangs on a condition."""
    if group.marker in UNREAL or (group.modal and group.modal not in WILL):
        return None
    effect = words.governors.get(group.governor, "") if group.infinitive or group.loose else ""
    if group.led:
        effect = "announced" if group.led in WILL and effect in ("begun", "done", "") else "wanted"
    if verb.lemma == "offer" and any(t.low in UNREAL for t in line.toks):
        return None
    if _hangs(line, group):
        return None
    if group.negated or effect in ("undone", "wanted"):
        return None
    if group.modal in WILL:
        return _promise(line, group, verb)
    if group.infinitive:
        return _infinitive(line, group, verb, effect)
    if group.loose:
        return _participle(line, group, verb, effect)
    if group.passive and not group.reduced and _bare_be(line, group):
        return None
    if group.progressive:
        return _progress(verb)
    if not group.forms & {"past", "part"} and not line.is_title and not verb.speech and verb.type not in _DECIDED:
        return None
    return EventStatus.HAPPENED


def _hangs(line: Row, group: Group) -> bool:
    """An `if`, `unless` or `until` before the verb, with no comma or stop between."""
    for token in reversed(line.toks[: group.start]):
        if token.text in (",", ";", ":", "—", "–") or token.tag == "quote":
            return False
        if token.low in ("if", "unless", "until", "till"):
            return True
    return False


def _promise(line: Row, group: Group, verb: ActVerb) -> EventStatus | None:
    """`will`, `would`: an announcement; a refusal or threat is made by announcing it."""
    if group.perfect or _conditional(line):
        return None
    if verb.type in (EventType.REJECT, EventType.THREATEN):
        return EventStatus.HAPPENED
    return EventStatus.ANNOUNCED if verb.type in _AHEAD else None


def _bare_be(line: Row, group: Group) -> bool:
    """`demanded that the herders be freed`: wanted, not done."""
    lows = [t.low for t in line.toks[group.start : group.head]]
    return "be" in lows and not set(lows) & {"to", "will", "would", "shall"}


def _conditional(line: Row) -> bool:
    return any(t.low in UNREAL for t in line.toks)


def _infinitive(line: Row, group: Group, verb: ActVerb, effect: str) -> EventStatus | None:
    if group.start and line.toks[group.start - 1].tag == "aux" and verb.type in _AHEAD:
        return EventStatus.ANNOUNCED
    if effect == "announced":
        return EventStatus.ANNOUNCED if verb.type in _AHEAD and not _conditional(line) else None
    if effect in ("decided", "begun", "done"):
        return EventStatus.HAPPENED
    return None


def _participle(line: Row, group: Group, verb: ActVerb, effect: str) -> EventStatus | None:
    last = line.toks[group.start - 1] if group.start else None
    if effect == "announced":
        return EventStatus.ANNOUNCED if verb.type in _AHEAD else None
    if verb.speech and last is not None and last.tag in ("word", "name", "quote"):
        return EventStatus.HAPPENED
    if effect in ("begun", "done", "decided"):
        return EventStatus.HAPPENED
    if last is None or last.text in (",", "—", "–") or last.low in ("after", "by", "while", "and"):
        return EventStatus.HAPPENED
    return None


def _progress(verb: ActVerb) -> EventStatus | None:
    if verb.type in _AHEAD:
        return EventStatus.ANNOUNCED
    if verb.type in (EventType.REJECT, EventType.SANCTION) or verb.speech:
        return EventStatus.HAPPENED
    return EventStatus.ONGOING


def voiced(
    status: EventStatus,
    verb: ActVerb,
    group: Group,
    actors: tuple[int, ...],
    said: list[tuple[int, Attribution]],
    line: Row,
    mentions: tuple[Mention, ...],
) -> EventStatus:
    """An act that only its doer tells of is claimed; one inside a denial is denied."""
    holder = holder_of(line.toks[group.head].at, said)
    if holder is None or status is not EventStatus.HAPPENED:
        return status
    attribution = holder[1]
    if attribution.denial:
        return EventStatus.DENIED
    if verb.type in _DEEDS and not verb.speech and _speaks(actors, attribution, mentions) and not group.progressive:
        return EventStatus.CLAIMED
    return status


def _speaks(actors: tuple[int, ...], attribution: Attribution, mentions: tuple[Mention, ...]) -> bool:
    speakers = {_root(s, mentions) for s in attribution.speaker}
    if any(_root(a, mentions) in speakers for a in actors):
        return True
    return any(mentions[a].kind is MentionKind.PRONOUN and mentions[a].name.lower() in _SELF for a in actors)


def _root(n: int, mentions: tuple[Mention, ...]) -> int:
    seen = {n}
    while (before := mentions[n].same_as) is not None and before not in seen:
        seen.add(before)
        n = before
    return n


def holder_of(at: Stretch, said: list[tuple[int, Attribution]]) -> tuple[int, Attribution] | None:
    """The innermost attribution whose content holds the words."""
    holding = [(n, a) for n, a in said if any(c.holds(at) for c in a.content)]
    return min(holding, key=lambda na: sum(c.end - c.start for c in na[1].content)) if holding else None
