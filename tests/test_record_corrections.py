"""What people do to a record after reading: correct, undo, read anew, withdraw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import InputError
from dragoman.record import Record, open_record
from dragoman.tables import Rows
from tests.postgres_server import new_database
from tests.record_rows import Told, attack, presence, report, told
from tests.test_record import WIRE, story
from training.corpus import read

WHO: dict[str, Any] = {"by": "M. Reader", "why": "the report speaks of Mali"}


@pytest.fixture(params=["sqlite", "postgresql"])
def record(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "r.db" if request.param == "sqlite" else new_database()) as opened:
        opened.add(story())
        yield opened


def test_a_rejected_row_is_out_of_every_answer_until_the_rejection_is_undone(record: Record) -> None:
    (left,) = [c for c in record.changes() if c.report == "left"]
    asked = {"holder": "USA", "host": "NER"}
    (number,) = record.correct(left.id, reject=True, **WHO)
    assert record.holds("presence", on="2024-10-01", **asked).value == "yes" and len(record.changes()) == 2
    record.undo(number, by="M. Reader", why="it was right")
    assert record.holds("presence", on="2024-10-01", **asked).value == "no"
    assert [(c.action, c.by) for c in record.corrections()] == [("reject", "M. Reader"), ("undo", "M. Reader")]


def test_a_rejected_event_is_no_source(record: Record) -> None:
    (own,) = [e for e in record.events() if e.report == "own"]
    record.correct(own.id, reject=True, **WHO)
    assert {e.report: e.sources for e in record.events(either="NER")} == {"wire": 1, "print": 1}


def test_set_fields_change_what_filters_find(record: Record) -> None:
    (own,) = [e for e in record.events() if e.report == "own"]
    numbers = record.correct(own.id, set={"recipients": [{"id": "MLI"}], "type": "COERCE"}, **WHO)
    assert [e.report for e in record.events(recipient="MLI")] == ["own"]
    assert record.events(recipient="MLI")[0].type == "COERCE" and record.events(recipient="MLI")[0].sources == 1
    assert {e.report: e.sources for e in record.events(recipient="NER")} == {"wire": 1, "print": 1}
    for number in numbers:
        record.undo(number, by="M. Reader", why="no")
    assert {e.report: e.sources for e in record.events(recipient="NER")} == {"wire": 2, "print": 2, "own": 2}


def test_a_correction_that_cannot_be_is_refused(record: Record) -> None:
    (own,) = [e for e in record.events() if e.report == "own"]
    for wrong, said in (
        ({"id": "x"}, "cannot be set"),
        ({"type": "ATTACK"}, "ASSAULT"),
        ({"date": ["2024-02-01", "2024-01-01"]}, "ends"),
    ):
        with pytest.raises(InputError, match=said):
            record.correct(own.id, set=wrong, **WHO)
    with pytest.raises(InputError, match="no event or change 'nothing'"):
        record.correct("nothing", reject=True, **WHO)
    with pytest.raises(InputError, match="the reason"):
        record.correct(own.id, reject=True, by="me", why=" ")
    with pytest.raises(InputError, match="no correction 7"):
        record.undo(7, by="me", why="so")
    assert record.corrections() == []


def test_a_newer_reading_replaces_the_old_and_keeps_what_people_did(record: Record) -> None:
    by_hand = {"report": "own", **presence("alters", "2024-08-07"), "quote": "a camp"}
    record.import_rows([by_hand])
    (held,) = [c for c in record.changes() if c.report == "wire"]
    record.correct(held.id, set={"strength": [900, 900]}, **WHO)
    newer = [_newer(reading) for reading in story()]
    done = record.reread(newer)
    assert done.reports == 4 and {e.reader for e in record.events()} == {"test-2"} and len(record.events()) == 3
    assert {(c.report, c.reader, c.strength) for c in record.changes()} == {
        ("wire", "test-1", (900, 900)),
        ("print", "test-2", (1000, None)),
        ("left", "test-2", None),
        ("own", "import", None),
    }
    assert record.reread(newer).events == 0 and len(record.events()) == 3 and len(record.changes()) == 4


def _newer(reading: Told) -> Told:
    events = Rows(replace(e, id=f"{e.id}-2", reader="test-2") for e in reading.events)
    return replace(reading, events=events, changes=Rows(replace(c, id=f"{c.id}-2", reader="test-2") for c in reading.changes))


def test_a_withdrawn_report_leaves_no_trace(record: Record, tmp_path: Path) -> None:
    third = told(report("third", WIRE, "2024-08-09", "Coast Gazette"), attack("JNIM", "NER", "2024-08-05"))
    record.add([third])
    assert record.copies() == {"print": "wire", "third": "wire"}
    record.withdraw("wire")
    with open_record(tmp_path / "other.db") as without:
        without.add([*story()[1:], third])
        assert record.copies() == without.copies() == {"third": "print"}
        assert record.events() == without.events() and record.changes() == without.changes()
        assert list(record.reports()) == list(without.reports()) and [r.id for r in record.reports("Meridian Wire")] == ["third"]
    with pytest.raises(InputError, match="no report 'wire'"):
        record.withdraw("wire")


def test_the_history_of_an_arrangement_in_both_times(record: Record) -> None:
    lines = [(e.change, str(e.published), e.when.row()[0], e.source) for e in record.history("presence", holder="USA", host="NER")]
    assert lines == [("continues", "2024-08-06", "2024-08-06", "wire"), ("ends", "2024-09-17", "2024-09-15", "left")]


def test_corrections_are_items_for_training(tmp_path: Path) -> None:
    text = "Gunmen attacked the army of Mali near Gao on Monday.\n\nFrance withdrew its troops from Niger, and Mali protested."
    rows = [
        attack("JNIM", "BFA", "2024-08-05", quote="Gunmen attacked the army of Mali near Gao"),
        presence("continues", "2024-08-05", holder="FRA", quote="France withdrew its troops from Niger"),
        {"type": "PROTEST", "actors": ["MLI"], "date": ["2024-08-05"] * 2, "quote": "Mali protested"},
    ]
    with open_record(tmp_path / "r.db") as record:
        record.add([told(report("a", text), *rows)])
        (event, protest), (change,) = sorted(record.events(), key=lambda e: e.evidence.start), record.changes()
        assert list(record.lessons()) == []
        (number, *_) = record.correct(event.id, set={"recipients": [{"id": "MLI"}]}, **WHO)
        record.correct(change.id, set={"change": "ends"}, **WHO)
        record.correct(protest.id, reject=True, **WHO)
        (tmp_path / "mine.acts").write_text("\n\n".join(record.lessons()), encoding="utf-8")
        first, second = read(tmp_path / "mine.acts")
        record.undo(number, by="M. Reader", why="no")
        assert [item.splitlines()[1] for item in record.lessons()] == [f"> {second.text}"]
    assert (first.faults, second.faults) == ((), ()) and first.story == "corrections-a"
    assert [first.text, second.text] == text.split("\n\n")
    said = {(frame.label, second.text[slice(*frame.trigger)]): frame.roles for frame in second.frames}
    assert said == {(("presence", "ends"), "withdrew"): (("holder", (0, 6)), ("host", (32, 37)))}
    (frame,) = first.frames
    assert frame.label == ("ASSAULT", "") and first.text[slice(*frame.trigger)] == "attacked"
    assert [(role, first.text[slice(*words)]) for role, words in frame.roles] == [("recipient", "Mali")]
