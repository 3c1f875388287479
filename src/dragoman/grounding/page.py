"""A text as the grounding of actors sees it: words, names of the tables and words for agents, in one row of units."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from dragoman.grounding import agents, gazetteer
from dragoman.grounding.agents import Agent
from dragoman.grounding.gazetteer import Mention, Token, folded
from dragoman.grounding.namesakes import told_apart
from dragoman.grounding.world import Called, rows


class Unit(NamedTuple):
    """A name, an agent or a single word; tokens [first, last)."""

    first: int
    last: int
    mention: Mention | None = None
    agent: Agent | None = None


class Page:
    """A text with its units. `names` holds what the report itself introduces: words -> who is called so."""

    def __init__(self, text: str, names: dict[tuple[str, ...], tuple[Called, ...]] | None = None) -> None:
        self.text = text
        self.tokens: list[Token] = gazetteer.tokens(text)
        self._starts = [t.start for t in self.tokens]
        self.keys = tuple(t.key for t in self.tokens)
        self._names = {m.first: m for m in told_apart(gazetteer.scan(self.tokens), self.tokens, text)}
        self._agents = [agents.at(self.keys, at) for at in range(len(self.tokens))]
        self.introduced = names or {}
        self.units: list[Unit] = []
        self._firsts: list[int] = []
        self.lay()

    def lay(self) -> None:
        """Lays the units out anew, after names have been introduced."""
        self._longest = max(map(len, self.introduced), default=0)
        self.units = list(self._laid())
        self._firsts = [u.first for u in self.units]

    def _laid(self) -> Iterator[Unit]:
        opening = {words[0] for words in self.introduced}
        before = {unit.first: unit for unit in self.units}
        at = 0
        while at < len(self.tokens):
            own = self._introduced(at) if self.keys[at] in opening else None
            if own and self._is_cut(own):
                own = None
            unit = (None if own else before.get(at)) or self._unit(at, own, self._names.get(at), self._agents[at])
            yield unit
            at = unit.last

    def _is_cut(self, own: Mention) -> bool:
        """Whether a name of the tables goes on where one of the report's own ends: «the Council» in «the Council of Europe»."""
        held = (self._names.get(at) for at in range(own.first + 1, own.last))
        return any(mention is not None and mention.last > own.last for mention in held)

    @staticmethod
    def _unit(at: int, own: Mention | None, mention: Mention | None, agent: Agent | None) -> Unit:
        if own and (not mention or own.last >= mention.last):
            return Unit(own.first, own.last, own)
        if mention and (not agent or agent.last <= mention.last):
            return Unit(at, mention.last, mention)
        return Unit(at, agent.last, None, agent) if agent else Unit(at, at + 1)

    def _introduced(self, at: int) -> Mention | None:
        for length in range(self._longest, 0, -1):
            names = self.introduced.get(self.keys[at : at + length])
            words = self.tokens[at : at + length]
            if names and words[-1].capital and (words[0].capital or words[0].key == "the"):
                return Mention(at, at + length, names)
        return None

    def within(self, start: int, end: int) -> list[Unit]:
        """The units of text[start:end]; a name that begins in it is taken whole, and so is one whose capitals lead up to it («Papua
        New Guinea», of which the parse may give the last word alone); another unit that sticks out is taken apart."""
        first, last = self._led(bisect_left(self._starts, start)), bisect_left(self._starts, end)
        found: list[Unit] = []
        at = first
        place = bisect_left(self._firsts, first)
        while at < last:
            while place < len(self.units) and self.units[place].first < at:
                place += 1
            unit = self.units[place] if place < len(self.units) else None
            fits = unit is not None and unit.first == at and unit.last <= (len(self.tokens) if unit.mention else last)
            found.append(unit if fits and unit else self._piece(at, last))
            at = found[-1].last
        return found

    def _led(self, first: int) -> int:
        """Where the name begins that a word stands in the midst of, with nothing but capitals before it; else the word."""
        place = bisect_left(self._firsts, first) - 1
        unit = self.units[place] if 0 <= place < len(self.units) else None
        inside = unit is not None and unit.mention is not None and unit.last > first
        return unit.first if unit and inside and all(t.capital for t in self.tokens[unit.first : first]) else first

    def _piece(self, at: int, last: int) -> Unit:
        """The longest name or agent that begins here and stays within."""
        for mention in gazetteer.scan(self.tokens[at:last])[:1]:
            if mention.first == 0:
                return Unit(at, at + mention.last, Mention(at, at + mention.last, mention.names))
        agent = agents.at(self.keys[:last], at)
        return Unit(at, agent.last, None, agent) if agent else Unit(at, at + 1)

    def gap(self, token: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[self.tokens[token - 1].end : self.tokens[token].start] if token else ""

    def key(self, unit: Unit) -> str:
        """The last word of a unit as names are compared."""
        return self.keys[unit.last - 1]

    def words(self, unit: Unit) -> str:
        return self.text[self.tokens[unit.first].start : self.tokens[unit.last - 1].end]

    def owns(self, unit: Unit) -> bool:
        return self.tokens[unit.last - 1].owns


@cache
def wordlist(kind: str) -> frozenset[str]:
    """The words of a kind in `data/words.tsv`: determiners, prepositions, roles and the like."""
    return frozenset(folded(word) for row in rows("words") if row["kind"] == kind for word in row["words"].split(";"))


@cache
def wordlists(*kinds: str) -> frozenset[str]:
    """The words of several kinds."""
    return frozenset[str]().union(*(wordlist(kind) for kind in kinds))
