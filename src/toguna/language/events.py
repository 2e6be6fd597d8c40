"""Sentences to event frames: who did what to whom, with modality decided before type.

Offers with a condition, negated acts and acts that somebody only wants are no events; demands, accusations, refusals
and threats are acts of speech and have happened when they are reported.
"""

from __future__ import annotations

import re

from toguna.kinds.document import Document
from toguna.kinds.reading import (
    Attribution,
    EventFrame,
    Mention,
    MentionKind,
    Sentence,
    TimeKind,
    TimePhrase,
)
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import ConditionState, EventStatus, EventType, Issue
from toguna.language.event_act import Act
from toguna.language.event_clauses import Group, Reach, Row, antecedent, groups, reach, row
from toguna.language.event_lexicon import ActVerb, Lexicon, lexicon
from toguna.language.event_nouns import by_noun
from toguna.language.event_truth import UNREAL, WILL, holder_of, status_of, voiced
from toguna.language.time_tokens import sentence_tokens
from toguna.packs.language import LanguagePack

_STEPS = frozenset((Issue.WITHDRAWAL, Issue.RELEASE, Issue.DISARMAMENT))
_ALL = frozenset("all last final remaining entirely fully completed complete entire completely every both".split())
_SOME = frozenset("some part partly partially half several first few dozens hundreds certain".split())
_NO_OBJECT = frozenset("comment say answer identify elaborate give name speak reply be".split())
_PLACE_WORDS = frozenset(("in", "at", "near", "across", "outside", "around", "inside"))
MOST = 3
"""Events a sentence at most, best first: readers mark 1.2 in a sentence that has any, hardly ever more than 3."""


def events(
    document: Document,
    sentences: tuple[Sentence, ...],
    mentions: tuple[Mention, ...],
    times: tuple[TimePhrase, ...],
    attributions: tuple[Attribution, ...],
    pack: LanguagePack,
) -> tuple[EventFrame, ...]:
    """The acts that a document's own sentences report, in order; sentences read elsewhere give none."""
    words = lexicon(pack)
    found: list[EventFrame] = []
    for index, sentence in enumerate(sentences):
        if sentence.carried:
            continue
        dated = [(n, t) for n, t in enumerate(times) if t.sentence == index]
        spans = tuple(t.at for _, t in dated)
        line = row(sentence_tokens(document.text, sentence.at, pack), mentions, index, sentence.is_title, spans)
        said = [(n, a) for n, a in enumerate(attributions) if a.sentence == index]
        for act in _chosen(_acts(line, words, said, mentions)):
            found.append(_frame(document, index, act, line, dated, said))
    return tuple(found)


def _chosen(acts: list[Act]) -> list[Act]:
    """One event for each act: the same type with the same or fewer actors is said only once."""
    kept: list[Act] = []
    for act in sorted(acts, key=lambda a: (-a.confidence, a.at)):
        same = [k for k in kept if k.type is act.type]
        if any(not act.actors or set(act.actors) & set(k.actors) or not k.actors for k in same):
            continue
        kept.append(act)
    return sorted(kept[:MOST], key=lambda a: a.at)


def _acts(line: Row, words: Lexicon, said: list[tuple[int, Attribution]], mentions: tuple[Mention, ...]) -> list[Act]:
    found = []
    verbs = groups(line, words.intransitive)
    for group in verbs:
        act = _refusal(line, group, words) or _by_verb(line, group, words, said, mentions)
        if act is not None:
            found.append(act)
    found.extend(by_noun(line, verbs, words, mentions))
    return found


