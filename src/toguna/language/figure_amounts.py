"""The amounts of a sentence: numbers with their bounds, before anybody asks what they count."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toguna.kinds.span import Stretch
from toguna.language.figure_numbers import number_value
from toguna.language.figure_words import FigureWords
from toguna.packs.language import LanguagePack


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as written.

    at       with the words that bound it
    number   the number alone
    low, best, high   `more than 50` has a low, `up to 50` a high, `30 to 40` both, `50` a best
    glued    the word that a hyphen ties to it (`man` in `300-man`), or ""
    money    a currency sign stands before it
    """

    at: Stretch
    number: Stretch
    low: float | None
    best: float | None
    high: float | None
    approximate: bool
    glued: str = ""
    money: bool = False
    vague: bool = False

    @property
    def value(self) -> float:
        """The number to compare with: the best, else the lower bound, else the upper."""
        return next(v for v in (self.best, self.low, self.high) if v is not None)


_GLUED = re.compile(r"[-‐‑]([^\W\d]\w*)")
_IS_RATIO = re.compile(r"(?:one|two|three|four|nine|\d) (?:in|out of)(?: every)? $", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b|[-‐‑]?(?:th|year)s?[-‐‑ ]old|[.,:/]?\d|°|(?:am|pm|km|kg|mm|[kK]g)\b")


def amounts(text: str, at: Stretch, words: FigureWords, pack: LanguagePack) -> tuple[Amount, ...]:
    """Every amount of a stretch of text, in order; dates and labels are still among them."""
    found = []
    for match in words.amount.finditer(text, at.start, at.end):
        amount = _amount(match, text, words, pack)
        if amount is not None:
            found.append(amount)
    return tuple(found)


def _amount(match: re.Match[str], text: str, words: FigureWords, pack: LanguagePack) -> Amount | None:
    start = match.start("bounds") if match["bounds"] else match.start()
    bound, about = _bound(match, words)
    if match["bounds"].lower().strip() == "over" and _phrasal(text[:start], words):
        start, bound = match.start("first") if match["first"] else match.start("vague"), "best"
    if _IS_RATIO.search(text[max(0, start - 16) : start]):
        return None
    if match["vague"]:
        low, high = words.vague[re.sub(r"\s+", " ", match["vague"].lower())]
        number = Stretch(match.start("vague"), match.end("vague"))
        return Amount(
            Stretch(start, match.end()), number, low, None, None if bound == "low" else high, True, vague=True
        )
    first = number_value(match["first"], pack)
    second = number_value(match["second"], pack) if match["second"] else None
    joint = match["second"] and text[match.end("first") : match.start("second")].strip().lower()
    if first is None:
        return None
    end = match.end("first")
    if second is not None and _is_range(joint or "", bool(match["between"]), first, second):
        number = Stretch(match.start("first"), match.end("second"))
        first = _scaled(match["first"], first, match["second"], second)
        return Amount(Stretch(start, match.end()), number, first, None, second, about, _glued(text, number.end))
    if _ORDINAL.match(text, end):
        return None
    number = Stretch(match.start("first"), end)
    stop = match.end() if not match["second"] else end
    values = {"low": (first, None, None), "high": (None, None, first), "best": (None, first, None)}[bound]
    return Amount(Stretch(start, stop), number, *values, about, _glued(text, end), bool(match["coin"]))


def _phrasal(before: str, words: FigureWords) -> bool:
    return before.rstrip().rpartition(" ")[2].lower() in words.particles


def _bound(match: re.Match[str], words: FigureWords) -> tuple[str, bool]:
    bound, about = "best", False
    said = re.sub(r"[\s\"“”']+", " ", match["bounds"].lower()).strip()
    while said:
        head = next((b for b in sorted(words.before, key=lambda b: (-len(b), b)) if said.startswith(b)), None)
        if head is None:
            break
        kind, vague = words.before[head]
        bound, about = kind if kind != "best" else bound, about or vague
        said = said[len(head) :].strip()
    if match["after"]:
        kind, vague = words.after[re.sub(r"\s+", " ", match["after"].lower())]
        bound, about = kind if kind != "best" else bound, about or vague
    return bound, about


def _is_range(joint: str, between: bool, first: float, second: float) -> bool:
    if joint == "and":
        return between and first < second
    return joint != "" and first < second


def _scaled(first_words: str, first: float, second_words: str, second: float) -> float:
    """`1 to 2 million` starts at a million."""
    if first < 1000 <= second and re.search(r"[^\W\d]", second_words) and not re.search(r"[^\W\d]{4,}", first_words):
        scale = 1000.0 if second < 1e6 else 1e6 if second < 1e9 else 1e9
        return first * scale
    return first


def _glued(text: str, end: int) -> str:
    found = _GLUED.match(text, end)
    return found.group(1).lower() if found else ""
