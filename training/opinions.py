"""What the teacher thinks of a sentence, as targets for the model that learns from it (Hinton et al., 2015).

Words that tell something are those that the teacher gives an act or a change with some likelihood, and those that the corpus marks.
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
from training.batches import Batch, Example, batch
from training.model import Model

#: a word as likely as this to tell an act or a change is asked for its roles, mode and status
LIKELY = 0.15
#: sentences judged at once
MANY = 32
#: what the teacher's opinion weighs where the corpus has an answer too
BESIDE = 0.5


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
def judge(model: Model, examples: Sequence[Example]) -> Iterable[tuple[int, Opinion]]:
    """(index, opinion) of every sentence, in no order."""
    model.eval()
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].ids))
    for chunk in (order[i : i + MANY] for i in range(0, len(order), MANY)):
        one = batch([examples[i] for i in chunk])
        with torch.autocast("cpu", torch.bfloat16):
            x = model.vectors(*one.inputs[:4]).float()
        for row, i in enumerate(chunk):
            yield i, _opinion(model, x[row, : examples[i].size], examples[i])


def _opinion(model: Model, x: Tensor, example: Example) -> Opinion:
    act, change = model.heads["act"](x).softmax(-1), model.heads["change"](x).sigmoid()
    telling = (1 - act[:, 0] > LIKELY) | (change.max(-1).values > LIKELY)
    telling[[t.trigger for t in example.frames or ()]] = True
    telling[0] = False
    at = telling.nonzero()[:, 0]
    role = model.roles_of(x[None], torch.zeros_like(at), at).sigmoid()
    heads = {name: model.heads[name](x[at]) for name in ("mode", "event_status", "change_status", "detail")}
    telling_words = (heads["mode"].softmax(-1), heads["event_status"].softmax(-1), _statuses(heads["change_status"]))
    held = (act, change, at, *telling_words, heads["detail"].sigmoid(), role, _related(model, x, example))
    return Opinion(*((t if t.dtype == torch.long else t.half()).numpy() for t in held))


def _statuses(logits: Tensor) -> Tensor:
    """(K, 4 S): a distribution over the statuses for each of begins, continues, ends, alters."""
    return logits.view(len(logits), 4, len(CHANGE_STATUSES)).softmax(-1).flatten(1)


def _related(model: Model, x: Tensor, example: Example) -> Tensor:
    sides = torch.zeros(2, len(example.pairs), len(x))
    for n, (one, two, _) in enumerate(example.pairs):
        sides[0, n, one], sides[1, n, two] = 1, 1
    seen = torch.ones(len(example.pairs), len(x))
    seen[:, 0] = 0
    return model.related(x.expand(len(example.pairs), -1, -1), sides[0], sides[1], seen).softmax(-1)


def _padded(parts: Sequence[Shares], width: int) -> Tensor:
    """(B, W, n) of parts (w, n)."""
    return torch.stack([F.pad(_tensor(p), (0, 0, 0, width - len(p))) for p in parts])


def _tensor(shares: Shares) -> Tensor:
    return torch.from_numpy(shares).float()


def _soft(logits: Tensor, shares: Tensor) -> Tensor:
    """Cross-entropy to a distribution, less the entropy that nobody can learn away; the sum over rows."""
    return F.kl_div(logits.float().log_softmax(-1), shares, reduction="none").sum(-1)


def opinion_loss(model: Model, x: Tensor, batch: Batch) -> Tensor:
    """How far the model is from the teacher's opinions of the sentences that have one, weighed as the corpus's own answers are."""
    rows = [n for n, e in enumerate(batch.examples) if e.opinion is not None]
    held = [e.opinion for e in batch.examples if e.opinion is not None]
    if not held:
        return x.sum() * 0
    weight = torch.tensor([1.0 if batch.examples[n].frames is None else BESIDE for n in rows])
    x, width, seen = x[rows], batch.first.shape[1], batch.words[rows].float()
    acts = _soft(model.heads["act"](x), _padded([o.act for o in held], width)) * seen
    changes = model.heads["change"](x).float()
    changes = F.binary_cross_entropy_with_logits(changes, _padded([o.change for o in held], width), reduction="none").sum(-1) * seen
    loss = ((acts + changes).sum(1) * weight).sum() / len(rows)
    return loss + _telling(model, x, held, weight, seen) + _pairs(model, x, held, batch, rows)


def _telling(model: Model, x: Tensor, held: Sequence[Opinion], weight: Tensor, seen: Tensor) -> Tensor:
    """Modes, statuses, details and roles at the words that tell something."""
    rows = torch.cat([torch.full((len(o.at),), n) for n, o in enumerate(held)])
    if not len(rows):
        return x.sum() * 0
    at, weight = torch.cat([torch.from_numpy(o.at) for o in held]), weight[rows]
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
    return ((loss + filled.sum((1, 2))) * weight).sum() / len(rows)


def _joined(held: Sequence[Opinion], name: str) -> Tensor:
    return torch.cat([_tensor(getattr(o, name)) for o in held])


def _pairs(model: Model, x: Tensor, held: Sequence[Opinion], batch: Batch, rows: Sequence[int]) -> Tensor:
    """The relations of the marked pairs."""
    pairs = [(n, pair, _tensor(o.pairs[k])) for n, o in enumerate(held) for k, pair in enumerate(batch.examples[rows[n]].pairs)]
    if not pairs:
        return x.sum() * 0
    at = torch.tensor([n for n, _, _ in pairs])
    sides = torch.zeros(2, len(pairs), x.shape[1])
    for n, (_, pair, _) in enumerate(pairs):
        sides[0, n, pair[0]], sides[1, n, pair[1]] = 1, 1
    seen = batch.words[rows].float()
    seen[:, 0] = 0
    scores = model.related(x[at], sides[0], sides[1], seen[at])
    return BESIDE * _soft(scores, torch.stack([share for _, _, share in pairs])).mean()
