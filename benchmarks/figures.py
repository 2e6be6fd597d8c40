"""Writes the README's table of figures: a gold corpus read without packs, with packs, and with dated names.

    python benchmarks/figures.py GOLD [--texts FOLDER] [--write README.md]

Each figure is an F1 with credit as `toguna score` gives it; beside it what a second reader of the same make of reports
reached (from the gold's own README), and the share of that. The seeds have their own table.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Report = dict[str, Any]

#: F1 of a second annotator on eight reports of the same make, as the gold's README gives it.
READER = {
    "statements": 0.86,
    "positions": 0.67,
    "conditions": 0.64,
    "events": 0.59,
    "figures": 0.74,
    "channels": 0.75,
    "transitions": 0.54,
}
KINDS = ("statements", "positions", "conditions", "events", "figures", "channels", "vetoes")
OTHER = ("transitions", "matrix", "contradictions")
DOCUMENTS = ("published", "agency", "residue_removed", "article_kept", "lineage_bcubed_f1")


def scored(gold: Path, texts: Path | None, *more: str) -> Report:
    """The report of `toguna score --read --json`."""
    command = [sys.executable, "-m", "toguna", "score", str(gold), "--read", "--json", *more]
    if texts:
        command += ["--texts", str(texts)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    report: Report = json.loads(done.stdout)
    return report


def figure(report: Report, name: str) -> float | None:
    """One figure of one process (or of `all`)."""
    if name in KINDS:
        return float(report["kinds"][name]["f1"])
    value = report["documents"].get(name) if name in DOCUMENTS else report.get(name)
    return None if value is None else float(value)


def shown(value: float | None) -> str:
    """Three digits, or a dash."""
    return "–" if value is None else f"{value:.3f}"


def over_all(reports: dict[str, Report]) -> list[str]:
    """The table over all processes: a column for each way of reading, the second reader, the share."""
    ways = list(reports)
    lines = [f"| over all | {' | '.join(ways)} | second reader | share |", "|---|" + "--:|" * (len(ways) + 2)]
    first = reports[ways[0]]["all"]
    for name in ("process_score", *KINDS, *OTHER, *DOCUMENTS):
        cells = [shown(figure(reports[w]["all"], name)) for w in ways]
        reader, value = READER.get(name), figure(first, name)
        share = f"{value / reader:.0%}" if reader and value is not None else ""
        lines.append(f"| {name.replace('_', ' ')} | {' | '.join(cells)} | {reader or ''} | {share} |")
    found = " · ".join(f"{k} {shown(float(first['kinds'][k]['found_f1']))}" for k in KINDS[:5])
    return [*lines, "", f"Found by place alone, {ways[0]}: {found}."]


def by_process(report: Report) -> list[str]:
    """A row for each process."""
    names = ("process_score", *KINDS[:5], "transitions", "matrix")
    lines = ["| process | " + " | ".join(n.replace("_", " ") for n in names) + " |", "|---|" + "--:|" * len(names)]
    for process, scores in sorted(report.items()):
        if process != "all":
            lines.append(f"| {process} | " + " | ".join(shown(figure(scores, n)) for n in names) + " |")
    return lines


def table(gold: Path, texts: Path | None) -> str:
    """The whole block in Markdown."""
    reports = {
        "no pack": scored(gold, texts),
        "packs": scored(gold, texts, "--pack", "own"),
        "no pack, dated names": scored(gold, texts, "--dated-names"),
    }
    machine = f"{platform.machine()}, Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}"
    return "\n".join(
        [*over_all(reports), "", "By process, no pack:", "", *by_process(reports["no pack"]), "", f"({machine})"]
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--write", type=Path, help="put it between table:begin and table:end of this file")
    options = parser.parse_args()
    block = table(options.gold, options.texts)
    if options.write is None:
        print(block)
        return
    text = options.write.read_text("utf-8")
    head, rest = text.split("<!-- table:begin -->", 1)
    tail = rest.split("<!-- table:end -->", 1)[1]
    options.write.write_text(f"{head}<!-- table:begin -->\n{block}\n<!-- table:end -->{tail}", "utf-8")


if __name__ == "__main__":
    main()
