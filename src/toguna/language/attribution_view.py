"""A sentence laid out for the attribution rules: tokens, which of them are quoted, and small noun phrase grammar.

All positions are token indices; ranges are half-open. Quoted words are opaque for the grammar around them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from toguna.kinds.span import Stretch
from toguna.language.tokens import Token
from toguna.packs.language import LanguagePack

NOMINAL = frozenset({"name", "word", "num"})
FINITE = frozenset({"past", "s", "base"})
PERSONS = frozenset("he she they it i we you one who nobody none someone others everyone".split())
RELATIVES = frozenset({"who", "which", "whom", "whose", "that"})
STANDALONE = frozenset("both some many most several few all this that these those each neither another".split())
SUBORDINATORS = frozenset(
    "after when as while although though because since before if once until unless whereas whenever despite".split()
)
DASHES = frozenset({"-", "–", "—", "--", "―"})
_NOT_ADVERBS = frozenset(
    "family assembly supply weekly monthly likely anomaly friendly elderly daily deadly costly".split()
)
_EXTENDING = frozenset(
    "of for in from at to on with near within inside outside between among against behind under across by as"
    " including around about over".split()
)


@lru_cache(maxsize=4)
def adjunct_words(pack: LanguagePack) -> frozenset[str]:
    """Days, months and adverbs that may stand beside a cue, in lower case."""
    return frozenset(w.lower() for w in pack.words("speech_adjuncts"))


@lru_cache(maxsize=4)
def adverbial_words(pack: LanguagePack) -> tuple[tuple[str, ...], ...]:
    """Adverbs of several words, see `speech_adverbials.txt`."""
    return tuple(tuple(phrase.split()) for phrase in pack.phrases("speech_adverbials"))


@lru_cache(maxsize=4)
def media_words(pack: LanguagePack) -> frozenset[str]:
    """The last words of the names of media, in lower case."""
    return frozenset(w.lower().split()[-1] for w in pack.words("speech_media"))


@dataclass(frozen=True, slots=True)
class View:
    """A sentence, or the inside of a quote, as the rules see it.

    quote     for each token the index of the quote that holds it (marks too), or -1
    timed     for each token whether it is part of a time phrase
    is_title  verbs may be capitalised
    media     nouns of the ways in which words reach the public, see `speech_media.txt`
    first     where the text of the sentence begins, after a dateline
    """

    tokens: tuple[Token, ...]
    quote: tuple[int, ...]
    timed: tuple[bool, ...]
    is_title: bool
    first: int
    adjuncts: frozenset[str]
    media: frozenset[str]
    adverbials: tuple[tuple[str, ...], ...]

    def low(self, i: int) -> str:
        """The token in lower case; empty outside the sentence."""
        return self.tokens[i].low if 0 <= i < len(self.tokens) else ""

    def tag(self, i: int) -> str:
        """The token's tag; empty outside the sentence."""
        return self.tokens[i].tag if 0 <= i < len(self.tokens) else ""

    def stretch(self, start: int, end: int) -> Stretch:
        """The code points of a range of tokens."""
        return Stretch(self.tokens[start].at.start, self.tokens[end - 1].at.end)

    def is_quoted(self, i: int) -> bool:
        """Whether the token is inside quote marks, or such a mark."""
        return 0 <= i < len(self.tokens) and self.quote[i] >= 0

    def is_verb(self, i: int) -> bool:
        """A verb, auxiliary or modal in a place where it can be one."""
        tag = self.tag(i)
        if tag in ("verb", "aux", "modal"):
            return True
        return self.is_title and tag == "name" and self.tokens[i].verb is not None and i > 0

    def is_finite(self, i: int) -> bool:
        """A verb that can carry a clause: not an infinitive, -ing form, bare participle or noun."""
        tag = self.tag(i)
        if tag == "modal":
            return True
        if tag == "aux":
            return self.low(i) not in ("be", "been", "being", "having") and self.low(i - 1) != "to"
        verb = self.tokens[i].verb if 0 <= i < len(self.tokens) else None
        if not self.is_verb(i) or verb is None or not verb.forms & FINITE:
            return False
        if self.low(i - 1) == "to" or (self.low(i - 2) == "to" and self.tag(i - 1) == "adv"):
            return False
        if verb.forms >= {"past", "part"} and self.low(i + 1) in ("by", "to", "with", "from"):
            return self.tag(i - 1) in ("pron", "adv", "aux") and self.low(i - 1) not in ("it", "them", "him", "her")
        if "past" not in verb.forms:
            if "base" in verb.forms and any(self.low(j) in ("a", "an") for j in (i - 1, i - 2, i - 3)):
                return False
            return self.tag(i - 1) in ("pron", "name", "word", "adv", "conj", "punct") or self.low(i - 1) in RELATIVES
        return True

    def has_finite(self, start: int, end: int) -> bool:
        """Whether the range holds a finite verb outside quotes."""
        return any(self.is_finite(i) and not self.is_quoted(i) for i in range(max(start, 0), end))

    def is_nominal(self, i: int) -> bool:
        """Whether a noun phrase can end here."""
        tag, low = self.tag(i), self.low(i)
        if self.is_quoted(i):
            return False
        if tag in NOMINAL:
            return low not in self.adjuncts
        if tag == "pron":
            return low in PERSONS
        return low in STANDALONE

    def is_possessive(self, i: int) -> bool:
        """`'s`, or the apostrophe of `the rebels'`."""
        if self.tag(i) == "possessive":
            return True
        glued = 0 < i < len(self.tokens) and self.tokens[i].at.start == self.tokens[i - 1].at.end
        return glued and self.low(i) in ("'", "’") and self.low(i - 1).endswith("s") and not self.is_quoted(i)

    def is_bare(self, i: int) -> bool:
        """A verb form without ending or with -s only, which may as well be a noun."""
        verb = self.tokens[i].verb if 0 <= i < len(self.tokens) else None
        return verb is not None and verb.forms <= {"base", "s"}

    def is_adverb(self, i: int) -> bool:
        """An adverb, also an unknown word in -ly."""
        tag, low = self.tag(i), self.low(i)
        if low == "long" and self.tag(i + 1) == "verb":
            return True
        if low == "first" and self.tag(i - 1) in ("aux", "pron"):
            return True
        return (
            tag == "adv"
            or low in self.adjuncts
            or (tag == "word" and low.endswith("ly") and len(low) > 5 and low not in _NOT_ADVERBS)
        )

    def before_adverbial(self, end: int) -> int:
        """Where an adverb of several words begins that ends before `end`, or `end`."""
        for words in self.adverbials:
            if end >= len(words) and self.low(end - 1) == words[-1]:
                if all(self.low(end - len(words) + n) == word for n, word in enumerate(words)):
                    return end - len(words)
        return end

    def is_break(self, i: int) -> bool:
        """A mark that parts clauses or phrases."""
        return self.low(i) in (",", ";", ":", "(", ")") or self.low(i) in DASHES


