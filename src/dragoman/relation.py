"""What one marked actor does to another in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.coding.codebook import quad
from dragoman.errors import InputError
from dragoman.reader.labels import NONE
from dragoman.reading import encoder

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Relation:
    """`type` is a PLOVER type, or None where the actor does nothing codable to the recipient; `quad` 1 to 4 or None;
    `confidence` the probability of that answer, 0 to 1; `scores` the probability of each type."""

    type: str | None
    quad: int | None
    confidence: float
    scores: Mapping[str, float]


def _spans(name: str, given: Span | Sequence[Span], text: str) -> list[Span]:
    flat: list[Any] = list(given)
    spans = [tuple(flat)] if flat and isinstance(flat[0], int) else [tuple(one) for one in flat]
    for span in spans:
        if len(span) != 2 or not 0 <= span[0] < span[1] <= len(text):
            raise InputError(f"{name}={span!r} is no stretch of the text; give (start, end) offsets between 0 and {len(text)}")
    return [(int(span[0]), int(span[1])) for span in spans]


def relate(text: str, *, actor: Span | Sequence[Span], recipient: Span | Sequence[Span]) -> Relation:
    """The relation of a marked pair: `actor` and `recipient` are (start, end) character offsets, or several of them."""
    shares = encoder().relate(text, _spans("actor", actor, text), _spans("recipient", recipient, text))
    best = max(shares, key=lambda kind: shares[kind])
    scores = {kind: round(share, 4) for kind, share in shares.items() if kind != NONE}
    kind = None if best == NONE else best
    return Relation(kind, quad(kind) if kind else None, round(shares[best], 4), scores)
