"""Training in two stages: the treebanks first, then acts, changes, roles and marked pairs beside a share of the treebanks.

    python -m training.train parse            stage one; writes training/work/parse.pt
    python -m training.train read             stage two, from it; writes training/work/reader.pt
"""

from __future__ import annotations

import argparse
import math
import os
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # two busy threads spin 15 times slower without it

import torch
from tokenizers import Tokenizer
from torch import Tensor

from dragoman.reader.labels import ACTS
from dragoman.reader.words import words
from training.batches import Batch, Example, batch, batches, encode, of_item, of_pair, of_tree, tokenizer
from training.corpus import Item
from training.losses import act_loss, change_loss, pair_loss, role_loss, tree_loss
from training.model import Model, load_base
from training.sources import corpus, pairs
from training.treebank import trees

WORK = Path(__file__).parent / "work"
SEED = 20240420
#: what stage one does not train
FRESH = ("role", "pair", "heads.act", "heads.mode", "heads.event_status", "heads.change", "heads.detail")
Loss = Callable[[Model, Tensor, Batch], Tensor]


@dataclass(slots=True)
class Task:
    """Sentences of one kind, what they cost, and how many an epoch takes."""

    name: str
    examples: list[Example]
    losses: tuple[Loss, ...]
    size: int = 32
    share: int | None = None
    weight: float = 1.0

    def epoch(self, rng: random.Random) -> Iterator[tuple[Task, Batch]]:
        held = self.examples if self.share is None else rng.sample(self.examples, min(self.share, len(self.examples)))
        for one in batches(held, self.size, rng):
            yield self, one


def schedule(step: int, steps: int, warm: float = 0.06) -> float:
    """Linear warm-up, then a cosine to nearly zero."""
    done = step / max(1, steps)
    return done / warm if done < warm else 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (done - warm) / (1 - warm)))


def optimizer(model: Model, encoder: float, heads: float) -> torch.optim.Optimizer:
    inner = [p for p in model.encoder.parameters() if p.requires_grad]
    outer = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    return torch.optim.AdamW([{"params": inner, "lr": encoder}, {"params": outer, "lr": heads}], weight_decay=0.01)


def _steps(tasks: list[Task], rng: random.Random) -> list[tuple[Task, Batch]]:
    plan = [pair for task in tasks for pair in task.epoch(rng)]
    rng.shuffle(plan)
    return plan


