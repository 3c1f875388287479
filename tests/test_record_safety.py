"""Killed, crowded, full, locked, read-only: nothing lost, nothing doubled, and a clear word."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman.errors import RecordError
from dragoman.record import Record, open_record
from tests.postgres_server import new_database
from tests.record_rows import Told, attack, presence, report, told

#: how often the killing test kills; 200 by hand: DRAGOMAN_KILLS=200 pytest tests/test_record_safety.py
KILLS = int(os.environ.get("DRAGOMAN_KILLS", "4"))
MANY = 160
WRITER = "import sys; from tests.test_record_safety import write; write(sys.argv[1])"


def many(count: int = MANY) -> list[Told]:
    """Reports on a few happenings, every fifth a reprint of the one before."""
    made = []
    for n in range(count):
        story = n - 1 if n % 5 == 4 else n
        day = f"2024-{1 + story % 12:02}-{1 + story % 27:02}"
        text = f"Gunmen attacked post number {story} in district {story % 9} on that day, the ministry of defence said. " * 3
        rows = attack("JNIM", "NER", day), presence("continues", day, strength=[story + 1, None])
        made.append(told(report(f"r{n:04}", text, day, f"paper {n % 7}"), *rows))
    return made


def write(where: str) -> None:
    """What a writing process does: small batches, so that there are many moments to be killed at."""
    from dragoman.record import writing

    writing.BATCH = 4
    readings = many()
    with open_record(where) as record:
        print("writing", flush=True)
        record.add(readings)


def contents(record: Record) -> tuple[object, ...]:
    return list(record.reports()), record.events(status="all"), record.changes(), record.copies()


def started(where: str) -> subprocess.Popen[bytes]:
    here = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen([sys.executable, "-c", WRITER, where], env=here, stdout=subprocess.PIPE)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> tuple[object, ...]:
    with open_record(tmp_path_factory.mktemp("whole") / "r.db") as record:
        record.add(many())
        return contents(record)


def test_killed_at_random_moments_and_run_again(tmp_path: Path, untouched: tuple[object, ...]) -> None:
    rng, path, kills, halfway = random.Random(), tmp_path / "r.db", 0, 0
    for _ in range(KILLS):
        process = started(str(path))
        assert process.stdout and process.stdout.readline() == b"writing\n"
        time.sleep(rng.random() * 0.4)
        process.send_signal(signal.SIGKILL)
        kills += process.wait() == -signal.SIGKILL
        process.stdout.close()
        with sqlite3.connect(path) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            count = raw.execute("SELECT count(*) FROM reports").fetchone()[0]
        halfway += 0 < count < MANY
        if count == MANY:
            _whole(path, untouched)
            for file in tmp_path.glob("r.db*"):
                file.unlink()
    print(f"killed {kills} of {KILLS} times, {halfway} times with the work half done")
    assert started(str(path)).wait(60) == 0
    _whole(path, untouched)


def _whole(path: Path, untouched: tuple[object, ...]) -> None:
    with open_record(path) as record:
        assert contents(record) == untouched


@pytest.mark.parametrize(("sort", "writers"), [("sqlite", 2), ("postgresql", 8)])
def test_many_writers_lose_and_double_nothing(sort: str, writers: int, tmp_path: Path, untouched: tuple[object, ...]) -> None:
    where = str(tmp_path / "r.db") if sort == "sqlite" else new_database()
    processes = [started(where) for _ in range(writers)]
    assert [process.wait(120) for process in processes] == [0] * writers
    with open_record(where) as record:
        assert contents(record) == untouched


def test_a_locked_record_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.record.dialect._SQLITE_PRAGMAS", ("busy_timeout=50",))
    with open_record(tmp_path / "r.db") as record:
        other = sqlite3.connect(tmp_path / "r.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordError, match="stayed locked"):
            record.add(many(2))
        other.execute("ROLLBACK")
        assert record.add(many(2)).reports == 2


def test_a_full_disk_keeps_the_record_as_it_was(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db") as record:
        record.add(many(3))
        before = contents(record)
        with record._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 4}")
        with pytest.raises(RecordError, match="disk is full"):
            record.add(many(150))
        assert contents(record) == before


def test_a_read_only_record_can_be_asked_and_says_why_it_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with open_record(path) as record:
        record.add(many(3))
    if os.geteuid() == 0:
        pytest.skip("for root no file is read-only")
    path.chmod(0o444)
    with open_record(path) as record:
        assert len(record.events()) == 3
        with pytest.raises(RecordError, match="read-only"):
            record.add(many(5))


def test_a_lost_connection_to_the_server_says_so() -> None:
    with open_record(new_database()) as record:

        def readings() -> object:
            yield from many(2)
            with record._engine.connect() as connection:
                connection.exec_driver_sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
            yield from many(4)

        record.add(readings())  # type: ignore[arg-type]
        assert len(record.events()) == 4
    with pytest.raises(RecordError, match=r"cannot be reached|could not be used"):
        open_record("postgresql://nobody@/none?host=/nowhere")
