"""`dragoman events`, `changes` and `arrangements`: rows of the record."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import fields
from typing import Any

from dragoman.coding.codebook import types
from dragoman.commands import wording as w
from dragoman.commands.command import Command, add_format, add_kind, add_record, day, opened, print_rows
from dragoman.commands.entities import check_entity
from dragoman.rows import EVENT_STATUSES, ROLES, Event

Shown = dict[str, Callable[[Any], object]]

EVENT_COLUMNS = tuple(field.name for field in fields(Event))
CHANGE_COLUMNS = (
    "id", "report", "published", "kind", *ROLES, "change", "status", "when", "strength", "name", "type", "level", "entry", "exit",
    "evidence", "confidence", "reader",
)  # fmt: skip
ARRANGEMENT_COLUMNS = (
    "id", "kind", *ROLES, "name", "type", "level", "strength", "began", "ended", "due", "last_seen", "sources", "evidence",
)  # fmt: skip

EVENTS_SHOWN: Shown = {
    "date": lambda row: w.days(row["date"]),
    "who > whom": w.pair,
    "event": w.deed,
    "status": lambda row: row["status"],
    "sources": lambda row: row["sources"],
    "report": lambda row: row["report"],
    "words": w.quote,
}
CHANGES_SHOWN: Shown = {
    "when": lambda row: w.days(row["when"]),
    "change": w.changed,
    "arrangement": w.arrangement,
    "report": lambda row: row["report"],
    "words": w.quote,
}
ARRANGEMENTS_SHOWN: Shown = {
    "arrangement": w.arrangement,
    "began": lambda row: w.days(row["began"]),
    "ended": lambda row: w.days(row["ended"]),
    "end planned": lambda row: w.days(row["due"]),
    "last seen": lambda row: row["last_seen"],
    "persons": lambda row: w.persons(row["strength"]),
    "reports": lambda row: ", ".join(dict.fromkeys(item["report"] for item in row["evidence"])),
}


def _event_type(text: str) -> str:
    return text.upper()


def _event_arguments(parser: ArgumentParser) -> None:
    add_record(parser)
    for side, what in (("actor", "acts"), ("recipient", "is acted on"), ("either", "does either")):
        parser.add_argument(f"--{side}", metavar="ID", help=f"an entity that {what}: NER, ECOWAS …")
    parser.add_argument("--type", metavar="TYPE", type=_event_type, choices=types(), help=f"one of {', '.join(types())}")
    parser.add_argument("--since", metavar="DATE", type=day, help="not before this day")
    parser.add_argument("--until", metavar="DATE", type=day, help="not after this day")
    parser.add_argument("--status", choices=(*EVENT_STATUSES, "all"), help="default: all but negated")
    add_format(parser)


def _events(args: Namespace) -> int:
    sides = {side: getattr(args, side) for side in ("actor", "recipient", "either")}
    with opened(args) as record:
        for given in sides.values():
            check_entity(record, given)
        found = record.iter_events(**sides, type=args.type, since=args.since, until=args.until, status=args.status)
        return print_rows(args, found, EVENT_COLUMNS, EVENTS_SHOWN)


def _change_arguments(parser: ArgumentParser) -> None:
    add_record(parser)
    add_kind(parser)
    parser.add_argument("--of", metavar="ID", help="an entity in any role")
    add_format(parser)


def _changes(args: Namespace) -> int:
    with opened(args) as record:
        check_entity(record, args.of)
        found = record.iter_changes(kind=args.kind, of=args.of)
        return print_rows(args, found, CHANGE_COLUMNS, CHANGES_SHOWN)


def _arrangement_arguments(parser: ArgumentParser) -> None:
    add_record(parser)
    parser.add_argument("--of", metavar="ID", required=True, help="an entity in any role")
    add_kind(parser)
    parser.add_argument("--on", metavar="DATE", type=day, help="only what is in force on this day")
    parser.add_argument("--known-by", metavar="DATE", type=day, help="use reports published by this day (default: all)")
    add_format(parser)


def _arrangements(args: Namespace) -> int:
    with opened(args) as record:
        check_entity(record, args.of)
        found = record.arrangements(of=args.of, kind=args.kind, on=args.on, known_by=args.known_by)
    return print_rows(args, found, ARRANGEMENT_COLUMNS, ARRANGEMENTS_SHOWN)


EVENTS = Command(
    "events",
    "who did what to whom",
    (
        "dragoman events --record archive.db --actor SOM --recipient ETH",
        "dragoman events --record archive.db --either NER --type SANCTION --since 2023-07-26 --format csv",
    ),
    _event_arguments,
    _events,
)
CHANGES = Command(
    "changes",
    "what reports say of standing arrangements",
    ("dragoman changes --record archive.db --kind presence --of NER",),
    _change_arguments,
    _changes,
)
ARRANGEMENTS = Command(
    "arrangements",
    "the standing arrangements of an actor",
    (
        "dragoman arrangements --record archive.db --of SOM --on 2024-09-01",
        "dragoman arrangements --record archive.db --of NER --known-by 2023-12-31 --format jsonl",
    ),
    _arrangement_arguments,
    _arrangements,
    "Without --on, every arrangement that reports tell of, in force or not. An empty «ended» means that no report tells of an "
    "end, which is not the same as still in force.",
)
