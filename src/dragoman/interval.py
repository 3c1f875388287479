"""Closed intervals of days, open where a report leaves a side open.

`None` on the left means «at some unknown earlier day», on the right «no known end»: an interval without a right side has no
*known* end, which is not the same as still going on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `earliest` to `latest`, both included; either may be None (open)."""

    earliest: date | None = None
    latest: date | None = None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"an interval ends before it begins: {self.earliest} to {self.latest}")

    @classmethod
    def on(cls, day: date) -> Interval:
        return cls(day, day)

    @classmethod
    def of(cls, pair: object) -> Interval:
        """From a row's [earliest, latest] of ISO days or nulls; None is wholly open."""
        if pair is None:
            return cls()
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise ValueError(f"an interval is a pair of ISO days or nulls, not {pair!r}")
        first, last = (None if side is None else date.fromisoformat(str(side)) for side in pair)
        return cls(first, last)

    def row(self) -> list[str | None]:
        """[earliest, latest] as ISO days or None, the shape that rows carry."""
        return [side.isoformat() if side else None for side in (self.earliest, self.latest)]

    @property
    def days(self) -> int | None:
        """How many days it spans, None where a side is open."""
        return (self.latest - self.earliest).days + 1 if self.earliest and self.latest else None

    def __contains__(self, day: date) -> bool:
        return (not self.earliest or self.earliest <= day) and (not self.latest or day <= self.latest)

    def overlaps(self, other: Interval) -> bool:
        return not (
            (self.latest and other.earliest and self.latest < other.earliest)
            or (other.latest and self.earliest and other.latest < self.earliest)
        )

    def shifted(self, days: int) -> Interval:
        move = timedelta(days=days)
        return Interval(self.earliest + move if self.earliest else None, self.latest + move if self.latest else None)
