"""Fitting a model: steps over batches of several tasks at once, shared by as many processes as there are cores.

Each process takes its part of every batch; their gradients are averaged in shared memory before each step, so that the weights
stay the same in all of them. On two cores this is half as fast again as two threads in one process.
"""

from __future__ import annotations

import math
import os
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # two busy threads spin 15 times slower without it

import torch
import torch.multiprocessing as mp
from torch import Tensor, nn

from training.batches import Batch, Example, batch, batches
from training.encoder import MINI, Base
from training.model import Model

SEED = 20240420
Loss = Callable[[Model, Tensor, Batch], Tensor]


@dataclass(slots=True)
class Task:
    """Sentences of one kind, what they cost, and how many of them a step takes."""

    name: str
    examples: list[Example]
    losses: tuple[Loss, ...]
    size: int
    weight: float = 1.0

    def forever(self, rng: random.Random) -> Iterator[Batch]:
        """Batches of an epoch after the other, each shuffled anew."""
        for _ in cycle((0,)):
            yield from batches(self.examples, self.size, rng)


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast: epochs of the first task, peak rates of encoder and heads, and where the cosine starts and ends."""

    epochs: int
    encoder: float = 1.5e-4
    heads: float = 1e-3
    start: float = 1.0
    end: float = 0.0
    warm: float = 0.06

    def factor(self, done: float) -> float:
        """Share of the peak rates after `done` (0 to 1) of the steps: linear warm-up, then a cosine from `start` to `end`."""
        if done < self.warm:
            return self.start * done / self.warm
        bend = 0.5 * (1 + math.cos(math.pi * (done - self.warm) / (1 - self.warm)))
        return self.end + (self.start - self.end) * bend


def processes() -> int:
    """How many processes train together: one a core, at most two, or one with a GPU."""
    return 1 if torch.cuda.is_available() else min(2, len(os.sched_getaffinity(0)))


def _optimizer(model: Model, plan: Plan) -> torch.optim.Optimizer:
    inner = [p for p in model.encoder.parameters() if p.requires_grad]
    outer = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": inner, "lr": plan.encoder}, {"params": outer, "lr": plan.heads}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


@dataclass(frozen=True, slots=True)
class Crew:
    """The processes of a training as one of them sees it: its rank, and the gradients of each as a row in shared memory."""

    rank: int
    grads: Tensor
    meet: Callable[[], object]

    def share(self, held: list[nn.Parameter]) -> None:
        """Every gradient made the mean of all processes' own."""
        parts = [(torch.zeros_like(p) if p.grad is None else p.grad).flatten() for p in held]
        size = sum(p.numel() for p in held)
        torch.cat(parts, out=self.grads[self.rank, :size])
        self.meet()
        mean = self.grads[:, :size].mean(0)
        self.meet()
        for p, part in zip(held, mean.split([p.numel() for p in held]), strict=True):
            p.grad = part.view_as(p)

    def part(self, one: Batch) -> Batch:
        """This process's part of a batch; one that is too small for all is taken whole by each."""
        world = len(self.grads)
        return batch(one.examples[self.rank :: world]) if world > 1 and len(one.examples) >= world else one


ALONE = Crew(0, torch.empty(1, 0), lambda: None)


def _half() -> bool:
    """Whether this processor multiplies bfloat16 itself; elsewhere it is an order of magnitude slower than float32."""
    return torch.cuda.is_available() or bool(torch.cpu._is_avx512_bf16_supported())


def fit(model: Model, tasks: list[Task], plan: Plan, out: Path, crew: Crew = ALONE, seed: int = SEED) -> None:
    """Trains in place; prints the mean loss of each task and saves the weights after every epoch."""
    rng = random.Random(seed)
    torch.manual_seed(seed + crew.rank)
    kind = "cuda" if torch.cuda.is_available() else "cpu"
    epoch_steps = math.ceil(len(tasks[0].examples) / tasks[0].size)
    optimizer = _optimizer(model, plan)
    rates = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: plan.factor(step / (epoch_steps * plan.epochs)))
    sources = [task.forever(random.Random(rng.random())) for task in tasks]
    held = [p for p in model.parameters() if p.requires_grad]
    model.train()
    for epoch in range(plan.epochs):
        began, sums = time.time(), dict.fromkeys((task.name for task in tasks), 0.0)
        for _ in range(epoch_steps):
            optimizer.zero_grad()
            for task, source in zip(tasks, sources, strict=True):
                one = crew.part(next(source))
                with torch.autocast(kind, torch.bfloat16, enabled=_half()):
                    x = model.vectors(*one.inputs[:4])
                    loss = torch.stack([f(model, x, one) for f in task.losses]).sum() * task.weight
                loss.backward()
                sums[task.name] += float(loss.detach())
            if len(crew.grads) > 1:
                crew.share(held)
            torch.nn.utils.clip_grad_norm_(held, 1.0)
            optimizer.step()
            rates.step()
        if not crew.rank:
            told = ", ".join(f"{name} {total / epoch_steps:.3f}" for name, total in sums.items())
            print(f"epoch {epoch + 1}/{plan.epochs}: {told} ({time.time() - began:.0f} s)", flush=True)
            torch.save(model.state_dict(), out)
    crew.meet()


def _joined(rank: int, grads: Tensor, meet: Callable[[], object], work: Callable[..., None], *args: object) -> None:
    torch.set_num_threads(1)
    work(*args, Crew(rank, grads, meet))


def together(work: Callable[..., None], *args: object, base: Base = MINI) -> None:
    """Runs `work(*args, crew)` in every process of the training."""
    if processes() == 1:
        torch.set_default_device("cuda" if torch.cuda.is_available() else "cpu")
        work(*args, ALONE)
        return
    size = sum(p.numel() for p in Model(base).parameters())
    grads = torch.zeros(processes(), size).share_memory_()
    meeting = mp.get_context("spawn").Barrier(processes())
    mp.start_processes(_joined, (grads, meeting.wait, work, *args), nprocs=processes(), start_method="spawn")
