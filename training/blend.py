"""Compares readers on a split of the corpus: `python training/blend.py [--split dev] [--sweep NAME VALUE ...]`.

Rules alone, and rules with the encoder that is shipped, by layer; `--sweep` tries one setting of
`language/learned_settings.py` at several values.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from toguna.language.learned import learned_reader
from toguna.language.reader import Reader, rule_reader
from training.agreement import agreement
from training.layers import Table, compare
from training.rules import read_by
from training.splits import load


def table_of(reader: Reader, split: str) -> Table:
    """All layers over a split."""
    table = Table()
    for report in load(split):
        table.add(compare(report, read_by(reader, report)))
    return table


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--sweep", nargs="+", metavar=("NAME", "VALUE"))
    options = parser.parse_args()
    columns: dict[str, Table] = {}
    learned = learned_reader()
    if options.sweep:
        name, *values = options.sweep
        for value in values:
            settings = replace(learned.settings, **{name: float(value)})
            columns[value] = table_of(replace(learned, settings=settings), options.split)
    else:
        columns = {"rules": table_of(rule_reader(), options.split), "learned": table_of(learned, options.split)}
        columns["agreement"] = agreement(options.split)[0]
    print(f"{'layer':24}" + "".join(f"{c:>11}" for c in columns))
    for layer in next(iter(columns.values())).rows:
        print(f"{layer:24}" + "".join(f"{t.rows[layer].f1:11.3f}" for t in columns.values()))


if __name__ == "__main__":
    main()
