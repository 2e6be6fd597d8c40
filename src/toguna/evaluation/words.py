"""When two quotes, names or dates count as the same: the small questions that every score rests on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from datetime import date
from functools import lru_cache
from math import ceil

from toguna.kinds.edtf import bounds
from toguna.kinds.errors import DateIsNotEdtf

_PLAIN = str.maketrans(dict.fromkeys("“”„«»", '"') | dict.fromkeys("’‘", "'") | dict.fromkeys("–—", "-"))
_ARTICLE = re.compile(r"^(?:the|a|an|le|la|les|l')\s+|'s$")
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=1 << 17)
def plain_text(text: str) -> str:
    """Text with one kind of quote mark, dash and space, without case.

    >>> plain_text("He  said:\\n“No”")
    'he said: "no"'
    """
    return " ".join(text.translate(_PLAIN).casefold().split())


@lru_cache(maxsize=1 << 17)
def words_of(text: str) -> tuple[str, ...]:
    """Words and numbers in their order, without punctuation."""
    return tuple(_WORD.findall(plain_text(text)))


@lru_cache(maxsize=1 << 16)
def _runs(words: tuple[str, ...], length: int) -> frozenset[tuple[str, ...]]:
    return frozenset(words[i : i + length] for i in range(len(words) - length + 1))


@lru_cache(maxsize=1 << 18)
def quotes_from(quote: str, sentence: str) -> bool:
    """True if a quote can only be from this sentence.

    They share five words in a row, and half of the shorter one, and three words of the sentence if it has as many:
    one or two words alone prove nothing.
    """
    a, b = words_of(quote), words_of(sentence)
    shorter = min(len(a), len(b))
    if not shorter:
        return False
    needed = ceil(max(min(5, shorter), shorter / 2, min(3, len(b))))
    return not _runs(a, needed).isdisjoint(_runs(b, needed))


@lru_cache(maxsize=1 << 16)
def name_form(name: str) -> str:
    """A name as names are compared: no case, accent, article, possessive or punctuation.

    >>> name_form("The Côte d'Ivoire")
    'cote d ivoire'
    """
    letters = (c for c in unicodedata.normalize("NFKD", plain_text(name)) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(_ARTICLE.sub("", "".join(letters))))


def agreement(gold: Set[str], said: Set[str]) -> float:
    """F1 of two sets; two empty sets agree."""
    if not gold and not said:
        return 1.0
    return 2 * len(gold & said) / (len(gold) + len(said))


@lru_cache(maxsize=1 << 14)
def days(edtf: str | None) -> tuple[date, date] | None:
    """First and last day of a date; None for none, and for one that cannot be read."""
    if not edtf:
        return None
    try:
        return bounds(edtf)
    except DateIsNotEdtf:
        return None


def same_days(a: str | None, b: str | None) -> float:
    """1 if two dates mean the same days, or both are missing."""
    return float(days(a) == days(b))


def share_a_day(a: str | None, b: str | None) -> float:
    """1 if two dates share a day, or both are missing."""
    x, y = days(a), days(b)
    if x is None or y is None:
        return float(x is y)
    return float(x[0] <= y[1] and y[0] <= x[1])
