"""Whether an entity id means anything: to the tables of the world, or to the record that is asked."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import chain
from typing import Any

from dragoman.errors import InputError
from dragoman.grounding import world
from dragoman.record import Record
from dragoman.rows import KINDS

#: roles that are free text, not ids
TEXT_ROLES = ("person", "office")


class UnknownEntityError(InputError):
    """An id that neither the tables nor the record have."""


def known_ids() -> set[str]:
    """The ids of the tables of the world, the user's own among them."""
    return {called.entity.id for called in world.called()} | set(world.states())


def check_entity(record: Record, given: str | None) -> str | None:
    """The id, or an InputError that suggests one. An id that only the record knows (an imported row's) is good too."""
    if given is None or given in world.states() or given in known_ids() or _in_record(record, given):
        return given
    raise UnknownEntityError(f"unknown entity {given!r}: neither the tables nor the record have this id{_suggestion(given)}")


def check_roles(record: Record, kind: str, roles: dict[str, Any]) -> None:
    """Checks the ids among the roles of a question; its kind and the names of its roles are the fold's to check."""
    for role, value in roles.items():
        if role in KINDS.get(kind, ()) and role not in TEXT_ROLES:
            for one in value if isinstance(value, list) else [value]:
                check_entity(record, str(one))


def _in_record(record: Record, given: str) -> bool:
    try:
        return any(True for _ in chain(record.iter_changes(of=given), record.iter_events(either=given, status="all")))
    except InputError:  # the record checks ids too; its suggestions know no names
        return False


def _suggestion(given: str) -> str:
    upper = given.upper().replace(" ", "_").replace("-", "_")
    named = next((called.entity.id for called in world.called() if called.text.casefold() == given.casefold()), None)
    near = named or next(iter(get_close_matches(upper, sorted(known_ids()), n=1, cutoff=0.7)), None)
    return f"; did you mean {near}?" if near else "; states have their ISO code, like NER, others a name in capitals, like ECOWAS"
