"""The learning curve and the control on sharing: `python training/curve.py --base FOLDER --out FILE [--what NAME]`.

Each run trains on the training split and is scored on the development split; a run's figures are appended to FILE as
one line of JSON, and what stands there already is not run again. `--tables FILE` prints the tables.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path
from statistics import mean, stdev

sys.path.insert(0, str(Path(__file__).parent.parent))

from tokenizers import Tokenizer

from toguna.encoder.labels import CLASSES, LINKS, TAGS
from training.data import examples
from training.layers import Table
from training.measure import heads_of, measured, states_by
from training.model import Which
from training.splits import load
from training.train import Settings, fresh, train, transitions

FRACTIONS = (0.1, 0.25, 0.5, 1.0)
SEEDS = (1, 2, 3)
EPOCHS = 5
"""Fewer than for the weights, the same for every run."""

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
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    reports, network = load("train", fraction, seed), fresh(base, seed)
    train(network, reports, tokenizer, which, Settings(epochs=EPOCHS), seed, told=False)
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
    curve = [f"{f:.0%}" for f in FRACTIONS if f"{f:.0%}" in by_run]
    print("| layer | " + " | ".join(curve) + " |\n|---|" + "--:|" * len(curve))
    for layer in (n for names in LAYERS.values() for n in names):
        print(f"| {layer} | " + " | ".join(spread([s[layer] for s in by_run[c]]) for c in curve) + " |")
    if any(n in by_run for n in ALONE):
        print("\n| layer | alone | all together |\n|---|--:|--:|")
        for name, layers in LAYERS.items():
            for layer in layers if name in by_run else ():
                alone, together = ([s[layer] for s in by_run[n]] for n in (name, "100%"))
                print(f"| {layer} | {spread(alone)} | {spread(together) if together else ''} |")


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--what", choices=("curve", "sharing"), default="curve")
    parser.add_argument("--tables", type=Path)
    options = parser.parse_args()
    if options.tables:
        tables(options.tables)
        return
    done = options.out.read_text("utf-8").splitlines() if options.out.exists() else []
    known = {(r["name"], r["seed"]) for r in map(json.loads, done)}
    every = Which(tuple(TAGS), tuple(CLASSES), LINKS)
    wanted = (
        [(f"{f:.0%}", f, every) for f in FRACTIONS]
        if options.what == "curve"
        else [(name, 1.0, which) for name, which in ALONE.items()]
    )
    for seed in SEEDS:
        for name, fraction, which in wanted:
            if (name, seed) not in known:
                found = {"name": name, "seed": seed, "scores": one(options.base, fraction, seed, which)}
                with options.out.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(found) + "\n")
                print(name, seed, found["scores"], flush=True)


if __name__ == "__main__":
    main()
