"""The record: one file or database that keeps reports once, with what they say, and answers questions about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa

from dragoman.answers import Answer, Arrangement, Evidence
from dragoman.errors import InputError, RecordError
from dragoman.record import arguments, asking, corrections
from dragoman.record.baselines import Baseline
from dragoman.record.dialect import engine_of, found_words, reading, writing
from dragoman.record.fold import Day, State, asked_roles, check_level, fold
from dragoman.record.imports import read_rows
from dragoman.record.lessons import lessons
from dragoman.record.names import canonical
from dragoman.record.packing import unpacked_report
from dragoman.record.panel import panel
from dragoman.record.prints import Prints
from dragoman.record.rereading import reread, withdraw
from dragoman.record.schema import prepare, reports
from dragoman.record.writing import Added, ReadReport, batches, sketched, sound, write, write_changes, write_events
from dragoman.report import Report
from dragoman.rows import Change, Event
from dragoman.tables import Rows


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a timeline: its day (the last of its interval, else the first), and the event or change."""

    day: date | None
    item: Event | Change

    @property
    def what(self) -> str:
        return "event" if isinstance(self.item, Event) else "change"

    def row(self) -> dict[str, Any]:
        return {"day": self.day.isoformat() if self.day else None, "what": self.what} | self.item.row()


def open_record(where: str | Path, *, must_exist: bool = False) -> Record:
    """Opens a record, a new one where there is none: the path of an SQLite file, or a postgresql:// address.

    Raises RecordError for a file that is no record, for a record made by a newer version, and, with `must_exist`, where there
    is none.
    """
    if must_exist and "://" not in str(where) and not Path(where).exists():
        raise RecordError(f"there is no record {where}; make one: dragoman read REPORTS --record {where}")
    engine = engine_of(where)
    prepare(engine)
    return Record(engine)


