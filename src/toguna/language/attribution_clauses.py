"""A sentence's cues to attributions in token ranges: who speaks, what is said, by a small clause grammar.

First each cue gets its speaker and its place (before, after or in the middle of what is said), then its content ends
where another cue's unit, a contrast with its own cue, or the sentence begins or ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toguna.language.attribution_cues import Cue, CueWords, cues
from toguna.language.attribution_view import (
    DASHES,
    RELATIVES,
    SUBORDINATORS,
    View,
    np_end,
    np_start,
    speaker_end,
)

Range = tuple[int, int]
_PHRASAL = frozenset({"phrase", "name", "accusation", "as", "at", "likened", "ing"})
_WH = frozenset("whether how why what where when who which if".split())
_OWNERLESS = frozenset(
    "claims allegations allegation accusations accusation announcement reports report rumours rumors".split()
)
_NEW_THOUGHTS = frozenset(
    "while whereas who which after as according although though when one some many most half all including".split()
)
ASIDES = frozenset(
    "which who whom whose where when after before while as although though because even including especially most"
    " particularly despite".split()
)
_AFTERTHOUGHTS = frozenset("while whereas and but as after when before since hours days weeks".split())
_NOBODY = frozenset({"nobody", "none", "neither", "no"})


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


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution in token ranges.

    addressee, relay   listeners; who relays the speaker inside the text
    """

    cue: Range
    source: tuple[Range, ...]
    content: tuple[Range, ...]
    rule: str
    weight: float
    addressee: Range | None = None
    relay: Range | None = None
    denial: bool = False
    edges: Range = (0, 0)


# ---------------------------------------------------------------------------------------------------- who speaks
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
    i = group
    while i > view.first + 1 and not view.is_quoted(i - 1):
        if (
            view.timed[i - 1]
            or (view.tag(i - 1) == "adv" and view.low(i - 1) != "there")
            or (view.tag(i - 1) == "prep" and i < group and view.timed[i])
            or view.low(i - 1) == "there"
        ):
            i -= 1
        else:
            break
    return i if view.is_nominal(i - 1) or view.low(i - 1) in RELATIVES or view.low(i - 1) in (",", ")") else group


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
            start = np_start(view, i)
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
    if low in SUBORDINATORS:
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


def _begins_clause(view: View, start: int) -> bool:
    if start <= view.first:
        return True
    low, tag = view.low(start - 1), view.tag(start - 1)
    return (
        view.is_break(start - 1)
        or tag in ("conj", "quote", "adv")
        or low == "that"
        or view.timed[start - 1]
        or (view.is_quoted(start - 1) or tag == "verb")
    )


def _main_subject(view: View, group: int) -> Range | None:
    """The subject of the nearest finite verb before `group` that has one of its own."""
    i = group - 1
    while i >= view.first:
        if view.is_finite(i) and not view.is_quoted(i):
            start = i
            while start > 0 and (view.tag(start - 1) in ("aux", "modal", "neg") or view.is_adverb(start - 1)):
                start -= 1
            if view.low(start - 1) not in RELATIVES:
                found = subject(view, start)
                if found is not None and view.low(found[0] - 1) not in RELATIVES:
                    return found
            i = start
        i -= 1
    return None


# ----------------------------------------------------------------------------------------------- where it stands
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
        end = _unit_end(view, cue.end, stop)
        if end == cue.end and _ends_quote(view, start - 1):
            end = _next_comma(view, cue.end, stop)
        goes_on = view.low(end) in (",", *DASHES) and _goes_on(view, end + 1, stop)
        return Unit(cue, source, start, end, "middle" if goes_on else "after", bound, False, "parenthesis")
    return Unit(cue, source, start, cue.end, "before", bound, shared, "clause")


