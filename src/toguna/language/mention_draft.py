"""A mention while its sentence is still being read: token positions and links by reference, not yet by index."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.kinds.reading import MentionKind
from toguna.language.mention_lexicon import Head
from toguna.language.mention_names import Name, Words


@dataclass(slots=True, eq=False)
class Draft:
    """One mention to be.

    start, end   tokens of its sentence, half-open
    core         the name inside it that says whose it is (`Mali` in `Mali's army`), or None
    head         the noun it turns on, None for bare names and pronouns
    """

    words: Words
    start: int
    end: int
    kind: MentionKind | None
    name: str
    core: Name | None = None
    head: Head | None = None
    role: str | None = None
    of: Draft | None = None
    same_as: Draft | None = None
    plural: bool = False
    anonymous: bool = False
    dropped: bool = False

    @property
    def at(self) -> tuple[int, int]:
        """Code points of the clean text."""
        return self.words.tokens[self.start].at.start, self.words.tokens[self.end - 1].at.end
