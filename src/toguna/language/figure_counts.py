"""What an amount counts, by the words on both sides: the noun, the verb that governs it, what was counted before."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import Counts
from toguna.language.figure_amounts import Amount
from toguna.language.figure_words import CountedNoun, FigureWords
from toguna.language.tokens import Token

_BE = frozenset("is are was were be been being get got gets".split())
_PERSONAL = frozenset("lose claim seize hold drive exchange swap expel capture snatch evacuate bury".split())
"""Verbs that count only with people: `seized 12 villages` is no hostage taking."""

_STEPS = frozenset("more other others another additional further new last remaining such least most".split())
_UNREAL = frozenset("will would shall should must can could may might to if unless until won't if".split())
_FIGHTING = frozenset((Counts.TROOPS, Counts.FIGHTERS, Counts.DETAINED))
_HEDGES = frozenset("believe think say fear report estimate know presume understand".split())
"""`are feared to have drowned`: step over them."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted.

    end    where the words that say it end
    what   short text near the words
    noun   the counted noun in lower case, or ""
    """

    counts: Counts
    what: str
    end: int
    noun: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence for counting: its tokens, with where each starts."""

    text: str
    row: tuple[Token, ...]
    starts: tuple[int, ...]

    def at(self, offset: int) -> int:
        """Index of the first token at or after an offset."""
        return bisect_left(self.starts, offset)


def line(text: str, row: tuple[Token, ...], words: FigureWords, dates: list[Stretch]) -> Line:
    """A sentence's tokens, ready for look-up: dates are no nouns, and verbs of harm are known even where rare."""
    known = tuple(_known(token, words, dates) for token in row)
    return Line(text, known, tuple(t.at.start for t in known))


def _known(token: Token, words: FigureWords, dates: list[Stretch]) -> Token:
    if token.tag in ("word", "name", "verb", "det") and any(d.holds(token.at) for d in dates):
        return token if token.low in words.nouns else replace(token, tag="date", verb=None)
    if token.verb is None and token.tag == "word" and token.low in words.forms:
        return replace(token, tag="verb", verb=words.forms[token.low])
    return token


def counted(amount: Amount, words: FigureWords, row: Line, before: tuple[Amount, Counted] | None) -> Counted | None:
    """What the amount counts; None for what is no figure (ages, labels, fractions, sides and leaders in small number).

    before   the amount before it in the sentence with what it counts, for `12 soldiers and three civilians`
    """
    if amount.money:
        return _made(Counts.MONEY, row, amount, row.at(amount.at.end), "")
    if amount.glued:
        return _glued(amount, words, row)
    first = row.at(amount.at.end)
    _, first, anaphor = _into(row, first)
    end, noun = _noun(row, first, words)
    known = words.nouns.get(noun)
    if known and known.counts is None and (known.upto is None or amount.value <= known.upto):
        return None
    if first < len(row.row) and row.row[first].low in ("more", "fewer", "less") and not noun:
        return None
    if anaphor and amount.value == 1:
        return None
    if known and known.counts in (Counts.DURATION, Counts.MONEY):
        return _made(known.counts, row, amount, end, noun)
    if anaphor and before:
        done = _done(row, end, words, known) or before[1].counts
        return _made(done, row, amount, end, before[1].noun)
    counts = _by_words(amount, words, row, first, end, noun, known, before)
    return _made(counts, row, amount, end, noun) if counts else None


def _made(counts: Counts, row: Line, amount: Amount, end: int, noun: str) -> Counted:
    stop = (
        row.row[end - 1].at.end
        if 0 < end <= len(row.row) and row.row[end - 1].at.end > amount.at.end
        else amount.at.end
    )
    shown = " ".join(row.text[amount.at.end : stop].split()).strip(" ,-‐‑") or row.text[amount.number.start : stop]
    if counts.value not in shown and counts in (Counts.KILLED, Counts.WOUNDED, Counts.DISPLACED, Counts.RELEASED):
        shown = f"{shown} {counts.value}" if noun else counts.value
    return Counted(counts, shown, stop, noun)


