"""`dragoman read`: reports in, into a record."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import dragoman
from dragoman.commands.command import DONE, SOME_UNREAD, WRONG, Command, add_record, day, note, opened, record_of
from dragoman.errors import InputError
from dragoman.grounding import world
from dragoman.intake.problem import Problem
from dragoman.intake.sources import reports
from dragoman.reading import Reading
from dragoman.record import Added, Record
from dragoman.report import Report


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "inputs", nargs="+", metavar="INPUT", help="a text or JSONL file, a folder, a pattern in quotes, '-' for standard input"
    )
    add_record(parser)
    parser.add_argument("--published", metavar="DATE", type=day, help="the day of publication of reports that do not tell theirs")
    _add_actors(parser)


def _add_actors(parser: ArgumentParser) -> None:
    parser.add_argument("--actors", metavar="FILE", help="a table of further actors: TSV or CSV, with id, name, country …")


def _use_actors(path: str | None) -> None:
    """Takes up the user's table of actors and reads it at once: a wrong row is told before any report is read."""
    if path is None:
        return
    try:
        Path(path).open("rb").close()
        world.add(path)
        world.called()
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or 'cannot be read').lower()}; check the name of the file") from None


class _Watch:
    """Counts what goes by, shows it where somebody looks on, and leaves out what the record has."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.seen = self.known = 0
        self.languages: Counter[str] = Counter()

    def new(self, found: Iterable[Report]) -> Iterator[Report]:
        """The reports that the record lacks: the others need not be read again."""
        for report in self.all(found):
            if self.record.has(report.id) and self.record.report(report.id).text == report.text:
                self.known += 1
            else:
                yield report

    def all(self, found: Iterable[Report]) -> Iterator[Report]:
        """The reports, counted."""
        for report in found:
            self.seen += 1
            self._show()
            yield report

    def foreign(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """The readings, those of reports in other languages counted."""
        for reading in readings:
            if reading.report.language not in (None, "en"):
                self.languages[str(reading.report.language)] += 1
            yield reading

    def _show(self) -> None:
        if sys.stderr.isatty():
            print(f"\r{self.seen} reports …", end="\r", file=sys.stderr, flush=True)


def _reread_arguments(parser: ArgumentParser) -> None:
    add_record(parser)
    _add_actors(parser)


def _reread(args: Namespace) -> int:
    _use_actors(args.actors)
    with opened(args) as record:
        watch = _Watch(record)
        done = record.reread(watch.foreign(dragoman.read_many(watch.all(record.iter_reports()))))
    note(f"{record_of(args)}: {done.reports} reports read anew ({done.events} new events, {done.changes} new changes)")
    return _left_out(done, "keeps its old rows")


def _left_out(done: Added, what: str) -> int:
    """Names the reports that were left out, and why; the exit status."""
    for report, reason in done.conflicts:
        note(Problem(report, what, reason))
    return SOME_UNREAD if done.conflicts else DONE


def _told(found: Iterator[Report], problems: list[Problem]) -> Iterator[Report]:
    """The reports; problems are told as they come up, not at the end of a long run."""
    told = 0
    for report in chain(found, [None]):
        for problem in problems[told:]:
            note(problem)
        told = len(problems)
        if report is not None:
            yield report


def _run(args: Namespace) -> int:
    where, problems = record_of(args), list[Problem]()
    _use_actors(args.actors)
    if "://" in where or Path(where).exists():
        dragoman.open(where).close()  # a record that cannot be used is told before anything is read
    found = _told(reports(args.inputs, problems, published=args.published), problems)
    first = next(found, None)
    if first is None:
        note("no report could be read; nothing was written")
        return WRONG
    with dragoman.open(where) as record:
        watch = _Watch(record)
        added = record.add(watch.foreign(dragoman.read_many(watch.new(chain([first], found)))))
    added.known += watch.known
    left = _left_out(added, "not recorded")
    note(_summary(where, added, watch.languages))
    return SOME_UNREAD if problems else left


def _summary(where: str, added: Added, languages: Counter[str]) -> str:
    said = f"{where}: {added}"
    others = ", ".join(f"{number} in {code}" for code, number in sorted(languages.items()))
    return f"{said}; not coded, because not in English: {others}" if others else said


READ = Command(
    "read",
    "read reports into a record",
    (
        "dragoman read examples/archive.jsonl examples/pages --record archive.db",
        "dragoman read examples/pages/germans-leave-niamey.txt --published 2024-09-01 --record archive.db",
    ),
    _arguments,
    _run,
    "Reads news reports and keeps their events and changes. A report that the record already has changes nothing.",
    many="inputs",
)

REREAD = Command(
    "reread",
    "read the reports of a record anew, after an update",
    ("dragoman reread --record archive.db",),
    _reread_arguments,
    _reread,
    "Rows of the older reader are replaced; corrections by people and imported rows stay.",
)
