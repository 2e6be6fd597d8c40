"""The learning curve and the control on sharing: `python training/curve.py --base FOLDER --out FILE [--what NAME]`.

Each run trains on the training split with one thread and is scored on the development split; a run's figures are
appended to FILE as one line of JSON, and what stands there already is not run again. Smaller parts of the corpus are
read more often, so that none is cut off while it still learns. The control trains on a quarter of the corpus, and its
"all together" is the curve's run on that quarter. `--tables FILE` prints the tables.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from statistics import mean, stdev

sys.path.insert(0, str(Path(__file__).parent.parent))

import torch
from tokenizers import Tokenizer

from toguna.encoder.labels import CLASSES, LINKS, TAGS
from training.data import examples
from training.layers import Table
from training.measure import heads_of, measured, states_by
from training.model import Which
from training.splits import load
from training.train import Settings, fresh, train, transitions

EPOCHS = {0.1: 12, 0.25: 6, 0.5: 4, 1.0: 3}
"""By part of the corpus; fewer than for the weights."""

SHARED = 0.25
"""The part of the corpus that the control trains on."""

SEEDS = (1, 2, 3)

ALONE = {
    "names": Which(("name",), ("counts",), ("same",)),
    "attributions": Which(
        ("name", "cue", "source", "content", "inner"), ("denial",), ("source", "content", "speaker", "addressee")
    ),
    "frames": Which(
        ("name", "stand", "clause", "contact"),
        tuple(c for c in CLASSES if c not in ("line", "counts", "denial", "event", "status")),
        ("holder", "toward", "condition", "by", "who", "between", "excludes"),
    ),
    "events": Which(("name", "act"), ("event", "status"), ("actor", "recipient", "place")),
    "lines": Which((), ("line",), ()),
}
"""Layers trained alone; names stay with each, since roles are filled by names."""

LAYERS = {
    "names": ("names", "descriptions", "pronouns", "times", "figures", "coreference"),
    "attributions": ("attribution: content", "attribution: full"),
    "frames": ("position: issue", "position: whole", "condition: clause", "condition: issue"),
    "events": ("event: trigger", "event: type", "event: actors"),
    "lines": ("line class",),
}


def scores(table: Table) -> dict[str, float]:
    """F1 by layer."""
    return {name: round(score.f1, 4) for name, score in table.rows.items()}


def one(base: Path, fraction: float, seed: int, which: Which) -> dict[str, float]:
    """Trains once and scores on the development split."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    reports, network = load("train", fraction, seed), fresh(base, seed, Settings.dropout)
    train(network, reports, tokenizer, which, Settings(epochs=EPOCHS[fraction]), seed, told=False)
    paths = transitions([e for r in reports for e in examples(r, tokenizer)])
    return scores(measured(load("dev"), tokenizer, states_by(network), heads_of(network, paths)))


def spread(values: list[float]) -> str:
    """Mean and standard deviation."""
    return f"{mean(values):.3f} ± {stdev(values):.3f}" if len(values) > 1 else f"{values[0]:.3f}"


def tables(path: Path) -> None:
    """Prints both tables in Markdown."""
    runs = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    by_run: dict[str, list[dict[str, float]]] = defaultdict(list)
    for run in runs:
        by_run[run["name"]].append(run["scores"])
    curve = [f"{f:.0%}" for f in EPOCHS if f"{f:.0%}" in by_run]
    print("| layer | " + " | ".join(curve) + " |\n|---|" + "--:|" * len(curve))
    for layer in (n for names in LAYERS.values() for n in names):
        print(f"| {layer} | " + " | ".join(spread([s[layer] for s in by_run[c]]) for c in curve) + " |")
    if any(n in by_run for n in ALONE):
        print("\n| layer | alone | all together |\n|---|--:|--:|")
        for name, layers in LAYERS.items():
            for layer in layers if name in by_run else ():
                alone, together = ([s[layer] for s in by_run[n]] for n in (name, f"{SHARED:.0%}"))
                print(f"| {layer} | {spread(alone)} | {spread(together) if together else ''} |")


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--what", choices=("curve", "sharing"), default="curve")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--tables", type=Path)
    options = parser.parse_args()
    if options.tables:
        tables(options.tables)
        return
    done = options.out.read_text("utf-8").splitlines() if options.out.exists() else []
    known = {(r["name"], r["seed"]) for r in map(json.loads, done)}
    every = Which(tuple(TAGS), tuple(CLASSES), LINKS)
    wanted = (
        [(f"{f:.0%}", f, every) for f in reversed(EPOCHS)]
        if options.what == "curve"
        else [(name, SHARED, which) for name, which in ALONE.items()]
    )
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(options.processes, mp_context=context) as pool:
        runs = {
            pool.submit(one, options.base, fraction, seed, which): (name, seed)
            for seed in SEEDS
            for name, fraction, which in wanted
            if (name, seed) not in known
        }
        for run in as_completed(runs):
            name, seed = runs[run]
            with options.out.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"name": name, "seed": seed, "scores": run.result()}) + "\n")
            print(name, seed, run.result(), flush=True)


if __name__ == "__main__":
    main()
