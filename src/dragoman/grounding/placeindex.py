"""The index of places: names to what they may be. It is read when first asked for, and then kept."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np

from dragoman.grounding.placenames import key

#: GeoNames feature codes of states, of first-level regions, of settlements
STATE, REGION, TOWN, CAPITAL = "PCLI", "ADM1", "PPL", "PPLC"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a name may be. `region` is a GeoNames code, «US.TX»; `id` is None for the project's own features."""

    number: int
    name: str
    id: int | None
    country: str | None
    region: str
    lat: float
    lon: float
    population: int
    code: str


class Index:
    """Sorted names, and the columns of the places."""

    def __init__(self, columns: dict[str, Any]) -> None:
        self._columns = columns
        self._keys = _lines(columns["keys"])
        self._names = _lines(columns["names"])
        self._countries = _lines(columns["countries"])
        self._regions = _lines(columns["regions"])
        self._codes = _lines(columns["codes"])

    def find(self, name: str) -> tuple[Candidate, ...]:
        """All that a name may be."""
        return self.at(key(name))

    @lru_cache(maxsize=20_000)  # noqa: B019 - there is one index for the life of the process
    def at(self, plain: str) -> tuple[Candidate, ...]:
        """The same for a name that is plain already."""
        wanted = plain.encode("utf-8", "replace")
        place = bisect_left(self._keys, wanted)
        found = []
        while place < len(self._keys) and self._keys[place] == wanted:
            found.append(self._candidate(int(self._columns["target"][place])))
            place += 1
        return tuple(found)

    def begins(self, plain: str) -> bool:
        """Whether some name begins with these words."""
        wanted = plain.encode("utf-8", "replace") + b" "
        place = bisect_left(self._keys, wanted)
        return place < len(self._keys) and self._keys[place].startswith(wanted)

    def _candidate(self, number: int) -> Candidate:
        held = self._columns
        return Candidate(
            number,
            self._names[number].decode(),
            int(held["geonameid"][number]) or None,
            self._countries[held["country"][number]].decode() or None,
            self._regions[held["region"][number]].decode(),
            round(float(held["lat"][number]), 4),
            round(float(held["lon"][number]), 4),
            int(held["population"][number]),
            self._codes[held["code"][number]].decode(),
        )


def _lines(blob: Any) -> list[bytes]:
    data: bytes = blob.tobytes()
    return data.split(b"\n")


@lru_cache(maxsize=1)
def index() -> Index:
    """The index of the package."""
    with as_file(files("dragoman.grounding").joinpath("data/gazetteer.npz")) as path, np.load(path) as held:
        return Index({name: held[name] for name in held.files})
