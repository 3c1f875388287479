"""Training in stages, each from the one before or from a base encoder.

    python -m training.train parse      the treebanks; writes training/work/parse.pt, which finds the heads of annotated phrases
    python -m training.train read       the corpus but for the PLV rows; writes training/work/read.pt
    python -m training.train teach      the same to a model eight times as big; writes training/work/teach.pt
    python -m training.train judge      what both think of variants of it and of the treebanks; training/work/opinions-*.pkl
    python -m training.train finish     everything, with the opinions, then the head of pairs alone; writes training/work/reader.pt
"""

from __future__ import annotations

import argparse
import random
from dataclasses import replace

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.batches import Batch, Example, tokenizer
from training.corpus import Item
from training.encoder import LARGE, MINI, load_base
from training.fitting import SEED, Crew, Plan, Task, fit, together
from training.lessons import WORK, annotated, form_opinions, public_items, saved, treebank, with_opinions, without_public
from training.losses import act_loss, change_loss, pair_loss, role_loss, tree_loss
from training.model import Model
from training.opinions import opinion_loss
from training.settling import settle
from training.sources import corpus

#: what a treebank sentence weighs: its loss is a mean over words, that of a corpus sentence a sum
TREES = 4.0
#: what an opinion of a treebank sentence weighs against one of a variant
ASIDE = 0.5
LOSSES = (act_loss, change_loss, role_loss, pair_loss)
STAGES = {
    "parse": Plan(2, 2e-4, 2e-3),
    "read": Plan(2, end=0.15),
    "teach": Plan(2, 5e-5, 8e-4),
    "judge": Plan(0),
    "finish": Plan(2, start=0.7, warm=0.02),
}
#: sentences that the teacher learns from: its steps cost eight times as much, and all stages have three hours on two cores
TAUGHT = 12_000
#: the stage that one goes on from
BEFORE = {"read": "parse", "finish": "read"}


def corpus_task(items: list[Item], tokens: Tokenizer, size: int = 24) -> Task:
    return Task("corpus", annotated(items, tokens), LOSSES, size)


def tree_task(examples: list[Example]) -> Task:
    def aside(model: Model, x: Tensor, batch: Batch) -> Tensor:
        return opinion_loss(model, x, batch) * ASIDE / TREES

    return Task("trees", examples, (tree_loss, aside), 8, TREES)


def lessons(stage: str, tokens: Tokenizer) -> list[Task]:
    """What a stage is taught."""
    if stage == "parse":
        return [replace(tree_task(treebank(tokens)), size=32, weight=1.0)]
    if stage != "finish":
        held = without_public()
        if stage == "teach":
            return [corpus_task(random.Random(SEED).sample(held, min(TAUGHT, len(held))), tokens, 48)]
        return [corpus_task(held, tokens), tree_task(treebank(tokens))]
    varied, parsed = with_opinions(tokens)
    return [corpus_task(corpus()[0], tokens, 32), Task("variants", varied, (opinion_loss,), 2), tree_task(parsed)]


def train(stage: str, epochs: int | None, out: str | None, crew: Crew) -> None:
    """One stage, in this process's part."""
    torch.manual_seed(SEED)
    tokens, plan = tokenizer(), STAGES[stage]
    if stage == "judge":
        form_opinions(tokens, crew)
        return
    model = saved(BEFORE[stage]) if stage in BEFORE else Model(LARGE if stage == "teach" else MINI)
    if stage != "finish":
        load_base(model.encoder)  # parsing alone wears off what the base model knows of words; only its heads go on
    name = out or {"finish": "reader.pt"}.get(stage, f"{stage}.pt")
    fit(model, lessons(stage, tokens), replace(plan, epochs=epochs or plan.epochs), WORK / name, crew)
    if stage == "finish" and not crew.rank:
        settle(model, annotated(public_items(), tokens))
        torch.save(model.state_dict(), WORK / name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=list(STAGES))
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--out", help="file in training/work (default: that of the stage)")
    args = parser.parse_args()
    WORK.mkdir(exist_ok=True)
    together(train, args.stage, args.epochs, args.out, base=LARGE if args.stage == "teach" else MINI)


if __name__ == "__main__":
    main()
