"""The encoder: windows of word pieces to states, by onnxruntime, one paragraph at a time and one thread.

A paragraph alone always gives the same bytes; several in one batch would not, since the scale of the dynamic int8
arithmetic depends on everything that is multiplied together.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import _lru_cache_wrapper, lru_cache
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

_KNOWN = 512
"""Paragraphs whose states are kept, some 25 MB."""

_SLOW = ["SkipLayerNormFusion"]
"""Fused, addition and normalisation take five times as long (onnxruntime 1.31, one thread)."""

_FILES = ("encoder.onnx", "heads.npz", "tokenizer.json")


@dataclass(frozen=True)
class Encoder:
    """A text encoder with its heads.

    version     names the weights; goes into every origin and cache key
    paragraph   ids and shapes of one, as bytes of int64, to (pieces, width) float32; keeps those that were read last
    """

    version: str
    tokenizer: Tokenizer
    paragraph: _lru_cache_wrapper[Floats]
    heads: Heads

    def states(self, window: Window) -> Floats:
        """(pieces, width) float32 of one window."""
        return window.states(lambda ids, shapes: self.paragraph(ids.tobytes(), shapes.tobytes()))

    def seen(self, text: str, sentences: Iterable[tuple[int, int, int]]) -> tuple[Seen, ...]:
        """The windows of a text with their states.

        sentences   (paragraph, start, end) in order, code points, half-open
        """
        return tuple(Seen.of(w, self.states(w), self.heads) for w in windows(text, sentences, self.tokenizer))


def _paragraphs(session: onnxruntime.InferenceSession) -> _lru_cache_wrapper[Floats]:
    """States of paragraphs; those of a copy are not worked out again."""

    @lru_cache(maxsize=_KNOWN)
    def paragraph(ids: bytes, shapes: bytes) -> Floats:
        one, two = (np.frombuffer(x, dtype=np.int64)[None] for x in (ids, shapes))
        found: Floats = session.run(None, {"ids": one, "shapes": two})[0][0]
        return found

    return paragraph


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
    return Encoder(str(card["version"]), tokenizer, _paragraphs(session), heads)
