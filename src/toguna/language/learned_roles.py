"""Stretches that the encoder marks, as the numbers of sentences, mentions and attributions that a reading uses."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from toguna.encoder.marks import Mark
from toguna.kinds.reading import Mention, Sentence
from toguna.kinds.span import Stretch


@dataclass(frozen=True)
class Numbers:
    """Where sentences and mentions stand.

    least   the probability from which a mention fills a role
    """

    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    least: float

    @cached_property
    def _starts(self) -> list[int]:
        return [s.at.start for s in self.sentences]

    @cached_property
    def _mention_at(self) -> dict[tuple[int, int], int]:
        return {(m.at.start, m.at.end): n for n, m in enumerate(self.mentions)}

    def sentence(self, at: tuple[int, int]) -> int | None:
        """The sentence in which a stretch begins, None when it is read elsewhere."""
        n = bisect_right(self._starts, at[0]) - 1
        return None if n < 0 or at[0] >= self.sentences[n].at.end or self.sentences[n].carried else n

    def sentences_of(self, at: tuple[int, int]) -> Iterator[int]:
        """The sentences that are read here and hold a part of a stretch."""
        for n in range(max(0, bisect_right(self._starts, at[0]) - 1), len(self.sentences)):
            if self.sentences[n].at.start >= at[1]:
                break
            if at[0] < self.sentences[n].at.end and not self.sentences[n].carried:
                yield n

    def begun(self, at: tuple[int, int]) -> Stretch | None:
        """The part of a stretch that lies in the sentence in which it begins, wherever that is read."""
        n = bisect_right(self._starts, at[0]) - 1
        return None if n < 0 else self.within(at, n)

    def within(self, at: tuple[int, int], sentence: int) -> Stretch | None:
        """The part of a stretch that lies in a sentence."""
        whole = self.sentences[sentence].at
        start, end = max(at[0], whole.start), min(at[1], whole.end)
        return Stretch(start, end) if start < end else None

    def filled(self, mark: Mark, role: str, most: int = 1) -> tuple[int, ...]:
        """The mentions that fill a role of a mark, likeliest first, those of one name once."""
        found: list[int] = []
        names: set[str] = set()
        for at, sure in mark.roles.get(role, ()):
            if sure < self.least or len(found) == most:
                break
            n = self._mention_at[at]
            name = self.mentions[n].name.lower()
            if name not in names:
                names.add(name)
                found.append(n)
        return tuple(found)
