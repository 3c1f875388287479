"""Rows that were coded elsewhere or by hand: checked against the reports that they speak of, and completed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from dragoman.coding import codebook
from dragoman.errors import InputError
from dragoman.interval import Interval
from dragoman.record.packing import unpacked_report
from dragoman.record.schema import reports
from dragoman.report import Report
from dragoman.rows import CHANGE_STATUSES, CHANGES, EVENT_STATUSES, KINDS, Change, Event, digest

#: the reader of rows that name none
BY_HAND = "import"


def read_rows(
    connection: sa.Connection, rows: Iterable[Mapping[str, Any]]
) -> tuple[list[tuple[int, Event]], list[tuple[int, Change]]]:
    """(number of the report, event or change) of every row. Raises InputError that names the line, counted from 1."""

    @lru_cache(maxsize=256)
    def report(id_: str) -> tuple[int, Report]:
        row = connection.execute(sa.select(reports).where(reports.c.id == id_)).first()
        if row is None:
            raise InputError(f"the record holds no report {id_!r}; add it first: dragoman read REPORTS --record …")
        return row.n, unpacked_report(row)

    told_events: list[tuple[int, Event]] = []
    told_changes: list[tuple[int, Change]] = []
    for line, row in enumerate(rows, 1):
        try:
            n, of = report(str(_needed(row, "report")))
            if "kind" in row:
                told_changes.append((n, change_from(row, of)))
            else:
                told_events.append((n, event_from(row, of)))
        except (InputError, KeyError, TypeError, ValueError) as error:
            said = f"no {error}" if isinstance(error, KeyError) else error
            raise InputError(f"line {line}: {said}. Nothing was imported.") from error
    return told_events, told_changes


def event_from(row: Mapping[str, Any], report: Report) -> Event:
    """A whole event from a row that may lack its id, quad, score, codes, and carry `quote` for `evidence`."""
    kind, evidence = codebook.check_type(str(_needed(row, "type"))), evidence_in(row, report)
    modes, contexts = tuple(row.get("modes") or ()), tuple(row.get("contexts") or ())
    filled = _common(row, report, evidence) | {
        "type": kind,
        "modes": modes,
        "contexts": contexts,
        "quad": codebook.quad(kind),
        "score": row.get("score", codebook.score(kind, modes)),
        "cameo": row.get("cameo", codebook.cameo(kind, modes, contexts)),
        "status": _one_of(row.get("status", "happened"), EVENT_STATUSES, "status"),
        "said_by": row.get("said_by"),
        "actors": list(_needed(row, "actors")),
        "recipients": list(row.get("recipients") or ()),
        "date": Interval.of(row.get("date")).row(),
        "place": row.get("place"),
        "amounts": list(row.get("amounts") or ()),
        "sources": 1,
    }
    return Event.of(filled | {"id": row.get("id") or digest(filled)})


def change_from(row: Mapping[str, Any], report: Report) -> Change:
    """A whole change from a row that may lack its id and carry `quote` for `evidence`."""
    kind = _one_of(_needed(row, "kind"), KINDS, "kind")
    filled = _common(row, report, evidence_in(row, report)) | {role: _needed(row, role) for role in KINDS[kind]}
    filled |= {name: row.get(name) for name in ("strength", "name", "type", "level", "entry", "exit")}
    filled |= {
        "kind": kind,
        "change": _one_of(_needed(row, "change"), CHANGES, "change"),
        "status": _one_of(_needed(row, "status"), CHANGE_STATUSES, "status"),
        "when": Interval.of(row.get("when")).row(),
    }
    return Change.of(filled | {"id": row.get("id") or digest(filled)})


def _common(row: Mapping[str, Any], report: Report, evidence: dict[str, Any]) -> dict[str, Any]:
    published = report.published.isoformat() if report.published else row.get("published") or row.get("reported")
    reader, confidence = row.get("reader") or BY_HAND, row.get("confidence", 1.0)
    return {"report": report.id, "published": published, "evidence": evidence, "reader": reader, "confidence": confidence}


def evidence_in(row: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """The evidence of a row, whose words must stand in the report: a quote is looked up."""
    given = row.get("evidence")
    if given:
        start, end = int(given["start"]), int(given["end"])
        if not 0 <= start < end <= len(report.text) or given.get("text", report.text[start:end]) != report.text[start:end]:
            raise InputError(f"the evidence is not what stands at {start} to {end} of report {report.id!r}")
        return {"start": start, "end": end, "text": report.text[start:end]}
    quote = str(_needed(row, "quote"))
    start = report.text.find(quote)
    if start < 0 or not quote:
        raise InputError(f"the quote {quote!r} does not stand in report {report.id!r}: give its exact words")
    return {"start": start, "end": start + len(quote), "text": quote}


def _needed(row: Mapping[str, Any], name: str) -> Any:
    if row.get(name) is None:
        raise InputError(f"the row has no {name!r}")
    return row[name]


def _one_of(value: Any, known: Iterable[str], what: str) -> str:
    if value not in known:
        raise InputError(f"{what} is {value!r}, not one of {', '.join(known)}")
    return str(value)
