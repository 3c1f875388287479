"""Dates: a table of expressions in context, and what holds for every text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.grounding import calendar, happenings, world
from dragoman.grounding.dates import DateSpan, dates, read_dates, resolved
from dragoman.interval import Interval

TABLE = Path(__file__).parent / "data" / "dates.tsv"
#: share of the table that must come out exactly right; raise it when it is beaten, lower it never
FLOOR = 0.98


@dataclass(frozen=True)
class Row:
    """A line of the table, the marks taken out of its text."""

    group: str
    published: str | None
    text: str
    start: int
    end: int
    earliest: str | None
    latest: str | None
    what: str


def rows() -> list[Row]:
    lines = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [_row(*line) for line in lines]


def _row(group: str, published: str, marked: str, earliest: str, latest: str, what: str) -> Row:
    start = marked.index("[[")
    end = marked.index("]]") - 2
    text = marked.replace("[[", "").replace("]]", "")
    return Row(group, published or None, text, start, end, earliest or None, latest or None, what)


def found(row: Row) -> DateSpan | None:
    """The span that shares most characters with the marked words."""
    spans = dates(row.text, row.published)
    shared = {span: min(span.end, row.end) - max(span.start, row.start) for span in spans}
    best = max(shared, key=lambda span: shared[span], default=None)
    return best if best and shared[best] > 0 else None


def is_right(row: Row) -> bool:
    span = found(row)
    if span is None or row.what == "none":
        return (span is None) == (row.what == "none")
    return [*span.interval.row(), span.kind] == [row.earliest, row.latest, row.what]


def test_table() -> None:
    table = rows()
    wrong = [row for row in table if not is_right(row)]
    assert len(table) >= 790
    share = 1 - len(wrong) / len(table)
    listed = "\n".join(f"{row.text} -> {found(row)}" for row in wrong)
    assert share >= FLOOR, f"{share:.3f} of {len(table)}\n{listed}"


def test_row_is_the_public_shape() -> None:
    span = dates("It ended in late July.", "2024-05-19")[0]
    assert span.row() == {
        "start": 12,
        "end": 21,
        "text": "late July",
        "earliest": "2023-07-21",
        "latest": "2023-07-31",
        "granularity": "month",
        "kind": "point",
    }


def test_anchored_dates_resolve() -> None:
    span = dates("They left four days after the coup.", "2024-05-19")[0]
    assert (span.anchor, span.offset, span.earliest) == ("the coup", (4, 4), None)
    assert resolved(span, Interval.on(date(2023, 7, 26))).earliest == date(2023, 7, 30)
    month = dates("They left a month after the coup.", "2024-05-19")[0]
    assert resolved(month, Interval.on(date(2023, 7, 26))).interval.row() == ["2023-08-10", "2023-09-10"]


def test_happenings_of_the_table() -> None:
    """A known happening dates what is counted from it; one that may be several stays open."""
    counted = dates("Niger closed its airspace eleven days after the coup.", "2024-05-19")[0]
    assert (counted.anchor, counted.interval.row()) == ("the coup", ["2023-08-06", "2023-08-06"])
    assert dates("Mali has been under sanctions since the coup.", "2022-05-19") == []
    war = "Since the war began the two have not spoken."
    assert dates("In Sudan, " + war, "2024-05-19")[0].interval.row() == ["2023-04-15", "2024-05-19"]
    assert dates(war, "2024-05-19") == []


def test_happenings_that_the_report_tells() -> None:
    report = "Mali's assembly held the vote on 3 June 2024.\n\nTwo days before the vote the speaker resigned."
    line = report.splitlines()[-1]
    assert read_dates(line, "2024-07-01")[0].interval.row() == [None, None]
    assert read_dates(line, "2024-07-01", within=report)[0].interval.row() == ["2024-06-01", "2024-06-01"]
    twice = report + "\n\nThe senate held the vote on 5 June 2024."
    assert read_dates(line, "2024-07-01", within=twice)[0].interval.row() == [None, None]


def test_tables_are_well_formed() -> None:
    for row in happenings.table():
        assert row.latest is None or row.earliest <= row.latest
        assert row.states <= set(world.states()), row
    names = [name.lower() for row in happenings.table() for name in row.names]
    assert len(names) == len(set(names)) and len(happenings.table()) > 400
    assert all(row["source"] for table in ("happenings", "feasts", "national_days") for row in world.rows(table))
    assert {state for state, _ in calendar.national_days()} <= set(world.states())
    assert all(a.latest < b.earliest for days in calendar.feasts().values() for a, b in pairwise(days) if a.latest and b.earliest)


def test_tense_may_be_given() -> None:
    text = "Friday in Ankara: the minister and the envoy."
    past = read_dates(text, "2024-08-06", tense=lambda _: "past")[0]
    future = read_dates(text, "2024-08-06", tense=lambda _: "future")[0]
    assert (past.earliest, future.earliest) == (date(2024, 8, 2), date(2024, 8, 9))


def test_wrapped_lines() -> None:
    text = "The forces will be gone by 15\nSeptember 2024, after two\nyears.\n\nMay\n\nThey left on\u00a0Friday."
    found = dates(text, "2024-05-19")
    assert [(s.text, s.kind, s.interval.row()) for s in found] == [
        ("by 15\nSeptember 2024", "point", ["2024-05-19", "2024-09-15"]),
        ("two\nyears", "duration", [None, None]),
        ("Friday", "point", ["2024-05-17", "2024-05-17"]),
    ]


@pytest.mark.parametrize("published", [None, "0001-01-01", "9999-12-31", "2024-02-29"])
def test_the_edges_of_the_calendar(published: str | None) -> None:
    text = "It fell 99 years ago, last month, a century ago, in 500 years, next century; on 30 February 2023 and 31 June."
    for span in dates(text, published):
        assert text[span.start : span.end] == span.text


_JOINED = (
    "since|until|by|the|last|next|May|Friday|2012|15|September|two|weeks|ago|later|after|from|to|-|year|month|early|in|of|a|twenty"
    "|first|quarter|.|,|spring|eve|1990s|week|\ud800|\u200f|99999999999|\x00|Christmas|und"
)
WORDS = st.sampled_from(_JOINED.split("|"))



@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=120), st.sampled_from([None, "2024-05-19", "0001-01-02"]))
def test_any_text(text: str, published: str | None) -> None:
    spans = dates(text, published)
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert all(not (s.earliest and s.latest) or s.earliest <= s.latest for s in spans)


def test_that_counts_from_the_date_told_last() -> None:
    found = dates("On 10 March 2009 Chad closed the road. A week after that, Sudan did the same.", "2010-01-05")
    assert [d.interval.row() for d in found][1] == ["2009-03-14", "2009-03-20"]


def test_a_count_from_a_date_holds_that_date() -> None:
    found = dates("It ended one minute before midnight on Monday.", "2012-05-03")
    assert [(d.text, *d.interval.row()) for d in found] == [("one minute before midnight on Monday", "2012-04-30", "2012-04-30")]


def test_a_day_of_last_january_is_no_day_of_next_january_in_the_past_tense() -> None:
    (found,) = dates("Nepal and Laos restored relations on 20 January.", "2016-12-12")
    assert found.interval.row() == ["2016-01-20", "2016-01-20"]


def test_a_count_from_that_day_holds_those_words() -> None:
    found = dates("Mali voted on 20 May 2010. Two days before that day Togo had voted.", "2010-09-05")
    assert [(d.text, *d.interval.row()) for d in found[1:]] == [("Two days before that day", "2010-05-18", "2010-05-18")]


def test_how_long_before_something_is_no_day() -> None:
    found = read_dates("They had signed a lease for thirty years before the summer was over.", date(2021, 2, 22))
    assert [(d.text, d.kind) for d in found][:1] == [("thirty years", "duration")]


def test_what_expires_on_a_day_will_then() -> None:
    found = read_dates("The agreement, signed in 1947, expires on September 16.", date(1991, 8, 7))
    assert found[-1].interval == Interval.on(date(1991, 9, 16))
