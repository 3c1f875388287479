"""What could not be read: where, what, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One line for the user: `where` is a file, a line of it or an address."""

    where: str
    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.todo}"


class Unreadable(Exception):  # noqa: N818 - it never leaves the intake: it becomes a Problem
    """One report cannot be read; the others can."""

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(what)
        self.what = what
        self.todo = todo

    def at(self, where: str) -> Problem:
        return Problem(where, self.what, self.todo)
