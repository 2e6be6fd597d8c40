"""Writes a trained network as the package's weights: `python training/export.py FOLDER --base FOLDER [--to FOLDER]`.

The encoder becomes an ONNX graph with int8 matrices (scales by the range of each, `reduce_range`, so that older
processors don't overflow), the heads an archive of half-precision arrays, and the card holds their hashes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional as F

from toguna.encoder.labels import SHAPES
from training.model import ATTENTION, WIDTH, Layer, Network
from training.train import BASE_SHA256

WEIGHTS = Path(__file__).parent.parent / "src" / "toguna" / "encoder" / "weights"


class _Joint(nn.Module):
    """A layer with query, key and value in one matrix, the scale of the attention in it."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        scale = (WIDTH // ATTENTION) ** -0.5
        self.layer, self.three = layer, nn.Linear(WIDTH, 3 * WIDTH)
        with torch.no_grad():
            for name, parameter in self.three.named_parameters():
                query, key, value = (getattr(part, name) for part in (layer.query, layer.key, layer.value))
                parameter.copy_(torch.cat([query * scale, key, value]))

    def forward(self, x: Tensor) -> Tensor:
        """(1, pieces, width) -> the same."""
        n, layer = x.shape[1], self.layer
        q, k, v = self.three(x).view(n, 3, ATTENTION, WIDTH // ATTENTION).permute(1, 2, 0, 3).unbind(0)
        mixed = ((q @ k.transpose(-1, -2)).softmax(-1) @ v).transpose(0, 1).reshape(1, n, WIDTH)
        x = layer.norm_attention(x + layer.out(mixed))
        made: Tensor = layer.norm(x + layer.down(F.gelu(layer.up(x))))
        return made


class _Alone(nn.Module):
    """The encoder on one whole paragraph: nothing is padded, so nothing is masked; the one kind of text that there is
    goes into the places.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        encoder = network.encoder
        self.words, self.shapes, self.norm = encoder.words, encoder.shapes, encoder.norm
        self.places = nn.Parameter((encoder.places.weight + encoder.types.weight[0]).detach())
        self.layers = nn.ModuleList(_Joint(layer) for layer in encoder.layers)

    def forward(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """(1, pieces) -> (1, pieces, width)."""
        x: Tensor = self.norm(self.words(ids) + self.places[: ids.shape[1]] + self.shapes(shapes))
        for layer in self.layers:
            x = layer(x)
        return x


def graph(network: Network, path: Path) -> None:
    """Writes the encoder in single precision."""
    example = torch.zeros(1, 24, dtype=torch.long)
    shapes = torch.randint(0, 2 * len(SHAPES), (1, 24))
    pieces = torch.export.Dim("pieces", min=2, max=512)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Alone(network).eval(),
            (example, shapes),
            str(path),
            input_names=["ids", "shapes"],
            output_names=["states"],
            dynamic_shapes={"ids": {1: pieces}, "shapes": {1: pieces}},
            dynamo=True,
            external_data=False,
            verbose=False,
        )


def weights(kept: dict[str, object], base: Path, to: Path, card: dict[str, object]) -> None:
    """Writes `encoder.onnx`, `heads.npz`, `tokenizer.json` and `card.json`."""
    network = Network(0.0)
    network.load_state_dict(kept["network"])  # type: ignore[arg-type]
    network.eval()
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        single = Path(folder) / "single.onnx"
        graph(network, single)
        quantize_dynamic(single, to / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    heads = {k: v.detach().numpy().astype(np.float16) for k, v in network.heads.state_dict().items()}
    heads |= {f"transitions.{k}": v.astype(np.float16) for k, v in kept["transitions"].items()}  # type: ignore[attr-defined]
    np.savez_compressed(to / "heads.npz", **heads)
    (to / "tokenizer.json").write_bytes((base / "tokenizer.json").read_bytes())
    hashes = {
        n: hashlib.sha256((to / n).read_bytes()).hexdigest() for n in ("encoder.onnx", "heads.npz", "tokenizer.json")
    }
    card = {**card, "sha256": hashes}
    card["version"] = "encoder-" + hashlib.sha256("".join(hashes.values()).encode()).hexdigest()[:8]
    (to / "card.json").write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", "utf-8")


def about(kept: dict[str, object]) -> dict[str, object]:
    """What the card says of base, data and licence; `training/measure.py --card` adds the scores."""
    return {
        "reader": "attributions, positions, conditions, events and names in English reports on conflicts",
        "base": "all-MiniLM-L6-v2, Apache-2.0, sha256 " + BASE_SHA256,
        "data": kept.get("data", "training/corpus"),
        "licence": "Apache-2.0",
        "limits": "English; press reports; trained on invented reports of one make; see docs/reader.md",
    }


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--to", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    kept = torch.load(options.folder / "network.pt", weights_only=False)
    weights(kept, options.base, options.to, about(kept))
    for path in sorted(options.to.iterdir()):
        print(f"{path.name:16} {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
