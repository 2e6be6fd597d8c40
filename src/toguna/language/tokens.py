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
    """The tokens of the stretch `at` of `text`, in order; every code point but white space is in one token."""
    closed, verbs = _closed(pack), verb_forms(pack)
    found: list[Token] = []
    for match in _TOKEN.finditer(text, at.start, at.end):
        start = match.start()
        for piece in _split(match.group()):
            found.append(_token(piece, start, found, closed, verbs))
            start += len(piece)
    return tuple(found)


def _token(piece: str, start: int, before: list[Token], closed: dict[str, str], verbs: dict[str, VerbForm]) -> Token:
    low = piece.lower().replace("’", "'")
    verb = verbs.get(low)
    at = Stretch(start, start + len(piece))
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
    elif piece[0].isupper() and before and before[-1].tag not in ("quote",) and before[-1].text not in ".:!?-–—":
        tag = "name"
    elif verb is not None and _verb_may_stand(low, verb, before):
        tag = "verb"
    elif piece[0].isupper():
        tag = "name" if verb is None else "verb"
    else:
        tag = "word"
    return Token(at, piece, low, tag, verb)


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
