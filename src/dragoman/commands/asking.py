"""`dragoman holds`: does an arrangement hold on a day?"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from dragoman.answers import Answer, Evidence
from dragoman.commands import wording as w
from dragoman.commands.command import DONE, Command, add_format, add_record, day, note, opened, print_rows, text_of
from dragoman.commands.entities import UnknownEntityError, check_roles
from dragoman.commands.listing import Shown
from dragoman.errors import InputError
from dragoman.formats import json_line
from dragoman.record import Record
from dragoman.rows import KINDS, ROLES
from dragoman.terminal import paragraph, safe

#: what narrows a question beside its roles
NARROWING = ("name", "type", "level")
EVIDENCE_COLUMNS = tuple(field.name for field in fields(Evidence))
EVIDENCE_SHOWN: Shown = {
    "published": lambda row: row["published"] or "undated",
    "when": lambda row: w.days(row["when"]),
    "change": w.changed,
    "report": lambda row: row["report"],
    "copy of": lambda row: row["source"] if row["source"] != row["report"] else None,
    "words": lambda row: f"«{row['text']}»" if row["text"] else None,
}
QUESTION = ("kind", *ROLES, *NARROWING, "on", "known_by")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("asked", nargs="*", metavar="KIND ROLE=ID", help=_roles_in_words())
    parser.add_argument("--on", metavar="DATE", type=day, help="the day asked about")
    parser.add_argument("--known-by", metavar="DATE", type=day, help="use reports published by this day (default: all)")
    add_record(parser)
    parser.add_argument("--questions", metavar="FILE", help="a JSONL file, '-' for standard input, with a question a line")
    parser.add_argument("--format", choices=("text", "jsonl"), default="text", help="how one answer is printed (default: text)")


def _roles_in_words() -> str:
    kinds = "; ".join(f"{kind} {' '.join(f'{role}=…' for role in roles)}" for kind, roles in KINDS.items())
    return f"one of: {kinds}. Several parties: parties=KEN,SOM. name=…, type=… and level=… narrow"


def _run(args: Namespace) -> int:
    if args.questions:
        return _run_questions(args)
    question = _question(args)
    with opened(args) as record:
        check_roles(record, question["kind"], _roles(question))
        answer = _answered(record, question)
    for line in [json_line(question | answer.row())] if args.format == "jsonl" else _told(question, answer):
        print(line)
    return DONE


def _run_questions(args: Namespace) -> int:
    """All answers before the first is printed: a wrong line costs no half of an output. An id that nobody knows does not stop
    the others, since «unknown» is its true answer; it is told on standard error."""
    told = []
    with opened(args) as record:
        for where, question in _questions(args.questions):
            try:
                told.append(json_line(question | _answered(record, question).row()))
                check_roles(record, question["kind"], _roles(question))
            except UnknownEntityError as error:
                note(f"{where}: {error}")
            except InputError as error:
                raise InputError(f"{where}: {error}") from None
    print("\n".join(told))
    return DONE


def _roles(question: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in question.items() if key in ROLES}


def _answered(record: Record, question: dict[str, Any]) -> Answer:
    asked = {key: value for key, value in question.items() if value is not None}
    for needed in ("kind", "on"):
        if needed not in asked:
            raise InputError(f"a question needs `{needed}`")
    for key, value in asked.items():
        if not isinstance(value, str) and not (key == "parties" and _are_text(value)):
            raise InputError(f"`{key}` is {json.dumps(value)}, not {'a list of ids' if key == 'parties' else 'text'}")
    return record.holds(asked.pop("kind"), **asked)


def _are_text(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _question(args: Namespace) -> dict[str, Any]:
    """The question on the command line."""
    if not args.asked or not args.on:
        raise InputError("give a kind, roles and a day, like: presence holder=USA host=NER --on 2024-05-01; or --questions FILE")
    return _words(args.asked) | {"on": args.on, "known_by": args.known_by}


def _words(asked: Sequence[str]) -> dict[str, Any]:
    """The kind and the roles of a question."""
    kind, *pairs = asked
    found: dict[str, Any] = {"kind": kind}
    for given in pairs:
        found |= _pair(kind, given)
    return found


def _pair(kind: str, given: str) -> dict[str, Any]:
    role, equals, value = given.partition("=")
    if not equals or not value:
        raise InputError(f"{given!r} is no ROLE=ID; write it like {(KINDS.get(kind) or ROLES)[0]}=USA")
    return {role: [one.strip() for one in value.split(",") if one.strip()] if role == "parties" else value}


def _questions(path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where each question stands, and the question; other keys of a line are left aside."""
    for number, line in enumerate(text_of(path, "a JSONL file with a question a line").split("\n"), 1):
        if line.strip():
            yield f"{path}, line {number}", _parsed(line, f"{path}, line {number}")


def _parsed(line: str, where: str) -> dict[str, Any]:
    shape = 'write it like {"kind": "presence", "holder": "USA", "host": "NER", "on": "2024-05-01"}'
    try:
        row = json.loads(line)
    except ValueError:
        raise InputError(f"{where}: not JSON; {shape}") from None
    if not isinstance(row, Mapping):
        raise InputError(f"{where}: not an object; {shape}")
    return {key: row[key] for key in QUESTION if key in row}


def _told(question: dict[str, Any], answer: Answer) -> Iterator[str]:
    """The answer for a reader: value, reason, and the words of the reports that decide."""
    yield f"{answer.value}   {safe(w.arrangement(question))}, on {question['on']}"
    yield paragraph(answer.why[:1].upper() + answer.why[1:], "  ")
    for item in answer.evidence:
        row = item.row()
        said = f"{w.changed(row)} {w.days(row['when'])}".strip()
        yield f"  {row['published'] or 'undated'}  {safe(row['report'])}  {safe(said)}"
        if row["text"]:
            yield paragraph(f"«{row['text']}»", "      ")


def _history_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("asked", nargs="+", metavar="KIND ROLE=ID", help=_roles_in_words())
    add_record(parser)
    add_format(parser)


def _history(args: Namespace) -> int:
    asked = _words(args.asked)
    with opened(args) as record:
        check_roles(record, asked["kind"], _roles(asked))
        found = record.history(asked.pop("kind"), **asked)
    return print_rows(args, found, EVIDENCE_COLUMNS, EVIDENCE_SHOWN)


HOLDS = Command(
    "holds",
    "does an arrangement hold on a day: yes, no or unknown",
    (
        "dragoman holds presence holder=USA host=SOM --on 2021-06-01 --record archive.db",
        "dragoman holds relations parties=KEN,SOM level=severed --on 2021-02-01 --record archive.db --format jsonl",
        "dragoman holds --questions examples/questions.jsonl --record archive.db",
    ),
    _arguments,
    _run,
    "Every answer carries its reason and the words of the reports that decide it. «unknown» means that the reports do not tell.",
    many="asked",
)
HISTORY = Command(
    "history",
    "every change that was reported of an arrangement",
    ("dragoman history presence holder=USA host=SOM --record archive.db",),
    _history_arguments,
    _history,
    "In both times: when it was so, and when it was published.",
    many="asked",
)