def _by_verb(
    line: Row, group: Group, words: Lexicon, said: list[tuple[int, Attribution]], mentions: tuple[Mention, ...]
) -> Act | None:
    for verb in words.verbs.get(group.lemma, ()):
        skip = _particles(line, group, verb)
        if skip is None:
            continue
        after = reach(line, group, skip)
        if not _fits(line, group, verb, after, words.people):
            continue
        if verb.type is None or after.words[:1] in (("no",), ("none",)):
            return None
        status = status_of(line, group, verb, words)
        if status is None:
            return None
        actors, recipients = _sides(line, group, verb, after, mentions)
        if not actors and verb.speech and not group.passive:
            actors = _speakers(line, group, said)
        if not _enough(line, group, verb, actors, recipients, words.people):
            return None
        status = voiced(status, verb, group, actors, said, line, mentions)
        return Act(
            at=_extent(line, group, after),
            type=_type(line, group, verb.type, verb.issue),
            status=status,
            actors=actors,
            recipients=tuple(r for r in recipients if r not in actors),
            mode=verb.mode,
            issue=verb.issue or (_issue(line, group, words) if verb.needs == "demand" else None),
            moves=_moves(line, group, verb, status, after, words),
            rule=f"event:verb:{verb.lemma}",
            confidence=_trust(group, verb, actors, status),
            pivot=line.toks[group.head].at.start,
        )
    return None


def _type(line: Row, group: Group, given: EventType, issue: Issue | None) -> EventType:
    """A ceasefire that both sides declare is an agreement."""
    lows = {t.low for t in line.toks[group.subject_at[0] : group.start]}
    both = bool(lows & {"both", "sides", "parties"})
    return EventType.AGREE if given is EventType.CONCEDE and issue is Issue.CEASEFIRE and both else given


def _speakers(line: Row, group: Group, said: list[tuple[int, Attribution]]) -> tuple[int, ...]:
    """Whoever speaks in the sentence, for an act of speech whose subject is a text (`a statement which demanded`)."""
    inverted = group.head > 0 and line.toks[group.head - 1].tag == "quote"
    return () if inverted or not said else said[0][1].speaker


def _enough(
    line: Row,
    group: Group,
    verb: ActVerb,
    actors: tuple[int, ...],
    recipients: tuple[int, ...],
    people: frozenset[str],
) -> bool:
    """Violence needs a doer, or a date; other acts need a side; a deal may stand by its own words."""
    if verb.type is EventType.AGREE and group.reduced:
        return True
    crowd = not group.passive and any(t.low in people for t in line.toks[group.subject_at[0] : group.start])
    if crowd and not verb.speech:
        return True
    if verb.type is EventType.ASSAULT and not actors:
        since = any(t.low in ("since", "by") for t in line.toks)
        return bool(recipients) and group.passive and (bool(line.dates) or since)
    if verb.speech and not actors:
        return group.passive and bool(recipients)
    return bool(actors or recipients)


def _particles(line: Row, group: Group, verb: ActVerb) -> int | None:
    following = [t.low for t in line.toks[group.head + 1 : group.head + 1 + len(verb.particles)]]
    fits = len(following) == len(verb.particles) and all(w in p for w, p in zip(following, verb.particles, strict=True))
    return len(verb.particles) if fits else None


def _fits(line: Row, group: Group, verb: ActVerb, after: Reach, people: frozenset[str]) -> bool:
    """Is the object what this reading of the verb needs? In the passive the object stands before the verb."""
    before = tuple(t.low for t in line.toks[group.subject_at[0] : group.start])
    if verb.subject:
        return not group.passive and bool(set(before) & verb.words)
    words, rest = after.words, line.toks[group.head + 1 + len(verb.particles) :][:3]
    spoken_to = bool(antecedent(line, group)) or (bool(after.words) and after.words[0] not in _ASIDE)
    someone = bool(after.direct) or (verb.speech and spoken_to) or bool(set(after.words) & people)
    if group.passive:
        words, someone = before, bool(group.subject) or not group.reduced
    if group.reduced:
        words = tuple(t.low for t in line.toks[max(0, group.head - 6) : group.head])
        someone = any(b == group.head for _, b, _ in line.spans)
    if verb.needs == "someone":
        return someone
    if verb.needs == "0":
        return not group.passive and not after.words and not after.direct
    if verb.needs == "-":
        return not group.passive or bool(set(words) & _WORDY)
    if verb.needs:
        return bool(set(words) & verb.words)
    spoken = verb.speech and any(t.low in ("that", "to") for t in rest)
    return bool(words) or group.passive or spoken


_ASIDE = frozenset("not to if whether when why how for about anonymity".split())
_WORDY = frozenset("agreement accord deal pact declaration communique document text treaty talks truce session".split())


