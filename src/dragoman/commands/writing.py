"""`dragoman import`: rows coded elsewhere or by hand, into a record."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.commands.command import DONE, Command, add_record, note, opened, record_of
from dragoman.errors import InputError
from dragoman.record import Record


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("rows", metavar="ROWS", help="a JSONL file of event and change rows, '-' for standard input")
    add_record(parser)


def _run(args: Namespace) -> int:
    where = "standard input" if args.rows == "-" else args.rows
    with opened(args) as record:
        added = _imported(record, _rows(args.rows, where), where)
    note(f"{record_of(args)}: {added.events} events and {added.changes} changes imported from {where}")
    return DONE


def _imported(record: Record, rows: Iterator[Mapping[str, Any]], where: str) -> Any:
    try:
        return record.import_rows(rows)
    except InputError as error:
        raise InputError(f"{where}, {error}") from None


def _rows(given: str, where: str) -> Iterator[Mapping[str, Any]]:
    """The objects of the file, a line each; the record counts them, so empty lines must not stand between."""
    for number, line in enumerate(_text(given, where).rstrip("\n").split("\n"), 1):
        try:
            row = json.loads(line)
        except ValueError:
            raise InputError(f"line {number}: not JSON; write one event or change a line. Nothing was imported.") from None
        if not isinstance(row, Mapping):
            raise InputError(f"line {number}: not an object; write one event or change a line. Nothing was imported.")
        yield row


def _text(given: str, where: str) -> str:
    try:
        data = sys.stdin.buffer.read() if given == "-" else Path(given).read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{where}: not UTF-8 text; give a JSONL file of event and change rows") from None
    except OSError as error:
        raise InputError(f"{where}: {(error.strerror or 'cannot be read').lower()}; check the name of the file") from None


IMPORT = Command(
    "import",
    "add events and changes that were coded elsewhere or by hand",
    ("dragoman import examples/rows.jsonl --record archive.db",),
    _arguments,
    _run,
    "Each row names a report that the record has, and the exact words of it that say so (`quote` or `evidence`). "
    "All rows are added, or none.",
)
