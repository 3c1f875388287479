"""A date as a report words it: the words, the days it may mean, and what it hangs on where it is told from another happening."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from dragoman.interval import Interval

#: how fine a date is told; a shift by days within a coarser anchor keeps the anchor («in September … the next day»)
GRANULARITIES = ("hour", "day", "week", "month", "quarter", "season", "year", "decade", "century")


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Words of a text that tell when. `kind`: a point (with its interval), a duration («for six years») or a set («every Friday»).

    `anchor` is None, «previous» (the date before it in the text), or the words of the happening that it is counted from; `offset`
    then holds the days from there, (low, high), either open; `resolved` puts the two together.
    """

    start: int
    end: int
    text: str
    earliest: date | None
    latest: date | None
    granularity: str
    kind: str = "point"
    anchor: str | None = None
    offset: tuple[int | None, int | None] | None = None

    @property
    def interval(self) -> Interval:
        return Interval(self.earliest, self.latest)

    def row(self) -> dict[str, Any]:
        """The public shape: ISO days or None."""
        first, last = self.interval.row()
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "earliest": first,
            "latest": last,
            "granularity": self.granularity,
            "kind": self.kind,
        }


def resolved(span: DateSpan, anchor: Interval) -> DateSpan:
    """The span with the days that follow from those of its anchor; as it is where it hangs on nothing."""
    if span.offset is None:
        return span
    found = shifted(anchor, span.offset)
    return replace(span, earliest=found.earliest, latest=found.latest)


def shifted(anchor: Interval, offset: tuple[int | None, int | None]) -> Interval:
    """An interval moved by a range of days; a small move inside a long interval says no more than the interval."""
    low, high = offset
    if anchor.days and anchor.days > 7 and low is not None and low == high and abs(low) <= 2:
        return anchor
    first = _moved(anchor.earliest, low)
    last = _moved(anchor.latest, high)
    return Interval(first, last) if not (first and last and first > last) else Interval(last, first)


def _moved(day: date | None, days: int | None) -> date | None:
    try:
        return day + timedelta(days=days) if day is not None and days is not None else None
    except OverflowError:
        return None
