"""Adding readings: each report once, with its events and changes, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa

from dragoman.interval import Interval
from dragoman.record.dialect import held_ids, index_words, insert
from dragoman.record.happenings import dyad_rows, link
from dragoman.record.names import canonical, fold_text
from dragoman.record.packing import packed, packed_report
from dragoman.record.prints import Prints, settle
from dragoman.record.schema import changes, dyads, events, parties, reports, roles
from dragoman.record.sketch import Print, print_of
from dragoman.report import Report
from dragoman.rows import KINDS, Change, Event, digest

#: readings that are written in one transaction: as many as this, or what has come after this many seconds
BATCH, SECONDS = 2500, 5.0

T = TypeVar("T")


class ReadReport(Protocol):
    """What is added: a report with what it says (dragoman.Reading has this shape)."""

    @property
    def report(self) -> Report: ...
    @property
    def events(self) -> Sequence[Event]: ...
    @property
    def changes(self) -> Sequence[Change]: ...


@dataclass(slots=True)
class Added:
    """What adding did. `conflicts` are (report id, reason) for reports that were left out: they could not be read, or the record
    holds another text under the same id."""

    reports: int = 0
    events: int = 0
    changes: int = 0
    known: int = 0
    conflicts: list[tuple[str, str]] = field(default_factory=list)

    def __str__(self) -> str:
        said = f"{self.reports} reports added ({self.events} events, {self.changes} changes), {self.known} already there"
        return said + (f", {len(self.conflicts)} left out" if self.conflicts else "")

    def __iadd__(self, other: Added) -> Added:
        for name in ("reports", "events", "changes", "known"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.conflicts += other.conflicts
        return self


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    """Readings in batches. Reading is slow and writing fast: a batch is closed by its size or its age."""
    batch: list[T] = []
    since = monotonic()
    for item in items:
        batch.append(item)
        if len(batch) >= BATCH or monotonic() - since > SECONDS:
            yield batch
            batch, since = [], monotonic()
    if batch:
        yield batch


def sound(readings: Iterable[ReadReport], added: Added) -> Iterator[ReadReport]:
    """The readings but for those of reports that could not be read: these are noted, and another time they may be."""
    for reading in readings:
        if problem := getattr(reading, "problem", None):
            added.conflicts.append((reading.report.id, problem))
        else:
            yield reading


def content(report: Report) -> str:
    """What makes a report the same report."""
    return digest(report.text, report.title, report.published.isoformat() if report.published else None)


def sketched(readings: Iterable[ReadReport]) -> list[tuple[ReadReport, str, Print]]:
    """The work that needs no lock, done before it is taken."""
    return [(reading, content(reading.report), print_of(reading.report)) for reading in readings]


def write(connection: sa.Connection, batch: list[tuple[ReadReport, str, Print]], prints: Prints) -> Added:
    """Writes a batch inside a transaction that holds the write lock."""
    added = Added()
    fresh = _fresh(connection, batch, added)
    if not fresh:
        return added
    first = next_number(connection, reports)
    numbered = {first + i: entry for i, entry in enumerate(fresh)}
    rows = [packed_report(reading.report, n, mark) for n, (reading, mark, _) in numbered.items()]
    insert(connection, reports, [row | {"reader": _reader(numbered[row["n"]][0])} for row in rows])
    told = [{"n": n, "title": r.report.title or "", "text": r.report.text} for n, (r, _, _) in numbered.items()]
    index_words(connection, told)
    for n, (_, mark, print_) in numbered.items():
        prints.keep(n, mark, print_)
    settle(connection, {n: print_ for n, (_, _, print_) in numbered.items()}, prints)
    added.reports = len(fresh)
    added.events = write_events(connection, [(n, event) for n, (r, _, _) in numbered.items() for event in r.events])
    added.changes = write_changes(connection, [(n, change) for n, (r, _, _) in numbered.items() for change in r.changes])
    return added


def _fresh(
    connection: sa.Connection, batch: list[tuple[ReadReport, str, Print]], added: Added
) -> list[tuple[ReadReport, str, Print]]:
    """The entries of a batch that the record lacks; the others are counted."""
    ids = [reading.report.id for reading, _, _ in batch]
    query = sa.select(reports.c.id, reports.c.digest).where(reports.c.id.in_(ids))
    held = {row.id: row.digest for row in connection.execute(query)}
    fresh = []
    for entry in batch:
        id_, mark = entry[0].report.id, entry[1]
        if id_ not in held:
            held[id_] = mark
            fresh.append(entry)
        elif held[id_] == mark:
            added.known += 1
        else:
            added.conflicts.append((id_, f"the record holds another text under the id {id_!r}; give this one an id of its own"))
    return fresh


def _reader(reading: ReadReport) -> str | None:
    rows: list[Event | Change] = [*reading.events, *reading.changes]
    return rows[0].reader if rows else None


def next_number(connection: sa.Connection, table: sa.Table) -> int:
    return int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(table.c.n), 0))).scalar_one()) + 1


def write_events(connection: sa.Connection, told: list[tuple[int, Event]], by_hand: bool = False) -> int:
    """Writes events of reports (number, event) that the record lacks; links them. Returns how many."""
    told = _unknown(connection, events, told)
    if not told:
        return 0
    first = next_number(connection, events)
    numbered = [(first + i, report, event) for i, (report, event) in enumerate(told)]
    insert(connection, events, [event_row(e, n, report) | {"by_hand": by_hand} for n, report, e in numbered])
    write_sides(connection, numbered)
    link(connection, first, first + len(numbered) - 1)
    return len(numbered)


def write_sides(connection: sa.Connection, numbered: list[tuple[int, int, Event]]) -> None:
    """The parties and the pairs of events (number, number of the report, event)."""
    insert(connection, parties, [row for n, _, event in numbered for row in party_rows(event, n)])
    insert(connection, dyads, [row for n, report, event in numbered for row in dyad_rows(event, n, report)])


def event_row(event: Event, n: int, report: int) -> dict[str, Any]:
    """An event as a row of its table."""
    plain = {name: getattr(event, name) for name in ("id", "published", "type", "quad", "score", "status")}
    return plain | _days(event.date) | {"n": n, "report": report, "rejected": False, "row": packed(event.row())}


def party_rows(event: Event, n: int) -> list[dict[str, Any]]:
    named = {(p.id, side): p.actor.country for side, all_ in enumerate((event.actors, event.recipients)) for p in all_}
    return [{"entity": id_, "side": side, "event": n, "country": country} for (id_, side), country in named.items()]


def write_changes(connection: sa.Connection, told: list[tuple[int, Change]], by_hand: bool = False) -> int:
    """Writes changes of reports (number, change) that the record lacks. Returns how many."""
    told = _unknown(connection, changes, told)
    if not told:
        return 0
    first = next_number(connection, changes)
    numbered = [(first + i, report, change) for i, (report, change) in enumerate(told)]
    insert(connection, changes, [change_row(c, n, report) | {"by_hand": by_hand} for n, report, c in numbered])
    insert(connection, roles, [row for n, _, change in numbered for row in role_rows(change, n)])
    return len(numbered)


def change_row(change: Change, n: int, report: int) -> dict[str, Any]:
    """A change as a row of its table."""
    plain = {name: getattr(change, name) for name in ("id", "published", "kind")}
    return plain | _days(change.when) | {
        "n": n, "report": report, "rejected": False, "row": packed(change.row()), "key": key_of(change.kind, change.roles)
    }  # fmt: skip


def key_of(kind: str, roles: Mapping[str, Any]) -> str | None:
    """Kind and entities as one text, to look an arrangement up by; None where a question leaves a role out. Persons and offices
    are told apart by the fold."""
    asked = [role for role in KINDS[kind] if role not in ("person", "office")]
    if any(not roles.get(role) for role in asked):
        return None
    return "|".join([kind, *("+".join(sorted(_ids(roles[role]))) for role in asked)])


def _ids(value: str | Iterable[str]) -> set[str]:
    return {canonical(one) for one in ([value] if isinstance(value, str) else value)}


def role_rows(change: Change, n: int) -> list[dict[str, Any]]:
    """An entity a row; persons and offices by the words of their names, so that loose questions find them."""
    found = set()
    for role, value in change.roles.items():
        if role in ("person", "office"):
            found |= {(role, word) for word in fold_text(str(value)).split()}
        else:
            found |= {(role, entity) for entity in _ids(value)}
    return [{"entity": entity, "kind": change.kind, "role": role, "change": n} for role, entity in sorted(found)]


def _days(when: Interval) -> dict[str, str | None]:
    first, last = when.row()
    return {"first": first, "last": last}


def _unknown(connection: sa.Connection, table: sa.Table, told: list[tuple[int, T]]) -> list[tuple[int, T]]:
    """What the table lacks, each id once: rows of the same id are the same row."""
    ids = list(dict.fromkeys(item.id for _, item in told))  # type: ignore[attr-defined]
    held = held_ids(connection, table.name, ids)
    fresh = {item.id: (report, item) for report, item in reversed(told) if item.id not in held}  # type: ignore[attr-defined]
    return [fresh[id_] for id_ in ids if id_ in fresh]
