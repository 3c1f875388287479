"""Sets the thresholds of the reader where F1 is highest on one half of the kept-apart split (the other half judges), and the
slope and shift that make its confidences mean what they say: of what is found with 0.8, four in five are right.

    python -m training.calibrate                 rewrites src/dragoman/reader/thresholds.json
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from dragoman.reader.decoding import UNCALIBRATED, logit
from dragoman.reader.encoder import FOLDER, Encoder
from dragoman.reader.labels import ROLE_CLASSES, ROLE_OF
from dragoman.reader.sentence import ReadSentence
from training.corpus import Item
from training.sources import corpus

#: what is tried; below 0.2 nearly everything counts, above 0.8 nearly nothing
GRID = tuple(round(0.2 + 0.05 * i, 2) for i in range(13))
LEAST = 0.15
#: so many gold ones place a peak half: a few hundred sentences place it only roughly
FEW = 300
#: so much F1 of acts is given for fewer that are made up
FLAT = 0.005
Point = tuple[float, bool]


def tuning(item: Item) -> bool:
    """Whether an item of the kept-apart split sets thresholds; the others judge."""
    return zlib.crc32(item.story.encode()) % 16 == 0


def best(points: Iterable[Point], missed: int) -> float:
    """The threshold between one half and the highest F1 over (probability, right) of candidates, the nearer to the peak the more of
    them there are (`FEW`). `missed` gold ones had no candidate."""
    held = list(points)
    gold = sum(right for _, right in held) + missed
    rated = _f1(held, missed)
    peak = max(GRID, key=lambda least: (rated[least], -abs(least - 0.5)))
    return round(0.5 + (peak - 0.5) * gold / (gold + FEW), 3)


def cautious(points: Iterable[Point], missed: int) -> float:
    """The highest threshold at which F1 is as good as flat (`FLAT`): it makes up fewer."""
    rated = _f1(points, missed)
    return max(least for least in GRID if rated[least] >= max(rated.values()) - FLAT)


def _f1(points: Iterable[Point], missed: int) -> dict[float, float]:
    """Threshold -> F1."""
    held = list(points)
    gold = sum(right for _, right in held) + missed
    found = {least: [right for p, right in held if p >= least] for least in GRID}
    return {least: round(2 * sum(rights) / max(1, gold + len(rights)), 4) for least, rights in found.items()}


def fitted(points: Iterable[Point], least: float) -> tuple[float, float]:
    """(slope, shift) of the log-odds of those found, by logistic regression with a slight pull to (1, 0) (Platt 1999)."""
    held = [(p, right) for p, right in points if p >= least]
    odds = np.array([logit(p) for p, _ in held])
    right = np.array([float(r) for _, r in held])
    slope, shift = 1.0, 0.0
    for _ in range(500):
        wrong = 1 / (1 + np.exp(-(slope * odds + shift))) - right
        slope -= 0.05 * (float((wrong * odds).mean()) + 0.01 * (slope - 1))
        shift -= 0.05 * (float(wrong.mean()) + 0.01 * shift)
    return round(slope, 3), round(shift, 3)


def calibration_error(points: Iterable[Point], bins: int = 10) -> float:
    """Expected calibration error: the mean gap between confidence and share right, over bins of equal size."""
    held = sorted(points, key=lambda one: one[0])
    cuts = [held[len(held) * i // bins : len(held) * (i + 1) // bins] for i in range(bins)]
    gaps = [abs(sum(p for p, _ in cut) - sum(r for _, r in cut)) for cut in cuts]
    return round(sum(gaps) / max(1, len(held)), 3)


def found(items: list[Item], reads: list[ReadSentence], act: bool) -> list[Point]:
    """(confidence, whether it is right) of every act or change that was found."""
    return _frames(items, reads, act)[0]


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
    low = dict.fromkeys(("act", "change", "detail", *(f"role {r}" for r in ROLE_CLASSES)), LEAST) | UNCALIBRATED
    items = [item for item in corpus()[1] if tuning(item)]
    reads = list(Encoder(args.folder, low).read_many(item.text for item in items))
    measure: Callable[[str], tuple[list[Point], int]] = lambda role: _role(items, reads, role)  # noqa: E731
    chosen = {"act": cautious(*_frames(items, reads, True)), "change": best(*_frames(items, reads, False)), "detail": 0.4}
    chosen |= {f"role {role}": best(*measure(role)) for role in ROLE_CLASSES}
    for act, name in ((True, "act"), (False, "change")):
        chosen[f"{name} slope"], chosen[f"{name} shift"] = fitted(found(items, reads, act), chosen[name])
    (args.folder / "thresholds.json").write_text(json.dumps(chosen, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(chosen))


if __name__ == "__main__":
    main()
