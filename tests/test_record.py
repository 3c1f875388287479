"""The record: adding, asking, importing, and what goes wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import InputError, RecordError
from dragoman.record import Record, open_record
from dragoman.report import make_report
from dragoman.sample import Sample
from tests.postgres_server import new_database
from tests.record_rows import Told, attack, presence, report, told
from tests.test_fold import FLOOR, HISTORIES, OWN

KEYS = ("id", "text", "title", "publisher", "published", "url")

WIRE = (
    "NIAMEY (Meridian Wire) - Gunmen attacked an army post near the border on Monday, the ministry of defence said.\n\n"
    "The attackers came on motorcycles before dawn and burned several vehicles, according to the ministry.\n\n"
    "American soldiers remain in the country, where about 1,000 of them guard their own camps."
)


@pytest.fixture(params=["sqlite", "postgresql"])
def record(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Record]:
    """An empty record, of either sort: the same code and the same answers."""
    where = tmp_path / "r.db" if request.param == "sqlite" else new_database()
    with open_record(where) as opened:
        yield opened


def story() -> list[Told]:
    """An original, its reprint, an independent report of the same attack, and a later end of the presence."""
    event = attack("JNIM", "NER", "2024-08-05")
    held = presence("continues", "2024-08-06", strength=[1000, None], quote="about 1,000 of them")
    original = told(report("wire", WIRE, publisher="Meridian Wire"), event, held)
    reprint = told(report("print", WIRE.replace("NIAMEY (Meridian Wire) - ", ""), "2024-08-07", "Prairie Courier"), event, held)
    own = told(report("own", "Fighters of the coalition raided a camp of Niger's army on Monday.", "2024-08-07"), event)
    left = told(report("left", "The last American troops left Niger on Sunday.", "2024-09-17"), presence("ends", "2024-09-15"))
    return [original, reprint, own, left]


def test_adding_twice_changes_nothing(record: Record) -> None:
    first, again = record.add(story()), record.add(iter(story()))
    assert (first.reports, first.events, first.changes, first.known) == (4, 3, 3, 0)
    assert (again.reports, again.events, again.changes, again.known) == (0, 0, 0, 4)
    assert record.has("wire") and not record.has("nothing")
    assert str(again) == "0 reports added (0 events, 0 changes), 4 already there"


def test_another_text_under_the_same_id_is_left_out(record: Record) -> None:
    record.add(story())
    done = record.add([told(report("wire", "Something else happened."))])
    assert done.reports == 0 and done.conflicts[0][0] == "wire" and record.report("wire").text == WIRE


def test_copies_are_one_source_and_independent_reports_count(record: Record) -> None:
    record.add(story())
    assert record.copies() == {"print": "wire"}
    assert {event.report: event.sources for event in record.events(either="NER")} == {"wire": 2, "print": 2, "own": 2}


def test_the_order_of_adding_never_matters(tmp_path: Path) -> None:
    with open_record(tmp_path / "a.db") as one, open_record(tmp_path / "b.db") as other:
        one.add(story())
        for reading in reversed(story()):
            other.add([reading])
        assert one.copies() == other.copies()
        assert one.events(status="all") == other.events(status="all")
        assert one.timeline("NER") == other.timeline("NER") and one.panel() == other.panel()


def test_filters(record: Record) -> None:
    more = told(
        report("r", "France condemned the raid."),
        {"type": "ACCUSE", "actors": ["FRA"], "recipients": ["JNIM"], "date": ["2024-08-06", "2024-08-06"]},
        attack("JNIM", "MLI", "2023-01-01", status="historical"),
    )
    record.add([*story(), more])
    assert len(record.events(actor="JNIM", recipient="NER")) == 3 and not record.events(actor="NER", recipient="JNIM")
    assert [e.type for e in record.events(either=["FRA", "JNIM"])] == ["ACCUSE"]
    assert len(record.events(type="assault", since="2024-08-06")) == 0 and len(record.events(until="2024-08-05")) == 3
    assert len(record.events()) == 4 and len(record.events(status=None)) == 5 and len(record.events(status="historical")) == 1
    assert {c.report for c in record.changes("presence", of="NER")} == {"wire", "print", "left"}


def test_holds_and_arrangements_as_of_any_day(record: Record) -> None:
    record.add(story())
    asked = {"holder": "USA", "host": "NER"}
    assert record.holds("presence", on="2024-09-01", **asked).value == "yes"
    answer = record.holds("presence", on="2024-10-01", **asked)
    assert answer.value == "no" and answer.evidence[0].text == "The last American troops left Niger on Sunday."
    assert record.holds("presence", on="2024-10-01", known_by="2024-08-06", **asked).value == "yes"
    assert record.holds("presence", on="2024-10-01", known_by="2024-08-05", **asked).value == "unknown"
    (held,) = record.arrangements("NER", on="2024-08-10")
    assert held.strength == (1000, None) and held.sources == 2 and record.arrangements("NER", on="2024-10-01") == []
    assert len(record.arrangements()) == 1 and record.state().on("2024-08-10") == [held]
    assert record.holds("office", person="Mohamed Bazoum", of="NER", on="2023-01-01").value == "unknown"


def test_timeline_and_panel(record: Record) -> None:
    record.add(story())
    lines = [(entry.what, entry.day and entry.day.isoformat(), entry.item.report) for entry in record.timeline("NER")]
    assert lines[0] == ("event", "2024-08-05", "wire") and lines[-1] == ("change", "2024-09-15", "left")
    assert [entry.item.report for entry in record.timeline("NER", "USA")] == ["wire", "print", "left"]
    table = record.panel("dyad-month").to_pylist()
    assert [(r["actor"], r["recipient"], r["month"], r["events"], r["material_conflict"]) for r in table] == [
        ("JNIM", "NER", "2024-08", 1, 1)
    ]
    assert record.panel("country-year").num_rows == 0 and record.panel("dyad-year")["year"].to_pylist() == ["2024"]


def test_reports_come_back_as_they_were_and_are_found_by_their_words(record: Record) -> None:
    record.add(story())
    assert record.report("wire") == story()[0].report
    assert [r.id for r in record.reports()] == ["wire", "own", "print", "left"]
    assert {r.id for r in record.reports("motorcycles burned")} == {"wire", "print"}
    assert [r.id for r in record.reports('"coalition raided"')] == ["own"] and not record.reports("NOT AND (")


def test_lists_are_tables(record: Record) -> None:
    record.add(story())
    table = record.events().to_arrow()
    assert table.num_rows == 3 and table["evidence"][0].as_py()["text"] == record.events()[0].evidence.text
    assert record.events().to_pandas().shape[0] == record.events().to_polars().height == 3
    assert record.changes("base").to_arrow().num_rows == 0
    assert record.arrangements().to_arrow().num_rows == 1


def test_import(record: Record) -> None:
    record.add(story())
    rows = [
        {
            "report": "own",
            "type": "ACCUSE",
            "actors": ["NER"],
            "recipients": ["BEN"],
            "date": ["2024-08-06"] * 2,
            "quote": "Fighters",
        },
        {"report": "own", **presence("alters", "2024-08-07"), "quote": "a camp"},
    ]
    assert (record.import_rows(rows).events, record.import_rows(rows).changes) == (1, 0)
    event = record.events(actor="NER")[0]
    assert (event.quad, event.reader, event.evidence.start) == (3, "import", 0)
    assert record.report("own").text[event.evidence.start : event.evidence.end] == "Fighters"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"report": "nowhere", "quote": "x", "kind": "presence"}, "line 2: the record holds no report 'nowhere'"),
        (
            {"report": "own", **presence("begins", "2024-01-01"), "quote": "not there"},
            "line 2: the quote 'not there' does not stand",
        ),
        ({"report": "own", "type": "ATTACK", "actors": ["NER"], "quote": "Fighters"}, "line 2: .*ASSAULT"),
        ({"report": "own", "kind": "presence", "holder": "USA", "quote": "Fighters"}, "line 2: the row has no 'host'"),
        (
            {"report": "own", **presence("begins", ["2024-02-01", "2024-01-01"]), "quote": "Fighters"},
            "line 2: an interval ends before",
        ),
    ],
)
def test_an_import_with_a_wrong_row_imports_nothing(record: Record, row: dict[str, object], said: str) -> None:
    record.add(story())
    good = {"report": "own", **presence("alters", "2024-08-07"), "quote": "a camp"}
    with pytest.raises(InputError, match=said):
        record.import_rows([good, row])
    assert len(record.changes()) == 3


def test_unknown_arguments_are_named_with_what_was_meant(record: Record) -> None:
    record.add(story())
    wrong: dict[str, Any]
    for wrong, said in (
        ({"actor": "NIR"}, "NIR"),
        ({"actor": "Niger"}, "Did you mean 'NER'"),
        ({"type": "ASAULT"}, "ASSAULT"),
        ({"status": "done"}, "historical"),
        ({"since": "August"}, "YYYY-MM-DD"),
    ):
        with pytest.raises(ValueError, match=said):
            record.events(**wrong)
    assert record.events(actor="BRA") == []
    with pytest.raises(ValueError, match="presence"):
        record.changes("presense")
    with pytest.raises(ValueError, match="dyad-month"):
        record.panel("month")


def made_text(path: Path) -> None:
    path.write_text("Dear diary, this is not a database at all.")


def made_cats(path: Path) -> None:
    """Another program's database, in SQLite's own mode of writing."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE cats (name)")


