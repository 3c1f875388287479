"""A sentence cut into noun phrases: where one begins and ends, told from a list of small words, commas and kinds of names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from dragoman.grounding.page import Page, Unit, wordlist, wordlists

#: words that open a subordinate clause, which ends at the next comma
_ASIDE = frozenset(["after", "before", "since", "until", "when", "while", "as", "if", "although", "though", "unless", "once"])
#: pronouns that stand for someone in a sentence
_PRONOUNS = frozenset(["it", "they", "he", "she"])
_MARKS = frozenset(',;:()–—\n"“”«»')


class Count(NamedTuple):
    """How many are counted, of which continent («all three African nations»), and whether they are told to be states."""

    number: int
    continent: str | None
    states: bool


@dataclass(slots=True)
class Run:
    """Units that stand together as one noun phrase. `link` is what stands before: a preposition, «and», «,», «verb», «object»;
    `tail` are the complements right after it; `word` is a pronoun or a count («all three») that stands alone, `count` what the
    latter counts."""

    link: str
    units: list[Unit]
    aside: bool = False
    tail: list[Unit] = field(default_factory=list)
    word: str = ""
    count: Count | None = None


def runs(page: Page, units: list[Unit]) -> Iterator[Run]:
    """The noun phrases of a sentence that can stand for someone, in order."""
    held: list[Unit] = []
    link, aside, begun = "", False, False
    for number, unit in enumerate(units):
        edge = _edge(page, unit, number)
        if edge is None and held and _breaks(page, held, unit):
            edge = ""
        if edge is not None:
            yield from _made(page, link, held, aside, units[number:], begun)
            begun = begun or bool(held)
            held, link = [], edge
            aside = (aside and "," not in page.gap(unit.first)) or (edge in _ASIDE)
        if edge in (None, "", ",", "number") or unit.mention or unit.agent:
            held.append(unit)
        elif edge == "pronoun":
            yield Run("" if not begun else "verb", [unit], aside, word=page.key(unit))
            begun = True
    yield from _made(page, link, held, aside, [], begun)


@cache
def _links() -> dict[str, str]:
    """The link that a small word opens."""
    verbs, prepositions = wordlists("verb", "calendar"), wordlist("preposition")
    return dict.fromkeys(verbs, "verb") | {word: word for word in prepositions} | dict.fromkeys(wordlist("and"), "and")


def _edge(page: Page, unit: Unit, number: int) -> str | None:
    """The link that a unit opens; None inside a phrase."""
    gap = page.gap(unit.first) if number else ""
    if not unit.mention and not unit.agent and "-" not in gap:
        key = page.tokens[unit.first].key
        if key in _PRONOUNS:
            return "pronoun"
        if key in _links():
            return _links()[key]
    if gap != " " and (not _MARKS.isdisjoint(gap) or " - " in gap):
        return ","
    return None


def _breaks(page: Page, held: list[Unit], unit: Unit) -> bool:
    """«Niger condemned France»: a small unknown word after a finished noun begins anew, and so does a name after such a word."""
    last = held[-1]
    if last.mention or last.agent:
        finished = bool(last.agent) or not (page.owns(last) or (last.mention and last.mention.names[0].kind == "adjective"))
        small = not unit.mention and not unit.agent and not page.tokens[unit.first].capital
        return finished and small and page.gap(unit.first) != "-"
    key = page.key(unit)
    if not unit.mention and not unit.agent:
        return key in wordlists("determiner", "owner") and not key.isdigit() and page.key(last) not in wordlist("determiner")
    unknown = not page.tokens[last.first].capital and page.key(last) not in wordlists("determiner", "owner")
    return unknown and unit.mention is not None and page.gap(unit.first) == " " and any(u.mention or u.agent for u in held)


def _made(page: Page, link: str, held: list[Unit], aside: bool, following: list[Unit], begun: bool) -> Iterator[Run]:
    """A run without the verb or adverb before its noun; a run of unknown words yields nothing, a count itself."""
    if not held:
        return
    words = [page.key(u) for u in held]
    count = counted(words)
    if count:
        yield Run(link, held, aside, word=str(count.number), count=count)
        return
    units, verb = _bared(page, held)
    if any(u.mention or u.agent for u in units) or _is_definite(page, units):
        after = "object" if verb and (begun or link in ("pronoun", "verb", "and")) else link
        yield Run(after, units, aside, _tail(page, following))


def _is_definite(page: Page, units: list[Unit]) -> bool:
    """«the alliance», «this country»: words that are no agents but stand for someone named before."""
    if len(units) < 2 or page.key(units[0]) not in ("the", "this", "that", "its", "their"):
        return False
    return page.key(units[-1]) in wordlists("bloc", "movement", "country", "states", "guests", "land")


def _bared(page: Page, held: list[Unit]) -> tuple[list[Unit], bool]:
    """The units from the first determiner, owner, name or agent on; whether a small word that may be a verb was left out."""
    opening = wordlists("determiner", "owner", "former")
    for at, unit in enumerate(held):
        token = page.tokens[unit.first]
        if unit.mention or unit.agent or token.key in opening or token.text[0].isdigit() or (token.capital and at + 1 < len(held)):
            if at and unit.agent and not verb_like(page.key(held[at - 1])):
                return held[at - 1 :], at > 1
            return held[at:], at > 0
    return held, False


def verb_like(key: str) -> bool:
    """A small word before an agent that looks like a verb: «condemned», «backs», «fighting»."""
    return key.endswith(("ed", "ing", "s")) or key in wordlist("verb")


def _tail(page: Page, following: list[Unit]) -> list[Unit]:
    """The complements right after a noun: «of the Department of Defense», «in Paris»."""
    found: list[Unit] = []
    for unit in following[:9]:
        if not unit.mention and not unit.agent:
            key = page.key(unit)
            if key in wordlists("verb", "calendar") or (not found and key not in ("of", "in", "from", "for", "at")):
                break
        gap = page.gap(unit.first)
        if not _MARKS.isdisjoint(gap) and not (found and "," in gap and unit.mention):
            break
        found.append(unit)
    return found


@cache
def _numbers() -> dict[str, str]:
    return dict(item.split(":") for item in wordlist("numbers"))


@cache
def continents() -> dict[str, str]:
    """Adjective -> continent code, for «all three African nations»."""
    return dict(item.split(":") for item in wordlist("continents"))


def counted(words: list[str]) -> Count | None:
    """Those whom «the two», «all three», «both countries», «the two sides» count; None where the words are something else."""
    number = _number(words)
    continent = next((continents()[w] for w in words if w in continents()), None)
    return Count(number, continent, words[-1] in wordlist("states")) if number else None


def _number(words: list[str]) -> int:
    """How many words count; 0 where they do not."""
    counts = _numbers()
    if counts.keys().isdisjoint(words) and words[-1:] not in (["sides"], ["parties"]):
        return 0
    rest = [w for w in words if w not in ("the", "all", "of", "them", "these", "those", "other", "only") and w not in continents()]
    if not rest or (len(rest) == len(words) and rest[0] != "both" and len(rest) > 1):
        return 0
    if rest[0] not in counts or rest[0].isdigit() or not all(w in wordlist("sides") for w in rest[1:]):
        return 2 if rest in (["sides"], ["parties"]) and "the" in words else 0
    return int(counts[rest[0]]) if len(rest) > 1 or rest[0] == "both" or len(rest) < len(words) else 0
