"""Sentences to figures: every number that counts people, forces, money or time, with its bounds and what it counts.

Ages, dates, ordinals, fractions, labels and small numbers of sides or sources are no figures.
"""

from __future__ import annotations

from dataclasses import replace

from toguna.kinds.document import Document
from toguna.kinds.reading import (
    Attribution,
    FigureFrame,
    Mention,
    MentionKind,
    Sentence,
    TimeKind,
    TimePhrase,
)
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import Counts
from toguna.language.figure_amounts import Amount, amounts
from toguna.language.figure_counts import Counted, Line, counted, line
from toguna.language.figure_numbers import number_value
from toguna.language.figure_words import FigureWords, figure_words
from toguna.language.time_tokens import sentence_tokens
from toguna.packs.language import LanguagePack

_PLACES = frozenset((MentionKind.PLACE, MentionKind.NATION))
_IN = frozenset(("in", "at", "across", "near", "around", "inside", "throughout"))


def figures(
    document: Document,
    sentences: tuple[Sentence, ...],
    mentions: tuple[Mention, ...],
    times: tuple[TimePhrase, ...],
    attributions: tuple[Attribution, ...],
    pack: LanguagePack,
) -> tuple[FigureFrame, ...]:
    """The figures of a document's own sentences, in order; sentences read elsewhere give none."""
    words = figure_words(pack)
    found: list[FigureFrame] = []
    for index, sentence in enumerate(sentences):
        if sentence.carried or not any(c.isalnum() for c in sentence.at.of(document.text)):
            continue
        dated = [(n, t) for n, t in enumerate(times) if t.sentence == index]
        row = line(document.text, sentence_tokens(document.text, sentence.at, pack), words, [t.at for _, t in dated])
        for amount, what in _counted(document.text, sentence, dated, words, row, pack, found):
            found.append(_frame(document, index, amount, what, mentions, dated, attributions, row))
    return tuple(found)


def _counted(
    text: str,
    sentence: Sentence,
    dated: list[tuple[int, TimePhrase]],
    words: FigureWords,
    row: Line,
    pack: LanguagePack,
    earlier: list[FigureFrame],
) -> list[tuple[Amount, Counted]]:
    result: list[tuple[Amount, Counted]] = []
    everything = sorted((*amounts(text, sentence.at, words, pack), *_single(row, words)), key=lambda a: a.at)
    for amount in everything:
        if _is_date(amount, dated) or _is_label(amount, row, words) or _is_age(amount, row):
            continue
        before = next((r for r in reversed(result) if r[1].counts is not Counts.DURATION), None)
        amount = _none_of(amount, row)
        if before and _is_whole(before[0], amount, row):
            if amount.value >= LARGE:
                result.append((amount, replace(before[1], end=max(before[1].end, amount.at.end))))
            continue
        what = counted(amount, words, row, before) or _said_before(amount, row, earlier, pack)
        if what is None or (amount.value == 1 and what.counts not in _ONE):
            continue
        result.append((amount, what))
    return result


LARGE = 100
"""`310 of the 800 recruits` gives both, `three of nine clans` the three: a small whole is no news of its own."""


def _is_whole(part: Amount, whole: Amount, row: Line) -> bool:
    between = [t.low for t in row.row[row.at(part.at.end) : row.at(whole.at.start)]]
    return len(between) in (1, 2) and between[0] == "of"


_ONE = frozenset((Counts.KILLED, Counts.WOUNDED, Counts.DURATION))


def _is_date(amount: Amount, dated: list[tuple[int, TimePhrase]]) -> bool:
    """Numbers inside dates are none; those inside `for two years` or `within 90 days` are."""
    for _, time in dated:
        spans = time.kind is TimeKind.DURATION or (time.kind is TimeKind.DEADLINE and time.value is None)
        if time.at.meets(amount.number) and not spans:
            return True
    return False


