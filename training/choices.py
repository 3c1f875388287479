"""Choices among several, of which some are right."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.grounding.loglinear import Features, rated

#: parts of the reports; each is judged by weights of the others
PARTS = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """What speaks for each of those who may be meant, and which of them are right. The first is the one whom the rules take."""

    report: str
    features: list[Features]
    right: list[bool]

    @property
    def part(self) -> int:
        """The part of the reports that this one is in."""
        return zlib.crc32(self.report.encode()) % PARTS


def chosen(choice: Choice, weights: Mapping[str, float]) -> bool:
    """Whether the likeliest is right."""
    scores = [rated(found, weights) for found in choice.features]
    return choice.right[scores.index(max(scores))]
