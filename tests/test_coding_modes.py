"""The modes that the content of demands, refusals and threats has."""

from __future__ import annotations

import pytest

from dragoman.coding import codebook


@pytest.mark.parametrize(
    ("kind", "words", "mode"),
    [
        ("REQUEST", "urged Sudan to stop shelling the town", "yield"),
        ("REQUEST", "urged Georgia to repeal the law", "change"),
        ("REQUEST", "asked Japan for medicine", None),
        ("REJECT", "refused to hand over the island", "yield"),
        ("REJECT", "refused to send doctors", "assist"),
        ("REJECT", "would not receive the envoy", "meet"),
        ("THREATEN", "threatened Laos with tariffs", "restrict"),
        ("ACCUSE", "called the verdict a farce", "disapprove"),
        ("ASSAULT", "condemned to stop", None),
    ],
)
def test_the_words_of_the_content_tell_the_mode(kind: str, words: str, mode: str | None) -> None:
    assert codebook.content_mode(kind, words) == mode
    assert mode is None or mode in codebook.modes(kind)
