"""Bases, missions and pacts that the tables know by name: whose they are, where, between whom, from when to when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple

from dragoman.errors import InputError
from dragoman.grounding.gazetteer import Token, folded, plain, tokens
from dragoman.grounding.world import Entity, called, listed, rows, states, user_lines, user_tables
from dragoman.rows import Actor

BASE, MISSION, PACT = "base", "mission", "pact"
_TABLES = {BASE: "bases", MISSION: "missions", PACT: "pacts"}
#: what may stand between the words of a name
_JOINTS = frozenset(" -–—’'.&/")


@dataclass(frozen=True, slots=True)
class Known:
    """A row of `data/bases.tsv`, `missions.tsv` or `pacts.tsv`: days, months or years as ISO dates cut short, «» for not known.

    A base or mission has a `holder` and `hosts` (none at sea), a pact `parties` and a `type`; all are ids.
    """

    kind: str
    name: str
    holder: str = ""
    hosts: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    type: str | None = None
    start: str = ""
    end: str = ""

    @property
    def all(self) -> tuple[str, ...]:
        """Everybody that it is between."""
        return self.parties or (self.holder, *self.hosts)

    def place(self, day: str) -> tuple[int, str]:
        """How well it fits a day, the best least: it holds, or is past, or yet to come; of the past the latest. What ended within a
        year is not past: its end is news."""
        if self.start and day[: len(self.start)] < self.start:
            return 2, self.start
        past = bool(self.end) and f"{int(day[:4]) - 1:04}{day[4:]}"[: len(self.end)] > self.end
        return (1, "".join(chr(ord("9") - int(c)) for c in self.end if c.isdigit())) if past else (0, "")


class Named(NamedTuple):
    """A known name in a text, offsets [start, end); `rows` are those called so that fit the day of the report, mostly one."""

    start: int
    end: int
    rows: tuple[Known, ...]


class _Name(NamedTuple):
    """A name as it is compared: the keys of its words, and how they are written."""

    keys: tuple[str, ...]
    written: tuple[str, ...]
    rows: tuple[Known, ...]


def known_names(text: str, words: list[Token], day: str | None) -> list[Named]:
    """The known names in a text, leftmost and longest, none inside another; `words` are its tokens, `day` an ISO day."""
    found: list[Named] = []
    index, keys, free = _names(), tuple(t.key for t in words), 0
    for at in range(len(words)):
        names = (*index.get(keys[at : at + 2], ()), *index.get(keys[at : at + 1], ())) if at >= free else ()
        hit = next((n for n in names if _fits(n, text, words[at : at + len(n.keys)])), None) if names else None
        if hit:
            free = at + len(hit.keys)
            last = words[free - 1]
            end = last.end - 2 if last.text[-2:-1] in ("'", "’") and last.owns else last.end
            found.append(Named(words[at].start, end, _of_day(hit.rows, day)))
    return found


def _of_day(held: tuple[Known, ...], day: str | None) -> tuple[Known, ...]:
    """Those in force on a day; where none is, the last before it, else the next after it; all where the day is not known."""
    if not day:
        return held
    best = min(row.place(day) for row in held)
    return tuple(row for row in held if row.place(day) == best)


def _fits(name: _Name, text: str, piece: list[Token]) -> bool:
    if tuple(t.key for t in piece) != name.keys or any(t.owns for t in piece[:-1]):
        return False
    gaps = (text[a.end : b.start] for a, b in pairwise(piece))
    return all(_cased(t.text, w) for t, w in zip(piece, name.written, strict=True)) and all(set(gap) <= _JOINTS for gap in gaps)


def _cased(word: str, written: str) -> bool:
    """Whether a word stands as the name is written; small letters may be capitals in a title."""
    if len(written) > 1 and written.isupper():
        return word[: len(written)].isupper()
    return written[0].islower() or not word[0].islower()


@cache
def _names() -> Mapping[tuple[str, ...], tuple[_Name, ...]]:
    """The first two words, or the only one -> the names that begin with them, longest first."""
    held: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Known]] = {}
    for name, row in _called():
        written = tuple(name.split()) if plain(name) else tuple(t.text for t in tokens(name))
        if written:
            held.setdefault((tuple(map(folded, written)), written), []).append(row)
    index: dict[tuple[str, ...], list[_Name]] = {}
    for (keys, written), found in held.items():
        index.setdefault(keys[:2], []).append(_Name(keys, written, tuple(dict.fromkeys(found))))
    return {first: tuple(sorted(names, key=lambda n: -len(n.keys))) for first, names in index.items()}


def _called() -> Iterator[tuple[str, Known]]:
    shipped = ((kind, row) for kind, table in _TABLES.items() for row in rows(table))
    for kind, row in chain(shipped, _user_rows()):
        known = _known(kind, row)
        for name in dict.fromkeys((row["name"], *listed(row.get("aliases")))):
            yield name, known


def _user_rows() -> Iterator[tuple[str, Mapping[str, str]]]:
    """The rows of a user's tables (DRAGOMAN_KNOWN, `docs/tables.md`), with their kind."""
    for where, row in chain.from_iterable(map(user_lines, user_tables("DRAGOMAN_KNOWN"))):
        if row.get("kind") not in _TABLES or not row.get("name") or not (row.get("holder") or row.get("parties")):
            needs = "kind (base, mission, pact), name, and holder or parties"
            raise InputError(f"{where}: a known arrangement needs {needs}; see docs/tables.md for the columns")
        yield row["kind"], row


def _known(kind: str, row: Mapping[str, str]) -> Known:
    hosts, parties = listed(row.get("hosts") or row.get("host")), listed(row.get("parties"))
    days = row.get("start") or "", row.get("end") or ""
    return Known(kind, row["name"], row.get("holder") or "", hosts, parties, row.get("type") or None, *days)


@cache
def _entities() -> Mapping[str, Entity]:
    """Those who are no states, by the id that rows carry."""
    return {name.entity.id: name.entity for name in called() if name.entity.key == name.entity.id}


def actor(ident: str) -> Actor:
    """The party of a row: a state, else an organisation or a group of the tables."""
    entity = states().get(ident) or _entities().get(ident)
    if not entity:
        return Actor(ident, name=ident)
    sector = entity.sectors[0] if entity.sectors else None
    return Actor(ident, entity.country, sector, entity.sectors, entity.name, "party to a known arrangement")
