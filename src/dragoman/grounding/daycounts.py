"""Days counted from the day of publication: ten days ago, a week from now, within a month."""

from __future__ import annotations

import re

from dragoman.grounding import calendar
from dragoman.grounding.daterule import Context, Found
from dragoman.interval import Interval


def singular(unit: str) -> str:
    plain = unit.lower()
    return "century" if plain.startswith("centur") else plain


def ago(match: re.Match[str], context: Context) -> Found | None:
    """«ten days ago», «about a month ago», «more than two years ago»"""
    unit, day = singular(match["unit"]), context.published
    count = calendar.number(match["count"]) if match["count"] else None
    if day is None or (count is None and not match["vague"]):
        return Found(Interval(), unit)
    if count is None:
        return Found(Interval(calendar.added(day, -9, unit), calendar.added(day, -2, unit)), unit)
    if count == 0.5:
        count, unit = _HALVES.get(unit, (count, unit))
    when = calendar.added(day, -count - (0.5 if match["half"] else 0), unit)
    if match["weekday"]:
        week = calendar.around(when, "week").earliest
        assert week
        return Found(Interval.on(week + (calendar.value("weekday", match["weekday"]) - week.weekday()) % 7 * calendar.DAY), "day")
    if match["exact"]:
        return Found(Interval.on(when), "day")
    about = (match["about"] or "").lower().strip()
    if about in ("more than", "over", "just over", "well over", "at least"):
        return Found(Interval(None, when), unit)
    if about in ("less than", "under", "fewer than", "just under", "not quite", "up to"):
        return Found(Interval(when, day), unit)
    near = calendar.around(when, unit)
    latest = min(near.latest, day) if near.latest else day
    return Found(Interval(near.earliest, latest), unit)


#: half a unit in smaller units
_HALVES = {"year": (6.0, "month"), "decade": (5.0, "year"), "century": (50.0, "year"), "month": (15.0, "day")}


def to_the_day(match: re.Match[str], context: Context) -> Found | None:
    """«a month to the day since»: that day exactly."""
    count, day = calendar.number(match["count"]), context.published
    if day is None or count is None:
        return Found(Interval(), "day")
    return Found(Interval.on(calendar.added(day, -count, singular(match["unit"]))), "day")


def hence(match: re.Match[str], context: Context) -> Found | None:
    """«in two weeks», «two weeks from now»: a point ahead; in the past tense «in two weeks» is a duration."""
    unit, day = singular(match["unit"]), context.published
    count = calendar.number(match["count"]) if match["count"] else None
    certain = bool(match["hence"])
    if not certain and (context.tense(match.start()) == "past" or is_length(match, context)):
        return Found(Interval(), unit, "duration")
    if day is None:
        return Found(Interval(), unit)
    if count is None:
        return Found(Interval(calendar.added(day, 2, unit), calendar.added(day, 9, unit)), unit)
    near = calendar.around(calendar.added(day, count, unit), unit)
    return Found(Interval(max(day, near.earliest) if near.earliest else day, near.latest), unit)


def is_length(match: re.Match[str], context: Context) -> bool:
    """«for the first time in two years» tells a length."""
    return bool(re.search(
        r"\b(?:first|second|third|time|worst|best|largest|biggest|deadliest)\b[^.]{0,40}$", context.text[: match.start()][-45:]))


def within(match: re.Match[str], context: Context) -> Found | None:
    """«within a month»: a length, which ahead also bounds the days."""
    unit, day = singular(match["unit"]), context.published
    count = calendar.number(match["count"]) if match["count"] else None
    if day is None or count is None or context.tense(match.start()) == "past" or match["of"]:
        return Found(Interval(), unit, "duration")
    return Found(Interval(day, calendar.added(day, count, unit)), unit, "duration")
