"""What a reading yields: events and changes, with who, when, where, how many, and the words that say so.

The shapes are the public rows (JSONL; CSV and Parquet columns carry the same names). Everything is frozen; `row()` gives the
JSON object and `of()` reads one back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from dragoman.interval import Interval

EVENT_STATUSES = ("happened", "historical", "future", "hypothetical", "negated")
CHANGE_STATUSES = ("happened", "planned", "possible", "denied")
CHANGES = ("begins", "continues", "ends", "alters")

#: kind of arrangement -> its roles (codebook of arrangements). `parties` is a list, unordered; `person` and `office` are text.
KINDS: dict[str, tuple[str, ...]] = {
    "presence": ("holder", "host"),
    "base": ("holder", "host"),
    "agreement": ("parties",),
    "membership": ("member", "organisation"),
    "office": ("person", "office", "of"),
    "relations": ("parties",),
    "sanctions": ("imposer", "target"),
    "hostilities": ("parties",),
}
ROLES = ("holder", "host", "parties", "member", "organisation", "person", "office", "of", "imposer", "target")


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
_NAMES: dict[type, tuple[str, ...]] = {}


def _names(cls: type) -> tuple[str, ...]:
    """The fields of a class, kept: asking dataclasses each time costs more than making the row."""
    if cls not in _NAMES:
        _NAMES[cls] = tuple(f.name for f in fields(cls))
    return _NAMES[cls]


def _known(cls: type, row: Mapping[str, Any]) -> dict[str, Any]:
    """The items of a row that are fields of a class: rows may carry more than this version knows."""
    names = _names(cls)
    return {name: value for name, value in row.items() if name in names}


def digest(*parts: object) -> str:
    """A short stable id from content: 16 hex digits of SHA-256 over the JSON of the parts."""
    return hashlib.sha256(_JSON.encode(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a report: `text` is exactly `report.text[start:end]`, offsets in characters."""

    start: int
    end: int
    text: str

    def row(self) -> dict[str, Any]:
        return {"start": self.start, "end": self.end, "text": self.text}

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        return cls(**_known(cls, row))


@dataclass(frozen=True, slots=True)
class Actor:
    """A political actor. `id` is an ISO 3166 alpha-3 code or a short upper-case name; `country` the PLOVER country code;
    `sector` the main PLOVER sector and `sectors` all of them; `why` names the rule or table row that decided."""

    id: str
    country: str | None = None
    sector: str | None = None
    sectors: tuple[str, ...] = ()
    name: str | None = None
    why: str = ""

    def row(self) -> dict[str, Any]:
        return {"id": self.id, "country": self.country, "sector": self.sector, "sectors": list(self.sectors), "name": self.name}


@dataclass(frozen=True, slots=True)
class Party:
    """An actor as a report names it: the actor and the words."""

    actor: Actor
    span: Span | None = None

    @property
    def id(self) -> str:
        return self.actor.id

    def row(self) -> dict[str, Any]:
        return self.actor.row() | (self.span.row() if self.span else {})

    @classmethod
    def of(cls, row: Mapping[str, Any] | str) -> Self:
        if isinstance(row, str):
            return cls(Actor(row))
        actor = Actor(**(_known(Actor, row) | {"sectors": tuple(row.get("sectors") or ())}))
        return cls(actor, Span.of(row) if "start" in row else None)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer: WGS 84 degrees, GeoNames id (None where the project's own table names it), feature code."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    feature: str | None = None
    text: str = ""
    start: int = -1
    end: int = -1

    def row(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in _names(type(self))}

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        return cls(**_known(cls, row))


@dataclass(frozen=True, slots=True)
class Amount:
    """How many or how much: bounds (None is open), `kind` (troops, dead, money, …), `unit` (persons, USD, …), the words."""

    kind: str
    low: float | None
    high: float | None
    unit: str
    text: str
    start: int
    end: int

    def row(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in _names(type(self))}

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        return cls(**_known(cls, row))


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, when, as one report tells it (PLOVER; the CAMEO code beside it)."""

    id: str
    report: str
    published: str | None
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    quad: int
    score: float
    cameo: str | None
    status: str
    said_by: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    date: Interval
    place: Place | None
    amounts: tuple[Amount, ...]
    evidence: Span
    confidence: float
    sources: int
    reader: str

    def row(self) -> dict[str, Any]:
        row = {name: getattr(self, name) for name in _names(type(self))}
        row |= {"modes": list(self.modes), "contexts": list(self.contexts), "date": self.date.row()}
        row |= {"actors": [p.row() for p in self.actors], "recipients": [p.row() for p in self.recipients]}
        row |= {"amounts": [a.row() for a in self.amounts], "evidence": self.evidence.row()}
        return row | {"place": self.place.row() if self.place else None}

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """From a full row (the shape of `row()`)."""
        held = _known(cls, row)
        held |= {"modes": tuple(row["modes"]), "contexts": tuple(row["contexts"]), "date": Interval.of(row["date"])}
        held |= {side: tuple(Party.of(p) for p in row[side]) for side in ("actors", "recipients")}
        held |= {"amounts": tuple(Amount.of(a) for a in row["amounts"]), "evidence": Span.of(row["evidence"])}
        return cls(**held | {"place": Place.of(row["place"]) if row["place"] else None})


@dataclass(frozen=True, slots=True)
class Change:
    """What a report says of a standing arrangement: it begins, continues, ends or alters (codebook of arrangements).

    `roles` holds the roles of the kind: an id, a list of ids for `parties`, text for `person` and `office`. `strength` is
    (low, high) in persons, either open. The row lays roles out flat, as the public shape has them.
    """

    id: str
    report: str
    published: str | None
    kind: str
    roles: Mapping[str, str | tuple[str, ...]]
    change: str
    status: str
    when: Interval
    strength: tuple[float | None, float | None] | None
    name: str | None
    type: str | None
    level: str | None
    entry: str | None
    exit: str | None
    evidence: Span
    confidence: float
    reader: str

    def row(self) -> dict[str, Any]:
        row = {name: getattr(self, name) for name in _names(type(self)) if name != "roles"}
        roles = {role: list(value) if isinstance(value, tuple) else value for role, value in self.roles.items()}
        strength = list(self.strength) if self.strength else None
        return row | roles | {"when": self.when.row(), "strength": strength, "evidence": self.evidence.row()}

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """From a full row (the shape of `row()`)."""
        roles = {r: tuple(row[r]) if isinstance(row[r], list | tuple) else row[r] for r in ROLES if row.get(r)}
        strength = tuple(row["strength"]) if row.get("strength") else None
        held = _known(cls, row) | {"roles": roles, "strength": strength, "when": Interval.of(row["when"])}
        return cls(**held | {"evidence": Span.of(row["evidence"])})
