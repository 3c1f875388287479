"""Reading with several processes gives what one process gives, and says so when one of them dies."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.errors import DragomanError, InputError
from dragoman.reading import Reading, read_many
from dragoman.report import Report, make_report
from dragoman.workers import Crew, Worker

TEXTS = ("Mali expelled the French ambassador on Monday.", "Egypt signed a defence pact with Somalia.", "Rain fell.")


def reports(count: int) -> Iterator[Report]:
    return (make_report(TEXTS[n % 3], published=f"2024-04-{n % 28 + 1:02}") for n in range(count))


def rows(readings: list[Reading]) -> list[tuple[str, list[object], list[object]]]:
    return [(one.report.id, [e.row() for e in one.events], [c.row() for c in one.changes]) for one in readings]


def test_processes_read_what_one_reads_and_in_order() -> None:
    alone = rows(list(read_many(reports(70), workers=1)))
    assert rows(list(read_many(reports(70), workers=2))) == alone
    assert rows(list(read_many(reports(9), workers=2))) == alone[:9]
    assert any(events for _, events, _ in alone)


def test_a_worker_that_dies_is_told() -> None:
    worker = Worker()
    worker._process.kill()
    worker._process.wait()
    with pytest.raises(DragomanError, match="ended unexpectedly"):
        worker.read(list(reports(1)))
    worker.close()


def test_what_goes_wrong_in_a_worker_is_raised_where_it_was_asked() -> None:
    with Crew(1) as crew, pytest.raises(InputError, match="a report is"):
        list(crew.read([None]))  # type: ignore[list-item]


def test_leaving_early_ends_the_workers() -> None:
    with Crew(2) as crew:
        readings = crew.read(reports(60))
        assert next(readings).report.id
        processes = [worker._process for worker in crew._workers]
    assert all(process.poll() is not None for process in processes)


def test_a_script_needs_no_guard(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import dragoman\n"
        f"texts = {TEXTS!r}\n"
        "rows = [{'text': texts[n % 3], 'published': '2024-04-20'} for n in range(64)]\n"
        "print(sum(len(one.events) for one in dragoman.read_many(rows, workers=2)))\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert int(done.stdout) > 0
    assert done.stderr == ""
