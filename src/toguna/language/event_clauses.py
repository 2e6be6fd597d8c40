"""A sentence as clauses around its verbs: voice, modality, who stands before the verb, what and who after it.

It is no parser: each verb group is read with the words of its own clause, and a subject is inherited across `and`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace

from toguna.kinds.reading import Mention, MentionKind
from toguna.kinds.span import Stretch
from toguna.language.tokens import Token

BE = frozenset("is are was were be been being isn't aren't wasn't weren't".split())
HAVE = frozenset("has have had having hasn't haven't hadn't".split())
NEGATIVE = frozenset("not never n't no longer neither nor hardly".split())
_FULL = {"won't": "will", "shan't": "shall", "can't": "can", "cannot": "can"}
_WH = frozenset("who which whom whose where".split())
_IF = frozenset("if unless until till once whether provided providing lest".split())
_STOPS = frozenset(";:—–-•|")


def stops(toks: tuple[Token, ...], k: int) -> bool:
    """A mark that ends a clause; the hyphen of `72-hour` does not."""
    if toks[k].text not in _STOPS:
        return False
    return toks[k].text != "-" or k == 0 or toks[k].at.start > toks[k - 1].at.end


_JOIN = frozenset("and but or then".split())


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence's tokens and the mentions that stand in it.

    spans   (first token, token after the last, mention) in order, places included
    dates   indices of the tokens of time phrases
    """

    toks: tuple[Token, ...]
    spans: tuple[tuple[int, int, int], ...]
    mentions: tuple[Mention, ...]
    is_title: bool
    dates: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Group:
    """A verb with its auxiliaries.

    head        index of the verb; `start` of its first auxiliary
    modal       `will`, `would`, ... or ""
    governor    lemma of the verb on which an infinitive or -ing form hangs, or ""; `led` is that verb's modal
    marker      the word that opens its clause (`if`, `who`, `that`, `and`, ...), or ""
    reduced     a participle after its noun: `soldiers arrested since May`
    """

    start: int
    head: int
    lemma: str
    forms: frozenset[str]
    passive: bool = False
    progressive: bool = False
    perfect: bool = False
    negated: bool = False
    modal: str = ""
    infinitive: bool = False
    governor: str = ""
    led: str = ""
    marker: str = ""
    reduced: bool = False
    loose: bool = False
    subject: tuple[int, ...] = ()
    subject_at: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Reach:
    """What follows a verb in its clause.

    words    the words of the noun phrase right after it
    direct   mentions in that phrase
    by       preposition -> mentions after it
    end      index after the last word read
    """

    words: tuple[str, ...]
    direct: tuple[int, ...]
    by: dict[str, tuple[int, ...]] = field(default_factory=dict)
    end: int = 0

    def after(self, *prepositions: str) -> tuple[int, ...]:
        """Mentions after any of the prepositions, in their order."""
        return tuple(m for p in prepositions for m in self.by.get(p, ()))


def row(
    toks: tuple[Token, ...],
    mentions: tuple[Mention, ...],
    sentence: int,
    is_title: bool,
    dates: tuple[Stretch, ...] = (),
) -> Row:
    """The tokens of a sentence with its mentions."""
    starts, ends = [t.at.start for t in toks], [t.at.end for t in toks]
    spans = []
    for n in range(*_of_sentence(mentions, sentence)):
        at = mentions[n].at
        first, last = bisect_right(ends, at.start), bisect_left(starts, at.end)
        if first < last:
            spans.append((first, last, n))
    dated = frozenset(i for d in dates for i in range(bisect_left(starts, d.start), bisect_right(ends, d.end)))
    return Row(toks, tuple(sorted(spans, key=lambda s: (s[0], -s[1]))), mentions, is_title, dated)


def _of_sentence(mentions: tuple[Mention, ...], sentence: int) -> tuple[int, int]:
    """The first of a sentence's mentions, and the one after its last; mentions stand in the order of the text."""
    first = bisect_left(mentions, sentence, key=_sentence)
    return first, bisect_right(mentions, sentence, lo=first, key=_sentence)


def _sentence(mention: Mention) -> int:
    return mention.sentence


def groups(line: Row, intransitive: frozenset[str] = frozenset()) -> tuple[Group, ...]:
    """The verb groups of a sentence, in order, each with its subject; an opening participle has the next one's.

    intransitive   lemmas that take no object, so that their past form is never a participle after a noun
    """
    found: list[Group] = []
    for i, token in enumerate(line.toks):
        if token.verb is None or token.tag not in ("verb", "word") or (token.tag == "word" and not _hidden(line, i)):
            continue
        if not _is_noun(line, i):
            found.append(_group(line, i, tuple(found), intransitive))
    for i, group in enumerate(found):
        if group.loose and not group.subject and not any(g.subject for g in found[:i]):
            later = next((g for g in found[i + 1 :] if g.subject and g.marker not in _WH), None)
            if later is not None:
                found[i] = replace(group, subject=later.subject)
    return tuple(found)


