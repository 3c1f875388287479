"""Sentences varied word by word, for the teacher to judge."""

from __future__ import annotations

import numpy as np

from training.variants import Varier, neighbours

VOCABULARY = {"attacked": 0, "bombed": 1, "bombing": 2, "praised": 3}
TABLE = np.array([[1.0, 0.1], [1.0, 0.2], [1.0, 0.15], [0.0, 1.0]], dtype=np.float32)
TEXT = ["Kenya", "attacked", "Uganda", ",", "and", "Ugandans", "attacked", "Nairobi"]


def test_neighbours_are_near_in_the_table_and_end_alike() -> None:
    assert neighbours(TABLE, VOCABULARY, VOCABULARY) == {"attacked": ["bombed"], "bombed": ["attacked"]}


def test_a_state_becomes_the_same_other_wherever_it_is_named() -> None:
    varier = Varier(TABLE, VOCABULARY, [TEXT] * 3, 1)
    for _ in range(20):
        found = varier.vary(TEXT)
        owners = {at: varier.owner[found[at]] for at in (0, 2, 5, 7)}
        assert [kind for _, kind in owners.values()] == ["name", "name", "demonym", "capital"]
        assert owners[0][0] == owners[7][0] and owners[2][0] == owners[5][0]
        assert found[3:5] == [",", "and"] and len(found) == len(TEXT)
