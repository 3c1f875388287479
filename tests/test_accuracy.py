"""Accuracy floors. They are lowered only with `--lower-floors REASON`, which rewrites tests/floors.json with the reason.

The gold is not part of the project: these tests are skipped where it is not at hand.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.sample import Sample, mean
from tests.test_fold import HISTORIES as GOLD
from tests.test_fold import OWN
from training.sides import APART
from training.sources import SHARED

FLOORS = Path(__file__).parent / "floors.json"
ARTICLE = SHARED / "seed" / "article.txt"


def _close(gold: Collection[str], got: Collection[str]) -> bool:
    one, two = set(gold), set(got)
    return (not one and not two) or len(one & two) / len(one | two) >= 0.5


def _seed() -> dict[str, float]:
    """Shares of the article's happenings and changes that are found, parties agreeing by half or more."""
    expected = json.loads((Path(__file__).parent / "data" / "seed.json").read_text(encoding="utf-8"))
    reading = dragoman.read(ARTICLE.read_text(encoding="utf-8"), published=expected["published"])
    events = [(e.type, [p.id for p in e.actors], [p.id for p in e.recipients]) for e in reading.events]
    found = [any(t == k and _close(a, x) and _close(r, y) for t, x, y in events) for k, a, r in expected["events"]]
    changes = [c.row() for c in reading.changes]
    told = [
        any(c["kind"] == kind and c["change"] == change and c["status"] == status and all(c[r] == v for r, v in roles.items())
            for c in changes)
        for kind, change, status, roles in expected["changes"]
    ]  # fmt: skip
    return {"seed events": sum(found) / len(found), "seed changes": sum(told) / len(told)}


def figures() -> dict[str, float]:
    """What is measured: the means over the gold, over our own stories, over those never looked at, and the article."""
    own = sorted(OWN.iterdir())
    looked_at = [one for one in own if one.name not in APART]
    apart = [one for one in own if one.name in APART]
    return _mean(sorted(GOLD.iterdir()), "") | _mean(looked_at, "own ") | _mean(apart, "apart ") | _seed()


def _mean(folders: Sequence[Path], prefix: str) -> dict[str, float]:
    figures = mean(Sample(one).figures() for one in folders)
    return {prefix + name: value or 0.0 for name, value in figures.items()}


@pytest.mark.skipif(not (GOLD.exists() and ARTICLE.exists()), reason="the gold histories are not at hand")
def test_accuracy_stays_above_its_floors(request: pytest.FixtureRequest) -> None:
    held: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8"))
    measured = figures()
    reason = request.config.getoption("--lower-floors")
    if reason:
        held |= {"reason": reason, "floors": {name: round(measured[name] - 0.01, 3) for name in held["floors"]}}
        FLOORS.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
    below = {name: (round(measured[name], 3), floor) for name, floor in held["floors"].items() if measured[name] < floor}
    assert not below, f"(measured, floor): {below}"
