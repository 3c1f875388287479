"""Reports read anew by a newer reader, and reports withdrawn."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from dragoman.record.claims import BASELINE
from dragoman.record.corrections import standing, unlink
from dragoman.record.dialect import forget_words
from dragoman.record.packing import unpacked, unpacked_report
from dragoman.record.prints import Prints, settle_again
from dragoman.record.schema import bands, changes, events, reports, roles
from dragoman.record.writing import Added, ReadReport, write_changes, write_events
from dragoman.rows import Change, Event


def reread(connection: sa.Connection, reading: ReadReport) -> Added:
    """Puts what a new reading says in the place of what was read before. Rows coded by hand stay as they are; so do rows that
    a human corrected or rejected, and what the new reading says in the same words of the same kind is left out for them. A
    baseline is a table, and no reader's to read."""
    done = Added()
    n = connection.execute(sa.select(reports.c.n).where(reports.c.id == reading.report.id)).scalar()
    if n is None or reading.report.id.startswith(BASELINE):
        return done
    kept = standing(connection)
    rows: list[Event | Change] = [*reading.events, *reading.changes]
    fresh_events = _replace(connection, events, n, list(reading.events), kept)
    fresh_changes = _replace(connection, changes, n, list(reading.changes), kept)
    done.reports = 1
    done.events = write_events(connection, [(n, event) for event in fresh_events])
    done.changes = write_changes(connection, [(n, change) for change in fresh_changes])
    if rows:
        connection.execute(sa.update(reports).where(reports.c.n == n).values(reader=rows[0].reader))
    return done


def _replace(connection: sa.Connection, table: sa.Table, n: int, new: list[Any], kept: set[str]) -> list[Any]:
    """Deletes what a new reading replaces; returns what of the new reading is to be written."""
    held = connection.execute(sa.select(table).where(table.c.report == n)).all()
    human = [unpacked(row.row) for row in held if row.by_hand or row.id in kept]
    ids = {item.id for item in new}
    gone = [row.n for row in held if not (row.by_hand or row.id in kept) and row.id not in ids]
    _delete(connection, table, gone)
    return [item for item in new if not any(_same_words(item, row) for row in human)]


def _same_words(item: Event | Change, row: dict[str, Any]) -> bool:
    """Whether a new row says what a kept one does: the same sort of row on overlapping words."""
    if isinstance(item, Change) and (item.kind, item.change) != (row.get("kind"), row.get("change")):
        return False
    words = row["evidence"]
    return bool(item.evidence.start < words["end"] and words["start"] < item.evidence.end)


def _delete(connection: sa.Connection, table: sa.Table, numbers: list[int]) -> None:
    if not numbers:
        return
    if table is events:
        unlink(connection, numbers)
    else:
        connection.execute(sa.delete(roles).where(roles.c.change.in_(numbers)))
    connection.execute(sa.delete(table).where(table.c.n.in_(numbers)))


def withdraw(connection: sa.Connection, id_: str, prints: Prints) -> bool:
    """Takes a report out with all that it said; its copies find another original. False where there is none of that id."""
    row = connection.execute(sa.select(reports).where(reports.c.id == id_)).first()
    if row is None:
        return False
    for table in (events, changes):
        numbers = connection.execute(sa.select(table.c.n).where(table.c.report == row.n)).scalars().all()
        _delete(connection, table, list(numbers))
    copies = connection.execute(sa.select(reports.c.n).where(reports.c.original == row.n)).scalars().all()
    report = unpacked_report(row)
    forget_words(connection, row.n, report.title or "", report.text)
    connection.execute(sa.delete(bands).where(bands.c.report == row.n))
    connection.execute(sa.delete(reports).where(reports.c.n == row.n))
    settle_again(connection, list(copies), prints)
    return True