def _is_label(amount: Amount, row: Line, words: FigureWords) -> bool:
    """`Article 5`, `France 24`, `Route 7`; `No. 3`; a number that is half of a name."""
    k = row.at(amount.at.start) - 1
    if k < 0 or amount.at.start != amount.number.start:
        return False
    last = row.row[k]
    if last.low == "." and k:
        last = row.row[k - 1]
    if last.low in words.names:
        return True
    following = row.row[row.at(amount.number.end)] if row.at(amount.number.end) < len(row.row) else None
    loose = following is None or following.tag not in ("word", "verb")
    return last.tag == "name" and loose and k > 0 and amount.value < 1000 and row.text[amount.number.start].isdigit()


def _is_age(amount: Amount, row: Line) -> bool:
    """`Salif Toure, 54,` and `aged 54`, `54 years old`."""
    text = row.text
    before = text[max(0, amount.at.start - 2) : amount.at.start]
    after = text[amount.at.end : amount.at.end + 1]
    if before == ", " and after in (",", ".", ")") and amount.value < 120 and amount.at == amount.number:
        k = row.at(amount.at.start) - 2
        return k >= 0 and row.row[k].tag == "name"
    rest = text[amount.at.end : amount.at.end + 14].lower()
    return rest.startswith(
        (" years old", "-year-old", " year old", " weeks old", " months old", " days old", " years of age")
    )


def _none_of(amount: Amount, row: Line) -> Amount:
    """`released none of the 90`: nobody."""
    k = row.at(amount.at.start)
    if k < 3 or [t.low for t in row.row[k - 3 : k]] != ["none", "of", "the"]:
        return amount
    return replace(amount, at=Stretch(row.row[k - 3].at.start, amount.at.end), low=None, best=0.0, high=None)


def _single(row: Line, words: FigureWords) -> tuple[Amount, ...]:
    """`killing a soldier`, `a teacher was killed`: one person, where a verb of harm says so."""
    found = []
    for k, token in enumerate(row.row):
        if token.low not in ("a", "an") or k + 1 >= len(row.row):
            continue
        last = row.row[k - 1] if k else None
        due = row.row[k + 1].low
        if due in words.nouns and words.nouns[due].counts is Counts.DURATION and (span := _span(row, k, due, words)):
            found.append(span)
            continue
        harm = last is not None and last.verb is not None and last.verb.lemma in _HARM
        if harm and _person(row, k + 1, words):
            found.append(Amount(token.at, token.at, None, 1.0, None, False))
    return tuple(found)


def _person(row: Line, first: int, words: FigureWords) -> bool:
    """One person follows: a noun for people in the singular, or one that ends as names of trades do."""
    for token in row.row[first : first + 3]:
        if token.tag not in ("word", "name", "verb"):
            return False
        known = words.nouns.get(token.low)
        if known is not None:
            return known.whole and not token.low.endswith("s") and token.low not in _MANY
        if token.low.endswith(("er", "or", "ist", "ian", "man", "nurse", "boy", "girl")):
            return True
    return False


_MANY = frozenset("people men women children police troops personnel".split())


def _span(row: Line, k: int, unit: str, words: FigureWords) -> Amount | None:
    """`within a week`, `more than a year`, `a decade`: one of a unit, where it is stressed."""
    token, last = row.row[k], row.row[k - 1] if k else None
    pair = f"{row.row[k - 2].low} {last.low}" if last and k > 1 else ""
    bound = words.before.get(pair) or (words.before.get(last.low) if last else None)
    if last is not None and last.low == "for" and unit != "while":
        bound = ("best", False)
    if bound is None or (last is not None and last.low in ("around", "some")):
        return Amount(token.at, token.at, None, 1.0, None, False) if unit in ("decade", "century") else None
    start = row.row[k - 2].at.start if pair in words.before else row.row[k - 1].at.start
    start = token.at.start if bound == ("best", False) else start
    low, best, high = {"low": (1.0, None, None), "high": (None, None, 1.0), "best": (None, 1.0, None)}[bound[0]]
    return Amount(Stretch(start, token.at.end), token.at, low, best, high, bound[1])


