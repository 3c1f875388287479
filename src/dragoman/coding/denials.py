"""Denials of what was told before: «N'Djamena denied it the next day» is the denied act, negated (coding rules, Events 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.coding.scene import Scene

_DENIES = re.compile(r"(?:deny|denies|denied|denying|contradict(?:s|ed)?|disput(?:es|ed))$", re.IGNORECASE)
_POINTS = frozenset(("it", "this", "that", "them", "him", "her", "these"))
_TELLING = re.compile(r"(?:claim|report|account|statement|announcement|story|stories|version|information)s?$", re.IGNORECASE)
#: relations of what a verb denies: a thing, or a clause that says what
_THINGS, _CLAUSES = ("obj", "nsubj:pass"), ("ccomp", "xcomp")
#: so many sentences back a denial may point
REACH = 2


def denials(scene: Scene) -> Iterator[int]:
    """The words of a sentence that deny what was told before, without saying what it was."""
    read = scene.read
    for word in range(1, len(read.words) + 1):
        if read.tag(word).startswith("VB") and _DENIES.match(read.word(word)):
            below = read.children(word)
            things = [c for c in below if read.relation(c) in _THINGS]
            if things and not any(read.relation(c) in _CLAUSES for c in below) and all(_points(scene, c) for c in things):
                yield word


def _points(scene: Scene, word: int) -> bool:
    """Whether an object points back: a pronoun, or «the report» with nothing that says which."""
    read = scene.read
    if read.word(word).lower() in _POINTS or read.tag(word) == "WDT":
        return True
    told = [c for c in read.children(word) if read.relation(c) in ("nmod", "acl", "acl:relcl", "ccomp")]
    return bool(_TELLING.match(read.word(word))) and not told
