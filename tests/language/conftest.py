"""What several tests of the language room share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from toguna.encoder.doubt import Doubt
from toguna.encoder.marks import Seen
from toguna.kinds.span import Stretch


@dataclass(frozen=True)
class Even:
    """A window whose heads find all code points equally likely but those of some stretches."""

    likely: float
    unlikely: tuple[Stretch, ...]

    def within(self, head: str, start: int, end: int) -> NDArray[np.float32]:
        here = [0.0 if any(s.start <= n < s.end for s in self.unlikely) else self.likely for n in range(start, end)]
        return np.array(here, dtype=np.float32)


@pytest.fixture
def doubt() -> Callable[..., Doubt]:
    """Makes an encoder that finds everything as likely as this, and some stretches not at all."""
    return lambda likely, *unlikely: Doubt((cast(Seen, Even(likely, unlikely)),))
