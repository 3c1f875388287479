"""`dragoman search`: the reports that have some words."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from dragoman.commands.command import Command, add_format, add_record, opened, print_rows
from dragoman.commands.listing import Shown
from dragoman.report import Report

COLUMNS = ("id", "published", "title", "headline", "publisher", "url", "language", "copy_of", "text")
SHOWN: Shown = {
    "published": lambda row: row["published"] or "undated",
    "report": lambda row: row["id"],
    "copy of": lambda row: row["copy_of"],
    "publisher": lambda row: row["publisher"],
    "title": lambda row: row["title"] or row["headline"],
}


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="WORD", help="words that must all occur; none: every report")
    add_record(parser)
    add_format(parser)


def _run(args: Namespace) -> int:
    with opened(args) as record:
        copies = record.copies()
        rows = (_row(report, copies.get(report.id)) for report in record.iter_reports(" ".join(args.words)))
        return print_rows(args, rows, COLUMNS, SHOWN)


def _row(report: Report, original: str | None) -> dict[str, Any]:
    plain = {name: getattr(report, name) for name in ("id", "title", "publisher", "url", "language", "text")}
    headline = next((report.text[p.start : p.end] for p in report.passages if p.kind == "headline"), None)
    published = report.published.isoformat() if report.published else None
    return plain | {"published": published, "headline": headline, "copy_of": original}


SEARCH = Command(
    "search",
    "the reports that have some words, best first",
    ("dragoman search memorandum Somaliland --record archive.db",),
    _arguments,
    _run,
    many="words",
)
