"""Speed, size and memory of a record: `python benchmarks/record_bench.py [--events 1000000] [--where FILE|postgresql://…]`.

A generator makes reports of about ten events and three changes each, between entities of very unequal weight (the busiest dyad
has thousands of events), one report in twelve a reprint. Prints one JSON object; times in the units that the names say. On a
machine busy with other things, the seconds of this process alone (`cpu`) say more than those of the clock; with PostgreSQL they
leave out the server's.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dragoman.coding.codebook import quad, score, types
from dragoman.interval import Interval
from dragoman.record import Record, open_record
from dragoman.record.copies import clusters
from dragoman.report import Report
from dragoman.rows import Actor, Change, Event, Party, Span, digest

STATES = 180
FIRST = date(2015, 1, 1)
DAYS = 3650
SYLLABLES = ["ba", "ke", "mi", "no", "ru", "sta", "lem", "vor", "tin", "gal", "pre", "dor", "ish", "wen", "tho", "qua"]


@dataclass(frozen=True)
class Told:
    report: Report
    events: list[Event]
    changes: list[Change]


class Maker:
    """Readings from a seed: the same on every machine."""

    def __init__(self, seed: int = 1) -> None:
        self.rng = random.Random(seed)
        self.words = ["".join(self.rng.choices(SYLLABLES, k=self.rng.randint(1, 4))) for _ in range(8000)]
        self.weights = [1 / (i + 3) for i in range(len(self.words))]
        self.states = [f"S{chr(65 + i // 26)}{chr(65 + i % 26)}" for i in range(STATES)]
        self.shares = [1 / (i + 2) for i in range(STATES)]
        self.parties = {state: Party(Actor(state, state, "GOV", ("GOV",), state.title())) for state in self.states}

    def text(self, sentences: int) -> str:
        return "\n\n".join(self.sentence() for _ in range(sentences))

    def sentence(self) -> str:
        words = self.rng.choices(self.words, self.weights, k=self.rng.randint(10, 26))
        words[4], words[7] = words[4].capitalize(), str(self.rng.randint(1, 900))
        return " ".join(words).capitalize() + "."

    def pair(self) -> tuple[str, str]:
        one, other = self.rng.choices(self.states, self.shares, k=2)
        return (one, other) if one != other else self.pair()

    def readings(self, events: int) -> Iterator[Told]:
        """Readings with about so many events in all."""
        recent: list[Told] = []
        made = n = 0
        while made < events:
            n += 1
            told = self._reprint(recent, n) if n % 12 == 0 else self._report(n)
            recent = [*recent[-40:], told]
            made += len(told.events)
            yield told

    def _report(self, n: int) -> Told:
        day = FIRST + timedelta(days=min(DAYS, n % DAYS + self.rng.randint(0, 3)))
        report = Report(f"r{n}", self.text(12), publisher=f"paper {n % 97}", published=day)
        events = [self._event(report, day, i) for i in range(self.rng.randint(6, 14))]
        return Told(report, events, [self._change(report, day, i) for i in range(3)])

    def _reprint(self, recent: list[Told], n: int) -> Told:
        """An earlier report in another paper, cut by a paragraph."""
        of = self.rng.choice(recent)
        day = (of.report.published or FIRST) + timedelta(days=1)
        report = replace(of.report, id=f"r{n}", publisher="reprinter", published=day, text=of.report.text.rsplit("\n\n", 1)[0])
        said: dict[str, Any] = {"report": report.id, "published": day.isoformat()}
        events = [replace(e, id=f"{e.id}-{n}", **said) for e in of.events]
        return Told(report, events, [replace(c, id=f"{c.id}-{n}", **said) for c in of.changes])

    def _event(self, report: Report, day: date, i: int) -> Event:
        actor, recipient = self.pair()
        kind = self.rng.choice(types())
        sides = (self.parties[actor],), (self.parties[recipient],)
        words = Span(0, 60, report.text[:60])
        when = Interval.on(day - timedelta(days=self.rng.randint(0, 6)))
        id_ = digest(report.id, i)
        common = (kind, (), (), quad(kind), score(kind), None, "happened", None)
        return Event(id_, report.id, day.isoformat(), *common, *sides, when, None, (), words, 0.9, 1, "bench")

    def _change(self, report: Report, day: date, i: int) -> Change:
        holder, host = self.pair()
        change = self.rng.choice(["continues", "continues", "begins", "ends", "alters"])
        status = self.rng.choice(["happened", "happened", "planned", "denied"])
        roles = {"holder": holder, "host": host}
        words = Span(0, 60, report.text[:60])
        attributes = (None, None, None, None, None, None)
        id_ = digest(report.id, "change", i)
        return Change(
            id_, report.id, day.isoformat(), "presence", roles, change, status, Interval.on(day), *attributes, words, 0.9, "bench"
        )


class Watched:
    """An iterator that counts the seconds its source takes, so that making the data is not taken for adding it."""

    def __init__(self, source: Iterator[Told]) -> None:
        self.source, self.seconds, self.busy = source, 0.0, 0.0

    def __iter__(self) -> Watched:
        return self

    def __next__(self) -> Told:
        start, busy = time.perf_counter(), time.process_time()
        try:
            return next(self.source)
        finally:
            self.seconds += time.perf_counter() - start
            self.busy += time.process_time() - busy


def timed(ask: Callable[[], object], times: int) -> dict[str, float]:
    """Median and 99th percentile in milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - start) * 1000)
    return {"median_ms": round(statistics.median(taken), 2), "p99_ms": round(sorted(taken)[int(0.99 * (len(taken) - 1))], 2)}


