"""How likely the encoder finds what somebody else found, where it marks nothing itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from toguna.encoder.marks import At, Seen


@dataclass(frozen=True, slots=True)
class Doubt:
    """The windows of a document."""

    seen: tuple[Seen, ...]

    def mean(self, heads: Iterable[str], parts: Iterable[At]) -> float:
        """The pieces of stretches on average, by the token head that is surest of each; 1 when no window holds any.

        parts   code points in the text, half-open
        """
        names, stretches = tuple(heads), tuple(parts)
        found = [
            np.max([s.within(h, start, end) for h in names], axis=0) for s in self.seen for start, end in stretches
        ]
        pieces = np.concatenate([*found, np.zeros(0, dtype=np.float32)])
        return float(pieces.mean()) if len(pieces) else 1.0
