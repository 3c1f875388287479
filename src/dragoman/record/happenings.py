"""One happening told by several reports: which events are linked, and how many independent sources tell it.

Two events of different reports are linked where the type is the same, one pair of who-to-whom is in common, and their days
overlap. Links are between two events, never handed on to a third, so what is linked does not depend on the order of arrival.
"""

from __future__ import annotations

from itertools import permutations
from typing import Any

import sqlalchemy as sa

from dragoman.interval import Interval
from dragoman.record.dialect import insert
from dragoman.record.schema import dyads, events, links, reports
from dragoman.rows import Event

#: an event told only as being in a longer span than this is linked to no other, in days
LONGEST = 31
#: an interval open on one side is taken as this many days beside the side that is known
NEAR = 2


def dyad_rows(event: Event, n: int, report: int) -> list[dict[str, Any]]:
    """The pairs of an event: each actor with each recipient; alone with ''; among themselves where there is no recipient."""
    first, last = day_numbers(event.date)
    common = {"type": event.type, "first": first, "last": last, "event": n, "report": report, "happened": _group(event.status)}
    actors, recipients = ({party.id for party in side} for side in (event.actors, event.recipients))
    pairs = [(a, r, False) for a in sorted(actors) for r in sorted(recipients)]
    if not recipients:
        pairs = [(a, r, True) for a, r in permutations(sorted(actors), 2)] or [(a, "", False) for a in actors]
    return [common | {"actor": a, "recipient": r, "mutual": mutual} for a, r, mutual in pairs]


def _group(status: str) -> int:
    """Events are linked within a group: what happened, recently or long ago, is one."""
    return {"happened": 0, "historical": 0, "future": 1, "hypothetical": 2, "negated": 3}[status]


def day_numbers(when: Interval) -> tuple[int, int]:
    """First and last day as ordinals; last is before first where the days are too vague to link by."""
    first, last = (side.toordinal() if side else None for side in (when.earliest, when.latest))
    if first is None or last is None:
        first, last = _open(first, last)
    return (first, last) if last - first <= LONGEST else (first, -1)


def _open(first: int | None, last: int | None) -> tuple[int, int]:
    if last is not None:
        return last - NEAR, last
    return (first, first + NEAR) if first is not None else (0, -1)


def link(connection: sa.Connection, low: int, high: int) -> None:
    """Links the events with numbers from `low` to `high` to each other and to all that the record holds."""
    new, old = dyads.alias("new"), dyads.alias("old")
    same = sa.and_(
        old.c.actor == new.c.actor,
        old.c.recipient == new.c.recipient,
        old.c.type == new.c.type,
        old.c.first.between(new.c.first - LONGEST, new.c.last),
        old.c.last >= new.c.first,
        old.c.happened == new.c.happened,
        old.c.report != new.c.report,
    )
    pairs = sa.select(new.c.event, old.c.event).join_from(new, old, same).where(new.c.event.between(low, high)).distinct()
    found = connection.execute(pairs).all()
    both = sorted({pair for a, b in found for pair in ((a, b), (b, a))})
    insert(connection, links, [{"event": a, "other": b} for a, b in both])


def sources() -> sa.ScalarSelect[Any]:
    """For a query of `events` joined to `reports`: the number of independent sources, prints of one story counted once."""
    other, print_ = events.alias("told"), reports.alias("print")
    told = (
        sa.select(sa.func.count(sa.distinct(print_.c.cluster)))
        .select_from(links.join(other, other.c.n == links.c.other).join(print_, print_.c.n == other.c.report))
        .where(links.c.event == events.c.n, other.c.rejected.is_(False), print_.c.cluster != reports.c.cluster)
    )
    return (told.correlate(events, reports).scalar_subquery() + 1).label("sources")  # type: ignore[return-value]


def first_told() -> sa.ColumnElement[bool]:
    """For a query of `events`: true for the one event of a happening that counts, the earliest published."""
    other = events.alias("told")
    earlier = sa.or_(
        other.c.published < events.c.published, sa.and_(other.c.published == events.c.published, other.c.id < events.c.id)
    )
    told = sa.select(links.c.other).join(other, other.c.n == links.c.other)
    return ~told.where(links.c.event == events.c.n, other.c.rejected.is_(False), earlier).correlate(events).exists()
