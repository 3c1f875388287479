"""Choices among several, of which some are right: fitting the weights of a log-linear choice, and trying them on other reports."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from dragoman.grounding.loglinear import Features, rated

#: how many choices a feature has to be part of, and below which size a weight is left out
LEAST, SMALL = 8, 0.005
#: parts of the reports; each is judged by weights of the others
PARTS = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """What speaks for each of those who may be meant, and which of them are right. The first is the one whom the rules take."""

    report: str
    features: list[Features]
    right: list[bool]

    @property
    def part(self) -> int:
        """The part of the reports that this one is in."""
        return zlib.crc32(self.report.encode()) % PARTS


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


def chosen(choice: Choice, weights: Mapping[str, float]) -> bool:
    """Whether the likeliest is right."""
    scores = [rated(found, weights) for found in choice.features]
    return choice.right[scores.index(max(scores))]


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
