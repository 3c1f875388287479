"""Finding the names of the tables in a text: one pass over its words, longest match first."""

from __future__ import annotations

import gc
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from dragoman.grounding.world import Called, called

_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}|[A-Z]\.[A-Z](?= )|\d{1,3}(?:,\d{3})+(?:\.\d+)?|[Cc]o-[Oo]peration|[^\W_]+(?:[’'‘ʼ][^\W_]+)*\+?"
)
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "đ": "d", "Đ": "D", "ß": "ss"}
)


class Token(NamedTuple):
    """A word of a text. `key` is how names are compared: lower case, no accents, no stops, no possessive ending."""

    start: int
    end: int
    text: str
    key: str
    owns: bool
    capital: bool


class Mention(NamedTuple):
    """A name of the tables in a text, tokens [first, last); `names` are the entities that are called so."""

    first: int
    last: int
    names: tuple[Called, ...]


#: given names that are spelled in many ways, and words that America spells otherwise
_VARIANTS = {
    variant: names[0]
    for names in (
        ("mohamed", "mohammed", "muhammad", "mohammad", "mohamad", "muhammed"),
        ("abdel", "abdul", "abdal", "abd"),
        ("hussein", "hussain", "husain", "husayn"),
        ("ahmed", "ahmad"),
        ("yusuf", "yousef", "youssef", "yusef", "yousuf"),
        ("sergei", "sergey"),
        ("andrei", "andrey"),
        ("alexei", "alexey", "aleksei"),
        ("hassan", "hasan"),
        ("omar", "umar"),
        ("sheikh", "shaikh", "sheik"),
        ("houthi", "huthi"),
        ("organisation", "organization"),
        ("organisations", "organizations"),
        ("cooperation", "co-operation"),
        ("defence", "defense"),
        ("centre", "center"),
        ("centres", "centers"),
        ("programme", "program"),
        ("labour", "labor"),
        ("stabilisation", "stabilization"),
        ("mobilisation", "mobilization"),
        ("stabilising", "stabilizing"),
    )
    for variant in names[1:]
}


@cache
def folded(word: str) -> str:
    """Lower case, without accents and stops; given names of many spellings in one."""
    if word.isascii():
        bare = word.replace(".", "").lower()
        return _VARIANTS.get(bare, bare)
    plain = unicodedata.normalize("NFD", word.translate(_PLAIN))
    bare = "".join(c for c in plain if not unicodedata.combining(c)).replace(".", "").lower()
    return _VARIANTS.get(bare, bare)


def tokens(text: str) -> list[Token]:
    """The words of a text with offsets; «Niger's» is «niger» that owns, and so is «troops'»."""
    found = []
    for match in _WORD.finditer(text):
        word = match[0]
        bare, owns = _possessive(word, text[match.end() : match.end() + 2]) if word[-1] in "sS" else (word, False)
        found.append(Token(match.start(), match.end(), word, folded(bare), owns, word[0].isupper()))
    return found


def _possessive(word: str, after: str) -> tuple[str, bool]:
    if len(word) > 2 and word[-1] in "sS" and word[-2] in "'’‘ʼ":
        return word[:-2], True
    return word, word[-1:] in "sS" and after[:1] in "'’" and not after[1:2].isalnum()


@dataclass(frozen=True, slots=True)
class _Entry:
    """`words` are the keys of a name and whether each owns; `upper` is how a name is written that counts only so."""

    words: tuple[tuple[str, bool], ...]
    names: tuple[Called, ...]
    upper: tuple[str, ...]
    lower: bool


#: short names in capitals that are also English words or first names, told by their capitals only
_SHORT = 4
#: longer acronyms that are words when not in capitals
_WORDS = frozenset(["care", "quad", "pace", "alba", "sica", "shade", "plan", "mali", "sad"])