def _sides(
    line: Row, group: Group, verb: ActVerb, after: Reach, mentions: tuple[Mention, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Actors and recipients; in the passive the doer stands after `by`, the other side before the verb."""
    if group.passive:
        actors = after.after("by")
        before = group.subject
        if group.reduced:
            before = tuple(n for a, b, n in line.spans if b == group.head)[-1:]
        others = before if verb.other in ("object", "owner", "of") else after.after(verb.other)
        return (actors + before, ()) if verb.joint else (actors, others)
    others = _others(line, group, verb, after)
    if verb.subject:
        doers = tuple(
            n for a, b, n in line.spans if group.subject_at[0] <= a and b <= group.start and not _at(line, a, n)
        )
        return (doers[:3] if verb.other in ("between", "with") else group.subject), ()
    if verb.joint:
        return group.subject + tuple(o for o in others if o not in group.subject), ()
    return group.subject, others


def _at(line: Row, first: int, n: int) -> bool:
    """A place that only says where: after `in`, `at`, `near`."""
    opened = next((t.low for t in reversed(line.toks[:first]) if t.tag == "prep"), "")
    return line.mentions[n].kind is MentionKind.PLACE and opened in _PLACE_WORDS


def _others(line: Row, group: Group, verb: ActVerb, after: Reach) -> tuple[int, ...]:
    if verb.other == "none":
        return ()
    if verb.other == "object" and verb.needs == "someone" and not after.direct:
        return antecedent(line, group)
    if verb.other == "object":
        return after.direct[:3] or after.after("of", "on", "in")[:1]
    if verb.other == "owner":
        return (after.direct or after.after("by", "of", "from", "with", "on"))[:2]
    found = after.after(verb.other)
    if found or verb.other in ("from", "in", "to"):
        return found[:2]
    return (after.after("with", "against", "of", "by", "on") or after.direct)[:2]


def _moves(
    line: Row, group: Group, verb: ActVerb, status: EventStatus, after: Reach, words: Lexicon
) -> ConditionState | None:
    """What the act does to a condition: announced is not met, part is not all."""
    issue = verb.issue or (_issue(line, group, words) if verb.needs == "demand" else None)
    if issue is None or verb.moves is None or status is EventStatus.DENIED:
        return None
    if verb.moves in (ConditionState.VIOLATED, ConditionState.WITHDRAWN):
        return verb.moves if status is not EventStatus.ANNOUNCED else None
    if status in (EventStatus.ANNOUNCED, EventStatus.HYPOTHETICAL):
        return ConditionState.ANNOUNCED
    effect = words.governors.get(group.governor, "")
    if effect == "decided":
        return ConditionState.ANNOUNCED
    near = {t.low for t in line.toks[group.subject_at[0] : min(len(line.toks), after.end)]}
    counted = any(t.tag == "num" for t in line.toks[group.head : after.end])
    if effect == "begun" or group.progressive or near & _SOME:
        return ConditionState.PARTLY
    if verb.issue in _STEPS and not near & _ALL and group.governor != "complete":
        named = verb.issue is Issue.RELEASE and not counted
        return verb.moves if named else ConditionState.PARTLY
    return verb.moves


def _issue(line: Row, group: Group, words: Lexicon) -> Issue | None:
    """What a demand is about, by the words after it: `dropped its demand for a ceasefire`."""
    lows = {t.low for t in line.toks[group.head : group.head + 14]}
    names = ("ceasefire", "prisoners", "release", "sanctions", "forces", "talks")
    issues = (Issue.CEASEFIRE, Issue.RELEASE, Issue.RELEASE, Issue.SANCTIONS, Issue.WITHDRAWAL, Issue.TALKS)
    return next((i for name, i in zip(names, issues, strict=True) if lows & words.sets[name]), None)


def _trust(group: Group, verb: ActVerb, actors: tuple[int, ...], status: EventStatus) -> float:
    trust = 0.75 if actors else 0.5
    if group.infinitive or group.loose or group.reduced:
        trust -= 0.1
    if verb.needs in ("", "-") and not verb.speech:
        trust -= 0.05
    return trust - (0.05 if status is not EventStatus.HAPPENED else 0.0)


def _extent(line: Row, group: Group, after: Reach) -> Stretch:
    first = group.subject_at[0] if group.subject_at[0] < group.head and not group.reduced else group.start
    first = min(first, group.start)
    end = max(group.head + 1, min(after.end, len(line.toks)))
    while end - 1 > group.head and line.toks[end - 1].tag in ("punct", "quote"):
        end -= 1
    return Stretch(line.toks[first].at.start, line.toks[end - 1].at.end)


def _refusal(line: Row, group: Group, words: Lexicon) -> Act | None:
    """`would not meet`, `will not withdraw`, `refused to sign`: a refusal; `forces will stay`: against leaving."""
    refused = group.modal in WILL and group.negated and not group.passive and not group.perfect
    if any(t.low in UNREAL or t.low in ("before", "long") for t in line.toks) and not line.is_title:
        return None
    refuses = group.infinitive and group.governor in ("refuse", "decline") and group.lemma not in _NO_OBJECT
    if not (refused or refuses) or group.lemma not in words.sets["refusal"] or group.marker in UNREAL:
        return None
    if not group.subject:
        return None
    after = reach(line, group, 0)
    verb = next(
        (v for v in words.verbs.get(group.lemma, ()) if v.issue and _fits(line, group, v, after, words.people)), None
    )
    others = after.after("with", "to") or after.direct
    return Act(
        at=_extent(line, group, after),
        type=EventType.REJECT,
        status=EventStatus.HAPPENED,
        actors=group.subject,
        recipients=tuple(o for o in others[:2] if o not in group.subject),
        mode=None,
        issue=verb.issue if verb else None,
        moves=ConditionState.OPPOSED if verb and verb.moves is ConditionState.MET else None,
        rule="event:refusal",
        confidence=0.6,
        pivot=line.toks[group.head].at.start,
    )


def _frame(
    document: Document,
    index: int,
    act: Act,
    line: Row,
    dated: list[tuple[int, TimePhrase]],
    said: list[tuple[int, Attribution]],
) -> EventFrame:
    holder = holder_of(Stretch(act.pivot, act.pivot + 1), said)
    return EventFrame(
        at=act.at,
        sentence=index,
        type=act.type,
        status=act.status,
        actors=act.actors,
        recipients=act.recipients,
        mode=act.mode,
        on=_on(act, dated, document.text),
        where=_where(act, line),
        attribution=holder[0] if holder else None,
        issue=act.issue,
        moves=act.moves,
        rule=act.rule,
        confidence=round(act.confidence, 2),
    )


def _on(act: Act, dated: list[tuple[int, TimePhrase]], text: str) -> int | None:
    """The time phrase nearest to the verb, its own clause first."""
    best: tuple[int, int] | None = None
    for n, time in dated:
        if time.kind is TimeKind.DURATION or time.value is None:
            continue
        if time.kind is TimeKind.DEADLINE and act.status is not EventStatus.ANNOUNCED:
            continue
        between = text[act.pivot : time.at.start] if time.at.start >= act.pivot else text[time.at.end : act.pivot]
        breaks = len(re.findall(r"[;:,—]|\bthat\b|\bwho\b|\bwhich\b|\bwhen\b", between))
        distance = len(between) + 40 * breaks + (0 if act.at.holds(time.at) else 25)
        if best is None or distance < best[0]:
            best = distance, n
    return best[1] if best else None


def _where(act: Act, line: Row) -> str | None:
    """The place after `in`, `at`, `near` in the words of the act; for a withdrawal also after `from`."""
    opening = _PLACE_WORDS | ({"from"} if act.type is EventType.RETREAT else set())
    for a, b, n in line.spans:
        mention = line.mentions[n]
        if mention.kind not in (MentionKind.PLACE, MentionKind.NATION) or not act.at.meets(mention.at):
            continue
        last = next((t for t in reversed(line.toks[:a]) if t.tag not in ("det", "word")), None)
        if last is not None and last.low in opening and not (b < len(line.toks) and line.toks[b].tag == "possessive"):
            return mention.name
    return None
