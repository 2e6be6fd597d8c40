"""Capitalised words to names: where a name begins and ends, and what sort of name it may be.

A capital is evidence only where the words around it are written small. At the start of a sentence, in a headline and
in capitals throughout, a word is a name when the world knows it, when the document writes it as a name elsewhere, or
when it is no ordinary word and never written small in the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from toguna.kinds.reading import MentionKind, Sentence
from toguna.language.mention_lexicon import Lexicon
from toguna.language.tokens import Token
from toguna.packs.world import How, Sense, World

_MIXED = re.compile(r"(?:(?:al|el|an|as|ash|ad|ar|at|az|ul|ur|us|bin|ag|wal|da|de|d|l|o)[-'’])+[A-Z]")
_ACRONYM = re.compile(r"(?:[A-Z]\.){2,}|[A-Z][A-Z0-9&]*[A-Z0-9](?:-[A-Z0-9]+)*s?")
_NUMERAL = re.compile(r"[IVX]+")
_OF_MANY = frozenset("people peoples women workers peasants lord children citizens students farmers soldiers".split())
_ABSTRACT = re.compile(
    r".{3,}(?:tions?|ments?|ness|ities|ity|ings?|ances?|ences?|isms?|ships?|ful|less|ous|ive|able|ible|ally|ly|ed)"
)
_NAME_TITLES = frozenset(
    "sheikh sheik shaikh imam emir sultan king prince major bishop pope marshal judge haji".split()
)
_OPENERS = frozenset("\"“”„«».:!?-–—•*([;'‘’|")
_LONGEST_KNOWN = 8
_LONGEST_NAME = 24
"""No name has more words; a page of capitals is cut, so that reading stays linear."""


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of one sentence, and how it is written."""

    number: int
    sentence: Sentence
    tokens: tuple[Token, ...]
    lows: list[str]
    style: str

    def text(self, source: str, start: int, end: int) -> str:
        """The characters from token `start` to before token `end`."""
        return source[self.tokens[start].at.start : self.tokens[end - 1].at.end]


@dataclass(slots=True)
class Name:
    """A name in one sentence, token positions half-open."""

    start: int
    end: int
    kind: MentionKind | None
    sense: Sense | None = None
    role: tuple[int, int] | None = None
    is_adjective: bool = False
    is_body: bool = False


@dataclass(frozen=True, slots=True)
class Habits:
    """How the document writes its words.

    small     words written small somewhere
    capital   words written with a capital inside a sentence written normally, how often
    """

    small: frozenset[str]
    capital: Counter[str] = field(default_factory=Counter)


def style(tokens: Sequence[Token], is_title: bool) -> str:
    """`plain`, `headline` (most words with a capital, no full stop) or `capitals` (all of them all the way)."""
    words = [t.text for t in tokens if t.text[0].isalpha() and len(t.text) > 1]
    if len(words) < 3:
        upper = [w for w in words if len(w) > 5 and w.isupper()]
        return "capitals" if upper and len(upper) == len(words) else "plain"
    if sum(w.isupper() for w in words) >= 0.75 * len(words):
        return "capitals"
    long = [w for w in words if len(w) > 3]
    if not is_title and tokens[-1].text in (".", "?", "!", '"', "”"):
        return "plain"
    capital = sum(w[0].isupper() for w in long)
    return "headline" if len(long) >= 3 and capital >= 0.7 * len(long) else "plain"


def habits(sentences: Iterable[Words]) -> Habits:
    """What the sentences that are written normally tell of the document's words."""
    small: set[str] = set()
    capital: Counter[str] = Counter()
    for words in sentences:
        if words.style == "capitals":
            continue
        for i, token in enumerate(words.tokens):
            if token.text[0].islower():
                small.add(token.low)
            elif words.style == "plain" and token.text[0].isupper() and not opens(words, i):
                capital[token.low] += 1
    return Habits(frozenset(small), capital)


def opens(words: Words, i: int) -> bool:
    """True if a capital says nothing at that place: first word, or first after a quote, a colon or a dash."""
    return i == 0 or words.tokens[i - 1].text in _OPENERS


def is_acronym(text: str) -> bool:
    """`JNIM`, `U.N.`, `M5-RFP`; not `I`, not a whole word in capitals of eleven letters."""
    return bool(_ACRONYM.fullmatch(text)) and len(text) <= 10


