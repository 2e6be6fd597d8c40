"""Scores a trained network on a split: `python training/measure.py FOLDER --base FOLDER [--split dev]`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from toguna.encoder.heads import Heads
from toguna.encoder.viterbi import Floats
from training.layers import Table, compare
from training.markup import Report
from training.model import Network
from training.predict import States, predicted
from training.splits import load


def states_by(network: Network) -> States:
    """The network's encoder on one paragraph at a time."""

    def paragraph(ids: NDArray[np.int64], shapes: NDArray[np.int64]) -> Floats:
        with torch.no_grad():
            one, two = torch.from_numpy(ids)[None], torch.from_numpy(shapes)[None]
            found: Floats = network.encoder(one, two, torch.ones_like(one))[0].float().numpy()
        return found

    return lambda window: window.states(paragraph)


def heads_of(network: Network, transitions: dict[str, Floats]) -> Heads:
    """The heads as the package runs them."""
    parameters = {k: v.detach().float().numpy() for k, v in network.heads.state_dict().items()}
    return Heads(parameters | {f"transitions.{k}": v for k, v in transitions.items()})


def measured(reports: list[Report], tokenizer: Tokenizer, states: States, heads: Heads) -> Table:
    """All layers over all reports."""
    table = Table()
    for report in reports:
        table.add(compare(report, predicted(report, tokenizer, states, heads)))
    return table


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--card", type=Path, help="write the scores into this card.json too")
    options = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    kept = torch.load(options.folder / "network.pt", weights_only=False)
    network = Network(0.0)
    network.load_state_dict(kept["network"])
    network.eval()
    table = measured(load(options.split), tokenizer, states_by(network), heads_of(network, kept["transitions"]))
    for name, score in table.rows.items():
        print(f"{name:24} {score.f1:.3f}   marks {score.first}")
    if options.card:
        card = json.loads(options.card.read_text("utf-8"))
        found = {n: round(s.f1, 3) for n, s in table.rows.items() if s.first and not n.endswith("values")}
        card.setdefault("scores", {})[f"network alone, F1 on the {options.split} split"] = found
        options.card.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
