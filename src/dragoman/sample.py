"""A sample of reports with what somebody coded of them by hand, and how far Dragoman's own reading agrees with it.

A folder holds `reports.jsonl` and any of `events.jsonl`, `changes.jsonl` and `holds.jsonl`: all events and all changes of the
reports, and questions with their answers. A coded row names its `report` and carries a `quote` of its exact words; see
docs/accuracy.md.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from dragoman import agreement
from dragoman.agreement import Figures, Pairs, Row
from dragoman.errors import InputError
from dragoman.reading import read_many
from dragoman.record.fold import State, fold

CODED = ("events", "changes", "holds")
#: what each coded row has to have
NEEDED = {
    "events": ("report", "type", "actors", "recipients"),
    "changes": ("report", "kind", "change"),
    "holds": ("kind", "on", "answer"),
}
#: keys of a question that do not say which arrangement is asked about
ASKED = ("kind", "on", "known_by", "answer", "why")


class Sample:
    """Coded reports of one folder. Raises InputError where a file is missing or a row lacks what it needs."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self.reports = _rows(folder / "reports.jsonl", ("id", "text"))
        self.coded = {name: _rows(folder / f"{name}.jsonl", NEEDED[name]) for name in CODED if (folder / f"{name}.jsonl").exists()}
        if not self.coded:
            raise InputError(f"{folder}: none of {', '.join(f'{n}.jsonl' for n in CODED)} is there; nothing to compare with")
        self.texts = {one["id"]: one["text"] for one in self.reports}
        for row in (*self.coded.get("events", ()), *self.coded.get("changes", ())):
            agreement.span(row, self.texts)

    def figures(self, misses: list[str] | None = None) -> Figures:
        """What is read from the reports against what was coded; `misses` takes a line for each row that differs."""
        readings = list(read_many(self.reports))
        got = {"events": [e.row() for r in readings for e in r.events], "changes": [c.row() for r in readings for c in r.changes]}
        found: Figures = {}
        for name, judge in (("events", agreement.events), ("changes", agreement.changes)):
            if name in self.coded:
                figures, pairs = judge(self.coded[name], got[name], self.texts)
                found |= figures
                _tell(misses, name, self.coded[name], got[name], pairs)
        return found | self._answered(got["changes"], misses)

    def folded(self, misses: list[str] | None = None) -> Figures:
        """The questions, answered from the changes as they were coded: what the fold alone gets right."""
        published = {one["id"]: one.get("published") for one in self.reports}
        return self._answered([row | {"published": published[row["report"]]} for row in self.coded.get("changes", ())], misses)

    def _answered(self, changes: Iterable[Mapping[str, Any]], misses: list[str] | None) -> Figures:
        questions = self.coded.get("holds", [])
        got = list(answered(changes, questions))
        if misses is not None:
            pairs = zip(questions, got, strict=True)
            misses += [f"answered {one}: {_line(question)}" for question, one in pairs if one != question["answer"]]
        return agreement.answers([q["answer"] for q in questions], got) if questions else {}


def answered(changes: Iterable[Mapping[str, Any]], questions: Iterable[Row]) -> Iterable[str]:
    """yes, no or unknown to each question, in order, from changes folded."""
    held = list(changes)
    state: Callable[[str | None], State] = cache(lambda known_by: fold(held, known_by=known_by))
    for question in questions:
        narrow = {name: value for name, value in question.items() if name not in ASKED}
        yield state(question.get("known_by")).holds(question["kind"], on=question["on"], **narrow).value


def mean(each: Iterable[Figures]) -> Figures:
    """The mean of every figure over the samples that have it."""
    held = list(each)
    names = dict.fromkeys(name for one in held for name in one)
    known = {name: [value for one in held if (value := one.get(name)) is not None] for name in names}
    return {name: sum(values) / len(values) if values else None for name, values in known.items()}


def _rows(path: Path, needed: tuple[str, ...]) -> list[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or 'cannot be read').lower()}; docs/accuracy.md says what it holds") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8 text") from None
    return [_row(line, needed, f"{path}, line {n}") for n, line in enumerate(lines, 1) if line.strip()]


def _row(line: str, needed: tuple[str, ...], where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        raise InputError(f"{where}: not JSON; write one object a line") from None
    lacking = [name for name in needed if not isinstance(row, dict) or name not in row]
    if lacking:
        raise InputError(f"{where}: `{lacking[0]}` is missing; a line needs {', '.join(needed)}")
    return dict(row)


def _tell(misses: list[str] | None, name: str, gold: list[dict[str, Any]], got: list[dict[str, Any]], pairs: Pairs) -> None:
    if misses is not None:
        kind, hit, met = name[:-1], {i for i, _ in pairs}, {j for _, j in pairs}
        misses += [f"missed {kind}: {_line(row)}" for i, row in enumerate(gold) if i not in hit]
        misses += [f"made up {kind}: {_line(row)}" for j, row in enumerate(got) if j not in met]


def _line(row: Row) -> str:
    """A row in few words: ids for actors, the quote for its evidence."""
    kept = {k: v for k, v in row.items() if k in KEPT and v not in (None, [])}
    kept |= {side: sorted(agreement.ids(row[side])) for side in ("actors", "recipients") if side in row}
    return json.dumps(kept | ({"quote": row["evidence"]["text"]} if row.get("evidence") else {}), ensure_ascii=False)


KEPT = (
    "report", "type", "modes", "kind", "holder", "host", "parties", "member", "organisation", "person", "office", "of", "imposer",
    "target", "name", "level", "change", "status", "said_by", "date", "when", "on", "known_by", "answer", "quote",
)  # fmt: skip
