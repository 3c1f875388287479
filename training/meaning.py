"""The weights by which `dragoman/coding/meant.py` takes somebody for a side: fitted, tried on other reports and written.

    python -m training.meaning          into dragoman/coding/data/meant.json; after `python -m training.parts`
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from functools import partial

from dragoman.agreement import HALF, likeness
from dragoman.coding import meant, parts
from dragoman.coding.bearings import ids_of
from dragoman.coding.meant import Doubt, Finish
from dragoman.coding.parts import Parts, key
from dragoman.coding.scene import Scene
from dragoman.coding.sides import Sides as Ends
from dragoman.coding.story import Story
from dragoman.reader.sentence import Frame
from training.choices import Choice
from training.sides import HISTORY, OPINIONS, Sides, Told, annotated, of_histories, shared, watched

RIDGE = 0.005


def arising(one: Told, said: Mapping[str, Parts] | None = None) -> list[Choice]:
    """The choices that arise in reading a report, of acts and changes whose sides are told.

    `said` is what networks that do not know it say of each report, by its text; without it the one that ships is asked.
    """
    found: list[Choice] = []
    survey = parts.survey if said is None else lambda cast, scenes, by_words: said.get(one.report["text"], {})

    def seen(told: Sides, story: Story, scene: Scene, frame: Frame, rule: Ends, finish: Finish) -> None:
        if shares := story.parts.get(key(scene, frame)):
            doubts = [Doubt(story.bearings, scene, frame, side, rule, finish, shares) for side in range(len(rule))]
            found.extend(_choice(one.name, doubt, told) for doubt in doubts if doubt.arises)

    watched(one, survey, seen)
    return found


def _choice(name: str, doubt: Doubt, told: Sides) -> Choice:
    """Those are right who make the side in doubt right, and of these who make both sides likest to what is told."""
    those = doubt.options()
    made = [doubt.finish(*doubt.instead(one)) for one in those]
    ends = [[likeness(right, ids_of(end)) for right, end in zip(told, both, strict=True)] for both in made]
    most = max((sum(both) for both in ends if both[doubt.side] >= HALF), default=0.0)
    right = [both[doubt.side] >= HALF and sum(both) == most for both in ends]
    return Choice(name, [doubt.features(one) for one in those], right)


def main() -> None:
    from training.weighing import learn  # the choices themselves need no torch

    work = partial(arising, said=pickle.loads(OPINIONS.read_bytes()))
    told, histories = ([one for found in shared(work, held) for one in found] for held in (annotated, of_histories))
    learn(told, HISTORY * histories, RIDGE, meant.WEIGHTS)


if __name__ == "__main__":
    main()
