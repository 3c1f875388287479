"""Panels: events counted by dyad or country and month or year, each happening once."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from dragoman.errors import InputError
from dragoman.record.happenings import first_told
from dragoman.record.schema import dyads, events, parties

PANELS = ("dyad-month", "dyad-year", "country-month", "country-year")

#: the four quads of PLOVER, as the columns are called
QUADS = {1: "verbal_cooperation", 2: "material_cooperation", 3: "verbal_conflict", 4: "material_conflict"}


def panel(connection: sa.Connection, by: str) -> Any:
    """A pyarrow.Table: unit and time, number of events, of each quad, mean score (-10 to 10); happened and historical events,
    dated by the last day of their interval (the first where that is open), a happening told by many reports counted once."""
    if by not in PANELS:
        raise InputError(f"no panel by {by!r}; the panels are {', '.join(PANELS)}")
    unit, time = by.split("-")
    side, units = _dyads() if unit == "dyad" else _countries()
    when = sa.func.substr(sa.func.coalesce(events.c.last, events.c.first), 1, 7 if time == "month" else 4).label(time)
    keys = [*units, when]
    query = (
        sa.select(*keys, sa.func.count(), *(_count(quad) for quad in QUADS), sa.func.avg(events.c.score))
        .select_from(side.join(events, events.c.n == side.c.event))
        .where(events.c.status.in_(["happened", "historical"]), events.c.rejected.is_(False), when.is_not(None), first_told())
        .group_by(*keys)
        .order_by(*keys)
    )
    names = [unit.name for unit in units]
    return _table([*names, time, "events", *QUADS.values(), "score"], connection.execute(query).all())


def _dyads() -> tuple[sa.FromClause, list[Any]]:
    return dyads, [dyads.c.actor, dyads.c.recipient]


def _countries() -> tuple[sa.FromClause, list[Any]]:
    side = sa.case((parties.c.side == 0, "actor"), else_="recipient").label("side")
    held = sa.select(parties.c.event, parties.c.country, side).where(parties.c.country.is_not(None)).distinct().subquery("held")
    return held, [held.c.country, held.c.side]


def _count(quad: int) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((events.c.quad == quad, 1), else_=0))


def _table(names: list[str], rows: Any) -> Any:
    import pyarrow as pa

    whole = {"events", *QUADS.values()}
    types = {name: pa.int64() if name in whole else pa.float64() if name == "score" else pa.string() for name in names}
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return pa.table({name: pa.array(list(column), types[name]) for name, column in zip(names, columns, strict=True)})
