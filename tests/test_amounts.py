"""Amounts: a table of expressions in context, and what holds for every text."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.grounding.amounts import amounts
from dragoman.rows import Amount

TABLE = Path(__file__).parent / "data" / "amounts.tsv"
#: share of the table whose bounds must come out right; raise it when it is beaten, lower it never
FLOOR = 0.98

Row = tuple[str, int, int, list[str]]


def rows() -> list[Row]:
    lines = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [_row(line) for line in lines]


def _row(line: list[str]) -> Row:
    start, end = line[0].index("[["), line[0].index("]]") - 2
    return line[0].replace("[[", "").replace("]]", ""), start, end, (line[1:] + [""] * 4)[:4]


def found(row: Row) -> Amount | None:
    """The amount that shares most characters with the marked words."""
    text, start, end, _ = row
    shared = {amount: min(amount.end, end) - max(amount.start, start) for amount in amounts(text)}
    best = max(shared, key=lambda amount: shared[amount], default=None)
    return best if best and shared[best] > 0 else None


def is_right(row: Row, *, kinds: bool = False) -> bool:
    amount, (kind, low, high, unit) = found(row), row[3]
    if amount is None or kind == "none":
        return (amount is None) == (kind == "none")
    bounds = [float(side) if side else None for side in (low, high)]
    same_kind = (amount.kind, amount.unit) == (kind, unit)
    return [amount.low, amount.high] == bounds and (same_kind or not kinds)


def test_table() -> None:
    table = rows()
    assert len(table) >= 360
    for kinds in (False, True):
        wrong = [row for row in table if not is_right(row, kinds=kinds)]
        share = 1 - len(wrong) / len(table)
        assert share >= FLOOR, f"{share:.3f}\n" + "\n".join(f"{row} -> {found(row)}" for row in wrong)


_JOINED = (
    "more than|at least|some|up to|1,000|12|two|hundred|thousand|and|million|$|€|£5m|troops|killed|people|dozens|of|-|between|were"
    "|arrested|a|half|.|,|dollars|\ud800|\u200f|\x00|99999999999999999999|injured"
)
WORDS = st.sampled_from(_JOINED.split("|"))



@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=120))
def test_any_text(text: str) -> None:
    for amount in amounts(text):
        assert text[amount.start : amount.end] == amount.text
        assert amount.low is None or amount.high is None or amount.low <= amount.high
