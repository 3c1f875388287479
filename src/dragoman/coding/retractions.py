"""What a report takes back of its own earlier words: «An earlier version of this story said that X had left» is that X has not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.reader.sentence import ReadSentence

_OWN = r"(?:this|the|our|that) (?:story|article|report|page|piece|brief|blog|post|caption|headline|item|bulletin|newsletter)"
#: the words before, as they stood here
_EARLIER = re.compile(
    rf"\b(?:earlier|previous|original|first) (?:version|edition)s? of {_OWN}\b"
    r"|\b(?:caption|headline)\b.{0,40}\b(?:published|printed|here)\b"
    r"|\b(?:version|edition|caption|headline|story|article)\b.{0,30}\b(?:wrongly|incorrectly|mistakenly|erroneously)\b",
    re.IGNORECASE,
)
_SAID = re.compile(r"\b(?:said|stated|reported|suggested|gave|claimed|wrote)\b", re.IGNORECASE)
_WE = re.compile(r"\bwe (?:had |have )?(?:\w+ly )?(?:reported|wrote|said|published)\b", re.IGNORECASE)
#: what follows where something is taken back
_WRONG = re.compile(
    r"\W*(?:that|this|it) (?:was|is) "
    r"(?:wrong|incorrect|false|untrue|inaccurate|an error|a mistake|not (?:true|correct|so|the case))"
    r"|\W*in fact\b.{0,30}\bnot\b",
    re.IGNORECASE,
)
_TAKEN_BACK = {True: "negated", False: "denied"}


def is_retracted(text: str, after: str) -> bool:
    """Whether a sentence tells what the report said before and takes back; `after` is the sentence that follows."""
    if _EARLIER.search(text) and _SAID.search(text):
        return True
    return bool(_WE.search(text) and _WRONG.match(after))


def retracted(reads: Sequence[ReadSentence]) -> list[ReadSentence]:
    """The sentences of a report, with what they take back negated."""
    after = [*(read.text for read in reads), ""][1:]
    return [_taken_back(read) if is_retracted(read.text, next_one) else read for read, next_one in zip(reads, after, strict=True)]


def _taken_back(read: ReadSentence) -> ReadSentence:
    frames = (replace(f, status=_TAKEN_BACK[f.act]) if f.status == "happened" else f for f in read.frames)
    return replace(read, frames=tuple(frames))