def _is_upper(text: str) -> bool:
    """Whether a name counts only as it is written, in capitals: «WHO», «US», «AU», «LeT»."""
    if len(text) > 8:
        return False
    letters = [c for c in text if c.isalpha()]
    if len(letters) < _SHORT:
        return sum(c.isupper() for c in letters) > 1
    return text.replace(".", "").isupper() and text.lower() in _WORDS


@cache
def compiled() -> dict[tuple[str, ...], tuple[_Entry, ...]]:
    """The first two words, or the only one -> the names that begin with them, longest first."""
    with _unswept():
        return _compiled()


@contextmanager
def _unswept() -> Iterator[None]:
    """No sweeps for garbage while some hundred thousand small things are made that all stay: they took a third of the time."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def _compiled() -> dict[tuple[str, ...], tuple[_Entry, ...]]:
    merged: dict[tuple[tuple[tuple[str, bool], ...], bool], list[Called]] = {}
    for name in called():
        words = _words_of(name.text)
        if words:
            merged.setdefault((words, _is_upper(name.text)), []).append(name)
    index: dict[tuple[str, ...], list[_Entry]] = {}
    for (words, upper), names in merged.items():
        written = tuple(t.text for t in tokens(names[0].text)) if upper else ()
        entry = _Entry(words, tuple(names), written, names[0].text.islower())
        index.setdefault(tuple(key for key, _ in words[:2]), []).append(entry)
    return {first: tuple(sorted(held, key=lambda e: -len(e.words))) for first, held in index.items()}


def plain(text: str) -> bool:
    """Whether words are plain letters, which spaces alone part."""
    return text.isascii() and text.replace(" ", "").isalpha()


def _words_of(text: str) -> tuple[tuple[str, bool], ...]:
    """The words of a name as they are compared; a name of plain letters needs no search for stops and possessives."""
    if plain(text):
        return tuple((folded(word), False) for word in text.split())
    return tuple((t.key, t.owns) for t in tokens(text))


def scan(words: list[Token]) -> list[Mention]:
    """The names in a text, leftmost and longest, none inside another."""
    index, keys = compiled(), tuple(t.key for t in words)
    found: list[Mention] = []
    for at in range(len(words)):
        if found and at < found[-1].last:
            continue
        for opening in (keys[at : at + 2], keys[at : at + 1]):
            hit = _longest(index[opening], words, at) if opening in index else None
            if hit:
                found.append(hit)
                break
    return found


def _longest(entries: tuple[_Entry, ...], words: list[Token], at: int) -> Mention | None:
    for entry in entries:
        last = at + len(entry.words)
        if last <= len(words) and _fits(entry, words, at, last):
            same = [e for e in entries if e.words == entry.words and _cased(e, words[at:last])]
            return Mention(at, last, tuple(name for e in same for name in e.names))
    return None


def _fits(entry: _Entry, words: list[Token], at: int, last: int) -> bool:
    """Whether the words are those of the name; only the last may own («Niger's», but not «Guinea's Bissau»)."""
    end = last - 1
    for i, (key, owns) in enumerate(entry.words):
        token = words[at + i]
        if token.key != key or (token.owns != owns and at + i != end):
            return False
    return _cased(entry, words[at:last])


def _bare(word: str) -> str:
    """A word without the ending of a possessive: «UN's»."""
    return word[:-2] if len(word) > 2 and word[-2] in "’'‘ʼ" else word


def _cased(entry: _Entry, piece: list[Token]) -> bool:
    """Names need a capital; short acronyms need all of them. «the» may stand small in front."""
    if entry.lower:
        return True
    if entry.upper:
        if tuple(_bare(t.text) for t in piece) == entry.upper:
            return True
        return all(_bare(t.text).replace(".", "") == _bare(t.text).upper().replace(".", "") for t in piece)
    if piece[0].key == "the":
        return len(piece) > 1 and piece[1].capital
    return piece[0].capital or piece[0].text[0].isdigit() or (len(piece) > 1 and piece[1].capital)
