"""What the content of a speech act is, which is no event of its own, and what stands beside it."""

from __future__ import annotations

import pytest

from tests.test_coding import act, coded, parsed


@pytest.mark.parametrize(
    ("text", "parse", "types"),
    [
        ("Peru threatened Chile after Brazil struck Bolivia",
         "NNP/2/nsubj VBD/0/root NNP/2/obj IN/6/mark NNP/6/nsubj VBD/2/advcl NNP/6/obj", ["THREATEN", "ASSAULT"]),
        ("Peru accused Chile of having struck Bolivia",
         "NNP/2/nsubj VBD/0/root NNP/2/obj IN/6/mark VBG/6/aux VBN/2/advcl NNP/6/obj", ["THREATEN"]),
    ],
)  # fmt: skip
def test_a_clause_that_tells_when_is_no_content_of_a_threat(text: str, parse: str, types: list[str]) -> None:
    read = parsed(text, parse, act("THREATEN", None, 2, ("actor", 1), ("recipient", 3)),
                  act("ASSAULT", None, 6, ("actor", 3), ("recipient", 7)))  # fmt: skip
    assert [e.type for e in coded(read)] == types
