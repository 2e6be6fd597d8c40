"""Clean text to sentences: a line always ends one; inside a line, stops that are not part of an abbreviation.

The sentences stand in order, do not overlap, and nothing but white space lies between them. After pysbd (rules with
offsets), with our own rules for quotes: closing marks after a stop belong to the sentence, a quote of two sentences is
two sentences, and a quoted question stays with the words that say who asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from toguna.kinds.document import Document
from toguna.kinds.reading import Sentence
from toguna.kinds.span import Stretch
from toguna.packs.language import LanguagePack, language_pack

_CLOSERS = "\"'”’»)]"
_STOP = re.compile(r"(?P<stop>[.!?…‽。]+|\u2026)(?P<close>[\"'”’»)\]]*)(?P<gap>[^\S\n]*)(?=(?P<next>\S))")
_BEFORE = re.compile(r"(\w+(?:[.\-]\w+)*)$")
_WORD = re.compile(r"[\"'“‘„«(\[]*(\w+)")
_ASKER = re.compile(
    r"(?:[A-Z][\w.’'-]*\s+){1,4}(?:asked|said|wrote|told|added|replied|wondered|demanded|shouted|says|asks|writes)\b"
    r"[^.!?]{0,60}[.,]"
)
_OPENERS = "\"'“‘„«([-–—•*#@"
_WINDOW = 40


@dataclass(frozen=True, slots=True)
class _Words:
    """What the language pack says of stops: abbreviations by kind, and words that usually begin a sentence."""

    kinds: dict[str, str]
    starters: frozenset[str]


@lru_cache(maxsize=4)
def _words(pack: LanguagePack) -> _Words:
    return _Words({row["form"]: row["kind"] for row in pack.table("abbreviations")}, pack.words("sentence_starters"))


def sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of a document's clean text, in order.

    returns   none when the text is empty or blank; `is_title` marks those of the title

    >>> from toguna.kinds.ids import DocumentId
    >>> said = Document(DocumentId("a"), "0", "Gen. Keita met the U.N. envoy. “Will it hold?” he asked.")
    >>> [s.at.of(said.text) for s in sentences(said)]
    ['Gen. Keita met the U.N. envoy.', '“Will it hold?” he asked.']
    """
    words, text = _words(language_pack("en")), document.text
    found: list[Sentence] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        for first, last in _in_line(text, start, start + len(line), words):
            found.append(Sentence(Stretch(first, last), number, is_title=first < document.title_end))
        start += len(line) + 1
    return tuple(found)


def _in_line(text: str, start: int, end: int, words: _Words) -> Iterator[tuple[int, int]]:
    """The sentences of one line, without white space around them."""
    for match in _STOP.finditer(text, start, end):
        cut = _cut(text, start, end, match, words)
        if cut is not None:
            yield from _trimmed(text, start, cut)
            start = cut
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _cut(text: str, start: int, end: int, match: re.Match[str], words: _Words) -> int | None:
    """Where the sentence ends that this stop ends, or None when it ends none."""
    if match.start() <= start or match.end() >= end:
        return None
    cut = match.end("close")
    following = match.end("gap")
    if match["gap"] and match["next"] == '"' and text[following + 1 : following + 2].isspace():
        if text.count('"', start, following) % 2:
            cut, following = following + 1, following + 2
    word = _WORD.match(text, following, min(end, following + _WINDOW))
    after = word.group(1) if word else ""
    starts = after in words.starters
    if not match["gap"] and following == match.end("gap"):
        return cut if _is_glued(text, match, starts) else None
    if not (after[:1].isupper() or after[:1].isdigit() or text[following] in _OPENERS or _is_caseless(after)):
        return None
    if match["stop"] == ".":
        return cut if _stop_ends(text, start, match, after, starts, words) else None
    if match["stop"][0] in ".…":
        return cut if starts or text[following] in '"“«' or match["close"] else None
    if set(match["close"]) & set("\"”»’'") and _ASKER.match(text, following, min(end, following + 160)):
        return None
    return cut


def _is_caseless(word: str) -> bool:
    return bool(word) and word[0].lower() == word[0].upper() and word[0].isalpha()


def _is_glued(text: str, match: re.Match[str], starts: bool) -> bool:
    """A stop without white space after it ends a sentence only between a plain word and a usual beginning."""
    before = text[max(0, match.start() - 3) : match.start()]
    if match["close"]:
        return match["close"][-1] in "”»" and match["next"].isupper()
    return starts and match["stop"] in ".?!" and len(before) == 3 and before.isalpha() and before.islower()


def _stop_ends(text: str, start: int, match: re.Match[str], after: str, starts: bool, words: _Words) -> bool:
    """Whether a single full stop ends the sentence, by the word before it and the word after it."""
    if match["close"].strip(")]'’"):
        return True
    found = _BEFORE.search(text, max(start, match.start() - _WINDOW), match.start())
    if not found:
        return True
    word = found.group(1)
    low = word.lower()
    if found.start() == start and (word.isdigit() or (len(word) == 1 and word.isalpha())):
        return False
    kind = words.kinds.get(low) if not match["close"] else None
    if kind == "before":
        return bool(match["next"] in '"“«' and low not in ("mr", "mrs", "ms", "dr"))
    if kind == "number":
        return _number_ends(word, after, starts)
    if kind == "either" or _is_initials(word):
        return starts or (match["next"] in '"“«' and after[:1].isupper())
    return True


def _number_ends(word: str, after: str, starts: bool) -> bool:
    """`No. 5` and `Feb. 27` go on; `said no. The` ends, `in Feb. The` too."""
    if after[:1].isdigit():
        return False
    if word.islower() or word.isupper():
        return True
    return starts or word.lower() in ("no", "mar", "sun", "sat")


def _is_initials(word: str) -> bool:
    """`J`, `U.S`, `A.B.C`."""
    return (len(word) == 1 and word.isupper()) or (word[1:2] == "." and all(len(p) == 1 for p in word.split(".")))
