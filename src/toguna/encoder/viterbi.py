"""The best sequence of BIO labels: learned transitions, damped, under the rule that inside follows its own begin."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

NEVER = -1e4


def allowed(labels: tuple[str, ...]) -> Floats:
    """(labels + 1, labels) float32: 0 where a label may follow another, else `NEVER`; row 0 is the start."""
    table = np.zeros((len(labels) + 1, len(labels)), dtype=np.float32)
    for n, label in enumerate(labels):
        if label.startswith("I-"):
            table[:, n] = NEVER
            for before in (f"B-{label[2:]}", label):
                table[labels.index(before) + 1, n] = 0.0
    return table


def best_path(scores: Floats, transitions: Floats) -> list[int]:
    """The labels with the highest sum of scores and transitions.

    scores        (pieces, labels) log-probabilities
    transitions   (labels + 1, labels); row 0 is the start
    """
    return [int(p) for p in best_paths(scores[None], transitions[None])[0]]


def best_paths(scores: Floats, transitions: Floats) -> NDArray[np.int64]:
    """The label paths with the highest sums of scores and transitions, of several heads at once, (heads, pieces).

    scores        (heads, pieces, labels), `NEVER` where a head has fewer labels
    transitions   (heads, labels + 1, labels), likewise
    """
    heads, pieces, labels = scores.shape
    totals = np.empty((pieces, heads, labels), dtype=np.float32)
    totals[0] = scores[:, 0] + transitions[:, 0]
    inner = transitions[:, 1:]
    onward = np.ascontiguousarray(inner.transpose(1, 0, 2))
    step = np.empty_like(onward)
    for n in range(1, pieces):
        np.add(totals[n - 1].T[:, :, None], onward, out=step)
        np.add(step.max(axis=0), scores[:, n], out=totals[n])
    paths = np.zeros((heads, pieces), dtype=np.int64)
    paths[:, -1] = totals[-1].argmax(axis=1)
    back = inner.transpose(0, 2, 1)
    every = np.arange(heads)
    for n in range(pieces - 1, 0, -1):
        paths[:, n - 1] = (totals[n - 1] + back[every, paths[:, n]]).argmax(axis=1)
    return paths


def spans(path: list[int], labels: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """(start, end, kind) of each run that a label path marks, half-open, in order."""
    found: list[tuple[int, int, str]] = []
    start, kind = 0, ""
    for n, label in enumerate([*(labels[p] for p in path), "O"]):
        if kind and label != f"I-{kind}":
            found.append((start, n, kind))
            kind = ""
        if label.startswith("B-"):
            start, kind = n, label[2:]
    return found
