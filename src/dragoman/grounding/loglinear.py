"""Log-linear choices: what speaks for each of several is counted, weighed by learned weights and summed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

#: name of what speaks for or against somebody -> how much of it there is
Features = dict[str, float]


@cache
def weights(path: Path) -> Mapping[str, float]:
    """Feature -> weight, of a JSON file."""
    held: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return held


def rated(found: Features, known: Mapping[str, float]) -> float:
    """The sum of what speaks for somebody, by its weights."""
    return sum(known.get(name, 0.0) * value for name, value in found.items())
