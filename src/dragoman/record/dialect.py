"""The one place that knows which database the record lies in: SQLite (a file) or PostgreSQL (an address).

Everything else is written once in SQLAlchemy Core. A record has one writer at a time, by the database's own lock: SQLite's
write lock, or an advisory lock in PostgreSQL; readers never wait.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, InterfaceError, NoSuchModuleError, SQLAlchemyError

from dragoman.errors import RecordError

#: how long a writer waits for another one, in seconds
PATIENCE = 60
#: and between two tries where the database does not wait itself
_PAUSE = 0.05
#: the advisory lock of PostgreSQL under which a record is written
LOCK = 0x64_72_61_67
#: how many values one statement may carry (SQLite before 3.32 took 999)
VALUES = 900
#: what every SQLite file begins with
_SQLITE = b"SQLite format 3\0"

_SQLITE_PRAGMAS = (
    f"busy_timeout={PATIENCE * 1000}", "synchronous=NORMAL", "foreign_keys=ON",
    "cache_size=-131072", "mmap_size=268435456", "wal_autocheckpoint=8000",
)  # fmt: skip


def engine_of(where: str | Path) -> sa.Engine:
    """An engine for a path or a postgresql:// address. Raises RecordError where neither can be opened."""
    address = str(where)
    if address.startswith(("postgresql:", "postgres:")):
        return _postgres(address)
    if "://" in address:
        raise RecordError(f"{address!r} is no record: give the path of a file, or an address postgresql://user@host/database")
    return _sqlite(Path(address))


def _sqlite(path: Path) -> sa.Engine:
    if path.is_dir():
        raise RecordError(f"{path} is a folder: give the path of a file, for example {path / 'record.db'}")
    if not path.parent.is_dir():
        raise RecordError(f"there is no folder {path.parent}: make it, or give another path for the record")
    if path.exists() and path.stat().st_size:
        _refuse_foreign(path)
    engine = sa.create_engine(_url(path), connect_args={"timeout": PATIENCE, "check_same_thread": False})
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _url(path: Path) -> str:
    """The address of a file. One that cannot be written, in a folder that cannot, is opened as what nobody changes: SQLite would
    want to put its lock file beside it."""
    wal = Path(f"{path}-wal")
    if path.exists() and not os.access(path, os.W_OK) and not (wal.exists() and wal.stat().st_size):
        return f"sqlite:///{path.resolve().as_uri()}?mode=ro&immutable=1&uri=true"
    return f"sqlite:///{path}"


