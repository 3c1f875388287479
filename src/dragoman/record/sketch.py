"""What is compared of a report to find its copies, and the small sketch that finds the candidates.

Prints of one story share their lead or most of their words, so a report is sketched twice by MinHash: its
lead and the whole. Reports that share a band of either sketch are compared word by word (copies.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rensa import RMinHash

from dragoman.record.claims import BASELINE
from dragoman.record.names import fold_text, fold_word
from dragoman.record.wires import EDGE, credits, edges, family
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

#: a band is folded into one number below a Mersenne prime, which a signed 64-bit column holds
_PRIME, _FACTOR = 2**61 - 1, 0x9E3779B97F4A7C15 % (2**61 - 1)

_DATELINE = re.compile(r"^[^\W\d_a-z][^a-z\n]{2,40}(?:,[^-–—\n]{0,40})?(?:\([^)\n]{0,40}\))?\s*[-–—]+\s+")
#: a line that only names who wrote it
_BYLINE = re.compile(r"^\W*(?:By|From|Reporting by|Story by|Words by|With) [^.!?\n]{3,80}$")
_HOUSE = re.compile(r"^[^\W\d_a-z][^a-z\n]{2,40}(?:,[^-–—\n(]{0,40})?\([^)\n]{2,40}\)\s*[-–—]+\s")
#: a dateline with a house in brackets, or a byline of a staff
_HOUSED = re.compile(r"\(.+\)|staff|agenc|wire|press|news", re.IGNORECASE)
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


class Print:
    """A report as it is compared. Its sketch is made at once, the rest only for a report that has a candidate.

    `lines` are the sentences of body and captions, without dateline, byline and furniture; `wires`, `publisher` (the family) and
    `edges` tell where it comes from.
    """

    def __init__(self, report: Report) -> None:
        self.id = report.id
        self.published = report.published.isoformat() if report.published else ""
        self._report = report
        self._body = _body(report)
        #: tables are no prints of each other: a newer one mostly repeats the older, and counts beside it
        self.bands = () if report.id.startswith(BASELINE) else bands(self._body)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for sentence in _SENTENCE.split(self._body) if (line := _line(sentence)))

    @cached_property
    def publisher(self) -> str | None:
        return family(self._report)

    @cached_property
    def wires(self) -> frozenset[str]:
        return credits(self._report)

    @cached_property
    def edges(self) -> str:
        return edges(self._report)

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset().union(*(line.numbers for line in self.lines))

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset().union(*(line.words for line in self.lines))

    @cached_property
    def length(self) -> int:
        """Words in the lines that count."""
        return sum(line.length for line in self.lines)

    @cached_property
    def order(self) -> tuple[str, bool, int, str]:
        """Earliest first, what has no day last; of one day what credits another house last, then the fullest first, since a print
        is cut and seldom added to."""
        return (self.published or "9999-12-31", self._credits_another(), -self.length, self.id)

    def _credits_another(self) -> bool:
        """Whether the text names another source than its own publisher in its dateline or byline."""
        if not self._report.publisher:
            return False
        found = (_BYLINE.match(line) or _HOUSE.match(line) for line in self._report.text[:EDGE].splitlines())
        named = [match[0].casefold() for match in found if match and _HOUSED.search(match[0])]
        return any(self._report.publisher.casefold() not in words for words in named)


def print_of(report: Report) -> Print:
    """A report made ready for comparison."""
    return Print(report)


def _body(report: Report) -> str:
    parts = [report.text[p.start : p.end] for p in report.passages if p.kind in ("body", "caption")]
    found = ("\n".join(parts) or report.text).splitlines()
    lines = [_DATELINE.sub("", line) for line in found if not _BYLINE.match(line)]
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
    """The bands of the lead's sketch, then of the whole's: 61-bit numbers, equal only for equal bands of the same sketch."""
    words = fold_text(text).split()
    if not words:
        return ()
    shingles = [" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))]
    lead = shingles[: LEAD_WORDS - SHINGLE + 1]
    return (*_bands(0, lead), *_bands(1, shingles))


def _bands(part: int, shingles: list[str]) -> Iterator[int]:
    sketch = RMinHash(BANDS * ROWS, SEED)
    sketch.update(shingles)
    mins = sketch.digest()
    for band in range(BANDS):
        number = part * BANDS + band + 1
        for value in mins[band * ROWS : (band + 1) * ROWS]:
            number = (number * _FACTOR + value) % _PRIME
        yield number
