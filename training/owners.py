"""The weights by which `dragoman/grounding/whose.py` takes a state for that of «the government»: fitted, tried and written.

    python -m training.owners           into dragoman/grounding/data/whose.json
"""

from __future__ import annotations

from dragoman.coding import events, towards
from dragoman.coding.bearings import Ids, ids_of
from dragoman.coding.scene import Scene
from dragoman.coding.sides import Sides
from dragoman.coding.story import Story
from dragoman.grounding import whose
from dragoman.grounding.discourse import Discourse
from dragoman.grounding.loglinear import Features
from dragoman.reader.sentence import Frame
from training.choices import Choice
from training.sides import Told, annotated, instead, of_histories, read_alone, shared

RIDGE = 0.02


def arising(one: Told) -> list[Choice]:
    """The choices of a state that arise in reading a report, of descriptions that fill a side which is known."""
    found: list[Choice] = []
    asked: dict[int, dict[str, Features]] = {}

    def noted(talk: Discourse, rule: str | None) -> str | None:
        asked[talk.start] = whose.options(talk, rule)
        return rule

    def sided(story: Story, scene: Scene, frame: Frame) -> Sides:
        sides = towards.act_sides(story, scene, frame)
        told = one.known(scene.spot(frame.trigger), frame.label, ids_of((*sides[0], *sides[1])))
        for role, right in zip(("actor", "recipient"), told or (), strict=False):
            at = next((scene.phrase(word).start for word in scene.fillers(frame, role)), -1)
            if asked.get(at):
                found.append(_choice(one.name, asked[at], right))
        return sides

    with instead(whose, "likeliest", noted), instead(events, "act_sides", sided):
        read_alone(one.report)
    return found


def _choice(name: str, options: dict[str, Features], right: Ids) -> Choice:
    return Choice(name, list(options.values()), [state in right for state in options])


def main() -> None:
    from training.weighing import learn  # the choices themselves need no torch

    told, histories = ([one for found in shared(arising, held) for one in found] for held in (annotated, of_histories))
    learn(told, histories, RIDGE, whose.WEIGHTS)


if __name__ == "__main__":
    main()
