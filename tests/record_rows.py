"""Readings for tests of the record, made without a model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.record.imports import change_from, event_from
from dragoman.report import Report
from dragoman.rows import Change, Event
from dragoman.tables import Rows


@dataclass(frozen=True)
class Told:
    """A reading: a report with what it says."""

    report: Report
    events: Rows[Event]
    changes: Rows[Change]


def report(id_: str, text: str, published: str | None = "2024-08-06", publisher: str | None = None) -> Report:
    return Report(id_, text, publisher=publisher, published=date.fromisoformat(published) if published else None)


def told(of: Report, *rows: dict[str, Any]) -> Told:
    """A reading whose rows quote the report's whole text where they quote nothing."""
    quoted = [{"quote": of.text, "report": of.id, "reader": "test-1"} | row for row in rows]
    events = Rows(event_from(row, of) for row in quoted if "kind" not in row)
    return Told(of, events, Rows(change_from(row, of) for row in quoted if "kind" in row))


def attack(actor: str, recipient: str, day: str, **more: Any) -> dict[str, Any]:
    return {"type": "ASSAULT", "actors": [actor], "recipients": [recipient], "date": [day, day], **more}


def presence(change: str, when: object, status: str = "happened", **more: Any) -> dict[str, Any]:
    days = [when, when] if isinstance(when, str) else when
    return {"kind": "presence", "holder": "USA", "host": "NER", "change": change, "status": status, "when": days, **more}
