"""A sentence's cues to units: each with its speaker, and its place before, after or in the middle of what is said."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.language.attribution_cues import ACCUSING, Cue, CueWords, cues
from toguna.language.attribution_edges import end_of_unit, is_after_quote, is_closed, is_plain_that, next_comma
from toguna.language.attribution_subjects import Range, main_subject, subject
from toguna.language.attribution_view import DASHES, RELATIVES, SUBORDINATORS, View, np_end, np_start, speaker_end

_NOBODY = frozenset({"nobody", "none", "neither", "no"})


_NEW_THOUGHTS = frozenset(
    "while whereas who which after as according although though when one some many most half all including".split()
)


_AFTERTHOUGHTS = frozenset("while whereas and but as after when before since hours days weeks".split())


@dataclass(frozen=True, slots=True)
class Unit:
    """A cue with its speaker: `officials said on Sunday`.

    source     the speaker's words, or None when they stand elsewhere
    start, end the whole unit with what belongs to the saying (days, media, listeners)
    place      `before` its content, `after` it, or in the `middle`
    bound      the content may not go further than this (the end of a relative or subordinate clause)
    shared     the speaker is that of an earlier verb
    """

    cue: Cue
    source: Range | None
    start: int
    end: int
    place: str
    bound: int
    shared: bool = False
    rule: str = ""


def units(view: View, words: CueWords) -> tuple[Unit, ...]:
    """The cues of a view with their speakers, in order."""
    found: list[Unit] = []
    for cue in cues(view, words):
        unit = _unit(view, cue, found)
        if unit is not None:
            found.append(unit)
    return tuple(found)


def _unit(view: View, cue: Cue, before: list[Unit]) -> Unit | None:
    stop = len(view.tokens)
    if cue.form == "passive":
        return _passive_unit(view, cue, stop)
    inverted = _inverted(view, cue, stop)
    if inverted is not None:
        return inverted
    if cue.form == "ing" and (
        cue.group <= view.first or (cue.group == view.first + 1 and view.tag(view.first) == "prep")
    ):
        return _fronted(view, cue, stop)
    source = None if cue.form == "ing" and not _has_own_subject(view, cue) else subject(view, cue.lead)
    shared = False
    if source is None:
        shared = True
        source = _shared(view, cue, before)
        if source is None and cue.form == "finite" and not view.is_title:
            return None
    if source is not None and view.low(source[0]) in _NOBODY and view.low(source[0] + 1) != "other":
        return None
    start = source[0] if source is not None and not shared else cue.group
    bound = _bound(view, cue, start, stop)
    if not shared and _is_parenthetical(view, cue, start):
        end = end_of_unit(view, cue.end, stop)
        if end == cue.end and is_after_quote(view, start - 1):
            end = next_comma(view, cue.end, stop)
        goes_on = view.low(end) in (",", *DASHES) and resumes(view, end + 1, stop)
        return Unit(cue, source, start, end, "middle" if goes_on else "after", bound, False, "parenthesis")
    return Unit(cue, source, start, cue.end, "before", bound, shared, "clause")


def _fronted(view: View, cue: Cue, stop: int) -> Unit | None:
    """`Announcing the pick, the union said`: what is announced ends at the comma, the speaker follows it."""
    comma = next_comma(view, cue.end, stop)
    while comma < stop and not view.has_finite(comma + 1, min(stop, comma + 25)):
        comma = next_comma(view, comma + 1, stop)
    if comma >= stop:
        return None
    end = np_end(view, comma + 1, stop)
    source = (comma + 1, end) if end > comma + 1 else None
    return Unit(cue, source, cue.group, cue.end, "before", comma, False, "fronted")


def _has_own_subject(view: View, cue: Cue) -> bool:
    """`with both saying`, `officials saying`: a noun phrase right before an -ing form that is no object."""
    if not view.is_nominal(cue.group - 1) or view.timed[cue.group - 1]:
        return False
    start = np_start(view, cue.group)
    if start is None:
        return False
    low, tag = view.low(start - 1), view.tag(start - 1)
    return low == "with" or not (tag in ("verb", "prep") or view.timed[start - 1])


def _shared(view: View, cue: Cue, before: list[Unit]) -> Range | None:
    for unit in reversed(before):
        if unit.source is not None and unit.start < cue.start and unit.bound >= cue.start:
            return unit.source
    return main_subject(view, cue.group)


def _inverted(view: View, cue: Cue, stop: int) -> Unit | None:
    """`"...", said the minister`, and in titles `..., says army`."""
    before = cue.group - 1
    if cue.form != "finite" or not cue.entry.frames & {"paren", "quote"} or before < 0 or cue.group != cue.start:
        return None
    ends_quote = view.is_quoted(before) and (
        view.low(before - 1) in (",", "?", "!", ".", "…") or view.quote[before] != view.quote[cue.start]
    )
    if not (ends_quote or view.low(before) == ","):
        return None
    if not view.is_nominal(cue.end) and view.tag(cue.end) not in ("det", "poss", "num", "name"):
        return None
    if view.low(cue.end) in ("that", "this") or view.timed[cue.end]:
        return None
    end = speaker_end(view, cue.end, stop)
    if end <= cue.end:
        return None
    if not ends_quote and subject(view, cue.lead) is not None:
        closed = "post" in cue.entry.frames and is_closed(view, end) and view.tag(cue.end) in ("name", "det", "poss")
        if not closed or not view.has_finite(view.first, before):
            return None
    if view.has_finite(end, min(end + 1, stop)) or (view.tag(end) == "det" and not view.is_quoted(end)):
        return None
    end = apposition_end(view, end, stop)
    unit_end = end_of_unit(view, end, stop)
    if not ends_quote:
        if "paren" not in cue.entry.frames or not is_closed(view, unit_end):
            return None
        if view.is_title and cue.entry.frames & {"np"} and cue.entry.words != ("say",):
            return None
    goes_on = view.low(unit_end) in (",", *DASHES) and resumes(view, unit_end + 1, stop)
    return Unit(cue, (cue.end, end), cue.start, unit_end, "middle" if goes_on else "after", stop, False, "inverted")


def apposition_end(view: View, end: int, stop: int) -> int:
    """The end of `, a spokesman for Y` or `, who leads Z` after a noun phrase, or `end`."""
    if view.low(end) != ",":
        return end
    after = view.low(end + 1)
    if after in RELATIVES or (after in ("whose",)):
        i = end + 1
        while i < stop and view.low(i) != "," and not view.is_quoted(i):
            i += 1
        return i - 1 if i == stop and view.low(i - 1) == "." else i
    if view.tag(end + 1) in ("det", "poss", "name", "word", "num") and not view.is_quoted(end + 1):
        further = np_end(view, end + 1, stop)
        if further > end + 1 and (view.low(further) in (",", ".", "") or view.is_quoted(further)):
            return further
    return end


def _passive_unit(view: View, cue: Cue, stop: int) -> Unit | None:
    """`was quoted as saying`, `is accused of`: the one who is accused stands before, the speaker after `by`."""
    entry = cue.entry.words
    if entry[0] not in ACCUSING and entry[0] != "quote":
        return None
    source: Range | None = None
    for i in range(cue.end, min(stop, cue.end + 25)):
        if view.low(i) == "by" and not view.is_quoted(i):
            end = next((j for j in range(i + 1, min(stop, i + 12)) if view.low(j) == "of"), stop)
            end = np_end(view, i + 1, end if entry[0] in ("accuse", "suspect") else stop)
            if end > i + 1 and not view.is_verb(i + 1):
                source = (i + 1, end)
            break
    return Unit(cue, source, cue.group, cue.end, "passive", stop, False, "passive")


def _is_parenthetical(view: View, cue: Cue, start: int) -> bool:
    """Whether `S V` stands after (part of) what is said: something to be said before it, only adjuncts after it."""
    if not cue.entry.frames & {"paren", "quote"} or start <= view.first or view.low(cue.lead - 1) in RELATIVES:
        return False
    before = start - 1
    if view.low(before) in DASHES or view.low(before) == ",":
        said = before
    elif view.is_quoted(before):
        said = start
    else:
        return False
    end = end_of_unit(view, cue.end, len(view.tokens))
    follows = view.low(end)
    if is_after_quote(view, before) and not is_plain_that(view, cue.end):
        return True
    closed = follows in ("", ".", "?", "!", ";", ",", ":") or follows in DASHES or view.is_quoted(end)
    if not closed:
        return (
            follows in _AFTERTHOUGHTS
            and view.has_finite(end + 1, len(view.tokens))
            and ("paren" in cue.entry.frames and view.has_finite(view.first, said))
        )
    if follows == ":" or (view.is_quoted(end) and not view.is_quoted(before)):
        return False
    if view.is_quoted(before) or view.is_quoted(before - 1):
        return True
    if "paren" not in cue.entry.frames:
        return False
    if view.low(view.first) in SUBORDINATORS and not any(view.low(i) == "," for i in range(view.first, said)):
        return False
    return (
        view.has_finite(view.first, said)
        or (view.is_title and said - view.first >= 2)
        or (follows in ("", ".") and said - view.first >= 3)
        or (follows == "," and said - view.first >= 2 and (end == cue.end or view.is_finite(end + 1)))
    )


def resumes(view: View, start: int, stop: int) -> bool:
    """Whether the sentence takes up what was said before the unit, rather than adding something of its own."""
    low = view.low(start)
    verb = view.tokens[start].verb if start < stop else None
    if start >= stop:
        return False
    if view.is_quoted(start):
        return True
    if verb is not None and "ing" in verb.forms and view.tag(start) in ("verb", "word", "prep"):
        return False
    if view.tag(start) == "prep" and start + 1 < stop:
        following = view.tokens[start + 1].verb
        if following is not None and "ing" in following.forms:
            return False
    if low in ("a", "an"):
        return not view.has_finite(view.first, start - 3) and view.has_finite(start, stop)
    if low in _NEW_THOUGHTS:
        return False
    if low in ("and", "but", "so", "or", "with", "without", "in", "on", "at"):
        return low in ("and", "but", "or") and view.low(start + 1) in ("that", "not", "would", "will", "could")
    return view.has_finite(start, stop) or view.tag(start) in ("prep", "conj", "aux", "modal")


def _bound(view: View, cue: Cue, start: int, stop: int) -> int:
    """How far the content may reach: to the comma that ends a relative or leading subordinate clause, else the end."""
    low = view.low(start - 1)
    opened = (
        (view.low(cue.group - 1) in RELATIVES and view.low(cue.group - 2) == ",")
        or (low in RELATIVES and view.low(start - 2) == ",")
        or (low in SUBORDINATORS and start - 1 <= view.first + 1)
    )
    if not opened:
        return stop
    return next((i for i in range(cue.end, stop) if _closes_aside(view, i, stop)), stop)


def _closes_aside(view: View, i: int, stop: int) -> bool:
    return view.low(i) == "," and not view.is_quoted(i) and view.has_finite(i + 1, stop)
