"""Documents to lineages: which reports carry one text, and how each stands to another of them.

Every document is in exactly one lineage, whatever the order in which they come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toguna.copies.groups import Groups
from toguna.copies.near import ALIKE, WHOLE, Link, linked
from toguna.copies.rewrites import Rewrite, rewritten
from toguna.copies.words import Body, body, body_of, words_of
from toguna.kinds.document import Document
from toguna.kinds.edtf import first_day, last_day
from toguna.kinds.ids import DocumentId, LineageId, fingerprint
from toguna.kinds.lineage import Lineage, Relation
from toguna.kinds.vocabulary import RelationKind

_FEWEST_WORDS = 5
"""Words that a body must have to be the same as another; `Photo` under two pictures is no copy."""
_DIGEST_COVER = 0.5
"""A text of which another covers less than this may be a round-up of unrelated reports."""
_RELATED = 0.3
"""Containment from which two excerpts of a round-up are excerpts of one story."""


@dataclass(frozen=True, slots=True)
class _Tie:
    """Two documents found to carry one text, by place in the sorted sequence.

    holds   which kind of tie the later in the lineage has to the earlier; see `_relation`
    """

    one: int
    other: int
    containment: float
    cover: float
    rewrite: bool = False

    @property
    def strength(self) -> tuple[bool, float, float]:
        return not self.rewrite, self.containment, self.cover


def lineages(documents: Iterable[Document]) -> tuple[Lineage, ...]:
    """The lineages of these documents, sorted by their documents; a text without copies is a lineage of one."""
    docs = sorted(documents, key=lambda d: d.path)
    bodies = [body(d) for d in docs]
    ties = _same(bodies)
    ties += _near(docs, bodies, ties)
    groups = Groups(len(docs))
    for tie in ties:
        groups.join(tie.one, tie.other)
    for tie in _rewrites(docs, groups):
        groups.join(tie.one, tie.other)
        ties.append(tie)
    by_group: dict[int, list[_Tie]] = defaultdict(list)
    for tie in ties:
        by_group[groups.root(tie.one)].append(tie)
    sizes = [b.words for b in bodies]
    return tuple(_lineage(docs, sizes, members, by_group[members[0]]) for members in groups.members())


def fullest(documents: Sequence[Document]) -> list[Document]:
    """The documents by how much they hold: most body words first; ties by earliest date, then path."""

    def order(document: Document) -> tuple[object, ...]:
        dated = document.published is None, last_day(document.published), first_day(document.published)
        return (-len(words_of(body_of(document))), *dated, document.path)

    return sorted(documents, key=order)


def _same(bodies: Sequence[Body]) -> list[_Tie]:
    """Ties of documents whose bodies are the same words; each with the first of them."""
    first: dict[bytes, int] = {}
    ties = []
    for at, own in enumerate(bodies):
        if own.words >= _FEWEST_WORDS and first.setdefault(own.digest, at) != at:
            ties.append(_Tie(first[own.digest], at, 1.0, 1.0))
    return ties


def _near(docs: Sequence[Document], bodies: Sequence[Body], same: list[_Tie]) -> list[_Tie]:
    """Ties of documents that are not the same words: all that are alike on both sides, else the best match only."""
    again = {tie.other for tie in same}
    own = [at for at in range(len(docs)) if at not in again]
    links = linked([bodies[at] for at in own], [docs[at].outlet for at in own])
    sizes = [bodies[at].words for at in own]
    return [
        _Tie(own[k.one], own[k.other], k.containment, k.cover) for k in _without_digests(_best(links), links, sizes)
    ]


def _best(links: Sequence[Link]) -> list[Link]:
    """For each text its best link, and every link of two texts that are alike as wholes.

    Best links alone fall apart: of four copies two and two may be each other's best.
    """
    best: dict[int, Link] = {}
    for link in links:
        for at in (link.one, link.other):
            if at not in best or _strength(link) > _strength(best[at]):
                best[at] = link
    alike = (link for link in links if link.containment >= WHOLE and link.cover >= _DIGEST_COVER)
    return sorted({*best.values(), *alike})


def _strength(link: Link) -> tuple[float, float, int, int]:
    """How good a link is: likeness on both sides first, so that a copy goes before a whole that holds both."""
    return link.containment + link.cover, link.containment, -link.one, -link.other


def _without_digests(best: list[Link], links: Sequence[Link], sizes: Sequence[int]) -> list[Link]:
    """Drop links through which a round-up would join unrelated reports.

    A long text keeps its best link with little cover, and of the others those whose short text is related to the best
    one's.
    """
    related = {(k.one, k.other) for k in links if k.containment >= _RELATED}
    kept: dict[int, int] = {}
    out = []
    for link in sorted(best, key=_strength, reverse=True):
        if link.cover >= _DIGEST_COVER:
            out.append(link)
            continue
        small, large = sorted((link.one, link.other), key=lambda at: (sizes[at], at))
        first = kept.setdefault(large, small)
        if first == small or (min(first, small), max(first, small)) in related:
            out.append(link)
    return out


def _rewrites(docs: Sequence[Document], groups: Groups) -> list[_Tie]:
    """Ties between the fullest of each group so far and its rewrites elsewhere."""
    heads = [min(members, key=lambda at: (-len(docs[at].text), at)) for members in groups.members()]
    found: tuple[Rewrite, ...] = rewritten([docs[at] for at in heads])
    return [_Tie(heads[r.one], heads[r.other], r.share, r.share, rewrite=True) for r in found]


def _lineage(docs: Sequence[Document], sizes: Sequence[int], members: list[int], ties: list[_Tie]) -> Lineage:
    first = _first(docs, sizes, members)
    paths = tuple(docs[at].path for at in members)
    relations = tuple(sorted(_relations(docs, sizes, first, members, ties)))
    return Lineage(LineageId(fingerprint("lineage", *paths)), paths, docs[first].path, relations)


def _first(docs: Sequence[Document], sizes: Sequence[int], members: list[int]) -> int:
    def order(at: int) -> tuple[object, ...]:
        published = docs[at].published
        return published is None, last_day(published), first_day(published), -sizes[at], docs[at].path

    return min(members, key=order)


def _relations(
    docs: Sequence[Document], sizes: Sequence[int], first: int, members: list[int], ties: list[_Tie]
) -> list[Relation]:
    """One relation for each document but the first: to the best match among those already reached from the first."""
    reached, found = {first}, []
    while len(reached) < len(members):
        tie = max(
            (t for t in ties if (t.one in reached) != (t.other in reached)),
            key=lambda t: (t.strength, -t.one, -t.other),
        )
        of, at = (tie.one, tie.other) if tie.one in reached else (tie.other, tie.one)
        reached.add(at)
        found.append(_relation(docs[at].path, docs[of].path, sizes[at] >= sizes[of], tie))
    return found


def _relation(document: DocumentId, of: DocumentId, is_longer: bool, tie: _Tie) -> Relation:
    if tie.rewrite:
        kind = RelationKind.REWRITES
    elif tie.cover >= ALIKE:
        kind = RelationKind.COPY
    else:
        kind = RelationKind.EXTENDS if is_longer else RelationKind.SHORTENS
    return Relation(document, kind, of, round(tie.containment, 3))
