"""The tables of known bases, missions and pacts are well formed: columns, ids, dates, names."""

import re
from importlib.resources import files
from itertools import combinations

import pytest

DATA = files("dragoman.grounding") / "data"
DATE = re.compile(r"(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?")
# Table -> the columns that hold ids of parties.
PARTIES = {"bases": ("holder", "host"), "missions": ("holder", "hosts"), "pacts": ("parties",)}
TABLES = [table for table in PARTIES if (DATA / f"{table}.tsv").is_file()]

Row = dict[str, str]


def rows(table: str) -> list[Row]:
    """Rows of one table of the data folder, as column -> text."""
    head, *lines = (DATA / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    return [dict(zip(head.split("\t"), line.split("\t"), strict=True)) for line in lines]


def names(row: Row) -> set[str]:
    """What the row answers to, in lower case."""
    return {name.casefold() for name in [row["name"], *row["aliases"].split(";")] if name}


def parties(table: str, row: Row) -> tuple[str, ...]:
    """Ids in the row's columns of parties."""
    return tuple(i for column in PARTIES[table] for i in row[column].split(";") if i)


def meet(one: Row, other: Row) -> bool:
    """Whether the spans of both rows share more than their edge; an open end is without limit."""
    spans = [(row["start"] or "0", row["end"] or "9999") for row in (one, other)]
    return max(start for start, _ in spans) < min(end for _, end in spans)


@pytest.mark.parametrize("table", TABLES)
def test_parties_are_known(table: str) -> None:
    known = {row["id"] for kind in ("states", "organisations", "groups") for row in rows(kind)}
    for row in rows(table):
        assert parties(table, row), row
        assert known.issuperset(parties(table, row)), row


@pytest.mark.parametrize("table", TABLES)
def test_dates_are_ordered(table: str) -> None:
    for row in rows(table):
        assert DATE.fullmatch(row["start"]) and DATE.fullmatch(row["end"]), row
        assert not row["end"] or row["start"][: len(row["end"])] <= row["end"], row


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_sourced_and_give_each_name_once(table: str) -> None:
    for row in rows(table):
        assert row["name"] and row["source"], row
        called = [row["name"], *filter(None, row["aliases"].split(";"))]
        assert len(set(called)) == len(called) and all(name == name.strip() for name in called), row


def test_no_base_lies_in_two_states_or_is_held_twice_at_once() -> None:
    answering: dict[str, list[Row]] = {}
    for row in rows("bases"):
        for name in names(row):
            answering.setdefault(name, []).append(row)
    for one, other in (pair for same in answering.values() for pair in combinations(same, 2)):
        if meet(one, other):
            assert one["host"] == other["host"] and one["holder"] != other["holder"], (one, other)
