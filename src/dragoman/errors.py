"""Errors that users meet.

DragomanError
└── InputError    what was given cannot be read: the message says what, where and what to do
"""

from __future__ import annotations


class DragomanError(Exception):
    """Anything that Dragoman raises on purpose."""


class InputError(DragomanError):
    """What was given cannot be read."""
