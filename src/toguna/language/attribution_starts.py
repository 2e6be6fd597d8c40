"""Where a content begins after its cue, by the cue's frames: that ..., to ..., X to ..., X of ..., X as Y, a phrase."""

from __future__ import annotations

from toguna.language.attribution_cues import Cue
from toguna.language.attribution_edges import WH, next_comma
from toguna.language.attribution_subjects import Range
from toguna.language.attribution_units import apposition_end
from toguna.language.attribution_view import RELATIVES, View, np_end

Placed = tuple[int, str, Range | None]


def start_after(view: View, cue: Cue, limit: int) -> tuple[int, str, Range | None] | None:
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
            close = next_comma(view, i + 1, limit)
            if close < limit and not view.has_finite(i + 1, close):
                i = close + 1
            else:
                break
        else:
            break
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


def _plain_start(view: View, cue: Cue, a: int, limit: int) -> Placed | None:
    """Content that follows the cue at once: a quote, that ..., to ..., whether ..., doing ..."""
    frames, low = cue.entry.frames, view.low(a)
    if view.is_quoted(a):
        return a, "quote", None
    if low == ":" and a + 1 < limit:
        return a + 1, "colon", None
    if low == "that" and frames & {"that", "person-that"} and a + 1 < limit:
        return (a if view.tag(a + 1) in ("aux", "modal") else a + 1), "that", None
    if low == "to" and "inf" in frames and view.tag(a + 1) == "word" and a + 2 < limit:
        return a, "infinitive", None
    if low == "to" and view.tokens[min(a + 1, limit - 1)].verb is not None:
        return (a, "infinitive", None) if "inf" in frames and view.tag(a + 1) != "prep" else None
    if low == "not" and view.low(a + 1) == "to" and "inf" in frames:
        return a, "infinitive", None
    if low in WH and frames & {"wh"}:
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
        further = apposition_end(view, end, limit)
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
    if low in WH and low not in ("who", "which"):
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
