"""What a line looks like by itself: the features that tell article from residue, and its score.

No feature decides alone. The score is positive for what looks like residue, negative for what looks like article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from toguna.packs.language import LanguagePack
from toguna.reading.cues import Cue, cues_of, plain, words
from toguna.reading.dateline import Dateline, dateline
from toguna.reading.dates import Named, named

_TERMINAL = re.compile(
    r"[.!?…][\"'”’»)\]]*(?:\s*[-–—]{1,2}\s?[A-Z]\w+(?:/\w+)?|\s*\([A-Z]\w+(?:/\w+)*\)|\s+[A-Z]{2,5})?$"
)
_SEGMENTS = re.compile(r"\s*[|•·»›‹«►▸→]\s*|\s+[/>]\s+|\s{2,}|\t")
_TICKER = re.compile(r"(?:[+−–-]\s?\d+(?:[.,]\d+)?\s?%|[$€£]\s?\d[\d,.]*\s*[▲▼]|[▲▼])")
_PICTOGRAM = re.compile(r"^[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff☰]")
_ADDRESS = re.compile(r"^\W*(?:https?://|www\.)\S+\W*$|^\W*[\w.+-]+@[\w-]+\.[\w.]+\W*$", re.IGNORECASE)
_CODE = re.compile(
    r"\[/?\w+(?:[ _]\w+=|\w*_)[^\]]*\]|[{}]\s*;?$|\(\)\s*[;{]|\bfunction\s*\(|\[/\w+\]|</?\w+[^>]*>|\bvar \w+ ?=|=>",
    re.IGNORECASE,
)
_TAGS = re.compile(r"#[^\W\d]\w+")
_QUOTE = re.compile(r"[\"“”„«»]")
_PICTURE = re.compile(
    r"\w[.!]\s+(?:[A-Z][A-Z'’.-]+(?:\s[A-Z][A-Z'’.-]+){1,3}|[A-Z]{2,}(?:\s[A-Z]+)*/[A-Z][A-Z /]+|File)\.?$"
    r"|\[[A-Z][A-Z-]{1,20}/[A-Z][A-Z .-]+\]$"
    r"|\((?:[Ll]eft|[Rr]ight|L|R|[Cc]entre|[Cc]enter|2nd [LR]|far (?:left|right))\)(?=[^.]*\.?$)"
)
_CORRECTED = re.compile(r"^(?:correction|clarification|amendment|erratum)\b[^:]{0,40}:", re.IGNORECASE)
_LONE_PLACE = re.compile(r"^[A-Z][A-Z ,.'’/-]{2,40}\s[-–—]{1,2}$")
_POSTED = re.compile(r"^[-–—]\s.*\(@\w+\)|^@\w+:\s|\bpic\.twitter\.com/|\bt\.co/\w")
SURE = 3.0
"""Score from which a line with a cue is residue. Swept from 1 to 5 over our own pages (tests/reading/pages): 1 to 4
gave the same (no residue left, no article lost), at 5 first lines of residue stayed (.994 out)."""


@dataclass(frozen=True, slots=True)
class Look:
    """One line, looked at alone.

    text       of the line; of an endless one its beginning and end
    low        as cues are compared
    count      words
    terminal   ends like a sentence
    verb       holds a finite verb
    segments   parts between bars, arrows or wide spaces
    labels     holds little but the names of sections
    voice      words that address the reader or speak for the page
    topical    distinct words of conflict, politics, negotiation
    weight     of its cues, the heaviest counting most
    score      see the module
    """

    text: str
    low: str
    count: int
    terminal: bool
    verb: bool
    speech: bool
    quote: bool
    topical: int
    segments: int
    labels: bool
    voice: int
    hits: tuple[Cue, ...]
    weight: float
    score: float
    dates: tuple[Named, ...]
    dateline: Dateline | None

    @property
    def reason(self) -> str:
        """What it is residue for, by its heaviest cue; a line without cue is taken for part of a menu."""
        if self.hits and self.hits[0].weight > 0:
            return self.hits[0].reason
        return "caption" if self.is_picture else "post" if _POSTED.search(self.text) else "menu"

    @property
    def is_paragraph(self) -> bool:
        """True for what only an article has: a long sentence without the marks of residue, or a dateline."""
        return self.score < SURE and (
            (self.count >= 14 and self.terminal and self.score < 1) or (self.dateline is not None and self.count >= 8)
        )

    @property
    def is_sentence(self) -> bool:
        """True for whole sentences, long or short."""
        return self.score < SURE and self.terminal and (self.verb or self.count >= 8 or self.quote)

    @property
    def is_plain(self) -> bool:
        """True for a whole sentence without any cue that speaks to nobody: articles have it, margins hardly."""
        return self.terminal and self.verb and self.count >= 5 and not self.hits and not self.voice and not self.labels

    @property
    def is_part(self) -> bool:
        """True for words that only a text has: the opening and the close of a letter, or a lead to a list."""
        return (
            any(cue.weight < 0 for cue in self.hits)
            or bool(_LONE_PLACE.match(self.text))
            or (self.text[-1:] == ":" and self.count >= 4 and self.weight <= 0)
        )

    @property
    def is_picture(self) -> bool:
        """True for a sentence signed in capitals or marked `File`, as pictures are."""
        return bool(_PICTURE.search(self.text)) and self.count <= 45 and not self.speech

    @property
    def is_residue(self) -> bool:
        """True when its own words suffice to set it aside."""
        if self.is_picture or _POSTED.search(self.text) or _CORRECTED.match(self.text):
            return True
        return self.score >= SURE and (self.weight >= 3 or (self.weight >= 1.5 and not self.topical))


def look(text: str, pack: LanguagePack) -> Look:
    """The look of a line."""
    text = _shown(text)
    cues, low = cues_of(pack), plain(text)
    said = words(low)
    hits = cues.hits(low)
    distinct = set(said)
    topical = sum(map(cues.is_topical, distinct)) + (sum(map(cues.is_weakly_topical, distinct)) + 1) // 2
    segments = len([s for s in _SEGMENTS.split(text) if s])
    terminal = bool(_TERMINAL.search(text))
    verb = any(w in cues.finite or (len(w) > 4 and w.endswith("ed")) for w in said)
    speech, quote = not distinct.isdisjoint(cues.speech), bool(_QUOTE.search(text))
    labels = len(said) >= 2 and not terminal and sum(w in cues.sections for w in said) >= 0.5 * len(said)
    weight = sum(cue.weight * share for cue, share in zip(hits, (1.0, 0.6, 0.4, 0.3), strict=False))
    score = weight + _shape(text, len(said), segments, verb) - min(topical, 3) * 0.7 - speech - quote * 0.5
    voice = sum(w in cues.reader for w in said)
    if not quote and not speech:
        score += 0.6 * min(2, len(distinct & cues.reader)) + 0.5 * (not topical)
    score += (not terminal) + (not verb) + 3 * labels - 2.0 * (terminal and len(said) >= 12)
    return Look(
        text, low, len(said), terminal, verb, speech, quote, topical, segments, labels, voice, hits, weight, score,
        named(text, pack) if len(said) < 40 else (), dateline(text, pack),
    )  # fmt: skip


LONGEST = 6000
"""Code points of a line that are looked at; a longer one is an article without line ends, told by its ends."""


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1000]} {text[-1000:]}"


def _shape(text: str, count: int, segments: int, verb: bool) -> float:
    """How much a line looks like links, tags, prices, addresses or a row of signs."""
    score = 0.5 * (count <= 3)
    is_row = text[:1] == "|" == text[-1:]
    if segments >= 3 and count <= 5 * segments and not is_row:
        score += 2 + (not verb)
    elif segments == 2 and count <= 12 and not verb:
        score += 1
    score += 3 * (bool(_TICKER.search(text)) and count < 15)
    score += 1.5 * bool(_PICTOGRAM.search(text))
    score += 3 * (len(_TAGS.findall(text)) >= 2 and count < 20)
    score += 4 * bool(_POSTED.search(text))
    score += 3 * (count == 0) + 3.5 * bool(_CODE.search(text))
    return score + 4 * bool(_ADDRESS.search(text))


def is_code(line: Look) -> bool:
    """True for program text and markup that a scraper took along."""
    return bool(_CODE.search(line.text)) and not (line.topical and line.is_sentence)


def is_link_like(line: Look) -> bool:
    """True for words without a sentence: a link, a label, a heading."""
    return not line.terminal and line.count <= 25


def is_furniture(line: Look) -> bool:
    """True for lines whose shape alone gives them away: rows of links, prices, tags, addresses, signs."""
    return (line.labels or _shape(line.text, line.count, line.segments, line.verb) >= 2.5) and not line.is_sentence
