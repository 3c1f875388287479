"""What can go wrong, as a tree:

    DragomanError
    ├── InputError (also a ValueError)   what was given cannot be used: a row, an argument, a file's content
    └── RecordError                      the record itself: cannot be opened, read or written

Every message says what happened and what to do next.
"""

from __future__ import annotations


class DragomanError(Exception):
    """Anything that this package raises on purpose."""


class InputError(DragomanError, ValueError):
    """Something given to the package is wrong: an unknown kind, a row without a needed field, words that are
    not there."""


class RecordError(DragomanError):
    """The record cannot be opened, read or written (no record at all, a newer version, a locked or full
    disk)."""
