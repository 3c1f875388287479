"""What each kind of target costs."""

from __future__ import annotations

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from dragoman.reader import labels
from training.batches import IGNORE, Batch, Example, side_masks
from training.model import Model

CHANGE_VERBS = ("begins", "continues", "ends", "alters")
#: an act is rare among words: found ones weigh more, so that recall does not starve
ACT_WEIGHT, CHANGE_WEIGHT, ROLE_WEIGHT = 2.0, 3.0, 2.0


def _targets(batch: Batch, name: str) -> Tensor:
    width = batch.first.shape[1]
    rows = []
    for example in batch.examples:
        values = [IGNORE, *getattr(example.tree, name)][: example.size]
        rows.append([IGNORE if v < 0 else v for v in values] + [IGNORE] * (width - len(values)))
    return torch.tensor(rows)


def _cross(scores: Tensor, gold: Tensor) -> Tensor:
    if not bool((gold != IGNORE).any()):
        return scores.sum() * 0
    return F.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE)


def tree_loss(model: Model, x: Tensor, batch: Batch) -> Tensor:
    """Tags, mention heads, arcs and relations of a batch from a treebank."""
    heads = _targets(batch, "heads")
    heads = torch.where(heads >= batch.words.sum(1, keepdim=True), IGNORE, heads)
    arcs = model.arcs(x, batch.words)
    gold = heads.clamp(min=0)
    relations = torch.where(heads == IGNORE, IGNORE, _targets(batch, "relations"))
    loss = _cross(arcs, heads) + _cross(model.relations(x, gold), relations)
    return loss + 0.5 * _cross(model.heads["tag"](x), _targets(batch, "tags")) + 0.3 * _cross(
        model.heads["entity"](x), _targets(batch, "entities")
    )


def _word_targets(example: Example, width: int) -> tuple[list[int], list[int], list[int]]:
    act, mode, status = [0] * example.size, [IGNORE] * example.size, [IGNORE] * example.size
    for target in example.frames or ():
        if target.frame.act:
            kind, detail = target.frame.label
            act[target.trigger] = labels.ACTS.index(kind)
            mode[target.trigger] = labels.MODE_CLASSES.index(f"{kind} {detail}" if detail else labels.NONE)
            status[target.trigger] = labels.EVENT_STATUSES.index(target.frame.status)
    act[0] = IGNORE
    pad = [IGNORE] * (width - example.size)
    return act + pad, mode + pad, status + pad


def act_loss(model: Model, x: Tensor, batch: Batch) -> Tensor:
    """Acts on words with mode and status."""
    width = batch.first.shape[1]
    acts, modes, statuses = (torch.tensor(rows) for rows in zip(*(_word_targets(e, width) for e in batch.examples), strict=True))
    weight = torch.full((len(labels.ACTS),), ACT_WEIGHT)
    weight[0] = 1.0
    scores = model.heads["act"](x).float().flatten(0, 1)
    found = F.cross_entropy(scores, acts.flatten(), weight=weight, ignore_index=IGNORE, reduction="sum")
    found = found / max(1, len(batch.examples)) / 2
    return found + _cross(model.heads["mode"](x), modes) + _cross(model.heads["event_status"](x), statuses)


def change_loss(model: Model, x: Tensor, batch: Batch) -> Tensor:
    """Changes on words (several may share one), their statuses by begins / continues / ends / alters, and their details."""
    b, width = batch.first.shape
    gold = torch.zeros(b, width, len(labels.CHANGE_CLASSES))
    status = torch.full((b, width, len(CHANGE_VERBS)), IGNORE)
    detail, known = torch.zeros(b, width, len(labels.DETAIL_CLASSES)), torch.zeros(b, width, 1)
    for row, example in enumerate(batch.examples):
        for target in example.frames or ():
            frame, at = target.frame, target.trigger
            if not frame.act:
                gold[row, at, labels.CHANGE_CLASSES.index(" ".join(frame.label))] = 1
                status[row, at, CHANGE_VERBS.index(frame.label[1])] = labels.CHANGE_STATUSES.index(frame.status)
                known[row, at] = 1
                for name, value in frame.details:
                    detail[row, at, labels.DETAIL_CLASSES.index(f"{name} {value}")] = 1
    logits = model.heads["change"](x).float()
    loss = F.binary_cross_entropy_with_logits(logits, gold, reduction="none", pos_weight=torch.tensor(CHANGE_WEIGHT))
    loss = (loss * batch.words[..., None]).sum() / b / 2
    statuses = model.heads["change_status"](x).view(b, -1, len(labels.CHANGE_STATUSES))
    details = F.binary_cross_entropy_with_logits(model.heads["detail"](x).float(), detail, reduction="none")
    return loss + _cross(statuses, status.view(b, -1)) + (details * known).sum() / known.sum().clamp(min=1) / 3


def role_loss(model: Model, x: Tensor, batch: Batch) -> Tensor:
    """Fillers of the roles of each annotated trigger."""
    picked: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for row, example in enumerate(batch.examples):
        for target in example.frames or ():
            picked.setdefault((row, target.trigger), set()).update(target.roles)
    if not picked:
        return x.sum() * 0
    rows, triggers = torch.tensor([r for r, _ in picked]), torch.tensor([t for _, t in picked])
    logits = model.roles_of(x, rows, triggers).float()
    gold = torch.zeros_like(logits)
    for n, roles in enumerate(picked.values()):
        for role, word in roles:
            gold[n, role, word] = 1
    loss = F.binary_cross_entropy_with_logits(logits, gold, reduction="none", pos_weight=torch.tensor(ROLE_WEIGHT))
    return (loss * batch.words[rows][:, None, :]).sum() / len(picked)


def pair_loss(model: Model, x: Tensor, batch: Batch) -> Tensor:
    """The relations of the marked pairs."""
    pairs = [(row, pair) for row, example in enumerate(batch.examples) for pair in example.pairs]
    if not pairs:
        return x.sum() * 0
    rows = torch.tensor([row for row, _ in pairs])
    sides = side_masks([pair for _, pair in pairs], batch.first.shape[1])
    seen = batch.words.float()
    seen[:, 0] = 0
    scores = model.related(x[rows], sides[0], sides[1], seen[rows])
    return F.cross_entropy(scores.float(), torch.tensor([pair[2] for _, pair in pairs]))
