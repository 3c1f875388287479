"""The weights by which `dragoman/coding/meant.py` takes somebody for meant: fitted, tried on other reports and written.

    python -m training.meaning          into dragoman/coding/data/meant.json
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor

from dragoman.coding import meant
from training.sides import Choice, looked_at, of_history, of_report, reports

TARGET = Path(meant.__file__).parent / "data" / "meant.json"
#: what the squares of the weights cost, how many choices a feature has to be part of, and below which size a weight is left out
RIDGE, LEAST, SMALL = 0.005, 8, 0.005
#: how often a choice of a coded history counts: they are told as news are, and coded as a whole
HISTORY = 3
#: parts of the reports; each is judged by weights of the others
PARTS = 5


def fit(choices: Sequence[Choice]) -> dict[str, float]:
    """The weights under which the right ones are likeliest (a log-linear choice with a ridge)."""
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
        total = lost.mean() + RIDGE / 2 * (weights**2).sum()
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
    rated = [meant.rated(found, weights) for found in choice.features]
    return choice.right[rated.index(max(rated))]


def main() -> None:
    told = [(zlib.crc32(name.encode()) % PARTS, one) for name, items, sides in reports() for one in of_report(items, sides)]
    histories = HISTORY * [one for folder in looked_at() for one in of_history(folder)]
    others = [fit([*histories, *(one for n, one in told if n != part)]) for part in range(PARTS)]
    by_rule, by_weights = sum(one.right[0] for _, one in told), sum(chosen(one, others[n]) for n, one in told)
    print(f"{len(told)} acts of reports that name no recipient, {sum(any(one.right) for _, one in told)} within reach:")
    print(f"right by the rules {by_rule}, by weights of the other reports {by_weights}")
    weights = fit([*histories, *(one for _, one in told)])
    TARGET.write_text(json.dumps(weights, indent=0, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(weights)} weights in {TARGET.name}, of {len(told)} acts of reports and {len(histories) // HISTORY} of histories")


if __name__ == "__main__":
    main()
