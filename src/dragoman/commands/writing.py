"""`dragoman import`: rows coded elsewhere or by hand, into a record."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from typing import Any

from dragoman.commands.command import DONE, Command, add_record, note, opened, record_of, text_of
from dragoman.errors import InputError
from dragoman.record import Record


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("rows", metavar="ROWS", help="a JSONL file of event and change rows, '-' for standard input")
    add_record(parser)


def _run(args: Namespace) -> int:
    where = "standard input" if args.rows == "-" else args.rows
    with opened(args) as record:
        added = _imported(record, _rows(args.rows), where)
    note(f"{record_of(args)}: {added.events} events and {added.changes} changes imported from {where}")
    return DONE


def _imported(record: Record, rows: Iterator[Mapping[str, Any]], where: str) -> Any:
    try:
        return record.import_rows(rows)
    except InputError as error:
        raise InputError(f"{where}, {error}") from None


def _rows(given: str) -> Iterator[Mapping[str, Any]]:
    """The objects of the file, a line each; the record counts them, so empty lines must not stand between."""
    for number, line in enumerate(text_of(given, "a JSONL file of event and change rows").rstrip("\n").split("\n"), 1):
        try:
            row = json.loads(line)
        except ValueError:
            raise InputError(f"line {number}: not JSON; write one event or change a line. Nothing was imported.") from None
        if not isinstance(row, Mapping):
            raise InputError(f"line {number}: not an object; write one event or change a line. Nothing was imported.")
        yield row


IMPORT = Command(
    "import",
    "add events and changes that were coded elsewhere or by hand",
    ("dragoman import examples/rows.jsonl --record archive.db",),
    _arguments,
    _run,
    "Each row names a report that the record has, and the exact words of it that say so (`quote` or `evidence`). "
    "All rows are added, or none.",
)
