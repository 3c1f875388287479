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
        ("SANCTION", "gave notice that it is ending the accord", "discontinue"),
        ("REQUEST", "called upon Norway to help to clear the mines", "assist"),
        ("THREATEN", "threatened to send the advisers home", "expel"),
    ],
)
def test_the_words_of_the_content_tell_the_mode(kind: str, words: str, mode: str | None) -> None:
    assert codebook.content_mode(kind, words) == mode
    assert mode is None or mode in codebook.modes(kind)


@pytest.mark.parametrize(
    ("kind", "words", "mode"),
    [
        ("MOBILIZE", "Peruvian soldiers moved up to the river", "troops"),
        ("CONSULT", "discussed the harvest by telephone", "phone"),
        ("COERCE", "took control of the port", "seize"),
        ("REJECT", "turned the offer down", None),
    ],
)
def test_words_of_the_clause_tell_the_mode_where_the_reader_does_not(kind: str, words: str, mode: str | None) -> None:
    assert codebook.content_mode(kind, words) is None
    assert codebook.content_mode(kind, words, "silent") == mode
