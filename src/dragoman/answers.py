"""What the record answers: an arrangement with its interval, an answer with its evidence and one plain
sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from dragoman.interval import Interval

#: what a question about a day may be answered with (codebook of arrangements, «Does it hold on a date?»)
VALUES = ("yes", "no", "unknown")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reported change that bears on an answer: who reported it and when, what it says, and the words.

    `start` and `end` are offsets in characters into the report's text, None where the change came without
    them. `source` is the report that counts: copies of one story carry the id of their earliest print.
    """

    report: str
    source: str
    published: date | None
    change: str
    status: str
    when: Interval
    text: str | None
    start: int | None = None
    end: int | None = None
    id: str | None = None

    def row(self) -> dict[str, Any]:
        row = {f.name: getattr(self, f.name) for f in fields(self)}
        return row | {"published": _iso(self.published), "when": self.when.row()}


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A standing arrangement as the reports known so far tell it.

    `began` and `ended` are the intervals of the spell that the question is about, None where no report tells
    (no end told is not the same as still in force); `due` is the interval of an end that was planned and is
    neither confirmed nor called off; `last_seen` is the last day on which a report says that it held.
    `strength` is (low, high) in persons.
    """

    id: str
    kind: str
    roles: Mapping[str, str | tuple[str, ...]]
    name: str | None
    type: str | None
    level: str | None
    strength: tuple[float | None, float | None] | None
    began: Interval | None
    ended: Interval | None
    due: Interval | None
    last_seen: date | None
    sources: int
    evidence: tuple[Evidence, ...]

    def row(self) -> dict[str, Any]:
        """The JSON object: roles laid out flat, days in ISO form."""
        row = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "roles"}
        roles = {
            role: list(value) if isinstance(value, tuple) else value for role, value in self.roles.items()
        }
        spans = {side: _pair(getattr(self, side)) for side in ("began", "ended", "due")}
        plain = {
            "strength": list(self.strength) if self.strength else None,
            "last_seen": _iso(self.last_seen),
        }
        return (
            {"id": self.id, "kind": self.kind}
            | roles
            | row
            | spans
            | plain
            | {"evidence": [e.row() for e in self.evidence]}
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether an arrangement holds on a day: `value` is yes, no or unknown; `why` is one plain sentence.

    `evidence` are the changes that decide, contradicted ones beside the ones that win; `sources` counts
    independent reports among them.
    """

    value: str
    arrangement: Arrangement | None
    evidence: list[Evidence]
    why: str
    sources: int = 0

    def row(self) -> dict[str, Any]:
        arrangement = self.arrangement.row() if self.arrangement else None
        evidence = [item.row() for item in self.evidence]
        return {
            "answer": self.value,
            "why": self.why,
            "sources": self.sources,
            "evidence": evidence,
            "arrangement": arrangement,
        }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _pair(span: Interval | None) -> list[str | None] | None:
    return span.row() if span else None
