"""Armed groups and movements that no table has and the report names by an acronym alone: «the CSP, a coalition of rebel groups»."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from dragoman.grounding.page import Page, Unit, wordlist, wordlists
from dragoman.grounding.world import Called, Entity

#: so many capitals make an acronym
_LETTERS = range(3, 7)
#: so many words of an apposition are looked at
_REACH = 8


def movements(page: Page, units: list[Unit]) -> Iterator[tuple[tuple[str, ...], Called]]:
    """(words, who is called so) of the acronyms that a sentence says are movements, or that do what only somebody can."""
    for at, unit in enumerate(units):
        name = page.tokens[unit.first].text
        bare = unit.mention is None and unit.agent is None and unit.last - unit.first == 1
        if bare and name.isalpha() and name.isupper() and len(name) in _LETTERS and _acts(page, units, at):
            entity = Entity(name, name, name, "", ("REB",), "group", states=("introduced",))
            yield (name.lower(),), Called(name, entity, "name", ("REB",))


def _acts(page: Page, units: list[Unit], at: int) -> bool:
    """Whether an acronym is told to be a movement («the CSP, a coalition of»), to have fighters, or to do what a movement does."""
    before = [page.key(u) for u in units[max(0, at - 3) : at]]
    after = units[at + 1 : at + 2 + _REACH]
    if not after or before[-1:] != ["the"]:
        return False
    follows = page.key(after[0])
    if "," in page.gap(after[0].first):
        told = takewhile(lambda u: u is after[0] or "," not in page.gap(u.first), after)
        words = {page.tokens[i].key for u in told for i in range(u.first, u.last)}
        return follows in wordlist("determiner") and not words.isdisjoint(wordlists("movement", "league"))
    fighters = before[-2:] == ["of", "the"] and before[0] in wordlist("movement")
    return fighters or follows in wordlist("movement") or follows in wordlist("deed")
