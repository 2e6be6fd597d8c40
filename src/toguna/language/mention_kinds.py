"""Names of unknown kind to kinds, by the evidence of all their places in the document."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict

from toguna.kinds.reading import MentionKind
from toguna.language.mention_draft import Draft
from toguna.language.mention_lexicon import Lexicon, Sort
from toguna.packs.world import How, World, surface_key

_AT = frozenset("in at near around outside across throughout inside".split())
_MOVES = frozenset("to from of into toward towards".split())
_DEALT = frozenset("with by between against both on upon".split())
_REACHED = frozenset(
    "visit leave reach enter tour capture seize attack bomb hit besiege take hold control surround shell retake rock"
    " shake strike pound bombard overrun flee quit approach threaten defend storm encircle be become".split()
)
_GROUND = frozenset(
    "capital city town village border borders frontier soil territory airspace airport coast port region province north"
    " south east west desert island islands resort".split()
)
"""What a demonym before it only says where it lies: `the Kenyan capital`."""

_PERSON_PARTICLES = frozenset("ag bin ibn ben ould bint de van von der el".split())

Votes = Counter[MentionKind]


def decide(drafts: list[Draft], words: Lexicon, world: World) -> None:
    """Sets the kind of every draft that has none yet."""
    votes: dict[str, Votes] = defaultdict(Counter)
    for draft in drafts:
        if draft.core is not None and draft.head is None:
            votes[surface_key(draft.name)].update(_evidence(draft, words))
    _coordinate(drafts, votes)
    for draft in drafts:
        if draft.start <= 4 and draft.core is not None and _in_dateline(draft):
            draft.kind = MentionKind.PLACE
    for draft in drafts:
        if draft.kind is MentionKind.NATION and draft.head is None and draft.core is not None:
            draft.kind = _of_state(draft)
    for draft in drafts:
        if draft.kind is MentionKind.PLACE and draft.head is None and _region_acts(draft, words):
            draft.kind = MentionKind.NATION
    _pair_capitals(drafts)
    peoples = _peoples(drafts)
    for key in votes:
        if key.removesuffix("s") in peoples:
            votes[key][MentionKind.GROUP] += 5
    surnames = _surnames(drafts, votes, words.given)
    for draft in drafts:
        if draft.kind is None:
            draft.kind = _kind(draft, votes[surface_key(draft.name)], surnames, world)


def _coordinate(drafts: list[Draft], votes: dict[str, Votes]) -> None:
    """`A, B and C` are of one kind, if one of them has one."""
    for left, right in itertools.pairwise(drafts):
        if left.words is not right.words or right.start - left.end != 1:
            continue
        if left.words.lows[left.end] not in ("and", ",", "or"):
            continue
        for known, new in ((left, right), (right, left)):
            if known.kind is MentionKind.PLACE and new.kind is None:
                votes[surface_key(new.name)][MentionKind.PLACE] += 3


def _pair_capitals(drafts: list[Draft]) -> None:
    """`Washington and Riyadh urged`: when one of two capitals acts, both do."""
    for left, right in itertools.pairwise(drafts):
        if left.words is not right.words or left.words.lows[left.end : right.start] != ["and"]:
            continue
        pair = (left, right)
        if all(d.head is None and d.core and d.core.sense and d.core.sense.how is How.CAPITAL for d in pair):
            if MentionKind.NATION in (left.kind, right.kind):
                left.kind = right.kind = MentionKind.NATION


def _of_state(draft: Draft) -> MentionKind:
    """A state that only says where is a place; a capital or seat is one unless it acts or is dealt with."""
    assert draft.core is not None
    sense, lows = draft.core.sense, draft.words.lows
    if sense is not None and sense.how is How.ADJECTIVE and draft.end < len(lows) and lows[draft.end] in _GROUND:
        return MentionKind.PLACE
    if sense is None or sense.how in (How.ADJECTIVE, How.PEOPLE):
        return MentionKind.NATION
    k = draft.start - 1
    while k >= 0 and (lows[k] in ("the", "neighbouring", "neighboring", "northern", "southern", "central", "eastern")):
        k -= 1
    before = lows[k] if k >= 0 else ""
    if before in _AT:
        return MentionKind.PLACE
    if sense.how not in (How.CAPITAL, How.SEAT):
        return MentionKind.NATION
    after = draft.words.tokens[draft.end] if draft.end < len(lows) else None
    acts = after is not None and (after.tag in ("verb", "aux", "modal", "adv", "possessive") or after.text == "'s")
    if draft.words.lows[draft.start] == "the" and sense.how is How.CAPITAL and not draft.name.lower().startswith("the"):
        return MentionKind.PLACE
    if before in _DEALT or (acts and before not in _MOVES):
        return MentionKind.NATION
    if k >= 0 and draft.words.tokens[k].tag == "verb" and draft.words.tokens[k].lemma not in _REACHED:
        return MentionKind.NATION
    if k < 0 and after is not None and after.text == "," and not _is_dateline(draft):
        return MentionKind.NATION
    if sense.how is How.SEAT and before not in _MOVES:
        return MentionKind.NATION
    if after is not None and after.low == "and" and draft.end + 2 < len(lows):
        follow = draft.words.tokens[draft.end + 2]
        if follow.tag in ("verb", "aux", "modal") or (follow.text == "," and before == ""):
            return MentionKind.NATION
    if before == "and" and acts:
        return MentionKind.NATION
    return MentionKind.PLACE


def _region_acts(draft: Draft, words: Lexicon) -> bool:
    """A region that says or does something stands for those who rule it: `Puntland said`."""
    lows, tokens = draft.words.lows, draft.words.tokens
    if (
        draft.core is None
        or draft.core.sense is not None
        or draft.end >= len(tokens)
        or draft.words.lows[draft.start] == "the"
    ):
        return False
    if any(p in words.place_heads for p in lows[draft.start : draft.end]):
        return False
    before = lows[draft.start - 1] if draft.start else ""
    after = tokens[draft.end]
    if after.tag == "quote" and draft.end + 1 < len(tokens):
        after = tokens[draft.end + 1]
    if before in _AT or before in _MOVES or before in ("and", ",", "/"):
        return False
    if after.tag == "modal":
        return True
    if after.tag != "verb" or after.verb is None or "ing" in after.verb.forms:
        return False
    return bool(after.verb.forms & {"s", "past"}) and (draft.start == 0 or tokens[draft.start - 1].tag == "punct")


def _in_dateline(draft: Draft) -> bool:
    """`ILOILO CITY -`, `GENEVA/CAIRO (`: capitals at the start, then a dash or a bracket."""
    tokens = draft.words.tokens
    start = [t.text for t in tokens[: draft.end]]
    if draft.words.style == "capitals" or not all(w.isupper() or not w.isalpha() for w in start):
        return False
    return draft.end - draft.start <= 3 and len(draft.name) > 3 and _is_dateline(draft)


def _peoples(drafts: list[Draft]) -> set[str]:
    """Words with a capital before armed people: `houthi` in `Houthi rebels`."""
    found: set[str] = set()
    for draft in drafts:
        if draft.head is not None and draft.head.sort is Sort.ARMED_GROUP:
            found.update(w.lower() for w in draft.name.split()[:-1] if w[0].isupper())
    return found


def _is_dateline(draft: Draft) -> bool:
    marks = [t.text for t in draft.words.tokens[draft.end : draft.end + 12]]
    return any(m in ("-", "–", "—", "(", ":") for m in marks)


def _surnames(drafts: list[Draft], votes: dict[str, Votes], given: frozenset[str]) -> set[str]:
    found: set[str] = set()
    for draft in drafts:
        key = surface_key(draft.name)
        is_person = draft.kind is MentionKind.PERSON or (
            draft.kind is None and votes[key].most_common(1)[:1] and _best(votes[key]) is MentionKind.PERSON
        )
        parts = key.split()
        if is_person and len(parts) > 1:
            found.update(" ".join(parts[k:]) for k in range(1, len(parts)))
            if draft.role is not None or parts[0] not in given:
                found.add(parts[0])
    return found


def _best(votes: Votes) -> MentionKind | None:
    ranked = sorted(votes.items(), key=lambda v: (-v[1], v[0]))
    return ranked[0][0] if ranked and ranked[0][1] > 0 else None


def _kind(draft: Draft, votes: Votes, surnames: set[str], world: World) -> MentionKind:
    if surface_key(draft.name) in surnames and votes[MentionKind.ORGANISATION] < 3:
        return MentionKind.PERSON
    return _best(votes) or MentionKind.ORGANISATION


def _evidence(draft: Draft, words: Lexicon) -> Votes:
    """What one place says for the kind of its name; strong signs count five, weak ones one or two."""
    votes: Votes = Counter()
    if draft.kind is not None:
        votes[draft.kind] += 5
    lows, tokens = draft.words.lows, draft.words.tokens
    name = draft.core
    assert name is not None
    parts = lows[name.start : name.end]
    before = lows[name.start - 1] if name.start else ""
    after = tokens[draft.end] if draft.end < len(tokens) else None
    if draft.role is not None:
        votes[MentionKind.PERSON] += 5
    if len(parts) > 1 and parts[0] in words.given:
        votes[MentionKind.PERSON] += 4
    if len(parts) > 1 and _PERSON_PARTICLES & set(parts[:-1]):
        votes[MentionKind.PERSON] += 3
    if any(p in words.place_heads for p in parts):
        votes[MentionKind.PLACE] += 4
    if before == "the":
        votes[MentionKind.ORGANISATION] += 4
        votes[MentionKind.PERSON] -= 4
    if before in _AT:
        votes[MentionKind.PLACE] += 4
    elif before in _MOVES:
        votes[MentionKind.PLACE] += 1
    if after is not None and after.tag == "verb" and after.verb and before not in _AT:
        votes[MentionKind.PERSON] += 1
        if len(parts) == 1 and parts[0].endswith("s") and "base" in after.verb.forms:
            votes[MentionKind.GROUP] += 4
    if after is not None and after.text == ",":
        _apposed(draft, words, votes)
    if any(p in words.ordinary and p not in words.given for p in parts):
        votes[MentionKind.PERSON] -= 3
        votes[MentionKind.ORGANISATION] += 1
    if 2 <= len(parts) <= 4 and before != "the" and all(p[0].isalpha() for p in parts):
        votes[MentionKind.PERSON] += 2
    return votes


def _apposed(draft: Draft, words: Lexicon, votes: Votes) -> None:
    lows = draft.words.lows
    k = draft.end + 1
    if k < len(lows) and lows[k] in ("who", "whose", "whom"):
        votes[MentionKind.PERSON] += 4
        return
    if k < len(lows) and lows[k].isdigit():
        votes[MentionKind.PERSON] += 3
        return
    for j in range(k, min(k + 6, len(lows))):
        if draft.words.tokens[j].tag == "punct":
            return
        head = words.head_at(lows, j)
        if head is not None and head.sort is Sort.PERSON:
            votes[MentionKind.PERSON] += 5
            return
