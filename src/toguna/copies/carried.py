"""Each distinct sentence of a lineage is read once: which sentence of which copy carries the words of which other one.

Quotes, dashes, white space, case and diacritics do not count, nor a dateline; a spelling, an article or a typing slip
may differ. A number, a name, a negation or a word on which a sentence hinges may not.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from toguna.copies.lineages import fullest
from toguna.copies.words import folded
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId
from toguna.kinds.lineage import Lineage
from toguna.kinds.passage import Carry
from toguna.kinds.reading import Sentence

LIKENESS = 0.92
"""Share of words that must agree. One word of thirteen, two of twenty-five: what a sub-editor changes in passing."""
FEWEST_WORDS = 6
"""Words from which a sentence that differs a little can be told to be the same one."""

_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z'’ -]{2,}\b[^.!?]{0,40}?|[^.!?]{0,60}?\([A-Z][^)]{1,30}\))\s*(?:-{1,2}|[–—])\s+(?=\S)"
)
_WORD = re.compile(r"[^\W_]+(?:['’‘ʼ`´.,-][^\W_]+)*")
_JOINERS = re.compile(r"['’‘ʼ`´.-]")

HINGES = frozenset(
    """
    no not never none nor neither without cannot nothing nobody hardly barely scarcely
    if unless until till before after only once while when whether though although except
    may might must shall should will would can could
    all some any both each every few many most more less fewer
    """.split()
)
"""Words that turn what a sentence says (negation, condition, order, modality, quantity): they must agree exactly.
Endings with n't are told by their form."""


@dataclass(frozen=True, slots=True)
class _Words:
    """A sentence for comparison: folded words, and which of them may not differ."""

    folded: tuple[str, ...]
    fixed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """A sentence that is read, and where it stands."""

    document: DocumentId
    sentence: int
    words: _Words


def carried(
    documents: Iterable[Document],
    lineages: Iterable[Lineage],
    sentences: Mapping[DocumentId, tuple[Sentence, ...]],
) -> tuple[Carry, ...]:
    """Which sentences need no reading, because a fuller document of their lineage says the same words; sorted.

    sentences   of each document; one without is passed over
    returns     never two for one sentence; `of` is never itself carried. A document that is not read carries, but
                nothing is carried from it
    """
    found = {document.path: document for document in documents}
    out: list[Carry] = []
    for lineage in lineages:
        members = [found[path] for path in lineage.documents if path in found]
        if len(members) > 1:
            out += _of_lineage(members, sentences)
    return tuple(sorted(out))


def _of_lineage(members: list[Document], sentences: Mapping[DocumentId, tuple[Sentence, ...]]) -> list[Carry]:
    pool, carries = _Pool(), []
    for document in sorted(fullest(members), key=lambda d: d.unread is not None):
        fresh: list[tuple[_Known, bool]] = []
        taken: set[tuple[DocumentId, int]] = set()
        for at, sentence in enumerate(sentences.get(document.path, ())):
            words = _words(sentence.at.of(document.text))
            match = pool.match(words, sentence.is_title, taken)
            if match is not None:
                taken.add((match.document, match.sentence))
                carries.append(Carry(document.path, at, match.document, match.sentence))
            elif document.unread is None:
                fresh.append((_Known(document.path, at, words), sentence.is_title))
        for known, is_title in fresh:
            pool.add(known, is_title)
    return carries


class _Pool:
    """The sentences read so far in a lineage; titles and body apart, for a headline is read otherwise."""

    def __init__(self) -> None:
        self._same: dict[tuple[bool, tuple[str, ...]], list[_Known]] = defaultdict(list)
        self._holding: dict[tuple[bool, str], list[_Known]] = defaultdict(list)

    def add(self, known: _Known, is_title: bool) -> None:
        self._same[is_title, known.words.folded].append(known)
        for word in set(known.words.folded):
            self._holding[is_title, word].append(known)

    def match(self, words: _Words, is_title: bool, taken: set[tuple[DocumentId, int]]) -> _Known | None:
        """The sentence with the same words, not yet taken by this document if there are several; else the likest."""
        same = self._same.get((is_title, words.folded), [])
        if same:
            return next((k for k in same if (k.document, k.sentence) not in taken), same[0])
        if not words.folded:
            return None
        near = [(likeness(words, k.words), k) for k in self._candidates(words, is_title)]
        near = [(share, k) for share, k in near if share >= LIKENESS]
        return max(near, key=lambda n: (n[0], n[1].document, -n[1].sentence))[1] if near else None

    def _candidates(self, words: _Words, is_title: bool) -> list[_Known]:
        """Sentences that share most words; only those can be like."""
        shared: Counter[tuple[DocumentId, int]] = Counter()
        known: dict[tuple[DocumentId, int], _Known] = {}
        for word in set(words.folded):
            for k in self._holding.get((is_title, word), ()):
                shared[k.document, k.sentence] += 1
                known[k.document, k.sentence] = k
        enough = (2 * LIKENESS - 1) * len(set(words.folded))
        return [known[at] for at, number in sorted(shared.items()) if number >= enough]


def _words(text: str) -> _Words:
    bare = _DATELINE.sub("", text)
    written = _WORD.findall(bare)
    plain = [_JOINERS.sub("", folded(word)) for word in written]
    fixed = [p for at, (w, p) in enumerate(zip(written, plain, strict=True)) if _is_fixed(w, p, at)]
    return _Words(tuple(plain), tuple(fixed))


def _is_fixed(written: str, plain: str, at: int) -> bool:
    """Numbers, names (capitals, but for the first word) and hinges may not differ."""
    has_capital = any(c.isupper() for c in written) and at > 0
    return (
        has_capital
        or any(c.isdigit() for c in plain)
        or plain in HINGES
        or (plain.endswith("nt") and "'" in written.replace("’", "'"))
    )


def likeness(one: _Words, other: _Words) -> float:
    """Share of words that two sentences have in common in order; 0 when they differ in more than passing."""
    longer = max(len(one.folded), len(other.folded))
    if min(len(one.folded), len(other.folded)) < FEWEST_WORDS or sorted(one.fixed) != sorted(other.fixed):
        return 0.0
    edits = 0
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, one.folded, other.folded, autojunk=False).get_opcodes():
        if tag != "equal":
            if not _is_passing(one.folded[a0:a1], other.folded[b0:b1]):
                return 0.0
            edits += max(a1 - a0, b1 - b0)
    return 1 - edits / longer


def _is_passing(gone: tuple[str, ...], come: tuple[str, ...]) -> bool:
    """True for another spelling of the same words, or for little words that came or went."""
    if "".join(gone) == "".join(come):
        return True
    if len(gone) == len(come):
        return all(_is_spelling(a, b) for a, b in zip(gone, come, strict=True))
    return all(len(word) <= 4 for word in gone + come) and not (gone and come)


def _is_spelling(one: str, other: str) -> bool:
    """`organise`, `organize`; `accepted`, `accept`; not `signed`, `resigned`.

    >>> _is_spelling("organise", "organize"), _is_spelling("accepted", "rejected")
    (True, False)
    """
    if max(len(one), len(other)) <= 3:
        return True
    same = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return one[0] == other[0] and same >= 0.75
