"""The sentences of a report, with exact offsets.

A mark ends a sentence unless one of the guards below objects: each is a named function of the words before and after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from dragoman.report import Report

#: the kinds of passage that are read
READ = ("headline", "body", "caption")
_MARK = re.compile(r"(?:(?P<mark>[.!?…؟۔।]+)(?P<close>[\"'”’»›)\]]*)(?=\s)|(?P<wide>[。！？]+[」』”’）]*))")
_NEXT = re.compile(r"\s*(?P<open>[\"'“‘«‹(\[¿¡—–-]*\s?)(?P<word>[^\s\"'“”‘’«»()\[\]]*)")
_LAST = re.compile(r"[^\s\"“”‘«»()\[\]—–]*$")
_INITIAL = re.compile(r"(?:[A-ZÀ-Þ]\.-?)*[A-ZÀ-Þ]$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`report.text[start:end]` is the sentence; `paragraph` counts the passages that are read."""

    start: int
    end: int
    kind: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class _Mark:
    """A possible end: the word before it, the mark, the closing quotes, what opens next and the words after."""

    before: str
    mark: str
    close: str
    open: str
    word: str
    after: str
    sentence: str


def sentences(report: Report) -> list[Sentence]:
    """The sentences of what is read of a report, in order."""
    read = [passage for passage in report.passages if passage.kind in READ]
    return [
        Sentence(start, end, passage.kind, number)
        for number, passage in enumerate(read)
        for start, end in split(report.text, passage.start, passage.end)
    ]


def split(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The sentences of a stretch of text, as offsets."""
    stop = len(text) if end is None else end
    begin = start
    for match in _MARK.finditer(text, start, stop):
        if match.end() > begin and (match["wide"] or _ends(_mark(text, begin, match, stop))):
            yield from _trimmed(text, begin, match.end())
            begin = match.end()
    yield from _trimmed(text, begin, stop)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip():
        lead = len(piece) - len(piece.lstrip())
        yield start + lead, start + len(piece.rstrip())


def _mark(text: str, begin: int, match: re.Match[str], stop: int) -> _Mark:
    lead = text[max(begin, match.start() - 60) : match.start()]
    before = _LAST.search(lead)
    after = text[match.end() : min(stop, match.end() + 80)]
    following = _NEXT.match(after)
    assert before and following  # both patterns match the empty string
    return _Mark(
        before[0],
        match["mark"],
        match["close"],
        following["open"].strip(),
        following["word"],
        after,
        lead.strip(),
    )


def _ends(mark: _Mark) -> bool:
    return not any(guard(mark) for guard in GUARDS)


def _goes_on_small(mark: _Mark) -> bool:
    """The next word begins with a small letter: «“Stop!” he said», «Co. and its staff»."""
    return mark.word[:1].islower()


def _is_enumerator(mark: _Mark) -> bool:
    """«1.» in front of a sentence is no sentence."""
    return mark.mark == "." and mark.sentence.strip("(").isdigit() and len(mark.sentence) < 4


def _is_title(mark: _Mark) -> bool:
    """«Gen. Langley»"""
    return mark.mark == "." and not mark.close and mark.before in words("title")


def _is_numbered(mark: _Mark) -> bool:
    """«Sept. 15», «No. 5»: a digit follows."""
    return mark.mark == "." and mark.before in words("number") and mark.word[:1].isdigit()


def _is_initial(mark: _Mark) -> bool:
    """«George W. Bush», «U.S. Gen.»: capitals with stops, unless a word follows that opens sentences."""
    return mark.mark == "." and not mark.close and bool(_INITIAL.fullmatch(mark.before)) and not _opens(mark)


def _is_whose(mark: _Mark) -> bool:
    """«after U.S. President Donald Trump spoke»: whose president it is; after «in the U.S.» a sentence begins with him."""
    before = mark.sentence.split()
    return mark.before in ("U.S", "U.K") and mark.word == "President" and [w.lower() for w in before[-2:-1]] != ["the"]


def _is_abbreviation(mark: _Mark) -> bool:
    """«Acme Corp. Thursday», «5 a.m. Monday»: other short forms, likewise."""
    return mark.mark == "." and not mark.close and mark.before in words("other") and not _opens(mark)


def _trails_off(mark: _Mark) -> bool:
    """«We ... will go»: dots in the middle."""
    return mark.mark.strip(".…") == "" and mark.mark not in (".",) and not mark.close and not _opens(mark)


def _is_quoted_exclamation(mark: _Mark) -> bool:
    """«“Stop!” Putin said»: the sentence runs on to its verb of speech."""
    if mark.mark[-1] not in "!?" or not mark.close:
        return False
    return any(word.strip(".,") in words("speech") for word in mark.after.split()[:3])


def _is_bare(mark: _Mark) -> bool:
    """Nothing but marks so far: «... and then»."""
    return not any(char.isalnum() for char in mark.sentence)


GUARDS: tuple[Callable[[_Mark], bool], ...] = (
    _goes_on_small,
    _is_enumerator,
    _is_title,
    _is_numbered,
    _is_initial,
    _is_whose,
    _is_abbreviation,
    _trails_off,
    _is_quoted_exclamation,
    _is_bare,
)


def _opens(mark: _Mark) -> bool:
    """Whether what follows opens a sentence: an opening quote, or a word that seldom stands elsewhere with a capital."""
    return (
        (mark.open[:1] in ("“", '"', "«") and bool(mark.open)) or mark.word.rstrip(",:;.") in words("starter")
    )


@lru_cache(maxsize=8)
def words(kind: str) -> frozenset[str]:
    """The words of a kind in `intake/data/abbreviations.tsv`."""
    table = files("dragoman.intake").joinpath("data/abbreviations.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return frozenset(word for row in rows if row[0] == kind for word in row[1].split())