def asked(record: Record, maker: Maker, times: int) -> dict[str, dict[str, float]]:
    """Questions about pairs and states drawn evenly; and about the pair and the state of which most is told."""
    even = random.Random(3)

    def pair() -> tuple[str, str]:
        one, other = even.sample(maker.states, 2)
        return one, other

    def holds(holder: str, host: str) -> object:
        return record.holds("presence", holder=holder, host=host, on="2021-06-01")

    def dyad(actor: str, recipient: str) -> object:
        return record.events(actor=actor, recipient=recipient)

    def month(actor: str, recipient: str) -> object:
        return record.events(actor=actor, recipient=recipient, since="2021-06-01", until="2021-06-30")

    def arrangements(of: str, _: str) -> object:
        return record.arrangements(of=of, on="2021-06-01")

    busiest = maker.states[0], maker.states[1]
    questions = {"holds": holds, "dyad_events": dyad, "dyad_month": month, "arrangements_of": arrangements}
    drawn = {name: timed(lambda ask=ask: ask(*pair()), times) for name, ask in questions.items()}  # type: ignore[misc]
    most = {f"{name}_busiest": timed(lambda ask=ask: ask(*busiest), 3) for name, ask in questions.items()}  # type: ignore[misc]
    return drawn | most


def measured(where: str, events: int, questions: int) -> dict[str, object]:
    maker = Maker()
    with open_record(where) as record:
        made = Watched(maker.readings(events))
        start, busy = time.perf_counter(), time.process_time()
        done = record.add(made)
        took, busy = time.perf_counter() - start - made.seconds, time.process_time() - busy - made.busy
        size = Path(where).stat().st_size if "://" not in where else None
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        return {
            "events": done.events, "changes": done.changes, "reports": done.reports,
            "adding_s": round(took, 1), "events_a_second": round(done.events / took),
            "adding_cpu_s": round(busy, 1), "events_a_cpu_second": round(done.events / busy),
            "size_MB": size and round(size / 1e6), "peak_memory_MB": memory,
            "copies": len(record.copies()), **asked(record, maker, questions),
            "load": round(os.getloadavg()[0], 1),
        }  # fmt: skip


def copies_of(reports: int) -> dict[str, object]:
    """Clusters of an archive held in memory."""
    archive = [told.report for told in Maker(2).readings(reports * 10)][:reports]
    start = time.perf_counter()
    found = clusters(archive)
    return {
        "reports": len(archive),
        "seconds": round(time.perf_counter() - start, 1),
        "copies": sum(a != b for a, b in found.items()),
    }


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--events", type=int, default=1_000_000)
    ask.add_argument("--where", help="a file, or a postgresql:// address; default: a file in a temporary folder")
    ask.add_argument("--questions", type=int, default=300)
    ask.add_argument("--copies", type=int, default=0, help="instead: cluster so many reports in memory")
    given = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = given.where or str(Path(folder) / "bench.db")
        result = copies_of(given.copies) if given.copies else measured(where, given.events, given.questions)
    json.dump(result, sys.stdout, indent=1)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
