"""What states can be called without their names: «the sultanate», «the Gulf monarchy», «the North» (`data/descriptions.tsv`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from dragoman.grounding.noun import Noun
from dragoman.grounding.page import wordlists
from dragoman.grounding.world import rows


@cache
def forms() -> Mapping[str, frozenset[str]]:
    """What a state can be called -> the states that can be; words with a capital count only where they are written so."""
    return {row["words"]: frozenset(row["states"].split(";")) for row in rows("descriptions")}


def called_so(noun: Noun) -> frozenset[str] | None:
    """The states that a description fits, by its noun and by the region before it; None where it tells no state apart."""
    before = noun.words
    said = {noun.head, noun.head.capitalize() if noun.capital else "", *before, *map(" ".join, pairwise(before))}
    told = [forms()[word] for word in said if word in forms()]
    if not told or not (noun.head in wordlists("country", "states") or {noun.head, noun.head.capitalize()} & forms().keys()):
        return None
    return frozenset.intersection(*told)
