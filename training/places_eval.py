"""How well places are found and resolved, on TR-News (Kamalloo and Rafiei 2018, MIT): python -m training.places_eval [FILE]
[--wrong]

found: gold place names that `places` finds, by overlap; exact: of those, the same GeoNames id; near: of those, within 161 km;
precise: of what `places` finds, the share that is a gold name.
"""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field, replace
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from dragoman.grounding.places import places
from dragoman.rows import Place

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "tr_news.xml"
#: «near» is within so many kilometres (100 miles, as the literature has it)
NEAR = 161.0


@dataclass
class Figures:
    """Counts over a corpus, and the misses in words."""

    gold: int = 0
    found: int = 0
    exact: int = 0
    near: int = 0
    said: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    def shares(self) -> dict[str, float]:
        return {
            "found": self.found / self.gold,
            "exact": self.exact / self.found,
            "near": self.near / self.found,
            "precise": self.right / self.said,
        }


@dataclass(frozen=True)
class Gold:
    """A place name of the corpus."""

    start: int
    end: int
    phrase: str
    geonameid: int
    lat: float
    lon: float


def measure(path: Path = DEFAULT) -> Figures:
    """The figures over a file of TR-News."""
    figures = Figures()
    for article in ET.parse(path).getroot():
        _read(article, figures)
    return figures


def _read(article: ET.Element, figures: Figures) -> None:
    text = article.findtext("text") or ""
    said = places(text)
    gold = [_moored(mark, text) for element in article.iter("toponym") if (mark := _gold(element))]
    figures.said += len(said)
    spans = [_moored(mark, text) for mark in _marks(article)]
    figures.right += sum(any(_overlap(place, (mark.start, mark.end)) for mark in spans) for place in said)
    for mark in gold:
        figures.gold += 1
        hit = next((place for place in said if _overlap(place, (mark.start, mark.end))), None)
        _count(mark, hit, text, figures)


def _count(mark: Gold, hit: Place | None, text: str, figures: Figures) -> None:
    context = text[max(0, mark.start - 30) : mark.end + 20].replace("\n", " ")
    if hit is None:
        figures.wrong.append(f"missed   {mark.phrase} | {context}")
        return
    far = distance(mark.lat, mark.lon, hit.lat or 0.0, hit.lon or 0.0)
    figures.found += 1
    figures.exact += hit.geonameid == mark.geonameid
    figures.near += far <= NEAR
    if hit.geonameid != mark.geonameid:
        figures.wrong.append(f"other    {mark.phrase} -> {hit.name}, {hit.country}, {far:.0f} km | {context}")


def _gold(element: ET.Element) -> Gold | None:
    tag = element.find("gaztag")
    if tag is None or not tag.get("geonameid"):
        return None
    lat, lon = (float(tag.findtext(side) or 0) for side in ("lat", "lon"))
    return _mark(element, int(tag.get("geonameid") or 0), lat, lon)


def _marks(article: ET.Element) -> list[Gold]:
    """All names, those without an id as well: they count for precision."""
    listed = article.iter("toponym")
    return [_mark(element, 0, 0.0, 0.0) for element in listed]


def _mark(element: ET.Element, geonameid: int, lat: float, lon: float) -> Gold:
    start, end = (int(element.findtext(side) or 0) for side in ("start", "end"))
    return Gold(start, end, element.findtext("phrase") or "", geonameid, lat, lon)


def _moored(mark: Gold, text: str) -> Gold:
    """Offsets of some articles have drifted (line ends): then the nearest place where the words stand."""
    if text[mark.start : mark.end] == mark.phrase:
        return mark
    found = [match.start() for match in re.finditer(re.escape(mark.phrase), text)]
    start = min(found, key=lambda place: abs(place - mark.start), default=mark.start)
    return replace(mark, start=start, end=start + len(mark.phrase))


def _overlap(place: Place, span: tuple[int, int]) -> bool:
    return place.start < span[1] and span[0] < place.end


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres over the globe."""
    north, east = radians(other_lat - lat), radians(other_lon - lon)
    half = sin(north / 2) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(half))


def main() -> None:
    named = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    figures = measure(Path(named[0]) if named else DEFAULT)
    print("  ".join(f"{name} {share:.3f}" for name, share in figures.shares().items()), f" gold {figures.gold}")
    if "--wrong" in sys.argv:
        print("\n".join(figures.wrong))


if __name__ == "__main__":
    main()
