"""Baselines: what is known from tables before the first report (members of organisations, deployments, bases).

A baseline is kept as a report of its own, a line a row, so that every answer can point at the line it rests on. Its changes are
dated by the table, which makes them older than the news: where the two contradict each other, the news decides.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dragoman.errors import InputError
from dragoman.record.fold import BASELINE, day_of
from dragoman.record.imports import change_from
from dragoman.report import Report
from dragoman.rows import KINDS, Change, digest
from dragoman.tables import Rows


class Baseline:
    """A table made a reading: its report and its changes (record.add takes it)."""

    def __init__(self, source: str, rows: Iterable[Mapping[str, Any]]) -> None:
        lines = [json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows]
        id_ = f"{BASELINE}{source}:{digest(lines)}"
        self.report = Report(id_, "\n".join(lines), title=f"Baseline: {source}", publisher=source)
        self.events: Rows[Any] = Rows()
        self.changes: Rows[Change] = Rows(_changes(self.report, lines))


def _changes(report: Report, lines: list[str]) -> Iterator[Change]:
    at = 0
    for number, line in enumerate(lines, 1):
        words = {"start": at, "end": at + len(line), "text": line}
        at += len(line) + 1
        try:
            for told in stated(json.loads(line)):
                # The day of the change stands for the day of publication: a table knows what was so, not when it was known.
                yield change_from(told | {"evidence": words, "report": report.id}, report)
        except (InputError, KeyError, TypeError, ValueError) as error:
            raise InputError(f"line {number} of the baseline: {error}. Nothing was imported.") from error


def stated(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The changes that a row of a baseline states: `from` a begin, `to` an end, `on` (a day or [first, last]) that it held.

    A row has `kind`, its roles, at least one of the three, and may have name, type, level, strength.
    """
    if row.get("kind") not in KINDS:
        raise InputError(f"kind is {row.get('kind')!r}, not one of {', '.join(KINDS)}")
    rest = {name: value for name, value in row.items() if name not in ("from", "to", "on")}
    told = [(change, row[name]) for name, change in (("from", "begins"), ("on", "continues"), ("to", "ends")) if row.get(name)]
    if not told:
        raise InputError("a row needs `from`, `to` or `on`: the days of which it tells")
    for change, when in told:
        first, last = when if isinstance(when, list) else (when, when)
        day = day_of(last or first, "the day of a baseline")
        yield rest | {
            "change": change,
            "status": "happened",
            "when": [first, last],
            "published": day.isoformat(),
            "reader": "baseline",
        }


def deployments(rows: Iterable[Mapping[str, Any]], holder: str = "USA") -> Iterator[dict[str, Any]]:
    """Rows of a baseline from the troopdata layout: `iso3c`, `year`, `troops` (persons; 0 and empty are left out)."""
    for row in rows:
        troops = float(row.get("troops") or 0)
        if troops > 0 and row.get("iso3c"):
            span = [f"{int(row['year'])}-01-01", f"{int(row['year'])}-12-31"]
            yield {"kind": "presence", "holder": holder, "host": row["iso3c"], "on": span, "strength": [troops, troops]}


def bases(rows: Iterable[Mapping[str, Any]], on: str, holder: str = "USA") -> Iterator[dict[str, Any]]:
    """Rows of a baseline from the base list of troopdata: `iso3c`, `basename`; `on` is the day as of which the list was made."""
    for row in rows:
        if row.get("iso3c") and row.get("basename"):
            yield {"kind": "base", "holder": holder, "host": row["iso3c"], "name": row["basename"], "on": on}
