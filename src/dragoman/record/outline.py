"""An arrangement put together for reading: its interval, level, strength and evidence, as known for one
day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from dragoman.answers import Arrangement
from dragoman.interval import Interval
from dragoman.record.claims import Claim
from dragoman.record.facts import Course, Fact
from dragoman.record.identity import Identity
from dragoman.record.plans import standing_plan

T = TypeVar("T")


def outline(identity: Identity, course: Course, on: date) -> Arrangement:
    """The arrangement with the spell that `on` belongs to (the last one begun by then)."""
    began = max((f for f in course.begins if f.floor <= on), key=lambda f: f.last, default=None)
    ended = _end_of_spell(course, began)
    plan = standing_plan(identity.claims, "ends") if ended is None else None
    happened = [c for c in identity.claims if c.status == "happened"]
    shown = [c for c in identity.claims if c.status in ("happened", "denied")] + ([plan] if plan else [])
    return Arrangement(
        id=identity.id,
        kind=identity.kind,
        roles={role: tuple(sorted(value)) if isinstance(value, frozenset) else value for role, value in identity.roles.items()},
        name=identity.name,
        type=identity.type,
        level=_latest(((c, c.level) for c in happened), on),
        strength=_latest(((c, c.strength) for c in happened), on),
        began=_span(began),
        ended=_span(ended),
        due=plan.when if plan else None,
        last_seen=max((min(f.last, on) for f in course.ins if f.floor <= on), default=None),
        sources=len({c.source for c in shown}),
        evidence=tuple(c.evidence() for c in shown),
    )


def _end_of_spell(course: Course, began: Fact | None) -> Fact | None:
    """The first end after the begin; without a begin the last end. None where it held again after that
    end."""
    after = [f for f in course.ends if began is None or f.last >= began.last]
    if not after:
        return None
    end = after[0] if began else after[-1]
    again = any(f.last > end.last for f in course.ins)
    return None if again and not any(f.last > end.last for f in course.begins) else end


def _latest(values: Iterable[tuple[Claim, T | None]], on: date) -> T | None:
    """The value with the latest day on or before `on` (the later published of one day); what no claim gives
    is None."""
    held = [(c.when.latest or c.known, c.known, value) for c, value in values if value]
    known = [item for item in held if item[0] <= on]
    return max(known, key=lambda item: (item[0], item[1], repr(item[2])))[2] if known else None


def _span(fact: Fact | None) -> Interval | None:
    return Interval(fact.first, fact.last) if fact else None
