"""The wording of what stands around a report, read from `data/furniture.tsv`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

#: lines longer than this are paragraphs, whatever they begin with
_LONGEST = 420


@dataclass(frozen=True, slots=True)
class Wording:
    """A row of the table: `kind` as its head says, a pattern, and an example that the pattern must match."""

    kind: str
    pattern: str
    example: str
    source: str


def wordings() -> list[Wording]:
    """The rows of the table, in order."""
    table = files("dragoman.intake").joinpath("data/furniture.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return [Wording(*row) for row in rows[1:]]


def _joined(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row.pattern})" for row in wordings() if row.kind == kind), re.I)


SECTION = _joined("section")
REST = _joined("rest")
_LINES = {kind: _joined(kind) for kind in ("line", "byline", "credit", "kicker")}
#: case counts here: these words also occur in sentences
INLINE = re.compile(
    "|".join(rf"(?<!\w)(?:{row.pattern})(?=\s|$)(?!\s+[a-z])" for row in wordings() if row.kind == "inline")
)


@lru_cache(maxsize=4096)
def line_kind(text: str) -> str | None:
    """`line` (furniture), `byline`, `credit` or `kicker` by its wording, None where the wording says nothing."""
    if len(text) > _LONGEST:
        return None
    return next((kind for kind, pattern in _LINES.items() if pattern.match(text)), None)