def _is_noun(line: Row, i: int) -> bool:
    """`the presidential retreat`, `prior consent of`: a base form behind an adjective or before `of`."""
    toks, verb = line.toks, line.toks[i].verb
    if verb is None or "base" not in verb.forms or "past" in verb.forms or i == 0 or toks[i - 1].tag != "word":
        return False
    led = i > 1 and toks[i - 2].tag in ("det", "poss", "possessive", "prep")
    return led or (i + 1 < len(toks) and toks[i + 1].low == "of")


def _hidden(line: Row, i: int) -> bool:
    """A participle that the tagger took for a noun: `troops killed`, `deal signed in Doha`."""
    token = line.toks[i]
    return bool(
        token.verb
        and token.verb.forms & {"part"}
        and not token.verb.forms & {"base"}
        and i
        and line.toks[i - 1].tag != "det"
    )


def _group(line: Row, head: int, before: tuple[Group, ...], intransitive: frozenset[str]) -> Group:
    toks, k = line.toks, head - 1
    verb = toks[head].verb
    assert verb is not None
    chain: list[str] = []
    while k >= 0 and (toks[k].tag in ("adv", "neg", "aux", "modal") or toks[k].low == "to" or _adverb(toks[k])):
        chain.insert(0, toks[k].low)
        k -= 1
    while (
        chain
        and k + 1 < head
        and (toks[k + 1].tag == "adv" or _adverb(toks[k + 1]))
        and toks[k + 1].low not in NEGATIVE
    ):
        chain.pop(0)
        k += 1
    start = k + 1
    words = set(chain)
    modal = next((toks[j].low for j in range(start, head) if toks[j].tag == "modal"), "")
    to = "to" in words
    bare = not words & (BE | HAVE) and not modal and not to
    ing, part = "ing" in verb.forms, "part" in verb.forms
    passive = part and not ing and bool(words & BE)
    loose = ing and not words & BE and not to
    reduced = bare and part and not ing and verb.lemma not in intransitive and _is_reduced(line, head)
    hung = _governor(line, start, before) if to or loose else None
    marker, subject, at = _subject(line, start, before, loose or (to and not words & BE))
    return Group(
        start=start,
        head=head,
        lemma=verb.lemma,
        forms=verb.forms,
        passive=passive or reduced,
        progressive=ing and bool(words & BE),
        perfect=bool(words & HAVE),
        negated=bool(words & NEGATIVE) or any(w.endswith("n't") for w in chain) or _no_subject(toks, at),
        modal=_FULL.get(modal, modal.removesuffix("n't")),
        infinitive=to,
        governor=hung.lemma if hung else "",
        led=hung.modal if hung else "",
        marker=marker,
        reduced=reduced,
        loose=loose,
        subject=subject,
        subject_at=at,
    )


def _adverb(token: Token) -> bool:
    return token.tag == "word" and (
        token.low in ("first", "long", "last", "since", "twice") or token.low.endswith("ly")
    )


def _no_subject(toks: tuple[Token, ...], at: tuple[int, int]) -> bool:
    return at[0] < at[1] and toks[at[0]].low in ("no", "none", "nobody", "neither")


def _is_reduced(line: Row, head: int) -> bool:
    """`talks mediated by`, `soldiers arrested since May`: a noun before it, no object after it."""
    toks = line.toks
    last = toks[head - 1] if head else None
    if last is None or last.tag not in ("word", "name", "num", "punct"):
        return False
    following = toks[head + 1] if head + 1 < len(toks) else None
    if following is not None and following.low == "by":
        return True
    if last.tag == "punct":
        return False
    free = (
        following is None or following.tag in ("prep", "punct", "conj") or following.low in ("last", "this", "earlier")
    )
    earlier = any(t.tag in ("verb", "aux", "modal") for t in toks[max(0, head - 12) : head])
    later = any(
        t.tag in ("aux", "modal") or (t.tag == "verb" and t.verb is not None and bool(t.verb.forms & {"past", "s"}))
        for t in toks[head + 1 :]
    )
    return free and (earlier or later) and not (line.is_title and not earlier and not later)


