"""What is taught: sentences of the corpus, variants of them and sentences of the treebanks, with the opinions of these."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from pathlib import Path

import torch
from tokenizers import Tokenizer

from dragoman.reader.labels import ACTS
from dragoman.reader.words import words
from training.batches import Example, Spans, batch, encode, of_item, of_tree
from training.corpus import Item
from training.encoder import LARGE, MINI
from training.fitting import SEED, Crew
from training.model import Model
from training.opinions import judge
from training.sources import corpus, pairs
from training.treebank import trees
from training.variants import Varier

WORK = Path(__file__).parent / "work"
#: pairs of a sentence that are named together but do nothing to each other; so many of each sentence teach «none»
MOST_IDLE = 2


def saved(name: str) -> Model:
    """The model that a stage left in training/work."""
    model = Model(LARGE if name == "teach" else MINI)
    model.load_state_dict(torch.load(WORK / f"{name}.pt", weights_only=True))
    return model


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


def public_items() -> list[Item]:
    """The sentences of the PLV set, wherever the split of the corpus has put them."""
    return [i for side in corpus() for i in side if i.where.startswith("plv/")]


def without_public() -> list[Item]:
    """What trains, but for the sentences of the PLV set."""
    return [i for i in corpus()[0] if not i.where.startswith("plv/")]


def variants(items: list[Item], tokens: Tokenizer) -> list[Example]:
    """One variant of every item that tells something and of one in three others; the marked pairs stay where they were."""
    told = [i for n, i in enumerate(items) if i.frames or n % 3 == 0]
    texts = [[w.text for w in words(item.text)] for item in told]
    varier = Varier(saved("parse").encoder.table.weight.detach().numpy(), tokens.get_vocab(), texts, SEED)
    found = [encode(varier.vary(text), tokens) for text in texts]
    public = public_pairs()
    for example, item in zip(found, told, strict=True):
        source = of_item(item, tokens, pairs=pairs_of(item, public))  # pairs need no parse
        example.pairs = source.pairs if example.size == source.size else []
    return found


def judged(tokens: Tokenizer) -> list[Example]:
    """What opinions are formed of: variants, and every second sentence of the treebanks."""
    return [*variants(without_public(), tokens), *treebank(tokens)[::2]]


def form_opinions(tokens: Tokenizer, crew: Crew) -> None:
    """What the teacher and the reader so far think, each process its part; writes training/work/opinions-*.pkl."""
    examples = judged(tokens)
    mine = range(crew.rank, len(examples), max(1, len(crew.grads)))
    held = {mine[n]: one for n, one in judge((saved("teach"), saved("read")), [examples[i] for i in mine])}
    with (WORK / f"opinions-{crew.rank}.pkl").open("wb") as file:
        pickle.dump(held, file)


def with_opinions(tokens: Tokenizer) -> tuple[list[Example], list[Example]]:
    """(variants, treebank sentences), with the opinions of them."""
    varied, parsed = variants(without_public(), tokens), treebank(tokens)
    examples = [*varied, *parsed[::2]]
    for path in sorted(WORK.glob("opinions-*.pkl")):
        with path.open("rb") as file:
            for i, one in pickle.load(file).items():
                examples[i].opinion = one
    if not all(e.opinion and len(e.opinion.act) == e.size for e in examples):
        raise SystemExit("the opinions are not of these sentences: run `python -m training.train judge` again")
    return varied, parsed
