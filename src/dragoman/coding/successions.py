"""Who comes into an office and who leaves it, where a change tells of both: «X succeeded Y», «Y handed over to X»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dragoman.coding.scene import Scene
from dragoman.reader.sentence import Frame

_SUCCEEDS = re.compile(r"(?:succe|replac|(?:take|took|taking|takes|taken) over\b)", re.IGNORECASE)
_HANDS = re.compile(r"(?:hand(?:s|ed|ing)?\b|(?:mak(?:e|es|ing)|made|giv(?:e|es|ing)|gave|given) way\b)", re.IGNORECASE)
_TAKES = re.compile(
    r"(?:take|takes|took|taken|taking|fill|fills|filled)\b.{,40}['’]s? (?:place|post|seat|job|shoes)\b", re.IGNORECASE
)
#: prepositions of an agent, a receiver, a source and a means
_CASES = ({"by"}, {"to", "for"}, {"from"}, {"with"})
#: who comes and who goes, words of the sentence; 0 where it tells only of the other
Pair = tuple[int, int]


def successions(scene: Scene, frames: Iterable[Frame]) -> Iterator[Frame]:
    """Frames in, and out; who succeeds another begins what the other ends, told once for a word."""
    told: set[int] = set()
    for frame in frames:
        pair = _comes_and_goes(scene, frame) if frame.label == "office" else (0, 0)
        if not any(pair):
            yield frame
        elif frame.trigger not in told:
            told.add(frame.trigger)
            yield from _both(scene, frame, pair)


def _both(scene: Scene, frame: Frame, pair: Pair) -> Iterator[Frame]:
    rest = tuple(role for role in frame.roles if role[0] != "first")
    for detail, word in ((d, w) for d, w in zip(("begins", "ends"), pair, strict=True) if w):
        yield replace(frame, detail=detail, roles=(*rest, ("first", _named(scene, frame, word), 1.0)))


def _comes_and_goes(scene: Scene, frame: Frame) -> Pair:
    read, at = scene.read, frame.trigger
    words = scene.text[read.words[at - 1].start :]
    below = read.children(at)
    by, to, from_, with_ = (next((c for c in below if case & scene.case(c)), 0) for case in _CASES)
    subject, done_to = scene.subject(at), _done_to(scene, at)
    other = next((c for c in below if read.relation(c) == "obj" and read.tag(c).startswith(("NNP", "PRP"))), 0)
    if _SUCCEEDS.match(words):
        goes = other or from_
        return _known(by, done_to) if by else _known(with_, other) if with_ else (subject if goes else 0, goes)
    if _HANDS.match(words):
        return _known(to, subject)
    return _known(subject, _holder(scene, frame, subject)) if _TAKES.match(words) else (0, 0)


def _named(scene: Scene, frame: Frame, word: int) -> int:
    """Who is named at a word or hangs on it: of «the envoy, Ann Lee, left» Ann Lee."""
    own = [w for w in frame.fillers("first") if w == word or scene.read.head(w) == word]
    return max(own, default=word)


def _known(comes: int, goes: int) -> Pair:
    """Both, or nobody: who comes or goes alone is told by the reader."""
    return (comes, goes) if comes and goes else (0, 0)


def _done_to(scene: Scene, verb: int) -> int:
    """The subject of a passive verb, or of the one with which it is coordinated («was removed and replaced»)."""
    read = scene.read
    for word in (verb, *read.above(verb)):
        found = next((c for c in read.children(word) if read.relation(c) == "nsubj:pass"), 0)
        if found:
            return found
        if read.relation(word) != "conj":
            return 0
    return 0


def _holder(scene: Scene, frame: Frame, subject: int) -> int:
    """Of «took X's place», X."""
    return next((w for w in frame.fillers("first") if w > frame.trigger and w != subject), 0)