def _fronted(view: View, cue: Cue, stop: int) -> Unit | None:
    """`Announcing the pick, the union said`: what is announced ends at the comma, the speaker follows it."""
    comma = _next_comma(view, cue.end, stop)
    while comma < stop and not view.has_finite(comma + 1, min(stop, comma + 25)):
        comma = _next_comma(view, comma + 1, stop)
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
    return _main_subject(view, cue.group)


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
        closed = "post" in cue.entry.frames and _is_closed(view, end) and view.tag(cue.end) in ("name", "det", "poss")
        if not closed or not view.has_finite(view.first, before):
            return None
    if view.has_finite(end, min(end + 1, stop)) or (view.tag(end) == "det" and not view.is_quoted(end)):
        return None
    end = _apposition_end(view, end, stop)
    unit_end = _unit_end(view, end, stop)
    if not ends_quote:
        if "paren" not in cue.entry.frames or not _is_closed(view, unit_end):
            return None
        if view.is_title and cue.entry.frames & {"np"} and cue.entry.words != ("say",):
            return None
    goes_on = view.low(unit_end) in (",", *DASHES) and _goes_on(view, unit_end + 1, stop)
    return Unit(cue, (cue.end, end), cue.start, unit_end, "middle" if goes_on else "after", stop, False, "inverted")


def _is_closed(view: View, i: int) -> bool:
    return view.low(i) in ("", ".", "?", "!", ";", ",", ":") or view.low(i) in DASHES or view.is_quoted(i)


def _apposition_end(view: View, end: int, stop: int) -> int:
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
    if entry[0] not in ("quote", "accuse", "charge", "blame", "criticise", "criticize", "condemn", "denounce", "urge"):
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
    """Whether `S V` stands after (part of) what is said: something that can be said before it, only adjuncts after it."""
    if not cue.entry.frames & {"paren", "quote"} or start <= view.first or view.low(cue.lead - 1) in RELATIVES:
        return False
    before = start - 1
    if view.low(before) in DASHES or view.low(before) == ",":
        said = before
    elif view.is_quoted(before):
        said = start
    else:
        return False
    end = _unit_end(view, cue.end, len(view.tokens))
    follows = view.low(end)
    if _ends_quote(view, before) and not _is_plain_that(view, cue.end):
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
        or (follows == "," and said - view.first >= 2 and end == cue.end)
    )


def _ends_quote(view: View, before: int) -> bool:
    """Whether a quoted sentence or clause ends here: `..., "` or `...", `; a quoted title or word is none."""
    if view.low(before) == "," and view.is_quoted(before - 1) and not view.is_quoted(before):
        before -= 1
    elif not (view.is_quoted(before) and view.low(before - 1) in (",", "?", "!", ".", "…")):
        return False
    start = before
    while start > 0 and view.quote[start - 1] == view.quote[before]:
        start -= 1
    return start <= view.first or before - start > 7 or any(view.is_finite(i) for i in range(start, before))


def _is_plain_that(view: View, i: int) -> bool:
    return view.low(i) in ("that", ":") or view.is_quoted(i)


def _unit_end(view: View, start: int, stop: int) -> int:
    """The end of what belongs to the saying after the cue: days, media, listeners; `start` when more is said there."""
    i = start
    while (
        i < stop
        and not view.is_quoted(i)
        and view.low(i) not in (",", ".", ";", ":", "?", "!")
        and (view.low(i) not in DASHES)
    ):
        if view.low(i) == "that" or (view.low(i) in _WH and i == start):
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


def _goes_on(view: View, start: int, stop: int) -> bool:
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
    opened = start - 1
    if view.low(cue.group - 1) in RELATIVES and view.low(cue.group - 2) == ",":
        opened = cue.group - 1
    elif (low in RELATIVES and view.low(start - 2) == ",") or (low in SUBORDINATORS and start - 1 <= view.first + 1):
        opened = start - 1
    else:
        return stop
    i, depth = cue.end, 0
    while i < stop:
        if view.low(i) == "," and not view.is_quoted(i) and depth == 0:
            if view.has_finite(i + 1, stop):
                return i
        i += 1
    return stop if opened >= 0 else stop