_HARM = frozenset(("kill", "wound", "injure", "murder", "hurt", "execute"))


def _said_before(amount: Amount, row: Line, earlier: list[FigureFrame], pack: LanguagePack) -> Counted | None:
    """`most of the 90` counts what the 90 of an earlier sentence counted."""
    k = row.at(amount.number.start) - 1
    partitive = k > 0 and row.row[k].low in ("the", "those", "these") and row.row[k - 1].low == "of"
    wanted = number_value(amount.number.of(row.text), pack)
    if not partitive or wanted is None or wanted < 3:
        return None
    for frame in reversed(earlier):
        if frame.best == wanted and frame.counts is not Counts.DURATION:
            return Counted(frame.counts, frame.what, amount.at.end, "")
    return None


# --------------------------------------------------------------------------------------------------------------- frame
def _frame(
    document: Document,
    index: int,
    amount: Amount,
    what: Counted,
    mentions: tuple[Mention, ...],
    dated: list[tuple[int, TimePhrase]],
    attributions: tuple[Attribution, ...],
    row: Line,
) -> FigureFrame:
    low, best, high = amount.low, amount.best, amount.high
    if what.counts is Counts.DURATION:
        low, best, high = (_whole(v, amount, document.text, what) for v in (low, best, high))
    at = Stretch(amount.at.start, max(amount.at.end, what.end))
    return FigureFrame(
        at=at,
        sentence=index,
        counts=what.counts,
        what=what.what,
        low=low,
        best=best,
        high=high,
        approximate=amount.approximate,
        period=None if what.counts is Counts.DURATION else _period(at, dated, attributions, document.text),
        where=_where(at, index, mentions, document.text),
        attribution=_holder(at, index, attributions),
        rule=f"figure:{what.counts}",
        confidence=0.5 if what.counts is Counts.OTHER else 0.7,
    )


def _whole(value: float | None, amount: Amount, text: str, what: Counted) -> float | None:
    """A decade counts as ten years."""
    decades = amount.glued == "decade" or "decade" in text[amount.at.end : amount.at.end + 9].lower()
    return value * 10 if value is not None and decades else value


def _period(at: Stretch, dated: list[tuple[int, TimePhrase]], said: tuple[Attribution, ...], text: str) -> int | None:
    """The time phrase nearest to it: in its own clause first after it, then before it; never the day of the saying."""
    spoken = {a.said for a in said if a.said is not None}
    best: tuple[int, int] | None = None
    for n, time in dated:
        if time.kind is TimeKind.DURATION or time.value is None or n in spoken:
            continue
        between = text[at.end : time.at.start] if time.at.start >= at.end else text[time.at.end : at.start]
        distance = len(between) + 60 * sum(between.count(c) for c in ";:,—") + (20 if time.at.start < at.start else 0)
        if best is None or distance < best[0]:
            best = distance, n
    return best[1] if best and best[0] < 140 else None


def _where(at: Stretch, index: int, mentions: tuple[Mention, ...], text: str) -> str | None:
    for mention in mentions:
        if mention.sentence != index or mention.kind not in _PLACES or mention.at.start < at.start:
            continue
        gap = (
            text[at.end : mention.at.start].split()
            if mention.at.start >= at.end
            else text[at.start : mention.at.start].split()
        )
        if gap and gap[-1].lower() in _IN | {"the"} and len(gap) < 8 and any(w.lower() in _IN for w in gap[-2:]):
            return mention.name
    return None


def _holder(at: Stretch, index: int, attributions: tuple[Attribution, ...]) -> int | None:
    """The innermost attribution whose content holds it."""
    holding = [
        (sum(c.end - c.start for c in a.content), n)
        for n, a in enumerate(attributions)
        if a.sentence == index and any(c.holds(at) or (c.meets(at) and c.start <= at.start) for c in a.content)
    ]
    return min(holding)[1] if holding else None
