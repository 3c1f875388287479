"""What must be true of every fold, whatever the reports say."""

from __future__ import annotations

import random
from datetime import date, timedelta
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.record import open_record
from dragoman.record.fold import fold
from tests.record_rows import Told, report, told

START = date(2024, 1, 1)
DAYS = st.integers(0, 120).map(lambda n: (START + timedelta(days=n)).isoformat())
WHEN = st.one_of(
    DAYS.map(lambda d: [d, d]),
    st.tuples(DAYS, DAYS).map(sorted).map(list),
    DAYS.map(lambda d: [None, d]),
    DAYS.map(lambda d: [d, None]),
)
CHANGE = st.sampled_from(["begins", "continues", "ends", "alters"])
STATUS = st.sampled_from(["happened", "happened", "planned", "possible", "denied"])


@st.composite
def changes(draw: st.DrawFn, statuses: st.SearchStrategy[str] = STATUS) -> dict[str, Any]:
    name = draw(st.sampled_from(["one", "two", "three", "four"]))
    report = {"report": name, "published": draw(DAYS), "quote": draw(st.text("abc", min_size=1, max_size=3))}
    kind = draw(st.sampled_from(["presence", "agreement"]))
    roles: dict[str, Any] = {"holder": "USA", "host": "NER"} if kind == "presence" else {"parties": ["USA", "NER"]}
    return report | roles | {"kind": kind, "change": draw(CHANGE), "status": draw(statuses), "when": draw(WHEN)}


def answers(rows: list[dict[str, Any]], on: str, known_by: str | None = None) -> list[str]:
    state = fold(rows, known_by)
    asked: dict[str, dict[str, Any]] = {
        "presence": {"holder": "USA", "host": "NER"},
        "agreement": {"parties": ["NER", "USA"]},
    }
    return [state.holds(kind, on=on, **roles).value for kind, roles in asked.items()]


@given(st.lists(changes(), max_size=8), DAYS, st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_the_order_of_reports_never_matters(rows: list[dict[str, Any]], on: str, shuffled: random.Random) -> None:
    mixed = list(rows)
    shuffled.shuffle(mixed)
    one, other = (fold(part).holds("presence", holder="USA", host="NER", on=on) for part in (rows, mixed))
    assert one == other


@given(st.lists(changes(), min_size=1, max_size=8), DAYS, st.integers(0, 40), st.data())
@settings(max_examples=200, deadline=None)
def test_a_copy_never_changes_an_answer(rows: list[dict[str, Any]], on: str, late: int, data: st.DataObject) -> None:
    original = data.draw(st.sampled_from(rows))
    printed = (date.fromisoformat(original["published"]) + timedelta(days=late)).isoformat()
    copy = original | {"report": "copy", "published": printed}
    assert answers(rows, on) == answers([*rows, copy], on)


@given(st.lists(changes(), max_size=8), changes(st.sampled_from(["denied", "possible"])), DAYS)
@settings(max_examples=500, deadline=None)
def test_a_denied_or_possible_change_never_turns_a_no_into_a_yes(rows: list[dict[str, Any]], more: dict[str, Any], on: str) -> None:
    own = more | {"quote": "in words of its own"}  # an earlier print of a change that is there makes that one its copy
    for before, after in zip(answers(rows, on), answers([*rows, own], on), strict=True):
        assert (before, after) != ("no", "yes")


@given(st.lists(changes(st.sampled_from(["planned", "possible", "denied"])), max_size=8), DAYS)
@settings(max_examples=200, deadline=None)
def test_without_a_happened_change_nothing_holds(rows: list[dict[str, Any]], on: str) -> None:
    assert "yes" not in answers(rows, on)


@given(st.lists(changes(), min_size=1, max_size=8), DAYS)
@settings(max_examples=100, deadline=None)
def test_nothing_is_known_before_the_first_report(rows: list[dict[str, Any]], on: str) -> None:
    first = min(date.fromisoformat(row["published"]) for row in rows)
    assert set(answers(rows, on, (first - timedelta(days=1)).isoformat())) == {"unknown"}


@given(st.lists(changes(), min_size=1, max_size=6), st.data())
@settings(max_examples=10, deadline=None)
def test_a_withdrawn_report_leaves_no_trace(rows: list[dict[str, Any]], data: st.DataObject) -> None:
    """In a record: what is left is what would be there had the report never come."""
    withdrawn = data.draw(st.sampled_from([row["report"] for row in rows]))
    with TemporaryDirectory() as folder, open_record(f"{folder}/a.db") as one, open_record(f"{folder}/b.db") as other:
        told = readings(rows)
        one.add(told)
        one.withdraw(withdrawn)
        other.add(reading for reading in told if reading.report.id != withdrawn)
        assert one.changes() == other.changes() and list(one.reports()) == list(other.reports())
        assert one.arrangements() == other.arrangements()


def readings(rows: list[dict[str, Any]]) -> list[Told]:
    """The rows as readings: each report has a text of its own that its quotes stand in."""
    by_report: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_report.setdefault(row["report"], []).append(row)
    made = []
    for name, said in sorted(by_report.items()):
        text = f"{name}: " + ", ".join(row["quote"] for row in said)
        made.append(told(report(name, text, said[0]["published"]), *said))
    return made
