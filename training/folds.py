"""Marked pairs judged fold by fold over the public sentences: each fifth by a model that has seen only the other four.

    python -m training.folds              accuracy and macro-F1 over 15 types (CONCEDE and RETREAT count as YIELD), and quads
    python -m training.folds --most 1     the first fold only
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch

from dragoman.coding.codebook import quad
from dragoman.reader.labels import ACTS
from training.batches import batch, of_item, of_pair, tokenizer
from training.corpus import Item
from training.losses import act_loss, change_loss, pair_loss, role_loss
from training.model import Model
from training.sources import corpus, pairs
from training.train import WORK, Task, fit, marked, parsed, parses

FOLDS = 5


def merged(kind: str) -> str:
    return "YIELD" if kind in ("CONCEDE", "RETREAT") else kind


def quad_of(kind: str) -> int:
    """The quad of a type; YIELD counts as verbal cooperation's neighbour, material cooperation (RETREAT's)."""
    return quad("RETREAT" if kind == "YIELD" else kind)


@torch.no_grad()
def guesses(model: Model, rows: Sequence[dict[str, object]]) -> list[str]:
    """The likeliest type of each marked pair; none is not an answer here."""
    model.eval()
    tokens, out = tokenizer(), []
    for row in rows:
        sides = [[tuple(s) for s in row[side]] for side in ("actor", "recipient")]  # type: ignore[attr-defined]
        one = batch([of_pair(str(row["text"]), sides[0], sides[1], 1, tokens)])
        masks = [torch.zeros(1, one.first.shape[1]) for _ in range(3)]
        pair = one.examples[0].pair
        assert pair is not None
        masks[0][0, pair[0]], masks[1][0, pair[1]], masks[2][0, 1:] = 1, 1, 1
        shares = model.related(model.vectors(*one.inputs[:4]), *masks)[0].softmax(-1)
        sums: dict[str, float] = {}
        for kind, share in list(zip(ACTS, shares.tolist(), strict=True))[1:]:
            sums[merged(kind)] = sums.get(merged(kind), 0.0) + share
        out.append(max(sums, key=lambda kind: sums[kind]))
    return out


def figures(gold: Sequence[object], got: Sequence[object]) -> tuple[float, float]:
    """(accuracy, macro-F1 over the classes of the gold)."""
    f1 = []
    for kind in sorted(set(gold), key=str):
        hit = sum(g == p == kind for g, p in zip(gold, got, strict=True))
        f1.append(2 * hit / (sum(g == kind for g in gold) + sum(p == kind for p in got)))
    return sum(g == p for g, p in zip(gold, got, strict=True)) / len(gold), sum(f1) / len(f1)


def trained(held: frozenset[str], items: list[Item], epochs: int) -> Model:
    """A model that has not seen the held-out sentences, neither as pairs nor as annotated items."""
    tokens, model = tokenizer(), parsed()
    seen = [i for i in items if i.where.removeprefix("plv/") not in held]
    heads = parses(model, [i.text for i in seen], tokens)
    examples = [of_item(i, tokens, h) for i, h in zip(seen, heads, strict=True)]
    tasks = [
        Task("pairs", marked(seen, tokens, held), (pair_loss,)),
        Task("corpus", examples, (act_loss, change_loss, role_loss), 24, 2000),
    ]
    fit(model, tasks, epochs, (1e-4, 1e-3), WORK / "fold.pt")
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=FOLDS)
    parser.add_argument("--epochs", type=int, default=5)
    args = parser.parse_args()
    rows, items = pairs(), [i for side in corpus() for i in side]
    gold: list[str] = []
    got: list[str] = []
    for fold in range(args.most):
        test = rows[fold::FOLDS]
        texts = {r["text"] for r in test}
        held = frozenset(r["id"] for r in rows if r["text"] in texts)
        got += guesses(trained(held, items, args.epochs), test)
        gold += [merged(r["type"]) for r in test]
        types, quads = figures(gold, got), figures([quad_of(g) for g in gold], [quad_of(g) for g in got])
        print(f"folds 1-{fold + 1}: types {types[0]:.3f} / {types[1]:.3f}, quads {quads[0]:.3f} / {quads[1]:.3f}", flush=True)


if __name__ == "__main__":
    main()
