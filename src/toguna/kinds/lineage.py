"""Texts that are one text: copies, excerpts, rewrites."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.kinds.ids import DocumentId, LineageId
from toguna.kinds.vocabulary import RelationKind


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """`document` is a copy (extension, shortening, rewrite) of `of`.

    containment   share of the smaller text's distinct word shingles that the other holds, 0..1
    """

    document: DocumentId
    relation: RelationKind
    of: DocumentId
    containment: float = 1.0


@dataclass(frozen=True, slots=True)
class Lineage:
    """Documents that carry one text; a text without copies is a lineage of one.

    documents   sorted paths
    first       the earliest dated, else the fullest, else the first by path
    """

    id: LineageId
    documents: tuple[DocumentId, ...]
    first: DocumentId
    relations: tuple[Relation, ...] = ()
