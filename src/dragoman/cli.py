"""The command line: parsing, and errors as one line. What each command does stands in `dragoman.commands`."""

from __future__ import annotations

import io
import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from typing import NoReturn

from dragoman import __version__
from dragoman.commands.asking import HISTORY, HOLDS
from dragoman.commands.command import WRONG, Command, note
from dragoman.commands.correcting import CORRECT, CORRECTIONS, UNDO, WITHDRAW
from dragoman.commands.listing import ARRANGEMENTS, CHANGES, EVENTS
from dragoman.commands.measuring import MEASURE
from dragoman.commands.reading import READ, REREAD
from dragoman.commands.searching import SEARCH
from dragoman.commands.telling import TIMELINE
from dragoman.commands.writing import IMPORT
from dragoman.errors import DragomanError
from dragoman.terminal import paragraph

COMMANDS: tuple[Command, ...] = (
    READ, EVENTS, CHANGES, ARRANGEMENTS, HOLDS, HISTORY, TIMELINE, SEARCH, IMPORT, CORRECT, UNDO, CORRECTIONS, REREAD, WITHDRAW,
    MEASURE,
)  # fmt: skip

#: what a shell reports of a program that the user stopped
STOPPED = 130

_ABOUT = "Reads news reports and keeps the record: who did what to whom, and which arrangements hold on any date."
_EXAMPLE = "dragoman read examples/archive.jsonl examples/pages --record archive.db"


class _Parser(ArgumentParser):
    """An argument parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        note(f"{message}; see {self.prog} --help")
        raise SystemExit(WRONG)


def parser() -> ArgumentParser:
    """The whole command line."""
    top = _Parser("dragoman", description=_ABOUT, epilog=_examples([_EXAMPLE]), formatter_class=RawDescriptionHelpFormatter)
    top.add_argument("--version", action="version", version=f"dragoman {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for one in COMMANDS:
        sub = commands.add_parser(one.name, help=one.summary, formatter_class=RawDescriptionHelpFormatter)
        sub.description = paragraph(one.about or f"{one.summary[:1].upper()}{one.summary[1:]}.", cells=80)
        sub.epilog = _examples(one.examples)
        one.arguments(sub)
        sub.set_defaults(run=one.run, many=one.many)
    return top


def _examples(lines: Sequence[str]) -> str:
    return "\n".join([f"example{'s' if len(lines) > 1 else ''}:", *(f"  {line}" for line in lines)])


def parsed(argv: Sequence[str] | None) -> Namespace:
    """The arguments; inputs and roles may stand on both sides of an option."""
    whole = parser()
    args, rest = whole.parse_known_args(argv)
    if rest and (not args.many or any(word.startswith("-") and word != "-" for word in rest)):
        whole.error(f"unknown argument {rest[0]!r}")
    if rest:
        setattr(args, args.many, [*getattr(args, args.many), *rest])
    return args


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit status."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    args = parsed(argv)
    try:
        status: int = args.run(args)
        sys.stdout.flush()
    except DragomanError as error:
        note(error)
        return WRONG
    except KeyboardInterrupt:
        note("stopped; the reports recorded so far are kept")
        return STOPPED
    except BrokenPipeError:  # the reader of our output left (`| head`): nothing went wrong, and nobody is there to be told
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


if __name__ == "__main__":
    raise SystemExit(main())
