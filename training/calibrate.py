"""Sets the thresholds of the reader where F1 is highest on one half of the kept-apart split (the other half judges).

    python -m training.calibrate                 rewrites src/dragoman/reader/thresholds.json
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

import dragoman.reader.decoding as decoding
from dragoman.reader.encoder import FOLDER, Encoder
from dragoman.reader.labels import ROLE_CLASSES, ROLE_OF
from dragoman.reader.sentence import ReadSentence
from training.corpus import Item
from training.sources import corpus

#: what is tried; below 0.2 nearly everything counts, above 0.8 nearly nothing
GRID = tuple(round(0.2 + 0.05 * i, 2) for i in range(13))
LEAST = 0.15
Point = tuple[float, bool]


def tuning(item: Item) -> bool:
    """Whether an item of the kept-apart split sets thresholds; the others judge."""
    return zlib.crc32(item.story.encode()) % 16 == 0


def best(points: Iterable[Point], missed: int) -> float:
    """The threshold half way between one half and the highest F1 over (probability, right) of candidates.

    `missed` gold ones had no candidate.
    """
    held = list(points)
    gold = sum(right for _, right in held) + missed

    def f1(least: float) -> float:
        hit, got = sum(r for p, r in held if p >= least), sum(p >= least for p, _ in held)
        return 2 * hit / max(1, gold + got)

    peak = max(GRID, key=lambda least: (round(f1(least), 4), -abs(least - 0.5)))
    return round((peak + 0.5) / 2, 3)  # half way: a few hundred sentences place a peak only roughly


def _frames(items: list[Item], reads: list[ReadSentence], act: bool) -> tuple[list[Point], int]:
    points, missed = [], 0
    for item, read in zip(items, reads, strict=True):
        gold = {(f.trigger[0], f.label if not f.act else f.label[0]) for f in item.frames if f.act == act}
        frames = [f for f in read.frames if f.act == act]
        found = {(read.words[f.trigger - 1].start, f.label if act else (f.label, f.detail)): f.confidence for f in frames}
        points += [(p, key in gold) for key, p in found.items()]
        missed += len(gold - set(found))
    return points, missed


def _role(items: list[Item], reads: list[ReadSentence], role: str) -> tuple[list[Point], int]:
    points, missed = [], 0
    for item, read in zip(items, reads, strict=True):
        for f in item.frames:
            found = next((x for x in read.frames if x.act == f.act and read.words[x.trigger - 1].start == f.trigger[0]), None)
            if not found:
                continue
            spans = [span for name, span in f.roles if ROLE_OF[name] == role]
            at = [(read.words[w - 1].start, p) for name, w, p in found.roles if name == role]
            points += [(p, any(s <= w < e for s, e in spans)) for w, p in at]
            missed += sum(not any(s <= w < e for w, _ in at) for s, e in spans)
    return points, missed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    args = parser.parse_args()
    low = dict.fromkeys(("act", "change", "detail", *(f"role {r}" for r in ROLE_CLASSES)), LEAST)
    setattr(decoding, "thresholds", lambda: low)  # noqa: B010 - candidates from low on, for this run only
    items = [item for item in corpus()[1] if tuning(item)]
    reads = list(Encoder(args.folder).read_many(item.text for item in items))
    measure: Callable[[str], tuple[list[Point], int]] = lambda role: _role(items, reads, role)  # noqa: E731
    chosen = {"act": best(*_frames(items, reads, True)), "change": best(*_frames(items, reads, False)), "detail": 0.4}
    chosen |= {f"role {role}": best(*measure(role)) for role in ROLE_CLASSES}
    (args.folder / "thresholds.json").write_text(json.dumps(chosen, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(chosen))


if __name__ == "__main__":
    main()
