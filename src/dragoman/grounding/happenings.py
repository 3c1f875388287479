"""Happenings that dates are counted from: «two years after the coup», «since the invasion».

A happening that the report itself tells with a day comes first; else one of `data/happenings.tsv`, by its own name, or by its kind
with the state and the year that are named with it or that the report is about. What may mean several stays open.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from dragoman.grounding import calendar, gazetteer, world
from dragoman.interval import Interval

#: of two happenings of one kind in one state the later is meant where the earlier lies so long before it
_GENERATION = timedelta(days=5 * 365)
#: kinds that recur so often that «the election» alone may be one to come: these need a year or a name
_RECURRING = frozenset({"election", "referendum"})
_NAMES = r"(?:[A-Z][\w’'.-]*|\d{4})(?:(?:,| and)? (?:the )?[A-Z][\w’'.-]*)*"
_AFTER = re.compile(rf"(?: (?:of|in|against|on|into|between|with) (?:the )?{_NAMES})*")
_BEGINS = re.compile(r"\b(?:began|begins|started|broke out|erupted|start of|outbreak of|beginning of|onset of)\b", re.I)
_ENDS = re.compile(r"\b(?:ended|was over|end of)\b", re.I)
_SENTENCE = re.compile(r"(?:[^.!?\n]|\.(?!\s+[A-Z“\"]|\s*$))+")
#: in front of a happening these count from it rather than tell it
_COUNTED = re.compile(r"\b(?:after|before|since|until|till|following|of|to|ahead of|prior to|during"
    r"|from) (?:[\w’'-]+ ){0,3}$", re.I)
#: the noun of a phrase: its last word before a verb or a preposition
_HEAD = re.compile(
    r"(?:the |its |their |his |her |a |an |that |this )(?:[\w’'-]+ ){0,3}?(?P<head>[a-z]{4,})"
    r"(?= (?:in|of|on|at|by|with|was|were|is|are|will|would|had|has|began|that|which|and|he|she|it|they|the|a|an|to|for"
    r"|from)\b|[ .,;:)]*$"
    r"| [A-Z]| [a-z]+ed\b)"
)
_FIRST = re.compile(r"(?:the |its |their |this |that )(?P<head>[a-z]{4,})\b")


@dataclass(frozen=True, slots=True)
class Happening:
    """A row of the table; `latest` is None for a war that goes on."""

    kind: str
    states: frozenset[str]
    earliest: date
    latest: date | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """The days of a happening, whether it has an end of its own, and where the words that name it end."""

    begins: Interval
    ends: Interval
    end: int


Reader = Callable[[str], Iterable[tuple[int, int, Interval]]]


@cache
def table() -> tuple[Happening, ...]:
    """The rows of `data/happenings.tsv`, and the independence of every state."""
    return tuple(_rows())


def _rows() -> Iterator[Happening]:
    for row in world.rows("happenings"):
        first = date.fromisoformat(row["start"])
        last = date.fromisoformat(row["end"]) if row["end"] else None if row["kind"] == "war" else first
        yield Happening(row["kind"], frozenset(world.listed(row["states"])), first, last, world.listed(row["names"]))
    for state in world.rows("states"):
        if len(state["start"]) == 10:
            day = date.fromisoformat(state["start"])
            yield Happening("independence", frozenset([state["id"]]), day, day, ())


@cache
def _by_name() -> dict[str, Happening]:
    return {_plain(name): row for row in table() for name in row.names}


#: a phrase ends with its clause; «Sept. 11» and «U.S.» do not end it
_CLAUSE = re.compile(r"[,;:!?()\n”\"—–]|\.(?=\s+[A-Z“\"]|\s*$)|$")
_LONGEST, _OPENING = 8, 5


def clause(text: str, at: int) -> str:
    """The words from a place to the end of their clause, a hundred characters at most."""
    end = _CLAUSE.search(text, at, at + 100)
    return text[at : end.start() if end else at + 100]


def _plain(text: str) -> str:
    return text.lower().replace("’", "'")


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{calendar.alternatives('happening')})(?![\w-])", re.I)


def named(phrase: str, within: str, published: date | None, read: Reader) -> Named | None:
    """The happening that a phrase («the coup in Niger», up to the end of its clause) begins with; None where it is not one.

    `within` is the report, `read` finds the points in time of one of its sentences.
    """
    return _told(phrase, within, read) or _by_own_name(phrase, published) or _by_kind(phrase, within, published)


def _by_own_name(phrase: str, published: date | None) -> Named | None:
    plain = _plain(phrase)
    words = list(re.finditer(r"\S+", plain))
    for first in range(min(_OPENING, len(words))):
        for last in range(min(first + _LONGEST, len(words)) - 1, first - 1, -1):
            name = plain[words[first].start() : words[last].end()].rstrip(".")
            row = _by_name().get(name) or _by_name().get(name.removesuffix("'s"))
            if row and (not published or row.earliest <= published):
                return _dated(phrase, row, words[first].start() + len(name))
    return None


def _by_kind(phrase: str, within: str, published: date | None) -> Named | None:
    """The one happening of that kind in the state that is named with it, or that the report is about."""
    head = _kinds().search(phrase)
    if not head or len(phrase[: head.start()].split()) > 5:
        return None
    after = _AFTER.match(phrase, head.end())
    end = after.end() if after else head.end()
    kind, words = calendar.words("happening")[head[0].lower()], phrase[:end]
    year = re.search(r"\b(?:19|20)\d\d\b", words)
    rows = [row for row in table() if row.kind == kind and (not published or row.earliest <= published)]
    if year:
        rows = [row for row in rows if row.earliest.year == int(year[0])]
    elif kind in _RECURRING:
        return None
    rows = _of_states(rows, states(words), within)
    last = max(rows, key=lambda row: row.earliest, default=None)
    if last is None or any(row is not last and last.earliest - row.earliest < _GENERATION for row in rows):
        return None
    return _dated(phrase, last, end)


def _of_states(rows: list[Happening], said: Counter[str], within: str) -> list[Happening]:
    """The rows of the states named in the phrase, else those of the state that the report names most of all that have any."""
    if said:
        return [row for row in rows if set(said) <= row.states]
    about = states(within)
    rated = {state: count for state, count in about.items() if any(state in row.states for row in rows)}
    if not rated:
        return []
    most = max(rated.values())
    chosen = [row for row in rows if any(rated.get(state) == most for state in row.states)]
    shared = set.intersection(*(set(row.states) for row in chosen)) if chosen else set()
    return chosen if any(rated.get(state) == most for state in shared) else []


@lru_cache(maxsize=64)
def states(text: str) -> Counter[str]:
    """How often a text names each state, by name, adjective, people or capital."""
    found: Counter[str] = Counter()
    for mention in gazetteer.scan(gazetteer.tokens(text)):
        ids = {name.entity.id for name in mention.names if name.entity.kind == "state"}
        if len(ids) == 1:
            found.update(ids)
    return found


def _dated(phrase: str, row: Happening, end: int) -> Named:
    """The days counted from: a war's end after it, its beginning where that is said, or where it goes on."""
    first = Interval.on(row.earliest)
    whole = Interval(row.earliest, row.latest) if row.kind != "war" else first
    last = Interval.on(row.latest) if row.kind == "war" and row.latest else whole
    tail = re.match(r" (?:began|started|broke out|erupted|ended)\b", phrase[end:])
    end += tail.end() if tail else 0
    if _BEGINS.search(phrase[:end]):
        return Named(first, first, end)
    return Named(last, last, end) if _ENDS.search(phrase[:end]) else Named(whole, last, end)