def _governor(line: Row, start: int, before: tuple[Group, ...]) -> Group | None:
    """The verb on which an infinitive or -ing form hangs, when no stop stands between."""
    for group in reversed(before):
        between = line.toks[group.head + 1 : start]
        if any(t.text in ";:—–" or t.low in _WH or t.low in ("that", ",") for t in between):
            return None
        return group
    return None


def _subject(
    line: Row, start: int, before: tuple[Group, ...], follows: bool
) -> tuple[str, tuple[int, ...], tuple[int, int]]:
    """The word that opens the clause, and who stands before the verb in it."""
    toks, k = line.toks, start - 1
    if k >= 0 and toks[k].low in _WH | {"that"}:
        near = _before(line, k)
        return toks[k].low, near, (max(0, k - 1), k)
    if k >= 0 and (toks[k].low in _JOIN or (toks[k].text == "," and (follows or start > 1))) and before:
        if toks[k].text == "," and not follows:
            jumped = _appositive(line, k)
            if jumped is not None:
                return _plain(line, jumped, before)
        previous = _main(before, follows)
        return toks[k].low, previous.subject, previous.subject_at
    if follows and before and k >= 0 and toks[k].tag == "prep" and toks[k].low != "of":
        previous = _main(before, follows)
        return "", previous.subject, previous.subject_at
    if follows and before and not _names(line, before[-1].head + 1, start):
        return "", before[-1].subject, before[-1].subject_at
    return _plain(line, start, before)


def antecedent(line: Row, group: Group) -> tuple[int, ...]:
    """Whom `whom they accuse` means: the mention before the word that opens the clause."""
    at = group.subject_at[0] - 1
    if at < 0 or group.marker not in ("whom", "which", "that") or line.toks[at].low != group.marker:
        return ()
    return _before(line, at)


def _main(before: tuple[Group, ...], follows: bool) -> Group:
    """The verb whose subject goes on: the last one in a main clause, else the last."""
    plain = [g for g in before if g.marker not in _WH | {"that"} and not g.reduced and not g.infinitive]
    return plain[-1] if plain else before[-1]


def _appositive(line: Row, comma: int) -> int | None:
    """`X, the leader of Y, said`: the index before the first comma."""
    for k in range(comma - 1, max(-1, comma - 22), -1):
        token = line.toks[k]
        if stops(line.toks, k) or token.tag == "quote":
            return None
        if token.text == ",":
            named = any(end == k for _, end, _ in line.spans) or (k and line.toks[k - 1].text in (")", "%"))
            return k if named else None
    return None


def _plain(line: Row, start: int, before: tuple[Group, ...]) -> tuple[str, tuple[int, ...], tuple[int, int]]:
    toks, k, marker, upper = line.toks, start - 1, "", start
    floor = max((g.head for g in before if g.head < start), default=-1)
    while k > floor:
        token = toks[k]
        if stops(toks, k) or token.low in _WH or token.low in _IF or token.tag == "quote":
            marker = token.low
            break
        if token.low == "that" and k + 1 < len(toks) and toks[k + 1].tag != "verb":
            marker = "that"
            break
        if token.tag == "conj" and token.low not in ("and", "or"):
            marker = token.low
            break
        if token.text == ",":
            jumped = _appositive(line, k)
            if jumped is not None and jumped > floor:
                k, upper = jumped - 1, jumped
                continue
            if _names(line, k + 1, start):
                break
        k -= 1
    if not marker and k >= 0 and k == floor and toks[k].verb is not None:
        marker = "that"
    if k > 0 and toks[k].text == "," and toks[k - 1].low in _IF:
        marker = toks[k - 1].low
    marker = marker or next((t.low for t in toks[max(0, k) : k + 3] if t.low in _IF), "")
    return marker, _heads(line, k + 1, upper), (k + 1, start)


def _names(line: Row, first: int, end: int) -> bool:
    return any(first <= a and b <= end for a, b, n in line.spans)


def _heads(line: Row, first: int, end: int) -> tuple[int, ...]:
    """The mentions of a stretch that are not inside a prepositional phrase; else those after `by`, else the last."""
    inside = [s for s in line.spans if first <= s[0] and s[1] <= end]
    outer = [s for s in inside if not any(o is not s and o[0] <= s[0] and s[1] <= o[1] and o != s for o in inside)]
    heads: list[int] = []
    last = first
    for a, b, n in outer:
        lows = line.toks[last:a]
        cut = max((i for i, t in enumerate(lows) if t.text == "," or last + i in line.dates), default=-1)
        phrase = any(t.tag == "prep" for t in lows[cut + 1 :])
        if not phrase and not _owns(line, b):
            if heads and last > first and _modifies(line, last, a):
                heads.pop()
            heads.append(n)
        last = b
    if heads:
        return tuple(heads[:3])
    doers = [
        n
        for a, b, n in outer
        if a and _opened(line, first, a) == "by" and line.mentions[n].kind is not MentionKind.PLACE
    ]
    owners = [n for a, b, n in outer if _owns(line, b) or _opened(line, first, a) == "of"]
    return tuple(doers[:2] or owners[:1])


