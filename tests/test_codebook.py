"""The codebooks as data: every label of the reader has its row, and CAMEO codes lead back to their PLOVER type."""

from __future__ import annotations

import csv
import shlex

import pytest

from dragoman.coding import codebook
from dragoman.errors import InputError
from dragoman.reader import labels


def test_the_reader_and_the_codebook_name_the_same_types_and_modes() -> None:
    assert codebook.types() == labels.TYPES
    assert {kind: codebook.modes(kind) for kind in codebook.types()} == labels.MODES


@pytest.mark.parametrize(
    ("kind", "modes", "quad", "score"),
    [("AGREE", (), 1, 2.5), ("CONSULT", ("visit",), 1, 4), ("ACCUSE", (), 3, -2), ("ASSAULT", ("aerial",), 4, -9.5),
     ("PROTEST", ("vandalize",), 4, -5), ("RETREAT", ("withdraw",), 2, 8)],
)  # fmt: skip
def test_quads_and_scores_are_the_codebooks(kind: str, modes: tuple[str, ...], quad: int, score: float) -> None:
    assert (codebook.quad(kind), codebook.score(kind, modes)) == (quad, score)


@pytest.mark.parametrize("kind", labels.TYPES)
def test_every_type_has_a_cameo_code(kind: str) -> None:
    for mode in (None, *codebook.modes(kind)):
        assert codebook.cameo(kind, (mode,) if mode else ()) is not None


def test_the_most_telling_row_decides_the_cameo_code() -> None:
    assert codebook.cameo("CONCEDE", (), ("military", "diplomatic")) == "0356"
    assert codebook.cameo("ASSAULT", ("aerial",)) == "195"
    assert codebook.from_cameo("195") == ("ASSAULT", "heavy-weapons", ("military",))
    assert codebook.from_cameo("1951") == codebook.from_cameo("195")
    assert codebook.from_cameo("99") is None


def test_contexts_come_from_the_words() -> None:
    assert set(codebook.contexts("The army closed the border to grain exports")) == {"military", "territory", "economic"}
    assert codebook.contexts("They met") == ()


def test_every_word_of_a_context_is_found() -> None:
    for row in csv.DictReader((codebook.DATA / "contexts.csv").open(encoding="utf-8", newline="")):
        for words in shlex.split(row["words"]):
            assert row["context"] in codebook.contexts(f"Lima: {words.replace('*', 'x').upper()}.")


def test_an_unknown_type_is_told_the_sixteen() -> None:
    assert codebook.check_type("assault") == "ASSAULT"
    with pytest.raises(InputError, match="AGREE, CONSULT"):
        codebook.check_type("FIGHT")