# -------------------------------------------------------------------------------------------------- what is said
def attributed(view: View, words: CueWords) -> tuple[Found, ...]:
    """The attributions of a view, in the order of their cues."""
    stop = len(view.tokens)
    while stop > 0 and view.low(stop - 1) in (".", "?", "!", "…") and not view.is_quoted(stop - 1):
        stop -= 1
    mine = units(view, words)
    found = [_content(view, unit, mine, n, stop) or _bare(unit) for n, unit in enumerate(mine)]
    found += _according(view, mine, stop)
    found += _labels(view, stop)
    found += _colon(view, stop, [f for f in found if f.content])
    taken = {f.content[0][0] for f in found if f.content}
    found += [f for f in _nouns(view, words, mine, stop) if f.content[0][0] not in taken]
    covered = [f for f in found if f.rule == "quoted as saying"]
    found = [f for f in found if not any(c is not f and c.cue[0] <= f.cue[0] < c.cue[1] for c in covered)]
    return tuple(sorted(found, key=lambda f: (f.cue, f.content)))


def _bare(unit: Unit) -> Found:
    """A cue whose content, if any, stands in another sentence: `He said:`."""
    source = (unit.source,) if unit.source is not None else ()
    cue = unit.cue
    can_quote = bool(cue.entry.frames & {"paren", "quote"}) and unit.place != "passive"
    return Found(
        (cue.group, cue.end), source, (), "bare", cue.entry.weight if can_quote else 0.0, edges=(unit.start, unit.end)
    )


def _content(view: View, unit: Unit, mine: tuple[Unit, ...], n: int, stop: int) -> Found | None:
    cue = unit.cue
    if unit.place == "passive":
        return _passive(view, unit, stop)
    if unit.place in ("after", "middle"):
        return _said_before(view, unit, mine, n, stop)
    limit = min(unit.bound, stop)
    placed = _start_after(view, cue, limit)
    if placed is None or _is_gap(view, unit, limit):
        antecedent = _antecedent(view, unit, limit)
        if antecedent is not None:
            found_source = (unit.source,) if unit.source is not None else ()
            return Found(
                (cue.group, cue.end),
                found_source,
                (antecedent,),
                "relative",
                cue.entry.weight * 0.85,
                denial=cue.entry.denial and not cue.negated,
                edges=(unit.start, cue.end),
            )
        if placed is None:
            return None
    start, rule, addressee = placed
    end = _right_end(view, start, limit, mine, n)
    if rule in _PHRASAL:
        end = _phrase_cut(view, start, end)
    content = _trim(view, start, end)
    if content is None or _is_about_names(view, *content):
        return None
    weight = cue.entry.weight * (0.9 if unit.shared else 1.0)
    source = (unit.source,) if unit.source is not None else ()
    return Found(
        (cue.group, cue.end),
        source,
        (content,),
        rule,
        weight,
        addressee,
        None,
        cue.entry.denial and not cue.negated,
        (unit.start, start),
    )


def _is_gap(view: View, unit: Unit, limit: int) -> bool:
    return unit.cue.end >= limit or view.low(unit.cue.end) in (",", ".")


def _antecedent(view: View, unit: Unit, limit: int) -> Range | None:
    """`a charge that the army denies`, `..., which it rejects`: what stands before the relative pronoun."""
    if not _is_gap(view, unit, limit) or unit.shared or not unit.cue.entry.frames & {"np"}:
        return None
    pronoun = unit.start - 1
    if view.low(pronoun) not in ("which", "that") or (unit.source is not None and unit.source[0] <= pronoun):
        return None
    end = pronoun - 1 if view.low(pronoun - 1) == "," else pronoun
    start = np_start(view, end)
    if start is None:
        return None
    verb = view.tokens[start - 1].verb if start > view.first else None
    if verb is not None and "ing" in verb.forms:
        start -= 1
    return start, end