def _glued(amount: Amount, words: FigureWords, row: Line) -> Counted | None:
    """`19-month war`, `7,000-troop mission`, `9-member panel`, `800-strong force`."""
    known = words.nouns.get(amount.glued)
    if known and known.counts is None:
        if known.upto is None or amount.glued != "member":
            return None
    first = row.at(amount.number.end)
    while first < len(row.row) and row.row[first].at.start < amount.number.end + 1 + len(amount.glued):
        first += 1
    end, noun = _noun(row, first, words)
    heads = words.nouns.get(noun)
    if amount.glued == "strong":
        counts = heads.counts if heads and heads.counts else Counts.TROOPS
    elif known and known.counts and known.counts is not Counts.OTHER:
        counts = known.counts
    elif amount.glued in ("member", "seat", "man", "person") and noun:
        counts = Counts.OTHER
    else:
        return None
    return _made(counts, row, amount, end, noun)


def _into(row: Line, first: int) -> tuple[int, int, bool]:
    """Steps over `of the`, `of its`, `more`, `other`; True when `of them`, `of whom` points back."""
    start = first
    toks = row.row
    if first + 1 < len(toks) and toks[first].low == "of":
        if toks[first + 1].low in ("them", "whom", "these", "those"):
            return start, first + 2, True
        if toks[first + 1].tag in ("det", "poss", "num"):
            first += 2
            while first < len(toks) and (
                toks[first].tag == "num" or toks[first].low in ("hundred", "thousand", "million")
            ):
                first += 1
    while first < len(toks) and toks[first].low in _STEPS and _noun_follows(row, first + 1):
        first += 1
    return start, first, False


def _noun_follows(row: Line, k: int) -> bool:
    return k < len(row.row) and row.row[k].tag in ("word", "name", "verb")


def _noun(row: Line, first: int, words: FigureWords) -> tuple[int, str]:
    """Index after the noun phrase that starts at `first`, and its head; `first, ""` when none does."""
    toks, k, head = row.row, first, ""
    while k < len(toks) and k < first + 6:
        token = toks[k]
        plural = token.verb is not None and token.verb.forms == {"s"} and token.tag == "verb"
        participle = token.verb is not None and token.verb.lemma in words.objects and bool(token.verb.forms & {"part"})
        if participle and not (k + 1 < len(toks) and toks[k + 1].low in words.nouns):
            if head or token.low not in words.nouns:
                break
        elif token.tag == "verb" and not plural and token.low not in words.nouns:
            follows = k + 1 < len(toks) and (toks[k + 1].tag == "word" or toks[k + 1].low in words.nouns)
            if k > first or not (token.verb and token.verb.forms & {"part", "ing"} and follows):
                break
        elif token.tag not in ("word", "name", "verb"):
            break
        if token.low in ("who", "whom", "that"):
            break
        head = token.low
        k += 1
        if head in words.nouns and not _goes_on(toks, k, head, words):
            break
    return k, head


_PLURALS = frozenset("people men women children police troops personnel dead wounded injured displaced".split())


def _goes_on(toks: tuple[Token, ...], k: int, head: str, words: FigureWords) -> bool:
    """`rebel fighters`, `police officers` go on; `brothers hours later`, `people dead` do not."""
    if k >= len(toks) or toks[k].tag not in ("word", "name") or head.endswith("s") or head in _PLURALS:
        return False
    follower = words.nouns.get(toks[k].low)
    return follower is None or follower.counts not in (Counts.DURATION, Counts.KILLED, Counts.WOUNDED)


def _by_words(
    amount: Amount,
    words: FigureWords,
    row: Line,
    first: int,
    end: int,
    noun: str,
    known: CountedNoun | None,
    before: tuple[Amount, Counted] | None,
) -> Counts | None:
    left = row.at(amount.at.start)
    verb = _governor(row, left, words, known, noun) or _done(row, end, words, known)
    if verb is None and before and before[1].counts in _DONE_TO and _coordinated(row, before[0].at.end, left):
        if noun == "" or known is None or known.whole:
            verb = before[1].counts
    if verb is None:
        verb = _nominal(row, left, words, known, noun)
    if verb is None and before and not noun and _compared(row, left, before[1].counts):
        verb = _left_noun(row, left, words) or before[1].counts
    if verb is Counts.RELEASED and _unreal(row, left) and (known is None or known.counts in _FIGHTING):
        verb = Counts.DETAINED
    if verb is Counts.DETAINED and known is not None and known.counts is Counts.HOSTAGES:
        verb = Counts.HOSTAGES
    return verb or _by_noun(amount, row, left, noun, known, words)


