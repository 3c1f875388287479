"""The record: reports stored once, copies collapsed, arrangements folded from changes."""

from dragoman.answers import Answer, Arrangement, Evidence
from dragoman.record.fold import State, fold
from dragoman.record.store import Entry, Record, open_record
from dragoman.record.writing import Added

__all__ = ["Added", "Answer", "Arrangement", "Entry", "Evidence", "Record", "State", "fold", "open_record"]