def _is_about_names(view: View, start: int, end: int) -> bool:
    """`asked not to be named`, `requested anonymity`: nothing that is reported."""
    words = {view.low(i) for i in range(start, min(end, start + 9))}
    return "anonymity" in words or (bool(words & {"named", "identified", "quoted"}) and bool(words & {"not", "be"}))


def _phrase_cut(view: View, start: int, end: int) -> int:
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
    after = view.low(i + 1)
    if view.has_finite(start, i):
        return after in ASIDES and view.has_finite(i + 1, end)
    verb = view.tokens[i + 1].verb if i + 1 < end else None
    if after in ASIDES or view.tag(i + 1) == "prep" or view.is_adverb(i + 1):
        return not any(view.low(j) == "and" for j in range(i + 1, min(end, i + 8))) or after in ASIDES
    if verb is not None and verb.forms == {"ing"}:
        return True
    return after in ("and", "but", "or", "so") and view.has_finite(i + 2, end)


def _said_before(view: View, unit: Unit, mine: tuple[Unit, ...], n: int, stop: int) -> Found | None:
    cue = unit.cue
    start = _left_start(view, unit.start, mine, n)
    pieces = [_trim(view, start, unit.start)]
    if unit.place == "middle" or view.is_quoted(unit.end + 1):
        after = unit.end + 1
        pieces.append(_trim(view, after, _right_end(view, after, stop, mine, n)))
    else:
        pieces.append(_resumed(view, unit, mine, n, stop))
    content = tuple(p for p in pieces if p is not None)
    if not content:
        return None
    addressee = None
    if cue.entry.frames & {"person-that"} and unit.rule != "inverted":
        end = np_end(view, cue.end, unit.end)
        addressee = (cue.end, end) if end > cue.end else None
    source = (unit.source,) if unit.source is not None else ()
    return Found(
        (cue.group, cue.end),
        source,
        content,
        unit.rule,
        cue.entry.weight,
        addressee,
        None,
        cue.entry.denial and not cue.negated,
        (unit.start, unit.end),
    )


def _left_start(view: View, end: int, mine: tuple[Unit, ...], n: int) -> int:
    """Where the content begins that stands before its cue: the sentence, or after a semicolon."""
    start = view.first
    for i in range(end - 1, view.first, -1):
        if view.is_quoted(i):
            continue
        if view.low(i) == ";" or (view.low(i) == ":" and _said_before_here(mine, n, i)):
            start = i + 1
            break
        if (
            view.low(i) == ","
            and view.low(i + 1) in ("but", "while", "and")
            and _said_before_here(mine, n, i)
            and (view.has_finite(i + 2, end))
        ):
            start = i + 2
            break
    if view.low(start) in ("but", "and", "however", "meanwhile", "still", "yet") and not view.is_quoted(start):
        start += 2 if view.low(start + 1) == "," else 1
    return start


def _resumed(view: View, unit: Unit, mine: tuple[Unit, ...], n: int, stop: int) -> Range | None:
    """The rest of a quoted sentence after an aside: `"A," he said, pointing at B, "c."`."""
    if not view.is_quoted(unit.start - 1) and not view.is_quoted(unit.start - 2):
        return None
    limit = min((u.cue.start for u in mine[n + 1 :]), default=stop)
    for i in range(unit.end, min(limit, stop) - 2):
        if view.is_quoted(i) and not view.is_quoted(i - 1):
            goes_on = view.low(i - 1) == "," and view.tokens[i + 1].text[:1].islower()
            return _trim(view, i, _right_end(view, i, stop, mine, n)) if goes_on else None
    return None


def _said_before_here(mine: tuple[Unit, ...], n: int, i: int) -> bool:
    """Whether an earlier cue with words of its own stands before the token `i`."""
    return any(u.place != "passive" and not u.shared and u.cue.end < i for u in mine[:n])


def _trim(view: View, start: int, end: int) -> Range | None:
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


