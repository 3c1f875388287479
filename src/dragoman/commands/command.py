"""What a command of the command line is, and the arguments that several commands share."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import dragoman
from dragoman.errors import InputError
from dragoman.formats import FORMATS, written
from dragoman.record import Record
from dragoman.rows import KINDS
from dragoman.terminal import safe

#: exit statuses of the contract
DONE, SOME_UNREAD, WRONG = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what it does in a line, how it is used, what it takes, what runs.

    `many` names the positional that takes any number of words, so that options may stand between them.
    """

    name: str
    summary: str
    examples: tuple[str, ...]
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]
    about: str = ""
    many: str = ""


def day(text: str) -> str:
    """An ISO day as an argument."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day; write it as year-month-day, like 2024-05-01") from None


def add_record(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--record",
        metavar="FILE",
        default=os.environ.get("DRAGOMAN_RECORD"),
        help="the record: an SQLite file, or postgresql://… (default: the environment variable DRAGOMAN_RECORD)",
    )


def add_format(parser: ArgumentParser) -> None:
    parser.add_argument("--format", choices=FORMATS, default="table", help="how rows are printed (default: table)")


def add_kind(parser: ArgumentParser) -> None:
    parser.add_argument("--kind", choices=tuple(KINDS), metavar="KIND", help=f"one of {', '.join(KINDS)}")


def record_of(args: Namespace) -> str:
    """The record that was named, by option or environment."""
    if not args.record:
        raise InputError("no record is named; give --record FILE, or set DRAGOMAN_RECORD")
    return str(args.record)


def opened(args: Namespace) -> Record:
    """The record, which must be there already: a question never makes one."""
    return dragoman.open(record_of(args), must_exist=True)


def text_of(given: str, what: str) -> str:
    """The text of a file, or of standard input for '-'; `what` says what it should hold."""
    try:
        data = sys.stdin.buffer.read() if given == "-" else Path(given).read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{given}: not UTF-8 text; give {what}") from None
    except OSError as error:
        raise InputError(f"{given}: {(error.strerror or 'cannot be read').lower()}; check the name of the file") from None


def print_rows(args: Namespace, rows: Iterable[Any], columns: tuple[str, ...], shown: dict[str, Callable[[Any], object]]) -> int:
    """Prints rows in the format asked for, as they come; a table, whose columns are as wide as they must be, takes a thousand at a
    time. A table without rows says so on standard error."""
    found = (item if isinstance(item, dict) else item.row() for item in rows)
    some = False
    for line in written(args.format, found, columns, shown):
        some = True
        print(line)
    if not some and args.format == "table":
        note("nothing found")
    return DONE


def note(message: object) -> None:
    """A message to the user: standard output is for results."""
    print(f"dragoman: {safe(message)}", file=sys.stderr)
