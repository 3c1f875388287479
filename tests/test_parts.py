"""Who plays which part in the acts of a report: what the network is shown, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

import dragoman
from dragoman.coding import parts
from dragoman.coding.parts import MENTION, NEAR, SAME, ByWords, Parts, Share, Tokens, stretches, survey
from dragoman.coding.scene import Scene
from dragoman.grounding.cast import Cast
from training.sides import instead

SHORT = "Kenya accused Somalia of arming the rebels. It recalled its ambassador on Monday."
MONTHS = ("January", "March", "April", "June", "July", "August", "September", "October")
DAYS = [f"{day} {month} 2021" for month in MONTHS for day in (3, 8, 12, 17, 21, 26)]
LONG = "\n\n".join(f"Kenya accused Somalia of arming the rebels on {day}." for day in DAYS)


def _shown(text: str) -> list[Tokens]:
    """What the network is shown of a report."""
    seen: list[Tokens] = []

    def noted(cast: Cast, scenes: Sequence[Scene], by_words: ByWords) -> Parts:
        seen.extend(stretches(cast, scenes, by_words))
        return {}

    with instead(parts, "survey", noted):
        dragoman.read(text, published="2021-12-31")
    return seen


def _said(text: str) -> Parts:
    """What it says of the acts of a report."""
    found: dict[parts.Key, tuple[Share, Share]] = {}

    def noted(cast: Cast, scenes: Sequence[Scene], by_words: ByWords) -> Parts:
        found.update(survey(cast, scenes, by_words))
        return found

    with instead(parts, "survey", noted):
        dragoman.read(text, published="2021-12-31")
    return found


def test_every_act_of_a_long_report_is_judged_once() -> None:
    held = _shown(LONG)
    acts = [name for tokens in held for name in tokens.acts]
    assert len(held) == 2
    assert len(acts) == len(set(acts)) == 48


def test_a_stretch_is_shown_with_what_stands_before_it() -> None:
    first, second = _shown(LONG)
    assert {name[0] for name in second.acts} == set(range(24, 48))
    assert len(second.ids) - len(second.acts) > len(first.ids) - len(first.acts)


def test_two_mentions_of_one_are_shown_to_be_the_same_and_how_far_apart_they_are() -> None:
    (held,) = _shown(SHORT)
    kenya = [n for n, ids in enumerate(held.ids) if ids == {"KEN"} and held.kinds[n] == MENTION]
    (somalia,) = (n for n, ids in enumerate(held.ids) if ids == {"SOM"})
    assert held.near[kenya[0], kenya[1]] % SAME == 2
    assert held.near[kenya[0], somalia] % SAME == 0
    assert held.near[kenya[0], kenya[1]] // SAME == parts.FAR + 1
    assert held.near[kenya[1], kenya[0]] // SAME == parts.FAR - 1
    assert held.near[somalia, kenya[0]] // SAME == NEAR - 2


def test_shares_are_those_of_one_out_of_all() -> None:
    said = _said(SHORT)
    assert said
    for share in (share for both in said.values() for share in both):
        assert share.nobody + sum(share.alone.values()) == pytest.approx(1.0, abs=1e-4)
        assert 0 < share.best() <= 1


def test_an_actor_that_stands_there_is_found() -> None:
    accused = next(both for (_, _, _, label), both in _said(SHORT).items() if label == "ACCUSE")
    assert accused[0].of(frozenset({"KEN"})) > 0.5
    assert accused[1].of(frozenset({"SOM"})) > 0.5


def test_several_are_as_likely_as_their_mention_together_and_as_the_least_of_them() -> None:
    share = Share(0.1, {"MLI": 0.8, "NER": 0.3}, {frozenset({"MLI", "NER"}): 0.2})
    assert share.of(frozenset()) == 0.1
    assert share.of(frozenset({"MLI"})) == 0.8
    assert share.of(frozenset({"MLI", "NER"})) == 0.2
    assert share.of(frozenset({"MLI", "TCD"})) == 0.0
    assert share.weakest(frozenset({"MLI", "NER"})) == 0.3
    assert share.best() == 0.8


def test_nothing_is_said_of_sentences_without_vectors() -> None:
    def bare(cast: Cast, scenes: Sequence[Scene], by_words: ByWords) -> Parts:
        return survey(cast, [replace(scene, read=replace(scene.read, vectors=None)) for scene in scenes], by_words)

    with instead(parts, "survey", bare):
        events = dragoman.read(SHORT, published="2021-12-31").events
    assert next((e.type, [p.id for p in e.actors]) for e in events) == ("ACCUSE", ["KEN"])


def test_the_file_is_small() -> None:
    assert parts.MODEL.stat().st_size < 3_000_000


def test_a_report_is_shown_the_same_every_time() -> None:
    one, two = ([array for tokens in _shown(SHORT) for array in tokens.inputs().values()] for _ in range(2))
    assert len(one) == 6
    assert all(np.array_equal(a, b) for a, b in zip(one, two, strict=True))
