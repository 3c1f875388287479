"""Rows in few words, as tables and timelines show them."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

Row = Mapping[str, Any]


def days(pair: Iterable[str | None] | None) -> str:
    """An interval in short: «2024-04-19», «2024-03» for a whole month, «2018», «by 2024-03-16», «from 2024-05-01»."""
    first, last = pair or (None, None)
    if first and last:
        return first if first == last else _whole(first, last) or f"{first} to {last}"
    if last:
        return f"by {last}"
    return f"from {first}" if first else ""


def _whole(first: str, last: str) -> str | None:
    """The month or the year that the two days bound, if they do."""
    if first[5:] == "01-01" and last == f"{first[:4]}-12-31":
        return first[:4]
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    same = begin.day == 1 and (begin.year, begin.month) == (end.year, end.month)
    return first[:7] if same and end.day == calendar.monthrange(end.year, end.month)[1] else None


def ids(parties: Iterable[Row]) -> str:
    """The ids of an event's side."""
    return ", ".join(str(party["id"]) for party in parties)


def pair(row: Row) -> str:
    """«USA > NER»; only the actors where an act is mutual or has no recipient."""
    return " > ".join(filter(None, (ids(row["actors"]), ids(row["recipients"]))))


def deed(row: Row) -> str:
    """«SANCTION expel»."""
    return " ".join([row["type"], *row["modes"]])


def quote(row: Row) -> str:
    """The words that say so, in quotation marks."""
    return f"«{row['evidence']['text']}»" if row.get("evidence") else ""


def arrangement(row: Row) -> str:
    """«presence: USA in NER», «agreement: EGY and SOM (defence)»."""
    said = f"{row['kind']}: {_roles(row)}"
    more = [str(row[field]) for field in ("name", "type", "level") if row.get(field)]
    return f"{said} ({', '.join(more)})" if more else said


def _roles(row: Row) -> str:
    kind = row["kind"]
    if kind in ("presence", "base"):
        return f"{_role(row, 'holder')} in {_role(row, 'host')}"
    if kind == "membership":
        return f"{_role(row, 'member')} in {_role(row, 'organisation')}"
    if kind == "office":
        return f"{_role(row, 'person')}, {_role(row, 'office')} of {_role(row, 'of')}"
    if kind == "sanctions":
        return f"{_role(row, 'imposer')} on {_role(row, 'target')}"
    return " and ".join(row.get("parties") or ("anyone",))


def _role(row: Row, role: str) -> str:
    """An id; «any» where a question leaves the role open."""
    return str(row.get(role) or "any")


def changed(row: Row) -> str:
    """«ends», «ends, planned»."""
    return str(row["change"]) if row["status"] == "happened" else f"{row['change']}, {row['status']}"


def persons(strength: Iterable[float | None] | None) -> str:
    """«1000», «1000 or more», «up to 300», «300 to 400»."""
    low, high = strength or (None, None)
    if low is None and high is None:
        return ""
    if low is not None and high is not None:
        return f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return f"{low:g} or more" if low is not None else f"up to {high:g}"
