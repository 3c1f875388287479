"""Every example in every help text runs."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from dragoman.cli import COMMANDS, main, parser
from tests.example_record import example_folder

EXAMPLES = [example for command in COMMANDS for example in command.examples]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(example_folder(tmp_path))
    return tmp_path


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_of_a_help_text_runs(example: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program, *words = shlex.split(example)
    assert program == "dragoman"
    assert main(words) == 0
    told = capsys.readouterr()
    assert "nothing found" not in told.err
    assert told.out or words[0] in ("read", "import")


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
