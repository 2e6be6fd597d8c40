"""The encoder: windows of word pieces to states, by onnxruntime, one window at a time and one thread.

A window alone always gives the same bytes; several in one batch would not, since the scale of the dynamic int8
arithmetic depends on everything that is multiplied together.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from toguna.encoder.heads import Heads
from toguna.encoder.marks import Seen
from toguna.encoder.pieces import Window, windows
from toguna.kinds.errors import WeightsAreDamaged

Floats = NDArray[np.float32]

_SLOW = ["SkipLayerNormFusion"]
"""Fused, addition and normalisation take five times as long (onnxruntime 1.31, one thread)."""

_FILES = ("encoder.onnx", "heads.npz", "tokenizer.json")


@dataclass(frozen=True)
class Encoder:
    """A text encoder with its heads.

    version   names the weights; goes into every origin and cache key
    """

    version: str
    tokenizer: Tokenizer
    session: onnxruntime.InferenceSession
    heads: Heads

    def states(self, window: Window) -> Floats:
        """(pieces, width) float32 of one window."""
        made: Floats = self.session.run(None, {"ids": window.ids[None], "shapes": window.shapes[None]})[0][0]
        return made

    def seen(self, text: str, sentences: Iterable[tuple[int, int, int]]) -> tuple[Seen, ...]:
        """The windows of a text with their states.

        sentences   (paragraph, start, end) in order, code points, half-open
        """
        return tuple(Seen.of(w, self.states(w), self.heads) for w in windows(text, sentences, self.tokenizer))


def _read(name: str) -> bytes:
    return (files("toguna.encoder") / "weights" / name).read_bytes()


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The encoder that is shipped, its files held against the card's hashes.

    Raises   WeightsAreDamaged
    """
    card = json.loads(_read("card.json"))
    data = {name: _read(name) for name in _FILES}
    for name, content in data.items():
        found = hashlib.sha256(content).hexdigest()
        if found != card["sha256"].get(name):
            raise WeightsAreDamaged(name, found, card["sha256"].get(name, "no hash"))
    tokenizer = Tokenizer.from_str(data["tokenizer.json"].decode("utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        data["encoder.onnx"], options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW
    )
    with np.load(io.BytesIO(data["heads.npz"])) as kept:
        heads = Heads({k: kept[k].astype(np.float32) for k in kept.files})
    return Encoder(str(card["version"]), tokenizer, session, heads)
