"""`dragoman measure`: how far a reading agrees with what somebody coded by hand."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from dragoman.agreement import Figures
from dragoman.commands.command import DONE, Command
from dragoman.formats import json_line
from dragoman.sample import Sample, mean
from dragoman.terminal import safe, table


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folders", nargs="+", metavar="FOLDER", help="a folder with reports.jsonl and what was coded of them")
    parser.add_argument("--fold", action="store_true", help="take the coded changes as they are and answer the questions from them")
    parser.add_argument("--misses", action="store_true", help="also print every row that was missed or made up")
    parser.add_argument("--format", choices=("table", "jsonl"), default="table", help="how figures are printed (default: table)")


def _run(args: Namespace) -> int:
    samples = [Sample(Path(name)) for name in args.folders]
    misses: list[str] | None = [] if args.misses else None
    found = {one.name: one.folded(misses) if args.fold else one.figures(misses) for one in samples}
    for line in misses or ():
        print(safe(line))
    if len(samples) > 1:
        found["mean"] = mean(found.values())
    for line in map(json_line, _named(found)) if args.format == "jsonl" else _table(found):
        print(line)
    return DONE


def _named(found: dict[str, Figures]) -> Iterator[dict[str, object]]:
    for name, figures in found.items():
        yield {"sample": name} | {key: value if value is None else round(value, 4) for key, value in figures.items()}


def _table(found: dict[str, Figures]) -> Iterator[str]:
    names = dict.fromkeys(name for figures in found.values() for name in figures)
    return table(["", *found], [[name, *(_shown(figures.get(name)) for figures in found.values())] for name in names])


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


MEASURE = Command(
    "measure",
    "how far a reading agrees with what you coded by hand",
    (
        "dragoman measure examples/coded",
        "dragoman measure examples/coded --misses --format jsonl",
    ),
    _arguments,
    _run,
    "A folder holds reports.jsonl and, as far as you coded them, events.jsonl, changes.jsonl and holds.jsonl (questions with their "
    "answers). Code all events or changes of the reports: what is not there counts as made up.",
    many="folders",
)
