"""The weights by which `dragoman/coding/meant.py` takes somebody for meant: fitted, tried on other reports and written.

    python -m training.meaning          into dragoman/coding/data/meant.json
"""

from __future__ import annotations

from dragoman.agreement import HALF, likeness
from dragoman.coding import meant, towards
from dragoman.coding.bearings import ids_of
from dragoman.coding.scene import Scene
from dragoman.coding.sides import Parties
from dragoman.coding.story import Story
from dragoman.reader.sentence import Frame
from training.choices import Choice
from training.sides import Sides, Told, annotated, instead, looked_at, of_history, read_alone

RIDGE = 0.005
#: how often a choice of a coded history counts: they are told as news are, and coded as a whole
HISTORY = 3


def arising(one: Told) -> list[Choice]:
    """The choices among those who may be meant that arise in reading a report, of acts whose sides are known."""
    found: list[Choice] = []

    def noted(story: Story, scene: Scene, frame: Frame, actors: Parties, rule: Parties) -> Parties:
        sides = one.known(scene.spot(frame.trigger), frame.label, ids_of(actors))
        if sides:
            found.append(_choice(one.name, story, scene, frame, actors, rule, sides))
        return rule

    with instead(meant, "likeliest", noted):
        read_alone(one.report)
    return found


def _choice(name: str, story: Story, scene: Scene, frame: Frame, actors: Parties, rule: Parties, sides: Sides) -> Choice:
    those = meant.options(story.bearings, scene, frame, actors, rule)
    ends = [towards.finished(story, scene, frame, story.turned(frame, actors, one)) for one in those]
    shares = [min(likeness(sides[0], ids_of(a)), likeness(sides[1], ids_of(b))) for a, b in ends]
    features = [meant.features(story.bearings, scene, frame, actors, rule, one) for one in those]
    return Choice(name, features, [share == max(shares) and share >= HALF for share in shares])


def main() -> None:
    from training.weighing import learn  # the choices themselves need no torch

    told = [one for report in annotated() for one in arising(report)]
    histories = HISTORY * [one for folder in looked_at() for report in of_history(folder) for one in arising(report)]
    learn(told, histories, RIDGE, meant.WEIGHTS)


if __name__ == "__main__":
    main()
