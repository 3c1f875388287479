"""Persons: who held which office on which day, from `data/persons.tsv` and from what a report says itself.

Someone who left office is ELI; an empty end is «no known end», which is not the same as still in office.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from dragoman.grounding.gazetteer import folded
from dragoman.grounding.world import Called, Entity, covers, listed, rows
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
        return covers(self.start, self.end, day)


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


#: where the family name stands first, and few names are borne by many
_FAMILY_FIRST = ("CHN", "KOR", "PRK", "TWN", "HKG", "VNM")


def _forms(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """A name in full, its aliases, the family name; `short` of the table is the family name where it is not the last word,
    «-» where the family name alone tells no one without a title («Kim», «Bush»)."""
    yield row["name"], "person"
    for alias in listed(row["aliases"]):
        yield alias, "person" if " " in alias else "surname"
    asian = row["country"] in _FAMILY_FIRST
    kind = "family" if row["short"] == "-" or (asian and not row["short"]) else "surname"
    short = _family(row) if kind == "family" or not row["short"] else row["short"]
    if len(short) > 2 or kind == "surname":
        yield short, kind
    if "-" in short and short.split("-")[0].lower() in ("al", "el"):
        yield short.split("-", 1)[1], kind


def _family(row: dict[str, str]) -> str:
    """The family name: the first word in East Asia, else the last."""
    words = row["name"].split()
    return words[0] if row["country"] in _FAMILY_FIRST else words[-1]


def person_actor(names: Sequence[Called], on: str | None, near: Collection[str] = (), title: str = "") -> Actor | None:
    """The actor of a person as of a day; of several who are called the same, the one in office or of the states at hand."""
    held = [n for n in names if n.entity.kind == "person"]
    fixed = next((n.entity for n in held if n.entity.id), None)
    if fixed:
        return Actor(fixed.id, fixed.country, fixed.sectors[0], fixed.sectors, fixed.name, f"introduced in the report: {fixed.key}")
    chosen = _in_full(held, on) if any(n.kind == "person" for n in held) else _by_family(held, on, near, title)
    return of_person(chosen, on) if chosen else None


def _in_full(held: Sequence[Called], on: str | None) -> str | None:
    """By the full name: of namesakes the one in office on the day, else the last."""
    keys = list(dict.fromkeys(n.entity.key for n in held if n.kind == "person"))
    serving = [k for k in keys if on and any(t.covers(on) for t in tenures()[k])]
    return (serving or keys)[-1]


#: offices at the head of a state
_HEADS = frozenset(("president", "prime minister", "leader", "premier", "chancellor", "king", "emir"))
#: how long after leaving office a family name alone still tells who is meant, in years
_REMEMBERED = 25


def _by_family(held: Sequence[Called], on: str | None, near: Collection[str], title: str) -> str | None:
    """By a family name alone: never a guess. A title picks those who held such an office, the report's states theirs, the day
    those in office; a name that many bear needs a title, or a report that gives the full name first."""
    held = [n for n in held if n.kind == "surname"] or held
    keys = list(dict.fromkeys(n.entity.key for n in held))
    sure = not any(n.kind == "family" for n in held) and not _is_common(held)
    titled = [k for k in keys if _held_office(k, title, on)]
    local = [k for k in titled or keys if any(t.country in near for t in tenures()[k])]
    keys = local or titled or keys
    serving = [k for k in keys if _serves(k, on)]
    chosen = serving or keys
    if not (sure or titled) or len({t.country for k in chosen for t in tenures()[k][:1]}) > 1:
        return None
    known = serving or titled or _is_remembered(chosen[-1], on) or (local and len(keys) == 1 and _led(keys[0], on))
    return chosen[-1] if known else None


def _held_office(person: str, title: str, on: str | None) -> bool:
    return bool(title) and any(_same_office(title, t.office) and (not on or t.covers(on)) for t in tenures()[person])


def _same_office(title: str, office: str) -> bool:
    """«prime minister» is «premier», «leader» any head; «president» is no «vice president»."""
    if title in office or office in title:
        return ("vice" in title) == ("vice" in office) and ("deputy" in title) == ("deputy" in office)
    return title in ("leader", "premier", "supreme leader") and office in ("president", "prime minister", "leader", "premier")


def _serves(person: str, on: str | None) -> bool:
    return any(t.covers(on) if on else not t.end for t in tenures()[person])


def _led(person: str, on: str | None) -> bool:
    """Whether somebody was at the head of a state, by a day: such a name alone is remembered for good («Nixon»)."""
    return any(t.office in _HEADS and (not on or t.start < on) for t in tenures()[person])


def _is_remembered(person: str, on: str | None) -> bool:
    last = max(t.end or "9999" for t in tenures()[person])
    first = min(t.start for t in tenures()[person])
    return on is None or (int(on[:4]) - int(last[:4]) <= _REMEMBERED and first[:4] <= str(int(on[:4]) + 1))


@cache
def _common() -> frozenset[str]:
    return frozenset(w for row in rows("namesakes") if row["kind"] == "common" for w in row["words"].split(";"))


def _is_common(held: Sequence[Called]) -> bool:
    """Family names that many bear («Johnson», «Ahmed»)."""
    return any(folded(n.text.split()[-1]) in _common() for n in held)


def of_person(person: str, on: str | None) -> Actor | None:
    """The actor of a person of the table: the office of the day, else ELI of the last one before it."""
    held = tenures().get(person)
    if not held:
        return None
    serving = [t for t in held if (on is None and not t.end) or (on is not None and t.covers(on))] or _leaving(held, on)
    if serving:
        tenure = serving[0]
        return _actor(tenure, tenure.sectors, f"{person}, {tenure.office} of {tenure.of} from {tenure.start or '?'}")
    before = [t for t in held if on is None or (t.end and t.end < on)]
    tenure = max(before or held, key=lambda t: t.end or t.start)
    when = f"until {tenure.end}" if before else f"only from {tenure.start}"
    return _actor(tenure, ("ELI",), f"{person}, {tenure.office} of {tenure.of} {when}")


def _leaving(held: Sequence[Tenure], on: str | None) -> list[Tenure]:
    """An office that ended on the eve: on the day of the change itself both the old holder and the new one act in it."""
    if on is None:
        return []
    eve = (date.fromisoformat(on) - timedelta(days=1)).isoformat()
    return [t for t in held if t.end == eve]


def _actor(tenure: Tenure, sectors: tuple[str, ...], why: str) -> Actor:
    ident = tenure.of
    return Actor(ident, tenure.country, sectors[0], sectors, tenure.person, why)


def holders(of: str, office: str, on: str) -> tuple[str, ...]:
    """Who held an office of a state or organisation on an ISO day; empty where the table does not tell."""
    return tuple(t.person for held in tenures().values() for t in held if t.of == of and t.office == office and t.covers(on))
