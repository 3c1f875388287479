"""What a trained model gets right: the parse, and acts, changes and roles on the half of the kept-apart split that sets nothing.

    python -m training.evaluate                  the shipped files (int8)
    python -m training.evaluate --folder DIR     files exported elsewhere
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from pathlib import Path

from dragoman.reader.encoder import FOLDER, Encoder
from dragoman.reader.labels import RELATIONS, ROLE_OF
from dragoman.reader.sentence import Frame as Found
from dragoman.reader.sentence import ReadSentence
from dragoman.reading import read_many
from training.calibrate import calibration_error, found, tuning
from training.corpus import Frame, Item
from training.sources import corpus
from training.treebank import trees

Key = tuple[object, ...]


def prf(gold: Iterable[Key], got: Iterable[Key]) -> dict[str, float]:
    """Precision, recall and F1 over two sets."""
    one, two = set(gold), set(got)
    hit = len(one & two)
    p, r = hit / max(1, len(two)), hit / max(1, len(one))
    return {"precision": round(p, 3), "recall": round(r, 3), "f1": round(2 * p * r / (p + r), 3) if hit else 0.0, "gold": len(one)}


def _gold(items: list[Item], pick: Callable[[Frame], Iterable[Key]]) -> list[Key]:
    return [(n, *key) for n, item in enumerate(items) for f in item.frames for key in pick(f)]


def _got(reads: list[ReadSentence], pick: Callable[[Found, ReadSentence], Iterable[Key]]) -> list[Key]:
    return [(n, *key) for n, read in enumerate(reads) for f in read.frames for key in pick(f, read)]


def _spot(read: ReadSentence, word: int) -> int:
    return read.words[word - 1].start


def judge(items: list[Item], reads: list[ReadSentence]) -> dict[str, object]:
    """Scores by trigger: acts found (any type), typed, with mode, with status; changes; role fillers by word."""
    def both(name: str, g: Callable[[Frame], Key], f: Callable[[Found], Key], act: bool) -> tuple[str, dict[str, float]]:
        gold = _gold(items, lambda x: [(x.trigger[0], *g(x))] if x.act == act else [])
        got = _got(reads, lambda x, r: [(_spot(r, x.trigger), *f(x))] if x.act == act else [])
        return name, prf(gold, got)

    out: dict[str, object] = dict(
        [
            both("acts found", lambda x: (), lambda x: (), True),
            both("acts typed", lambda x: (x.label[0],), lambda x: (x.label,), True),
            both("acts with mode", lambda x: x.label, lambda x: (x.label, x.detail or ""), True),
            both("acts with status", lambda x: (x.label[0], x.status), lambda x: (x.label, x.status), True),
            both("changes", lambda x: x.label, lambda x: (x.label, x.detail), False),
            both("changes with status", lambda x: (*x.label, x.status), lambda x: (x.label, x.detail, x.status), False),
        ]
    )
    judged = ("actor", "recipient", "time", "source", "first", "second", "name")
    out["roles"] = {role: _roles(items, reads, role) for role in judged}
    negatives = [n for n, item in enumerate(items) if not item.frames]
    false = sum(f.act for n in negatives for f in reads[n].frames)
    out["false acts in 100 negatives"] = round(100 * false / max(1, len(negatives)), 1)
    kinds = (("acts", True), ("changes", False))
    out["calibration error"] = {name: calibration_error(found(items, reads, act)) for name, act in kinds}
    return out | {"sentences": len(items), "negatives": len(negatives), "false events in 100 negatives": false_events(items)}


def false_events(items: list[Item]) -> float:
    """Events that the shipped reader codes of 100 sentences that hold none: an act that nobody political does is none."""
    negatives = [item for item in items if not item.frames]
    readings = read_many({"text": item.text, "published": "2024-04-20"} for item in negatives)
    return round(100 * sum(len(one.events) for one in readings) / max(1, len(negatives)), 1)


def _roles(items: list[Item], reads: list[ReadSentence], role: str) -> dict[str, float]:
    """Fillers of one role, over gold acts found at their trigger; a filler is right when its word lies in the gold words."""
    hit = gold = got = 0
    for item, read in zip(items, reads, strict=True):
        for f in item.frames:
            same = next((x for x in read.frames if x.act == f.act and _spot(read, x.trigger) == f.trigger[0]), None)
            spans = [span for name, span in f.roles if ROLE_OF[name] == role]
            at = [_spot(read, w) for w in same.fillers(role)] if same else []
            hit += sum(any(s <= w < e for w in at) for s, e in spans)
            gold, got = gold + len(spans), got + len(at)
    p, r = hit / max(1, got), hit / max(1, gold)
    return {"precision": round(p, 3), "recall": round(r, 3), "f1": round(2 * p * r / max(1e-9, p + r), 3), "gold": gold}


def parse_scores(encoder: Encoder, name: str, most: int = 10**9) -> dict[str, float]:
    """Attachment over a treebank with its own words; punctuation counts, subtypes of relations do not."""
    right = arcs = total = 0
    for tree in list(trees(name))[:most]:
        heads, relations = encoder.parse(tree.words)
        total += len(tree.words)
        pairs = list(zip(tree.heads, tree.relations, heads, relations, strict=False))
        arcs += sum(h == a for h, _, a, _ in pairs)
        right += sum(h == a and RELATIONS[r].split(":")[0] == b.split(":")[0] for h, r, a, b in pairs)
    return {"las": round(right / total, 4), "uas": round(arcs / total, 4), "words": total}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--no-parse", action="store_true")
    args = parser.parse_args()
    encoder = Encoder(args.folder)
    apart = [item for item in corpus()[1] if not tuning(item)]
    out = judge(apart, list(encoder.read_many(item.text for item in apart)))
    if not args.no_parse:
        out["parse"] = {name: parse_scores(encoder, name) for name in ("ewt_test", "gum_test")}
    print(json.dumps(out, indent=1))


if __name__ == "__main__":
    main()
