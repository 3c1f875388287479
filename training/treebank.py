"""The treebanks (UD EWT and GUM) as training sentences: words, tags, heads, relations and, in GUM, heads of mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.reader.labels import ENTITIES, RELATIONS, TAGS

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "ud"


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed sentence. Heads are word numbers from 1, 0 the root; entity is -1 where the treebank has none."""

    id: str
    words: tuple[str, ...]
    tags: tuple[int, ...]
    heads: tuple[int, ...]
    relations: tuple[int, ...]
    entities: tuple[int, ...]


def relation(name: str) -> int:
    """Index of a relation; unknown subtypes fold into their relation."""
    name = name if name in RELATIONS else name.split(":")[0]
    return RELATIONS.index(name) if name in RELATIONS else RELATIONS.index("dep")


def _mention_heads(rows: list[list[str]]) -> list[int]:
    """Entity type of each word that heads a mention (GUM writes mentions as brackets in MISC)."""
    found, open_spans = [0] * len(rows), []
    for i, row in enumerate(rows):
        marks = re.search(r"Entity=([^|]*)", row[9])
        for bracket in re.findall(r"\([^()]+\)|\([^()]+|[^()]*\)", marks.group(1)) if marks else []:
            if bracket.startswith("("):
                open_spans.append((bracket.strip("()").split("-"), i))
            if bracket.endswith(")"):
                key = bracket.strip("()").split("-")[0]
                at = next((k for k in range(len(open_spans) - 1, -1, -1) if open_spans[k][0][0] == key), None)
                if at is not None:
                    (_, kind, *_), start = open_spans.pop(at)
                    head = _head_of(rows, start, i)
                    found[head] = ENTITIES.index(kind) if kind in ENTITIES else 0
    return found


def _head_of(rows: list[list[str]], start: int, end: int) -> int:
    return next((k for k in range(start, end + 1) if not start < int(rows[k][6]) <= end + 1), start)


def trees(name: str) -> Iterator[Tree]:
    """The sentences of `ewt_train`, `gum_dev`, ...."""
    gum, rows, key = name.startswith("gum"), [], ""
    for line in [*(DATA / f"{name}.conllu").read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("# sent_id"):
            key = line.partition("=")[2].strip()
        elif line and line[0] != "#":
            row = line.split("\t")
            if row[0].isdigit():
                rows.append(row)
        elif not line and rows:
            entities = _mention_heads(rows) if gum else [-1] * len(rows)
            tags = (TAGS.index(r[4]) if r[4] in TAGS else 0 for r in rows)
            yield Tree(key, tuple(r[1] for r in rows), tuple(tags), tuple(int(r[6]) for r in rows),
                       tuple(relation(r[7]) for r in rows), tuple(entities))  # fmt: skip
            rows = []
