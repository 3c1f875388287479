"""A noun of a phrase, as far as its words tell whom it names, and what helps to choose among those called the same."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.grounding.page import Unit
from dragoman.rows import Actor

#: sectors of those who fight on no state's behalf
ARMED = frozenset(("REB", "UAF", "CRM"))
OFFICE = frozenset(("GOV", "MIL", "LEG", "JUD", "COP", "SPY"))


@dataclass(frozen=True, slots=True)
class Context:
    """What helps to choose: the day, and the states that the report is about, most salient first."""

    on: str | None = None
    near: tuple[str, ...] = ()


@dataclass(slots=True)
class Noun:
    """One conjunct of a phrase: whom it names, or what a description says where it names no one."""

    actors: tuple[Actor, ...] = ()
    head: str = ""
    sectors: tuple[str, ...] = ()
    plural: bool = False
    owner: str = ""
    determiner: str = ""
    scope: str = ""
    bare: bool = False
    former: bool = False
    unit: Unit | None = None
    name: str = ""
    relation: bool = False
    verbs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    capital: bool = False
    led: str = ""
