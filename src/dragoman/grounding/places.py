"""Places named in a text, and which place of the world each of them is.

A name is taken for a place by what stands around it, and for one place among its namesakes by the country and region named
beside it, the countries of the text and of the caller, the other places, and how many people live there. One sense holds for
the whole text.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection
from itertools import pairwise

from dragoman.grounding.flat import flat
from dragoman.grounding.placeindex import CAPITAL, REGION, STATE, TOWN, Candidate
from dragoman.grounding.placementions import TOWNS, Mention, mentions, words
from dragoman.grounding.placenames import key
from dragoman.rows import Place

#: how often a region counts as named that stands beside one of its towns
_TOLD = 3
#: what a kind of place is worth beside its people, in powers of ten; all other features are chosen by hand, and worth 7
_BONUS = {STATE: 6.0, REGION: 1.0, CAPITAL: 2.5, TOWN: 0.0, "INSM": 3.5}


def places(text: str, *, country_hints: Collection[str] = ()) -> list[Place]:
    """The places named in a text, in order; `country_hints` are ISO codes of states that the text is about."""
    plain = flat(text)
    found = list(mentions(plain))
    chosen = _resolved(found, country_hints, _beside_regions(plain, found))
    return [_place(mention, candidate, text) for mention, candidate in zip(found, chosen, strict=True) if candidate]


_LISTED = re.compile(r",? and (?:in )?|, (?:in )?|,? or (?:in )?")


def _beside_regions(text: str, named: list[Mention]) -> Counter[str]:
    """Regions that stand in a list with regions of the same state: «Georgia, Arizona and Nevada»."""
    found: Counter[str] = Counter()
    for one, other in pairwise(named):
        if not _LISTED.fullmatch(text[one.end : other.start]):
            continue
        for first, second in ((one, other), (other, one)):
            sure = {c.country for c in second.candidates if c.code == REGION} if not _may_be_state(second) else set()
            found.update({c.region: _TOLD for c in first.candidates if c.code == REGION and c.country in sure})
    return found


def _may_be_state(mention: Mention) -> bool:
    return any(candidate.code == STATE for candidate in mention.candidates)


def _resolved(named: list[Mention], hints: Collection[str], told: Counter[str]) -> list[Candidate | None]:
    """One sense for each name of the text: first by what is certain, then once more knowing the other places."""
    countries = _countries(named, hints)
    regions = Counter(c.region for m in named for c in m.candidates if c.code == REGION and len(m.candidates) == 1)
    regions.update({c.region: _TOLD for m in named for c in m.candidates if c.region and c.region in m.within})
    regions.update(told)
    senses: dict[str, Candidate | None] = {}
    near: list[Candidate] = []
    for _ in range(2):
        senses = _senses(named, countries, regions, near)
        near = [candidate for candidate in senses.values() if candidate and candidate.code in TOWNS]
    return [senses[key(mention.text)] for mention in named]


def _countries(mentions: list[Mention], hints: Collection[str]) -> Counter[str]:
    """How often each state speaks for itself in the text."""
    counted: Counter[str] = Counter(dict.fromkeys(hints, 3))
    for mention in mentions:
        for candidate in mention.candidates:
            if candidate.code in (STATE, REGION) and candidate.country:
                counted[candidate.country] += 1
        if mention.within:
            counted.update(c.country for c in mention.candidates if c.region in mention.within and c.country)
    return counted


def _senses(
    mentions: list[Mention], countries: Counter[str], regions: Counter[str], near: list[Candidate]
) -> dict[str, Candidate | None]:
    grouped: dict[str, list[Mention]] = {}
    for mention in mentions:
        grouped.setdefault(key(mention.text), []).append(mention)
    return {name: _sense(group, countries, regions, near) for name, group in grouped.items()}


def _sense(
    group: list[Mention], countries: Counter[str], regions: Counter[str], near: list[Candidate]
) -> Candidate | None:
    """The best of what a name may be, None where nothing says that it is a place at all."""
    within = next((mention.within for mention in group if mention.within), frozenset[str]())
    candidates = group[0].candidates
    region = any(mention.region for mention in group)
    scored = [
        (_score(c, within, countries, regions, near) + _standing(c, candidates, region), -c.number, c) for c in candidates
    ]
    best = max(scored, key=lambda item: item[:2])
    if any(mention.sure for mention in group):
        return best[2]
    local = countries.get(best[2].country or "", 0) > 0 and best[2].population >= 15_000 and " " not in group[0].text
    return best[2] if local and not _is_common(group[0].text) else None


def _standing(candidate: Candidate, candidates: tuple[Candidate, ...], region: bool) -> float:
    """A region and its town of one name: the town where it holds much of the region, the region where «province» follows."""
    if candidate.code == REGION:
        return 6.0 if region else 0.0
    around = next((c for c in candidates if c.code == REGION and c.country == candidate.country), None)
    return 3.0 if around and candidate.population * 5 > around.population else 0.0


def _is_common(name: str) -> bool:
    return name in words("never")


def _score(
    candidate: Candidate, within: frozenset[str], countries: Counter[str], regions: Counter[str], near: list[Candidate]
) -> float:
    """How likely a sense is: people, and how well it fits the rest of the text."""
    score = math.log10(candidate.population + 10)
    score += _BONUS.get(candidate.code, 7.0)
    if within:
        score += 12.0 if within & {candidate.region, candidate.country} else 0.0
    if candidate.code == REGION and regions[candidate.region] >= _TOLD:
        score += 8.0
    total = sum(countries.values())
    if total and candidate.country:
        score += 4.0 * countries[candidate.country] / total + (1.0 if countries[candidate.country] else 0.0)
    if candidate.code in TOWNS and candidate.region and regions[candidate.region]:
        score += 2.5
    return score + _closeness(candidate, near)


def _closeness(candidate: Candidate, near: list[Candidate]) -> float:
    """What other towns of the text add that lie close by."""
    others = [other for other in near if other.number != candidate.number]
    close = sum(1 for other in others if abs(other.lat - candidate.lat) < 2 and abs(other.lon - candidate.lon) < 2.5)
    return 1.5 * min(close, 3) / 3 if others and candidate.code in TOWNS else 0.0


def _place(mention: Mention, candidate: Candidate, text: str) -> Place:
    return Place(
        candidate.name, candidate.country, candidate.lat, candidate.lon, candidate.id, candidate.code,
        text[mention.start : mention.end], mention.start, mention.end,
    )  # fmt: skip
