"""The network of `dragoman/coding/parts.py`: trained on whole reports of whose acts and changes somebody told both sides.

    python -m training.parts      writes dragoman/coding/data/parts.onnx, and training/work/parts.pkl with what networks that were
                                  trained on other reports say of each
"""

from __future__ import annotations

import multiprocessing
import pickle
import random
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from dragoman.coding import parts
from dragoman.coding.bearings import Ids
from dragoman.coding.meant import Finish
from dragoman.coding.parts import ByWords, Key, Parts, Tokens
from dragoman.coding.scene import Scene
from dragoman.coding.sides import SIDELESS
from dragoman.coding.sides import Sides as Ends
from dragoman.coding.story import Story
from dragoman.grounding.cast import Cast
from dragoman.reader.labels import ACTS
from dragoman.reader.sentence import Frame
from training.choices import PARTS
from training.encoder import MINI
from training.fitting import SEED
from training.sides import HISTORY, OPINIONS, Sides, Told, annotated, of_histories, shared, watched

SIZE, HEADS, LAYERS, DROP = 96, 4, 2, 0.3
EPOCHS, RATE, DECAY, STRETCHES, WARM, LAST = 12, 1e-3, 0.05, 8, 0.06, 0.02
#: parts of the reports, of each of which networks tell that were trained on the others
FOLDS = 2
#: what no mention can have
_OUT = -1e4


@dataclass(slots=True)
class Lesson:
    """A report as the network is shown it, and the sides of its acts and changes as far as they are told."""

    name: str
    text: str
    weight: int
    stretches: list[Tokens] = field(default_factory=list)
    sides: dict[Key, tuple[Ids, Ids]] = field(default_factory=dict)


def lesson(one: Told, weight: int = 1) -> Lesson:
    """What is learned from a report."""
    held = Lesson(one.name, one.report["text"], weight)

    def shown(cast: Cast, scenes: Sequence[Scene], by_words: ByWords) -> Parts:
        held.stretches = list(parts.stretches(cast, scenes, by_words))
        return {}

    def seen(sides: Sides, story: Story, scene: Scene, frame: Frame, rule: Ends, finish: Finish) -> None:
        held.sides[parts.key(scene, frame)] = sides

    watched(one, shown, seen)
    return held


def lessons() -> list[Lesson]:
    """What is learned from all reports of whose acts and changes somebody told both sides."""
    return [*shared(lesson, annotated), *shared(partial(lesson, weight=HISTORY), of_histories)]


