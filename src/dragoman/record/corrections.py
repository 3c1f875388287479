"""Human corrections: appended with who, when and why; never overwritten by a new reading, and reversible.

A correction changes the row that questions see and keeps in the log what stood there before. An undone correction stays in
the log, followed by its undoing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from dragoman.coding import codebook
from dragoman.errors import InputError
from dragoman.record.dialect import insert
from dragoman.record.happenings import link
from dragoman.record.packing import unpacked
from dragoman.record.schema import changes, corrections, dyads, events, links, parties, roles
from dragoman.record.writing import change_row, event_row, next_number, role_rows, write_sides
from dragoman.rows import ROLES, Change, Event

EVENT_FIELDS = ("type", "modes", "contexts", "status", "said_by", "actors", "recipients", "date", "place", "amounts")
CHANGE_FIELDS = (*ROLES, "change", "status", "when", "strength", "name", "type", "level", "entry", "exit")


@dataclass(frozen=True, slots=True)
class Correction:
    """A line of the log. `action` is reject, set or undo (of correction number `value`); `at` is UTC, ISO 8601."""

    n: int
    target: str
    what: str
    action: str
    field: str | None
    value: Any
    before: Any
    by: str
    why: str
    at: str

    def row(self) -> dict[str, Any]:
        return {f.name: getattr(self, f.name) for f in fields(self)}


def log(connection: sa.Connection) -> list[Correction]:
    """All corrections, in the order in which they were made."""
    found = connection.execute(sa.select(corrections).order_by(corrections.c.n))
    return [Correction(r.n, r.target, r.what, r.action, r.field, _read(r.value), _read(r.before), r.by, r.why, r.at) for r in found]


def correct(connection: sa.Connection, target: str, reject: bool, set_: Mapping[str, Any], by: str, why: str) -> list[int]:
    """Rejects an event or change, or sets fields of it. Returns the numbers of the lines of the log."""
    if not by.strip() or not why.strip():
        raise InputError("a correction needs who makes it (by) and the reason (why)")
    if reject == bool(set_):
        raise InputError("a correction either rejects a row or sets fields of it: give one of the two")
    what, row = _target(connection, target)
    if reject:
        _mark(connection, what, target, True)
        return [_append(connection, target, what, "reject", None, True, row.rejected, by, why)]
    before = unpacked(row.row)
    allowed = EVENT_FIELDS if what == "event" else CHANGE_FIELDS
    wrong = [name for name in set_ if name not in allowed]
    if wrong:
        raise InputError(f"{wrong[0]!r} of a {what} cannot be set; what can be is {', '.join(allowed)}")
    _rewrite(connection, what, row, before | dict(set_))
    return [_append(connection, target, what, "set", name, value, before.get(name), by, why) for name, value in set_.items()]


def undo(connection: sa.Connection, n: int, by: str, why: str) -> int:
    """Takes a correction back: what stood before stands again. Later corrections of the same field must be undone first."""
    lines = {line.n: line for line in log(connection)}
    line = lines.get(n)
    undone = {later.value for later in lines.values() if later.action == "undo"}
    if line is None or line.action == "undo" or n in undone:
        raise InputError(f"there is no correction {n} to undo; list them: dragoman corrections")
    later = [
        m
        for m in lines.values()
        if m.n > n and m.n not in undone and (m.target, m.field) == (line.target, line.field) and m.action != "undo"
    ]
    if later:
        raise InputError(f"correction {later[-1].n} came after {n} and changed the same: undo that one first")
    what, row = _target(connection, line.target)
    if line.action == "reject":
        _mark(connection, what, line.target, bool(line.before))
    else:
        _rewrite(connection, what, row, unpacked(row.row) | {str(line.field): line.before})
    return _append(connection, line.target, what, "undo", line.field, n, None, by, why)


def standing(connection: sa.Connection) -> set[str]:
    """The ids of rows that a correction stands on, not undone."""
    lines = log(connection)
    undone = {line.value for line in lines if line.action == "undo"}
    return {line.target for line in lines if line.action != "undo" and line.n not in undone}


def _target(connection: sa.Connection, target: str) -> tuple[str, Any]:
    for what, table in (("event", events), ("change", changes)):
        row = connection.execute(sa.select(table).where(table.c.id == target)).first()
        if row:
            return what, row
    raise InputError(
        f"the record holds no event or change {target!r}; their ids are in the column `id` of dragoman events and changes"
    )


def _mark(connection: sa.Connection, what: str, target: str, rejected: bool) -> None:
    table = events if what == "event" else changes
    connection.execute(sa.update(table).where(table.c.id == target).values(rejected=rejected))


def _rewrite(connection: sa.Connection, what: str, row: Any, new: dict[str, Any]) -> None:
    try:
        if what == "event":
            _rewrite_event(connection, row, new)
        else:
            _rewrite_change(connection, row, Change.of(new))
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"the corrected row cannot be used: {error}") from error


def _rewrite_event(connection: sa.Connection, row: Any, new: dict[str, Any]) -> None:
    kind = codebook.check_type(new["type"])
    coded = {"type": kind, "quad": codebook.quad(kind), "score": codebook.score(kind, new["modes"])}
    event = Event.of(new | coded | {"cameo": codebook.cameo(kind, new["modes"], new["contexts"]), "sources": 1})
    values = {k: v for k, v in event_row(event, row.n, row.report).items() if k != "rejected"}
    connection.execute(sa.update(events).where(events.c.n == row.n).values(**values))
    unlink(connection, [row.n])
    write_sides(connection, [(row.n, row.report, event)])
    link(connection, row.n, row.n)


def unlink(connection: sa.Connection, numbers: list[int]) -> None:
    """Takes the parties, pairs and links of events away."""
    for table, column in ((parties, parties.c.event), (dyads, dyads.c.event), (links, links.c.event), (links, links.c.other)):
        connection.execute(sa.delete(table).where(column.in_(numbers)))


def _rewrite_change(connection: sa.Connection, row: Any, change: Change) -> None:
    values = {k: v for k, v in change_row(change, row.n, row.report).items() if k != "rejected"}
    connection.execute(sa.update(changes).where(changes.c.n == row.n).values(**values))
    connection.execute(sa.delete(roles).where(roles.c.change == row.n))
    insert(connection, roles, role_rows(change, row.n))


def _append(
    connection: sa.Connection, target: str, what: str, action: str, field: str | None, value: Any, before: Any, by: str, why: str
) -> int:
    n = next_number(connection, corrections)
    line = {"n": n, "target": target, "what": what, "action": action, "field": field, "value": json.dumps(value)}
    said = {"before": json.dumps(before), "by": by, "why": why, "at": datetime.now(UTC).isoformat(timespec="seconds")}
    connection.execute(sa.insert(corrections), [line | said])
    return n


def _read(text: str | None) -> Any:
    return json.loads(text) if text else None
