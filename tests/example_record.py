"""A record of the archive in examples/, read once a test run."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from dragoman.cli import main

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"


@cache
def example_record() -> Path:
    """The record; tests that write take a copy (`example_folder`)."""
    folder = Path(tempfile.mkdtemp(prefix="dragoman-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "archive.db"
    assert main(["read", str(EXAMPLES / "archive.jsonl"), str(EXAMPLES / "pages"), "--record", str(path)]) == 0
    return path


def example_folder(where: Path) -> Path:
    """A folder in which the commands of help and README can be run: the examples, and a record archive.db of its own."""
    (where / "examples").symlink_to(EXAMPLES)
    shutil.copy(example_record(), where / "archive.db")
    return where