_HANDED = frozenset((Counts.DETAINED, Counts.HOSTAGES, Counts.POPULATION, Counts.KILLED))


_DONE_TO = frozenset(
    (Counts.KILLED, Counts.WOUNDED, Counts.DISPLACED, Counts.RELEASED, Counts.HOSTAGES, Counts.DETAINED)
)


def _compared(row: Line, left: int, counts: Counts) -> bool:
    """`some 90 guards, up from 60`, `six dead; the union counts more, up to 14` count the same."""
    last = row.row[left - 1].low if left else ""
    return counts is not Counts.DURATION and last in ("from", "to", "of", "at", "than")


def _fits(lemma: str, known: CountedNoun | None, noun: str) -> bool:
    if lemma in _PERSONAL:
        return known is not None and (known.whole or known.counts is Counts.KILLED)
    return known is None or known.whole or known.counts in (Counts.KILLED, Counts.HOSTAGES)


def _governor(row: Line, left: int, words: FigureWords, known: CountedNoun | None, noun: str) -> Counts | None:
    """The verb whose object the amount is: `killed at least 12`, `releasing some 400`."""
    k = left - 1
    toks = row.row
    while k >= 0 and (toks[k].tag in ("adv", "det", "poss") or toks[k].low in _STEPS | {"another"}):
        k -= 1
    if k < 0:
        return None
    token = toks[k]
    if token.low in ("over", "go", "out", "free") and k and toks[k - 1].verb:
        phrase = f"{toks[k - 1].verb.lemma} {token.low}"  # type: ignore[union-attr]
        return words.objects.get(phrase) if (known and known.counts in _HANDED) or not noun else None
    lemma = token.verb.lemma if token.verb else ""
    if lemma in words.forces and known is not None and noun == "men":
        return Counts.TROOPS
    if (
        lemma in words.objects
        and _fits(lemma, known, noun)
        and not (k and toks[k - 1].low in _BE and not (token.verb and "ing" in token.verb.forms))
    ):
        return words.objects[lemma]
    return None


def _done(row: Line, end: int, words: FigureWords, known: CountedNoun | None) -> Counts | None:
    """What is said to have happened to those counted: `12 people were killed`, `3,000 displaced`, `40 have died`."""
    toks, k, passive, seen, kept = row.row, end, False, 0, None
    while k < len(toks) and seen < 16:
        token = toks[k]
        if token.tag == "aux":
            passive = passive or token.low in _BE
        elif token.verb is not None and (token.tag == "verb" or token.verb.lemma in words.objects):
            if token.verb.lemma in _HEDGES and passive:
                k += 1
                continue
            told = _told(toks, k, passive, k > end and seen > 0, words, known)
            if told is Counts.DETAINED and not passive and kept is None:
                kept, seen = told, seen + 1  # `captives held in caves are to be swapped`
            elif kept is not None and not passive:
                seen += 1
            else:
                return told or kept
        elif token.text in (";", ":", "—", "–", '"', "“", "”") or (
            token.tag == "conj" and token.low not in ("and", "or")
        ):
            return kept
        elif token.low == "dead" and seen == 0:
            return Counts.KILLED
        elif token.tag not in ("adv", "modal", "neg"):
            seen += 1
        k += 1
    return kept


def _told(
    toks: tuple[Token, ...], k: int, passive: bool, apart: bool, words: FigureWords, known: CountedNoun | None
) -> Counts | None:
    verb = toks[k].verb
    assert verb is not None
    phrase = f"{verb.lemma} {toks[k + 1].low}" if k + 1 < len(toks) else ""
    if phrase in words.subjects or (phrase in words.objects and passive):
        return words.subjects.get(phrase) or words.objects[phrase]
    if verb.lemma in words.subjects and not (apart and toks[k - 1].low in ("and", "who")):
        return words.subjects[verb.lemma]
    if verb.lemma not in words.objects or not _fits(verb.lemma, known, ""):
        return None
    if passive:
        return words.objects[verb.lemma]
    if apart or not verb.forms & {"part"}:
        return None
    following = toks[k + 1] if k + 1 < len(toks) else None
    alone = following is None or following.tag in ("prep", "punct", "conj", "adv", "quote", "aux", "modal", "date")
    return words.objects[verb.lemma] if alone else None


