"""The model: an encoder with light heads, encoded once a sentence.

Shapes: B sentences, T word pieces, W words, H the hidden size; `vectors` are (B, W, H). Words are represented by their first piece.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from dragoman.reader import labels
from dragoman.reader.words import SHAPES
from training.encoder import MINI, Base, Encoder

ARC, REL, ROLE = 160, 80, 96


class Biaffine(nn.Module):
    """Scores of every ordered pair of words: (B, W, d) and (B, V, d) to (B, R, W, V)."""

    def __init__(self, size: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, size + 1, size))
        nn.init.normal_(self.weight, std=0.02)

    def forward(self, one: Tensor, two: Tensor) -> Tensor:
        one = torch.cat([one, torch.ones_like(one[..., :1])], -1)
        return (one[:, None] @ self.weight) @ two[:, None].transpose(2, 3)


def _project(hidden: int, size: int) -> nn.Module:
    return nn.Sequential(nn.Linear(hidden, size), nn.GELU(), nn.Dropout(0.2))


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

    def __init__(self, base: Base = MINI) -> None:
        super().__init__()
        hidden = base.hidden
        self.encoder, self.shape, self.drop = Encoder(base), nn.Embedding(len(SHAPES), hidden), nn.Dropout(0.2)
        nn.init.normal_(self.shape.weight, std=0.02)
        self.heads = nn.ModuleDict(
            {
                name: nn.Sequential(nn.Linear(hidden, hidden), nn.GELU(), nn.Dropout(0.2), nn.Linear(hidden, size))
                if name in ("act", "change")
                else nn.Linear(hidden, size)
                for name, size in vars(Sizes()).items()
            }
        )
        self.arc_dep, self.arc_head, self.arc = _project(hidden, ARC), _project(hidden, ARC), Biaffine(ARC, 1)
        self.rel_dep, self.rel_head = _project(hidden, REL), _project(hidden, REL)
        self.rel, self.rel_bias = Biaffine(REL, len(labels.RELATIONS)), nn.Linear(2 * REL, len(labels.RELATIONS))
        self.role_act, self.role_word = _project(hidden, ROLE), _project(hidden, ROLE)
        self.role, self.role_bias = Biaffine(ROLE, len(labels.ROLE_CLASSES)), nn.Linear(ROLE, len(labels.ROLE_CLASSES))
        nn.init.constant_(self.role_bias.bias, -4.0)  # nearly no word fills a role, nearly none says a change
        nn.init.constant_(self.heads["change"][-1].bias, -6.0)
        self.pair = nn.Sequential(
            nn.Linear(4 * hidden, hidden), nn.GELU(), nn.Dropout(0.2), nn.Linear(hidden, len(labels.ACTS))
        )

    def vectors(self, ids: Tensor, mask: Tensor, first: Tensor, shapes: Tensor) -> Tensor:
        """Word vectors; index 0 of `first` is the [CLS] piece, which stands for the root of the parse."""
        pieces = self.encoder(ids, mask)
        picked = torch.gather(pieces, 1, first[:, :, None].expand(-1, -1, pieces.shape[2]))
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
        return self.pair(self.sides(x, actor, recipient, words))

    @staticmethod
    def sides(x: Tensor, actor: Tensor, recipient: Tensor, words: Tensor) -> Tensor:
        """(B, 4 H): the means of both sides' words and of all, and the product of the sides'."""
        means = [(x * m[..., None]).sum(1) / m.sum(1, keepdim=True).clamp(min=1) for m in (actor, recipient, words)]
        return torch.cat([*means, means[0] * means[1]], -1)

    def forward(self, ids: Tensor, mask: Tensor, first: Tensor, shapes: Tensor, words: Tensor) -> tuple[Tensor, ...]:
        x = self.vectors(ids, mask, first, shapes)
        flat = [head(x) for head in self.heads.values()]
        heads = self.arcs(x, words).argmax(-1)
        return (*flat, heads, self.relations(x, heads).argmax(-1), self.roles(x), x)
