"""From trained weights to the files that ship: reader.onnx and relate.onnx (int8 weights), and the tokenizer.

    python -m training.export            from training/work/reader.pt into src/dragoman/reader/
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import onnx
import torch
import torch.nn.functional as F  # noqa: N812
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from dragoman.reader import labels
from training.encoder import MINI, Layer, base_folder
from training.model import REL, ROLE, Model

TARGET = Path(__file__).resolve().parents[1] / "src" / "dragoman" / "reader"
#: products that stay in floats: they are small, and whole heads and roles hang on them
FLOATS = ["/arc/MatMul", "/role/MatMul"]


class Attend(torch.autograd.Function):
    """Attention over queries, keys and values (1, T, 384) as one node: onnxruntime's own, quicker than the dozen it replaces."""

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        q, k, v = (x.view(1, -1, MINI.heads, MINI.hidden // MINI.heads).transpose(1, 2) for x in (query, key, value))
        return F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(1, -1, MINI.hidden)

    @staticmethod
    def symbolic(g: Any, query: Any, key: Any, value: Any) -> Any:
        return g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=MINI.heads).setType(query.type())


def _joined(parts: Sequence[nn.Linear]) -> nn.Linear:
    """Layers over the same input as one, their outputs side by side."""
    made = nn.Linear(parts[0].in_features, sum(part.out_features for part in parts))
    made.weight = nn.Parameter(torch.cat([part.weight for part in parts]))
    made.bias = nn.Parameter(torch.cat([part.bias for part in parts]))
    return made


def _first_half(weight: Tensor, bias: Tensor | float = 0.0) -> nn.Linear:
    """The first product of biaffine scores as one layer, (…, d) to (…, R * d); `bias` (R, d) is what the second word adds."""
    outputs, _, size = weight.shape
    made = nn.Linear(size, outputs * size)
    made.weight = nn.Parameter(weight[:, :-1].transpose(1, 2).reshape(-1, size))
    made.bias = nn.Parameter((weight[:, -1] + bias).flatten())
    return made


class Block(nn.Module):
    """A layer of the encoder over one sentence without padding."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.sides, self.layer = _joined([layer.query, layer.key, layer.value]), layer

    def forward(self, x: Tensor) -> Tensor:
        mixed = Attend.apply(*self.sides(x).split(MINI.hidden, -1))
        x = self.layer.norm1(x + self.layer.out(mixed))
        return self.layer.norm2(x + self.layer.down(F.gelu(self.layer.up(x))))


class One(nn.Module):
    """The model over one sentence without padding, ids (1, T), first and shapes (1, W): the same sums in fewer, larger products."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model, heads = model, dict(model.heads.items())
        self.place = nn.Parameter(model.encoder.place.weight + model.encoder.kind)
        self.blocks = nn.ModuleList(Block(layer) for layer in model.encoder.layers)
        bent = [heads.pop("act")[0], heads.pop("change")[0]]
        sides = (model.arc_dep, model.arc_head, model.rel_dep, model.rel_head, model.role_act, model.role_word)
        bent += [side[0] for side in sides]
        self.bent, self.flat = [part.out_features for part in bent], {name: head.out_features for name, head in heads.items()}
        self.words = _joined([*bent, *heads.values()])
        self.arc, self.role = _first_half(model.arc.weight), _first_half(model.role.weight, model.role_bias.weight)
        self.relation = self._relation(model)

    @staticmethod
    def _relation(model: Model) -> nn.Linear:
        """The first half of the relations' scores, and after it what the dependent alone adds."""
        dep, head = model.rel_bias.weight.split(REL, -1)
        alone = nn.Linear(REL, len(dep))
        alone.weight, alone.bias = nn.Parameter(dep), model.rel_bias.bias
        return _joined([_first_half(model.rel.weight, head), alone])

    def vectors(self, ids: Tensor, first: Tensor, shapes: Tensor) -> Tensor:
        x = self.model.encoder.norm(self.model.encoder.table(ids) + self.place[: ids.shape[1]])
        for block in self.blocks:
            x = block(x)
        return x[:, first[0]] + self.model.shape(shapes)

    def relations(self, dep: Tensor, head: Tensor) -> Tensor:
        """(1, W): the relation of each word to its head, from the vectors of both."""
        count = len(labels.RELATIONS)
        half, alone = self.relation(dep)[0].split([count * REL, count], -1)
        scores = half.view(-1, count, REL) @ head[:, :, None]
        return (scores[:, :, 0] + alone).argmax(-1)[None]

    def roles(self, acts: Tensor, fillers: Tensor) -> Tensor:
        """(1, roles, W, W): logit of word j in a role to trigger i."""
        half = self.role(acts).view(1, -1, len(labels.ROLE_CLASSES), ROLE).transpose(1, 2)
        return half @ fillers[:, None].transpose(2, 3) + self.model.role_bias.bias[:, None, None]

    def forward(self, ids: Tensor, first: Tensor, shapes: Tensor) -> tuple[Tensor, ...]:
        x = self.vectors(ids, first, shapes)
        bent, *flat = self.words(x).split([sum(self.bent), *self.flat.values()], -1)
        act, change, dep, head, rel_dep, rel_head, role_act, role_word = F.gelu(bent).split(self.bent, -1)
        found = dict(zip(self.flat, flat, strict=True))
        found |= {"act": self.model.heads["act"][-1](act), "change": self.model.heads["change"][-1](change)}
        found["head"] = (self.arc(dep) @ head.transpose(1, 2)).argmax(-1)
        found["relation"] = self.relations(rel_dep, rel_head[0, found["head"][0]])
        found |= {"role": self.roles(role_act, role_word), "vectors": x}
        return tuple(found[name] for name in Model.OUTPUTS)


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
    axes = {"ids": {1: "t"}, "first": {1: "w"}, "shapes": {1: "w"}}
    axes |= {name: {1: "w"} for name in Model.OUTPUTS} | {"role": {2: "w", 3: "w"}}
    _written(One(model), inputs, list(Model.OUTPUTS), axes, path)


def _relate(model: Model, path: Path) -> None:
    inputs = {"vectors": torch.randn(1, 9, MINI.hidden), "actor": torch.ones(1, 9), "recipient": torch.ones(1, 9)}
    axes = {name: {0: "b", 1: "w"} for name in inputs} | {"type": {0: "b"}}
    _written(Pair(model), inputs, ["type"], axes, path)


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
                             op_types_to_quantize=["MatMul", "Gather", "Gemm"], nodes_to_exclude=FLOATS)  # fmt: skip
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
