"""Pairs of reports of which one holds the words of the other: copies, excerpts, extensions.

Containment, not Jaccard: a copy with a portal's additions has Jaccard .4 and containment .9. Candidates come from an
inverted index over all shingles; passages that an outlet repeats in unrelated reports, or that stand in very many
reports, count for nothing; each pair that comes out has been verified on its full text.

After   Broder's resemblance and containment; LSH Ensemble's domain search for containment; the procedure (removal
        by publisher, best match, verification) gave .97 cluster F1 on 10,000 made copies where MinHash at .5 gave .61
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from itertools import combinations, pairwise

from toguna.copies.groups import Groups
from toguna.copies.words import Body, shingles_in_order, words_of

WHOLE = 0.8
"""Containment from which one text holds the other, wherever in it the words stand. Own synthetic copies (two edits in
each paragraph, two paragraphs of six cut, an advert added) lie at .84 to .99."""
WITH_LEAD = 0.5
"""Containment that is enough when the lead of one stands in the other: a rewritten end, an early version that grew.
Reports of a series that share their background paragraphs lie at .2 to .45, and their leads differ."""
LEAD_WORDS = 40
LEAD_SHARE = 0.5
ALIKE = 0.7
"""Share of the longer text that stands in the shorter one, from which the two are copies and not excerpt and whole."""
VERBATIM = 0.9
"""Containment with repeated passages counted, from which a pair needs no passage of its own: a short brief made up of
stock phrases has few. What it has of its own must be shared by half even then."""
FEWEST = 12
"""Distinct shingles that a text needs to be judged by shingles at all; shorter ones only match word for word."""
FEWEST_TO_GROW = 30
"""Distinct shingles below which half of them shared is nothing: a stock sentence and a name."""
VERSIONS = 0.75
"""Share of shingles from which two texts count as one when asking in how many reports a passage is repeated."""
REPEATED_IN_OUTLET = 3
REPEATED_ANYWHERE = 20
REPEATED_SHARE = 0.02
_FEW = 24
_MANY = 200
_BUCKETS = 16


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two texts of which one holds the other, by their places in the sequence; `one` < `other`.

    containment   share of the smaller's shingles (without repeated passages) that the other holds
    cover         share of the larger's that the smaller holds
    """

    one: int
    other: int
    containment: float
    cover: float


def linked(bodies: Sequence[Body], outlets: Sequence[str | None]) -> tuple[Link, ...]:
    """Every verified pair among distinct bodies, sorted.

    bodies    pairwise different in their words (`lineages` folds equal ones together first)
    outlets   beside them; None when unknown
    Cost      linear in words; memory about ten bytes for each word
    """
    patterns = Counter(docs for _, docs in _postings(bodies))
    everything = _shared(bodies, patterns.items())
    repeated = _repeated(bodies, outlets, patterns, everything)
    common = frozenset(shingle for shingle, docs in _postings(bodies) if docs in repeated) if repeated else frozenset()
    shared = _shared(bodies, ((docs, number) for docs, number in patterns.items() if docs not in repeated))
    own = [len(body.shingles) - sum(map(common.__contains__, body.shingles)) for body in bodies]
    worth = {(a, b) for (a, b), number in shared.items() if number >= max(4, 0.2 * min(own[a], own[b]))}
    worth |= {(a, b) for (a, b), number in everything.items() if number >= VERBATIM * _smaller(bodies, a, b)}
    judge = _Judge(bodies, common)
    found = (judge.link(one, other) for one, other in sorted(worth))
    return tuple(link for link in found if link is not None)


