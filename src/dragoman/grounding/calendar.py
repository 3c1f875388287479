"""The calendar: its words, and the intervals of its weeks, months, seasons, years, decades."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

from dragoman.interval import Interval

DAY = timedelta(days=1)
#: how many months, and how many days, a unit has
MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
DAYS = {"minute": 0, "hour": 1 / 24, "day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
#: a unit of months in days, for offsets that wait for their anchor
MEAN_DAYS = {"month": 30.44, "quarter": 91.3, "year": 365.25, "decade": 3652.5, "century": 36525.0} | DAYS


@lru_cache(maxsize=16)
def words(kind: str) -> dict[str, str]:
    """word -> value, as `data/calendar.tsv` has them; blanks inside a word are written as underscores there."""
    table = files("dragoman.grounding").joinpath("data/calendar.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line.startswith(f"{kind}\t"))
    return {word.replace("_", " "): row[2] for row in rows for word in row[1].split()}


def alternatives(kind: str) -> str:
    """The words of a kind as a pattern, longest first, either apostrophe."""
    shouted = {word.upper() for word in words(kind)} if kind in ("month", "weekday") else set()
    listed = sorted(shouted | set(words(kind)), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("'", "['’]") for word in listed)


def _day_of_month() -> str:
    months = alternatives("month")
    return rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{months})|(?:{months}) \d{{1,2}}(?!\d))\b"


def value(kind: str, word: str) -> int:
    """The number that a word stands for."""
    held = words(kind)
    return int(held.get(word) or held.get(word.lower()) or held[word.capitalize()])


def number(text: str) -> float | None:
    """«12», «ten», «twenty-five», «two and a half», «half a»; None where it is no number."""
    plain = text.lower().replace(",", "").strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return float(plain)
    if plain in ("half a", "half an"):
        return 0.5
    if plain in ("a couple of", "couple of", "a couple"):
        return 2.0
    if plain.endswith((" and a half", "-and-a-half")):
        whole = number(plain[:-11])
        return None if whole is None else whole + 0.5
    parts = [words("number").get(part) for part in re.split(r"[ -]", plain)]
    return float(sum(int(part) for part in parts if part)) if all(parts) else None


def day(year: int, month: int, number_: int) -> Interval | None:
    """A day, None where there is none."""
    try:
        return Interval.on(date(year, month, number_))
    except ValueError:
        return None


def month(year: int, number_: int) -> Interval:
    """A month; the number may run past twelve or below one."""
    year, number_ = year + (number_ - 1) // 12, (number_ - 1) % 12 + 1
    return Interval(date(year, number_, 1), date(year, number_, monthrange(year, number_)[1]))


def months(year: int, first: int, count: int) -> Interval:
    """Some months on end."""
    return Interval(month(year, first).earliest, month(year, first + count - 1).latest)


def years(first: int, count: int = 1) -> Interval:
    return Interval(date(first, 1, 1), date(first + count - 1, 12, 31))


def week(of: date) -> Interval:
    """Monday to Sunday."""
    monday = of - of.weekday() * DAY
    return Interval(monday, monday + 6 * DAY)


def weekend(of: date) -> Interval:
    """Saturday and Sunday of the week of a day."""
    monday = of - of.weekday() * DAY
    return Interval(monday + 5 * DAY, monday + 6 * DAY)


def unit(name: str, of: date, steps: int = 0) -> Interval:
    """The unit that holds a day, or the one so many steps before or after."""
    if name in ("day", "night", "hour", "minute"):
        return Interval.on(of + steps * DAY)
    if name in ("week", "fortnight", "weekend"):
        moved = of + steps * (14 if name == "fortnight" else 7) * DAY
        return weekend(moved) if name == "weekend" else week(moved)
    if name == "month":
        return month(of.year, of.month + steps)
    if name == "quarter":
        return months(of.year, (of.month - 1) // 3 * 3 + 1 + 3 * steps, 3)
    span = {"year": 1, "decade": 10, "century": 100}[name]
    return years((of.year // span + steps) * span, span)


def added(of: date, count: float, name: str) -> date:
    """A day so many units later (earlier where negative)."""
    if name in DAYS:
        return of + timedelta(days=round(count * DAYS[name]))
    whole = count * MONTHS[name]
    steps = int(whole)
    target = month(of.year, of.month + steps)
    assert target.earliest and target.latest
    reached = min(target.earliest + (of.day - 1) * DAY, target.latest)
    return reached + timedelta(days=round((whole - steps) * 30))


def around(of: date, name: str) -> Interval:
    """Half a unit either side; a day is exact."""
    half = {"week": 3, "weekend": 3, "fortnight": 7, "month": 15, "quarter": 45, "year": 183, "decade": 1826}.get(name, 0)
    return Interval(of - half * DAY, of + half * DAY)


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computation)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def holiday(name: str, year: int) -> Interval | None:
    """A holiday or feast of a year; None for a feast beyond the table of those that move with the moon."""
    plain = name.replace("’", "'")
    if plain in feasts():
        return next((days for days in feasts()[plain] if days.earliest and days.earliest.year == year), None)
    when = words("holiday")[plain]
    if when.startswith("easter"):
        return Interval.on(easter(year) + int(when[6:]) * DAY)
    if when.startswith("nth-"):
        return Interval.on(_nth(year, *(int(part) for part in when[4:].split("-"))))
    return Interval.on(date(year, int(when[:2]), int(when[3:])))


def _nth(year: int, month_: int, weekday: int, count: int) -> date:
    """The so-manieth of a weekday in a month."""
    first = date(year, month_, 1)
    return first + ((weekday - first.weekday()) % 7 + 7 * (count - 1)) * DAY


@lru_cache(maxsize=1)
def feasts() -> dict[str, tuple[Interval, ...]]:
    """Every name of a feast that moves with the moon -> its days, year by year (`data/feasts.tsv`)."""
    found: dict[str, list[Interval]] = {}
    for row in _rows("feasts"):
        for name in row[0].split(";"):
            found.setdefault(name, []).append(Interval.of(row[1:3]))
    return {name: tuple(days) for name, days in found.items()}


def feasts_pattern() -> str:
    """The names of holidays and feasts as a pattern, longest first, either apostrophe."""
    listed = sorted(set(words("holiday")) | set(feasts()), key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace("'", "['’]") for name in listed)


@lru_cache(maxsize=1)
def national_days() -> dict[tuple[str, str], str]:
    """(state, name of the day) -> month-day (`data/national_days.tsv`)."""
    return {(row[0], row[1]): row[2] for row in _rows("national_days")}


def _rows(table: str) -> list[list[str]]:
    text = files("dragoman.grounding").joinpath(f"data/{table}.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]


#: a day with its month, in either order
DAY_OF_MONTH = _day_of_month()