def _coordinated(row: Line, start: int, left: int) -> bool:
    """True if only nouns and `and` or a comma stand between two amounts."""
    between = row.row[row.at(start) : left]
    if not between or between[-1].low not in ("and", ",", "or", "plus"):
        return False
    return all(t.tag not in ("verb", "aux", "modal") for t in between)


def _nominal(row: Line, left: int, words: FigureWords, known: CountedNoun | None, noun: str) -> Counts | None:
    """`the release of 400 men`, `the death toll rose to 30`, `a city of 500,000`."""
    toks, k = row.row, left - 1
    while k >= 0 and toks[k].tag in ("det", "poss", "adv"):
        k -= 1
    if k < 1 or toks[k].low not in ("of", "to", "at", "by", "from", "as"):
        return None
    if toks[k].low == "of":
        head = words.heads.get(toks[k - 1].low)
        return head if head is not None and (known is None or known.whole) else None
    window = [t.low for t in toks[max(0, k - 8) : k]]
    if noun and known is None:
        return None
    return Counts.KILLED if any(w in ("toll", "dead", "deaths") for w in window) else None


def _unreal(row: Line, left: int) -> bool:
    """`would free 30`, `a vow to free 70`, `releasing 20 would be`: nobody is free yet."""
    k = left - 1
    while k >= 0 and row.row[k].tag in ("adv", "det", "poss"):
        k -= 1
    verb = row.row[k].verb if k >= 0 else None
    before = [t.low for t in row.row[max(0, k - 2) : k]]
    if verb is not None and "ing" in verb.forms and not set(before) & {"is", "are", "was", "were", "been"}:
        return True
    early = {t.low for t in row.row[max(0, left - 4) : left]}
    return bool(set(before) & _UNREAL) or bool(early & {"until", "unless", "if", "that"} and _subjunctive(row, left))


def _subjunctive(row: Line, left: int) -> bool:
    """After `until`, `unless`, `if`, or `that ... be freed`: wanted, not done."""
    lows = [t.low for t in row.row[max(0, left - 4) : left + 16]]
    return bool(set(lows) & {"until", "unless", "if"}) or ("be" in lows and not set(lows) & {"to", "will", "would"})


def _by_noun(
    amount: Amount, row: Line, left: int, noun: str, known: CountedNoun | None, words: FigureWords
) -> Counts | None:
    if known and known.counts is Counts.POPULATION:
        of = [t.low for t in row.row[max(0, left - 3) : left]]
        settled = len(of) >= 2 and of[-1] == "of" and of[-2] in words.heads
        owned = bool(of) and row.row[left - 1].tag in ("possessive", "poss")
        return Counts.POPULATION if settled or owned or noun in ("inhabitants", "population") else Counts.OTHER
    if known and known.counts and amount.value <= 3 and left and row.row[left - 1].low == "the":
        return None
    if known:
        return known.counts or Counts.OTHER
    if noun:
        definite = left > 0 and row.row[left - 1].low in ("the", "those", "these", "both")
        return Counts.OTHER if amount.value > (3 if definite else 1) else None
    return _left_noun(row, left, words)


def _left_noun(row: Line, left: int, words: FigureWords) -> Counts | None:
    """A number without a noun counts what stands before it: `cut the force to 600`, `rebels number 300`."""
    for token in reversed(row.row[max(0, left - 6) : left]):
        if token.text in (";", ":", ".") or token.tag in ("quote",):
            return None
        known = words.nouns.get(token.low)
        if known and known.counts not in (None, Counts.DURATION, Counts.POPULATION):
            return known.counts
        if token.low == "strength":
            return Counts.FIGHTERS
    return None
