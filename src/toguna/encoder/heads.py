"""The heads of the encoder in NumPy: token labels from each piece's state, span labels and roles from pooled states.

The parameters are what `training/` wrote; the arithmetic is that of `training/model.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from toguna.encoder.labels import CLASSES, DISTANCES, TAGS
from toguna.encoder.viterbi import allowed, best_path, spans

Floats = NDArray[np.float32]
Pieces = tuple[int, int]


def _log_softmax(x: Floats) -> Floats:
    x = x - x.max(axis=-1, keepdims=True)
    out: Floats = x - np.log(np.exp(x).sum(axis=-1, keepdims=True))
    return out


class Heads:
    """What the encoder's states say.

    parameters   arrays by name: `tags.NAME.weight`, `pool.weight`, `classes.NAME.bias`, `queries.ROLE.weight`,
                 `distances.ROLE`, `transitions.NAME` (labels + 1, labels), ...
    """

    def __init__(self, parameters: Mapping[str, Floats]) -> None:
        self._p = {k: np.asarray(v, dtype=np.float32) for k, v in parameters.items()}
        self._paths = {
            name: np.maximum(allowed(labels) + self._p.get(f"transitions.{name}", np.float32(0.0)), -1e4)
            for name, labels in TAGS.items()
        }

    def _linear(self, name: str, x: Floats) -> Floats:
        out: Floats = x @ self._p[f"{name}.weight"].T + self._p[f"{name}.bias"]
        return out

    def tagged(self, head: str, states: Floats) -> list[tuple[int, int, str, float]]:
        """(start, end, kind, confidence) of each span that a token head marks; pieces, half-open.

        confidence   the mean probability of its labels
        """
        scores = _log_softmax(self._linear(f"tags.{head}", states))
        path = best_path(scores, self._paths[head])
        sure = np.exp(scores[np.arange(len(path)), path])
        return [(a, b, kind, float(sure[a:b].mean())) for a, b, kind in spans(path, TAGS[head])]

    def pooled(self, states: Floats, stretches: Sequence[Pieces]) -> Floats:
        """(spans, pooled) float32: what the span heads and the roles see of each run of pieces."""
        if not stretches:
            return np.zeros((0, self._p["pool.bias"].shape[0]), dtype=np.float32)
        parts = [np.concatenate([states[a:b].mean(axis=0), states[a], states[b - 1]]) for a, b in stretches]
        out: Floats = np.maximum(self._linear("pool", np.stack(parts)), 0.0)
        return out

    def classified(self, head: str, pooled: Floats) -> Floats:
        """(spans, labels) float32: the probability of each label of a span head."""
        out: Floats = np.exp(_log_softmax(self._linear(f"classes.{head}", pooled)))
        return out

    def label(self, head: str, pooled: Floats) -> tuple[str, float]:
        """The best label of one span and its probability; pooled (pooled,)."""
        row = self.classified(head, pooled[None])[0]
        best = int(row.argmax())
        return CLASSES[head][best], float(row[best])

    def linked(self, role: str, query: Floats, at: int, keys: Floats, starts: Sequence[int]) -> Floats:
        """(candidates,) float32: the probability that each candidate fills a role of one span.

        query    (pooled,), begins at piece `at`
        keys     (candidates, pooled), each begins at its piece in `starts`
        """
        if not len(starts):
            return np.zeros(0, dtype=np.float32)
        q = self._linear(f"queries.{role}", query[None])
        k = self._linear(f"keys.{role}", keys)
        gaps = np.asarray(starts) - at
        scores = (k @ q[0]) / np.sqrt(np.float32(q.shape[1])) + self._p[f"distances.{role}"][
            np.searchsorted(np.asarray(DISTANCES), gaps, side="right")
        ]
        out: Floats = (1.0 / (1.0 + np.exp(-scores))).astype(np.float32)
        return out