def _postings(bodies: Sequence[Body]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Each shingle that two bodies or more hold, and which do.

    Goes bucket by bucket of the sorted shingles, so that the many that stand in one body only are never kept together.
    """
    edges = [(b << 64) // _BUCKETS for b in range(_BUCKETS + 1)]
    for low, high in pairwise(edges):
        seen: dict[int, int] = {}
        again: dict[int, list[int]] = {}
        for at, body in enumerate(bodies):
            all_of_it = body.shingles
            for shingle in all_of_it[bisect_left(all_of_it, low) : bisect_left(all_of_it, high)]:
                first = seen.setdefault(shingle, at)
                if first != at:
                    again.setdefault(shingle, [first]).append(at)
        yield from ((shingle, tuple(docs)) for shingle, docs in again.items())


def _pairs(bodies: Sequence[Body], docs: Sequence[int]) -> Iterator[tuple[int, int]]:
    """All pairs of a few bodies; of many, each with the three fullest, of very many with one: that stays linear."""
    if len(docs) <= _FEW:
        yield from combinations(docs, 2)
        return
    hubs = nsmallest(3 if len(docs) <= _MANY else 1, docs, key=lambda d: (-len(bodies[d].shingles), d))
    for hub in hubs:
        for doc in docs:
            if doc not in hubs or hub < doc:
                yield min(hub, doc), max(hub, doc)


def _shared(bodies: Sequence[Body], patterns: Iterable[tuple[tuple[int, ...], int]]) -> dict[tuple[int, int], int]:
    """How many shingles each pair shares."""
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for docs, number in patterns:
        for pair in _pairs(bodies, docs):
            shared[pair] += number
    return shared


def _repeated(
    bodies: Sequence[Body],
    outlets: Sequence[str | None],
    patterns: Mapping[tuple[int, ...], int],
    shared: Mapping[tuple[int, int], int],
) -> frozenset[tuple[int, ...]]:
    """Sets of bodies that share a passage because one outlet repeats it in unrelated reports, or everybody does."""
    versions = Groups(len(bodies))
    for (one, other), number in shared.items():
        if number >= VERSIONS * _smaller(bodies, one, other):
            versions.join(one, other)
    version = [versions.root(at) for at in range(len(bodies))]
    most = max(REPEATED_ANYWHERE, int(REPEATED_SHARE * len(bodies)))
    return frozenset(
        docs for docs in patterns if len(docs) >= REPEATED_IN_OUTLET and _is_repeated(outlets, version, docs, most)
    )


def _is_repeated(outlets: Sequence[str | None], version: list[int], docs: tuple[int, ...], most: int) -> bool:
    by_outlet: dict[str, set[int]] = defaultdict(set)
    for doc in docs:
        outlet = outlets[doc]
        if outlet is not None:
            by_outlet[outlet].add(version[doc])
    if any(len(different) >= REPEATED_IN_OUTLET for different in by_outlet.values()):
        return True
    return len(docs) > most and len({version[doc] for doc in docs}) > most


def _smaller(bodies: Sequence[Body], one: int, other: int) -> int:
    return min(len(bodies[one].shingles), len(bodies[other].shingles))


class _Judge:
    """Verifies pairs on their full text."""

    def __init__(self, bodies: Sequence[Body], common: frozenset[int]) -> None:
        self._bodies, self._common = bodies, common
        self._own = lru_cache(maxsize=4096)(self._own_shingles)
        self._lead = lru_cache(maxsize=4096)(self._lead_shingles)

    def _own_shingles(self, at: int) -> frozenset[int]:
        return frozenset(self._bodies[at].shingles) - self._common

    def _lead_shingles(self, at: int) -> tuple[int, ...]:
        lead = words_of(self._bodies[at].lead)[:LEAD_WORDS]
        return tuple(s for s in shingles_in_order(lead) if s not in self._common)

    def _leads_into(self, one: int, other: int) -> bool:
        lead, whole = self._lead(one), self._own(other)
        return len(lead) >= FEWEST and sum(s in whole for s in lead) >= LEAD_SHARE * len(lead)

    def link(self, one: int, other: int) -> Link | None:
        """The verified link of a pair, or None."""
        if _smaller(self._bodies, one, other) < FEWEST:
            return None
        told, whole = self._measured(one, other), self._measured_whole(one, other)
        if whole.containment >= VERBATIM and told.containment >= WITH_LEAD:
            return whole
        if min(len(self._own(one)), len(self._own(other))) < FEWEST or told.containment < WITH_LEAD:
            return None
        return told if told.containment >= WHOLE or self._grew(one, other) else None

    def _grew(self, one: int, other: int) -> bool:
        """True if one goes on from the other's lead, and both have enough of their own to tell."""
        enough = min(len(self._own(one)), len(self._own(other))) >= FEWEST_TO_GROW
        return enough and (self._leads_into(one, other) or self._leads_into(other, one))

    def _measured(self, one: int, other: int) -> Link:
        """How the pair shares what neither repeats from elsewhere; all of nothing is all."""
        return _link(one, other, self._own(one), self._own(other))

    def _measured_whole(self, one: int, other: int) -> Link:
        return _link(one, other, frozenset(self._bodies[one].shingles), frozenset(self._bodies[other].shingles))


def _link(one: int, other: int, a: frozenset[int], b: frozenset[int]) -> Link:
    small, large = sorted((len(a), len(b)))
    both = len(a & b)
    return Link(one, other, both / small if small else 1.0, both / large if large else 1.0)
