"""Dragoman reads news reports and keeps the record: who did what to whom, and which arrangements hold.

    reading = dragoman.read(text, published="2024-04-20")
    with dragoman.open("sahel.db") as record:
        record.add([reading])
        record.holds("presence", holder="USA", host="NER", on="2024-05-01")

Names are loaded when first used, so that a script that only asks a record loads no model.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.errors import DragomanError, InputError, RecordError
    from dragoman.grounding.actors import actor
    from dragoman.grounding.dates import DateSpan, dates
    from dragoman.grounding.places import places
    from dragoman.reading import Reading, read, read_many
    from dragoman.record import Answer, Arrangement, Record, State, fold
    from dragoman.record import open_record as open
    from dragoman.relation import Relation, relate
    from dragoman.report import Report
    from dragoman.rows import Actor, Amount, Change, Event, Party, Place, Span

__version__ = "0.1.0"
_HOMES = {
    "errors": ("DragomanError", "InputError", "RecordError"),
    "grounding.actors": ("actor",),
    "grounding.dates": ("DateSpan", "dates"),
    "grounding.places": ("places",),
    "reading": ("Reading", "read", "read_many"),
    "record": ("Answer", "Arrangement", "Record", "State", "fold", "open_record"),
    "relation": ("Relation", "relate"),
    "report": ("Report",),
    "rows": ("Actor", "Amount", "Change", "Event", "Party", "Place", "Span"),
}
_WHERE = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Actor", "Amount", "Answer", "Arrangement", "Change", "DateSpan", "DragomanError", "Event", "InputError", "Party", "Place",
    "Reading", "Record", "RecordError", "Relation", "Report", "Span", "State", "actor", "dates", "fold", "open", "places",
    "read", "read_many", "relate",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    wanted = "open_record" if name == "open" else name
    if wanted not in _WHERE:
        raise AttributeError(f"dragoman has no {name!r}; it has {', '.join(__all__)}")
    found = getattr(import_module(f"dragoman.{_WHERE[wanted]}"), wanted)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
