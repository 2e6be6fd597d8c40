"""Checks the corpus: `python training/check.py [FILE ...] [--counts] [--strip]`.

Says every fault by file and line and exits with 1 when there is one. `--counts` also gives words, lines, marks and
wordings. `--strip` prints a file without its marks, for a second marking; a second marking under `second/` is also held
against the text of the first.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from training.markup import CORPUS, Report, read, stripped


def same_text(first: list[Report], second: list[Report]) -> list[str]:
    """Where a second marking's text is not the first's."""
    one = [(r.name, line.text) for r in first for line in r.lines]
    two = [(r.name, line.text) for r in second for line in r.lines]
    faults = [
        f"{b[0]}: other text than the first marking: {b[1][:60]!r}" for a, b in zip(one, two, strict=False) if a != b
    ]
    if len(one) != len(two):
        faults.append(f"{len(two)} text lines, the first marking has {len(one)}")
    return faults[:5]


def counts(reports: list[Report]) -> str:
    """Words, lines, marks, styles and wordings, a line each."""
    lines = [line for r in reports for line in r.lines]
    notes = [n for line in lines for n in line.notes]
    tables = {
        "lines": Counter(line.kind for line in lines),
        "styles": Counter(r.style for r in reports),
        "english": Counter(r.english for r in reports),
        "tags": Counter(t.code for line in lines for t in line.tags),
        "marks": Counter(n.kind for n in notes),
        "issues": Counter(n.plain[1] for n in notes if n.kind == "pos"),
        "stances": Counter(n.plain[2] for n in notes if n.kind == "pos"),
        "events": Counter(n.plain[0] for n in notes if n.kind == "act"),
        "wordings": Counter(w for n in notes for w in n.keys.get("w", "").split(",") if w),
    }
    words = sum(len(line.text.split()) for line in lines)
    head = f"{len(reports)} reports, {len({r.conflict for r in reports})} conflicts, {len(lines)} lines, {words} words"
    return "\n".join([head, *(f"{k}: " + " ".join(f"{a} {b}" for a, b in v.most_common()) for k, v in tables.items())])


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--counts", action="store_true")
    parser.add_argument("--strip", action="store_true")
    options = parser.parse_args()
    paths = options.files or sorted([*(CORPUS / "texts").glob("*.txt"), *(CORPUS / "second").glob("*.txt")])
    if options.strip:
        for path in paths:
            sys.stdout.write(stripped(path))
        return
    faults: list[str] = []
    reports: list[Report] = []
    for path in paths:
        found = read(path, faults)
        first = CORPUS / "texts" / path.name
        if path.parent.name == "second" and first.exists():
            faults += [f"{path.name}: {f}" for f in same_text(read(first, []), found)]
        else:
            reports += found
    if options.counts:
        print(counts(reports))
    for fault in faults:
        print(fault)
    print(f"{len(paths)} files, {len(reports)} reports, {len(faults)} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
