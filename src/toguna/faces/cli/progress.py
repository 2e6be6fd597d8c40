"""Says on stderr how far a long run is: a bar on a terminal, a plain line now and then otherwise."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

QUIET_SECONDS = 2.0
"""Runs shorter than this say nothing."""
LINE_SECONDS = 10.0
"""Where no bar can be drawn, so often a line is written."""


class Progress:
    """Told how many of how many are done; draws nothing before `QUIET_SECONDS` have passed."""

    def __init__(self) -> None:
        self.began = self.last = time.monotonic()
        self.bar: Any = None
        self.tasks: dict[str, Any] = {}

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.bar is not None:
            self.bar.stop()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Note that `done` of `total` are done (0: nobody knows how many)."""
        now = time.monotonic()
        if now - self.began < QUIET_SECONDS or not done:
            return
        if sys.stderr.isatty():
            self._draw(what, done, total)
        elif now - self.last >= LINE_SECONDS or self.last == self.began:
            self.last = now
            print(f"{what}: {done}" + (f" of {total}" if total else ""), file=sys.stderr)

    def _draw(self, what: str, done: int, total: int) -> None:
        if self.bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
            from rich.progress import Progress as Bar

            columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
            self.bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self.bar.start()
        if what not in self.tasks:
            self.tasks[what] = self.bar.add_task(what, total=total or None)
        self.bar.update(self.tasks[what], completed=done, total=total or None)
