"""The day on which a report says it was published: «Posted on …», a date line, the place and day that close a statement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from dragoman.report import Passage

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"
)  # fmt: skip
_MONTH = "(?P<month>" + "|".join(f"{name}|{name[:3]}" for name in _MONTH_NAMES) + r"|sept)\.?"
_FULL = (
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>(?:19|20)\d\d)\b", re.I
    ),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b", re.I),
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
    re.compile(r"\b(?P<day>1[3-9]|2\d|3[01])[/.](?P<month>\d{1,2})[/.](?P<year>(?:19|20)\d\d)\b"),
)
_YEARLESS = (
    re.compile(rf"\b(?P<day>\d{{1,2}})\s+{_MONTH}\b", re.I),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})\b", re.I),
)
_LABEL = re.compile(r"\b(?:posted|published|first published|date|issued|released)\b", re.I)
_LATER = re.compile(r"\b(?:updated|modified|correct\w*|accessed|retrieved)\b", re.I)
_COPYRIGHT = re.compile(r"(?:\(c\)|©|copyright)\s*(?P<year>(?:19|20)\d\d)\b", re.I)
_URL = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?=\D|$)")


def published_in(text: str, passages: Iterable[Passage], url: str | None = None) -> date | None:
    """The day, or None: dates of the story itself, inside the body, never count."""
    held = tuple(passages)
    around = [
        text[p.start : p.end] for p in held if p.kind in ("byline", "headline") and p.end - p.start < 300
    ]
    furniture = [text[p.start : p.end] for p in held if p.kind == "furniture" and p.end - p.start < 300]
    own = [line for line in around if not _LATER.search(line)]
    labelled = [line for line in (*own, *furniture) if _LABEL.search(line)]
    return _first(labelled) or _first(own) or _from_url(url) or _from_dateline(own, furniture, url)


def _first(lines: Iterable[str]) -> date | None:
    return next((day for line in lines for pattern in _FULL for day in _days(pattern, line)), None)


def _from_url(url: str | None) -> date | None:
    return next(_days(_URL, url), None) if url else None


def _from_dateline(lines: list[str], furniture: list[str], url: str | None) -> date | None:
    """«NIAMEY, 23 December (…)», only where a copyright line or the address tells the year."""
    found = _COPYRIGHT.search("\n".join(furniture)) or re.search(r"/(?P<year>(?:19|20)\d\d)/", url or "")
    if not found:
        return None
    year = int(found["year"])
    return next((day for line in lines for pattern in _YEARLESS for day in _days(pattern, line, year)), None)


def _days(pattern: re.Pattern[str], line: str, year: int | None = None) -> Iterator[date]:
    for match in pattern.finditer(line):
        month = match["month"].lower()
        number = int(month) if month.isascii() and month.isdigit() else _number(month)
        try:
            yield date(year or int(match["year"]), number, int(match["day"]))
        except ValueError:
            continue


def _number(month: str) -> int:
    return next(n for n, name in enumerate(_MONTH_NAMES, 1) if name.startswith(month[:3]))
