"""Counts what each stage takes, passes on and sets aside; `taken == passed + aside` by construction."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from toguna.kinds.aside import Aside, Stage, StageAccount

Progress = Callable[[Stage, int, int], None]
"""Called with the stage, how many are done, and how many there are (0 while unknown)."""


class Tally:
    """The account of a run while it goes on; several processes add up."""

    def __init__(self, progress: Progress | None = None) -> None:
        self.progress = progress
        self.passed: Counter[Stage] = Counter()
        self.reasons: dict[Stage, Counter[str]] = {stage: Counter() for stage in Stage}
        self.seconds: Counter[Stage] = Counter()
        self.asides: list[Aside] = []

    @contextmanager
    def timed(self, stage: Stage) -> Iterator[None]:
        """Counts the wall time of what is inside for that stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] += time.perf_counter() - start  # type: ignore[assignment]

    def pass_on(self, stage: Stage, count: int = 1) -> None:
        """So many items went on."""
        self.passed[stage] += count

    def set_aside(self, aside: Aside) -> None:
        """One item did not, and is named."""
        self.reasons[aside.stage][aside.reason] += 1
        self.asides.append(aside)

    def count_aside(self, stage: Stage, reason: str, count: int = 1) -> None:
        """So many items did not, and are only counted."""
        if count:
            self.reasons[stage][reason] += count

    def tell(self, stage: Stage, done: int, total: int = 0) -> None:
        """Let whoever waits know."""
        if self.progress:
            self.progress(stage, done, total)

    def stages(self) -> tuple[StageAccount, ...]:
        """The account, all seven stages in their order."""
        made = []
        for stage in Stage:
            aside = sum(self.reasons[stage].values())
            reasons = tuple(sorted(self.reasons[stage].items()))
            passed = self.passed[stage]
            seconds = round(float(self.seconds[stage]), 3)
            made.append(StageAccount(stage, passed + aside, passed, aside, reasons, seconds))
        return tuple(made)
