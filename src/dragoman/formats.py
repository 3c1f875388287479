"""Rows as a table, as JSONL or as CSV. JSONL is the exact row; CSV has the same columns, lists joined with ';'."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from dragoman.terminal import safe, table

FORMATS = ("table", "jsonl", "csv")
#: rows that are laid out as one table: its columns can only be set when all cells are known
TABLE = 1000
#: what JSON leaves bare and a terminal obeys: DEL and C1, bidirectional and invisible marks
_BARE = re.compile("[\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Row = Mapping[str, Any]


def json_line(row: object) -> str:
    """The object in one line; characters that a terminal would obey are written as escapes, which JSON reads back."""
    text = json.dumps(row, ensure_ascii=False, separators=(", ", ": "))
    return _BARE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def csv_lines(rows: Iterable[Row], columns: Sequence[str]) -> Iterable[str]:
    """A header and a line a row."""
    yield _csv_line(columns)
    for row in rows:
        yield _csv_line([csv_cell(row.get(name)) for name in columns])


def _csv_line(values: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(values)
    return out.getvalue()


def csv_cell(value: Any) -> str:
    """Nothing for null; lists joined with ';' (an interval keeps its open side: ';2024-05-01'); an actor by its id, other
    objects as JSON. Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ";".join(csv_cell(item) for item in value)
    if isinstance(value, Mapping):
        return str(value["id"]) if "id" in value and "country" in value else json_line(value)
    if isinstance(value, str):
        return f"'{safe(value)}" if value.startswith(_FORMULA) else safe(value)
    return str(value)


def written(form: str, rows: Iterable[Row], columns: Sequence[str], shown: Mapping[str, Any]) -> Iterable[str]:
    """The lines in one of `FORMATS`, as the rows come. `shown` gives the table's columns: a name and a function from a row to a
    cell."""
    if form == "jsonl":
        return (json_line(row) for row in rows)
    if form == "csv":
        return csv_lines(rows, columns)
    return _tables(rows, shown)


def _tables(rows: Iterable[Row], shown: Mapping[str, Any]) -> Iterator[str]:
    """A table; a long list is cut into several, each with its head."""
    rest = iter(rows)
    while part := list(islice(rest, TABLE)):
        yield from _shown({name: [cell(row) for row in part] for name, cell in shown.items()})


def _shown(columns: Mapping[str, list[object]]) -> Iterable[str]:
    """The table, without the columns that are empty in every row."""
    kept = {name: cells for name, cells in columns.items() if any(cell not in (None, "") for cell in cells)}
    return table(list(kept), list(zip(*kept.values(), strict=True)))
