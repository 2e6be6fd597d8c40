"""Measures toguna on made reports: speed of each stage and end to end, start-up, peak memory, and how they grow.

    python benchmarks/run.py                     100 and 2,000 reports, one thread, prints a Markdown table
    python benchmarks/run.py 100 500 --seed 3    other numbers

Each size runs in a process of its own, so that its peak memory is its own; the store is written to disk and counts.
Each stage is timed by the wall and by the processor: on a machine that others use too, processor seconds of the one
thread are the fairer figure. What is left of the whole is the store.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

REPORTS = Path(__file__).with_name("reports.py")
SIZES = (100, 2000)
STARTS = 7
"""Starts of `toguna --help`; the median counts, the first one warms the file cache."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One run over made reports.

    stages        wall seconds of each stage, in their order
    cpu_stages    processor seconds of each
    seconds       of the whole by the wall, store and all
    cpu_seconds   of the whole by the processor
    peak_mb       highest resident memory of the process, MiB
    store_mb      size of the store afterwards, MiB
    records       in the store afterwards
    """

    number: int
    characters: int
    stages: dict[str, float]
    cpu_stages: dict[str, float]
    seconds: float
    cpu_seconds: float
    peak_mb: float
    store_mb: float
    records: int

    def rows(self) -> dict[str, tuple[float, float]]:
        """Name -> (wall, processor) seconds: the stages, what is left (journal, tables, full-text index), the whole."""
        rows = {stage: (self.stages[stage], self.cpu_stages.get(stage, 0.0)) for stage in self.stages}
        wall, cpu = (sum(column) for column in zip(*rows.values(), strict=True))
        rows["store and the rest"] = (max(0.0, self.seconds - wall), max(0.0, self.cpu_seconds - cpu))
        rows["**end to end**"] = (self.seconds, self.cpu_seconds)
        return rows


class Meter:
    """Processor seconds by stage, measured where the run's own account measures the wall."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def wrap(self, timed: Callable[..., AbstractContextManager[None]]) -> Callable[..., AbstractContextManager[None]]:
        """`Tally.timed`, with this clock beside its own."""

        @contextmanager
        def both(tally: Any, stage: Any) -> Iterator[None]:
            start = time.process_time()
            try:
                with timed(tally, stage):
                    yield
            finally:
                self.seconds[str(stage)] += time.process_time() - start

        return both


def run_once(number: int, seed: int) -> Measured:
    """Make the reports, read them in this process with one worker, and measure that."""
    from toguna.flow.run import read
    from toguna.flow.settings import Settings
    from toguna.flow.tally import Tally
    from toguna.store.store import Store

    meter = Meter()
    Tally.timed = meter.wrap(Tally.timed)  # type: ignore[method-assign, assignment]

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = [sys.executable, str(REPORTS), str(number), str(folder / "reports"), "--seed", str(seed)]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
        characters = sum(len(path.read_text("utf-8")) for path in (folder / "reports").iterdir())
        start, cpu_start = time.perf_counter(), time.process_time()
        with Store.create(str(folder / "bench.db")) as store:
            account = read([folder / "reports"], store, Settings(workers=1))
        seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu_start
        store_mb = (folder / "bench.db").stat().st_size / (1 << 20)
    stages = {str(stage.stage): stage.seconds for stage in account.stages}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cpu = dict(meter.seconds)
    return Measured(number, characters, stages, cpu, seconds, cpu_seconds, peak, store_mb, account.records)


def measured(number: int, seed: int) -> Measured:
    """`run_once` in a process of its own."""
    command = [sys.executable, __file__, "--one", str(number), "--seed", str(seed)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Measured(**json.loads(done.stdout.strip().split("\n")[-1]))


def start_up() -> float | None:
    """Median seconds of `toguna --help`, or None when the command is not installed beside this Python."""
    command = Path(sys.executable).parent / "toguna"
    if not command.exists():
        return None
    took = []
    for _ in range(STARTS):
        start = time.perf_counter()
        subprocess.run([str(command), "--help"], check=True, stdout=subprocess.DEVNULL)
        took.append(time.perf_counter() - start)
    return median(took)


def table(runs: list[Measured]) -> str:
    """The Markdown table: reports a second by processor time, its seconds, and the growth of those for one report."""
    cells = [f"{run.number:,} reports | CPU s | wall s" for run in runs]
    lines = [f"| stage | {' | '.join(cells)} | CPU seconds a report grow by |", "|---|" + "--:|" * (3 * len(runs) + 1)]
    for name in runs[0].rows():
        seconds = [run.rows()[name] for run in runs]
        shown = [f"{_speed(r.number, c)} | {c:,.2f} | {w:,.2f}" for r, (w, c) in zip(runs, seconds, strict=True)]
        lines.append(f"| {name} | {' | '.join(shown)} | {_growth(runs, [c for _, c in seconds])} |")
    for name, values in (
        ("peak memory", [f"{run.peak_mb:,.0f} MiB" for run in runs]),
        ("store", [f"{run.store_mb:,.0f} MiB" for run in runs]),
        ("records", [f"{run.records:,}" for run in runs]),
    ):
        lines.append(f"| {name} | {' | | | '.join(values)} | | | |")
    return "\n".join(lines)


def _speed(number: int, seconds: float) -> str:
    return f"{number / seconds:,.1f} /s" if seconds >= 0.0005 else "-"


def _growth(runs: list[Measured], seconds: list[float]) -> str:
    """How many times longer one report takes in the largest run than in the smallest."""
    first, last = seconds[0] / runs[0].number, seconds[-1] / runs[-1].number
    return f"x {last / first:.2f}" if first > 0 and len(runs) > 1 else "-"


def machine() -> str:
    """What this was measured on."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").split("\n")
        model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), model)
    except OSError:
        pass  # not Linux: the plain name does
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{model}, {os.cpu_count()} cores, load {load:.1f} at the end, {platform.system()}, {python}"


def main() -> None:
    """The command line."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    ask.add_argument("sizes", type=int, nargs="*", default=list(SIZES))
    ask.add_argument("--seed", type=int, default=0)
    ask.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = ask.parse_args()
    if given.one:
        one = run_once(given.one, given.seed)
        print(json.dumps({name: getattr(one, name) for name in Measured.__slots__}))
        return
    runs = [measured(size, given.seed) for size in sorted(given.sizes)]
    words = runs[-1].characters / runs[-1].number / 6
    start = start_up()
    print(f"{date.today().isoformat()}; {machine()}; one thread; seed {given.seed}; about {words:.0f} words a report\n")
    print(table(runs))
    if start is not None:
        print(f"\n`toguna --help`: {start:.2f} s")


if __name__ == "__main__":
    main()
