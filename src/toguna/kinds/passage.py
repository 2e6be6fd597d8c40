"""Which sentence of one document carries the words of which sentence of another."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.kinds.ids import DocumentId


@dataclass(frozen=True, slots=True, order=True)
class Carry:
    """A sentence that says word for word what a sentence read elsewhere in its lineage says.

    document, sentence   the copy's sentence (index into its reading's sentences); it is not read again
    of, of_sentence      the sentence that is read
    """

    document: DocumentId
    sentence: int
    of: DocumentId
    of_sentence: int
