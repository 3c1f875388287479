"""What a writing process of the safety tests does; it imports little, since many are started."""

from __future__ import annotations

import sys

from dragoman.record import open_record, writing
from tests.record_rows import Told, attack, presence, report, told

MANY = 160


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
    """Small batches, so that there are many moments to be killed at."""
    writing.BATCH = 4
    readings = many()
    with open_record(where) as record:
        print("writing", flush=True)
        record.add(readings)


if __name__ == "__main__":
    write(sys.argv[1])
