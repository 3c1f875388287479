"""Training in three stages, each from the one before or from the base encoder.

    python -m training.train parse      the treebanks; writes training/work/parse.pt, which finds the heads of annotated phrases
    python -m training.train read       everything but the rows of the PLV set; writes training/work/read.pt
    python -m training.train finish     everything; writes training/work/reader.pt
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

import torch
from tokenizers import Tokenizer

from dragoman.reader.labels import ACTS
from dragoman.reader.words import words
from training.batches import Example, Spans, batch, encode, of_item, of_tree, tokenizer
from training.corpus import Item
from training.fitting import SEED, Crew, Plan, Task, fit, together
from training.losses import act_loss, change_loss, pair_loss, role_loss, tree_loss
from training.model import Model, load_base
from training.sources import corpus, pairs
from training.treebank import trees

WORK = Path(__file__).parent / "work"
#: pairs of a sentence that are named together but do nothing to each other; so many of each sentence teach «none»
MOST_IDLE = 2
#: what a treebank sentence weighs: its loss is a mean over words, that of a corpus sentence a sum
TREES = 4.0
STAGES = {
    "parse": Plan(2, 2e-4, 2e-3),
    "read": Plan(11, end=0.15),
    "finish": Plan(3, start=0.4, warm=0.02),
}


def treebank(tokens: Tokenizer) -> list[Example]:
    """The training sentences of both treebanks, without the shortest and the longest."""
    found = [of_tree(tree, tokens) for name in ("ewt_train", "gum_train") for tree in trees(name)]
    return [e for e in found if 4 <= e.size <= 80]


@torch.no_grad()
def parses(model: Model, texts: list[str], tokens: Tokenizer) -> list[list[int]]:
    """The syntactic head of every word of each text (index 0 the root), by the model of the first stage."""
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


def pairs_of(item: Item, public: Mapping[str, tuple[Spans, Spans, str]]) -> Iterator[tuple[Spans, Spans, int]]:
    """Marked pairs of an item as (actor, recipient, index of the act): done, turned round, and idle ones as «none»."""
    if item.where in public:
        actor, recipient, kind = public[item.where]
        if kind == "YIELD":
            kind = "RETREAT" if any(f.label[0] == "RETREAT" for f in item.frames if f.act) else "CONCEDE"
        yield actor, recipient, ACTS.index(kind)
        yield recipient, actor, 0
        return
    acts = [f for f in item.frames if f.act]
    sides = [([s for r, s in f.roles if r == "actor"], [s for r, s in f.roles if r == "recipient"], f.label[0]) for f in acts]
    done = {(a, b): kind for actors, recipients, kind in reversed(sides) for a in actors for b in recipients if a != b}
    for (a, b), kind in sorted(done.items()):
        yield [a], [b], ACTS.index(kind)
        if (b, a) not in done:
            yield [b], [a], 0
    parties = sorted({s for actors, recipients, _ in sides for s in (*actors, *recipients)})
    joint = {(a, b) for actors, _, _ in sides for a in actors for b in actors}
    idle = [(a, b) for a in parties for b in parties if a != b and not {(a, b), (b, a)} & (done.keys() | joint)]
    for a, b in idle[:MOST_IDLE]:
        yield [a], [b], 0


def public_pairs() -> dict[str, tuple[Spans, Spans, str]]:
    """Key of the item -> (actor, recipient, type) of the public sentences with one marked pair."""
    rows = pairs()
    return {f"plv/{r['id']}": ([tuple(s) for s in r["actor"]], [tuple(s) for s in r["recipient"]], r["type"]) for r in rows}


def annotated(items: list[Item], tokens: Tokenizer) -> list[Example]:
    """Corpus items as examples with acts, changes, roles and marked pairs."""
    heads, public = parses(saved("parse"), [i.text for i in items], tokens), public_pairs()
    return [of_item(i, tokens, h, pairs_of(i, public)) for i, h in zip(items, heads, strict=True)]


def saved(name: str) -> Model:
    """The model that a stage left in training/work."""
    model = Model()
    model.load_state_dict(torch.load(WORK / f"{name}.pt", weights_only=True))
    return model


def corpus_task(items: list[Item], tokens: Tokenizer) -> Task:
    return Task("corpus", annotated(items, tokens), (act_loss, change_loss, role_loss, pair_loss), 24)


def train(stage: str, epochs: int | None, out: str | None, crew: Crew) -> None:
    """One stage, in this process's part."""
    torch.manual_seed(SEED)
    tokens, plan = tokenizer(), STAGES[stage]
    plan = Plan(epochs or plan.epochs, plan.encoder, plan.heads, plan.start, plan.end, plan.warm)
    model = Model() if stage == "parse" else saved({"read": "parse", "finish": "read"}[stage])
    if stage != "finish":
        load_base(model.encoder)  # parsing alone wears off what the base model knows of words; only its heads go on
    if stage == "parse":
        tasks = [Task("trees", treebank(tokens), (tree_loss,), 32)]
    else:
        items = [i for i in corpus()[0] if stage == "finish" or not i.where.startswith("plv/")]
        tasks = [corpus_task(items, tokens), Task("trees", treebank(tokens), (tree_loss,), 12, TREES)]
    fit(model, tasks, plan, WORK / (out or {"finish": "reader.pt"}.get(stage, f"{stage}.pt")), crew)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=list(STAGES))
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--out", help="file in training/work (default: that of the stage)")
    args = parser.parse_args()
    WORK.mkdir(exist_ok=True)
    together(train, args.stage, args.epochs, args.out)


if __name__ == "__main__":
    main()
