"""What the teacher and the reader so far think of a sentence together, as targets for the finished reader (Hinton et al., 2015).

Words that tell something are those that they give an act or a change with some likelihood.
A = acts, M = modes, S = event statuses, C = changes, D = details, R = roles; probabilities throughout, kept in half precision.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from numpy.typing import NDArray
from torch import Tensor

from dragoman.reader.labels import CHANGE_STATUSES
from training.batches import Batch, Example, batch, pair_masks, side_masks
from training.model import Model

#: a word as likely as this to tell an act or a change is asked for its roles, mode and status
LIKELY = 0.15
#: sentences judged at once
MANY = 32


Shares = NDArray[np.float16]


@dataclass(slots=True)
class Opinion:
    """Targets of one sentence of W words (index 0 the root) with K words that tell something."""

    act: Shares  # (W, A)
    change: Shares  # (W, C)
    at: NDArray[np.int64]  # (K,) word indices
    mode: Shares  # (K, M)
    status: Shares  # (K, S)
    change_status: Shares  # (K, 4 S)
    detail: Shares  # (K, D)
    role: Shares  # (K, R, W)
    pairs: Shares  # (pairs of the example, A)


@torch.no_grad()
def judge(models: Sequence[Model], examples: Sequence[Example]) -> Iterable[tuple[int, Opinion]]:
    """(index, opinion) of every sentence, in no order: the mean of what the models think."""
    for model in models:
        model.eval()
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].ids))
    for chunk in (order[i : i + MANY] for i in range(0, len(order), MANY)):
        one = batch([examples[i] for i in chunk])
        with torch.autocast("cpu", torch.bfloat16):
            vectors = [model.vectors(*one.inputs[:4]).float() for model in models]
        for row, i in enumerate(chunk):
            yield i, _opinion(models, [x[row, : examples[i].size] for x in vectors], examples[i])


def _opinion(models: Sequence[Model], vectors: Sequence[Tensor], example: Example) -> Opinion:
    both = list(zip(models, vectors, strict=True))
    act = _mean(model.heads["act"](x).softmax(-1) for model, x in both)
    change = _mean(model.heads["change"](x).sigmoid() for model, x in both)
    telling = (1 - act[:, 0] > LIKELY) | (change.max(-1).values > LIKELY)
    telling[0] = False
    at = telling.nonzero()[:, 0]
    parts = [_told(model, x, at, example) for model, x in both]
    rest = (_mean(one).half() for one in zip(*parts, strict=True))
    return Opinion(*(t.numpy() for t in (act.half(), change.half(), at, *rest)))


def _told(model: Model, x: Tensor, at: Tensor, example: Example) -> tuple[Tensor, ...]:
    """One model's mode, status, statuses of change, detail, roles and pairs."""
    heads = {name: model.heads[name](x[at]) for name in ("mode", "event_status", "change_status", "detail")}
    role = model.roles_of(x[None], torch.zeros_like(at), at).sigmoid()
    statuses = heads["event_status"].softmax(-1), _statuses(heads["change_status"])
    return heads["mode"].softmax(-1), *statuses, heads["detail"].sigmoid(), role, _related(model, x, example)


def _mean(held: Iterable[Tensor]) -> Tensor:
    return torch.stack(list(held)).mean(0)


def _statuses(logits: Tensor) -> Tensor:
    """(K, 4 S): a distribution over the statuses for each of begins, continues, ends, alters."""
    return logits.view(len(logits), 4, len(CHANGE_STATUSES)).softmax(-1).flatten(1)


def _related(model: Model, x: Tensor, example: Example) -> Tensor:
    return model.related(x.expand(len(example.pairs), -1, -1), *pair_masks(example.pairs, len(x))).softmax(-1)


def _padded(parts: Sequence[Shares], width: int) -> Tensor:
    """(B, W, n) of parts (w, n)."""
    return torch.stack([F.pad(_tensor(p), (0, 0, 0, width - len(p))) for p in parts])


def _tensor(shares: Shares) -> Tensor:
    return torch.from_numpy(shares).float()


def _soft(logits: Tensor, shares: Tensor) -> Tensor:
    """Cross-entropy to a distribution, less the entropy that nobody can learn away; the sum over rows."""
    return F.kl_div(logits.float().log_softmax(-1), shares, reduction="none").sum(-1)


def opinion_loss(model: Model, x: Tensor, batch: Batch) -> Tensor:
    """How far the model is from the opinions of the sentences that have one."""
    rows = [n for n, e in enumerate(batch.examples) if e.opinion is not None]
    held = [e.opinion for e in batch.examples if e.opinion is not None]
    if not held:
        return x.sum() * 0
    x, width, seen = x[rows], batch.first.shape[1], batch.words[rows].float()
    acts = _soft(model.heads["act"](x), _padded([o.act for o in held], width)) * seen
    changes = model.heads["change"](x).float()
    changes = F.binary_cross_entropy_with_logits(changes, _padded([o.change for o in held], width), reduction="none").sum(-1) * seen
    loss = (acts + changes).sum() / len(rows)
    return loss + _telling(model, x, held, seen) + _pairs(model, x, held, batch, rows)


def _telling(model: Model, x: Tensor, held: Sequence[Opinion], seen: Tensor) -> Tensor:
    """Modes, statuses, details and roles at the words that tell something."""
    rows = torch.cat([torch.full((len(o.at),), n) for n, o in enumerate(held)])
    if not len(rows):
        return x.sum() * 0
    at = torch.cat([torch.from_numpy(o.at) for o in held])
    vectors = x[rows, at]
    loss = _soft(model.heads["mode"](vectors), _joined(held, "mode"))
    loss = loss + _soft(model.heads["event_status"](vectors), _joined(held, "status"))
    statuses = _joined(held, "change_status").view(len(rows), 4, len(CHANGE_STATUSES))
    loss = loss + 0.5 * _soft(model.heads["change_status"](vectors).view(statuses.shape), statuses).mean(-1)
    details, logits = _joined(held, "detail"), model.heads["detail"](vectors).float()
    loss = loss + F.binary_cross_entropy_with_logits(logits, details, reduction="none").sum(-1) / 3
    roles = model.roles_of(x, rows, at).float()
    gold = torch.cat([F.pad(_tensor(o.role), (0, roles.shape[2] - o.role.shape[2])) for o in held])
    filled = F.binary_cross_entropy_with_logits(roles, gold, reduction="none") * seen[rows][:, None, :]
    return (loss + filled.sum((1, 2))).sum() / len(rows)


def _joined(held: Sequence[Opinion], name: str) -> Tensor:
    return torch.cat([_tensor(getattr(o, name)) for o in held])


def _pairs(model: Model, x: Tensor, held: Sequence[Opinion], batch: Batch, rows: Sequence[int]) -> Tensor:
    """The relations of the marked pairs."""
    pairs = [(n, pair, _tensor(o.pairs[k])) for n, o in enumerate(held) for k, pair in enumerate(batch.examples[rows[n]].pairs)]
    if not pairs:
        return x.sum() * 0
    at = torch.tensor([n for n, _, _ in pairs])
    sides = side_masks([pair for _, pair, _ in pairs], x.shape[1])
    seen = batch.words[rows].float()
    seen[:, 0] = 0
    scores = model.related(x[at], sides[0], sides[1], seen[at])
    return _soft(scores, torch.stack([share for _, _, share in pairs])).mean()
