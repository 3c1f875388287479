"""What reaches the terminal: harmless, of the right width, nothing lost."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.commands import wording
from dragoman.formats import csv_cell, json_line, written
from dragoman.terminal import paragraph, safe, table, width, wrapped

OBEYED = ["\x1b[2J", "\x9b31m", "\x07", "\u202e", "\u2066", "\x7f", "\u2028", "\ufeff", "\ud800"]


@pytest.mark.parametrize("mark", OBEYED)
def test_what_a_terminal_would_obey_is_shown_as_a_mark(mark: str) -> None:
    assert mark not in safe(f"a{mark}b")
    assert mark not in "\n".join(table(["words"], [[f"a{mark}b"]]))
    assert mark[0] not in json_line({"text": f"a{mark}b"})
    assert mark[0] not in csv_cell(f"a{mark}b")


@given(st.text())
def test_json_line_reads_back_as_the_same_text(text: str) -> None:
    line = json_line({"text": text})
    assert json.loads(line) == {"text": text}
    assert "\n" not in line


@given(st.text(), st.integers(6, 60))
def test_lines_fit_and_lose_nothing(text: str, cells: int) -> None:
    lines = wrapped(safe(text), cells)
    assert all(width(line) <= cells for line in lines)
    assert "".join(lines).replace(" ", "") == safe(text).replace(" ", "")


@given(st.lists(st.lists(st.text(max_size=80), min_size=3, max_size=3), max_size=4), st.integers(40, 120))
def test_table_fits_any_window(rows: list[list[str]], cells: int) -> None:
    assert all(width(line) <= cells for line in table(["one", "two", "three"], rows, cells))


def test_wide_characters_take_two_cells_and_accents_none() -> None:
    assert width("尼日尔") == 6
    assert width("Idrisse\u0301") == 7
    assert paragraph("尼日尔 " * 20, "  ", cells=30).splitlines()[0] == "  尼日尔 尼日尔 尼日尔 尼日尔"


def test_columns_without_content_are_left_out() -> None:
    shown = {"a": lambda row: row["a"], "b": lambda row: row.get("b")}
    assert list(written("table", [{"a": 1}], ("a", "b"), shown)) == ["a", "-", "1"]
    assert list(written("csv", [{"a": 1}], ("a", "b"), shown)) == ["a,b", "1,"]


def test_formula_is_defused_in_csv() -> None:
    assert csv_cell("=1+1") == "'=1+1"
    assert csv_cell(-7) == "-7"
    assert csv_cell([None, "2024-05-01"]) == ";2024-05-01"


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (["2024-04-19", "2024-04-19"], "2024-04-19"),
        (["2024-03-01", "2024-03-31"], "2024-03"),
        (["2018-01-01", "2018-12-31"], "2018"),
        (["2024-03-01", "2024-03-16"], "2024-03-01 to 2024-03-16"),
        ([None, "2024-03-16"], "by 2024-03-16"),
        (["2024-03-16", None], "from 2024-03-16"),
        ([None, None], ""),
        (None, ""),
    ],
)
def test_intervals_in_words(pair: list[str | None] | None, said: str) -> None:
    assert wording.days(pair) == said
