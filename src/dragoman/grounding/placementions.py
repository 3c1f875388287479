"""Names in a text that may be places: what the words around them say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from dragoman.grounding.placeindex import CAPITAL, REGION, STATE, TOWN, Candidate, index
from dragoman.grounding.placenames import key

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_](?:[^\W_]|['’ʼ‘`.-](?=[^\W\d_]))*\.?|\d+")
_OPENS = re.compile(r"[.!?:\n“\"]")
_BREAKS = re.compile(r"[\n,;:()\"“”!?]|\. (?!\w+$)")
_POSSESSIVE = re.compile(r"['’]s?$")
_LONGEST = 6
#: a town so small is only believed after «in», «near» and the like, or with its region beside it
_KNOWN, _LARGE = 100_000, 500_000
TOWNS = (TOWN, CAPITAL)


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    opens: bool  # whether it is the first word of a sentence

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper() or self.text[:3] in ("al-", "el-")


@dataclass(slots=True)
class Mention:
    """A name and what it may be; `sure`: the words around it say that it is a place; `within`: the region named right after it."""

    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]
    sure: bool
    within: frozenset[str] = frozenset()
    region: bool = False  # «province» or the like follows


@lru_cache(maxsize=8)
def words(kind: str) -> frozenset[str]:
    table = files("dragoman.grounding").joinpath("data/places.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line.startswith(f"{kind}\t"))
    return frozenset(word for row in rows for word in row[1].split())


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    end = 0
    for match in _WORD.finditer(text):
        gap = text[end : match.start()]
        word = match[0]
        dotted = word.endswith(".") and word[:-1].count(".") == 0 and not _is_short(word)
        stop = match.end() - dotted
        opens = not found or bool(_OPENS.search(gap)) or (found[-1].end < end and not gap.strip(". "))
        found += _parts(_Token(match.start(), stop, text[match.start() : stop], opens))
        end = stop
    return found


def _parts(token: _Token) -> list[_Token]:
    """«Turkish-Russian», «Seattle-based»: the parts, where the whole is no name but a part is a place that everybody knows."""
    pieces = token.text.split("-")
    if len(pieces) == 1 or index().at(key(token.text)) or not any(_is_famous(piece) for piece in pieces):
        return [token]
    parts, start = [], token.start
    for piece in pieces:
        if piece:
            parts.append(_Token(start, start + len(piece), piece, token.opens and start == token.start))
        start += len(piece) + 1
    return parts


def _is_famous(piece: str) -> bool:
    return piece[:1].isupper() and any(
        c.code in (STATE, REGION, CAPITAL) or c.population >= _LARGE for c in _named(piece)
    )


def _is_short(word: str) -> bool:
    """A word whose stop belongs to it: «Calif.», «St.», «Gen.»."""
    return word in words("title") or word in words("short")


def mentions(text: str) -> Iterator[Mention]:
    """The names of places in a text, longest first, none inside another."""
    tokens = _tokens(text)
    position = 0
    while position < len(tokens):
        found = _longest(text, tokens, position)
        if found is None:
            position += 1
            continue
        mention, used = found
        if mention:
            yield mention
        position += used


def _longest(text: str, tokens: list[_Token], at: int) -> tuple[Mention | None, int] | None:
    """The longest name of a place that begins at a token, and how many tokens it takes."""
    if not tokens[at].capital:
        return None
    for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
        last = tokens[at + size - 1]
        name = text[tokens[at].start : last.end]
        if not _hangs_together(name, last):
            continue
        found = _named(name)
        if found:
            return _judged(text, tokens, at, size, name, found), size
    return None


def _hangs_together(name: str, last: _Token) -> bool:
    return (last.capital or last.text.isdigit()) and not _BREAKS.search(name)


def _named(name: str) -> tuple[Candidate, ...]:
    """What a name may be, without its possessive ending."""
    bare = _POSSESSIVE.sub("", name)
    found = index().at(key(bare))
    if not found and bare.endswith(("-led", "-backed", "-based", "-born", "-held", "-run")):
        found = index().at(key(bare.rsplit("-", 1)[0]))
    return found


def _judged(
    text: str, tokens: list[_Token], at: int, size: int, name: str, found: tuple[Candidate, ...]
) -> Mention | None:
    """The mention, or None where the words are no place here."""
    first, last = tokens[at], tokens[at + size - 1]
    bare = _POSSESSIVE.sub("", name)
    states = any(candidate.code not in TOWNS for candidate in found)
    before = tokens[at - 1] if at else None
    after = tokens[at + size] if at + size < len(tokens) else None
    led = before is not None and text[before.end : first.start] == " " and before.text.lower().rstrip(".") in words("after")
    if not _is_like_a_name(bare, led, states):
        return None
    if _is_person(text, tokens, at, size, states, led) or (after and _is_body(text, last, after)):
        return None
    within = frozenset[str]() if any(c.code == STATE for c in found) else _beside(text, tokens, at + size, found)
    generic = after.text.lower() if after and text[last.end : after.start] == " " else ""
    if generic in ("county", "co") and after and after.capital:
        return None  # counties are not in the index: a town of that name is another place
    region = generic in words("generic")
    largest = max(candidate.population for candidate in found)
    sure = led or bool(within) or states
    if not sure and first.opens and size == 1 and largest < _LARGE:
        return None
    if not sure and largest < _KNOWN:
        return Mention(first.start, first.start + len(bare), bare, found, False, within, region)
    return Mention(first.start, first.start + len(bare), bare, found, True, within, region)


def _is_like_a_name(bare: str, led: bool, states: bool) -> bool:
    if bare in words("never") or bare in words("person") or (len(bare) < 3 and not states):
        return False
    shouted = bare.isupper() and len(bare) < 5 and "." not in bare
    return not shouted or (states and bare in ("US", "UK", "USA", "UAE", "DRC", "CAR", "DMZ", "ACT", "NSW", "BC"))


def _is_person(text: str, tokens: list[_Token], at: int, size: int, states: bool, led: bool) -> bool:
    """Part of a longer run of capitals («Victoria Azarenka», «Mr. Berlin») that is no list of places."""
    before = tokens[at - 1] if at else None
    after = tokens[at + size] if at + size < len(tokens) else None
    joined = before is not None and text[before.end : tokens[at].start] == " "
    if before and joined and before.text in words("title") and not states:
        return True
    if before and joined and before.capital and not before.opens and not led and not _is_plain(before) and not states:
        return True
    follows = after is not None and text[tokens[at + size - 1].end : after.start] == " " and after.capital
    if not (after and follows) or after.text in words("never") or after.text in words("generic"):
        return False
    if states:
        return not led and tokens[at].text in _given() and not _is_plain(after)
    return not _named(after.text) or (_is_plain(after) is False and not led)


@lru_cache(maxsize=1)
def _given() -> frozenset[str]:
    """States that are also given names: «Jordan Smith», «Chad Brown»."""
    table = files("dragoman.grounding").joinpath("data/namesakes.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line.startswith("given\t"))
    return frozenset(word.capitalize() for row in rows for word in row[1].split(";"))


def _is_plain(token: _Token) -> bool:
    """A capitalised word that is not part of a name: «On», «President», «Monday»."""
    return token.text in words("never") or token.text in words("body")


def _is_body(text: str, last: _Token, after: _Token) -> bool:
    """«Washington Post», «Paris Agreement»: the place only names something else."""
    return text[last.end : after.start] == " " and after.text in words("body")


def _beside(
    text: str, tokens: list[_Token], following: int, candidates: tuple[Candidate, ...] = ()
) -> frozenset[str]:
    """The region or state after a comma («Lewisburg, W.Va.», «Aydin, Turkey»): the codes that it may stand for.

    After «in» («Palma, in northern Mozambique») only one that holds a candidate counts.
    """
    if following >= len(tokens) or following == 0:
        return frozenset()
    gap = text[tokens[following - 1].end : tokens[following].start]
    if gap not in (", ", " (", ",", " "):
        return frozenset()
    at, led = following, False
    while at < len(tokens) - 1 and at < following + 4 and tokens[at].text.lower() in _LEADING:
        at, led = at + 1, True
    if gap == " " and not led:
        return frozenset()
    codes = _codes(text, tokens, at)
    held = any(codes & {c.region, c.country} for c in candidates)
    return codes if held or not led else frozenset()


#: between a place and the state or region that it lies in
_LEADING = frozenset(
    [
        "in", "the", "northern", "southern", "eastern", "western", "central", "north", "south", "east", "west",
        "northeastern", "northwestern", "southeastern", "southwestern", "north-eastern", "north-western", "south-eastern",
        "south-western", "northeast", "northwest", "southeast", "southwest", "north-east", "north-west", "south-east",
        "south-west",
    ]
)


def _codes(text: str, tokens: list[_Token], at: int) -> frozenset[str]:
    for size in (3, 2, 1):
        if at + size <= len(tokens):
            found = _named(text[tokens[at].start : tokens[at + size - 1].end])
            codes = frozenset(c.region or c.country or "" for c in found if c.code in (REGION, STATE))
            if codes and tokens[at].text not in ("U.S.", "US"):
                return codes
    return frozenset()
