"""Number words and digits to values: `twenty-five`, `5 000`, `1.5 million`, `2bn`, `a hundred`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from toguna.packs.language import LanguagePack

_DIGITS = r"\d{1,3}(?:[,\u2009\u202f\u00a0 ]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of a language.

    value     word -> value
    sort      word -> `unit`, `ten`, `scale`, `suffix`, `article`, `half`
    pattern   a regular expression without groups for digits or words, scales included
    """

    value: dict[str, float]
    sort: dict[str, str]
    pattern: str


@lru_cache(maxsize=4)
def number_words(pack: LanguagePack) -> NumberWords:
    """The number words of a pack."""
    rows = pack.table("figure_numbers")
    value = {r["word"]: float(r["value"]) for r in rows}
    sort = {r["word"]: r["sort"] for r in rows}

    def one_of(*sorts: str) -> str:
        words = sorted((w for w in sort if sort[w] in sorts), key=lambda w: (-len(w), w))
        return "(?:" + "|".join(map(re.escape, words)) + ")"

    scale = one_of("scale")
    plain = one_of("unit", "ten", "scale")
    words = rf"(?:{one_of('article')} (?:half )?{scale}|half {one_of('article')} {scale}|\b{plain})"
    words += rf"(?:(?:[-‐‑ ]| and ){plain}\b)*"
    digits = rf"(?:{_DIGITS})(?:(?:[ -]?{scale}|{one_of('suffix')})(?!\w))*"
    return NumberWords(value, sort, rf"(?:{digits}|\b{words}(?!\w))")


def number_value(words: str, pack: LanguagePack) -> float | None:
    """The value of a match of `NumberWords.pattern`; None when the words are no single number.

    >>> from toguna.packs.language import language_pack
    >>> [number_value(w, language_pack()) for w in ("5 000", "twenty-five", "1.5 million", "two hundred and six")]
    [5000.0, 25.0, 1500000.0, 206.0]
    """
    table = number_words(pack)
    total, part, seen = 0.0, 0.0, False
    for piece in _pieces(words.lower()):
        if piece[0].isdigit():
            part, seen = part + float(re.sub(r"[,\u2009\u202f\u00a0 ]", "", piece)), True
            continue
        sort = table.sort.get(piece)
        if sort is None:
            return None
        if sort in ("scale", "suffix"):
            part = (part if seen else 1.0) * table.value[piece]
            if table.value[piece] > 100:
                total, part = total + part, 0.0
        elif sort == "half":
            part = 0.5
        elif sort != "article" or not seen:
            part += table.value[piece] if sort != "article" or not part else 0.0
        seen = True
    return total + part if seen else None


def _pieces(words: str) -> list[str]:
    joined = re.sub(r"(?<=\d)[,\u2009\u202f\u00a0 ](?=\d{3}(?!\d))", "", words)
    found = re.findall(r"\d+(?:\.\d+)?|[^\W\d]+", joined)
    pieces = [p for p in found if p != "and"]
    if "half" in pieces:
        return [p for p in pieces if p not in ("a", "an")]
    return pieces
