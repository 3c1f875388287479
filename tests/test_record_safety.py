"""Killed, crowded, full, locked, read-only: nothing lost, nothing doubled, and a clear word."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import Any

import pytest

from dragoman.errors import RecordError
from dragoman.record import Record, open_record
from dragoman.record.dialect import engine_of, set_up
from dragoman.record.writing import write_changes
from tests.postgres_server import new_database
from tests.record_rows import Told
from tests.record_writer import MANY, many

#: how often the killing test kills; `make kills` kills 200 times
KILLS = int(os.environ.get("DRAGOMAN_KILLS", "4"))


def contents(record: Record) -> tuple[object, ...]:
    return list(record.reports()), record.events(status="all"), record.changes(), record.copies()


def started(where: str) -> subprocess.Popen[bytes]:
    here = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen([sys.executable, "-m", "tests.record_writer", where], env=here, stdout=subprocess.PIPE)


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


def test_who_finds_a_new_file_locked_waits_for_its_log(tmp_path: Path) -> None:
    held = sqlite3.connect(tmp_path / "r.db", isolation_level=None, check_same_thread=False)
    held.execute("BEGIN IMMEDIATE")
    Timer(0.3, held.rollback).start()
    set_up(engine_of(tmp_path / "r.db"))
    assert held.execute("PRAGMA journal_mode").fetchone() == ("wal",)


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


def as_nobody(ask: Callable[[], object]) -> str:
    """The result of a function, or its error, in a process of a user who owns nothing: for root no file is read-only."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            said = str(ask())
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(into, said.encode())
        os._exit(0)
    os.close(into)
    os.waitpid(child, 0)
    with os.fdopen(out) as told:
        return told.read()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can look into, which pytest's own is not."""
    with TemporaryDirectory(prefix="dragoman-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def asked_and_added(path: Path, count: int) -> str:
    with open_record(path) as record:
        return f"{len(record.events())} events, {record.add(many(count)).reports} added"


def test_a_read_only_record_can_be_asked_and_says_why_it_cannot_be_written(open_folder: Path) -> None:
    path = open_folder / "r.db"
    with open_record(path) as record:
        record.add(many(3))
    before = path.read_bytes()
    path.chmod(0o444)
    open_folder.chmod(0o555)
    assert as_nobody(lambda: asked_and_added(path, 3)) == "3 events, 0 added"
    said = as_nobody(lambda: asked_and_added(path, 5))
    assert said.startswith("RecordError") and "read-only" in said and path.read_bytes() == before
    unreadable = open_folder / "closed.db"
    unreadable.write_bytes(before)
    unreadable.chmod(0o000)
    said = as_nobody(lambda: open_record(unreadable))
    assert said.startswith("RecordError") and "permissions" in said


def test_a_connection_lost_in_the_middle_of_a_batch_keeps_the_record_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_record(new_database()) as record:
        record.add(many(3))
        before = contents(record)

        def broken(connection: Any, told: Any, by_hand: bool = False) -> int:
            """The server's process for this connection ends after reports and events have been written."""
            own = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            with record._engine.connect() as other:
                other.exec_driver_sql(f"SELECT pg_terminate_backend({own})")
            return write_changes(connection, told, by_hand)

        with monkeypatch.context() as patch:
            patch.setattr("dragoman.record.writing.write_changes", broken)
            with pytest.raises(RecordError, match="connection was lost"):
                record.add(many(9))
        assert contents(record) == before
        assert record.add(many(9)).reports == 6


def test_a_server_that_is_not_there_says_so() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(RecordError, match="cannot be reached"):
        open_record("postgresql://nobody@/none?host=/nowhere")


def test_a_connection_lost_between_batches_is_made_anew() -> None:
    with open_record(new_database()) as record:

        def readings() -> Iterator[Told]:
            yield from many(2)
            with record._engine.connect() as connection:
                connection.exec_driver_sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
            yield from many(4)

        assert record.add(readings()).reports == 4 and len(record.events()) == 4
