"""Reading with several processes: each reads whole reports, and the readings come back in order.

A worker is a Python of its own that speaks through its standard input and output; so a script that calls `read_many` needs no
guard around its main part, and nothing is forked under a running thread. Only reports and readings pass, as pickles of our own.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from dragoman.errors import DragomanError
from dragoman.report import Report

if TYPE_CHECKING:
    from dragoman.reading import Reading

#: reports that pass at once: enough that passing costs nothing, few enough that both ends stay busy
CHUNK = 8
#: chunks that are read ahead of the one that is asked for, for each worker
AHEAD = 3


class Worker:
    """One process that reads."""

    def __init__(self) -> None:
        paths = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "dragoman.workers"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": paths},
        )  # fmt: skip

    def read(self, reports: list[Report]) -> list[Reading]:
        """The readings of these reports, in order. Raises DragomanError where the process has ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            pickle.dump(reports, self._process.stdin)
            self._process.stdin.flush()
            found: list[Reading] | Exception = pickle.load(self._process.stdout)
        except (EOFError, OSError) as error:
            told = "a reading process ended unexpectedly (out of memory?); run again with workers=1 to see where"
            raise DragomanError(told) from error
        if isinstance(found, Exception):
            raise found
        return found

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(BrokenPipeError):  # what it was still to be sent
                    pipe.close()


class Crew:
    """So many workers; closes them when left."""

    def __init__(self, count: int) -> None:
        self._count, self._workers = count, [Worker() for _ in range(count)]
        self._pool = ThreadPoolExecutor(count)
        self._free: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._free.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for worker in self._workers:
            worker.close()
        self._pool.shutdown(cancel_futures=True)

    def read(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Readings in the order of the reports; a few chunks are read ahead."""
        source = iter(reports)
        pending: deque[Future[list[Reading]]] = deque()
        while True:
            while len(pending) < self._count * AHEAD and (chunk := list(islice(source, CHUNK))):
                pending.append(self._pool.submit(self._one, chunk))
            if not pending:
                return
            yield from pending.popleft().result()

    def _one(self, chunk: list[Report]) -> list[Reading]:
        worker = self._free.get()
        try:
            return worker.read(chunk)
        finally:
            self._free.put(worker)


def serve(stdin: BinaryIO, stdout: BinaryIO) -> None:
    """The life of a worker: lists of reports in, lists of readings (or what went wrong) out, until its input ends."""
    from dragoman.reading import read_many

    while True:
        try:
            reports = pickle.load(stdin)
        except EOFError:
            return
        try:
            answer: object = list(read_many(reports, workers=1))
        except Exception as error:  # whatever it is, the process that asked has to know
            answer = error
        pickle.dump(answer, stdout)
        stdout.flush()


if __name__ == "__main__":
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asked is told, and ends this one
    serve(sys.stdin.buffer, sys.stdout.buffer)
