"""Attributions without a plain verb of saying: according to, colons of titles, labels, nouns of saying."""

from __future__ import annotations

from collections.abc import Iterator

from toguna.language.attribution_contents import Found, left_start, right_end
from toguna.language.attribution_cues import CueWords
from toguna.language.attribution_edges import next_comma, trimmed
from toguna.language.attribution_subjects import Range
from toguna.language.attribution_units import Unit, apposition_end, resumes
from toguna.language.attribution_view import DASHES, RELATIVES, View, np_end, np_start

_OWNERLESS = frozenset(
    "claims allegations allegation accusations accusation announcement reports report rumours rumors".split()
)


def according(view: View, mine: tuple[Unit, ...], stop: int) -> Iterator[Found]:
    """`according to X` before, after or in the middle of what X says."""
    for i in range(view.first, stop - 2):
        if view.low(i) != "according" or view.low(i + 1) != "to" or view.is_quoted(i):
            continue
        end = np_end(view, i + 2, stop)
        if end <= i + 2:
            continue
        if i == view.first:
            end = _leading_end(view, end, stop)
            start = end + 1 if view.low(end) == "," else end
            content = trimmed(view, start, right_end(view, start, stop, mine, -1))
            pieces: tuple[Range, ...] = (content,) if content else ()
        else:
            end = apposition_end(view, end, stop)
            left = trimmed(view, left_start(view, i, mine, 0), i)
            goes_on = view.low(end) == "," and view.low(i - 1) == "," and resumes(view, end + 1, stop)
            right = trimmed(view, end + 1, stop) if goes_on else None
            pieces = tuple(p for p in (left, right) if p)
        if pieces:
            yield Found((i, i + 2), ((i + 2, end),), pieces, "according to", 0.9)


def _leading_end(view: View, end: int, stop: int) -> int:
    """The comma that ends a leading `according to X, a spokesman,`."""
    if view.tag(end) in ("pron", "det", "poss", "name", "num") and view.low(end) != ",":
        return end
    comma = next_comma(view, end, stop)
    if comma >= stop or comma - end > 25:
        return end
    after = next_comma(view, comma + 1, stop)
    named = view.tag(comma + 1) in ("det", "poss") and not view.has_finite(comma + 1, after)
    if named and after - comma <= 10 and view.tag(after + 1) in ("det", "pron", "name", "num", "poss"):
        if (
            view.low(after + 1) not in RELATIVES
            and view.has_finite(after + 1, stop)
            and "and" not in (view.low(i) for i in range(comma, after + 9))
        ):
            return after
    if (
        after < stop
        and view.low(comma + 1) in ("a", "an", "who", "which", "whose")
        and view.has_finite(after + 1, stop)
    ):
        if view.low(comma + 1) in ("who", "which", "whose") or not view.has_finite(comma + 1, after):
            return after
    return comma


def titled(view: View, stop: int, found: list[Found]) -> Iterator[Found]:
    """`X: no talks before June` in titles, and `no talks before June: X`, `... - X`."""
    if not view.is_title or found:
        return
    for i in range(1, stop - 1):
        if view.low(i) not in (":", "-", "–", "—") or view.is_quoted(i):
            continue
        spaced = view.low(i) == ":" or view.tokens[i - 1].at.end < view.tokens[i].at.start
        if not spaced:
            continue
        left, right = (0, i), (i + 1, stop)
        if view.low(i) == ":" and view.is_quoted(i - 1) and view.is_quoted(0):
            end = np_end(view, i + 1, stop)
            if end > i + 1:
                yield Found((i, i + 1), ((i + 1, end),), (left,), "title quote", 0.55)
            return
        if view.low(i) == ":" and _is_name(view, *left) and right[1] - right[0] >= 2:
            yield Found((i, i + 1), (left,), (right,), "title colon", 0.6)
            return
        if _is_name(view, *right) and i >= 3 and right[1] - right[0] <= 4:
            yield Found((i, i + 1), (right,), (left,), "title source last", 0.55)
            return


def labelled(view: View, stop: int) -> Iterator[Found]:
    """`KEITA: We go.` of a transcript, and `― a reader` after a quote."""
    at = view.first
    if view.low(at) in DASHES and _is_name(view, at + 1, stop):
        yield Found((at, at + 1), ((at + 1, stop),), (), "signature", 0.6)
        return
    colon = next((i for i in range(at + 1, min(stop, at + 5)) if view.low(i) == ":"), None)
    if colon is None or colon + 2 >= stop or view.is_title:
        return
    if all(view.tokens[i].text.isupper() and len(view.tokens[i].text) > 2 for i in range(at, colon)):
        yield Found((colon, colon + 1), ((at, colon),), ((colon + 1, stop),), "label", 0.6)


def _is_name(view: View, start: int, end: int) -> bool:
    """A short name or title of somebody, without a verb."""
    if not 0 < end - start <= 6 or view.has_finite(start, end):
        return False
    return all(view.tag(i) in ("name", "word", "num", "possessive", "prep", "verb") for i in range(start, end))


def nouns_of_saying(view: View, words: CueWords, mine: tuple[Unit, ...], stop: int) -> Iterator[Found]:
    """`the army's claim that ...`, `a promise by X to ...`."""
    for i in range(view.first + 1, stop - 2):
        low = view.low(i)
        entry = words.nouns.get(low) or (words.nouns.get(low[:-1]) if low.endswith("s") else None)
        if entry is None or view.is_quoted(i) or any(u.cue.start <= i < u.cue.end for u in mine):
            continue
        follows = i + 1
        source: Range | None = None
        if view.low(follows) in ("by", "from"):
            end = np_end(view, follows + 1, stop)
            source, follows = ((follows + 1, end), end) if end > follows + 1 else (None, follows)
        if source is None:
            source = _owner(view, i)
        low = view.low(follows)
        verb = view.tokens[follows + 1].verb if follows + 1 < stop else None
        is_that = low == "that" and "that" in entry.frames and view.has_finite(follows + 1, stop)
        is_that = is_that and not view.is_finite(follows + 1)
        is_inf = low == "to" and "inf" in entry.frames and verb is not None and source is not None
        if not is_that and not is_inf:
            continue
        if source is None and (view.low(i) not in _OWNERLESS or view.low(i - 1) in ("in", "no")):
            continue
        start = follows + 1 if is_that else follows
        content = trimmed(view, start, right_end(view, start, stop, mine, -1))
        if content:
            yield Found(
                (i, i + 1), (source,) if source else (), (content,), "noun of saying", entry.weight, denial=entry.denial
            )


def _owner(view: View, i: int) -> Range | None:
    """The possessor before a noun: `the army's (repeated) claim`."""
    at = i - 1
    while at > 0 and view.tag(at) in ("word", "adv", "name", "num", "verb") and i - at < 4:
        at -= 1
    if view.tag(at) == "possessive" or view.low(at) == "'":
        start = np_start(view, at)
        return (start, at) if start is not None else None
    if view.tag(at) == "poss" and view.low(at) in ("his", "her", "its", "their"):
        return at, at + 1
    return None