def _start_after(view: View, cue: Cue, limit: int) -> tuple[int, str, Range | None] | None:
    """Where the content begins after the cue, by the cue's frames; None when what follows fits none of them."""
    frames = cue.entry.frames
    a = _skip(view, cue.end, limit, frames)
    if a >= limit:
        return None
    for rule in (_plain_start, _person_start, _object_start):
        placed = rule(view, cue, a, limit)
        if placed is not None:
            return placed
    return None


def _skip(view: View, start: int, limit: int, frames: frozenset[str]) -> int:
    """Over adverbs, days and media between a cue and its content."""
    i = start
    while i < limit and not view.is_quoted(i):
        low = view.low(i)
        if (
            view.timed[i]
            or view.is_adverb(i)
            or (low in ("last", "this") and view.timed[i + 1 : i + 2] == (True,))
            or (view.tag(i) == "prep" and (i + 1 < limit and view.timed[i + 1]))
        ):
            i += 1
        elif (
            view.tag(i) == "prep"
            and low not in ("of", "as", "like", "about", "up")
            and (frames & {"that", "quote", "clause", "person-that"})
        ):
            end = _phrase_end(view, i, limit)
            follows = view.low(end)
            if end > i + 1 and (
                follows in ("that", ",", ":")
                or view.is_quoted(end)
                or view.timed[end : end + 1] == (True,)
                or (view.tag(end) == "prep")
                or ("clause" in frames and view.has_finite(end, limit))
            ):
                i = end
            else:
                break
        elif (low == "," and i > start and (view.low(i + 1) == "that" or view.is_quoted(i + 1))) or (
            low == "," and i == start and (view.is_quoted(i + 1) or view.low(i + 1) == "however")
        ):
            i += 1
        elif low == "," and i == start and view.tag(i + 1) == "prep":
            close = _next_comma(view, i + 1, limit)
            if close < limit and not view.has_finite(i + 1, close):
                i = close + 1
            else:
                break
        else:
            break
    return i


def _next_comma(view: View, start: int, limit: int) -> int:
    i = start
    while i < limit and (view.low(i) != "," or view.is_quoted(i)):
        i += 1
    return i


def _phrase_end(view: View, prep: int, limit: int) -> int:
    """The end of a prepositional phrase such as `in a statement issued on social media`."""
    end = np_end(view, prep + 1, limit)
    verb = view.tokens[end].verb if end < limit else None
    if (
        verb is not None
        and view.tag(end) == "verb"
        and verb.forms & {"part", "ing"}
        and view.low(end + 1) in ("on", "by", "in", "at", "to", "from", "late", "early", "with")
        and not view.is_quoted(end)
    ):
        return _phrase_end(view, end + 1, limit)
    return end


Placed = tuple[int, str, Range | None]


def _plain_start(view: View, cue: Cue, a: int, limit: int) -> Placed | None:
    """Content that follows the cue at once: a quote, that ..., to ..., whether ..., doing ..."""
    frames, low = cue.entry.frames, view.low(a)
    if view.is_quoted(a):
        return a, "quote", None
    if low == ":" and a + 1 < limit:
        return a + 1, "colon", None
    if low == "that" and frames & {"that", "person-that"} and a + 1 < limit:
        return a + 1, "that", None
    if low == "to" and "inf" in frames and view.tag(a + 1) == "word" and a + 2 < limit:
        return a, "infinitive", None
    if low == "to" and view.tokens[min(a + 1, limit - 1)].verb is not None:
        return (a, "infinitive", None) if "inf" in frames and view.tag(a + 1) != "prep" else None
    if low == "not" and view.low(a + 1) == "to" and "inf" in frames:
        return a, "infinitive", None
    if low in _WH and frames & {"wh"}:
        return a, "wh", None
    verb = view.tokens[a].verb
    if verb is not None and verb.forms == {"ing"} and "ing" in frames:
        return a, "ing", None
    return None


