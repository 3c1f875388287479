"""Bad input: one clear line each (what, where, what to do), the exit status of the contract, the record as it was."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import dragoman
from dragoman import reading
from dragoman.cli import main
from dragoman.errors import DragomanError, InputError
from dragoman.record.schema import VERSION
from dragoman.report import Report
from tests.example_record import example_record

GOOD = '{"text": "Niger expelled the ambassador of France on Friday.", "published": "2023-08-25"}'


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err.splitlines()


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return path


UNREADABLE: dict[str, tuple[str, bytes, tuple[str, ...]]] = {
    "empty": ("a.txt", b"", ("empty", "remove it or fill it")),
    "blank": ("a.txt", b" \n\n ", ("empty", "remove it or fill it")),
    "binary": ("a.txt", bytes(range(256)) * 8, ("binary", "UTF-8")),
    "pdf": ("a.txt", b"%PDF-1.7 ...", ("PDF", "pdftotext")),
    "broken UTF-8": ("a.txt", "Visite à Niamey".encode("latin-1"), ("not UTF-8", "iconv")),
    "no object": ("a.jsonl", b"[1, 2]\n", ("line 1", "not an object", '{"text"')),
    "no JSON": ("a.jsonl", b"{nope\n", ("line 1", "not JSON", '{"text"')),
    "no text": ("a.jsonl", b'{"title": "x"}\n', ("line 1", "`text`", '{"text"')),
    "text is no text": ("a.jsonl", b'{"text": 5}\n', ("line 1", "`text`")),
    "no date": ("a.jsonl", b'{"text": "Niger left.", "published": "someday"}\n', ("line 1", "someday", "2024-04-20")),
    "empty JSONL": ("a.jsonl", b"", ("empty",)),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_unreadable_report_alone(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, data, words = UNREADABLE[case]
    path = write(tmp_path / name, data)
    assert main(["read", str(path), "--record", str(tmp_path / "new.db")]) == 2
    problem, rest = told(capsys)
    assert all(word in problem for word in (str(path), *words)), problem
    assert rest == "dragoman: no report could be read; nothing was written"
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize("case", UNREADABLE)
def test_unreadable_report_beside_a_good_one(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, data, words = UNREADABLE[case]
    bad, good = write(tmp_path / name, data), write(tmp_path / "good.jsonl", GOOD)
    assert main(["read", str(bad), str(good), "--record", str(tmp_path / "new.db")]) == 1
    problem, summary = told(capsys)
    assert all(word in problem for word in (str(bad), *words)), problem
    assert "1 reports added" in summary or "1 report added" in summary


def test_report_of_fifty_megabytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "huge.txt", b"Niger left the bloc. " * 2_500_000)
    assert main(["read", str(path), "--record", str(tmp_path / "new.db")]) == 2
    assert "MB is more than one report may have" in told(capsys)[0]


def test_folder_without_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["read", str(tmp_path / "empty"), "--record", str(tmp_path / "new.db")]) == 2
    assert "holds no reports" in told(capsys)[0]


def test_input_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(tmp_path / "nothing.txt"), "--record", str(tmp_path / "new.db")]) == 2
    assert "there is no such file or folder" in told(capsys)[0]


def test_other_text_under_a_known_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [json.dumps({"id": "a", "text": text}) for text in ("Niger expelled the envoy.", "Chad expelled the envoy.")]
    record = str(tmp_path / "new.db")
    assert main(["read", str(write(tmp_path / "one.jsonl", lines[0])), "--record", record]) == 0
    told(capsys)
    assert main(["read", str(write(tmp_path / "two.jsonl", lines[1])), "--record", record]) == 1
    assert "another text under the id 'a'" in told(capsys)[0]


def changed_by(path: Path, statement: str) -> Path:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)
    return path


def newer(path: Path) -> Path:
    main(["read", str(write(path.with_suffix(".jsonl"), GOOD)), "--record", str(path)])
    return changed_by(path, f"UPDATE meta SET value = {VERSION + 1} WHERE key = 'version'")


USELESS: dict[str, Callable[[Path], object]] = {
    "no SQLite file": lambda path: write(path, "shopping list"),
    "newer": newer,
    "another program's": lambda path: changed_by(path, "CREATE TABLE songs (name TEXT)"),
    "a folder": Path.mkdir,
}


def held(path: Path) -> object:
    """What is in the file: of a database its contents, since merely opening one may touch its header."""
    if not path.is_file() or not path.read_bytes().startswith(b"SQLite"):
        return path.is_file() and path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize("command", [["events"], ["read", "GOOD"]])
@pytest.mark.parametrize("kind", USELESS)
def test_record_that_cannot_be_used(kind: str, command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, good = tmp_path / "some.db", str(write(tmp_path / "good.jsonl", GOOD))
    USELESS[kind](path)
    before = held(path)
    capsys.readouterr()
    assert main([*(good if word == "GOOD" else word for word in command), "--record", str(path)]) == 2
    (line,) = told(capsys)
    assert str(path) in line
    assert held(path) == before


WRONG_WORDS = {
    "no record": (["events", "--record", "missing.db"], "there is no record missing.db"),
    "no record named": (["events"], "no record is named"),
    "no day": (["events", "--since", "yesterday"], "'yesterday' is no day; write it as year-month-day"),
    "no day of publication": (["read", "-", "--published", "2024-13-01"], "'2024-13-01' is no day"),
    "unknown kind": (["changes", "--kind", "presense"], "presense"),
    "unknown kind asked": (["holds", "presense", "holder=USA", "--on", "2024-01-01"], "Did you mean 'presence'"),
    "unknown role": (["holds", "presence", "guest=USA", "--on", "2024-01-01"], "presence has no role 'guest'; its roles are"),
    "no role": (["holds", "presence", "USA", "--on", "2024-01-01"], "'USA' is no ROLE=ID"),
    "unknown level": (["holds", "relations", "level=warm", "--on", "2024-01-01"], "no level 'warm'"),
    "no question": (["holds"], "give a kind, roles and a day"),
    "unknown entity": (["events", "--either", "Niger"], "did you mean NER?"),
    "unknown entity asked": (["holds", "presence", "holder=usa", "--on", "2024-01-01"], "did you mean USA?"),
    "unknown type": (["events", "--type", "ATTACK"], "'ATTACK'"),
    "unknown command": (["fold"], "'fold'"),
    "unknown option": (["events", "--colour", "red"], "unknown argument '--colour'"),
    "questions not there": (["holds", "--questions", "missing.jsonl"], "missing.jsonl: no such file"),
    "actors not there": (["read", "-", "--actors", "missing.tsv"], "missing.tsv: no such file"),
    "rows not there": (["import", "missing.jsonl"], "missing.jsonl: no such file"),
}


@pytest.mark.parametrize("case", WRONG_WORDS)
def test_wrong_command_line(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    words, said = WRONG_WORDS[case]
    if case == "no record named":
        monkeypatch.delenv("DRAGOMAN_RECORD", raising=False)
    else:
        monkeypatch.setenv("DRAGOMAN_RECORD", str(example_record()))
    capsys.readouterr()
    try:
        status = main(words)
    except SystemExit as left:
        status = int(left.code or 0)
    (line,) = told(capsys)
    assert status == 2
    assert said in line


WRONG_LINES = {
    "no JSON": ("{", "not JSON"),
    "no object": ("[]", "not an object"),
    "no report": ('{"type": "ACCUSE", "actors": [{"id": "NER"}]}', "report"),
    "unknown report": ('{"report": "x-1", "type": "ACCUSE", "actors": [{"id": "NER"}], "quote": "a"}', "no report 'x-1'"),
    "other words": ('{"report": "niger-05", "type": "ACCUSE", "actors": [{"id": "NER"}], "quote": "zzz"}', "does not stand in"),
    "unknown kind": ('{"report": "niger-05", "kind": "marriage", "quote": "Niger"}', "marriage"),
}


@pytest.mark.parametrize("case", WRONG_LINES)
def test_rows_are_imported_all_or_none(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line, said = WRONG_LINES[case]
    record = tmp_path / "copy.db"
    record.write_bytes(example_record().read_bytes())
    capsys.readouterr()
    good = '{"report": "niger-05", "type": "ACCUSE", "actors": [{"id": "NER"}], "quote": "Niger condemns these acts"}'
    path = write(tmp_path / "rows.jsonl", f"{good}\n{line}\n")
    assert main(["import", str(path), "--record", str(record)]) == 2
    (error,) = told(capsys)
    assert f"{path}, line 2" in error
    assert said in error
    assert main(["events", "--type", "ACCUSE", "--actor", "NER", "--format", "jsonl", "--record", str(record)]) == 0
    assert '"reader": "import"' not in capsys.readouterr().out


WRONG_QUESTIONS = [
    "{",
    "[]",
    '{"kind": "base"}',
    '{"kind": "wedding", "on": "2024-01-01"}',
    '{"kind": "base", "on": "now"}',
    '{"kind": "base", "on": 5}',
    '{"kind": "base", "on": "2024-01-01", "known_by": "soon"}',
    '{"kind": "relations", "parties": 5, "on": "2024-01-01"}',
]


@pytest.mark.parametrize("line", WRONG_QUESTIONS)
def test_wrong_question_costs_no_half_of_an_output(line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    example_record()
    capsys.readouterr()
    path = write(tmp_path / "q.jsonl", '{"kind": "base", "host": "SOM", "on": "2024-01-01"}\n' + line + "\n")
    assert main(["holds", "--questions", str(path), "--record", str(example_record())]) == 2
    (error,) = told(capsys)
    assert f"{path}, line 2: " in error


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_file_that_may_not_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "a.txt", "Niger left.")
    path.chmod(0)
    assert main(["read", str(path), "--record", str(tmp_path / "new.db")]) == 2
    assert "permission denied" in told(capsys)[0]


# ---- faults of Dragoman's own


@pytest.fixture(params=["_cut", "_coded"])
def stumbling(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Dragoman that cannot cut, or cannot code, whatever speaks of Togo."""
    whole = getattr(reading, request.param)

    def faulty(report: Report, *rest: object) -> object:
        return [][1] if "Togo" in report.text else whole(report, *rest)

    monkeypatch.setattr(reading, request.param, faulty)


