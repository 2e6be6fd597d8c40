"""Judges lineages on made reports, whose stories are known: `python benchmarks/judge_copies.py 2000 [--seed 7]`.

Pages go through the reading room first, as in a run, so that residue, outlets and dates are what it makes of them.
Prints B-cubed precision and recall over documents, how many dates copies lent, and seconds.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from toguna.copies.dating import dated
from toguna.copies.lineages import lineages
from toguna.kinds.document import Document
from toguna.kinds.lineage import Lineage
from toguna.kinds.page import Page
from toguna.kinds.vocabulary import Basis
from toguna.packs.language import language_pack
from toguna.packs.outlet import outlet_pack
from toguna.reading.habits import settle
from toguna.reading.read import document
from toguna.sources.walk import pages

REPORTS = Path(__file__).with_name("reports.py")


def made(number: int, seed: int) -> tuple[tuple[Document, ...], dict[str, str]]:
    """The documents as read, and the story of each by path."""
    with tempfile.TemporaryDirectory() as name:
        folder, truth = Path(name) / "reports", Path(name) / "stories.tsv"
        command = [sys.executable, str(REPORTS), str(number), str(folder), "--seed", str(seed), "--stories", str(truth)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        stories = dict(line.split("\t") for line in truth.read_text("utf-8").splitlines())
        read = [
            document(page, outlet_pack(), language_pack("en")) for page in pages([folder]) if isinstance(page, Page)
        ]
    by_outlet: dict[str, list[Document]] = defaultdict(list)
    for one in read:
        if isinstance(one, Document):
            by_outlet[(one.outlet or "").casefold()].append(one)
    return tuple(d for outlet in sorted(by_outlet) for d in settle(by_outlet[outlet])), stories


def b_cubed(found: Sequence[Lineage], stories: Mapping[str, str]) -> tuple[float, float]:
    """Precision and recall, averaged over documents."""
    members: dict[str, set[str]] = defaultdict(set)
    for path, story in stories.items():
        members[story].add(path)
    precision = recall = 0.0
    for lineage in found:
        together = set(lineage.documents)
        for path in lineage.documents:
            both = len(together & members[stories[path]])
            precision += both / len(together)
            recall += both / len(members[stories[path]])
    number = sum(len(lineage.documents) for lineage in found)
    return precision / number, recall / number


def main() -> None:
    """The command line."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    ask.add_argument("number", type=int, nargs="?", default=2000)
    ask.add_argument("--seed", type=int, default=0)
    given = ask.parse_args()
    documents, stories = made(given.number, given.seed)
    start = time.perf_counter()
    found = lineages(documents)
    seconds = time.perf_counter() - start
    precision, recall = b_cubed(found, stories)
    lent = [d for d in dated(documents, found) if d.published_basis is Basis.COPY]
    print(f"{len(documents)} reports, {len(found)} lineages, {len(set(stories.values()))} stories, {seconds:.1f} s")
    print(f"B-cubed precision {precision:.4f}, recall {recall:.4f}; dates lent by copies: {len(lent)}")


if __name__ == "__main__":
    main()
