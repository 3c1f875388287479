"""Marked pairs judged fold by fold over the public sentences: each fifth by a model that has seen only the other four.

Every fold starts from the model that has seen none of them (training/work/read.pt) and goes on with the other four fifths and as
many sentences of the rest of the corpus, then with the head of pairs alone.

    python -m training.folds              accuracy and macro-F1 over 15 types (CONCEDE and RETREAT count as YIELD), and quads
    python -m training.folds --most 1     the first fold only
    python -m training.folds --unseen     the model that has seen none, as it is
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

from dragoman.coding.codebook import quad
from dragoman.reader.labels import ACTS, NONE
from dragoman.reader.pairing import combined, of_acts
from training.batches import Spans, batch, of_item, pair_masks, tokenizer
from training.calibrate import calibration_error
from training.corpus import Item
from training.fitting import SEED, Crew, Plan, fit, together
from training.lessons import WORK, annotated, public_items, saved, without_public
from training.model import Model
from training.settling import settle
from training.sources import pairs
from training.train import corpus_task

FOLDS = 5
PLAN = Plan(4, start=0.6, warm=0.05)


def merged(kind: str) -> str:
    return "YIELD" if kind in ("CONCEDE", "RETREAT") else kind


def quad_of(kind: str) -> int:
    """The quad of a type; YIELD, which stands for verbal and material yielding, counts as RETREAT's."""
    return quad("RETREAT" if kind == "YIELD" else kind)


@dataclass(slots=True)
class Judged:
    """A marked pair: its type, the probabilities of all types, and the probability of none, as it is and turned round."""

    gold: str
    shares: dict[str, float]
    none: float
    none_turned: float

    @property
    def got(self) -> str:
        """The likeliest type; none is not an answer where every pair does something."""
        return max(self.shares, key=lambda kind: self.shares[kind])


def judged(model: Model, rows: Sequence[dict[str, Any]]) -> list[Judged]:
    """Every row as the model sees it."""
    seen = zip(rows, probabilities(model, rows), probabilities(model, rows, ("recipient", "actor")), strict=True)
    kinds = [merged(kind) for kind in ACTS if kind != NONE]
    return [Judged(merged(row["type"]), {k: one[k] for k in kinds}, one[NONE], two[NONE]) for row, one, two in seen]


@torch.no_grad()
def probabilities(
    model: Model, rows: Sequence[dict[str, Any]], sides: tuple[str, str] = ("actor", "recipient")
) -> list[dict[str, float]]:
    """Type (and none) -> probability, for each marked pair."""
    model.eval()
    tokens, out = tokenizer(), []
    for row in rows:
        actor, recipient = ([tuple(s) for s in row[side]] for side in sides)
        marked: list[tuple[Spans, Spans, int]] = [(actor, recipient, 1)]
        one = batch([of_item(Item("", row["text"], ""), tokens, None, marked)])
        x = model.vectors(*one.inputs[:4])
        words = one.examples[0].pairs[0][:2]
        acts = of_acts(model.heads["act"](x)[0].softmax(-1).numpy(), model.roles(x)[0].sigmoid().numpy(), *words)
        shares = combined(model.related(x, *pair_masks(one.examples[0].pairs, x.shape[1]))[0].softmax(-1).numpy(), acts)
        sums: dict[str, float] = {}
        for kind, share in zip(ACTS, shares.tolist(), strict=True):
            sums[merged(kind)] = sums.get(merged(kind), 0.0) + share
        out.append(sums)
    return out


def figures(gold: Sequence[object], got: Sequence[object]) -> tuple[float, float]:
    """(accuracy, macro-F1 over the classes of the gold)."""
    f1 = []
    for kind in sorted(set(gold), key=str):
        hit = sum(g == p == kind for g, p in zip(gold, got, strict=True))
        f1.append(2 * hit / (sum(g == kind for g in gold) + sum(p == kind for p in got)))
    return sum(g == p for g, p in zip(gold, got, strict=True)) / len(gold), sum(f1) / len(f1)


def fold(number: int) -> tuple[list[dict[str, Any]], frozenset[str]]:
    """(rows to judge, keys of the items that share a text with them)."""
    rows = pairs()
    test = rows[number::FOLDS]
    texts = {row["text"] for row in test}
    return test, frozenset(f"plv/{row['id']}" for row in rows if row["text"] in texts)


def taught(number: int) -> list[Item]:
    """The public sentences that a fold learns from."""
    _, held = fold(number)
    return [i for i in public_items() if i.where not in held]


def train_fold(number: int, crew: Crew) -> None:
    """Goes on from the model that has seen none, with four fifths; writes training/work/fold.pt."""
    seen = taught(number)
    rest = random.Random(SEED).sample([i for i in without_public() if i.frames], len(seen))
    torch.manual_seed(SEED)
    fit(saved("read"), [corpus_task([*seen, *rest], tokenizer())], PLAN, WORK / "fold.pt", crew)


def told(rows: Sequence[Judged]) -> str:
    """Accuracy / macro-F1 of types and quads, the calibration error, and how often none is likelier than not."""
    gold, got = [one.gold for one in rows], [one.got for one in rows]
    types, quads = figures(gold, got), figures([quad_of(g) for g in gold], [quad_of(g) for g in got])
    error = calibration_error((one.shares[one.got], one.got == one.gold) for one in rows)
    none, turned = sum(r.none > 0.5 for r in rows) / len(rows), sum(r.none_turned > 0.5 for r in rows) / len(rows)
    return (
        f"types {types[0]:.3f} / {types[1]:.3f}, quads {quads[0]:.3f} / {quads[1]:.3f}, calibration error {error:.3f}, "
        f"taken for none {none:.3f}, turned round {turned:.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=FOLDS)
    parser.add_argument("--unseen", action="store_true")
    args = parser.parse_args()
    if args.unseen:
        print("unseen:", told(judged(saved("read"), pairs())))
        return
    seen: list[Judged] = []
    for number in range(args.most):
        together(train_fold, number)
        model = saved("fold")
        settle(model, annotated(taught(number), tokenizer()))
        seen += judged(model, fold(number)[0])
        print(f"folds 1-{number + 1}: {told(seen)}", flush=True)


if __name__ == "__main__":
    main()