def _is_noun_modifier(view: View, i: int) -> bool:
    """A word that may also be a verb, standing before a noun: `campaign manager`, `elected leaders`."""
    verb = view.tokens[i].verb
    if view.tag(i) != "verb" or verb is None:
        return False
    before = view.tag(i - 1)
    if verb.forms <= {"base", "s"}:
        return before in ("name", "word", "det", "poss", "possessive", "num") or i == view.first
    if view.low(i - 1) in RELATIVES:
        return False
    if before in ("name", "word") and (i - 1 == view.first or view.is_break(i - 2)):
        return "part" in verb.forms
    return "part" in verb.forms and (i == 0 or before in ("det", "adv", "poss") or view.is_break(i - 1))


def _is_noun_before_verb(view: View, i: int) -> bool:
    """`police said`, `the report says`: a form that could be a verb, with a verb right after it."""
    verb = view.tokens[i].verb
    if view.tag(i) != "verb" or verb is None or not verb.forms <= {"base", "s"} or view.is_quoted(i):
        return False
    return (
        i == view.first
        or view.is_break(i - 1)
        or view.tag(i - 1) in ("det", "conj", "name", "word", "poss", "possessive")
    )


def np_start(view: View, end: int, floor: int = 0) -> int | None:
    """Where the noun phrase begins that ends before `end`, with its prepositional phrases; None if none ends there."""
    i = end - 1
    if view.low(i) == ")":
        i = _bracket_open(view, i) - 1
    if i < floor:
        return None
    if view.is_quoted(i) and i - 6 > floor:
        start = i
        while start > floor and view.is_quoted(start - 1) and view.quote[start - 1] == view.quote[i]:
            start -= 1
        if i - start <= 6 and view.tag(start - 1) in ("name", "word", "det"):
            return np_start(view, start, floor) if view.tag(start - 1) != "det" else start - 1
        return None
    if view.low(i) == "." and view.low(i - 1) in ("jr", "sr"):
        i -= 1
    if view.low(i) in ("them", "us") and view.low(i - 1) == "of" and i - 2 >= floor:
        return i - 2 if view.is_nominal(i - 2) else None
    if not view.is_nominal(i) and not _is_noun_before_verb(view, i):
        return None
    if view.tag(i) == "pron" and view.low(i) != "others":
        return i
    while i > floor:
        step = _step_left(view, i, floor)
        if step is None:
            break
        i = step
    return i


