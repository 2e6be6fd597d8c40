"""The best sequence of BIO labels: learned transitions, damped, under the rule that inside follows its own begin."""

from __future__ import annotations

from collections.abc import Sequence

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


def best_paths(scores: Floats, transitions: Floats) -> NDArray[np.int64]:
    """The label paths with the highest sums of scores and transitions, (stretches, pieces); all stretches at once.

    scores        (stretches, pieces, labels) log-probabilities, `NEVER` where a stretch has fewer labels
    transitions   (stretches, labels + 1, labels), likewise; row 0 is the start
    """
    stretches, pieces, labels = scores.shape
    totals = np.empty((pieces, stretches, labels), dtype=np.float32)
    totals[0] = scores[:, 0] + transitions[:, 0]
    inner = transitions[:, 1:]
    onward = np.ascontiguousarray(inner.transpose(1, 0, 2))
    step = np.empty_like(onward)
    for n in range(1, pieces):
        np.add(totals[n - 1].T[:, :, None], onward, out=step)
        np.add(step.max(axis=0), scores[:, n], out=totals[n])
    paths = np.zeros((stretches, pieces), dtype=np.int64)
    paths[:, -1] = totals[-1].argmax(axis=1)
    back = inner.transpose(0, 2, 1)
    every = np.arange(stretches)
    for n in range(pieces - 1, 0, -1):
        paths[:, n - 1] = (totals[n - 1] + back[every, paths[:, n]]).argmax(axis=1)
    return paths


def spans(path: Sequence[int], labels: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """(start, end, kind) of each run that a label path marks, half-open, in order."""
    found: list[tuple[int, int, str]] = []
    for n in np.flatnonzero(path).tolist():
        place, kind = labels[path[n]].split("-", 1)
        if place == "B":
            found.append((n, n + 1, kind))
        elif found and found[-1][1:] == (n, kind):
            found[-1] = (found[-1][0], n + 1, kind)
    return found
