"""How well two markings of the same texts agree: `python training/agreement.py [--split test]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from training.layers import Table, compare
from training.markup import CORPUS, read
from training.splits import split_of


def agreement(split: str | None) -> tuple[Table, int]:
    """All layers over the files marked twice, and their words."""
    table, words = Table(), 0
    for path in sorted((CORPUS / "second").glob("*.txt")):
        if split in (None, split_of(path.stem)):
            first = {r.name: r for r in read(CORPUS / "texts" / path.name)}
            for report in read(path):
                table.add(compare(first[report.name], report))
                words += sum(len(line.text.split()) for line in report.lines)
    return table, words


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("train", "dev", "test"), help="only texts of this split")
    options = parser.parse_args()
    table, words = agreement(options.split)
    print(f"{words} words marked twice")
    for name, score in table.rows.items():
        print(f"{name:24} {score.f1:.3f}   {score.first} marks against {score.second}")


if __name__ == "__main__":
    main()
