"""How far two independent annotators of the same sentences agree (training/corpus/second.jsonl is the second pass).

    python -m training.agreement                     prints F1 of acts, types, modes, statuses, changes, and of role fillers
    python -m training.agreement keep TEXTS FILES    takes a second pass in (`> id` items whose texts stand in TEXTS/*.txt)
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Iterable
from pathlib import Path

from training.corpus import Frame, Item, load_texts, own, read
from training.evaluate import Key, prf
from training.sources import frame_of, frame_row, standoff

SECOND = Path(__file__).parent / "corpus" / "second.jsonl"


def second() -> dict[int, tuple[Frame, ...]]:
    """CRC of the sentence -> frames of the second pass."""
    rows = (json.loads(line) for line in SECOND.read_text(encoding="utf-8").splitlines())
    return {row["check"]: tuple(frame_of(f) for f in row["frames"]) for row in rows}


def keep(texts: Path, files: Iterable[Path]) -> None:
    held = load_texts(texts)
    items = [item for path in files for item in read(path, held)]
    rows = [{"check": zlib.crc32(i.text.encode()), "frames": [frame_row(f) for f in i.frames]} for i in items]
    SECOND.write_text("".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows), encoding="utf-8")


def _keys(frames: Iterable[Frame], act: bool, which: str) -> list[Key]:
    keys: list[Key] = []
    for f in frames:
        if f.act == act:
            label = {"found": (), "typed": f.label[:1], "labelled": f.label, "status": (*f.label[:1], f.status)}
            keys.append((f.trigger[0], *label[which]))
    return keys


def agreement(items: list[Item]) -> dict[str, dict[str, float]]:
    """F1 between the passes (it is symmetric), by what has to be the same."""
    other = second()
    pairs = [(n, i, other[zlib.crc32(i.text.encode())]) for n, i in enumerate(items) if zlib.crc32(i.text.encode()) in other]
    out = {}
    measured = [(True, which) for which in ("found", "typed", "labelled", "status")]
    for act, which in (*measured, (False, "typed"), (False, "labelled")):
        one = [(n, *k) for n, i, _ in pairs for k in _keys(i.frames, act, which)]
        two = [(n, *k) for n, _, frames in pairs for k in _keys(frames, act, which)]
        out[f"{'acts' if act else 'changes'} {which}"] = prf(one, two)
    for role in ("actor", "recipient"):
        one = [(n, f.trigger[0], s[0]) for n, i, _ in pairs for f in i.frames for r, s in f.roles if r == role]
        two = [(n, f.trigger[0], s[0]) for n, _, frames in pairs for f in frames for r, s in f.roles if r == role]
        out[role] = prf(one, two)
    return out | {"sentences": {"count": len(pairs)}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", nargs="?", choices=["keep"])
    parser.add_argument("texts", nargs="?", type=Path)
    parser.add_argument("files", nargs="*", type=Path)
    args = parser.parse_args()
    if args.command:
        keep(args.texts, args.files)
    for name, figures in agreement([*own(), *standoff()]).items():
        print(name.ljust(18), json.dumps(figures))


if __name__ == "__main__":
    main()
