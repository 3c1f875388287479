"""`dragoman correct`, `undo`, `corrections` and `withdraw`: what people know better than the reader."""

from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import fields
from typing import Any

from dragoman.commands.command import DONE, Command, add_format, add_record, note, opened, print_rows
from dragoman.commands.listing import Shown
from dragoman.record.corrections import CHANGE_FIELDS, EVENT_FIELDS, Correction

COLUMNS = tuple(field.name for field in fields(Correction))
SHOWN: Shown = {
    "number": lambda row: row["n"],
    "row": lambda row: row["target"],
    "correction": lambda row: _said(row),
    "by": lambda row: row["by"],
    "when": lambda row: row["at"],
    "why": lambda row: row["why"],
}


def _said(row: dict[str, Any]) -> str:
    if row["action"] == "set":
        return f"{row['field']}: {json.dumps(row['before'], ensure_ascii=False)} to {json.dumps(row['value'], ensure_ascii=False)}"
    return "rejected" if row["action"] == "reject" else f"correction {row['value']} undone"


def _setting(text: str) -> tuple[str, Any]:
    """«status=negated», «when=["2024-08-04", "2024-08-04"]»: JSON where it is JSON, else text."""
    field, equals, value = text.partition("=")
    if not equals:
        raise ArgumentTypeError(f"{text!r} is no FIELD=VALUE; write it like status=negated")
    try:
        return field, json.loads(value)
    except ValueError:
        return field, value


def _add_reason(parser: ArgumentParser) -> None:
    add_record(parser)
    parser.add_argument("--by", metavar="NAME", required=True, help="who corrects")
    parser.add_argument("--why", metavar="REASON", required=True, help="the reason; it is kept with the correction")


def _correct_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("row", metavar="ID", help="the id of an event or change, as --format csv and jsonl show it")
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument("--reject", action="store_true", help="the report does not say this: leave the row out of every answer")
    told = f"a field and its value, JSON or text; of events: {', '.join(EVENT_FIELDS)}; of changes: {', '.join(CHANGE_FIELDS)}"
    either.add_argument("--set", metavar="FIELD=VALUE", type=_setting, action="append", help=told)
    _add_reason(parser)


def _correct(args: Namespace) -> int:
    with opened(args) as record:
        numbers = record.correct(args.row, reject=args.reject, set=dict(args.set or ()), by=args.by, why=args.why)
    note(f"corrected (number {', '.join(map(str, numbers))}); take it back with: dragoman undo {numbers[-1]} --by … --why …")
    return DONE


def _undo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("number", type=int, metavar="NUMBER", help="the number of a correction, as `dragoman corrections` shows it")
    _add_reason(parser)


def _undo(args: Namespace) -> int:
    with opened(args) as record:
        record.undo(args.number, by=args.by, why=args.why)
    note(f"correction {args.number} is undone")
    return DONE


def _log_arguments(parser: ArgumentParser) -> None:
    add_record(parser)
    add_format(parser)
    parser.add_argument("--export", action="store_true", help="print the corrected sentences as items for training instead")


def _log(args: Namespace) -> int:
    with opened(args) as record:
        if args.export:
            for item in record.lessons():
                print(item, end="\n\n")
            return DONE
        found = record.corrections()
    return print_rows(args, found, COLUMNS, SHOWN)


def _withdraw_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("report", metavar="REPORT", help="the id of a report")
    add_record(parser)


def _withdraw(args: Namespace) -> int:
    with opened(args) as record:
        record.withdraw(args.report)
    note(f"report {args.report} is withdrawn, with all that it said")
    return DONE


CORRECT = Command(
    "correct",
    "reject an event or change, or set a field of it",
    (
        'dragoman correct by-hand-1 --reject --by "A. Kane" --why "the minister only threatened it" --record archive.db',
        'dragoman correct by-hand-3 --set change=alters --set level=severed --by "A. Kane" --why "no embassy" --record archive.db',
    ),
    _correct_arguments,
    _correct,
    "Who corrects, when and why is kept, and a new reading does not overwrite it. The row is named by its id, which "
    "`dragoman events` and `dragoman changes` show with --format csv or jsonl.",
)
UNDO = Command(
    "undo",
    "take a correction back",
    ('dragoman undo 1 --by "A. Kane" --why "it was right after all" --record archive.db',),
    _undo_arguments,
    _undo,
)
CORRECTIONS = Command(
    "corrections",
    "the log of corrections: who, when and why",
    ("dragoman corrections --record archive.db", "dragoman corrections --export --record archive.db"),
    _log_arguments,
    _log,
    "With --export, each sentence that was corrected stands there as an item of the training corpus (an .acts file), with all that "
    "holds of it after the corrections. Look the items through: the word that tells an act is found by rule.",
)
WITHDRAW = Command(
    "withdraw",
    "take a report out with all that it said",
    ("dragoman withdraw niger-03 --record archive.db",),
    _withdraw_arguments,
    _withdraw,
    "The arrangements are as if the report had never been read. A copy of it that stays counts in its place.",
)
