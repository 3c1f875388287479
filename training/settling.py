"""The head of marked pairs, gone on with alone over the sentences of the public set.

Its coders draw some lines elsewhere than our guidelines do: a promise to leave is AGREE there and CONCEDE here, a coup PROTEST and
COERCE. Everything else that the model tells stays by the guidelines.
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor
from torch.optim.swa_utils import AveragedModel

from training.batches import Example, batch, pair_masks
from training.fitting import SEED
from training.model import Model

EPOCHS, RATE, DECAY, SIZE = 20, 1e-3, 0.05, 32
#: the weights kept are the mean of those after each later epoch: one epoch alone is right by two in a hundred more or less
LATER = 8


def settle(model: Model, examples: Iterable[Example]) -> None:
    """Trains the head in place; everything else stays as it is."""
    inputs, kinds = _pairs(model, examples)
    torch.manual_seed(SEED)
    optimizer = torch.optim.AdamW(model.pair.parameters(), lr=RATE, weight_decay=DECAY)
    mean = AveragedModel(model.pair)
    model.pair.train()
    for epoch in range(EPOCHS):
        for held in torch.randperm(len(kinds)).split(SIZE):
            optimizer.zero_grad()
            F.cross_entropy(model.pair(inputs[held]), kinds[held]).backward()
            optimizer.step()
        if epoch >= LATER:
            mean.update_parameters(model.pair)
    model.pair.load_state_dict(mean.module.state_dict())
    model.eval()


@torch.no_grad()
def _pairs(model: Model, examples: Iterable[Example]) -> tuple[Tensor, Tensor]:
    """(N, 4 H) and (N,): what the head sees of every marked pair, and what is done."""
    model.eval()
    seen = [(_sides(model, e), [kind for _, _, kind in e.pairs]) for e in examples if e.pairs]
    return torch.cat([sides for sides, _ in seen]), torch.tensor([kind for _, kinds in seen for kind in kinds])


def _sides(model: Model, example: Example) -> Tensor:
    x = model.vectors(*batch([example]).inputs[:4])[0]
    return model.sides(x.expand(len(example.pairs), -1, -1), *pair_masks(example.pairs, len(x)))