class Record:
    """A record that is open. Use it as a context manager, or call `close()`."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._prints = Prints()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()

    # ---- adding

    def add(self, readings: Iterable[ReadReport]) -> Added:
        """Adds readings (a list, a generator), each report whole or not at all; a report that is there already changes nothing,
        and one that could not be read is left out.

        Killed at any moment and run again, the record is the same as if never killed. Returns what was done.
        """
        done = Added()
        for batch in batches(readings):
            ready = sketched(sound(batch, done))
            with writing(self._engine) as connection:
                done += write(connection, ready, self._prints)
        return done

    def has(self, report: str) -> bool:
        """Whether a report is there already, by its id: what need not be read again."""
        with reading(self._engine) as connection:
            return connection.execute(sa.select(reports.c.n).where(reports.c.id == report)).first() is not None

    def import_rows(self, rows: Iterable[Mapping[str, Any]]) -> Added:
        """Adds event and change rows coded elsewhere or by hand (the public shapes, with `quote` or `evidence`): all or none.

        Raises InputError that names the line of the first row that cannot be used: an unknown report, words that are not in its
        text, a missing field.
        """
        with writing(self._engine) as connection:
            told_events, told_changes = read_rows(connection, rows)
            done = write_events(connection, told_events, by_hand=True), write_changes(connection, told_changes, by_hand=True)
            return Added(events=done[0], changes=done[1])

    def reread(self, readings: Iterable[ReadReport]) -> Added:
        """Puts new readings of reports that are there in the place of the old ones, each report whole; human corrections and
        imported rows stay. Reports that are not there are left out, and one that could not be read keeps its old rows.

            record.reread(dragoman.read_many(record.iter_reports()))
        """
        done = Added()
        for batch in batches(readings):
            with writing(self._engine) as connection:
                for read_anew in sound(batch, done):
                    done += reread(connection, read_anew)
        return done

    def withdraw(self, report: str) -> None:
        """Takes a report out with all that it said, as if it had never been added. InputError where there is none."""
        with writing(self._engine) as connection:
            if not withdraw(connection, report, self._prints):
                raise InputError(f"the record holds no report {report!r}")

    def correct(self, target: str, *, reject: bool = False, set: Mapping[str, Any] | None = None, by: str, why: str) -> list[int]:
        """Rejects an event or change (by its id), or sets fields of it; who and why are kept. Returns numbers for `undo`.

        Raises InputError for an unknown id, a field that cannot be set, or a row that would make no sense.
        """
        with writing(self._engine) as connection:
            return corrections.correct(connection, target, reject, set or {}, by, why)

    def undo(self, correction: int, *, by: str, why: str) -> None:
        """Takes a correction back, by its number; both stay in the log."""
        with writing(self._engine) as connection:
            corrections.undo(connection, correction, by, why)

    def corrections(self) -> Rows[corrections.Correction]:
        """The log of human corrections, oldest first."""
        with reading(self._engine) as connection:
            return Rows(corrections.log(connection))

    def lessons(self) -> Iterator[str]:
        """The standing corrections as items for training, in the format of the corpus (record/lessons.py), by report."""
        with reading(self._engine) as connection:
            for row, spans in asking.corrected_reports(connection, corrections.standing(connection)):
                yield from lessons(unpacked_report(row), asking.rows_of(connection, row.n), spans)

    def import_baseline(self, source: str, rows: Iterable[Mapping[str, Any]]) -> Added:
        """Adds a table of what was known before the first report, with its source (record/baselines.py gives the rows).

        Raises InputError that names the line that cannot be used; then nothing is imported.
        """
        return self.add([Baseline(source, rows)])

    # ---- asking

    def reports(self, search: str | None = None) -> Rows[Report]:
        """The reports, by publication, then id; with `search` those with all its words, best first («"…"» is a phrase)."""
        return Rows(self.iter_reports(search))

    def iter_reports(self, search: str | None = None) -> Iterator[Report]:
        """`reports`, one at a time."""
        with reading(self._engine) as connection:
            query = sa.select(reports).order_by(sa.func.coalesce(reports.c.published, ""), reports.c.id)
            if search and search.strip():
                query = sa.select(reports).join(found := _ranked(connection, search), found.c.n == reports.c.n)
            for row in connection.execution_options(yield_per=asking.FETCH).execute(query):
                yield unpacked_report(row)

    def report(self, id_: str) -> Report:
        """One report by its id; InputError where there is none."""
        with reading(self._engine) as connection:
            row = connection.execute(sa.select(reports).where(reports.c.id == id_)).first()
        if row is None:
            raise InputError(f"the record holds no report {id_!r}")
        return unpacked_report(row)

    def copies(self) -> dict[str, str]:
        """Report id -> id of the earliest print of its story, for the reports that are copies."""
        with reading(self._engine) as connection:
            return asking.copies_of(connection)

    def events(
        self,
        *,
        actor: str | None = None,
        recipient: str | None = None,
        either: str | Iterable[str] | None = None,
        type: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        status: str | None = "happened",
    ) -> Rows[Event]:
        """Events by day. `either` is an id on any side (or several, all of which must take part); `since` and `until` are days
        that the event's interval reaches into; `status` may be `all`, or None for all but negated."""
        found = self.iter_events(
            actor=actor, recipient=recipient, either=either, type=type, since=since, until=until, status=status
        )
        return Rows(found)

    def iter_events(
        self,
        *,
        actor: str | None = None,
        recipient: str | None = None,
        either: str | Iterable[str] | None = None,
        type: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        status: str | None = "happened",
    ) -> Iterator[Event]:
        """`events`, one at a time: for lists that do not fit into memory."""
        first, last = arguments.span(since, until)
        any_side = tuple([either] if isinstance(either, str) else either or ())
        with reading(self._engine) as connection:
            for entity in (actor, recipient, *any_side):
                arguments.check_entity(connection, entity)
            kind, when = arguments.check_type(type), arguments.check_status(status)
            which = asking.EventFilter(actor, recipient, any_side, kind, first, last, when)
            yield from asking.stream_events(connection, which)

    def changes(self, kind: str | None = None, of: str | None = None) -> Rows[Change]:
        """Changes by publication: of a kind, and of an entity in any role."""
        return Rows(self.iter_changes(kind, of))

    def iter_changes(self, kind: str | None = None, of: str | None = None) -> Iterator[Change]:
        """`changes`, one at a time."""
        with reading(self._engine) as connection:
            arguments.check_entity(connection, of)
            yield from asking.stream_changes(connection, arguments.check_kind(kind), of)

    def arrangements(
        self, of: str | None = None, kind: str | None = None, *, on: Day | None = None, known_by: Day | None = None
    ) -> Rows[Arrangement]:
        """The arrangements of an entity in force on a day; without `on` every one that is known of, with its latest spell."""
        with reading(self._engine) as connection:
            arguments.check_entity(connection, of)
            state = _state(asking.told_changes(connection, arguments.check_kind(kind), of), known_by)
        return state.on(on) if on else state.arrangements()

    def holds(
        self,
        kind: str,
        *,
        on: Day,
        known_by: Day | None = None,
        name: str | None = None,
        type: str | None = None,
        level: str | None = None,
        **roles: Any,
    ) -> Answer:
        """Whether an arrangement holds on a day, as far as reports published by `known_by` tell (State.holds)."""
        asked = asked_roles(kind, roles)
        check_level(kind, level)
        with reading(self._engine) as connection:
            state = _state(asking.told_changes(connection, kind, asked=asked), known_by)
        return state.holds(kind, on=on, name=name, type=type, level=level, **roles)

    def history(self, kind: str, *, name: str | None = None, type: str | None = None, **roles: Any) -> Rows[Evidence]:
        """Every change that was reported of an arrangement, in both times: `when` it was so, and `published`."""
        asked = asked_roles(kind, roles)
        with reading(self._engine) as connection:
            state = _state(asking.told_changes(connection, kind, asked=asked), None)
        return state.history(kind, name=name, type=type, **roles)

    def state(self, known_by: Day | None = None) -> State:
        """All arrangements at once: `fold` over every change of the record."""
        with reading(self._engine) as connection:
            return _state(asking.told_changes(connection), known_by)

    def timeline(self, of: str, with_: str | None = None) -> Rows[Entry]:
        """What happened to an entity (and between it and another): events and changes, by day."""
        both = [of, with_] if with_ else [of]
        told = (c for c in self.iter_changes(of=of) if with_ is None or canonical(with_) in _entities(c))
        found: Iterator[Event | Change] = chain(self.iter_events(either=both, status=None), told)
        entries = [_entry(item) for item in found]
        return Rows(sorted(entries, key=lambda e: (e.day or date.min, e.item.published or "", e.what, e.item.id)))

    def panel(self, by: str = "dyad-month") -> Any:
        """A pyarrow.Table by dyad-month, dyad-year, country-month or country-year; each happening counts once."""
        with reading(self._engine) as connection:
            return panel(connection, by)


def _state(told: tuple[list[dict[str, Any]], dict[str, str]], known_by: Day | None) -> State:
    return fold(told[0], known_by, copies=told[1])


def _ranked(connection: sa.Connection, search: str) -> sa.Subquery:
    return found_words(connection, search).columns(n=sa.Integer).subquery("found")


def _entry(item: Event | Change) -> Entry:
    when = item.date if isinstance(item, Event) else item.when
    return Entry(when.latest or when.earliest, item)


def _entities(change: Change) -> set[str]:
    return {canonical(entity) for value in change.roles.values() for entity in ([value] if isinstance(value, str) else value)}
