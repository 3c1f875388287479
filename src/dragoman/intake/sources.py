"""Where reports come from: files, folders, globs and standard input, read one after the other.

What cannot be read becomes a Problem and costs only itself. A folder is searched for `SUFFIXES`; a file that is named is read
whatever its name is.
"""

from __future__ import annotations

import glob
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from dragoman.intake import jsonl, text
from dragoman.intake.problem import Problem, Unreadable
from dragoman.report import Report, as_day

SUFFIXES = (".txt", ".text", ".md", ".jsonl", ".ndjson")
_JSONL = (".jsonl", ".ndjson")
_LATER = {".html": "HTML", ".htm": "HTML", ".json": "a JSON file", ".csv": "a table", ".xml": "XML"}


def reports(
    inputs: Iterable[str | Path],
    problems: list[Problem],
    *,
    published: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Report]:
    """Reports of all inputs in order; `problems` is filled on the way. A bad `published` is an InputError at once."""
    as_day(published)
    return _all(list(inputs), problems, published, stdin)


def _all(
    inputs: list[str | Path], problems: list[Problem], published: str | None, stdin: BinaryIO | None
) -> Iterator[Report]:
    for given in inputs:
        if str(given) == "-":
            yield from _stream((stdin or sys.stdin.buffer).read(), "standard input", problems, published)
            continue
        for path in _paths(str(given), problems):
            yield from _file(path, problems, published)


def _paths(given: str, problems: list[Problem]) -> list[Path]:
    """The files that an argument names: itself, what a folder holds, or what a pattern matches."""
    path = Path(given)
    try:
        found = sorted(_inside(path)) if path.is_dir() else [path] if path.exists() else _globbed(given)
    except (OSError, ValueError) as error:
        problems.append(Problem(given, _reason(error), "check the name and your rights"))
        return []
    if not found:
        problems.append(_nothing(given, path.is_dir()))
    return found


def _inside(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())


def _globbed(pattern: str) -> list[Path]:
    # not Path.glob: a pattern may be absolute
    return sorted(Path(name) for name in glob.glob(pattern, recursive=True) if Path(name).is_file())  # noqa: PTH207


def _nothing(given: str, folder: bool) -> Problem:
    if folder:
        return Problem(
            given, "the folder holds no reports", f"put files in it that end in {', '.join(SUFFIXES)}"
        )
    if glob.has_magic(given):
        return Problem(given, "the pattern matches no file", "check it, and quote it for the shell")
    return Problem(given, "there is no such file or folder", "check the name")


def _file(path: Path, problems: list[Problem], published: str | None) -> Iterator[Report]:
    where = str(path)
    try:
        if path.suffix.lower() in _JSONL:
            with path.open("rb") as stream:
                yield from _jsonl(stream, where, problems, published)
        else:
            yield _text(path, published)
    except Unreadable as complaint:
        problems.append(complaint.at(where))
    except OSError as error:
        problems.append(Problem(where, _reason(error), "check the name and your rights"))


def _jsonl(stream: BinaryIO, where: str, problems: list[Problem], published: str | None) -> Iterator[Report]:
    before, found = len(problems), 0
    for report in jsonl.reports(stream, where, problems, published=published):
        found += 1
        yield report
    if not found and len(problems) == before:
        problems.append(Problem(where, "the file is empty", "remove it or fill it"))


def _text(path: Path, published: str | None) -> Report:
    if path.suffix.lower() in _LATER:
        raise Unreadable(f"{_LATER[path.suffix.lower()]} is not read yet", "save its text as .txt or .jsonl")
    size = path.stat().st_size
    if size > text.LIMIT:
        raise text.too_long(size)
    return text.report_of(path.read_bytes(), published=published)


def _stream(data: bytes, where: str, problems: list[Problem], published: str | None) -> Iterator[Report]:
    """Standard input: JSONL where it begins like an object, else one text."""
    try:
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            yield from _jsonl(io.BytesIO(data), where, problems, published)
        else:
            yield text.report_of(data, published=published)
    except Unreadable as complaint:
        problems.append(complaint.at(where))


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or "it cannot be read").lower()