def _told(phrase: str, within: str, read: Reader) -> Named | None:
    """The day that the report itself gives for what the phrase names, where it gives just one."""
    for words, end in _heads(phrase):
        beside = _AFTER.match(phrase, end)
        said = states(phrase[:end] + (beside[0] if beside else ""))
        days = set(_days(words, within, read, said))
        if len(days) == 1:
            day = days.pop()
            return Named(day, day, end)
    return None


def _heads(phrase: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """The words that may tell elsewhere what the phrase names, and where its own end."""
    kind = next((m for m in _kinds().finditer(phrase) if len(phrase[: m.start()].split()) < _OPENING), None)
    if kind:
        yield _telling(kind[0]), kind.end()
        return
    for pattern in (_HEAD, _FIRST):
        if head := pattern.match(phrase):
            yield (head["head"],), head.end("head")


def _telling(word: str) -> tuple[str, ...]:
    """The words by which a report tells a happening of a kind."""
    kind = calendar.words("happening")[word.lower()]
    return tuple(w for table in ("happening", "told") for w, of in calendar.words(table).items() if of == kind)


def _days(words: Iterable[str], within: str, read: Reader, said: Counter[str]) -> Iterator[Interval]:
    telling = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.I)
    for sentence in _SENTENCE.finditer(within):
        told = [m for m in telling.finditer(sentence[0]) if not _COUNTED.search(sentence[0][: m.start()])]
        if not told or (said and (there := states(sentence[0])) and not set(said) & set(there)):
            continue
        points = list(read(sentence[0]))
        if len(points) == 1 and min(abs(points[0][0] - m.start()) for m in told) < 80:
            yield points[0][2]
