"""Denials of what was told before: «N'Djamena denied it the next day» is the denied act, negated (coding rules, Events 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.coding.scene import Scene

_DENIES = re.compile(r"(?:deny|denies|denied|denying|contradict(?:s|ed)?|disput(?:es|ed))$", re.IGNORECASE)
_POINTS = frozenset(("it", "this", "that", "them", "him", "her", "these"))
_TELLING = re.compile(r"(?:claim|report|account|statement|announcement|story|stories|version|information)s?$", re.IGNORECASE)
#: «, which the army » before the verb, and what closes its clause
_ASIDE = re.compile(r"[,–—-]\s?(?:which|a charge|an accusation|a claim|something) (?:that )?(?:[\w’'.-]+ ){1,4}$")
_CLOSES = re.compile(r"\s*(?:[.,;:)–—]|$)")
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
            told = any(read.relation(c) in _CLAUSES for c in below)
            if _is_aside(scene, word) or (things and not told and all(_points(scene, c) for c in things)):
                yield word


def denier(scene: Scene, word: int) -> int:
    """The word for who denies: the subject of the verb, else the noun right before it; 0 where there is none."""
    before = word - 1 if scene.read.tag(word - 1).startswith("NN") else 0
    return scene.subject(word) if not _is_aside(scene, word) else before


def _is_aside(scene: Scene, word: int) -> bool:
    """Whether a verb ends a clause with «which» («…, which Tehran denies»), whatever the parse makes of it."""
    start, end = (scene.read.words[at - 1] for at in (1, word))
    return bool(_ASIDE.search(scene.text[start.start : end.start])) and bool(_CLOSES.match(scene.text, end.end))


def _points(scene: Scene, word: int) -> bool:
    """Whether an object points back: a pronoun, or «the report» with nothing that says which."""
    read = scene.read
    if read.word(word).lower() in _POINTS or read.tag(word) == "WDT":
        return True
    told = [c for c in read.children(word) if read.relation(c) in ("nmod", "acl", "acl:relcl", "ccomp")]
    return bool(_TELLING.match(read.word(word))) and not told
