"""What a report takes back of its own earlier words: «An earlier version of this story said that X had left» is that X has not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.reader.sentence import ReadSentence

_PAGE = r"(?:story|article|report|page|piece|brief|blog|post|caption|headline|item|bulletin|newsletter|gallery|issue|column)"
_OWN = rf"(?:this|the|our|that) {_PAGE}"
#: the words before, as they stood here
_EARLIER = re.compile(
    rf"\b(?:earlier|previous|original|first) (?:version|edition)s? of {_OWN}\b"
    r"|\b(?:caption|headline)\b.{0,40}\b(?:published|printed|here)\b"
    r"|\b(?:version|edition|caption|headline|story|article)\b.{0,30}\b(?:wrongly|incorrectly|mistakenly|erroneously)\b",
    re.IGNORECASE,
)
_SAID = re.compile(r"\b(?:said|stated|reported|suggested|gave|claimed|wrote)\b", re.IGNORECASE)
#: the report's own words: «we wrote», «our bulletin said»
_WE = re.compile(
    r"\bwe (?:had |have )?(?:\w+ly )?(?:reported|wrote|said|published)\b"
    rf"|\bour (?:[\w'’-]+ ){{0,2}}{_PAGE}\b.{{0,40}}\b(?:said|reported|stated|wrote)\b",
    re.IGNORECASE,
)
#: what follows where something is taken back
_WRONG = re.compile(
    r"\W*(?:that|this|it) (?:was|is) "
    r"(?:wrong|incorrect|false|untrue|inaccurate|an error|a mistake|not (?:true|correct|so|the case))\W*"
    r"|\W*in fact\b.{0,30}\bnot\b"
    r"|\W*(?:it|they|he|she) (?:ha[sd]|have|did|does|do|is|are|was|were)(?: not|n['’]t)(?: done)?(?: so)?(?: yet)?\s*[.;,:]"
    r"|\W*(?:it|they|he|she) had (?:only|merely)\b",
    re.IGNORECASE,
)
_TAKEN_BACK = {True: "negated", False: "denied"}


def is_retracted(text: str, after: str) -> bool:
    """Whether a sentence tells what the report said before and takes back; `after` is the sentence that follows."""
    if _EARLIER.search(text) and _SAID.search(text):
        return True
    return bool(_WE.search(text) and _WRONG.match(after))


def retracted(reads: Sequence[ReadSentence]) -> list[ReadSentence]:
    """The sentences of a report, with what they take back negated; «It has not» after them tells nothing more."""
    texts = ["", *(read.text for read in reads), ""]
    held = []
    for read, before, after in zip(reads, texts, texts[2:], strict=False):
        echo = bool(_WE.search(before) and _WRONG.fullmatch(read.text))
        held.append(replace(read, frames=()) if echo else _taken_back(read) if is_retracted(read.text, after) else read)
    return held


def _taken_back(read: ReadSentence) -> ReadSentence:
    frames = (replace(f, status=_TAKEN_BACK[f.act]) if f.status == "happened" else f for f in read.frames)
    return replace(read, frames=tuple(frames))
