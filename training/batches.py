"""Sentences as tensors: tokenized words with the targets that each of them has, batched by length."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import torch
from tokenizers import Tokenizer
from torch import Tensor

from dragoman.reader import labels
from dragoman.reader.words import Word, first_pieces, shape, words
from training.corpus import Frame, Item, Offsets
from training.encoder import base_folder
from training.treebank import Tree

if TYPE_CHECKING:
    from training.opinions import Opinion

LIMIT = 200  # word pieces of a training sentence; longer ones are cut
IGNORE = -100


def tokenizer() -> Tokenizer:
    """The base model's lower-casing word-piece tokenizer."""
    held = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    held.no_padding()
    held.enable_truncation(LIMIT)
    return held


#: words of the actor, words of the recipient, index of what the one does to the other in labels.ACTS
Pair = tuple[list[int], list[int], int]
Spans = Sequence[Offsets]


@dataclass(slots=True)
class Example:
    """One sentence: pieces, first piece of each word (index 0 is [CLS], the root), shapes, and its targets by word index."""

    ids: list[int]
    first: list[int]
    shapes: list[int]
    tree: Tree | None = None
    frames: list[Target] | None = None
    pairs: list[Pair] = field(default_factory=list)
    opinion: Opinion | None = None

    @property
    def size(self) -> int:
        return len(self.first)


@dataclass(slots=True)
class Target:
    """A frame over word indices: trigger and (role class, word)."""

    frame: Frame
    trigger: int
    roles: list[tuple[int, int]] = field(default_factory=list)


def encode(texts: Sequence[str], tokens: Tokenizer) -> Example:
    """Words to pieces; words beyond the limit are cut."""
    held = tokens.encode(list(texts), is_pretokenized=True)
    first = first_pieces(held.word_ids)
    return Example(held.ids, first, [4, *(shape(t) for t in texts[: len(first) - 1])])


def of_tree(tree: Tree, tokens: Tokenizer) -> Example:
    example = encode(tree.words, tokens)
    example.tree = tree
    return example


def inside(span: Offsets, cut: Sequence[Word]) -> list[int]:
    """Indices (from 1) of the words within a span of characters."""
    return [i for i, w in enumerate(cut, 1) if w.start < span[1] and w.end > span[0]]


def head_of(span: Offsets, cut: Sequence[Word], heads: Sequence[int] | None) -> int | None:
    """The word that stands for a span: the one whose syntactic head lies outside it, else its last word that is no mark."""
    held = inside(span, cut)
    if not held:
        return None
    if heads:
        tops = [i for i in held if i < len(heads) and heads[i] not in held and shape(cut[i - 1].text) != 4]
        if tops:
            return tops[0]
    solid = [i for i in held if cut[i - 1].text not in ("'s", "’s") and shape(cut[i - 1].text) != 4]
    return (solid or held)[-1]


def of_item(
    item: Item,
    tokens: Tokenizer,
    heads: Sequence[int] | None = None,
    pairs: Iterable[tuple[Spans, Spans, int]] = (),
) -> Example:
    """A corpus item; `heads` is its parse (head of each word, index 0 the root), which picks the head word of each filler."""
    cut = words(item.text)
    example = encode([w.text for w in cut], tokens)
    example.frames = []
    for frame in item.frames:
        trigger = head_of(frame.trigger, cut, None)
        if trigger is None or trigger >= example.size:
            continue
        target = Target(frame, trigger)
        for role, span in frame.roles:
            at = head_of(span, cut, heads)
            if at is not None and at < example.size:
                target.roles.append((labels.ROLE_CLASSES.index(labels.ROLE_OF[role]), at))
        example.frames.append(target)
    mark(example, cut, pairs)
    return example


def mark(example: Example, cut: Sequence[Word], pairs: Iterable[tuple[Spans, Spans, int]]) -> None:
    """Adds marked pairs, given as character spans of (actor, recipient, index of the act); those cut off are left out."""
    for actor, recipient, kind in pairs:
        one, two = ([i for span in spans for i in inside(span, cut) if i < example.size] for spans in (actor, recipient))
        if one and two:
            example.pairs.append((one, two, kind))


def side_masks(pairs: Sequence[Pair], width: int) -> Tensor:
    """(2, pairs, W): ones at the words of the actor, and at those of the recipient."""
    sides = torch.zeros(2, len(pairs), width)
    for n, (actor, recipient, _) in enumerate(pairs):
        sides[0, n, actor], sides[1, n, recipient] = 1, 1
    return sides


def pair_masks(pairs: Sequence[Pair], width: int) -> Tensor:
    """(3, pairs, W): those of both sides, and ones at every word of a sentence without padding but the root."""
    words = torch.ones(1, len(pairs), width)
    words[..., 0] = 0
    return torch.cat([side_masks(pairs, width), words])


@dataclass(slots=True)
class Batch:
    """Padded inputs (all (B, ...)) with the examples they came from."""

    ids: Tensor
    mask: Tensor
    first: Tensor
    shapes: Tensor
    words: Tensor
    examples: list[Example]

    @property
    def inputs(self) -> tuple[Tensor, ...]:
        return self.ids, self.mask, self.first, self.shapes, self.words


def _padded(rows: Sequence[Sequence[int]], fill: int = 0) -> Tensor:
    width = max(len(row) for row in rows)
    return torch.tensor([[*row, *([fill] * (width - len(row)))] for row in rows])


def batch(examples: list[Example]) -> Batch:
    ids, first = _padded([e.ids for e in examples]), _padded([e.first for e in examples])
    mask = _padded([[1] * len(e.ids) for e in examples])
    seen = _padded([[1] * e.size for e in examples]).bool()
    return Batch(ids, mask, first, _padded([e.shapes for e in examples], 4), seen, examples)


def batches(examples: Sequence[Example], size: int, rng: random.Random) -> Iterator[Batch]:
    """Shuffled batches of sentences of like length."""
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].ids) + rng.random() * 4)
    chunks = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(chunks)
    for chunk in chunks:
        yield batch([examples[i] for i in chunk])
