"""Trains encoder and heads on the corpus: `python training/train.py --base FOLDER --out FOLDER`.

FOLDER of the base holds `model.safetensors` and `tokenizer.json` of all-MiniLM-L6-v2 (see `training/README.md`).
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from toguna.encoder.labels import TAGS
from toguna.encoder.viterbi import Floats
from training.data import GROUPS, MENTION, Example, examples
from training.markup import Report
from training.model import Network, Which
from training.splits import load

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass(frozen=True)
class Settings:
    """How long and how fast; swept on the development split, see `training/README.md`."""

    epochs: int = 8
    batch: int = 8
    rate: float = 3e-4
    head_rate: float = 2e-3
    warm: float = 0.1
    dropout: float = 0.05
    tag_weight: float = 5.0
    marked_weight: float = 2.0
    link_weight: float = 0.4
    class_weight: float = 1.0


class _Pairs:
    """Spans and candidates of one role, flat, with what is right."""

    def __init__(self) -> None:
        self.spans: list[int] = []
        self.candidates: list[int] = []
        self.right: list[float] = []
        self.queries = 0

    def add(self, span: int, candidate: int, right: bool) -> None:
        self.spans.append(span)
        self.candidates.append(candidate)
        self.right.append(float(right))


def batches(made: list[Example], size: int, chance: random.Random) -> Iterator[list[Example]]:
    """Windows of like length together, in an order of chance."""
    ordered = sorted(made, key=lambda e: len(e.window.ids) + chance.random() * 8)
    groups = [ordered[n : n + size] for n in range(0, len(ordered), size)]
    chance.shuffle(groups)
    yield from groups


_LIKE = 16
"""Paragraphs of like length that are padded to one size together."""


def states_of(network: Network, group: list[Example]) -> Tensor:
    """(pieces, width) of the windows one after the other; each paragraph is seen by itself."""
    parts = [(n, ids, shapes) for n, e in enumerate(group) for ids, shapes in e.window.paragraphs()]
    order = sorted(range(len(parts)), key=lambda n: len(parts[n][1]))
    made, where, at = [], [torch.zeros(0, dtype=torch.long)] * len(parts), 0
    with torch.autocast("cpu", dtype=torch.bfloat16):
        for begin in range(0, len(order), _LIKE):
            some = order[begin : begin + _LIKE]
            size = len(parts[some[-1]][1])
            ids, shapes, mask = (torch.zeros(len(some), size, dtype=torch.long) for _ in range(3))
            for row, n in enumerate(some):
                k = len(parts[n][1])
                ids[row, :k], shapes[row, :k], mask[row, :k] = (
                    torch.from_numpy(parts[n][1]),
                    torch.from_numpy(parts[n][2]),
                    1,
                )
                first = n == 0 or parts[n - 1][0] != parts[n][0]
                where[n] = torch.arange(0 if first else 1, k) + at + row * size
            made.append(network.encoder(ids, shapes, mask).float().reshape(len(some) * size, -1))
            at += len(some) * size
    states: Tensor = torch.cat(made)[torch.cat(where)]
    return states


def loss_of(network: Network, group: list[Example], which: Which, settings: Settings) -> Tensor:
    """The sum of the heads' losses for a batch."""
    heads = network.heads
    flat = states_of(network, group)
    total = torch.zeros(())
    for head in which.tags:
        gold = torch.from_numpy(np.concatenate([e.tags[head] for e in group]))
        weight = torch.full((len(TAGS[head]),), settings.marked_weight)
        weight[0] = 1.0
        total = total + settings.tag_weight * F.cross_entropy(heads.tags[head](flat), gold, weight)
    offsets = np.cumsum([0, *(len(e.window.ids) for e in group)])
    spans: dict[tuple[int, int], int] = {}

    def index(n: int, span: tuple[int, int]) -> int:
        return spans.setdefault((int(span[0] + offsets[n]), int(span[1] + offsets[n])), len(spans))

    wanted: dict[str, list[tuple[int, int]]] = {}
    for n, e in enumerate(group):
        for head, span, label in e.classes:
            if head in which.classes:
                wanted.setdefault(head, []).append((index(n, span), label))
    pairs: dict[str, _Pairs] = {}
    for n, e in enumerate(group):
        for link in e.links:
            candidates = e.groups.get(GROUPS.get(link.role, MENTION), [])
            if link.role not in which.links:
                continue
            here = pairs.setdefault(link.role, _Pairs())
            query = index(n, link.start)
            for c in candidates:
                if link.role != "same" or c < link.start:
                    here.add(query, index(n, c), c in link.right)
            here.queries += 1
    if not spans:
        return total
    table = torch.tensor(list(spans), dtype=torch.long)
    pooled = heads.pooled(flat, table)
    at = table[:, 0]
    for head, rows in sorted(wanted.items()):
        where, labels = (torch.tensor(x) for x in zip(*rows, strict=True))
        share = len(rows) / len(group) / 2
        total = total + settings.class_weight * min(share, 1.0) * F.cross_entropy(
            heads.classes[head](pooled[where]), labels
        )
    for role, found in sorted(pairs.items()):
        if found.right:
            scores = heads.scores(role, pooled, at, torch.tensor(found.spans), torch.tensor(found.candidates))
            loss = F.binary_cross_entropy_with_logits(scores, torch.tensor(found.right), reduction="sum")
            total = total + settings.link_weight * loss / found.queries * min(1.0, found.queries / len(group) / 2)
    return total