def _person_start(view: View, cue: Cue, a: int, limit: int) -> Placed | None:
    """Content after a person: told X that, urged X to, accused X of."""
    frames = cue.entry.frames
    if not frames & {"person-that", "person-inf", "person-of"}:
        return None
    if "person-of" in frames:
        return _accused(view, a, limit)
    end = _person_end(view, a, limit)
    if end <= a:
        return None
    if view.low(end) == ",":
        further = _apposition_end(view, end, limit)
        end = further + 1 if further > end and view.low(further) == "," else end
    low = view.low(end)
    if "person-inf" in frames and (low == "to" or (low == "not" and view.low(end + 1) == "to")):
        return a, "person infinitive", (a, end)
    if "person-inf" in frames and low == "for" and "wh" not in frames:
        return a, "person for", (a, end)
    if "person-inf" in frames and low == "for":
        return a, "person for", (a, end)
    if not frames & {"person-that", "wh", "that"}:
        return None
    after = _skip(view, end, limit, frames)
    if after >= limit:
        return None
    low = view.low(after)
    if low == "that" and after + 1 < limit:
        return after + 1, "person that", (a, end)
    if view.is_quoted(after):
        return after, "person quote", (a, end)
    if low == ":":
        return after + 1, "person quote", (a, end)
    if low in _WH and low not in ("who", "which"):
        return after, "person wh", (a, end)
    if (
        "person-that" in frames
        and (after > end or view.tag(after) in ("pron", "det", "name", "poss", "word", "num"))
        and (view.has_finite(after, limit))
        and low != ","
    ):
        return after, "person clause", (a, end)
    return None


def _person_end(view: View, a: int, limit: int) -> int:
    """The end of the listener's noun phrase; a name directly before a pronoun or article ends there."""
    end = np_end(view, a, limit)
    if view.tag(a) == "pron" and view.low(a) not in RELATIVES:
        return a + 1
    for i in range(a + 1, end):
        if view.low(i) == "to" and (view.tokens[i + 1].verb is not None or view.tag(i + 2) in ("det", "poss", "pron")):
            return i
        if view.low(i) == "for" and view.tag(i - 1) != "name":
            return i
    return end


def _accused(view: View, a: int, limit: int) -> Placed | None:
    best = None
    for i in range(a, min(limit, a + 25)):
        if view.is_quoted(i):
            continue
        if view.low(i) in ("of", "for", "with") and i + 1 < limit:
            verb = view.tokens[i + 1].verb
            gerund = (verb is not None and "ing" in verb.forms) or (verb is None and view.low(i + 1).endswith("ing"))
            if gerund:
                best = i
                break
            if best is None and view.low(i) == "of":
                best = i
        if view.low(i) in (",", ";") and best is not None:
            break
    return (best + 1, "accusation", (a, best) if best > a else None) if best is not None else None


def _object_start(view: View, cue: Cue, a: int, limit: int) -> Placed | None:
    """Content that is an object: a clause without that, a noun phrase, X as Y, X Y, X at n."""
    frames = cue.entry.frames
    has_clause = view.has_finite(a, limit)
    if "clause" in frames and (has_clause or view.is_title):
        return a, "clause", None
    if "as" in frames and any(view.low(i) == "as" and not view.is_quoted(i) for i in range(a, min(limit, a + 16))):
        return a, "as", None
    if "at" in frames:
        at = next(
            (
                i
                for i in range(a, min(limit, a + 14))
                if view.low(i) == "at" and (view.tag(i + 1) in ("num", "adv") or view.low(i + 1) in "$£€")
            ),
            None,
        )
        return (a, "at", None) if at is not None else None
    if "num" in frames:
        return (a, "at", None) if view.tag(a) == "num" and not view.timed[a] else None
    if "to" in frames and "inf" not in frames:
        to = any(view.low(i) == "to" for i in range(a, min(limit, a + 16)))
        return (a, "likened", None) if to else None
    if "name" in frames:
        return (a, "name", None) if _is_naming(view, cue, a, limit) else None
    if (
        "np" in frames
        and view.tag(a) in ("det", "poss", "num", "name", "word", "pron", "adv", "verb")
        and not view.is_break(a)
    ):
        return a, "phrase", None
    if "paren" in frames and cue.entry.words == ("say",):
        return a, "clause", None
    return None


