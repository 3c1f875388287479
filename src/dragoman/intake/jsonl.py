"""JSONL: one report a line; `text` is required, other known keys are optional, the rest is kept as `extra`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from dragoman.errors import InputError
from dragoman.intake.problem import Problem, Unreadable
from dragoman.intake.text import LIMIT, too_long
from dragoman.report import Report, make_report

KEYS = ("id", "title", "publisher", "url", "published", "language")
_SHAPE = 'write one JSON object a line, like {"text": "…", "published": "2024-04-20"}'


def reports(
    stream: BinaryIO, where: str, problems: list[Problem], *, published: str | None = None
) -> Iterator[Report]:
    """The reports of a JSONL stream; a bad line becomes a problem and costs only itself."""
    for number, data in enumerate(_lines(stream), 1):
        if isinstance(data, Unreadable):
            problems.append(data.at(f"{where}, line {number}"))
        elif data.strip(b"\xef\xbb\xbf \t\r\n"):
            try:
                yield report_of(_parsed(data), published=published)
            except Unreadable as complaint:
                problems.append(complaint.at(f"{where}, line {number}"))


def _lines(stream: BinaryIO) -> Iterator[bytes | Unreadable]:
    """Lines, none held whole that is longer than a report may be."""
    while line := stream.readline(LIMIT + 2):
        if len(line) <= LIMIT + 1:
            yield line
            continue
        size = len(line)
        while line and not line.endswith(b"\n"):
            line = stream.readline(LIMIT)
            size += len(line)
        yield too_long(size)


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        what = f"byte {error.start} of the line (0x{data[error.start]:02x}) is not UTF-8"
        raise Unreadable(what, "convert the file, for instance: iconv -f WINDOWS-1252 -t UTF-8") from None
    except json.JSONDecodeError as error:
        raise Unreadable(f"not JSON ({error.msg} at character {error.pos})", _SHAPE) from None
    except (RecursionError, ValueError):
        raise Unreadable(
            "not JSON that can be read (nested too deeply, or a number too long)", _SHAPE
        ) from None


def report_of(row: object, *, published: str | None = None) -> Report:
    """The report in a JSON object; a date in the object comes before `published`."""
    if not isinstance(row, Mapping):
        raise Unreadable(f"not an object but {_named(row)}", _SHAPE)
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        what = (
            "`text` is missing"
            if text is None
            else "`text` is empty"
            if text == ""
            else "`text` holds no text"
        )
        raise Unreadable(what, _SHAPE)
    values = {key: _value(key, row.get(key)) for key in KEYS}
    extra = {key: value for key, value in row.items() if key not in (*KEYS, "text")}
    try:
        return make_report(text, **values | {"published": values["published"] or published}, extra=extra)
    except InputError as error:
        raise Unreadable(f"`published`: {error}", "or leave it out") from None


def _value(key: str, value: object) -> str | None:
    """A known key: text, or nothing; a number is a fine id."""
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or isinstance(value, str):
        return value or None
    raise Unreadable(f"`{key}` is {_named(value)}, not text", "put it in quotation marks, or leave it out")


def _named(value: object) -> str:
    names = {
        list: "a list",
        dict: "an object",
        str: "text",
        bool: "true or false",
        int: "a number",
        float: "a number",
    }
    return names.get(type(value), "null")


def from_rows(rows: Iterable[object], problems: list[Problem]) -> Iterator[Report]:
    """Reports from dicts that a caller holds in memory."""
    for number, row in enumerate(rows, 1):
        try:
            yield row if isinstance(row, Report) else report_of(row)
        except Unreadable as complaint:
            problems.append(complaint.at(f"report {number}"))
