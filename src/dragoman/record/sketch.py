"""What is compared of a report to find its copies, and the small sketch that finds the candidates.

Prints of one story share their lead or most of their words, so a report is sketched twice by MinHash: its
lead and the whole. Reports that share a band of either sketch are compared word by word (copies.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from rensa import RMinHash

from dragoman.record.names import fold_text, fold_word
from dragoman.record.wires import credits, edges, family
from dragoman.report import Report

#: fixed, so that the same text has the same sketch on every machine and in every run
SEED = 20240501
#: 12 bands of 3 find a pair that shares half of its shingles in 4 of 5 cases by one sketch, four fifths
#: always
BANDS, ROWS = 12, 3
SHINGLE = 3
LEAD_WORDS = 60
#: shorter lines are bylines, buttons and headings
LINE_WORDS = 6
#: a line of boilerplate is short; a long paragraph with such a phrase is text
LINE_CHARS = 200

_DATELINE = re.compile(r"^[^\W\d_a-z][^a-z\n]{2,40}(?:,[^-–—\n]{0,40})?(?:\([^)\n]{0,40}\))?\s*[-–—]+\s+")
_BOILER = (
    "copyright", "all rights reserved", "contributed to this report", "reporting by", "editing by", "read more", "sign up",
    "subscribe", "newsletter", "advertisement", "with files from", "first published", "this story was", "this article was",
    "this story has been", "this article has been", "follow us",
)  # fmt: skip
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’')]*\s+(?=[\"“‘'(]*[^\W_a-z])|\n+")
_WORD = re.compile(r"[^\W_]+")
_NUMBERS = {
    w: str(n)
    for n, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: its words (lower case, without accents), and of these the numbers and the names."""

    words: frozenset[str]
    length: int
    numbers: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Print:
    """A report as it is compared: `order` dates it among the prints of its story, `edges` hold its
    credits."""

    id: str
    published: str
    publisher: str | None
    wires: frozenset[str]
    edges: str
    lines: tuple[Line, ...]
    bands: tuple[int, ...]

    @property
    def length(self) -> int:
        """Words in the lines that count."""
        return sum(line.length for line in self.lines)

    @property
    def order(self) -> tuple[str, int, str]:
        """Earliest first, what has no day last; of one day the fullest first, since a print is cut and not
        added to."""
        return (self.published or "9999-12-31", -self.length, self.id)


def print_of(report: Report) -> Print:
    """A report made ready for comparison: sentences of its body and captions, without dateline, byline and
    furniture."""
    text = _body(report)
    lines = tuple(line for sentence in _SENTENCE.split(text) if (line := _line(sentence)))
    day = report.published.isoformat() if report.published else ""
    return Print(report.id, day, family(report), credits(report), edges(report), lines, bands(text))


def _body(report: Report) -> str:
    parts = [report.text[p.start : p.end] for p in report.passages if p.kind in ("body", "caption")]
    lines = [_DATELINE.sub("", line) for line in ("\n".join(parts) or report.text).splitlines()]
    if _boiler("\n".join(lines)):
        lines = [line for line in lines if len(line) > LINE_CHARS or not _boiler(line)]
    return "\n".join(lines)


def _boiler(text: str) -> bool:
    low = text.lower()
    return any(phrase in low for phrase in _BOILER)


def _line(sentence: str) -> Line | None:
    raw = _WORD.findall(sentence)
    if len(raw) < LINE_WORDS:
        return None
    words = [_NUMBERS.get(w, w) for w in map(fold_word, raw)]
    names = frozenset(fold_word(w) for w in raw[1:] if w[0].isupper() and len(w) > 2)
    return Line(frozenset(words), len(words), frozenset(w for w in words if w[0].isdigit()), names)


def bands(text: str) -> tuple[int, ...]:
    """The bands of the lead's sketch, then of the whole's: 63-bit numbers, equal only for equal bands of the
    same sketch."""
    words = fold_text(text).split()
    found: list[int] = []
    for part, some in enumerate((words[:LEAD_WORDS], words)):
        found += _bands(part, some)
    return tuple(found)


def _bands(part: int, words: list[str]) -> Iterable[int]:
    if not words:
        return []
    sketch = RMinHash(BANDS * ROWS, SEED)
    sketch.update([" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))])
    mins = sketch.digest()
    rows = (mins[band * ROWS : (band + 1) * ROWS] for band in range(BANDS))
    return [_number(part, band, row) for band, row in enumerate(rows)]


def _number(part: int, band: int, row: list[int]) -> int:
    data = b"".join(int(value).to_bytes(8, "little") for value in (part, band, *row))
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little") >> 1
