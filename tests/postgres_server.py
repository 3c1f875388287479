"""A real PostgreSQL server for tests, started once a run in a folder of its own; skipped with a word where there is none."""

from __future__ import annotations

import atexit
import getpass
import os
import shutil
import subprocess
import tempfile
from functools import cache
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

import pytest

_numbers = count(1)


def new_database() -> str:
    """The address of a new empty database."""
    address = server()
    if address is None:
        pytest.skip("no PostgreSQL server on this machine, no driver (psycopg), or in CI")
    psycopg: Any = import_module("psycopg")
    name = f"record_{next(_numbers)}"
    with psycopg.connect(address.replace("/?", "/postgres?"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    base, _, host = address.partition("?")
    return f"{base}{name}?{host}"


@cache
def server() -> str | None:
    """The address of the server without a database, started on first use; None where none can run."""
    try:
        import_module("psycopg")
    except ImportError:
        return None
    binaries = _binaries()
    if os.environ.get("CI") or binaries is None:
        return None
    folder = Path(tempfile.mkdtemp(prefix="dragoman-pg-"))
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    if os.geteuid() == 0:
        shutil.chown(folder, user)
    data = folder / "data"
    settings = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=50"
    _run(user, str(binaries / "initdb"), "-D", str(data), "-U", user, "--auth=trust", "-E", "UTF8")
    _run(user, str(binaries / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", settings, "start")
    atexit.register(_stop, user, binaries, data, folder)
    return f"postgresql://{user}@/?host={folder}"


def _binaries() -> Path | None:
    found = shutil.which("pg_ctl")
    if found and (Path(found).resolve().parent / "initdb").exists():
        return Path(found).resolve().parent
    return next((p.parent for p in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)), None)


def _run(user: str, *command: str) -> None:
    as_user = ["runuser", "-u", user, "--", *command] if os.geteuid() == 0 else list(command)
    subprocess.run(as_user, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


def _stop(user: str, binaries: Path, data: Path, folder: Path) -> None:
    _run(user, str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)
