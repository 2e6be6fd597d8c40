"""Who speaks: the noun phrase before a verb, appositions, relative clauses and days skipped."""

from __future__ import annotations

from toguna.language.attribution_view import DASHES, RELATIVES, SUBORDINATORS, View, np_start

Range = tuple[int, int]


def subject(view: View, group: int) -> Range | None:
    """The noun phrase before a verb group, appositions and relative clauses skipped; None when there is none."""
    group = _over_days(view, group)
    before = view.low(group - 1)
    if before in ("whom", "which") and view.low(group - 2) == "of" and group >= 4:
        comma = next((i for i in range(group - 3, max(group - 6, 0), -1) if view.low(i) == ","), None)
        start = np_start(view, comma) if comma else None
        return (start, comma) if start is not None and comma else None
    if before in RELATIVES and group >= 2:
        comma = group - 2 if view.low(group - 2) == "," else group - 1
        comma = _over_days(view, comma)
        start = np_start(view, comma)
        return (start, comma) if start is not None else None
    if before in (",", ")") or before in DASHES:
        return _over_aside(view, group)
    start = np_start(view, group)
    if start is None:
        return None
    return _with_relative(view, start), group


def _over_days(view: View, group: int) -> int:
    """`the council on Sunday recommended`: before the days and adverbs between a subject and its verb."""
    i = view.before_adverbial(group)
    while i > view.first + 1 and not view.is_quoted(i - 1) and _is_between(view, i - 1, group):
        i -= 1
    return i if view.is_nominal(i - 1) or view.low(i - 1) in RELATIVES or view.low(i - 1) in (",", ")") else group


def _is_between(view: View, i: int, group: int) -> bool:
    """A day, an adverb, or the preposition before a day."""
    if view.timed[i] or view.tag(i) == "adv":
        return True
    return view.tag(i) in ("prep", "conj") and i + 1 < group and view.timed[i + 1]


def _with_relative(view: View, start: int) -> int:
    """`the group that controls Kidal said`: from the noun before the relative pronoun."""
    i = start - 1
    if not view.is_verb(i) and not (view.tag(i) == "prep" and view.is_verb(i - 1)):
        return start
    while i > 0 and i > start - 12 and not view.is_break(i) and not view.is_quoted(i):
        if view.low(i) in RELATIVES and view.tag(i - 1) in ("name", "word"):
            further = np_start(view, i)
            return further if further is not None else start
        if view.tag(i) == "conj":
            break
        i -= 1
    return start


def _over_aside(view: View, group: int) -> Range | None:
    """`X, a spokesman for Y, said`: the noun phrase before an aside between commas, dashes or brackets."""
    closing = view.low(group - 1)
    i = group - 2
    while i > view.first and i > group - 45:
        mark = view.low(i)
        opens = mark == "(" if closing == ")" else (mark == closing or (closing in DASHES and mark in DASHES))
        if opens and not view.is_quoted(i) and _is_aside(view, i + 1, group - 1):
            start = np_start(view, _over_days(view, i))
            if start is not None and _begins_clause(view, start):
                return start, group - 1 if closing != ")" else group
        if mark == ";":
            break
        i -= 1
    return None


def _is_aside(view: View, start: int, end: int) -> bool:
    if start >= end:
        return False
    low, tag = view.low(start), view.tag(start)
    if low in RELATIVES or low in ("where", "when", "whose", "as") or tag in ("adv", "prep", "neg"):
        return True
    if low in SUBORDINATORS or (tag in ("det", "poss") and _is_plain(view, start, end)):
        return True
    verb = view.tokens[start].verb
    if tag == "verb" and verb is not None and verb.forms & {"part", "ing"}:
        return True
    for i in range(start, end):
        if view.low(i) in RELATIVES or view.low(i) in ("where", "when"):
            return True
        if view.is_finite(i) and not view.is_quoted(i):
            return False
    return True


def _is_plain(view: View, start: int, end: int) -> bool:
    """A noun phrase by its look: no pronoun, auxiliary or modal in it."""
    return end - start <= 12 and not any(view.tag(i) in ("pron", "aux", "modal", "conj") for i in range(start, end))


def _begins_clause(view: View, start: int) -> bool:
    if start <= view.first:
        return True
    low, tag = view.low(start - 1), view.tag(start - 1)
    return (
        view.is_break(start - 1)
        or tag in ("conj", "quote", "adv")
        or low in RELATIVES
        or view.timed[start - 1]
        or (view.is_quoted(start - 1) or tag == "verb")
    )


def main_subject(view: View, group: int) -> Range | None:
    """The subject of the nearest finite verb before `group` that has one of its own."""
    i = group - 1
    while i >= view.first:
        if view.is_finite(i) and not view.is_quoted(i):
            start = i
            while start > 0 and (
                view.tag(start - 1) in ("aux", "modal", "neg")
                or view.is_adverb(start - 1)
                or view.before_adverbial(start) < start
            ):
                start = min(start - 1, view.before_adverbial(start))
            if view.low(start - 1) not in RELATIVES:
                found = subject(view, start)
                if found is not None and view.low(found[0] - 1) not in RELATIVES:
                    return found
            i = start
        i -= 1
    return None