def _is_naming(view: View, cue: Cue, a: int, limit: int) -> bool:
    """`called the release a disgrace`: an object and what it is called, not a telephone call."""
    gap = {view.low(i) for i in range(max(view.first, cue.group - 7), cue.group)}
    if gap & {"what", "which"} and view.tag(a) not in ("prep", "conj", "punct"):
        return True
    if view.tag(a) == "pron" and view.low(a) not in RELATIVES:
        return a + 1 < limit and (
            view.is_quoted(a + 1) or view.tag(a + 1) in ("det", "word", "adv", "name", "num", "quote")
        )
    end = np_end(view, a, limit)
    if view.is_verb(a):
        return False
    if end >= limit:
        return (view.tag(a) in ("det", "poss") and end - a >= 4 and cue.entry.words != ("call",)) or (
            view.tag(a) == "det" and end - a >= 4 and any(view.low(i).endswith("s") for i in range(a + 1, a + 3))
        )
    if view.tag(end) == "verb" and view.tag(end + 1) == "prep" and view.tag(a) in ("det", "poss"):
        return True
    return (
        view.is_quoted(end) or view.tag(end) == "det" or any(view.is_quoted(i) for i in range(a, min(limit, end + 3)))
    )


def _right_end(view: View, start: int, limit: int, mine: tuple[Unit, ...], n: int) -> int:
    """Where the content ends that begins at `start`: at another unit, a contrast with its own cue, or the limit."""
    for other in mine[n + 1 :]:
        if other.start < start or other.start >= limit:
            continue
        if other.place in ("after", "middle") and other.start - 1 > start:
            return min(limit, other.start - 1 if view.low(other.start - 1) in (",", *DASHES) else other.start)
        before = view.low(other.start - 1)
        if other.cue.form == "ing" and other.shared:
            if before in (",", "and", "before", "after") or before in DASHES:
                return min(limit, _over_conjunction(view, other.start))
            continue
        if other.shared and before in ("and", "but", "then") and other.place == "before":
            if view.low(other.start - 2) == "," or _other_tense(view, start, other.start - 1, other.cue.start):
                return min(limit, _over_conjunction(view, other.start))
        elif before in ("while", "whereas", "and", "but", ";") and not other.shared and other.place == "before":
            comma = view.low(other.start - 2) == "," or before == ";"
            if comma and (before in ("while", "whereas", ";") or _is_other_speaker(view, other)):
                return min(limit, other.start - (2 if before != ";" else 1))
    for i in range(start, limit):
        if view.low(i) == ";" and not view.is_quoted(i) and view.has_finite(i + 1, limit):
            return i
        if (
            view.low(i) == ","
            and view.low(i + 1) in ("while", "whereas")
            and not view.is_quoted(i)
            and (view.has_finite(i + 2, limit))
        ):
            return i
        if view.low(i) == "," and view.low(i + 1) == "according" and not view.is_quoted(i):
            return i
    return limit


def _is_other_speaker(view: View, other: Unit) -> bool:
    return other.source is not None and view.tag(other.source[0]) != "pron"


def _over_conjunction(view: View, start: int) -> int:
    i = start
    while i > 0 and view.low(i - 1) in (",", "and", "but", "then", "before", "after", *DASHES):
        i -= 1
    return i


def _other_tense(view: View, start: int, end: int, cue: int) -> bool:
    """Whether the content before a shared cue is in another tense than the cue, so that the cue is not part of it."""
    verb = view.tokens[cue].verb
    if verb is None or "past" not in verb.forms:
        return True
    for i in range(start, end):
        if view.is_finite(i) and not view.is_quoted(i):
            other = view.tokens[i].verb
            return view.tag(i) in ("aux", "modal") or other is None or "past" not in other.forms
    return True


