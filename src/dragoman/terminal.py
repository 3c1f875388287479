"""Text on a terminal: untrusted words made harmless, widths of wide characters, tables that fit the window.

Reports come from anywhere: an escape sequence in a quote could clear the screen or recolour it, a bidirectional mark could
turn a name around. Whatever a terminal would obey instead of show is shown as «�».
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

#: C0 and C1 controls, DEL, line and paragraph separators, bidirectional and invisible marks, tags, lone surrogates
_OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f\ud800-\udfff]"
)
_SPACES = re.compile(r"[ \t\r\n\v\f\x85\u2028\u2029]+")
#: used where the window's width is unknown (a pipe, a file)
FALLBACK = 110
GAP = "  "
#: no column is made narrower than this, however small the window is
NARROWEST = 6
#: words up to this long are kept whole where the window allows it: a day, an id made from content
LONGEST_WORD = 16


def safe(text: object) -> str:
    """The text on one line, without anything that a terminal would obey."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", _SPACES.sub(" ", str(text)).strip())


def window() -> int:
    """The width to write for; COLUMNS overrules."""
    return max(40, shutil.get_terminal_size((FALLBACK, 24)).columns)


def width(text: str) -> int:
    """How many cells the text takes: two for wide characters, none for marks that combine."""
    return sum(_cells(char) for char in text)


def _cells(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _fitting(text: str, cells: int) -> str:
    """The longest beginning of the text that fits."""
    used = 0
    for place, char in enumerate(text):
        used += _cells(char)
        if used > cells:
            return text[:place]
    return text


def wrapped(text: str, cells: int) -> list[str]:
    """The text in lines of so many cells, broken between words; a word that is too long is broken anywhere."""
    found = [""]
    for word in text.split(" "):
        joined = f"{found[-1]} {word}" if found[-1] else word
        if width(joined) <= cells:
            found[-1] = joined
        else:
            found += _broken(word, cells)
    return [line for line in found if line] or [""]


def _broken(word: str, cells: int) -> Iterator[str]:
    while width(word) > cells:
        head = _fitting(word, cells) or word[0]
        yield head
        word = word[len(head) :]
    yield word


def padded(text: str, cells: int) -> str:
    """The text filled up with spaces to so many cells."""
    return text + " " * (cells - width(text))


def paragraph(text: object, indent: str = "", cells: int | None = None) -> str:
    """Running text in the window, every line indented."""
    room = max(20, (cells or window()) - width(indent))
    return "\n".join(indent + line for line in wrapped(safe(text), room))


def table(names: Sequence[str], rows: Iterable[Sequence[object]], cells: int | None = None) -> Iterator[str]:
    """The lines of a table: every cell is wrapped into its column, so nothing is lost in a small window."""
    shown = [[safe("" if value is None else value) for value in row] for row in rows]
    widths = _widths(names, shown, cells or window())
    yield from _lines(names, widths)
    yield GAP.join("-" * w for w in widths)
    for row in shown:
        yield from _lines(row, widths)


def _lines(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """One row: as many lines as its tallest cell needs."""
    columns = [wrapped(value, cells) for value, cells in zip(row, widths, strict=True)]
    for parts in zip_longest(*columns, fillvalue=""):
        yield GAP.join(padded(part, cells) for part, cells in zip(parts, widths, strict=True)).rstrip()


def _widths(names: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """As wide as needed; where that is too much, the widest columns give way: first down to their longest word, so long as two
    fifths are left for the last column, which has the running text."""
    cells = [[name, *(row[i] for row in rows)] for i, name in enumerate(names)]
    widths = [max(map(width, column)) for column in cells]
    words = [max(width(word) for cell in column for word in cell.split(" ")) for column in cells]
    room -= len(GAP) * (len(names) - 1)
    floors_of_words = [min(word, LONGEST_WORD) for word in words]
    for floors in ([*floors_of_words[:-1], room * 2 // 5], floors_of_words, [NARROWEST] * len(names)):
        while sum(widths) > room and (above := [i for i, floor in enumerate(floors) if widths[i] > floor]):
            widest = max(above, key=lambda i: widths[i])
            widths[widest] -= 1
    return widths
