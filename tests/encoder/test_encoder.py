"""The shipped encoder: checked when loaded, the same whatever it read before, and in whatever process."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files

import numpy as np
import pytest

from toguna.encoder import encoder as room
from toguna.encoder.encoder import Encoder, encoder
from toguna.encoder.heads import Heads, summed
from toguna.encoder.labels import CLASSES, LINKS, TAGS
from toguna.kinds.errors import WeightsAreDamaged

TEXTS = [
    "The Northern Council said on Tuesday that it would not sit down with the cabinet until its men were freed.",
    "At least 14 soldiers were killed near Kotobi.\nThe army blamed the council for the ambush.",
    "Read more: ten things to know about the valley.",
]


def look(known: Encoder, text: str) -> list[object]:
    at, sentences = 0, []
    for number, line in enumerate(text.split("\n")):
        sentences.append((number, at, at + len(line)))
        at += len(line) + 1
    seen = known.seen(text, sentences)
    names = [n for s in seen for n in s.names()]
    return [names, [m for s in seen for m in s.marks([n.at for n in names])]]


def test_what_is_seen_does_not_depend_on_what_was_read_before() -> None:
    known = encoder()
    alone = {t: look(known, t) for t in TEXTS}
    for order in (TEXTS[::-1], TEXTS[1:] + TEXTS[:1]):
        for text in order:
            assert look(known, text) == alone[text]


def test_a_paragraph_is_read_alike_wherever_it_stands() -> None:
    known, (first, second) = encoder(), TEXTS[1].split("\n")
    alone = known.seen(second, [(0, 0, len(second))])[0]
    text = f"{TEXTS[0]}\n{first}\n{second}"
    starts = [0, len(TEXTS[0]) + 1, len(TEXTS[0]) + len(first) + 2]
    ends = [len(TEXTS[0]), starts[1] + len(first), len(text)]
    (among,) = known.seen(text, [(n, a, b) for n, (a, b) in enumerate(zip(starts, ends, strict=True))])
    a, b = among.window.span(starts[2], ends[2]) or (0, 0)
    assert np.array_equal(among.states[a:b], alone.states[1:-1])
    for head, found in alone.tags.items():
        there = [(x - a + 1, y - a + 1, kind) for x, y, kind, _ in among.tags[head] if a <= x < b]
        assert there == [(x, y, kind) for x, y, kind, _ in found]


@pytest.mark.parametrize("text", ["Talks [SEP] broke down, he said.", "[CLS]", "[SEP]", "[PAD] [MASK] said no."])
def test_the_tokenizers_own_signs_may_stand_in_a_text(text: str) -> None:
    (seen,) = encoder().seen(text, [(0, 0, len(text))])
    assert len(seen.states) == len(seen.window.ids)
    assert all(0 <= n.at[0] < n.at[1] <= len(text) for n in seen.names())


def test_only_so_many_paragraphs_are_kept() -> None:
    known = encoder()
    known.paragraph.cache_clear()
    for n in range(room._KNOWN + 3):
        known.seen(f"No {n}.", [(0, 0, len(f"No {n}."))])
    assert known.paragraph.cache_info().currsize == room._KNOWN
    known.paragraph.cache_clear()


def test_every_piece_of_a_stretch_is_marked_with_some_probability_and_none_elsewhere() -> None:
    text = TEXTS[1]
    (seen,) = encoder().seen(text, [(0, 0, len(text))])
    for head in TAGS:
        row = seen.within(head, 0, len(text))
        assert len(row) and ((row >= 0) & (row <= 1)).all()
    killed, day = (seen.within("act", text.index(w), text.index(w) + len(w)).max() for w in ("killed", "near"))
    assert killed > day
    assert not len(seen.within("act", len(text) + 5, len(text) + 9))


def test_states_are_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys,hashlib; from toguna.encoder.encoder import encoder\n"
        "t = sys.argv[1]; s = encoder().seen(t, [(0, 0, len(t))])[0].states\n"
        "print(hashlib.sha256(s.tobytes()).hexdigest())"
    )
    ran = [
        subprocess.run([sys.executable, "-c", code, TEXTS[0]], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert ran[0] == ran[1] != ""


def test_the_card_names_every_file_and_how_good_the_reader_is() -> None:
    card = json.loads((files("toguna.encoder") / "weights" / "card.json").read_text("utf-8"))
    assert set(card["sha256"]) == {"encoder.onnx", "heads.npz", "tokenizer.json"}
    assert card["licence"] == "Apache-2.0"


def test_a_file_that_was_changed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    read = room._read
    monkeypatch.setattr(room, "_read", lambda name: read(name) + b"x" if name == "heads.npz" else read(name))
    encoder.cache_clear()
    try:
        with pytest.raises(WeightsAreDamaged, match=r"heads\.npz"):
            encoder()
    finally:
        encoder.cache_clear()


def test_heads_pool_nothing_to_nothing() -> None:
    states = np.zeros((3, 384), dtype=np.float32)
    assert encoder().heads.pooled(states, summed(states), []).shape == (0, 256)


def test_every_head_has_its_weights() -> None:
    heads: Heads = encoder().heads
    for name, labels in TAGS.items():
        assert heads._p[f"tags.{name}.weight"].shape[0] == len(labels)
    for name, labels in CLASSES.items():
        assert heads._p[f"classes.{name}.weight"].shape[0] == len(labels)
    for name in LINKS:
        assert heads._p[f"queries.{name}.weight"].shape == heads._p[f"keys.{name}.weight"].shape


def test_heads_for_other_labels_are_refused() -> None:
    parameters = dict(encoder().heads._p)
    parameters["classes.stance.bias"] = parameters["classes.stance.bias"][:-1]
    with pytest.raises(ValueError, match=r"classes\.stance\.bias"):
        Heads(parameters)
