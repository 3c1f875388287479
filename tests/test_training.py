"""What training decides without a model: thresholds, confidences, and which sentences are too near to an evaluation text."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from dragoman.reader.decoding import logit
from dragoman.reader.labels import ACTS, ROLE_CLASSES
from dragoman.reader.pairing import combined, of_acts
from training.calibrate import Point, best, calibration_error, cautious, fitted
from training.overlap import near

#: found with 0.9, but right only half of the time; with 0.6, right one time in five
BOLD: list[Point] = [(0.9, n % 2 == 0) for n in range(200)] + [(0.6, n % 5 == 0) for n in range(200)]


def test_a_threshold_lies_between_one_half_and_where_f1_is_highest_nearer_to_it_the_more_there_are() -> None:
    points = [(0.3, True)] * 300 + [(0.25, False)] * 3000
    assert best(points, 0) == pytest.approx(0.4)
    assert best([(0.75, False)] * 100 + [(0.85, True)] * 100, 0) == pytest.approx(0.575)
    assert best([(0.75, False)] * 900 + [(0.85, True)] * 900, 0) == pytest.approx(0.725)


def test_of_thresholds_that_are_as_good_the_cautious_one_is_the_highest() -> None:
    points = [(0.9, True)] * 500 + [(0.62, True)] * 2 + [(0.62, False)]
    assert cautious(points, 0) == pytest.approx(0.8)
    assert cautious([(0.62, True)] * 500 + [(0.58, False)] * 500, 0) == pytest.approx(0.6)


def test_confidences_are_made_what_they_say() -> None:
    slope, shift = fitted(BOLD, 0.5)
    mended = [(1 / (1 + np.exp(-(slope * logit(p) + shift))), right) for p, right in BOLD]
    assert calibration_error(BOLD) == pytest.approx(0.4, abs=0.01)
    assert calibration_error(mended) < 0.05


def test_what_is_right_as_often_as_it_says_has_no_error() -> None:
    assert calibration_error([(0.75, n % 4 != 0) for n in range(400)]) == pytest.approx(0.0, abs=0.001)


def test_a_sentence_near_to_an_evaluation_text_is_named() -> None:
    told = [("e-1", "The last of the soldiers left the camp near the river on Tuesday morning.")]
    mine = [
        ("a:1", "The last of the soldiers left the camp near the lake on Tuesday morning."),
        ("a:2", "Soldiers left a camp on a river when it rained."),
    ]
    assert [line.split(":")[0] for line in near(mine, told)] == ["a"]
    assert list(near(mine[1:], told)) == []


def test_names_alone_make_no_copy() -> None:
    told = [("e-1", "It is before the International Court of Justice in The Hague.")]
    assert list(near([("a:1", "A complaint went to the International Court of Justice in The Hague.")], told)) == []


def _shares(words: int, **acts: tuple[int, float]) -> NDArray[np.float32]:
    found = np.zeros((words, len(ACTS)), dtype=np.float32)
    found[:, 0] = 1.0
    for kind, (word, share) in acts.items():
        found[word, ACTS.index(kind)], found[word, 0] = share, 1 - share
    return found


def test_the_act_that_has_the_pair_in_its_roles_tells_what_it_does() -> None:
    acts = _shares(6, ACCUSE=(2, 0.9), AID=(5, 0.9))
    roles = np.zeros((len(ROLE_CLASSES), 6, 6), dtype=np.float32)
    roles[ROLE_CLASSES.index("actor"), 2, 1] = roles[ROLE_CLASSES.index("recipient"), 2, 3] = 0.9
    roles[ROLE_CLASSES.index("actor"), 5, 4] = 0.9
    found = of_acts(acts, roles, [1], [3])
    assert ACTS[int(found.argmax())] == "ACCUSE"
    assert found[0] == 0
    assert found.sum() == pytest.approx(1.0)


def test_both_opinions_count_and_none_is_left_to_the_pair() -> None:
    pair = np.full(len(ACTS), 0.8 / (len(ACTS) - 1), dtype=np.float32)
    pair[0] = 0.2
    by_acts = np.zeros(len(ACTS), dtype=np.float32)
    by_acts[ACTS.index("AID")] = 1.0
    found = combined(pair, by_acts)
    assert ACTS[int(found[1:].argmax()) + 1] == "AID"
    assert found[0] == pytest.approx(0.2)
    assert found.sum() == pytest.approx(1.0)
