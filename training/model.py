"""The network that is trained: MiniLM with a head per layer, as small torch modules of our own.

After Devlin and others 2019 (BERT) and Wang and others 2020 (MiniLM); the parameters keep the names of the base file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from toguna.encoder.labels import CLASSES, DISTANCES, LINKS, SHAPES, TAGS

WIDTH, LAYERS, ATTENTION, INNER = 384, 4, 12, 1536
"""The lowest four of the base's six layers: on a quarter of the corpus as good as all six, and a third faster."""

POOLED, KEY = 256, 64


class Drop(nn.Module):
    """Dropout with one mask a window (Gal and Ghahramani 2016): drawing a mask a piece took half of the time."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """(batch, pieces, width) -> the same."""
        if not self.training or not self.share:
            return x
        mask = torch.rand(x.shape[0], 1, x.shape[-1]) >= self.share
        return x * mask.to(x.dtype) / (1.0 - self.share)


class Layer(nn.Module):
    """One layer of the encoder, normalised after each part."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_attention, self.norm = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = Drop(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """(batch, pieces, width) -> the same; mask (batch, 1, 1, pieces), 0 or very negative."""
        b, n, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(b, n, ATTENTION, WIDTH // ATTENTION).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = q @ k.transpose(-1, -2) / (WIDTH // ATTENTION) ** 0.5 + mask
        mixed = (scores.softmax(-1).to(v.dtype) @ v).transpose(1, 2).reshape(b, n, WIDTH)
        x = self.norm_attention(x + self.drop(self.out(mixed)))
        return self.norm(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM with a second embedding, for how each piece's word is written; it begins at zero."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words, self.places, self.types = (
            nn.Embedding(30522, WIDTH),
            nn.Embedding(512, WIDTH),
            nn.Embedding(2, WIDTH),
        )
        self.shapes = nn.Embedding(2 * len(SHAPES), WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), Drop(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """ids, shapes, mask (batch, pieces) -> (batch, pieces, width)."""
        places = torch.arange(ids.shape[1], device=ids.device)[None]
        x = self.words(ids) + self.places(places) + self.types(torch.zeros_like(ids)) + self.shapes(shapes)
        x = self.drop(self.norm(x))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        dropped: Tensor = self.drop(x)
        return dropped

    def load_base(self, path: Path) -> None:
        """Takes the parameters of the base model's safetensors file."""
        base = {k.removeprefix("bert."): v for k, v in load_file(path).items()}
        own = {
            "words.weight": "embeddings.word_embeddings.weight",
            "places.weight": "embeddings.position_embeddings.weight",
            "types.weight": "embeddings.token_type_embeddings.weight",
            "norm.weight": "embeddings.LayerNorm.weight",
            "norm.bias": "embeddings.LayerNorm.bias",
        }
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm_attention": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm": "output.LayerNorm",
        }
        for n in range(LAYERS):
            for ours, theirs in parts.items():
                for end in ("weight", "bias"):
                    own[f"layers.{n}.{ours}.{end}"] = f"encoder.layer.{n}.{theirs}.{end}"
        taken = {ours: base[theirs] for ours, theirs in own.items()}
        missing, unexpected = self.load_state_dict(taken, strict=False)
        assert missing == ["shapes.weight"] and not unexpected, (missing, unexpected)


@dataclass(frozen=True)
class Which:
    """The layers that are trained; the control on sharing leaves some out."""

    tags: tuple[str, ...] = tuple(TAGS)
    classes: tuple[str, ...] = tuple(CLASSES)
    links: tuple[str, ...] = LINKS


class Heads(nn.Module):
    """Token labels from each piece's state, span labels and roles from pooled states."""

    def __init__(self) -> None:
        super().__init__()
        self.tags = nn.ModuleDict({k: nn.Linear(WIDTH, len(v)) for k, v in TAGS.items()})
        self.pool = nn.Linear(3 * WIDTH, POOLED)
        self.classes = nn.ModuleDict({k: nn.Linear(POOLED, len(v)) for k, v in CLASSES.items()})
        self.queries = nn.ModuleDict({k: nn.Linear(POOLED, KEY) for k in LINKS})
        self.keys = nn.ModuleDict({k: nn.Linear(POOLED, KEY) for k in LINKS})
        self.distances = nn.ParameterDict({k: nn.Parameter(torch.zeros(len(DISTANCES) + 1)) for k in LINKS})

    def pooled(self, states: Tensor, spans: Tensor) -> Tensor:
        """States (pieces, width), spans (spans, 2) half-open -> (spans, pooled): mean, first and last state."""
        sums = F.pad(states.cumsum(0), (0, 0, 1, 0))
        start, end = spans[:, 0], spans[:, 1]
        mean = (sums[end] - sums[start]) / (end - start)[:, None]
        return F.relu(self.pool(torch.cat([mean, states[start], states[end - 1]], -1)))

    def scores(self, role: str, pooled: Tensor, at: Tensor, spans: Tensor, candidates: Tensor) -> Tensor:
        """(pairs,) scores of a role for pairs of spans; `at` (spans,) is where each span begins."""
        q, k = self.queries[role](pooled)[spans], self.keys[role](pooled)[candidates]
        bucket = torch.bucketize(at[candidates] - at[spans], torch.tensor(DISTANCES), right=True)
        return (q * k).sum(-1) / KEY**0.5 + self.distances[role][bucket]


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder, self.heads = Encoder(dropout), Heads()
