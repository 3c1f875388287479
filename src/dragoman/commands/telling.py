"""`dragoman timeline`: what happened to an actor, day by day, with the words that say so."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from dragoman.commands import wording as w
from dragoman.commands.command import DONE, Command, add_format, add_record, day, note, opened
from dragoman.commands.entities import check_entity
from dragoman.formats import csv_lines, json_line
from dragoman.interval import Interval
from dragoman.record import Entry
from dragoman.rows import Event
from dragoman.terminal import paragraph

COLUMNS = ("day", "what", "id", "report", "published", "actors", "recipients", "type", "kind", "change", "status", "evidence")
#: the room of a day
DAYS = 15
#: two reports of one thing are shown as one line where their days overlap and neither is vaguer than this, in days
VAGUE = 31


@dataclass(slots=True)
class Told:
    """One happening or change of a timeline, with every entry that tells of it; the first is shown. `story` is the earliest
    print of the report that told it first."""

    when: Interval
    story: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def row(self) -> dict[str, Any]:
        return self.entries[0].row()

    @property
    def said(self) -> str:
        row = self.row
        if self.entries[0].what == "change":
            return f"{w.changed(row)}: {w.arrangement(row)}"
        status = "" if row["status"] in ("happened", "historical") else f", {row['status']}"
        return f"{w.pair(row)}: {w.deed(row)}{status}"

    @property
    def reports(self) -> list[str]:
        return list(dict.fromkeys(entry.item.report for entry in self.entries))


def _arguments(parser: ArgumentParser) -> None:
    add_record(parser)
    parser.add_argument("--of", metavar="ID", required=True, help="the actor: NER, ECOWAS …")
    parser.add_argument("--with", metavar="ID", dest="other", help="only what also involves this actor")
    parser.add_argument("--since", metavar="DATE", type=day, help="leave out what is told of earlier days")
    parser.add_argument("--until", metavar="DATE", type=day, help="leave out what is told of later days")
    add_format(parser)


def _run(args: Namespace) -> int:
    with opened(args) as record:
        check_entity(record, args.of)
        check_entity(record, args.other)
        entries, copies = [*_within(args, record.timeline(args.of, args.other))], record.copies()
    if not entries and args.format == "table":
        note("nothing found")
    for line in _told(entries, copies) if args.format == "table" else _rows(args.format, entries):
        print(line)
    return DONE


def _within(args: Namespace, entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries of the days asked for; one without a day belongs to none."""
    for entry in entries:
        at = entry.day.isoformat() if entry.day else ""
        if (not args.since or at >= args.since) and (not args.until or "" < at <= args.until):
            yield entry


def _rows(form: str, entries: Iterable[Entry]) -> Iterable[str]:
    rows = [entry.row() for entry in entries]
    return csv_lines(rows, COLUMNS) if form == "csv" else map(json_line, rows)


def _told(entries: Iterable[Entry], copies: Mapping[str, str]) -> Iterator[str]:
    """A paragraph for the words of one report on one day: the day, what they say happened, the words."""
    for (at, words), group in groupby(merged(entries, copies), key=lambda one: (w.days(one.when.row()), w.quote(one.row))):
        found = list(group)
        said = dict.fromkeys(one.said for one in found)
        yield from _headed(at or "undated", "\n".join(paragraph(line, " " * DAYS) for line in said))
        reports = dict.fromkeys(report for one in found for report in one.reports)
        yield paragraph(f"{words} ({', '.join(reports)})", " " * DAYS)


def _headed(at: str, lines: str) -> Iterator[str]:
    """The day before the first line, or above it where it is too long."""
    if len(at) < DAYS:
        yield at + lines[len(at) :]
    else:
        yield from (at, lines)


def merged(entries: Iterable[Entry], copies: Mapping[str, str]) -> list[Told]:
    """The entries in order, those that tell the same as one: on overlapping days, or in prints of one story."""
    last: dict[object, Told] = {}
    found: list[Told] = []
    for entry in entries:
        key, when, story = _gist(entry), _when(entry), copies.get(entry.item.report, entry.item.report)
        if key not in last or not (_same_time(last[key].when, when) or last[key].story == story != entry.item.report):
            last[key] = Told(when, story)
            found.append(last[key])
        last[key].entries.append(entry)
    return found


def _gist(entry: Entry) -> object:
    row = entry.row()
    group = "told" if row["status"] in ("happened", "historical") else row["status"]
    said = w.arrangement(row | {"name": None}) + row["change"] if entry.what == "change" else f"{w.pair(row)} {row['type']}"
    return entry.what, group, said


def _when(entry: Entry) -> Interval:
    return entry.item.date if isinstance(entry.item, Event) else entry.item.when


def _same_time(one: Interval, other: Interval) -> bool:
    if one == other:
        return True
    return one.overlaps(other) and all(side.days is not None and side.days <= VAGUE for side in (one, other))


TIMELINE = Command(
    "timeline",
    "what happened to an actor, day by day, with the words that say so",
    (
        "dragoman timeline --record archive.db --of NER --since 2024-03-01",
        "dragoman timeline --record archive.db --of ETH --with SOM",
    ),
    _arguments,
    _run,
)