def _refuse_foreign(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(len(_SQLITE))
    except OSError as error:
        raise RecordError(f"{path} cannot be read ({error.strerror}): look at the permissions of the file") from error
    if start != _SQLITE:
        raise RecordError(f"{path} is not a record: it holds something else than an SQLite database. Give another path.")


def refuse_foreign_tables(tables: set[str], where: str) -> None:
    """RecordError for a database that holds tables, but not those of a record."""
    if tables and not tables >= {"meta", "reports", "events", "changes"}:
        raise RecordError(f"{where} is a database of another program, not a record. Give another path.")


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    """Settings of a connection. None of them writes: the file may turn out to be another program's."""
    connection.isolation_level = None  # the driver would begin late and half: SQLAlchemy's own begin is used instead
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def set_up(engine: sa.Engine) -> None:
    """What an empty database is told once, and keeps: an SQLite file gets a log in which a writer and readers do not meet."""
    if engine.dialect.name == "sqlite":
        until = time.monotonic() + PATIENCE
        with told(engine):
            while not _logs(engine, last=time.monotonic() > until):
                time.sleep(_PAUSE)


def _logs(engine: sa.Engine, *, last: bool) -> bool:
    """Whether the file has its log now. This is the one place where SQLite does not wait for another program that has the file, but
    says at once that it is locked: at the `last` time of asking that is raised."""
    try:
        with engine.connect().execution_options(plain=True) as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    except DatabaseError as error:
        if last or getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def _begin_sqlite(connection: sa.Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("plain"):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def _postgres(address: str) -> sa.Engine:
    url = sa.make_url(address.replace("postgres://", "postgresql://", 1))
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    try:
        return sa.create_engine(url, pool_pre_ping=True)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise RecordError("a PostgreSQL record needs the driver: pip install 'psycopg[binary]'") from error


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection that sees one state of the record throughout."""
    with told(engine), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction under the record's write lock: all of it is kept or none."""
    with told(engine), engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        yield connection


@contextmanager
def told(engine: sa.Engine) -> Iterator[None]:
    """Errors of the database as RecordError: what happened and what to do next."""
    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        raise RecordError(_sentence(engine, str(error.orig))) from error
    except _errors(engine) as error:
        raise RecordError(_sentence(engine, str(error))) from error
    except SQLAlchemyError as error:
        raise RecordError(_sentence(engine, str(error))) from error


def _errors(engine: sa.Engine) -> type[Exception]:
    """What the driver itself raises where it is spoken to directly."""
    driver: Any = engine.dialect.dbapi
    found: type[Exception] = driver.Error
    return found


_SENTENCES = (
    ("locked", "is being written by another program and stayed locked; try again when that one is done"),
    ("disk is full", "could not be written: the disk is full. Nothing of the last batch was kept; free some space and run again"),
    ("No space left", "could not be written: the disk is full. Nothing of the last batch was kept; free some space and run again"),
    ("disk I/O error", "could not be read or written: the disk failed or is full. Nothing of the last batch was kept; run again"),
    ("readonly", "cannot be written: the file is read-only. Change its permissions, or copy it"),
    ("read-only", "cannot be written: it is open for reading only"),
    ("unable to open", "cannot be opened: look at the permissions of the file and its folder"),
    ("not a database", "is not an SQLite database; give another path"),
    ("malformed", "is damaged. Restore a copy, or read the reports again into a new record"),
    ("does not exist", "does not exist on the server; create the database first"),
    ("connection", "cannot be reached, or the connection was lost; what was not finished was not kept. Run the command again"),
    ("terminat", "cannot be reached, or the connection was lost; what was not finished was not kept. Run the command again"),
)


def _sentence(engine: sa.Engine, said: str) -> str:
    where = str(engine.url.database).removeprefix("file://")
    if engine.dialect.name != "sqlite":
        where = engine.url.render_as_string(hide_password=True)
    for word, sentence in _SENTENCES:
        if word in said:
            return f"the record {where} {sentence} ({said.splitlines()[0]})"
    return f"the record {where} could not be used: {said.splitlines()[0]}"


def insert(connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """Puts rows, all with the same columns, into a table: by the thousand, without what SQLAlchemy does for each value."""
    if not rows:
        return
    names = list(rows[0])
    values = [tuple(row[name] for name in names) for row in rows] if len(names) == 1 else list(map(itemgetter(*names), rows))
    columns = ", ".join(f'"{name}"' for name in names)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({columns}) VALUES ({", ".join("?" * len(names))})', values)
        return
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
        for row in values:
            copy.write_row(row)


def held_ids(connection: sa.Connection, table: str, ids: list[str]) -> set[str]:
    """Which of many ids a table holds. They go as one value: bound one by one, each costs more than its look-up."""
    if connection.dialect.name == "sqlite":
        query, value = f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(:ids))", json.dumps(ids)
        return set(connection.execute(sa.text(query), {"ids": value}).scalars())
    return set(connection.execute(sa.text(f"SELECT id FROM {table} WHERE id = ANY(:ids)"), {"ids": ids}).scalars())


def text_index(engine: sa.Engine) -> tuple[str, ...]:
    """The statements that make the full-text index of reports."""
    if engine.dialect.name == "sqlite":
        return ("CREATE VIRTUAL TABLE words USING fts5(title, text, content='', tokenize=\"unicode61 remove_diacritics 2\")",)
    return (
        "CREATE TABLE words (report INTEGER PRIMARY KEY, body tsvector NOT NULL)",
        "CREATE INDEX words_body ON words USING gin (body)",
    )


def index_words(connection: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """Adds reports (n, title, text) to the full-text index."""
    if connection.dialect.name == "sqlite":
        statement = "INSERT INTO words(rowid, title, text) VALUES (:n, :title, :text)"
    else:
        statement = "INSERT INTO words(report, body) VALUES (:n, to_tsvector('english', :title || ' ' || :text))"
    connection.execute(sa.text(statement), [row | {name: _indexable(row[name]) for name in ("title", "text")} for row in rows])


def forget_words(connection: sa.Connection, n: int, title: str, text: str) -> None:
    """Takes a report out of the full-text index, by the words it was put in with."""
    if connection.dialect.name == "sqlite":
        statement = "INSERT INTO words(words, rowid, title, text) VALUES ('delete', :n, :title, :text)"
        connection.execute(sa.text(statement), {"n": n, "title": _indexable(title), "text": _indexable(text)})
    else:
        connection.execute(sa.text("DELETE FROM words WHERE report = :n"), {"n": n})


def _indexable(text: str) -> str:
    """Without what a database takes for no character: NUL, and halves of surrogate pairs."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def found_words(connection: sa.Connection, query: str) -> sa.TextClause:
    """A query of report numbers, best first, for words («coup niger»), all of which must occur; «"…"» is a phrase."""
    if connection.dialect.name == "sqlite":
        return sa.text("SELECT rowid AS n FROM words WHERE words MATCH :q ORDER BY rank, rowid").bindparams(q=_fts5(query))
    ask = "websearch_to_tsquery('english', :q)"
    return sa.text(f"SELECT report AS n FROM words WHERE body @@ {ask} ORDER BY ts_rank(body, {ask}) DESC, report").bindparams(
        q=query
    )


def _fts5(query: str) -> str:
    """Words and phrases quoted, so that no character of a query is taken for an operator."""
    parts = query.split('"')
    quoted = [f'"{part.strip()}"' for part in parts[1::2] if part.strip()]
    return " ".join([*(f'"{word}"' for part in parts[::2] for word in part.split()), *quoted])