def fit(model: Model, tasks: list[Task], epochs: int, rates: tuple[float, float], out: Path, seed: int = SEED) -> None:
    """Trains in place; prints the mean loss of each task and saves the weights after every epoch."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    steps = len(_steps(tasks, random.Random(seed))) * epochs
    best = optimizer(model, *rates)
    plan = torch.optim.lr_scheduler.LambdaLR(best, lambda step: schedule(step, steps))
    model.train()
    for epoch in range(epochs):
        began, sums = time.time(), {task.name: [0.0, 0] for task in tasks}
        for task, one in _steps(tasks, rng):
            best.zero_grad()
            with torch.autocast("cpu", torch.bfloat16):
                x = model.vectors(*one.inputs[:4])
                loss = torch.stack([f(model, x, one) for f in task.losses]).sum() * task.weight
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            best.step(), plan.step()
            sums[task.name][0] += float(loss.detach())
            sums[task.name][1] += 1
        told = ", ".join(f"{name} {total / max(1, n):.3f}" for name, (total, n) in sums.items())
        print(f"epoch {epoch + 1}/{epochs}: {told} ({time.time() - began:.0f} s)", flush=True)
        torch.save(model.state_dict(), out)


def treebank(tokens: Tokenizer) -> list[Example]:
    """The training sentences of both treebanks, without the shortest and the longest."""
    found = [of_tree(tree, tokens) for name in ("ewt_train", "gum_train") for tree in trees(name)]
    return [e for e in found if 4 <= e.size <= 80]


@torch.no_grad()
def parses(model: Model, texts: list[str], tokens: Tokenizer) -> list[list[int]]:
    """The syntactic head of every word of each text (index 0 the root), by the model of stage one."""
    model.eval()
    held = [encode([w.text for w in words(text)], tokens) for text in texts]
    found: list[list[int]] = [[] for _ in held]
    order = sorted(range(len(held)), key=lambda i: len(held[i].ids))
    for chunk in (order[i : i + 32] for i in range(0, len(order), 32)):
        one = batch([held[i] for i in chunk])
        heads = model.arcs(model.vectors(*one.inputs[:4]), one.words).argmax(-1)
        for row, i in enumerate(chunk):
            found[i] = [int(h) for h in heads[row, : held[i].size]]
    return found


def marked(items: list[Item], tokens: Tokenizer, but: frozenset[str] = frozenset()) -> list[Example]:
    """Marked pairs: the public ones (without the ids of `but`), those of the corpus, and each turned round as NONE."""
    kinds = {(i.text, f.label[0]) for i in items for f in i.frames if f.act}
    found = []
    for row in pairs():
        if row["id"] in but:
            continue
        kind = row["type"]
        if kind == "YIELD":
            kind = "RETREAT" if (row["text"], "RETREAT") in kinds else "CONCEDE"
        actor, recipient = [tuple(s) for s in row["actor"]], [tuple(s) for s in row["recipient"]]
        found.append(of_pair(row["text"], actor, recipient, ACTS.index(kind), tokens))
        found.append(of_pair(row["text"], recipient, actor, 0, tokens))
    for item in items:
        if not item.where.startswith("plv/"):
            found += list(_pairs_of(item, tokens))
    return [e for e in found if e.pair and e.pair[0] and e.pair[1]]


def _pairs_of(item: Item, tokens: Tokenizer) -> Iterator[Example]:
    done: set[object] = set()
    acts = [f for f in item.frames if f.act]
    sides = [([s for r, s in f.roles if r == "actor"], [s for r, s in f.roles if r == "recipient"], f.label[0]) for f in acts]
    forward = {(a, b) for actors, recipients, _ in sides for a in actors for b in recipients}
    for actors, recipients, kind in sides:
        for a in actors:
            for b in recipients:
                if (a, b) not in done:
                    done.add((a, b))
                    yield of_pair(item.text, [a], [b], ACTS.index(kind), tokens)
                    if (b, a) not in forward:
                        yield of_pair(item.text, [b], [a], 0, tokens)


def train_parse(epochs: int) -> None:
    """Stage one."""
    torch.manual_seed(SEED)
    model = Model()
    load_base(model.encoder)
    WORK.mkdir(exist_ok=True)
    fit(model, [Task("trees", treebank(tokenizer()), (tree_loss,))], epochs, (2e-4, 2e-3), WORK / "parse.pt")


def parsed(encoder: str = "parse") -> Model:
    """A model as stage one leaves it, the heads of stage two fresh; with `base` its encoder is the base model's again."""
    model, held = Model(), torch.load(WORK / "parse.pt", weights_only=True)
    model.load_state_dict({**held, **{k: v for k, v in model.state_dict().items() if k.startswith(FRESH)}})
    if encoder == "base":
        load_base(model.encoder)
    return model


def train_read(epochs: int, encoder: str = "base", out: str = "reader.pt") -> None:
    """Stage two. It starts from the base encoder: five epochs of parsing wear off what the base model knows of words."""
    torch.manual_seed(SEED)
    tokens, model = tokenizer(), parsed(encoder)
    items, _ = corpus()
    heads = parses(parsed(), [i.text for i in items], tokens)
    tasks = [
        Task("corpus", [of_item(i, tokens, h) for i, h in zip(items, heads, strict=True)], (act_loss, change_loss, role_loss), 24),
        Task("pairs", marked(items, tokens), (pair_loss,), 32, 2500),
        Task("trees", treebank(tokens), (tree_loss,), 32, 3500, 0.5),
    ]
    print(", ".join(f"{t.name} {len(t.examples)}" for t in tasks), flush=True)
    fit(model, tasks, epochs, (1.5e-4, 1e-3), WORK / out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=["parse", "read"])
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--encoder", choices=["parse", "base"], default="base", help="where stage two starts from")
    parser.add_argument("--out", default="reader.pt")
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    if args.stage == "parse":
        train_parse(args.epochs or 5)
    else:
        train_read(args.epochs or 12, args.encoder, args.out)


if __name__ == "__main__":
    main()