def transitions(made: list[Example], damping: float = 0.5) -> dict[str, Floats]:
    """(labels + 1, labels) log-probabilities of each token head's label pairs, damped, rows first the start."""
    found = {}
    for head, labels in TAGS.items():
        counts = np.full((len(labels) + 1, len(labels)), 0.5)
        for e in made:
            row = e.tags[head]
            np.add.at(counts, (np.concatenate([[0], row[:-1] + 1]), row), 1.0)
        chances = np.log(counts / counts.sum(axis=1, keepdims=True))
        prior = np.log(counts.sum(axis=0) / counts.sum())
        found[head] = (damping * (chances - prior)).astype(np.float32)
    return found


def train(
    network: Network,
    reports: list[Report],
    tokenizer: Tokenizer,
    which: Which,
    settings: Settings,
    seed: int,
    told: bool,
) -> None:
    """Trains in place."""
    chance = random.Random(seed)
    torch.manual_seed(seed)
    plain = [e for r in reports for e in examples(r, tokenizer)]
    steps = settings.epochs * (len(plain) // settings.batch + 1)
    network.encoder.words.requires_grad_(False)
    slow = [p for p in network.encoder.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": slow, "lr": settings.rate}, {"params": list(network.heads.parameters()), "lr": settings.head_rate}],
        weight_decay=0.01,
        fused=True,
    )
    warm = max(1, int(settings.warm * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / warm, max(0.02, (steps - n) / max(1, steps - warm)))
    )
    network.train()
    for epoch in range(settings.epochs):
        began, losses, pieces = time.perf_counter(), [], 0
        made = [e for r in reports for e in examples(r, tokenizer, chance)] if epoch else plain
        for group in batches(made, settings.batch, chance):
            loss = loss_of(network, group, which, settings)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
            pieces += sum(len(e.window.ids) for e in group)
        if told:
            seconds = time.perf_counter() - began
            print(
                f"epoch {epoch + 1}: loss {np.mean(losses):.3f}, {pieces} pieces, {pieces / seconds:.0f}/s", flush=True
            )
    network.eval()


def checked(base: Path) -> Path:
    """The base model's file, if it is the one that we know; raises ValueError otherwise."""
    path = base / "model.safetensors"
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != BASE_SHA256:
        raise ValueError(f"{path} has sha256 {found}; all-MiniLM-L6-v2's file has {BASE_SHA256}")
    return path


def fresh(base: Path, seed: int, dropout: float = 0.1) -> Network:
    """A network on the base model, with heads of chance."""
    torch.manual_seed(seed)
    network = Network(dropout)
    network.encoder.load_base(checked(base))
    return network


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--batch", type=int, default=Settings.batch, help="windows")
    parser.add_argument("--rate", type=float, default=Settings.rate)
    parser.add_argument("--fraction", type=float, default=1.0, help="of the training reports")
    options = parser.parse_args()
    torch.set_num_threads(1)  # the order of sums depends on their number; more would bring little
    torch.set_flush_denormal(True)  # numbers next to nothing are slow
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    reports = load("train", options.fraction, options.seed)
    network = fresh(options.base, options.seed, Settings.dropout)
    train(
        network,
        reports,
        tokenizer,
        Which(),
        Settings(epochs=options.epochs, batch=options.batch, rate=options.rate),
        options.seed,
        told=True,
    )
    options.out.mkdir(parents=True, exist_ok=True)
    paths = transitions([e for r in reports for e in examples(r, tokenizer)])
    words = sum(len(line.text.split()) for r in reports for line in r.lines)
    data = {"corpus": "training/corpus/texts", "split": "train", "words": words, "seed": options.seed}
    data |= {"conflicts": len({r.conflict for r in reports}), "epochs": options.epochs}
    torch.save({"network": network.state_dict(), "transitions": paths, "data": data}, options.out / "network.pt")
    print(f"wrote {options.out / 'network.pt'}")


if __name__ == "__main__":
    main()
