"""A report as it came in, and where its passages begin and end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from dragoman.errors import InputError
from dragoman.rows import digest

#: what a passage may be. Only `headline`, `body` and `caption` are read for events; nothing is ever cut from the text.
PASSAGES = ("headline", "byline", "body", "caption", "credit", "furniture")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a report: `report.text[start:end]`, offsets in characters."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Report:
    """One news report. `text` is exactly what was given; `published` is None where nothing tells the day.

    `language` is an ISO 639-1 code, or None where the text is too short to tell. `extra` keeps the other keys of the input.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    language: str | None = None
    passages: tuple[Passage, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)


def make_report(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    published: str | date | None = None,
    language: str | None = None,
    extra: dict[str, Any] | None = None,
) -> Report:
    """A report with its passages, its language, and its day: from the argument, else from what the text says of itself."""
    # Here and not at the top: these modules need Passage, which this one defines.
    from dragoman.intake.published import published_in
    from dragoman.language import language as language_of
    from dragoman.passages import passages as passages_of

    day = as_day(published)
    marked = passages_of(text, title)
    return Report(
        id=id or digest(text, title, day.isoformat() if day else None),
        text=text,
        title=title,
        publisher=publisher,
        url=url,
        published=day or published_in(text, marked, url),
        language=language or language_of(text),
        passages=marked,
        extra=dict(extra or {}),
    )


def as_day(value: str | date | None) -> date | None:
    """A day from an ISO date or time, a date, or nothing; anything else is an InputError."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return datetime.fromisoformat(value.strip()).date()
    except (ValueError, AttributeError, TypeError):
        message = f"{value!r} is no publication date; write it as year-month-day, like 2024-04-20"
        raise InputError(message) from None