def _step_left(view: View, i: int, floor: int) -> int | None:
    """The next start of the noun phrase to the left, or None when it begins at `i`."""
    tag, before, low = view.tag(i), view.tag(i - 1), view.low(i - 1)
    if view.is_quoted(i - 1):
        start = i - 1
        while start > floor and view.quote[start - 1] == view.quote[i - 1]:
            start -= 1
        short = i - start <= 6 and start > floor and view.tag(start - 1) in ("name", "det", "word")
        return start - 1 if short else None
    if view.timed[i - 1] and not view.timed[i] and before not in ("possessive", "prep"):
        start = i - 1
        while start > floor and view.timed[start - 1]:
            start -= 1
        named = view.tag(start - 1) == "possessive" or (
            view.tag(start - 1) == "det" and (view.tag(i) == "name" or start == i - 1)
        )
        return start - 1 if named and start > floor and view.tag(i) in NOMINAL else None
    closed = tag in ("det", "poss")
    if before == "prep" and low in _EXTENDING and i - 2 >= floor:
        if (view.is_nominal(i - 2) and view.tag(i - 2) != "pron") or _may_be_noun(view, i - 2, floor):
            return i - 2
        if view.low(i - 2) in ("close", "loyal", "linked", "allied") or _is_reduced(view, i - 2):
            return i - 3 if i - 3 >= floor and view.is_nominal(i - 3) else None
        return None
    if low in ("and", "or", "&") and i - 2 >= floor and view.is_nominal(i - 2):
        return _coordinated(view, i, floor)
    if before in ("det", "poss"):
        return i - 1 if not closed or low in ("all", "both", "some", "half", "many") else None
    if closed:
        return None
    if view.is_possessive(i - 1):
        return i - 1
    if before in ("name", "word", "num", "possessive"):
        return i - 1 if view.low(i - 1) not in view.adjuncts or view.tag(i - 2) == "det" else None
    if low in (")",):
        start = _bracket_open(view, i - 1)
        return start - 1 if start - 1 >= floor and view.is_nominal(start - 1) else None
    if low in (".", "/", "-") and i - 2 >= floor and view.tokens[i - 1].at.start == view.tokens[i - 2].at.end:
        return i - 2 if view.is_nominal(i - 2) else None
    if before == "adv" and view.low(i - 1) in ("very", "almost", "nearly", "more") and i - 2 >= floor:
        return i - 1
    return i - 1 if _is_noun_modifier(view, i - 1) else None


def _may_be_noun(view: View, i: int, floor: int) -> bool:
    """`advocates of dialogue`, `the truck bomb near`: a form that could be a verb, in the place of a noun."""
    verb = view.tokens[i].verb
    if view.tag(i) != "verb" or verb is None or not verb.forms <= {"base", "s"} or view.is_quoted(i):
        return False
    return (
        i == max(floor, view.first) or view.is_break(i - 1) or view.tag(i - 1) in ("det", "word", "poss", "possessive")
    )


