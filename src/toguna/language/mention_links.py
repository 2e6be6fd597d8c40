"""Which mentions the text itself equates: brackets, appositions, `known as`, the same words again, surnames."""

from __future__ import annotations

import itertools

from toguna.kinds.reading import MentionKind
from toguna.language.mention_draft import Draft
from toguna.language.mention_lexicon import Sort
from toguna.language.mention_names import is_acronym
from toguna.packs.world import surface_key

_NAMED = (MentionKind.PERSON, MentionKind.ORGANISATION, MentionKind.GROUP)


_RANKS = frozenset(
    "mr mrs ms dr prof gen lt col maj brig capt sgt adm general colonel major captain lieutenant brigadier admiral"
    " marshal field sheikh sir".split()
)

_WHERE = (MentionKind.PLACE, MentionKind.NATION)


def link(drafts: list[Draft]) -> None:
    """Sets `same_as`, `of`, `role` and `anonymous` from what stands between and around the mentions."""
    alive = [d for d in drafts if not d.dropped]
    for k, (left, right) in enumerate(itertools.pairwise(alive)):
        if left.words is not right.words:
            continue
        before = alive[k - 1] if k else None
        if before is not None and before.of is left and _is_function(before) and _between(left, right) == [","]:
            left = before
            _apposition(left, right)
            continue
        after = alive[k + 2] if k + 2 < len(alive) else None
        if after is not None and after.of is right and right.kind is not MentionKind.PERSON and _is_function(after):
            if left.kind is MentionKind.PERSON and _between(left, right) == [","] and not after.plural:
                _apposition(left, after)
                continue
        if before is not None and left.kind in _WHERE and _is_function(before) and _between(left, right) == [","]:
            if right.kind is MentionKind.PERSON and _between(before, left) in (["in"], ["for"]):
                _apposition(before, right)
                continue
        _pair(left, right)
    _same_words(alive)
    for draft in alive:
        if draft.kind is MentionKind.DESCRIPTION and draft.head and draft.head.sort is Sort.PERSON:
            draft.anonymous = draft.same_as is None


def _between(left: Draft, right: Draft) -> list[str]:
    """The words between two mentions, without the title before a name."""
    title = right.core.role if right.core is not None else None
    end = title[0] if title is not None and left.end <= title[0] < right.start else right.start
    return left.words.lows[left.end : end]


def _pair(left: Draft, right: Draft) -> None:
    between = _between(left, right)
    if len(between) > 1 and between[-1] == "," and between[0] == ")":
        between = [","]
    if len(between) > 2 and _is_alias_phrase(between) and left.kind is MentionKind.PERSON and right.kind in _NAMED:
        right.same_as, right.kind = left, MentionKind.PERSON
        return
    if len(between) > 2 and between[-1] == "," and between[0] in ("for", "of", "to") and len(between) < 8:
        if _is_function(left) and right.kind is MentionKind.PERSON and "," not in between[:-1]:
            between = [","]
    if between == ["("] and left.kind in _NAMED and is_acronym(right.name):
        right.same_as = left
        right.kind = left.kind
    elif between == ["("] and right.kind in _NAMED and is_acronym(left.name) and len(right.name) > len(left.name):
        right.same_as = left
    elif between in (["known", "as"], [",", "known", "as"], [",", "also", "known", "as"], [",", "or"], [",", "alias"]):
        if left.kind in _NAMED and right.kind is not None and (between != [",", "or"] or is_acronym(right.name)):
            right.same_as = left
            right.kind = left.kind
    elif _is_of(left, right, between) or (between == ["at"] and left.role):
        _of(left, right)
    elif between == [","]:
        _apposition(left, right)
    elif _is_function(left) and left.of is None and _is_at(between) and right.kind is not MentionKind.PLACE:
        _of(left, right)
    elif between in (["from"], ["with"], ["at"]) and left.kind is MentionKind.PERSON and right.kind in _NAMED:
        if left.of is None:
            left.of = right


def _is_at(between: list[str]) -> bool:
    """`a source in the government`, `an adviser at the presidency`."""
    return between[:1] in (["in"], ["within"], ["inside"], ["at"]) and between[1:] in ([], ["the"])


def _is_alias_phrase(between: list[str]) -> bool:
    """`, better known by his nom de guerre`, `, also known as`, `, alias`."""
    said = {"known", "called", "nicknamed", "alias", "dubbed", "guerre", "born"}
    return bool(said & set(between)) and len(between) <= 10 and between.count(",") <= 1 and "who" not in between


def _is_of(left: Draft, right: Draft, between: list[str]) -> bool:
    if not between or between[0] not in ("of", "for") or len(between) > 6:
        return False
    tokens = left.words.tokens[left.end + 1 : right.start]
    return all(t.tag in ("det", "word", "poss") or "-" in t.low or t.low in ("al", "el") for t in tokens)


def _of(left: Draft, right: Draft) -> None:
    is_function = left.head is not None and left.head.sort is Sort.PERSON and left.kind is MentionKind.DESCRIPTION
    if is_function and left.of is None:
        left.of = right
        if left.same_as is not None and left.same_as.kind is MentionKind.PERSON:
            left.same_as.of = left.same_as.of or right


def _apposition(left: Draft, right: Draft) -> None:
    if left.kind is MentionKind.PERSON and _is_function(right) and not right.plural:
        right.same_as = left
        left.role = left.role or (right.head.noun if right.head else None)
        left.of = left.of or right.of
    elif right.kind is MentionKind.PERSON and _is_function(left) and not left.plural and _is_free(right.role):
        right.same_as = left
        right.role = left.role
        right.of = left.of
    elif left.kind in (MentionKind.GROUP, MentionKind.ORGANISATION) and right.kind is MentionKind.DESCRIPTION:
        starts = right.words.lows[right.start]
        after = right.words.lows[right.end] if right.end < len(right.words.lows) else "."
        if right.head and right.head.sort in (Sort.ARMED_GROUP, Sort.ORGANISATION) and starts in ("a", "an", "the"):
            closed = after in (
                ",",
                ".",
                "which",
                "that",
                "of",
                "in",
                "led",
                "based",
                "backed",
                "linked",
                "allied",
                "from",
            )
            if not right.plural and (closed or starts in ("a", "an")):
                right.same_as = left


def _is_free(role: str | None) -> bool:
    """No role yet, or a mere form of address or rank, which says nothing of what somebody does."""
    return role is None or all(w.rstrip(".") in _RANKS for w in role.split())


def _is_function(draft: Draft) -> bool:
    return draft.kind is MentionKind.DESCRIPTION and draft.head is not None and draft.head.sort is Sort.PERSON


def _same_words(drafts: list[Draft]) -> None:
    """The same name again means the same; a surname means the full name that came before it."""
    first: dict[str, Draft] = {}
    surnames: dict[str, Draft] = {}
    first_names: dict[str, Draft] = {}
    for draft in drafts:
        if draft.kind not in _NAMED:
            continue
        key = surface_key(draft.name)
        if draft.same_as is None:
            short = surnames.get(key) or first_names.get(key)
            draft.same_as = first.get(key) or (short if draft.kind is MentionKind.PERSON else None)
        first.setdefault(key, draft)
        if draft.kind is MentionKind.PERSON:
            parts = key.split()
            for k in range(1, len(parts)):
                surnames.setdefault(" ".join(parts[k:]), draft)
            if len(parts) > 1:
                first_names.setdefault(parts[0], draft)
