"""A sentence as tokens with a light tag, offsets kept: enough grammar for rules, none that pretends to parse.

Tags: the closed classes of `function_words.tsv`, `verb` (a finite or non-finite form of a known verb in a place where a
verb can stand), `name` (capitalised inside a sentence), `num`, `quote`, `punct`, and `word` for all else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from toguna.kinds.span import Stretch
from toguna.language.verbs import VerbForm, verb_forms
from toguna.packs.language import LanguagePack

_TOKEN = re.compile(
    r"\d+(?:[.,\u2009\u202f\u00a0 ]\d{3})*(?:\.\d+)?(?:st|nd|rd|th)?"
    r"|(?:[A-Z]\.){2,}|U\.N\.|(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Capt|Maj|Sgt|St|Prof|Rev|Sen|Gov)\.(?=\s+[A-Z])"
    r"|\w+(?:[-\u2010\u2011]\w+)*(?:['’]\w+)?(?:['’](?=\W|$))?"
    r"|[^\w\s]"
)
_QUOTES = '"“”„«»'
_KEPT = 4000
"""Characters of the longest stretch whose tokens are kept: no sentence is longer, see `attributions._LONGEST`."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark.

    at     code points of the clean text
    low    lower case, with a straight apostrophe
    tag    see the module
    verb   the verb it is a form of, if it may be one
    """

    at: Stretch
    text: str
    low: str
    tag: str
    verb: VerbForm | None = None

    @property
    def lemma(self) -> str:
        """The verb's lemma, or the word itself in lower case."""
        return self.verb.lemma if self.verb else self.low


@dataclass(frozen=True, slots=True)
class _Word:
    """What a piece of text is by itself, wherever it stands.

    tag    its tag when its neighbours do not matter, else ""
    """

    text: str
    low: str
    tag: str
    verb: VerbForm | None
    is_upper: bool


@lru_cache(maxsize=4)
def _closed(pack: LanguagePack) -> dict[str, str]:
    return {row["form"]: row["tag"] for row in pack.table("function_words")}


def _split(word: str) -> list[str]:
    """`Mali's` -> `Mali`, `'s`; `isn't` stays whole."""
    for end in ("'s", "’s"):
        if word.lower().endswith(end) and len(word) > 2:
            return [word[:-2], word[-2:]]
    if word[-1:] in "'’" and len(word) > 1:
        return [word[:-1], word[-1]]
    return [word]


def tokens(text: str, at: Stretch, pack: LanguagePack) -> tuple[Token, ...]:
    """The tokens of the stretch `at` of `text`, in order; every code point but white space is in one token.

    Cost   a stretch is split once: mentions, times, attributions, events and figures ask for the same sentences
    """
    made = _tokens if at.end - at.start <= _KEPT else _tokens.__wrapped__
    return made(text, at.start, at.end, pack)


@lru_cache(maxsize=1024)
def _tokens(text: str, first: int, last: int, pack: LanguagePack) -> tuple[Token, ...]:
    found: list[Token] = []
    for match in _TOKEN.finditer(text, first, last):
        start = match.start()
        for word in _words(match.group(), pack):
            end = start + len(word.text)
            found.append(Token(Stretch(start, end), word.text, word.low, word.tag or _tag(word, found), word.verb))
            start = end
    return tuple(found)


@lru_cache(maxsize=32768)
def _words(piece: str, pack: LanguagePack) -> tuple[_Word, ...]:
    closed, verbs = _closed(pack), verb_forms(pack)
    return tuple(_word(part, closed, verbs) for part in _split(piece))


def _word(piece: str, closed: dict[str, str], verbs: dict[str, VerbForm]) -> _Word:
    low = piece.lower().replace("’", "'")
    if piece in _QUOTES:
        tag = "quote"
    elif piece[0].isdigit():
        tag = "num"
    elif not piece[0].isalnum() and low not in ("'s",):
        tag = "punct"
    elif low == "'s":
        tag = "possessive"
    elif low in closed and not (piece.isupper() and len(piece) > 1 and low not in ("i", "a")):
        tag = closed[low]
    else:
        tag = ""
    return _Word(piece, low, tag, verbs.get(low), piece[0].isupper())


def _tag(word: _Word, before: list[Token]) -> str:
    """The tag of a word that its neighbours decide."""
    if word.is_upper and before and before[-1].tag not in ("quote",) and before[-1].text not in ".:!?-–—":
        return "name"
    if word.verb is not None and _verb_may_stand(word.low, word.verb, before):
        return "verb"
    if word.is_upper:
        return "name" if word.verb is None else "verb"
    return "word"


def _verb_may_stand(low: str, verb: VerbForm, before: list[Token]) -> bool:
    """A form that may be a noun or adjective is no verb after a determiner, possessive, adjective or preposition."""
    if not before:
        return bool(verb.forms & {"ing", "past", "part"})
    last = before[-1]
    if last.tag in ("det", "poss", "possessive", "num"):
        return last.low in ("both", "all", "some", "others", "that", "which") and bool(verb.forms & {"past", "base"})
    if last.tag == "prep" and last.low != "to":
        return verb.forms >= {"ing"}
    return True