def _is_reduced(view: View, i: int) -> bool:
    """A participle after a noun: `militants linked to`, `a statement issued on`."""
    verb = view.tokens[i].verb if i >= 0 else None
    return verb is not None and bool(verb.forms & {"part", "ing"}) and view.tag(i - 1) in ("name", "word")


def _coordinated(view: View, i: int, floor: int) -> int | None:
    """The start of `A` in `A and B` if that begins a clause, else None: `met A and B said` keeps them apart."""
    left = np_start(view, i - 1, floor)
    if left is None:
        return None
    comma = left
    while view.low(comma - 1) == "," and comma - 2 >= floor and view.is_nominal(comma - 2):
        further = np_start(view, comma - 1, floor)
        if further is None or view.tag(further - 1) == "prep":
            break
        comma = further
    left = comma
    if left <= floor or view.is_break(left - 1) or view.tag(left - 1) == "conj" or view.low(left - 1) == "that":
        return left
    return (
        left
        if view.low(left - 1) in ("with", "both", "by", "from", "to", "what", "which") or view.timed[left - 1]
        else None
    )


def _bracket_open(view: View, i: int) -> int:
    """The opening bracket of the closing one at `i`."""
    while i > 0 and view.low(i) != "(":
        i -= 1
    return i


def speaker_end(view: View, start: int, stop: int) -> int:
    """Where a speaker's noun phrase ends: `the minister` in `said the minister in a statement`."""
    end = np_end(view, start, stop)
    for i in range(start + 1, end):
        if view.low(i) in ("in", "on", "at", "during", "via", "through", "from") and view.low(end - 1) in view.media:
            return i
    return end


def np_end(view: View, start: int, stop: int) -> int:
    """Where the noun phrase ends that begins at `start`: before a finite verb, a break or a conjunction of clauses."""
    i, nominal = start, False
    while i < stop:
        tag, low = view.tag(i), view.low(i)
        if view.is_quoted(i):
            if not nominal and i > start + 1:
                break
            i += 1
            continue
        if tag in ("det", "poss", "num", "name", "possessive") or (tag == "word" and low not in view.adjuncts):
            if view.timed[i] and nominal and tag != "possessive" and view.tag(i - 1) != "prep":
                break
            if tag in ("det", "poss") and nominal and view.tag(i - 1) not in ("prep", "conj", "det"):
                break
            nominal = nominal or tag in NOMINAL
        elif tag == "pron":
            if nominal and view.tag(i - 1) != "prep":
                break
            if low in RELATIVES:
                break
            return i + 1
        elif tag == "prep" and low in _EXTENDING and nominal:
            if (
                view.timed[i]
                or view.tag(i + 1) in ("aux", "modal")
                or (low in ("as", "to") and view.tag(i + 1) == "verb")
            ):
                break
        elif low in ("and", "or", "&") and nominal and view.tag(i + 1) in ("name", "det", "word", "num", "poss"):
            if view.has_finite(i + 1, min(stop, i + 9)):
                break
        elif low == "(":
            while i < stop and view.low(i) != ")":
                i += 1
        elif (
            (tag == "adv" and not nominal)
            or (tag == "verb" and not view.is_finite(i) and nominal and view.tag(i + 1) == "prep")
            or (tag == "verb" and nominal and not view.is_finite(i) and view.is_bare(i))
        ):
            pass
        elif (
            tag == "verb"
            and view.tag(i - 1) in ("det", "poss", "possessive", "name", "word")
            and view.tag(i + 1) in NOMINAL
        ):
            if view.is_finite(i) and "past" in view.tokens[i].verb.forms:  # type: ignore[union-attr]
                break
        elif tag == "punct" and low in ("/", "-", ".") and nominal and i + 1 < stop:
            if view.tokens[i].at.start != view.tokens[i - 1].at.end:
                break
        else:
            break
        i += 1
    while i > start and (view.tag(i - 1) in ("prep", "conj", "det", "adv") or view.low(i - 1) == "."):
        i -= 1
    return i
