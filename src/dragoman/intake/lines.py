"""The lines of a text with their offsets; a paragraph that was wrapped at a fixed width counts as one line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_NEW_PARAGRAPH = re.compile(r"(?:[•◦▪■*‣–—-]\s|\(?\d{1,3}[.)]\s|[A-Z][A-Z .'’-]+:\s)")
_WRAP = range(55, 101)


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it."""

    start: int
    end: int
    text: str


def lines(text: str) -> list[Line]:
    """The lines that hold something, in order."""
    blocks: list[list[Line]] = [[]]
    for line in _physical(text):
        if line.text:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [joined for block in blocks for joined in _unwrapped(text, block)]


def _physical(text: str) -> list[Line]:
    ends = [(match.start(), match.end()) for match in _BREAK.finditer(text)] + [(len(text), len(text))]
    starts = [0, *(after for _, after in ends)]
    return [_stripped(text, start, end) for start, (end, _) in zip(starts, ends, strict=False)]


def _stripped(text: str, start: int, end: int) -> Line:
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    body = piece.strip()
    return Line(begin, begin + len(body), body)


def _unwrapped(text: str, block: list[Line]) -> list[Line]:
    """One line for a block that was wrapped: every line but the last is nearly full and the sentence runs on somewhere."""
    if len(block) < 2 or not _is_wrapped(block):
        return block
    start, end = block[0].start, block[-1].end
    return [Line(start, end, text[start:end])]


def _is_wrapped(block: list[Line]) -> bool:
    lengths = [len(line.text) for line in block[:-1]]
    longest = max(len(line.text) for line in block)
    if max(lengths) not in _WRAP or longest > _WRAP.stop or min(lengths) < max(lengths) - 25:
        return False
    running = sum(1 for line, _ in pairwise(block) if not _SENTENCE_END.search(line.text))
    return running * 2 >= len(lengths) and not any(_NEW_PARAGRAPH.match(line.text) for line in block[1:])
