"""Questions to the tables: which events and changes, in a fixed order, a row at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from dragoman.record.happenings import sources
from dragoman.record.names import canonical, fold_text
from dragoman.record.packing import unpacked
from dragoman.record.schema import changes, dyads, events, parties, reports, roles
from dragoman.record.writing import key_of
from dragoman.rows import Change, Event

#: rows fetched at once while a list is streamed
FETCH = 1000


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events. `either` is on any side; `since` and `until` are days that the event's interval must reach into;
    `status` is a status, `all`, or None for all but negated."""

    actor: str | None = None
    recipient: str | None = None
    either: tuple[str, ...] = ()
    type: str | None = None
    since: date | None = None
    until: date | None = None
    status: str | None = "happened"


def stream_events(connection: sa.Connection, which: EventFilter) -> Iterator[Event]:
    """Events with their number of sources, by day, then publication, then id."""
    query = (
        sa.select(events.c.row, sources()).select_from(events.join(reports, reports.c.n == events.c.report)).where(*_events(which))
    )
    ordered = query.order_by(
        sa.func.coalesce(events.c.last, events.c.first, ""), sa.func.coalesce(events.c.published, ""), events.c.id
    )
    for row, told_by in connection.execution_options(yield_per=FETCH).execute(ordered):
        yield Event.of(unpacked(row) | {"sources": told_by})


def _events(which: EventFilter) -> Iterator[sa.ColumnElement[bool]]:
    yield events.c.rejected.is_(False)
    if which.actor and which.recipient:
        pair = sa.select(dyads.c.event).where(
            dyads.c.actor == which.actor, dyads.c.recipient == which.recipient, dyads.c.mutual.is_(False)
        )
        yield events.c.n.in_(pair)
    elif which.actor or which.recipient:
        side, entity = (0, which.actor) if which.actor else (1, which.recipient)
        yield events.c.n.in_(sa.select(parties.c.event).where(parties.c.entity == entity, parties.c.side == side))
    for entity in which.either:
        yield events.c.n.in_(sa.select(parties.c.event).where(parties.c.entity == entity))
    if which.type:
        yield events.c.type == which.type
    if which.since:
        yield sa.or_(events.c.last.is_(None), events.c.last >= which.since.isoformat())
    if which.until:
        yield sa.or_(events.c.first.is_(None), events.c.first <= which.until.isoformat())
    if which.status is None:
        yield events.c.status != "negated"
    elif which.status != "all":
        yield events.c.status == which.status


def stream_changes(connection: sa.Connection, kind: str | None = None, of: str | None = None) -> Iterator[Change]:
    """Changes of a kind and of an entity in any role; by publication, then id."""
    for row, _ in _change_rows(connection, _changes(kind, of)):
        yield Change.of(row)


def told_changes(
    connection: sa.Connection, kind: str | None = None, of: str | None = None, asked: Mapping[str, Any] | None = None
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """What the fold needs: the rows of the changes (with the roles asked about), and copied report -> earliest print."""
    where = [*_changes(kind, of), *(_asked(kind, asked) if kind and asked else ())]
    told = list(_change_rows(connection, where))
    return [row for row, _ in told], {row["report"]: source for row, source in told if source != row["report"]}


def _change_rows(connection: sa.Connection, where: Iterable[sa.ColumnElement[bool]]) -> Iterator[tuple[dict[str, Any], str]]:
    first = reports.alias("first")
    joined = changes.join(reports, reports.c.n == changes.c.report).join(first, first.c.n == reports.c.cluster)
    query = sa.select(changes.c.row, first.c.id).select_from(joined).where(changes.c.rejected.is_(False), *where)
    ordered = query.order_by(sa.func.coalesce(changes.c.published, ""), changes.c.id)
    for row, source in connection.execution_options(yield_per=FETCH).execute(ordered):
        yield unpacked(row), source


def _changes(kind: str | None, of: str | None) -> Iterator[sa.ColumnElement[bool]]:
    if kind:
        yield changes.c.kind == kind
    if of:
        yield changes.c.n.in_(sa.select(roles.c.change).where(roles.c.entity == canonical(of)))


def _asked(kind: str, asked: Mapping[str, Any]) -> Iterator[sa.ColumnElement[bool]]:
    """The arrangement with exactly these roles; by role where one is left out, and for pacts, of which more may be parties."""
    key = key_of(kind, asked) if kind != "agreement" else None
    if key:
        yield changes.c.key == key
        return
    for role, value in asked.items():
        held = sa.select(roles.c.change).where(roles.c.kind == kind, roles.c.role == role)
        if role == "person":
            yield changes.c.n.in_(held.where(roles.c.entity.in_(fold_text(str(value)).split())))
        elif role != "office":
            for entity in sorted(value) if isinstance(value, frozenset) else [value]:
                yield changes.c.n.in_(held.where(roles.c.entity == entity))


def rows_of(connection: sa.Connection, report: int) -> list[Event | Change]:
    """All that a report (by its number) says and nobody rejected."""
    found: list[Event | Change] = []
    for table, sort in ((events, Event), (changes, Change)):
        held = connection.execute(sa.select(table.c.row).where(table.c.report == report, table.c.rejected.is_(False))).scalars()
        found += [sort.of(unpacked(row)) for row in held]
    return found


def corrected_reports(connection: sa.Connection, ids: Iterable[str]) -> Iterator[tuple[Any, list[tuple[int, int]]]]:
    """The reports of some rows, by id, each with the offsets of these rows' evidence, rejected or not."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for table in (events, changes):
        for report, row in connection.execute(sa.select(table.c.report, table.c.row).where(table.c.id.in_(sorted(ids)))):
            words = unpacked(row)["evidence"]
            spans.setdefault(report, []).append((words["start"], words["end"]))
    for row in connection.execute(sa.select(reports).where(reports.c.n.in_(sorted(spans))).order_by(reports.c.id)).all():
        yield row, spans[row.n]


def copies_of(connection: sa.Connection) -> dict[str, str]:
    """Report id -> id of the earliest print, for the reports that are copies."""
    first = reports.alias("first")
    query = sa.select(reports.c.id, first.c.id.label("original")).join_from(reports, first, first.c.n == reports.c.cluster)
    return {row.id: row.original for row in connection.execute(query.where(reports.c.cluster != reports.c.n))}


def entities(connection: sa.Connection) -> set[str]:
    """Every entity that an event or a change of the record names."""
    named = set(connection.execute(sa.select(parties.c.entity).distinct()).scalars())
    return named | set(
        connection.execute(sa.select(roles.c.entity).where(roles.c.role.not_in(["person", "office"])).distinct()).scalars()
    )


def is_named(connection: sa.Connection, entity: str) -> bool:
    """Whether an event or a change names an entity."""
    names = [(parties, entity), (roles, canonical(entity) if entity.isupper() else entity)]
    either = [sa.select(table.c.entity).where(table.c.entity == name).limit(1) for table, name in names]
    return any(connection.execute(query).first() for query in either)
