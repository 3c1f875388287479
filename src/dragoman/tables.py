"""Lists of rows that are also tables.

`Rows` is a list of objects that have `row()` (or of plain dicts), with the three ways out that analysts ask
for. Nested fields (actors, evidence, date …) become Arrow structs and lists, so nothing is lost on the way to
Parquet; a column whose values no single Arrow type fits is written as JSON text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

T = TypeVar("T")


class Rows(list[T]):
    """A list with `.to_arrow()`, `.to_pandas()` and `.to_polars()`; the columns carry the names of the public
    rows."""

    def __init__(self, items: Iterable[T] = (), columns: tuple[str, ...] = ()) -> None:
        super().__init__(items)
        self._columns = columns

    def rows(self) -> list[dict[str, Any]]:
        """The items as JSON objects."""
        return [as_row(item) for item in self]

    def to_arrow(self) -> Any:
        """A pyarrow.Table; an empty list gives the columns without rows."""
        import pyarrow as pa

        rows = self.rows()
        names = list(rows[0]) if rows else list(self._columns)
        names += sorted({name for row in rows for name in row} - set(names))
        return pa.table({name: _column([row.get(name) for row in rows]) for name in names})

    def to_pandas(self) -> Any:
        """A pandas.DataFrame; needs the extra `dragoman[pandas]`."""
        return self.to_arrow().to_pandas()

    def to_polars(self) -> Any:
        """A polars.DataFrame; needs the extra `dragoman[polars]`."""
        import polars

        return polars.from_arrow(self.to_arrow())


def as_row(item: Any) -> dict[str, Any]:
    """The JSON object of an item: its `row()`, or itself where it is a mapping already."""
    return dict(item) if isinstance(item, Mapping) else item.row()


def _column(values: list[Any]) -> Any:
    """An Arrow array; JSON text where the values are of no one type (a number here, a list there)."""
    import pyarrow as pa

    try:
        return pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        return pa.array(
            [None if value is None else json.dumps(value, ensure_ascii=False) for value in values]
        )
