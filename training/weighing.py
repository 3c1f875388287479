"""The weights of a log-linear choice: fitted to choices of which the right ones are known, and tried on other reports."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from training.choices import PARTS, Choice, chosen

#: how many choices a feature has to be part of, and below which size a weight is left out
LEAST, SMALL = 8, 0.005


def fit(choices: Sequence[Choice], ridge: float) -> dict[str, float]:
    """The weights of a log-linear choice under which the right ones are likeliest; `ridge` is what their squares cost."""
    held = [one for one in choices if any(one.right)]
    counted = Counter(name for one in held for name in {name for found in one.features for name in found})
    names = sorted(name for name, n in counted.items() if n >= LEAST)
    values, out, wrong = _arrays(held, names)
    weights = torch.zeros(len(names), requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        scores = values @ weights
        lost = torch.logsumexp(scores.masked_fill(out, -1e9), 1) - torch.logsumexp(scores.masked_fill(wrong, -1e9), 1)
        total = lost.mean() + ridge / 2 * (weights**2).sum()
        total.backward()
        return total

    optimizer.step(loss)
    found = zip(names, weights.tolist(), strict=True)
    return {name: round(weight, 3) for name, weight in found if abs(weight) >= SMALL}


def _arrays(choices: Sequence[Choice], names: Sequence[str]) -> tuple[Tensor, Tensor, Tensor]:
    """(N, most, features) of the choices, and (N, most) twice: places without anybody, and those of nobody right."""
    at, most = {name: i for i, name in enumerate(names)}, max(len(one.features) for one in choices)
    values = torch.zeros(len(choices), most, len(names))
    out, wrong = (torch.ones(len(choices), most, dtype=torch.bool) for _ in range(2))
    for n, one in enumerate(choices):
        out[n, : len(one.features)] = False
        wrong[n, : len(one.features)] = ~torch.tensor(one.right)
        for k, found in enumerate(one.features):
            for name in found.keys() & at.keys():
                values[n, k, at[name]] = found[name]
    return values, out, wrong


def learn(told: Sequence[Choice], always: Sequence[Choice], ridge: float, target: Path) -> None:
    """Prints how many of those `told` are right by the rules and by weights of the other parts, and writes the weights of all;
    the choices of `always` have a part in every fit."""
    others = [fit([*always, *(one for one in told if one.part != part)], ridge) for part in range(PARTS)]
    by_rule, by_weights = sum(one.right[0] for one in told), sum(chosen(one, others[one.part]) for one in told)
    print(f"{len(told)} choices in reports, {sum(any(one.right) for one in told)} of them within reach:")
    print(f"right by the rules {by_rule}, by weights of the other reports {by_weights}")
    weights = fit([*always, *told], ridge)
    target.write_text(json.dumps(weights, indent=0, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(weights)} weights in {target.name}")