class NameFinder:
    """Finds the names of one sentence after another, with the habits of their document."""

    def __init__(self, source: str, lexicon: Lexicon, world: World, habits: Habits) -> None:
        self.source, self.lexicon, self.world, self.habits = source, lexicon, world, habits

    def names(self, words: Words) -> list[Name]:
        """The names of a sentence, in order, none inside another."""
        can = [self._can_be_name(words, i) for i in range(len(words.tokens))]
        self._allow_spelt_out(words, can)
        found: list[Name] = []
        i = 0
        while i < len(can):
            if not (can[i] or self._starts_known(words, i)):
                i += 1
                continue
            end = self._chain_end(words, can, i)
            pieces = list(self._pieces(words, i, end))
            found.extend(pieces)
            i = max(end, pieces[-1].end if pieces else end, i + 1)
        return found

    def _allow_spelt_out(self, words: Words, can: list[bool]) -> None:
        """Words with a capital that spell out the acronym in brackets after them are a name, whatever the style."""
        tokens = words.tokens
        for i in range(1, len(tokens) - 1):
            if tokens[i].text != "(" or not is_acronym(tokens[i + 1].text):
                continue
            letters = tokens[i + 1].text.replace("-", "").replace(".", "").upper()
            k = i - 1
            while k >= 0 and letters and (tokens[k].text[0].isupper() or tokens[k].low in ("of", "for", "the", "and")):
                if tokens[k].text[0].isupper():
                    if tokens[k].text[0] != letters[-1]:
                        break
                    letters = letters[:-1]
                k -= 1
            if not letters:
                for j in range(k + 1, i):
                    can[j] = can[j] or tokens[j].text[0].isupper()

    def _can_be_name(self, words: Words, i: int) -> bool:
        token, lexicon = words.tokens[i], self.lexicon
        text, low = token.text, token.low
        if not text[0].isalpha() or (not text[0].isupper() and not _MIXED.match(text)):
            return False
        if self.is_link(low) or (low in lexicon.never and not self._is_never_but_named(words, i)) or low == "'s":
            return False
        if _MIXED.match(text):
            return True
        if token.tag in ("det", "prep", "pron", "conj", "aux", "modal", "adv", "poss", "neg") and not (
            words.style == "plain" and len(text) > 1 and text.isupper()
        ):
            return False
        if words.style == "plain":
            return not opens(words, i) or self._is_name_at_start(words, i)
        return self._is_name_in_headline(words, i)

    def _is_never_but_named(self, words: Words, i: int) -> bool:
        """`May` in `Theresa May`, `Mar` in `Zin Mar Aung`: after a name's first word."""
        if is_acronym(words.tokens[i].text) and len(words.tokens[i].text) > 1:
            return True
        before = words.tokens[i - 1] if i else None
        if before is None or words.style != "plain" or before.low in self.lexicon.never or len(words.lows[i]) > 5:
            return False
        named = before.text[0].isupper() and before.tag == "name" and not self.lexicon.title_at(words.lows, i - 1)
        return named and (
            before.low in self.lexicon.given or words.tokens[i + 1 : i + 2][0].text[0].isupper()
            if i + 1 < len(words.tokens)
            else before.low in self.lexicon.given
        )

    def is_link(self, low: str) -> bool:
        """`Qaeda-linked`, `army-installed`."""
        return "-" in low and low.endswith(self.lexicon.links)

    def _is_name_at_start(self, words: Words, i: int) -> bool:
        token = words.tokens[i]
        if is_acronym(token.text) and len(token.text) > 1:
            return True
        if token.low in self.habits.capital and token.low not in self.habits.small:
            return True
        title = self.lexicon.title_at(words.lows, i)
        if title and i + title < len(words.tokens) and words.tokens[i + title].text[0].isupper():
            return title == 1 or words.tokens[i + title - 1].text[0].isupper()
        follows = i + 1 < len(words.tokens) and words.tokens[i + 1].text[0].isupper()
        if token.low in _OF_MANY and i + 2 < len(words.tokens) and words.tokens[i + 1].tag == "possessive":
            return words.tokens[i + 2].text[0].isupper()
        if token.low in self.habits.small or token.low in self.lexicon.ordinary:
            return follows and (token.low in self.lexicon.given or self._begins_body(words, i))
        if follows or token.low in self.lexicon.given:
            return True
        after = words.tokens[i + 1].tag if i + 1 < len(words.tokens) else "punct"
        acts = after in ("verb", "aux", "modal", "possessive", "adv") or (
            i + 1 < len(words.tokens) and words.tokens[i + 1].text in ("(", ",")
        )
        return acts and not _ABSTRACT.fullmatch(token.low)

    def _begins_body(self, words: Words, i: int) -> bool:
        """An ordinary word that opens the sentence and a body's name: `National Salvation Front`."""
        if self.lexicon.title_at(words.lows, i):
            return False
        k = i + 1
        while k < len(words.tokens) and words.tokens[k].text[0].isupper() and not is_acronym(words.tokens[k].text):
            if words.lows[k] in self.lexicon.body_heads:
                return True
            k += 1
        return False

    def _is_name_in_headline(self, words: Words, i: int) -> bool:
        token = words.tokens[i]
        if words.style == "headline" and is_acronym(token.text) and len(token.text) > 1:
            return True
        if token.low in self.habits.capital and self.habits.capital[token.low] > 0:
            return token.low not in self.habits.small
        return token.low not in self.habits.small and token.low not in self.lexicon.ordinary

    def _starts_known(self, words: Words, i: int) -> bool:
        text = words.tokens[i].text
        if (text[0].isupper() and text != "The") or text in self.lexicon.particles:
            return self.known(words, i) is not None
        return False

    def known(self, words: Words, i: int, limit: int | None = None) -> tuple[int, Sense | None] | None:
        """The longest words from `i` that the world knows: their end, and their sense (None for a town)."""
        tokens = words.tokens
        stop = min(len(tokens), i + _LONGEST_KNOWN, limit if limit is not None else len(tokens))
        for end in range(stop, i, -1):
            last = tokens[end - 1]
            if not (last.text[0].isupper() or _MIXED.match(last.text) or last.text[0].isdigit() or end > i + 1):
                continue
            if not last.text[0].isalnum() or (end > i + 1 and last.text[0].islower()):
                continue
            form = words.text(self.source, i, end)
            if end == i + 1 and not self._may_stand_alone(words, i):
                continue
            senses = self.world.senses(form)
            if senses:
                return end, senses[0]
            if self.world.places(form):
                return end, None
        return None

    def _may_stand_alone(self, words: Words, i: int) -> bool:
        token = words.tokens[i]
        if self.is_link(token.low) or token.low in self.lexicon.never:
            return False
        if token.text[0].islower() and not _MIXED.match(token.text):
            return False
        return not (opens(words, i) and token.low in self.habits.small) or token.text.isupper()

    def _chain_end(self, words: Words, can: list[bool], i: int) -> int:
        """The end of the run of capitalised words and the small words that tie them."""
        tokens, n = words.tokens, len(words.tokens)
        known = self.known(words, i)
        end = known[0] if known else i + 1
        while end < min(n, i + _LONGEST_NAME):
            if can[end]:
                end += 1
                continue
            step = self._bridge(words, can, i, end)
            if not step:
                break
            end = step
        while end > i + 1 and not tokens[end - 1].text[0].isalnum() and tokens[end - 1].text != ".":
            end -= 1
        return end

    def _bridge(self, words: Words, can: list[bool], start: int, at: int) -> int:
        """Where the name goes on after small words at `at`; 0 when it ends there."""
        tokens, lexicon = words.tokens, self.lexicon
        n = len(tokens)
        low = tokens[at].low

        def is_name(k: int) -> bool:
            return k < n and can[k]

        if tokens[at].text == "." and len(tokens[at - 1].text) == 1 and is_name(at + 1):
            return at + 2
        if low in lexicon.particles and tokens[at].text.islower() and low not in ("as", "is", "la"):
            follow = at + 1
            if is_name(follow) or (follow < n and tokens[follow].low in lexicon.particles and is_name(follow + 1)):
                return follow + 1
        if tokens[at].tag == "quote" and at == start + 1 and is_name(at + 1):
            shut = next((k for k in range(at + 2, min(n, at + 5)) if tokens[k].tag == "quote"), 0)
            if shut and is_name(shut + 1) and all(is_name(k) for k in range(at + 1, shut)):
                return shut + 2  # `Jorge "El Mono" Restrepo`
        if tokens[at].tag == "possessive" and is_name(at + 1) and words.lows[at - 1] in _OF_MANY:
            return at + 2
        if tokens[at].text == "&" and is_name(at + 1):
            return at + 2
        if low in ("of", "for", "in") and self._holds_body(words, start, at):
            follow = at + 1
            if follow < n and tokens[follow].low == "the":
                follow += 1
            if low == "in" and not self._is_long_body(words, start, at):
                return 0
            if is_name(follow) and not lexicon.title_at(words.lows, follow):
                return follow + 1
        if low in ("and", "of") and is_name(at + 1):
            return self._bridge_over_and(words, can, start, at)
        return 0

    def _holds_body(self, words: Words, start: int, at: int) -> bool:
        return any(words.lows[k] in self.lexicon.body_heads for k in range(max(start, at - 4), at)) or any(
            words.lows[k] in ("republic", "state", "states", "secretary", "gulf", "horn", "minister", "doctors")
            for k in (at - 1,)
        )

    def _is_long_body(self, words: Words, start: int, at: int) -> bool:
        return at - start >= 4

    def _bridge_over_and(self, words: Words, can: list[bool], start: int, at: int) -> int:
        tokens = words.tokens
        if any(self.lexicon.title_at(words.lows, k) for k in range(start, at)):
            return 0
        known = self.known(words, at + 1)
        ordinary = self._is_plain_word(words, at - 1)
        has_of = any(words.lows[k] in ("of", "for") for k in range(start, at))
        if has_of and ordinary and self._is_plain_word(words, at + 1) and words.lows[at] == "and":
            return at + 2
        end = at + 1
        while end < len(tokens) and can[end]:
            end += 1
        ends_in_body = words.lows[end - 1] in self.lexicon.body_heads and end - at > 2
        if ends_in_body and ordinary and not (known and known[0] == end):
            return end
        return 0

    def _is_plain_word(self, words: Words, i: int) -> bool:
        low = words.lows[i]
        return low in self.lexicon.ordinary or low in self.habits.small

    def _pieces(self, words: Words, start: int, end: int) -> Iterable[Name]:
        """The names inside a chain: known ones, bodies, acronyms, and what is left; titles become roles."""
        i, role = start, None
        long = self._long_form(words, start, end)
        while i < end:
            if long is not None and i == long:
                kind = MentionKind.GROUP if self._is_group_like(words, i, end) else MentionKind.ORGANISATION
                yield self._known_whole(words, i, end) or Name(i, end, kind, is_body=True)
                return
            if words.tokens[i].text == "." or (i > start and words.tokens[i].low in ("of", "for", "and", "the", "in")):
                i += 1
                continue
            body = self._body_end(words, i, end)
            title = self.lexicon.title_at(words.lows, i)
            if title and i + title < end and not (body and title == 1 and body[0] > i + 1 and role is None):
                role = (role[0] if role else i, i + title)
                i += title
                continue
            if title and i + title >= end and not self._is_known_to(words, i, end):
                return
            if self._is_mere_noun(words, i, end):
                return
            name = self._piece(words, i, end, body)
            if name is None:
                return
            name.role = role if name.kind in (None, MentionKind.PERSON) else None
            if role is not None and name.kind is None:
                name.kind = MentionKind.PERSON
            if self._names_an_office(words, name, end):
                role, i = (name.start, name.end), name.end
                continue
            role = None
            yield name
            i = name.end

    def _long_form(self, words: Words, start: int, end: int) -> int | None:
        """Where the long form begins that the acronym in brackets after the chain stands for."""
        tokens = words.tokens
        if end + 1 >= len(tokens) or tokens[end].text != "(" or not is_acronym(tokens[end + 1].text):
            return None
        letters = tokens[end + 1].text.replace("-", "").replace(".", "").upper()
        for first in range(start, end - 1):
            big = "".join(t.text[0] for t in tokens[first:end] if t.text[0].isupper())
            if len(letters) >= 2 and big == letters:
                return first
        return None

    def _is_group_like(self, words: Words, i: int, end: int) -> bool:
        return any(self.lexicon.body_heads.get(words.lows[k]) == "group" for k in range(i, end))

    def _known_whole(self, words: Words, i: int, end: int) -> Name | None:
        known = self.known(words, i)
        return self._of_sense(words, i, known) if known and known[0] == end else None

    def _names_an_office(self, words: Words, name: Name, end: int) -> bool:
        """`Labor` in `Labor Secretary X`: part of the title that follows."""
        if name.kind is not None or name.end - name.start > 2:
            return False
        title = self.lexicon.title_at(words.lows, name.end) if name.end < end else 0
        return bool(title) and words.lows[name.end] in ("secretary", "minister") and name.end + title < end

    def _is_known_to(self, words: Words, i: int, end: int) -> bool:
        known = self.known(words, i)
        return known is not None and known[0] >= end

    def _is_mere_noun(self, words: Words, i: int, end: int) -> bool:
        """`the Government`, `the Army`: a head noun with a capital out of respect."""
        head = self.lexicon.head_at(words.lows, i)
        if head is None or i + len(head.words) != end or is_acronym(words.tokens[i].text):
            return False
        before = words.lows[i - 1] if i else ""
        if i == 0 and words.lows[i] in ("palace", "government", "army", "military", "police", "parliament"):
            return True
        return before in ("the", "a", "an", "this", "our", "his", "its", "their") or before == "'s"

    def _body_end(self, words: Words, i: int, end: int) -> tuple[int, str] | None:
        """The end of a body's name that begins at `i`, and its sort."""
        best: tuple[int, str] | None = None
        for k in range(i, end):
            sort = self.lexicon.body_heads.get(words.lows[k])
            if k > i and self.lexicon.title_at(words.lows, k) and not sort:
                break
            if sort is None:
                continue
            follow = k + 1
            if follow < end and words.lows[follow] in ("of", "for", "in") and k + 2 < end + 1:
                return end, sort
            if k > i or follow == end:
                best = (follow, sort)
        if best is None and words.lows[i] in self.lexicon.body_starts and 1 < end - i <= 5:
            if not any(self.lexicon.title_at(words.lows, k) for k in range(i + 1, end)):
                return end, "organisation"
        if best and best[0] == i + 1 and end == i + 1:
            return None
        return best

    def _piece(self, words: Words, i: int, end: int, body: tuple[int, str] | None) -> Name | None:
        known = self.known(words, i)
        if known and (body is None or known[0] >= body[0] or self._splits(words, i, known)):
            return self._of_sense(words, i, known)
        if body and body[0] - i > 1:
            kind = MentionKind.GROUP if body[1] == "group" else MentionKind.ORGANISATION
            return Name(i, body[0], kind, is_body=True)
        if is_acronym(words.tokens[i].text) and words.style != "capitals":
            return Name(i, i + 1, MentionKind.ORGANISATION)
        stop = i + 1
        while stop < end and not self._breaks(words, stop):
            stop += 1
        while stop > i + 1 and words.lows[stop - 1] in ("of", "for", "and", "the", "in", "."):
            stop -= 1
        return Name(i, stop, None)

    def _splits(self, words: Words, i: int, known: tuple[int, Sense | None]) -> bool:
        """A state's name before a title begins no body: `French President`."""
        return known[0] < len(words.tokens) and bool(self.lexicon.title_at(words.lows, known[0]))

    def _breaks(self, words: Words, k: int) -> bool:
        token = words.tokens[k]
        if token.low in ("of", "for", "and", "the", "in"):
            return True
        if is_acronym(token.text) and len(token.text.replace(".", "")) > 1 and words.style != "capitals":
            return not _NUMERAL.fullmatch(token.text)
        if token.low in _NAME_TITLES and k and words.lows[k - 1] in self.lexicon.given:
            return False  # `Hassan Sheikh`
        return bool(self.lexicon.title_at(words.lows, k)) and token.low not in self.lexicon.given

    def _of_sense(self, words: Words, i: int, known: tuple[int, Sense | None]) -> Name:
        end, sense = known
        if end < len(words.tokens) and words.lows[end] in self.lexicon.place_heads and words.tokens[end].text.istitle():
            return Name(i, end + 1, MentionKind.PLACE)
        if sense is None:
            return Name(i, end, MentionKind.PLACE)
        if sense.how in (How.NAME, How.ACRONYM) and not hasattr(sense.entry, "alpha3"):
            group = str(sense.entry.type) == "armed-group"
            return Name(i, end, MentionKind.GROUP if group else MentionKind.ORGANISATION, sense)
        if sense.how is How.ADJECTIVE:
            return Name(i, end, MentionKind.NATION, sense, is_adjective=True)
        return Name(i, end, MentionKind.NATION, sense)
