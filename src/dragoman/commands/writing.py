"""`dragoman import`: rows coded elsewhere or by hand, and baselines, into a record."""

from __future__ import annotations

import csv
import io
import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import dragoman
from dragoman.commands.command import DONE, Command, add_record, day, note, opened, record_of, text_of
from dragoman.errors import InputError
from dragoman.record import Record, baselines

Row = Mapping[str, Any]


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "rows",
        metavar="ROWS",
        help="a JSONL file of event and change rows, '-' for standard input; or a baseline: members, deployments, bases, baseline",
    )
    parser.add_argument("table", metavar="TABLE", nargs="?", help="the file of a baseline (members has one of its own)")
    parser.add_argument("--on", metavar="DATE", type=day, help="for bases: the day as of which the list was made")
    parser.add_argument("--holder", metavar="ID", default="USA", help="for deployments and bases: whose (default: USA)")
    add_record(parser)


def _run(args: Namespace) -> int:
    if args.rows in BASELINES:
        return _run_baseline(args)
    if args.table:
        raise InputError(f"{args.rows!r} is no baseline; the baselines are {', '.join(BASELINES)}")
    where = "standard input" if args.rows == "-" else args.rows
    with opened(args) as record:
        added = _imported(record, _rows(args.rows), where)
    note(f"{record_of(args)}: {added.events} events and {added.changes} changes imported from {where}")
    return DONE


def _run_baseline(args: Namespace) -> int:
    """A baseline may be what a record begins with, so one is made where there is none."""
    source, rows = BASELINES[args.rows](args)
    try:
        baseline = baselines.Baseline(source, rows)
    except InputError as error:
        raise InputError(f"{source}, {error}") from None
    except ValueError as error:
        raise InputError(f"{source}: {error}. Nothing was imported.") from None
    with dragoman.open(record_of(args)) as record:
        added = record.add([baseline])
    said = "was there already" if added.known else f"gave {added.changes} changes"
    note(f"{record_of(args)}: the baseline {source} {said}")
    return DONE


def _members(args: Namespace) -> tuple[str, Iterator[Row]]:
    if args.table:
        raise InputError("members takes no file: the table comes with the program; for one of your own: import baseline FILE")
    return "members of organisations", baselines.members()


def _deployments(args: Namespace) -> tuple[str, Iterator[Row]]:
    needed = ("year", "troops")
    return _table_name(args), baselines.deployments(_csv(_table_name(args), needed), args.holder)


def _bases(args: Namespace) -> tuple[str, Iterator[Row]]:
    if not args.on:
        raise InputError("a list of bases says nothing of its day: give --on DATE, the day as of which it was made")
    return _table_name(args), baselines.bases(_csv(_table_name(args), ("basename",)), args.on, args.holder)


def _baseline(args: Namespace) -> tuple[str, Iterator[Row]]:
    return _table_name(args), _rows(_table_name(args))


def _table_name(args: Namespace) -> str:
    if not args.table:
        raise InputError(f"name the file: dragoman import {args.rows} FILE --record …")
    return str(args.table)


def _csv(path: str, needed: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a CSV with a header; other columns than those needed are left aside."""
    found = csv.DictReader(io.StringIO(text_of(path, "a CSV file with a header")))
    missing = [name for name in needed if name not in (found.fieldnames or ())]
    if missing:
        raise InputError(f"{path}: no column {missing[0]!r}; the columns are {', '.join(found.fieldnames or ['none'])}")
    yield from found


#: what each baseline is read with: its source, and its rows
BASELINES: dict[str, Callable[[Namespace], tuple[str, Iterator[Row]]]] = {
    "members": _members,
    "deployments": _deployments,
    "bases": _bases,
    "baseline": _baseline,
}


def _imported(record: Record, rows: Iterator[Row], where: str) -> Any:
    try:
        return record.import_rows(rows)
    except InputError as error:
        raise InputError(f"{where}, {error}") from None


def _rows(given: str) -> Iterator[Row]:
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
    "add events and changes that were coded elsewhere or by hand, or a baseline",
    (
        "dragoman import examples/rows.jsonl --record archive.db",
        "dragoman import members --record archive.db",
        "dragoman import deployments examples/troops.csv --record archive.db",
        "dragoman import bases examples/bases.csv --on 2018-12-31 --record archive.db",
    ),
    _arguments,
    _run,
    "Each row names a report that the record has, and the exact words of it that say so (`quote` or `evidence`). "
    "All rows are added, or none. A baseline is a table of what was known before the first report: `members` is the program's "
    "own table of the members of organisations, `deployments` a CSV with a country (iso3c), year and troops, `bases` a CSV with "
    "a country (iso3c) and basename, `baseline` a JSONL file of your own.",
)
