"""Where quotes, units, clauses and phrases end inside a sentence: the marks and words that bound what is said."""

from __future__ import annotations

from toguna.language.attribution_subjects import Range
from toguna.language.attribution_view import DASHES, View

WH = frozenset("whether how why what where when who which if".split())


def is_closed(view: View, i: int) -> bool:
    """Whether a mark, a quote or the end stands here."""
    return view.low(i) in ("", ".", "?", "!", ";", ",", ":") or view.low(i) in DASHES or view.is_quoted(i)


def is_after_quote(view: View, before: int) -> bool:
    """Whether a quoted sentence or clause ends here: `..., "` or `...", `; a quoted title or word is none."""
    if view.low(before) == "," and view.is_quoted(before - 1) and not view.is_quoted(before):
        before -= 1
    elif not (view.is_quoted(before) and view.low(before - 1) in (",", "?", "!", ".", "…")):
        return False
    start = before
    while start > 0 and view.quote[start - 1] == view.quote[before]:
        start -= 1
    return start <= view.first or before - start > 7 or any(view.is_finite(i) for i in range(start, before))


def is_plain_that(view: View, i: int) -> bool:
    """Whether what is said begins here in so many words: `that`, a colon, a quote."""
    return view.low(i) in ("that", ":") or view.is_quoted(i)


def end_of_unit(view: View, start: int, stop: int) -> int:
    """The end of what belongs to the saying after the cue: days, media, listeners; `start` when more is said there."""
    i = start
    while (
        i < stop
        and not view.is_quoted(i)
        and view.low(i) not in (",", ".", ";", ":", "?", "!")
        and (view.low(i) not in DASHES)
    ):
        if view.low(i) == "that" or (view.low(i) in WH and i == start):
            return start
        if view.low(i) in ("after", "when", "as", "before", "since", "hours", "days", "weeks") and i - start <= 2:
            if view.has_finite(i + 1, stop) and not view.is_finite(i + 1):
                return i
        if _is_reduced_in_phrase(view, start, i):
            i += 1
            continue
        if view.is_finite(i) or (view.low(i) == "to" and view.tag(i + 1) == "verb" and i + 2 < stop):
            return start
        if view.low(i) in ("while", "whereas", "and", "but") and view.has_finite(i + 1, stop) and view.tag(i) == "conj":
            return i
        i += 1
    if i > start and view.low(start) in ("a", "an", "no"):
        return start
    return i


def _is_reduced_in_phrase(view: View, start: int, i: int) -> bool:
    """`said in a statement issued late`: a participle after a noun of a prepositional phrase."""
    verb = view.tokens[i].verb
    return (
        verb is not None
        and i - 2 >= start
        and view.tag(start) == "prep"
        and view.tag(i) == "verb"
        and "part" in verb.forms
        and view.tag(i - 1) == "word"
    )


def next_comma(view: View, start: int, limit: int) -> int:
    """The next comma outside quotes, or `limit`."""
    i = start
    while i < limit and (view.low(i) != "," or view.is_quoted(i)):
        i += 1
    return i


def trimmed(view: View, start: int, end: int) -> Range | None:
    """The range without marks at its ends; outer quote marks go when both are there or one has no partner."""
    changed = True
    while changed and start < end:
        changed = False
        if view.low(start) in (",", ":", ";", ")", ".") or view.low(start) in DASHES:
            start, changed = start + 1, True
        elif (
            view.low(end - 1) in (",", ":", ";", "(")
            or view.low(end - 1) in DASHES
            or (view.low(end - 1) in ("and", "but", "or", "that", "as", "while") and not view.is_quoted(end - 1))
        ):
            end, changed = end - 1, True
    return (start, end) if start < end else None


ASIDES = frozenset(
    "which who whom whose where when after before while as although though because even including especially most"
    " particularly despite".split()
)


def phrase_cut(view: View, start: int, end: int) -> int:
    """Where a content that is no clause ends: before a further verb of its subject, an aside, a day at its end."""
    end = next((i for i in range(start + 1, end) if not view.is_quoted(i) and _ends_phrase(view, i, start, end)), end)
    last = end
    while last > start + 1 and view.timed[last - 1]:
        last -= 1
    if last < end and view.tag(last - 1) == "prep":
        last = last - 1 if view.low(last - 1) in ("on", "in", "at", "late", "early") and last - 1 > start else end
    return last if last > start + 1 or view.tag(start) != "det" else end


def _ends_phrase(view: View, i: int, start: int, end: int) -> bool:
    low = view.low(i)
    if low in ("and", "but"):
        after = i + 2 if view.is_adverb(i + 1) else i + 1
        return view.is_finite(after) or view.tag(after) in ("aux", "modal")
    if low in DASHES:
        return True
    if low != ",":
        return False
    word = view.low(i + 1)
    if view.has_finite(start, i):
        return word in ASIDES and view.has_finite(i + 1, end)
    verb = view.tokens[i + 1].verb if i + 1 < end else None
    if word in ASIDES or view.tag(i + 1) == "prep" or view.is_adverb(i + 1):
        return not any(view.low(j) == "and" for j in range(i + 1, min(end, i + 8))) or word in ASIDES
    if verb is not None and verb.forms == {"ing"}:
        return True
    return word in ("and", "but", "or", "so") and view.has_finite(i + 2, end)
