"""Who says that something occurred, where the reader tied no source to it: «…, its foreign ministry said», «X announced that …»."""

from __future__ import annotations

import re

from dragoman.coding.scene import Scene, clause_head
from dragoman.reader.sentence import Frame, ReadSentence

_SAYS = re.compile(r"(?:sa(?:id|ys?)|announce[sd]?|report(?:s|ed)?|claim(?:s|ed)?|confirm(?:s|ed)?|added)$", re.I)
#: what one denies is told by its content; «A left; B denied it» is the denial alone
_DENIES = re.compile(r"den(?:y|ies|ied)$", re.I)
#: acts that are done by words: who says that he will or does, does them
_SPOKEN = frozenset({"CONCEDE", "AGREE", "REQUEST", "THREATEN", "ACCUSE", "REJECT"})


def sayer(scene: Scene, frame: Frame) -> int:
    """The word for who says that an act occurred; 0 where the report says so itself."""
    if frame.label in _SPOKEN and frame.status != "negated" and scene.tense(frame) not in ("past", "pluperfect"):
        return 0
    read, own = scene.read, clause_head(scene.read, frame.trigger)
    over = _over(read, own)
    for verb in (*over, *_behind(read, own)):
        below = {read.relation(c): c for c in reversed(read.children(verb))}
        says = _SAYS.match(read.word(verb)) or (verb in over and _DENIES.match(read.word(verb)))
        if says and read.tag(verb).startswith("VB") and "obj" not in below:
            return below.get("nsubj", 0)
    return 0


def _first(read: ReadSentence, own: int) -> int:
    """The first of the clauses that a clause is coordinated with."""
    return next((w for w in (own, *read.above(own)) if read.relation(w) != "conj"), own)


def _over(read: ReadSentence, own: int) -> list[int]:
    """The verb whose content a clause is: «X said that A had left and that B had stayed»."""
    first = _first(read, own)
    if any(read.word(c).lower() == "that" and read.relation(c) == "mark" for c in read.children(own)):
        return [read.head(own)] if read.head(own) else []
    return [read.head(first)] if read.relation(first) == "ccomp" else []


def _behind(read: ReadSentence, own: int) -> list[int]:
    """The clauses put after one beside it, which the parse takes for an aside or for another root: «A left, X said»."""
    first = _first(read, own)
    beside = {*read.children(first), *read.children(0)} if read.head(first) == 0 else set(read.children(own))
    return sorted(w for w in beside if w > own and read.relation(w) in ("parataxis", "root"))
