"""Units to attributions in token ranges: what is said, from where the cue's frames let it begin to where it ends."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.language.attribution_edges import next_comma, phrase_cut, trimmed
from toguna.language.attribution_starts import start_after
from toguna.language.attribution_subjects import Range, subject
from toguna.language.attribution_units import Unit
from toguna.language.attribution_view import DASHES, View, np_end, np_start

_PHRASAL = frozenset({"phrase", "name", "accusation", "as", "at", "likened", "ing"})


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


def bare_cue(unit: Unit) -> Found:
    """A cue whose content, if any, stands in another sentence: `He said:`."""
    source = (unit.source,) if unit.source is not None else ()
    cue = unit.cue
    can_quote = bool(cue.entry.frames & {"paren", "quote"}) and unit.place != "passive"
    return Found(
        (cue.group, cue.end), source, (), "bare", cue.entry.weight if can_quote else 0.0, edges=(unit.start, unit.end)
    )


def content_of(view: View, unit: Unit, mine: tuple[Unit, ...], n: int, stop: int) -> Found | None:
    """What the `n`th unit of a sentence attributes, or None when nothing that it could stands there."""
    cue = unit.cue
    if unit.place == "passive":
        return passive(view, unit, stop)
    if unit.place in ("after", "middle"):
        return _said_before(view, unit, mine, n, stop)
    limit = min(unit.bound, stop)
    relayed = _relayed(view, unit, limit) if cue.entry.words in (("quote",), ("cite",)) else None
    if relayed is not None:
        return relayed
    placed = start_after(view, cue, limit)
    if placed is None or _is_gap(view, unit, limit):
        antecedent = _antecedent(view, unit, limit)
        if antecedent is not None:
            found_source = (unit.source,) if unit.source is not None else ()
            return Found(
                (cue.group, cue.end),
                found_source,
                (antecedent,),
                "relative",
                cue.entry.weight * 0.9,
                denial=cue.entry.denial and not cue.negated,
                edges=(unit.start, cue.end),
            )
        if placed is None:
            return None
    start, rule, addressee = placed
    end = right_end(view, start, limit, mine, n)
    if rule in _PHRASAL:
        end = phrase_cut(view, start, end)
    content = trimmed(view, start, end)
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


def _relayed(view: View, unit: Unit, limit: int) -> Found | None:
    """`X quoted Y as saying Z`: Y speaks, X relays."""
    for i in range(unit.cue.end + 1, min(limit - 2, unit.cue.end + 20)):
        if view.low(i) == "as" and view.low(i + 1) == "saying" and not view.is_quoted(i):
            start = i + 2 + (view.low(i + 2) == "that")
            content = trimmed(view, start, limit)
            cue, source = (i, i + 2), ((unit.cue.end, i),)
            return Found(cue, source, (content,), "quoted as saying", 0.85, relay=unit.source) if content else None
    return None


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
    """`asked not to be named`, `requested anonymity`, `claimed 40 lives`: nothing that is reported."""
    words = {view.low(i) for i in range(start, min(end, start + 9))}
    if "lives" in words and view.tag(start) in ("det", "num", "word", "adv"):
        return True
    return "anonymity" in words or (bool(words & {"named", "identified", "quoted"}) and bool(words & {"not", "be"}))


def _said_before(view: View, unit: Unit, mine: tuple[Unit, ...], n: int, stop: int) -> Found | None:
    cue = unit.cue
    start = left_start(view, unit.start, mine, n)
    pieces = [trimmed(view, start, unit.start)]
    if unit.place == "middle" or view.is_quoted(unit.end + 1):
        after = unit.end + 1
        pieces.append(trimmed(view, after, right_end(view, after, stop, mine, n)))
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


def left_start(view: View, end: int, mine: tuple[Unit, ...], n: int) -> int:
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
            return trimmed(view, i, right_end(view, i, stop, mine, n)) if goes_on else None
    return None


def _said_before_here(mine: tuple[Unit, ...], n: int, i: int) -> bool:
    """Whether an earlier cue with words of its own stands before the token `i`."""
    return any(u.place != "passive" and not u.shared and u.cue.end < i for u in mine[:n])


def right_end(view: View, start: int, limit: int, mine: tuple[Unit, ...], n: int) -> int:
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
        if other.shared and before == "," and view.is_title and other.place == "before":
            return min(limit, other.start - 1)
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


def passive(view: View, unit: Unit, stop: int) -> Found | None:
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
        content = trimmed(view, after, stop)
        if after >= stop or view.low(after) in (",", "by", "in", "on"):
            content = trimmed(view, view.first, target[0] if target else cue.group)
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
        content = trimmed(view, *target)
        return Found((cue.group, cue.end), source, (content,), "passive", 0.5) if content else None
    comma = next_comma(view, start + 1, stop)
    if view.low(cue.group - 1) == "," or view.low(cue.lead - 1) == ",":
        stop = comma
    content = trimmed(view, start + 1, stop)
    return Found((cue.group, cue.end), source, (content,), "passive", 0.55) if content else None