class Block(nn.Module):
    """Attention among the tokens of a report, which sees how near two are and what the reader takes one for in the other."""

    def __init__(self) -> None:
        super().__init__()
        self.norm, self.norm_after = nn.LayerNorm(SIZE), nn.LayerNorm(SIZE)
        self.inner, self.out = nn.Linear(SIZE, 3 * SIZE), nn.Linear(SIZE, SIZE)
        self.bend = nn.Sequential(nn.Linear(SIZE, 2 * SIZE), nn.GELU(), nn.Dropout(DROP), nn.Linear(2 * SIZE, SIZE))
        self.near, self.roles = nn.Embedding(parts.NEAR * parts.SAME, HEADS), nn.Linear(2 * parts.HINTS, HEADS, bias=False)
        self.drop = nn.Dropout(DROP)
        nn.init.normal_(self.near.weight, std=0.02)

    def forward(self, x: Tensor, near: Tensor, roles: Tensor, mask: Tensor) -> Tensor:
        b, t, _ = x.shape
        q, k, v = self.inner(self.norm(x)).view(b, t, 3, HEADS, SIZE // HEADS).permute(2, 0, 3, 1, 4)
        both = torch.cat([roles, roles.transpose(1, 2)], -1)
        bias = (self.near(near) + self.roles(both)).permute(0, 3, 1, 2) + mask[:, None, None]
        held = (q @ k.transpose(2, 3) / (SIZE // HEADS) ** 0.5 + bias).softmax(-1) @ v
        x = x + self.drop(self.out(held.transpose(1, 2).reshape(b, t, SIZE)))
        return x + self.drop(self.bend(self.norm_after(x)))


class Network(nn.Module):
    """Mentions, sentences and acts of B reports in, the log-probabilities of who plays which part out: (B, sides, T, 1 + T)."""

    def __init__(self) -> None:
        super().__init__()
        self.norm, self.inner, self.norm_after = nn.LayerNorm(MINI.hidden), nn.Linear(MINI.hidden, SIZE), nn.LayerNorm(SIZE)
        self.kind, self.place = nn.Embedding(3, SIZE), nn.Embedding(parts.PLACES, SIZE)
        self.label = nn.Embedding(len(parts.LABELS) + 1, SIZE)
        self.blocks, self.drop = nn.ModuleList(Block() for _ in range(LAYERS)), nn.Dropout(DROP)
        sides = len(parts.SIDES)
        self.act, self.mention = (nn.ModuleList(nn.Linear(SIZE, SIZE) for _ in range(sides)) for _ in range(2))
        self.nobody = nn.ModuleList(nn.Linear(SIZE, 1) for _ in range(sides))
        self.near, self.roles = nn.Embedding(parts.NEAR * parts.SAME, sides), nn.Linear(2 * parts.HINTS, sides, bias=False)
        nn.init.zeros_(self.near.weight)
        self.oneself = nn.Linear(SIZE, 2)

    def forward(
        self, vectors: Tensor, kinds: Tensor, places: Tensor, labels: Tensor, near: Tensor, roles: Tensor, mask: Tensor
    ) -> Tensor:
        x = self.inner(self.drop(self.norm(vectors))) + self.kind(kinds) + self.place(places) + self.label(labels)
        x = self.drop(x)
        for block in self.blocks:
            x = block(x, near, roles, mask)
        x = self.norm_after(x)
        hints = self.near(near) + self.roles(torch.cat([roles, (roles + 0.01).log() / 3 + 1.5], -1))
        hints = hints + (torch.where(kinds == parts.MENTION, 0.0, _OUT) + mask)[:, None, :, None]
        first = self._scores(x, 0, hints)
        second = self._scores(x, 1, hints) + F.pad(self._met(x, first.softmax(-1)[..., 1:], near % parts.SAME), (1, 0))
        return torch.stack([first, second], 1).log_softmax(-1)

    def _scores(self, x: Tensor, side: int, hints: Tensor) -> Tensor:
        """(B, T, 1 + T): how well nobody and each mention fit on a side of each act."""
        held = self.act[side](x) @ self.mention[side](x).transpose(1, 2) / SIZE**0.5 + hints[..., side]
        return torch.cat([self.nobody[side](x), held], 2)

    def _met(self, x: Tensor, first: Tensor, same: Tensor) -> Tensor:
        """(B, T, T): what it means for the second side of each act that a mention, or one of those it means, is on the first."""
        weights = self.oneself(x)
        return weights[..., :1] * (first @ (same == 2).to(x.dtype)) + weights[..., 1:] * (first @ (same > 0).to(x.dtype))


class One(nn.Module):
    """The network over one stretch of a report, without the axis of several: probabilities (sides, T, 1 + T)."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, *inputs: Tensor) -> Tensor:
        mask = torch.zeros_like(inputs[1], dtype=torch.float32)
        shares: Tensor = self.network(*(one[None] for one in (*inputs, mask))).exp()
        return shares[0]


def _padded(stretches: Sequence[Tokens]) -> list[Tensor]:
    """The inputs of several stretches, filled up to the longest; the mask is last."""
    most = max(len(t.ids) for t in stretches)
    held: list[Tensor] = []
    for name in stretches[0].inputs():
        rows = [torch.from_numpy(t.inputs()[name]) for t in stretches]
        square = name in ("near", "roles")
        shape = (len(rows), most, most, *rows[0].shape[2:]) if square else (len(rows), most, *rows[0].shape[1:])
        whole = torch.zeros(shape, dtype=rows[0].dtype)
        for n, row in enumerate(rows):
            whole[(n, slice(len(row)), slice(len(row))) if square else (n, slice(len(row)))] = row
        held.append(whole)
    return [*held, torch.stack([torch.tensor([0.0] * len(t.ids) + [_OUT] * (most - len(t.ids))) for t in stretches])]


@dataclass(frozen=True, slots=True)
class Example:
    """A stretch of a report with what is right of N sides of its acts: (N,) which side, (N,) which token, (N, 1 + T) who."""

    tokens: Tokens
    weight: int
    sides: Tensor
    acts: Tensor
    right: Tensor


def examples(one: Lesson) -> Iterator[Example]:
    """The stretches of a report with those sides of which it names who is right, or nobody is."""
    for tokens in one.stretches:
        held = [(side, at, told) for name, at in tokens.acts.items() for side, told in enumerate(one.sides.get(name, ()))]
        right = [[not told, *(bool(ids) and ids <= told for ids in tokens.ids)] for _, _, told in held]
        kept = [n for n, row in enumerate(right) if any(row)]
        if kept:
            sides, acts = (torch.tensor([held[n][i] for n in kept]) for i in range(2))
            yield Example(tokens, one.weight, sides, acts, torch.tensor([right[n] for n in kept]))


def loss(network: Network, batch: Sequence[Example]) -> Tensor:
    """Minus the log-probability of those who are right, of both sides of an act."""
    shares, lost = network(*_padded([one.tokens for one in batch])), []
    for held, one in zip(shares, batch, strict=True):
        told = held[one.sides, one.acts, : one.right.shape[1]].masked_fill(~one.right, _OUT)
        lost.append(-torch.logsumexp(told, 1))
    weights = torch.cat([torch.full((len(part),), float(one.weight)) for part, one in zip(lost, batch, strict=True)])
    return (torch.cat(lost) * weights).sum() / weights.sum() * len(parts.SIDES)


def fitted(held: Sequence[Lesson]) -> Network:
    """A network trained on these."""
    torch.manual_seed(SEED)
    rng, network = random.Random(SEED), Network()
    told = [example for one in held for example in examples(one)]
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    steps = -(-len(told) // STRETCHES) * EPOCHS
    rates = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: min(1.0, (n + 1) / (WARM * steps)) * max(LAST, 1 - n / steps))
    for _ in range(EPOCHS):
        order = sorted(told, key=lambda one: len(one.tokens.ids) * rng.uniform(0.8, 1.25))
        batches = [order[i : i + STRETCHES] for i in range(0, len(order), STRETCHES)]
        for batch in rng.sample(batches, len(batches)):
            optimizer.zero_grad()
            loss(network, batch).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            rates.step()
    network.eval()
    return network


def fold(name: str) -> int:
    """The fold that a report is in, across the parts of `choices`."""
    return zlib.crc32(name.encode()) // PARTS % FOLDS


def _fitted(job: tuple[list[Lesson], int | None]) -> dict[str, Tensor]:
    torch.set_num_threads(1)
    held, without = job
    found: dict[str, Tensor] = fitted([one for one in held if without is None or fold(one.name) != without]).state_dict()
    return found


@torch.no_grad()
def opinions(network: Network, one: Lesson) -> Parts:
    """What a network says of the acts of a report."""
    found: dict[Key, tuple[parts.Share, parts.Share]] = {}
    for tokens in one.stretches:
        shares = One(network)(*(torch.from_numpy(held) for held in tokens.inputs().values())).numpy()
        found |= {name: parts.opinion(tokens, shares[:, at]) for name, at in tokens.acts.items()}
    return found


def export(network: Network, tokens: Tokens, target: Path) -> None:
    """Writes the network for one stretch of any length."""
    inputs = {name: torch.from_numpy(held) for name, held in tokens.inputs().items()}
    axes = {name: {0: "t", 1: "t"} if name in ("near", "roles") else {0: "t"} for name in inputs} | {"shares": {1: "t", 2: "u"}}
    torch.onnx.export(One(network).eval(), tuple(inputs.values()), str(target), input_names=list(inputs), output_names=["shares"],
                      dynamic_axes=axes, opset_version=17, dynamo=False)  # fmt: skip


def accuracy(held: Sequence[Lesson], said: dict[str, Parts]) -> str:
    """How often the likeliest of a network that was trained on others is exactly right, by sides."""
    right, asked = Counter[str](), Counter[str]()
    for one in held:
        for name, told in one.sides.items():
            sides = parts.SIDES if name[-1] in ACTS else () if name[-1] in SIDELESS else parts.CHANGE_SIDES
            for role, share, wanted in zip(sides, said[one.text].get(name, ()), told, strict=False):
                those = [frozenset[str](), *(frozenset((one,)) for one in share.alone), *share.together]
                right[role] += max(those, key=share.of) == wanted
                asked[role] += 1
    return ", ".join(f"{role} {right[role]} of {asked[role]}" for role in asked)


def main() -> None:
    held = lessons()
    print(f"{sum(len(one.sides) for one in held)} acts and changes of {len(held)} reports", flush=True)
    jobs = [(held, without) for without in (None, *range(FOLDS))]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        weights = pool.map(_fitted, jobs, chunksize=1)
    networks = [Network().eval() for _ in weights]
    for network, state in zip(networks, weights, strict=True):
        network.load_state_dict(state)
    said = {one.text: opinions(networks[1 + fold(one.name)], one) for one in held}
    print(f"right, by networks that were trained on other reports: {accuracy(held, said)}")
    OPINIONS.parent.mkdir(exist_ok=True)
    OPINIONS.write_bytes(pickle.dumps(said))
    export(networks[0], next(t for one in held for t in one.stretches), parts.MODEL)


if __name__ == "__main__":
    main()
