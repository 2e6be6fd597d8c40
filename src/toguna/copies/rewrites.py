"""Pairs of reports of which one tells the other's story, fact by fact, in other words.

A rewriter or a spinning program changes verbs and nouns, but keeps names, numbers and quoted words, mostly in their
order. Two reporters at one event share the event's names, not their order, and each has marks of his own. Precision
first: what is missed is read twice, what is joined wrongly loses a witness.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from sys import intern

from toguna.copies.words import body_of, folded, words_of
from toguna.kinds.document import Document
from toguna.kinds.edtf import bounds

SHARE = 0.55
"""Share of the shorter's distinct marks that the longer has. Four made rewrites lay at .46 to .79; the highest of other
pairs of reports on six peace processes at .38; among 84 US campaign reports of one month one pair at .61 (two reports
on one speech, in another order), all else below .5."""
ORDER = 0.75
"""Share of the shared marks that stand in the same order. The same rewrites but one (.55, missed): .80 to .93; two
reporters on one speech .66; chance on ten marks .6."""
FEWEST = 8
"""Shared marks below which nothing is decided."""
FEWEST_RARE = 5
"""Of these, marks that few reports have: shared `Bamako`, `French` and `2012` say that the country is the same."""
CONTENT = 0.15
"""Share of the shorter's rarer content words (first six letters) in the longer; the rewrites: .21 to .37."""
DAYS = 4
"""Days between two reports beyond which one no longer is a rewrite of the other."""

_MARK = re.compile(r"\n|[“”\"«»]|[^\W_]+(?:[.,]\d+)*")
_STARTS = re.compile(r"(?:^|[.!?:][\"”’»)]*\s|[“\"«\n])\s*$")
_LETTERS = 6


@dataclass(frozen=True, slots=True, order=True)
class Rewrite:
    """Two documents of which one rewrites the other, by their places in the sequence; `one` < `other`."""

    one: int
    other: int
    share: float


def rewritten(documents: Sequence[Document]) -> tuple[Rewrite, ...]:
    """Every pair of which one rewrites the other, sorted.

    documents   none of which is a copy or an excerpt of another
    """
    corpus = _Corpus(documents)
    pairs = ((o, p) for o, p in corpus.candidates() if _may_be(documents[o], documents[p]))
    found = ((one, other, corpus.share(one, other)) for one, other in pairs)
    return tuple(Rewrite(one, other, share) for one, other, share in found if share is not None)


def marks_of(text: str) -> Iterator[str]:
    """Names, numbers and quoted words, folded, in order.

    >>> list(marks_of('On Monday 72 men met Issa Ould. "We remain ready," he said.'))
    ['monday', '72', 'issa', 'ould', 'remain', 'ready']
    """
    is_quoted = False
    for match in _MARK.finditer(text):
        word = match.group()
        if word.islower():
            if is_quoted and len(word) > 3:
                yield folded(word)[:_LETTERS]
        elif word == "\n":
            is_quoted = False
        elif word in '“”"«»':
            is_quoted = not is_quoted if word == '"' else word in "“«"
        elif any(c.isdigit() for c in word):
            yield folded(word).replace(",", "")
        elif word[0].isupper():
            if len(word) > 1 and not _STARTS.search(text, max(0, match.start() - 4), match.start()):
                yield folded(word)
        elif is_quoted and len(word) > 3:
            yield folded(word)[:_LETTERS]


class _Corpus:
    """The marks and content words of all documents, and which of them tell something."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._marks = [tuple(dict.fromkeys(intern(mark) for mark in marks_of(body_of(d)))) for d in documents]
        holding = Counter(mark for marks in self._marks for mark in marks)
        most = max(3, min(30, math.ceil(0.1 * len(documents))))
        self._rare = frozenset(mark for mark, number in holding.items() if 1 < number <= most)
        self._known = Counter(word for at in range(len(documents)) for word in self._content(at))
        self._cached = lru_cache(maxsize=1024)(self._content)

    def _content(self, at: int) -> frozenset[str]:
        return frozenset(word[:_LETTERS] for word in words_of(body_of(self._documents[at])) if len(word) > 3)

    def candidates(self) -> list[tuple[int, int]]:
        """Pairs that share enough rare marks, sorted."""
        holders: dict[str, list[int]] = defaultdict(list)
        for at, marks in enumerate(self._marks):
            for mark in marks:
                if mark in self._rare:
                    holders[mark].append(at)
        shared = Counter(pair for docs in holders.values() for pair in combinations(docs, 2))
        return sorted(pair for pair, number in shared.items() if number >= FEWEST_RARE)

    def share(self, one: int, other: int) -> float | None:
        """Share of the shorter's marks in the longer, if that and all else speaks for a rewrite."""
        short, long = sorted((one, other), key=lambda at: (len(body_of(self._documents[at])), self._marks[at]))
        places = {mark: at for at, mark in enumerate(self._marks[long])}
        shared = [mark for mark in self._marks[short] if mark in places]
        if len(shared) < FEWEST or len(shared) < SHARE * len(self._marks[short]):
            return None
        if sum(mark in self._rare for mark in shared) < FEWEST_RARE:
            return None
        if _longest_rise([places[mark] for mark in shared]) < ORDER * len(shared):
            return None
        return len(shared) / len(self._marks[short]) if self._content_shared(short, long) >= CONTENT else None

    def _content_shared(self, short: int, long: int) -> float:
        """Share of the shorter's content words, by rarity, that the longer has."""
        words = self._cached(short)
        weight = {word: math.log((len(self._documents) + 1) / self._known[word]) for word in sorted(words)}
        whole = math.fsum(weight.values())
        return math.fsum(weight[word] for word in words & self._cached(long)) / whole if whole else 0.0


def _may_be(one: Document, other: Document) -> bool:
    """False for two reports of one outlet, of different languages, or of days too far apart."""
    if one.outlet is not None and one.outlet == other.outlet:
        return False
    if one.language and other.language and one.language != other.language:
        return False
    if one.published is None or other.published is None:
        return True
    (a0, a1), (b0, b1) = bounds(one.published), bounds(other.published)
    return a0.toordinal() - DAYS <= b1.toordinal() and b0.toordinal() - DAYS <= a1.toordinal()


def _longest_rise(places: Sequence[int]) -> int:
    """Length of the longest subsequence that rises.

    >>> _longest_rise([3, 1, 2, 5, 4])
    3
    """
    tails: list[int] = []
    for place in places:
        at = bisect_right(tails, place)
        tails[at : at + 1] = [place]
    return len(tails)
