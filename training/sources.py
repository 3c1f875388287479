"""Public texts that the stand-off annotations point into, and the annotations themselves.

The texts are not part of the project (see docs/accuracy.md for their sources and licences); without them the corpus is the
project's own texts alone.

    python -m training.sources keep DIR        `> id` annotation files of DIR (with texts) into training/corpus/standoff/
"""

from __future__ import annotations

import argparse
import json
import re
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from training.corpus import Frame, Item, own, read

SHARED = Path(__file__).resolve().parents[2] / "shared"
FOLDER = Path(__file__).parent / "corpus" / "standoff"


@cache
def _pairs() -> dict[str, dict[str, Any]]:
    path = SHARED / "gold" / "pairs" / "plv_train.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    return {row["id"]: row for row in rows}


def pairs() -> list[dict[str, Any]]:
    """The public sentences with one marked pair (Hu et al., ACL 2024); empty where they are not at hand."""
    return list(_pairs().values())


@cache
def _statements() -> dict[str, str]:
    path = SHARED / "data" / "re3d_public" / "documents.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    return {row["id"][:8]: row["text"] for row in rows}


#: the treebank files of a source; the test part of EWT stays unread
TREEBANKS = {"gum": ("gum_train", "gum_dev", "gum_test"), "ewt": ("ewt_train", "ewt_dev")}


@cache
def _treebank(source: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    paths = [SHARED / "data" / "ud" / f"{name}.conllu" for name in TREEBANKS[source]]
    for path in [path for path in paths if path.exists()]:
        key = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# sent_id"):
                key = line.partition("=")[2].strip()
            elif line.startswith("# text ="):
                texts[key] = line[8:].strip()
    return texts


def text_of(key: str) -> str | None:
    """The sentence of a key («plv/0001», «re3d/001C9C3F/0-187», «gum/GUM_news_x-1», «ewt/weblog-x-0001») or None."""
    source, _, rest = key.partition("/")
    if source == "plv":
        return str(_pairs()[rest]["text"]) if rest in _pairs() else None
    if source in TREEBANKS:
        return _treebank(source).get(rest)
    name, _, span = rest.partition("/")
    start, _, end = span.partition("-")
    whole = _statements().get(name)
    return re.sub(r"\s", " ", whole[int(start) : int(end)]) if whole is not None else None


def story_of(key: str) -> str:
    """Items of one document stay together in a split."""
    return re.sub(r"-\d+$", "", key) if key.split("/")[0] in TREEBANKS else "/".join(key.split("/")[:2])


def frame_row(frame: Frame) -> dict[str, Any]:
    """A frame as JSON, by offsets."""
    row = {"act": frame.act, "trigger": frame.trigger, "label": " ".join(frame.label).strip(), "status": frame.status}
    return row | {"roles": frame.roles, "details": frame.details}


def frame_of(row: dict[str, Any]) -> Frame:
    """A frame from its JSON."""
    kind, _, detail = row["label"].partition(" ")
    roles = tuple((name, (span[0], span[1])) for name, span in row["roles"])
    details = tuple((name, value) for name, value in row["details"])
    return Frame(row["act"], (row["trigger"][0], row["trigger"][1]), (kind, detail), row["status"], roles, details)


def _row(item: Item) -> dict[str, Any]:
    return {"key": item.where, "check": zlib.crc32(item.text.encode()), "frames": [frame_row(f) for f in item.frames]}


def standoff() -> Iterator[Item]:
    """Annotated public sentences whose text is at hand and unchanged."""
    for path in sorted(FOLDER.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text = text_of(row["key"])
            if text is not None and zlib.crc32(text.encode()) == row["check"]:
                yield Item(story_of(row["key"]), text, row["key"], tuple(frame_of(f) for f in row["frames"]))


def kept_apart(item: Item) -> bool:
    """Whether an item's story is for testing only: one in eight, by a hash of its name."""
    return zlib.crc32(item.story.encode()) % 8 == 0


def corpus() -> tuple[list[Item], list[Item]]:
    """(for training, kept apart) of the whole corpus, doubled texts left out."""
    seen: set[str] = set()
    sides: tuple[list[Item], list[Item]] = ([], [])
    for item in [*own(), *standoff()]:
        if item.text not in seen:
            seen.add(item.text)
            sides[kept_apart(item)].append(item)
    return sides


def keep(folder: Path) -> None:
    """Writes the rows of a folder's annotation files; other rows of the same source stay as they are."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    held: dict[str, dict[str, Item]] = {}
    for path in sorted(folder.glob("*.acts")):
        texts = _Texts()
        for item in read(path, texts):
            if item.text:
                held.setdefault(item.where.split("/")[0], {}).setdefault(item.where, item)
    for source, items in held.items():
        path = FOLDER / f"{source}.jsonl"
        old = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        rows = {json.loads(line)["key"]: line for line in old}
        rows |= {key: json.dumps(_row(item), separators=(",", ":")) for key, item in items.items()}
        path.write_text("\n".join(rows[key] for key in sorted(rows)) + "\n", encoding="utf-8")
        print(f"{source}: {len(items)} sentences, {sum(len(i.frames) for i in items.values())} frames")


class _Texts(dict[str, str]):
    """A dict of texts by key, looked up when asked."""

    def __contains__(self, key: object) -> bool:
        return text_of(str(key)) is not None

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
        return text_of(key) or default


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["keep"])
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    keep(args.folder)


if __name__ == "__main__":
    main()
