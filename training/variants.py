"""Sentences varied word by word, for the teacher to judge: other states, and words that are near in the base model's table.

What a variant means may differ from the sentence it comes from; only the teacher says what it tells.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dragoman.grounding.world import rows

#: share of the words that change, where they have neighbours
SHARE = 0.3
#: how near a neighbour is (cosine of the word table), and how many there are at most
NEAR, MOST = 0.38, 8
#: the vectors of the word pieces, (V, d)
Table = NDArray[np.float32]
_ENDINGS = ("ing", "ed", "ly", "ion", "ions", "s")
_KINDS = ("name", "adjective", "demonym", "capital")


def _states() -> dict[str, dict[str, str]]:
    """State -> its names of one word by kind; only states that have all kinds."""
    held: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows("state_names"):
        if row["kind"] in _KINDS and " " not in row["name"]:
            held[row["id"]].setdefault(row["kind"], row["name"])
    return {state: names for state, names in held.items() if len(names) == len(_KINDS)}


def _ending(word: str) -> str:
    return next((end for end in _ENDINGS if word.endswith(end)), "")


def neighbours(table: Table, vocabulary: Mapping[str, int], common: Iterable[str]) -> dict[str, list[str]]:
    """Word -> the words nearest to it in the table (V, d) that end alike, among the common ones; short words have none."""
    held = sorted(w for w in common if len(w) > 3 and w.isalpha() and w.islower() and w in vocabulary)
    vectors = table[[vocabulary[w] for w in held]]
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    shares = vectors @ vectors.T
    places = np.argsort(-shares, axis=1, kind="stable")[:, : 3 * MOST]
    found = {}
    for row, word in enumerate(held):
        others = [held[i] for i in places[row] if shares[row, i] >= NEAR and i != row]
        found[word] = [w for w in others if _ending(w) == _ending(word)][:MOST]
    return {word: near for word, near in found.items() if near}


class Varier:
    """Varies sentences that are cut into words; the number of words stays."""

    def __init__(self, table: Table, vocabulary: Mapping[str, int], texts: Sequence[Sequence[str]], seed: int) -> None:
        counts = Counter(word for text in texts for word in text)
        self.near = neighbours(table, vocabulary, (word for word, n in counts.items() if n >= 3))
        self.states = _states()
        self.owner = {name: (state, kind) for state, names in self.states.items() for kind, name in names.items()}
        self.rng = random.Random(seed)

    def vary(self, text: Sequence[str]) -> list[str]:
        """One variant: every state becomes another, the same one wherever it is named, and some words a neighbour."""
        stand_in: dict[str, str] = {}
        out = []
        for word in text:
            if word in self.owner:
                state, kind = self.owner[word]
                other = stand_in.setdefault(state, self.rng.choice(list(self.states)))
                out.append(self.states[other][kind])
            elif word in self.near and self.rng.random() < SHARE:
                out.append(self.rng.choice(self.near[word]))
            else:
                out.append(word)
        return out
