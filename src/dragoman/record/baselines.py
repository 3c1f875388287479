"""Baselines: what is known from tables before the first report (members of organisations, deployments, bases).

A baseline is kept as a report of its own, a line a row, so that every answer can point at the line it rests on. Its changes count
as known from the day that the row tells of (the first of its days, for «it held»), which makes them older than the news of the
time: where the two contradict each other, the news decides.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from dragoman.errors import InputError
from dragoman.grounding import world
from dragoman.record.claims import BASELINE
from dragoman.record.fold import day_of
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
        day = day_of((first or last) if change == "continues" else (last or first), "the day of a baseline")
        yield rest | {
            "change": change,
            "status": "happened",
            "when": [first, last],
            "published": day.isoformat(),
            "reader": "baseline",
        }


def members() -> Iterator[dict[str, Any]]:
    """Rows of a baseline from the project's own table of the members of organisations (docs/tables.md)."""
    for row in world.rows("members"):
        days = {"from": _day(row["start"], row["source"], "01-01"), "to": _day(row["end"], row["source"], "12-31")}
        told = {name: day for name, day in days.items() if day}
        yield {"kind": "membership", "member": row["member"], "organisation": row["organisation"]} | told


def _day(day: str, source: str, edge: str) -> str | list[str] | None:
    """A day of a table, as far as its source vouches for it: the year, where the day only stands for its year («to the year»)."""
    rough = "to the year" in source and day.endswith(edge)
    return [f"{day[:4]}-01-01", f"{day[:4]}-12-31"] if rough else day or None


def deployments(rows: Iterable[Mapping[str, Any]], holder: str = "USA") -> Iterator[dict[str, Any]]:
    """Rows of a baseline from the troopdata layout: a country (`iso3c`, or `country` with a code or name), `year`, `troops`
    (persons; 0 and empty are left out, since a table that lists none is no report that none are there)."""
    for row in _countries(rows):
        troops = float(row.get("troops") or row.get("troops_ad") or 0)
        if troops > 0 and row["host"]:
            span = [f"{int(float(row['year']))}-01-01", f"{int(float(row['year']))}-12-31"]
            yield {"kind": "presence", "holder": holder, "host": row["host"], "on": span, "strength": [troops, troops]}


def bases(rows: Iterable[Mapping[str, Any]], on: str, holder: str = "USA") -> Iterator[dict[str, Any]]:
    """Rows of a baseline from the base list of troopdata: a country as above, `basename`; `on` is the day as of which the list was
    made. Bases at home are left out."""
    for row in _countries(rows):
        name = row.get("basename") or row.get("base")
        if name and row["host"] not in ("", holder):
            yield {"kind": "base", "holder": holder, "host": row["host"], "name": name, "on": on}


def _countries(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows, each with the id of its country as `host`; «» where the table sums up a region. InputError names the line."""
    for number, row in enumerate(rows, 1):
        given = str(row.get("iso3c") or row.get("country") or row.get("countryname") or "").strip()
        if not any(name in row for name in ("iso3c", "country", "countryname")):
            raise InputError(f"row {number}: no column `iso3c` or `country` names the country")
        yield dict(row) | {"host": given if given in world.states() else _states_by_name().get(given.casefold(), "")}


@cache
def _states_by_name() -> dict[str, str]:
    states = world.states()
    return {c.text.casefold(): c.entity.id for c in world.called() if c.kind == "name" and c.entity.id in states}
