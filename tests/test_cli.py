"""The command line: results on standard output, messages on standard error, exit statuses, formats."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.cli import main
from tests.example_record import EXAMPLES, example_folder, example_record

RECORD = "--record"


def rows(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch) -> str:
    """The example record, named by the environment."""
    monkeypatch.setenv("DRAGOMAN_RECORD", str(example_record()))
    return str(example_record())


def test_reading_twice_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = example_folder(tmp_path)
    with dragoman.open(folder / "archive.db") as held:
        before = [event.row() for event in held.events(status="all")]
    assert main(["read", str(EXAMPLES / "archive.jsonl"), RECORD, str(folder / "archive.db")]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "0 reports added" in told.err
    with dragoman.open(folder / "archive.db") as held:
        assert [event.row() for event in held.events(status="all")] == before


def test_summary_counts_reports_in_other_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = next(line for line in (EXAMPLES / "archive.jsonl").open(encoding="utf-8") if '"niger-07"' in line)
    (tmp_path / "french.jsonl").write_text(line, encoding="utf-8")
    assert main(["read", str(tmp_path / "french.jsonl"), RECORD, str(tmp_path / "new.db")]) == 0
    assert "not coded, because not in English: 1 in fr" in capsys.readouterr().err


def test_standard_input_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Niger expelled the envoy of France on Friday.")))
    assert main(["read", "-", "--published", "2023-08-25", RECORD, str(tmp_path / "new.db")]) == 0
    with dragoman.open(tmp_path / "new.db") as held:
        assert [str(report.published) for report in held.reports()] == ["2023-08-25"]


def dragoman_read(*words: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own: a table of actors lasts as long as the process."""
    command = [sys.executable, "-m", "dragoman.cli", "read", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_table_of_actors_is_used(tmp_path: Path) -> None:
    table, page, record = tmp_path / "actors.tsv", tmp_path / "a.txt", tmp_path / "new.db"
    deeds = ["condemned Niger on Thursday", "accused Niger of lying", "expelled Niger's ambassador", "signed a treaty with Niger"]
    page.write_text("Posted on April 5, 2024\n\n" + " ".join(f"The River League {deed}." for deed in deeds) + "\n")
    table.write_text("id\tname\tcountry\nRIVER_LEAGUE\tRiver League\t\n")
    done = dragoman_read(page, "--actors", table, RECORD, record)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{table}, line 2" in done.stderr
    table.write_text("id\tname\tcountry\nRIVER_LEAGUE\tRiver League\tNER\n")
    assert dragoman_read(page, "--actors", table, RECORD, record).returncode == 0
    with dragoman.open(record) as held:
        assert held.events(either="RIVER_LEAGUE", status="all")


def test_options_may_stand_between_inputs(tmp_path: Path) -> None:
    pages = sorted(str(page) for page in (EXAMPLES / "pages").iterdir())
    assert main(["read", pages[0], RECORD, str(tmp_path / "new.db"), pages[1]]) == 0
    with dragoman.open(tmp_path / "new.db") as held:
        assert len(held.reports()) == 2


def test_negated_events_are_left_out_unless_asked_for(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["events", "--format", "jsonl"])
    told = rows(capsys.readouterr().out)
    main(["events", "--status", "all", "--format", "jsonl"])
    every = rows(capsys.readouterr().out)
    assert {row["status"] for row in told} == {row["status"] for row in every} - {"negated"}
    assert [row for row in every if row["status"] != "negated"] == told


def test_jsonl_and_csv_carry_the_public_columns(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["events", "--either", "NER", "--format", "jsonl"])
    lines = rows(capsys.readouterr().out)
    main(["events", "--either", "NER", "--format", "csv"])
    cells = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["id"] for row in cells] == [row["id"] for row in lines]
    assert list(cells[0]) == list(lines[0])
    assert cells[0]["actors"] == ";".join(actor["id"] for actor in lines[0]["actors"])


@pytest.mark.parametrize("command", ["changes", "arrangements"])
def test_csv_has_a_column_for_every_role(command: str, record: str, capsys: pytest.CaptureFixture[str]) -> None:
    main([command, "--of", "SOM", "--format", "csv"])
    header = next(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert {"kind", "holder", "host", "parties", "imposer", "target", "person", "office", "of", "evidence"} <= set(header)


def test_table_fits_the_window(record: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for command in (["events"], ["changes"], ["arrangements", "--of", "SOM"], ["timeline", "--of", "SOM"], ["search", "Somalia"]):
        main(command)
        assert max(map(len, capsys.readouterr().out.splitlines())) <= 80, command


def test_nothing_found_is_no_error(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["events", "--actor", "ISL"]) == 0
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "dragoman: nothing found\n")


def test_answer_carries_reason_and_evidence(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["holds", "base", "holder=TUR", "--on", "2018-01-01", "host=SOM"]
    assert main([*asked, "--format", "jsonl"]) == 0
    (answer,) = rows(capsys.readouterr().out)
    assert answer["kind"] == "base"
    assert answer["answer"] == "yes"
    assert answer["why"]
    assert answer["evidence"][0]["report"] == "horn-01"
    assert main(asked) == 0
    assert capsys.readouterr().out.startswith("yes ")


def test_question_of_an_unknown_actor_is_answered_and_told(tmp_path: Path, record: str, capsys: pytest.CaptureFixture[str]) -> None:
    question = {"kind": "presence", "holder": "ZZZ", "host": "NER", "on": "2024-01-01", "answer": "?", "why": ["x"]}
    (tmp_path / "q.jsonl").write_text(json.dumps(question) + "\n")
    assert main(["holds", "--questions", str(tmp_path / "q.jsonl")]) == 0
    told = capsys.readouterr()
    assert rows(told.out)[0]["answer"] == "unknown"
    assert "line 1: unknown entity 'ZZZ'" in told.err


def test_timeline_tells_a_reprint_once(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["timeline", "--of", "SOM", "--with", "ETH", "--since", "2024-01-01", "--until", "2024-01-31"])
    shown = " ".join(capsys.readouterr().out.split())
    assert "(horn-12, horn-13)" in shown
    assert "(horn-13)" not in shown


def test_imported_rows_are_found_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(example_folder(tmp_path) / "archive.db")
    assert main(["import", str(EXAMPLES / "rows.jsonl"), RECORD, path]) == 0
    assert main(["holds", "relations", "parties=NER,UKR", "--on", "2024-09-01", RECORD, path]) == 0
    assert capsys.readouterr().out.startswith("no ")


def test_pipe_that_closes_early_is_no_error(record: str) -> None:
    command = f'"{sys.executable}" -m dragoman.cli events --format jsonl | head -n 1'
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1