def made_reports(path: Path) -> None:
    """Another program's database whose tables share two names with a record's."""
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript("CREATE TABLE reports (name); CREATE TABLE meta (a, b); INSERT INTO meta VALUES (1, 2)")


def made_newer(path: Path) -> None:
    open_record(path).close()
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript("UPDATE meta SET value = '99' WHERE key = 'version'; PRAGMA journal_mode=DELETE")


def made_cut(path: Path) -> None:
    """The first half of a record, as a broken download leaves it."""
    with open_record(path) as opened:
        opened.add(story())
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (made_text, "not a record"),
        (made_cats, "another program"),
        (made_reports, "another program"),
        (made_newer, "newer Dragoman"),
        (made_cut, "damaged"),
    ],
)
def test_a_file_that_is_no_record_is_refused_and_stays_as_it_is(make: Callable[[Path], None], said: str, tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    make(path)
    before = path.read_bytes()
    with pytest.raises(RecordError, match=said):
        open_record(path)
    assert path.read_bytes() == before and [file.name for file in tmp_path.iterdir()] == ["r.db"]


def test_places_where_no_record_can_be(tmp_path: Path) -> None:
    for name, said in (("gone/r.db", "no folder"), (".", "is a folder")):
        with pytest.raises(RecordError, match=said):
            open_record(tmp_path / name)
    with pytest.raises(RecordError, match="no record"):
        open_record(tmp_path / "typo.db", must_exist=True)
    with pytest.raises(RecordError, match="postgresql://"):
        open_record("mysql://localhost/x")
    assert not (tmp_path / "typo.db").exists()


@pytest.mark.parametrize("folder", [*HISTORIES.glob("*"), *OWN.glob("*")], ids=lambda f: f.name)
def test_a_history_imported_answers_its_questions(folder: Path, tmp_path: Path) -> None:
    """The same through the record: reports stored, prints of one story settled, changes imported by their quotes."""
    sample = Sample(folder)
    with open_record(tmp_path / "r.db") as opened:
        opened.add(told(make_report(**{k: r[k] for k in KEYS if k in r})) for r in sample.reports)
        opened.import_rows(sample.coded["changes"])
        asked, right = sample.coded["holds"], 0
        for question in asked:
            narrow = {name: value for name, value in question.items() if name not in ("kind", "answer", "why")}
            right += opened.holds(question["kind"], **narrow).value == question["answer"]
    assert right / len(asked) >= FLOOR
