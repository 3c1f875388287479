"""Persons: who held which office on which day, from `data/persons.tsv` and from what a report says itself.

Someone who left office is ELI; an empty end is «no known end», which is not the same as still in office.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.grounding.world import Called, Entity, listed, rows
from dragoman.rows import Actor

#: offices -> sectors, by the words in them; the first that fits decides
_SECTORS = (
    (("defence minister", "defense minister", "secretary of defense", "defence secretary"), ("GOV", "MIL")),
    (("chief of staff", "army chief", "commander", "general staff", "joint chiefs"), ("MIL",)),
    (("speaker", "senate", "senator", "parliament", "house", "congress"), ("LEG",)),
    (("intelligence", "spy", "security service"), ("SPY",)),
    (("justice of", "chief justice", "prosecutor of", "court"), ("JUD",)),
    (("opposition leader", "opposition"), ("OPP",)),
    (("party leader", "party chairman"), ("PTY",)),
)


@dataclass(frozen=True, slots=True)
class Tenure:
    """Someone in an office of a state, organisation or group: ISO days, both included."""

    person: str
    office: str
    of: str
    country: str
    sectors: tuple[str, ...]
    start: str
    end: str

    def covers(self, day: str) -> bool:
        return (not self.start or self.start <= day) and (not self.end or day <= self.end)


@cache
def tenures() -> dict[str, tuple[Tenure, ...]]:
    """Person -> tenures in the order of the table; the chief office of a day stands first."""
    found: dict[str, list[Tenure]] = {}
    for row in rows("persons"):
        sectors = listed(row["sectors"]) or sectors_of(row["office"])
        tenure = Tenure(row["name"], row["office"], row["of"], row["country"], sectors, row["start"], row["end"])
        found.setdefault(row["name"], []).append(tenure)
    return {name: tuple(held) for name, held in found.items()}


def sectors_of(office: str) -> tuple[str, ...]:
    """The sectors of an office by its words; GOV where nothing else fits."""
    low = office.lower()
    return next((sectors for words, sectors in _SECTORS if any(w in low for w in words)), ("GOV",))


def called_persons() -> Iterator[Called]:
    """Every name of every person: in full, by aliases, by family name."""
    seen: set[tuple[str, str]] = set()
    for row in rows("persons"):
        entity = Entity(row["name"], "", row["name"], row["country"], ("GOV",), "person")
        for text, kind in _forms(row):
            if (row["name"], text) not in seen:
                seen.add((row["name"], text))
                yield Called(text, entity, kind, ("GOV",))


def _forms(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield row["name"], "person"
    for alias in listed(row["aliases"]):
        yield alias, "person" if " " in alias else "surname"
    short = row["short"] or row["name"].split()[-1]
    if short != "-":
        yield short, "surname"


def person_actor(names: Sequence[Called], on: str | None, near: Collection[str] = ()) -> Actor | None:
    """The actor of a person as of a day; of several who are called the same, the one in office or of the states at hand."""
    persons = [n.entity for n in names if n.entity.kind == "person"]
    fixed = next((e for e in persons if e.id), None)
    if fixed:
        return Actor(fixed.id, fixed.country, fixed.sectors[0], fixed.sectors, fixed.name, f"introduced in the report; {fixed.key}")
    chosen = _chosen(persons, on, near, names[0].kind == "surname" if names else False)
    return of_person(chosen, on) if chosen else None


def _chosen(persons: list[Entity], on: str | None, near: Collection[str], short: bool) -> str | None:
    """Never a guess: by a family name alone the one in office on the day, else the only one, else one of the states at hand."""
    keys = list(dict.fromkeys(e.key for e in persons))
    if len(keys) == 1 and not (short and keys and _is_common(persons, near)):
        return keys[0]
    local = [k for k in keys if any(t.country in near or t.of in near for t in tenures()[k])]
    serving = [k for k in local or keys if on and any(t.covers(on) for t in tenures()[k])]
    for held in (serving, local):
        if len(held) == 1 and (held is local or local or not _is_common(persons, near)):
            return held[0]
    states = {t.country for k in serving or keys for t in tenures()[k]}
    same = len(states) == 1 and not _is_common(persons, near)
    return (serving or keys)[-1] if same else None


@cache
def _common() -> frozenset[str]:
    return frozenset(w for row in rows("namesakes") if row["kind"] == "common" for w in row["words"].split(";"))


def _is_common(persons: list[Entity], near: Collection[str]) -> bool:
    """Family names that many bear («Johnson», «Kim») need a title or the person's state in the report."""
    from dragoman.grounding.gazetteer import folded

    return any(folded(e.key.split()[-1]) in _common() for e in persons) and not any(e.country in near for e in persons)


def of_person(person: str, on: str | None) -> Actor | None:
    """The actor of a person of the table: the office of the day, else ELI of the last one before it."""
    held = tenures().get(person)
    if not held:
        return None
    serving = [t for t in held if on is None and not t.end or on is not None and t.covers(on)]
    if serving:
        tenure = serving[0]
        return _actor(tenure, tenure.sectors, f"{person}, {tenure.office} of {tenure.of} from {tenure.start or '?'}")
    before = [t for t in held if on is None or (t.end and t.end < on)]
    tenure = max(before or held, key=lambda t: t.end or t.start)
    when = f"until {tenure.end}" if before else f"only from {tenure.start}"
    return _actor(tenure, ("ELI",), f"{person}, {tenure.office} of {tenure.of} {when}")


def _actor(tenure: Tenure, sectors: tuple[str, ...], why: str) -> Actor:
    ident = tenure.of
    return Actor(ident, tenure.country, sectors[0], sectors, tenure.person, why)
