"""From trained weights to the files that ship: reader.onnx and relate.onnx (int8 weights), and the tokenizer.

    python -m training.export            from training/work/reader.pt into src/dragoman/reader/
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.model import HIDDEN, Model, base_folder

TARGET = Path(__file__).resolve().parents[1] / "src" / "dragoman" / "reader"


class One(nn.Module):
    """The model over sentences without padding: ids (B, T), first and shapes (B, W)."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, first: Tensor, shapes: Tensor) -> tuple[Tensor, ...]:
        return self.model(ids, torch.ones_like(ids), first, shapes, torch.ones_like(first, dtype=torch.bool))  # type: ignore[no-any-return]


class Pair(nn.Module):
    """The relation of a marked pair over word vectors (B, W, 384) and masks (B, W)."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model = model

    def forward(self, vectors: Tensor, actor: Tensor, recipient: Tensor) -> Tensor:
        words = torch.ones_like(actor)
        words = torch.cat([torch.zeros_like(words[:, :1]), words[:, 1:]], 1)
        return self.model.related(vectors, actor, recipient, words)


def _written(module: nn.Module, inputs: dict[str, Tensor], outputs: list[str], axes: dict[str, dict[int, str]], path: Path) -> None:
    module.eval()
    torch.onnx.export(module, tuple(inputs.values()), str(path), input_names=list(inputs), output_names=outputs,
                      dynamic_axes=axes, opset_version=17, dynamo=False)  # fmt: skip


def _reader(model: Model, path: Path) -> None:
    inputs = {"ids": torch.randint(5, 900, (1, 12)), "first": torch.arange(9)[None], "shapes": torch.zeros(1, 9, dtype=torch.long)}
    axes = {"ids": {0: "b", 1: "t"}, "first": {0: "b", 1: "w"}, "shapes": {0: "b", 1: "w"}}
    axes |= {name: {0: "b", 1: "w"} for name in Model.OUTPUTS} | {"role": {0: "b", 2: "w", 3: "w"}}
    _written(One(model), inputs, list(Model.OUTPUTS), axes, path)


def _relate(model: Model, path: Path) -> None:
    inputs = {"vectors": torch.randn(1, 9, HIDDEN), "actor": torch.ones(1, 9), "recipient": torch.ones(1, 9)}
    axes = {name: {0: "b", 1: "w"} for name in inputs} | {"type": {0: "b"}}
    _written(Pair(model), inputs, ["type"], axes, path)


def _biaffine(path: Path) -> list[str]:
    """The nodes that stay in floats: the runtime multiplies stacks of matrices in int8 only with one scale."""
    nodes = onnx.load(str(path)).graph.node
    return [n.name for n in nodes if n.name.startswith(("/model/arc/", "/model/rel/", "/model/role/", "/model/Einsum"))]


def export(model: Model, target: Path) -> None:
    """Writes the files; deterministic for the same weights."""
    model.eval()
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (("reader", _reader), ("relate", _relate)):
            whole = Path(folder) / f"{name}.onnx"
            write(model, whole)
            onnx.checker.check_model(str(whole))
            quantize_dynamic(whole, target / f"{name}.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
                             op_types_to_quantize=["MatMul", "Gather", "Gemm"], nodes_to_exclude=_biaffine(whole))  # fmt: skip
    shutil.copyfile(base_folder() / "tokenizer.json", target / "tokenizer.json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=Path(__file__).parent / "work" / "reader.pt")
    parser.add_argument("--to", type=Path, default=TARGET)
    args = parser.parse_args()
    model = Model()
    model.load_state_dict(torch.load(args.weights, weights_only=True))
    export(model, args.to)
    print(", ".join(f"{p.name} {p.stat().st_size / 1e6:.1f} MB" for p in sorted(args.to.glob("*.onnx"))))


if __name__ == "__main__":
    main()