# ------------------------------------------------------------------------------------------------ other shapes
def _passive(view: View, unit: Unit, stop: int) -> Found | None:
    """`X was quoted as saying Y (by Z)`, `X was accused of Y`."""
    cue, words = unit.cue, unit.cue.entry.words[0]
    target = subject(view, cue.group)
    if words == "quote":
        if not (view.low(cue.end) == "as" and view.low(cue.end + 1) in ("saying", "telling")):
            start = next(
                (i for i in range(cue.end, min(stop, cue.end + 18)) if view.low(i) in ("saying", "telling")), None
            )
        else:
            start = cue.end + 1
        if start is None:
            return None
        after = start + 1 + (view.low(start + 1) == "that")
        content = _trim(view, after, stop)
        if after >= stop or view.low(after) in (",", "by", "in", "on"):
            content = _trim(view, view.first, target[0] if target else cue.group)
        if content is None:
            return None
        relay = unit.source if unit.source is not None else None
        return Found(
            (cue.group, start + 1), (target,) if target else (), (content,), "quoted as saying", 0.85, None, relay
        )
    start = next((i for i in range(cue.end, min(stop, cue.end + 14)) if view.low(i) in ("of", "for", "as", "to")), None)
    source = (unit.source,) if unit.source is not None else ()
    if start is None:
        if not source or target is None:
            return None
        content = _trim(view, *target)
        return Found((cue.group, cue.end), source, (content,), "passive", 0.5) if content else None
    comma = _next_comma(view, start + 1, stop)
    if view.low(cue.group - 1) == "," or view.low(cue.lead - 1) == ",":
        stop = comma
    content = _trim(view, start + 1, stop)
    return Found((cue.group, cue.end), source, (content,), "passive", 0.55) if content else None


def _according(view: View, mine: tuple[Unit, ...], stop: int) -> Iterator[Found]:
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
            content = _trim(view, start, _right_end(view, start, stop, mine, -1))
            pieces = (content,) if content else ()
        else:
            end = _apposition_end(view, end, stop)
            left = _trim(view, _left_start(view, i, mine, 0), i)
            goes_on = view.low(end) == "," and view.low(i - 1) == "," and _goes_on(view, end + 1, stop)
            right = _trim(view, end + 1, stop) if goes_on else None
            pieces = tuple(p for p in (left, right) if p)
        if pieces:
            yield Found((i, i + 2), ((i + 2, end),), pieces, "according to", 0.9)


def _leading_end(view: View, end: int, stop: int) -> int:
    """The comma that ends a leading `according to X, a spokesman,`."""
    if view.tag(end) in ("pron", "det", "poss", "name", "num") and view.low(end) != ",":
        return end
    comma = _next_comma(view, end, stop)
    if comma >= stop or comma - end > 25:
        return end
    after = _next_comma(view, comma + 1, stop)
    if (
        after < stop
        and view.low(comma + 1) in ("a", "an", "who", "which", "whose")
        and view.has_finite(after + 1, stop)
    ):
        if view.low(comma + 1) in ("who", "which", "whose") or not view.has_finite(comma + 1, after):
            return after
    return comma


def _colon(view: View, stop: int, found: list[Found]) -> Iterator[Found]:
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
        if view.low(i) == ":" and _is_name(view, *left) and right[1] - right[0] >= 2:
            yield Found((i, i + 1), (left,), (right,), "title colon", 0.6)
            return
        if _is_name(view, *right) and i >= 3 and right[1] - right[0] <= 4:
            yield Found((i, i + 1), (right,), (left,), "title source last", 0.55)
            return


def _labels(view: View, stop: int) -> Iterator[Found]:
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


def _nouns(view: View, words: CueWords, mine: tuple[Unit, ...], stop: int) -> Iterator[Found]:
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
        content = _trim(view, start, _right_end(view, start, stop, mine, -1))
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