def _modifies(line: Row, end: int, start: int) -> bool:
    """The mention before only describes the next one: `AU envoy X`, `the U.N. mission Y`."""
    between = line.toks[end:start]
    return all(t.tag in ("word", "name", "verb", "possessive", "det") and t.low != "and" for t in between)


def _opened(line: Row, first: int, at: int) -> str:
    return next((line.toks[k].low for k in range(at - 1, first - 1, -1) if line.toks[k].tag == "prep"), "")


def _owns(line: Row, end: int) -> bool:
    return end < len(line.toks) and line.toks[end].tag == "possessive"


def _before(line: Row, k: int) -> tuple[int, ...]:
    """The antecedent of `who` or `which`: the mention that ends nearest before it."""
    near = [s for s in line.spans if s[1] <= k and line.mentions[s[2]].kind is not MentionKind.PLACE and k - s[1] <= 3]
    if not near:
        return ()
    return (max(near, key=lambda s: (s[1], -s[0]))[2],)


def _bounds(toks: tuple[Token, ...], k: int) -> bool:
    """`more than 100`, `up to 16`, `at least 12`: no prepositional phrase begins."""
    near = toks[k + 1 : k + 3]
    return toks[k].low in _BOUNDS and any(t.tag == "num" or t.low in _NUMBERS for t in near)


_BOUNDS = frozenset("than up to over about around at under".split())
_NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty dozen".split()
)
_SUBJECTS = frozenset("it they he she we i".split())
_PARTS = frozenset("some many all half most none several hundreds thousands dozens number group series".split())


def reach(line: Row, group: Group, skip: int, through: bool = False) -> Reach:
    """What follows a verb and its `skip` particles, up to the end of its clause.

    through   infinitives belong to it too (`refused to meet them`)
    """
    toks, k = line.toks, group.head + 1 + skip
    words: list[str] = []
    direct: list[int] = []
    by: dict[str, list[int]] = {}
    preposition, last_end = "", -1
    starts = {s[0]: s for s in reversed(line.spans)}
    while k < len(toks):
        token = toks[k]
        if _ends(toks, k, through, bool(words) or bool(direct)):
            break
        if token.tag == "prep" and token.low not in ("like", "per") and not (not preposition and _bounds(toks, k)):
            counted = token.low == "of" and (toks[k - 1].tag == "num" or toks[k - 1].low in _PARTS)
            preposition = preposition if counted else token.low
        elif not preposition and token.tag not in ("punct", "quote") and k not in line.dates:
            words.append(token.low)
        if k in starts:
            a, b, n = starts[k]
            if line.mentions[n].name.lower() in _SUBJECTS and (words or direct or by):
                break
            held = by.setdefault(preposition, []) if preposition else direct
            if held and last_end >= 0 and _modifies(line, last_end, a):
                held.pop()
            last_end = b
            if line.mentions[n].kind is MentionKind.PLACE and b < len(toks) and toks[b].tag == "word":
                words.extend(t.low for t in toks[a:b])
                k = b
                continue
            if line.mentions[n].kind is not MentionKind.PLACE or preposition in (
                "on",
                "against",
                "with",
                "by",
                "between",
                "",
            ):
                held.append(n)
            if not preposition:
                words.extend(t.low for t in toks[a + 1 : b])
            k = b
            continue
        k += 1
    return Reach(tuple(words), tuple(direct), {p: tuple(ns) for p, ns in by.items()}, k)


def _ends(toks: tuple[Token, ...], k: int, through: bool, some: bool) -> bool:
    token = toks[k]
    if stops(toks, k) or token.low in _WH or token.low in ("that", "because", "while", "if", "unless", "when"):
        return True
    if token.text == ",":
        return not (
            k + 1 < len(toks)
            and toks[k + 1].tag in ("name",)
            and k + 2 < len(toks)
            and toks[k + 2].text in (",", "and")
        )
    if token.tag in ("aux", "modal"):
        return True
    if token.tag == "verb" and token.verb is not None and not through:
        return bool(some and token.verb.forms & {"past", "s", "base"}) or (some and toks[k - 1].low == "to")
    if token.low != "to" or through or k + 1 >= len(toks):
        return False
    verb = toks[k + 1].verb
    return verb is not None and "base" in verb.forms and toks[k + 1].tag == "verb"
