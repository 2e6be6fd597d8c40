"""The heads of the encoder in NumPy: token labels from each piece's state, span labels and roles from pooled states.

The parameters are what `training/` wrote; the arithmetic is that of `training/model.py`.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from toguna.encoder.labels import CLASSES, DISTANCES, LINKS, TAGS
from toguna.encoder.viterbi import NEVER, allowed, best_paths, spans

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Pieces = tuple[int, int]

_BUCKETS = np.asarray(DISTANCES)


def _log_softmax(x: Floats) -> Floats:
    x = x - x.max(axis=-1, keepdims=True)
    out: Floats = x - np.log(np.exp(x).sum(axis=-1, keepdims=True))
    return out


def summed(states: Floats) -> Doubles:
    """(pieces + 1, width): the sum of the states before each piece, and of all.

    In double precision, so that what comes before a span does not show in its mean.
    """
    sums = np.zeros((len(states) + 1, states.shape[1]), dtype=np.float64)
    np.cumsum(states, axis=0, dtype=np.float64, out=sums[1:])
    return sums


class Heads:
    """What the encoder's states say.

    parameters   arrays by name: `tags.NAME.weight`, `pool.weight`, `classes.NAME.bias`, `queries.ROLE.weight`,
                 `distances.ROLE`, `transitions.NAME` (labels + 1, labels), ...

    Raises   ValueError when they were made for other labels than ours
    """

    def __init__(self, parameters: Mapping[str, Floats]) -> None:
        self._p = {k: np.asarray(v, dtype=np.float32) for k, v in parameters.items()}
        wanted = {f"tags.{name}.bias": len(labels) for name, labels in TAGS.items()}
        wanted |= {f"classes.{name}.bias": len(labels) for name, labels in CLASSES.items()}
        wanted |= {f"distances.{role}": len(DISTANCES) + 1 for role in LINKS}
        for name, size in wanted.items():
            if name not in self._p or self._p[name].shape != (size,):
                raise ValueError(f"the heads were made for other labels: {name} should have the shape ({size},)")
        most = max(len(labels) for labels in TAGS.values())
        self._paths = np.full((len(TAGS), most + 1, most), NEVER, dtype=np.float32)
        for n, (name, labels) in enumerate(TAGS.items()):
            own = allowed(labels) + self._p.get(f"transitions.{name}", np.float32(0.0))
            self._paths[n, : len(labels) + 1, : len(labels)] = np.maximum(own, NEVER)
        self._paths[:, 0] = self._paths[:, 1]  # a special piece stands before every paragraph, and nothing marks it
        self._stacks: dict[tuple[str, ...], tuple[Floats, Floats, list[int]]] = {}

    def _linear(self, names: tuple[str, ...], x: Floats) -> list[Floats]:
        """What several linear layers make of the same rows, worked out in one go."""
        if names not in self._stacks:
            weights = [self._p[f"{name}.weight"] for name in names]
            bias = np.concatenate([self._p[f"{name}.bias"] for name in names])
            cuts = np.cumsum([0, *(len(w) for w in weights)]).tolist()
            self._stacks[names] = (np.ascontiguousarray(np.concatenate(weights).T), bias, cuts)
        weight, bias, cuts = self._stacks[names]
        made = x @ weight + bias
        return [made[:, a:b] for a, b in itertools.pairwise(cuts)]

    def tagged(
        self, states: Floats, special: NDArray[np.bool_]
    ) -> tuple[dict[str, list[tuple[int, int, str, float]]], dict[str, Floats]]:
        """What each token head marks: (start, end, kind, confidence) of each span in pieces, half-open; and (pieces,)
        float32, how likely each piece is to be marked at all.

        special      (pieces,) that are marked by no head, so that no paragraph's labels depend on another's
        confidence   the mean probability of its labels
        """
        raw = self._linear(tuple(f"tags.{name}" for name in TAGS), states)
        nothing = len(states)
        scores = np.full((len(TAGS), nothing + 1, self._paths.shape[2]), NEVER, dtype=np.float32)
        for n, row in enumerate(raw):
            scores[n, :nothing, : row.shape[1]] = _log_softmax(row)
        scores[:, nothing, 0] = 0.0
        paths = self._paths_of(scores, special)
        found: dict[str, list[tuple[int, int, str, float]]] = {}
        likely: dict[str, Floats] = {}
        every = np.arange(nothing)
        for path, row, (name, labels) in zip(paths, scores, TAGS.items(), strict=True):
            sure = np.exp(row[every, path])
            found[name] = [(a, b, k, float(sure[a:b].mean())) for a, b, k in spans(path.tolist(), labels)]
            likely[name] = np.float32(1.0) - np.exp(row[:nothing, 0])
        return found, likely

    def _paths_of(self, scores: Floats, special: NDArray[np.bool_]) -> NDArray[np.int64]:
        """(heads, pieces): the best labels of each paragraph by itself, all worked out at once.

        scores   (heads, pieces + 1, labels), the last row for the place behind a paragraph that is shorter than others
        """
        ends = np.flatnonzero(special).tolist()
        runs = [np.arange(a + 1, b) for a, b in zip([-1, *ends], [*ends, len(special)], strict=True) if b - a > 1]
        paths = np.zeros((len(scores), len(special) + 1), dtype=np.int64)
        if runs:
            places = np.full((len(runs), max(len(r) for r in runs)), len(special), dtype=np.int64)
            for row, run in zip(places, runs, strict=True):
                row[: len(run)] = run
            flat = scores[:, places].reshape(-1, places.shape[1], scores.shape[2])
            best = best_paths(flat, np.repeat(self._paths, len(runs), axis=0))
            paths[:, places.ravel()] = best.reshape(len(scores), -1)
        return paths[:, :-1]

    def pooled(self, states: Floats, sums: Doubles, stretches: Sequence[Pieces]) -> Floats:
        """(spans, pooled) float32: what the span heads and the roles see of each run of pieces.

        sums   of the states before each piece and after the last, see `summed`
        """
        if not stretches:
            return np.zeros((0, self._p["pool.bias"].shape[0]), dtype=np.float32)
        start, end = np.array(stretches, dtype=np.int64).T
        mean = ((sums[end] - sums[start]) / (end - start)[:, None]).astype(np.float32)
        (made,) = self._linear(("pool",), np.hstack([mean, states[start], states[end - 1]]))
        out: Floats = np.maximum(made, 0.0)
        return out

    def classified(self, heads: tuple[str, ...], pooled: Floats) -> list[Floats]:
        """(spans, labels) float32 by span head: the probability of each label; pooled (spans, pooled)."""
        return [np.exp(_log_softmax(x)) for x in self._linear(tuple(f"classes.{h}" for h in heads), pooled)]

    def labelled(self, heads: tuple[str, ...], pooled: Floats) -> list[dict[str, tuple[str, float]]]:
        """The best label of each span by span head, and its probability."""
        found: list[dict[str, tuple[str, float]]] = [{} for _ in pooled]
        for head, rows in zip(heads, self.classified(heads, pooled) if heads else (), strict=True):
            for labels, best, sure in zip(found, rows.argmax(axis=1).tolist(), rows.max(axis=1).tolist(), strict=True):
                labels[head] = (CLASSES[head][best], sure)
        return found

    def keys(self, roles: tuple[str, ...], pooled: Floats) -> dict[str, Floats]:
        """(candidates, width) float32 by role: what candidates are known by; pooled (candidates, pooled)."""
        return dict(zip(roles, self._linear(tuple(f"keys.{r}" for r in roles), pooled), strict=True))

    def queries(self, roles: tuple[str, ...], pooled: Floats) -> dict[str, Floats]:
        """(spans, width) float32 by role: what is looked for; pooled (spans, pooled)."""
        return dict(zip(roles, self._linear(tuple(f"queries.{r}" for r in roles), pooled), strict=True))

    def linked(self, role: str, queries: Floats, at: Sequence[int], keys: Floats, starts: Sequence[int]) -> Floats:
        """(spans, candidates) float32: the probability that each candidate fills a role of each span.

        queries   (spans, width) from `queries`, each begins at its piece in `at`
        keys      (candidates, width) from `keys`, each begins at its piece in `starts`
        """
        if not len(starts) or not len(at):
            return np.zeros((len(at), len(starts)), dtype=np.float32)
        gaps = np.asarray(starts)[None, :] - np.asarray(at)[:, None]
        near = self._p[f"distances.{role}"][np.searchsorted(_BUCKETS, gaps, side="right")]
        scores = queries @ keys.T / np.sqrt(np.float32(queries.shape[1])) + near
        out: Floats = (1.0 / (1.0 + np.exp(-scores))).astype(np.float32)
        return out
