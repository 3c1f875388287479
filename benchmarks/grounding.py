"""How much time grounding adds to the model's, and how long its tables take to load: python benchmarks/grounding.py

Both are timed in one run on one core over two histories of the tests (or JSONL files named), so that the ratio means the same on
any machine. Prints one JSON object: seconds, and `share`, grounding's time over the model's.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time
from typing import Any

from dragoman.grounding import calendar, gazetteer, happenings, placeindex
from dragoman.grounding.amounts import amounts
from dragoman.grounding.cast import Cast
from dragoman.grounding.dates import read_dates
from dragoman.grounding.places import places
from dragoman.report import Report, make_report
from dragoman.sentences import sentences

HISTORIES = Path(__file__).resolve().parents[1] / "tests" / "data" / "histories"
DEFAULT = (HISTORIES / "caucasus" / "reports.jsonl", HISTORIES / "manila" / "reports.jsonl")


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of processor time, and what came of it."""
    started = process_time()
    made = work()
    return process_time() - started, made


def tables() -> dict[str, float]:
    """Seconds to load each group of tables, the first time."""
    work: dict[str, Callable[[], Any]] = {
        "actors": gazetteer.compiled,
        "places": placeindex.index,
        "calendar": lambda: (calendar.feasts(), calendar.national_days(), happenings.table()),
    }
    return {name: round(timed(load)[0], 3) for name, load in work.items()}


def reports(paths: Iterable[Path]) -> list[Report]:
    rows = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [make_report(row["text"], published=row.get("published"), title=row.get("title")) for row in rows]


def parts(held: list[Report]) -> dict[str, float]:
    """Seconds that each part of grounding takes over some reports."""
    cut = [(report, [report.text[s.start : s.end] for s in sentences(report)]) for report in held]
    work: dict[str, Callable[[], Any]] = {
        "actors": lambda: [Cast(report) for report in held],
        "dates": lambda: [read_dates(line, report.published, within=report.text) for report, lines in cut for line in lines],
        "amounts": lambda: [amounts(line) for _, lines in cut for line in lines],
        "places": lambda: [places(report.text) for report in held],
    }
    return {name: round(timed(part)[0], 3) for name, part in work.items()}


def main() -> None:
    loaded = tables()
    held = reports([Path(name) for name in sys.argv[1:]] or DEFAULT)
    parts(held[:1])  # patterns and caches are warm in a long run
    from dragoman.reading import encoder

    model = encoder()
    texts = [report.text[s.start : s.end] for report in held for s in sentences(report)]
    list(model.read_many(texts[:8], 1))
    reading = timed(lambda: list(model.read_many(texts, 1)))[0]
    grounding = parts(held)
    total = sum(grounding.values())
    print(json.dumps({
        "tables": loaded | {"all": round(sum(loaded.values()), 3)}, "sentences": len(texts), "model": round(reading, 3),
        "grounding": grounding | {"all": round(total, 3)}, "share": round(total / reading, 3),
    }, indent=1))  # fmt: skip


if __name__ == "__main__":
    main()
