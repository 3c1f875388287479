"""The tables of the world: states, organisations, armed groups, organs of states, words for agents.

Every table is a TSV in `data/` with a source column; users add rows of their own (`add`, DRAGOMAN_ACTORS, `docs/tables.md`).
An end date left empty means «no known end», a start left empty «before 1945 or not known».
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from dragoman.errors import InputError

#: the columns that a user's table of actors may have; `id`, `name` and `country` are required
USER_COLUMNS = ("id", "name", "country", "sectors", "parent", "start", "end", "aliases", "states", "source")
#: codes that stand where a country would: PLOVER's, beside ISO 3166
SUPRANATIONAL = ("UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC")
SECTORS = (
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS",
    "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "OPP", "PRE", "REF", "REL", "SOC",
)  # fmt: skip
ENTITY_TABLES = ("organisations", "groups", "bodies", "authorities")


@dataclass(frozen=True, slots=True)
class Entity:
    """Something of the world that can act: `id` is what rows carry (the parent's, for an organ), `key` its own row."""

    key: str
    id: str
    name: str
    country: str
    sectors: tuple[str, ...]
    kind: str
    start: str = ""
    end: str = ""
    states: tuple[str, ...] = ()
    continent: str = ""

    def lives(self, day: str | None) -> bool:
        """Whether it exists on an ISO day; an unknown day is no objection."""
        return not day or covers(self.start, self.end, day)


@dataclass(frozen=True, slots=True)
class Called:
    """One name of an entity: `kind` is name, adjective, demonym, capital, seat, city, dependency, historical, title or
    collective («West African leaders»)."""

    text: str
    entity: Entity
    kind: str
    sectors: tuple[str, ...]
    #: ISO days between which it is called so; empty where that is open
    start: str = ""
    end: str = ""

    def lives(self, day: str | None) -> bool:
        """Whether somebody is called so on an ISO day; an unknown day is no objection."""
        return self.entity.lives(day) and (not day or covers(self.start, self.end, day))


def covers(start: str, end: str, day: str) -> bool:
    """Whether an ISO day lies between two others, both included; one that is empty is open."""
    return (not start or start <= day) and (not end or day <= end)


def rows(table: str) -> Iterator[dict[str, str]]:
    """The rows of a table that ships with the package."""
    with files("dragoman.grounding").joinpath(f"data/{table}.tsv").open("r", encoding="utf-8") as file:
        head = file.readline().rstrip("\n").split("\t")
        for line in file:
            yield dict(zip(head, line.rstrip("\n").split("\t"), strict=True))


def listed(cell: str | None) -> tuple[str, ...]:
    """The items of a cell, which ';' parts."""
    return tuple(item.strip() for item in cell.split(";") if item.strip()) if cell else ()


@cache
def states() -> Mapping[str, Entity]:
    """The states since 1945 by id."""
    return {
        row["id"]: Entity(
            row["id"], row["id"], row["name"], row["id"], ("GOV",), "state", row["start"], row["end"], continent=row["continent"]
        )
        for row in rows("states")
    }


@cache
def called() -> tuple[Called, ...]:
    """Every name of every entity but persons."""
    from dragoman.grounding.persons import called_persons

    return (*_state_names(), *_entity_names(), *called_persons())


def _state_names() -> Iterator[Called]:
    held = states()
    for row in (*rows("state_names"), *rows("places_of_states")):
        entity = held[row["id"]]
        yield Called(row["name"], entity, row["kind"], listed(row["sectors"]) or ("GOV",), row["start"], row["end"])


def _entity_names() -> Iterator[Called]:
    for table in ENTITY_TABLES:
        yield from _named(rows(table), table)
    yield from _collectives()
    for path in user_tables("DRAGOMAN_ACTORS"):
        yield from _named(_user_rows(path), "user")


def _collectives() -> Iterator[Called]:
    """«European leaders», «West African troops»: those who act for an organisation, by the name of its region."""
    bodies = {row["id"]: _entity(row, "organisations") for row in rows("organisations")}
    nouns = {row["kind"]: listed(row["words"]) for row in rows("words") if row["kind"].startswith("collective")}
    for row in rows("collectives"):
        entity = bodies[row["id"]]
        yield from (Called(f"{row['words']} {noun}", entity, "collective", entity.sectors) for noun in nouns["collective"])
        forces = nouns["collective forces"] if row["forces"] else ()
        yield from (Called(f"{row['words']} {noun}", entity, "collective", ("MIL",)) for noun in forces)
        yield from (Called(one, entity, "demonym", ("GOV",)) for one in listed(row["people"]))


def _named(table: Iterable[Mapping[str, str]], kind: str) -> Iterator[Called]:
    for row in table:
        entity = _entity(row, kind)
        for text in (row["name"], *listed(row.get("aliases"))):
            yield Called(text, entity, row.get("kind") or "name", entity.sectors)


def _entity(row: Mapping[str, str], table: str) -> Entity:
    sectors = listed(row.get("sectors")) or ("GOV",)
    kind = {"organisations": "organisation", "groups": "group", "user": "group", "authorities": "authority"}.get(table, "body")
    return Entity(
        row["id"], _root(row), row["name"], row["country"], sectors, "title" if row.get("kind") == "title" else kind,
        row.get("start") or "", row.get("end") or "", listed(row.get("states")),
    )  # fmt: skip


def _root(row: Mapping[str, str]) -> str:
    """Organs, missions and forces carry the id of their parent (coding rule 3)."""
    return row.get("parent") or row["id"]


def add(path: str | Path) -> None:
    """Adds a user's table for this process, as `--actors` does."""
    known = [str(p) for p in user_tables("DRAGOMAN_ACTORS")]
    os.environ["DRAGOMAN_ACTORS"] = os.pathsep.join([*known, str(path)])
    forget()


def forget() -> None:
    """Forgets what was read of the tables, so that a change of them counts."""
    from dragoman.grounding import gazetteer

    called.cache_clear()
    gazetteer.compiled.cache_clear()


def user_tables(variable: str) -> list[Path]:
    """The files that an environment variable names, parted as paths are."""
    return [Path(part) for part in os.environ.get(variable, "").split(os.pathsep) if part]


def user_lines(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """(where it stands, row) of a user's CSV or TSV file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            file.seek(0)
            for number, row in enumerate(csv.DictReader(file, delimiter="\t" if "\t" in head else ","), 2):
                yield f"{path}, line {number}", row
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the table {path}: {error}; give a CSV or TSV file in UTF-8, see docs/tables.md") from error


def _user_rows(path: Path) -> Iterator[dict[str, str]]:
    for where, row in user_lines(path):
        if not (row.get("id") and row.get("name") and row.get("country")):
            raise InputError(f"{where}: a row of actors needs id, name and country; see docs/tables.md for the columns")
        yield {name: value or "" for name, value in row.items() if name in USER_COLUMNS}


@cache
def agents() -> Mapping[str, tuple[tuple[str, ...], str]]:
    """Head words for agents: words -> (sectors, scope). Scope `s` needs a state or organisation, `g` may be of no one."""
    return {row["words"]: (listed(row["sectors"]), row["scope"]) for row in rows("agents")}