BEFORE, STOPPED, AFTER = GOOD, GOOD.replace("Niger", "Togo"), GOOD.replace("Niger", "Chad")


@pytest.mark.usefixtures("stumbling")
def test_fault_costs_its_report_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, record = write(tmp_path / "three.jsonl", "\n".join((BEFORE, STOPPED, AFTER))), tmp_path / "new.db"
    assert main(["read", str(path), "--record", str(record)]) == 1
    problem, summary = told(capsys)
    assert "not recorded" in problem and "IndexError in test_badinput.py" in problem and "a later version" in problem
    assert "2 reports added" in summary and "1 left out" in summary
    with dragoman.open(record) as held:
        assert sorted(e.actors[0].id for e in held.events()) == ["NER", "TCD"] and len(held.reports()) == 2


@pytest.mark.usefixtures("stumbling")
def test_fault_of_a_report_alone_is_raised() -> None:
    with pytest.raises(DragomanError, match="stumbled over this report"):
        dragoman.read(json.loads(STOPPED)["text"])


def test_report_left_out_is_read_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, record = write(tmp_path / "one.jsonl", STOPPED), str(tmp_path / "new.db")
    with monkeypatch.context() as patch:
        patch.setattr(reading, "_coded", lambda *_: [][1])
        assert main(["read", str(path), "--record", record]) == 1
    assert main(["read", str(path), "--record", record]) == 0
    with monkeypatch.context() as patch:
        patch.setattr(reading, "_coded", lambda *_: [][1])
        assert main(["reread", "--record", record]) == 1
    with dragoman.open(record) as held:
        assert [e.actors[0].id for e in held.events()] == ["TGO"]


def test_wrong_table_of_actors_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object) -> None:
        raise InputError("line 2: no id")

    monkeypatch.setattr(reading, "_coded", refuses)
    with pytest.raises(InputError, match="no id"):
        list(dragoman.read_many([json.loads(GOOD)]))
