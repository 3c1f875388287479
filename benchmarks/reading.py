"""How fast reports are read, and in how much memory: the example archive, repeated, in fresh processes side by side.

    python benchmarks/reading.py [--times 20]

Prints reports, sentences and words a second on one core and on two, the ratio, seconds to load, and peak resident memory.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

ARCHIVE = Path(__file__).resolve().parents[1] / "examples" / "archive.jsonl"


def measure(times: int, workers: int) -> dict[str, float]:
    """One run in this process, held to as many cores as workers."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:workers])
    began = time.perf_counter()
    from dragoman.reading import encoder, read_many
    from dragoman.report import make_report
    from dragoman.sentences import sentences

    encoder().read("Warm.")
    loaded = time.perf_counter() - began
    rows = [json.loads(line) for line in ARCHIVE.read_text(encoding="utf-8").splitlines()] * times
    cut = [s for r in rows[: len(rows) // times] for s in sentences(make_report(r["text"]))]
    words = sum(len(r["text"].split()) for r in rows)
    list(read_many(rows[:2], workers=workers))
    began = time.perf_counter()
    for _ in read_many(rows, workers=workers):
        pass
    took = time.perf_counter() - began
    peak, worker = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"reports/s": len(rows) / took, "sentences/s": len(cut) * times / took, "words/s": words / took, "load s": loaded,
            "peak MB": peak, "of a worker": worker}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--workers", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.workers:
        print(json.dumps(measure(args.times, args.workers)))
        return
    found = []
    for workers in (1, 2):
        call = [sys.executable, __file__, "--times", str(args.times), "--workers", str(workers)]
        found.append(json.loads(subprocess.run(call, capture_output=True, text=True, check=True).stdout))
    print("".ljust(14) + "one core".rjust(12) + "two cores".rjust(12) + "ratio".rjust(8))
    for name in found[0]:
        one, two = found[0][name], found[1][name]
        print(f"{name.ljust(14)}{one:12.1f}{two:12.1f}" + (f"{two / one:8.2f}" if one else ""))


if __name__ == "__main__":
    main()
