"""The best label path obeys BIO, whatever the scores say."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from toguna.encoder.labels import TAGS, bio
from toguna.encoder.viterbi import Floats, allowed, best_paths, spans

LABELS = bio(("a", "b"))


def best_path(scores: Floats, transitions: Floats) -> list[int]:
    path: list[int] = best_paths(scores[None], transitions[None])[0].tolist()
    return path


@given(st.lists(st.lists(st.floats(-20, 20, width=32), min_size=5, max_size=5), min_size=1, max_size=12))
def test_inside_always_follows_its_own_begin_or_inside(scores: list[list[float]]) -> None:
    path = best_path(np.array(scores, dtype=np.float32), allowed(LABELS))
    before = "O"
    for label in (LABELS[p] for p in path):
        if label.startswith("I-"):
            assert before in (f"B-{label[2:]}", label)
        before = label


@given(st.lists(st.sampled_from(range(len(LABELS))), min_size=1, max_size=12))
def test_a_legal_path_that_scores_best_comes_out(path: list[int]) -> None:
    legal = allowed(LABELS)
    rows = [0, *(p + 1 for p in path)]
    if any(legal[a, b] < 0 for a, b in zip(rows, path, strict=False)):
        return
    scores = np.full((len(path), len(LABELS)), -50.0, dtype=np.float32)
    scores[np.arange(len(path)), path] = 0.0
    assert best_path(scores, legal) == path


def test_spans_are_the_runs_of_a_path() -> None:
    names = [LABELS.index(x) for x in ("O", "B-a", "I-a", "B-a", "O", "B-b", "I-b")]
    assert spans(names, LABELS) == [(1, 3, "a"), (3, 4, "a"), (5, 7, "b")]


def test_every_token_head_begins_with_outside() -> None:
    assert all(labels[0] == "O" for labels in TAGS.values())


@given(st.lists(st.lists(st.floats(-20, 20, width=32), min_size=10, max_size=10), min_size=1, max_size=9))
def test_several_heads_at_once_give_the_paths_that_each_gives_alone(rows: list[list[float]]) -> None:
    scores = np.array(rows, dtype=np.float32).reshape(len(rows), 2, 5).transpose(1, 0, 2)
    legal = allowed(LABELS)
    together = best_paths(scores, np.stack([legal, legal]))
    for path, alone in zip(together, scores, strict=True):
        best = best_path(alone, legal)
        legal_sum = [sum(alone[n, p] for n, p in enumerate(x)) for x in (path, best)]
        assert abs(legal_sum[0] - legal_sum[1]) < 1e-3
