"""What the documents show is what comes out. `python -m tests.test_readme` writes the true output into them."""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from dragoman.cli import COMMANDS, main
from tests.example_record import EXAMPLES, ROOT

PAGES = [ROOT / "README.md", ROOT / "docs" / "cli.md"]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
WIDTH = "100"


def commands(block: str) -> list[str]:
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def output(command: str) -> str:
    """What a command prints, standard error too."""
    program, *words = shlex.split(command)
    assert program == "dragoman"
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out), contextlib.suppress(SystemExit):
        main(words)
    return out.getvalue()


def true(text: str) -> str:
    """The page with the true output of its commands, run one after the other in a folder that has only the examples."""
    return BLOCK.sub(lambda found: "```console\n" + "".join(f"$ {c}\n{output(c)}" for c in commands(found[1])) + "```", text)


@contextlib.contextmanager
def fresh_folder(where: Path) -> Iterator[None]:
    (where / "examples").symlink_to(EXAMPLES)
    with contextlib.chdir(where), mock.patch.dict(os.environ, COLUMNS=WIDTH):
        os.environ.pop("DRAGOMAN_RECORD", None)
        yield


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_shows_the_true_output(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    with fresh_folder(tmp_path):
        assert text == true(text), "the page is out of date; write it anew with: python -m tests.test_readme"
        failed, tried = doctest.testfile(str(page), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert not failed
    assert tried or page.name != "README.md"


def test_every_command_has_its_place_in_the_documents() -> None:
    shown = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert all(f"dragoman {command.name} " in shown for command in COMMANDS)


def write() -> None:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder, fresh_folder(Path(folder)):
            page.write_text(true(text), encoding="utf-8")


if __name__ == "__main__":
    write()
