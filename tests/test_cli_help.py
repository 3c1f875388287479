"""Every example in every help text runs."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

import dragoman
from dragoman.cli import COMMANDS, main, parser
from tests.example_record import example_folder

WRITING = ("read", "import", "correct", "undo", "reread", "withdraw")
EXAMPLES = [example for command in COMMANDS for example in command.examples]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the examples and their record, in which rows are imported and one is corrected."""
    monkeypatch.chdir(example_folder(tmp_path))
    with dragoman.open("archive.db") as record:
        record.import_rows(map(json.loads, Path("examples/rows.jsonl").read_text(encoding="utf-8").splitlines()))
        record.correct("by-hand-2", reject=True, by="test", why="test")
    return tmp_path


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_of_a_help_text_runs(example: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program, *words = shlex.split(example)
    assert program == "dragoman"
    assert main(words) == 0
    told = capsys.readouterr()
    assert "nothing found" not in told.err
    assert told.out or words[0] in WRITING


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_help_ends_in_its_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    shown = capsys.readouterr().out
    assert shown.rstrip().splitlines()[-1].startswith(f"  dragoman {command} ")
    assert "\nexample" in shown


def test_top_help_names_every_command() -> None:
    shown = parser().format_help()
    assert all(command.summary in " ".join(shown.split()) for command in COMMANDS)
    assert shown.rstrip().splitlines()[-1].startswith("  dragoman read ")
