"""What a report introduces itself: who «Campbell» is in it, and what «ECOWAS» is short for.

A person's state comes from the words beside the name: a title with an owner («Niger's prime minister, Ali Lamine Zeine»), an
apposition («General Michael Langley, the head of US Africa Command»), or a bare title and the place of the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dragoman.grounding.bodies import acronym_at, bodies
from dragoman.grounding.gazetteer import tokens
from dragoman.grounding.movements import movements
from dragoman.grounding.page import Page, Unit, wordlist, wordlists
from dragoman.grounding.phrases import Context, actors, entity_actor, nouns
from dragoman.grounding.world import Called, Entity, states
from dragoman.rows import Actor

#: a name between commas has at least so many words
_LEAST = 2
_STOPS = frozenset(",;:()–—\n")
Names = dict[tuple[str, ...], tuple[Called, ...]]


def introduced(page: Page, spans: list[tuple[int, int]], context: Context, scene: str | None) -> Names:
    """Words -> who is called so in this report."""
    found: Names = {}
    for start, end in spans:
        units = page.within(start, end)
        for key, called in (*_known(page, units), *_shortened(page, units), *bodies(page, units), *movements(page, units)):
            found.setdefault(key, (called,))
        for words, actor in _persons(page, units, context, scene):
            for key, called in _forms(words, actor):
                found.setdefault(key, (called,))
        for key, called in _acronyms(page, units):
            found.setdefault(key, (called,))
    return found


def _known(page: Page, units: list[Unit]) -> Iterator[tuple[tuple[str, ...], Called]]:
    """A person of the table who is named in full: the last word alone is the same person from here on."""
    for unit in units:
        name = unit.mention.names[0] if unit.mention else None
        if name and name.kind == "person" and unit.last - unit.first > 1:
            for at in (unit.first, unit.last - 1):
                key = page.tokens[at].key
                family = name.entity.country in ("CHN", "KOR", "PRK", "TWN", "HKG", "VNM")
                if len(key) > 1 and (at == unit.first) == family:
                    yield (key,), name


def _shortened(page: Page, units: list[Unit]) -> Iterator[tuple[tuple[str, ...], Called]]:
    """An organisation or a group of the table that is named: «the Forum», «the Front» with a capital is the same from here on."""
    for unit in units:
        name = unit.mention.names[0] if unit.mention else None
        if name and name.kind == "name" and name.entity.kind in ("organisation", "group"):
            named = page.tokens[unit.first : unit.last] if unit.last - unit.first > 1 else tokens(name.entity.name)
            words = [token for token in named if token.key != "the"]
            noun = words[0 if len(words) > 1 and words[1].key in wordlist("preposition") else -1]
            if len(words) > 1 and noun.capital and noun.key in wordlists("bloc", "body", "movement"):
                yield ("the", noun.key), name


def _forms(words: list[str], actor: Actor) -> Iterator[tuple[tuple[str, ...], Called]]:
    """A full name and what it is shortened to: the last word, the last two."""
    sectors = actor.sectors or ("GOV",)
    entity = Entity(actor.why, actor.id, " ".join(words), actor.country or "", sectors, "person", states=("introduced",))
    called = Called(" ".join(words), entity, "person", sectors)
    yield tuple(words), called
    for length in (1, 2):
        if len(words) > length and len("".join(words[-length:])) > 2:
            yield tuple(words[-length:]), called


def _persons(page: Page, units: list[Unit], context: Context, scene: str | None) -> Iterator[tuple[list[str], Actor]]:
    for first, last in _name_runs(page, units):
        while last - first > 1 and page.key(units[first]) in wordlist("honorific"):
            first += 1
        words = [page.tokens[i].key for u in units[first:last] for i in range(u.first, u.last)]
        actor = _of(page, units, first, last, context) or _titled(page, units, first, context, scene)
        actor = actor or _before(page, units, first, last, context) or _beside(page, units, first, last, context)
        if actor:
            yield words, actor


def _name_runs(page: Page, units: list[Unit]) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised words that no table knows."""
    at = 0
    while at < len(units):
        last = at
        while last < len(units) and _is_name_word(page, units[last], last > at):
            last += 1
        while last > at and not page.tokens[units[last - 1].first].capital:
            last -= 1
        if last > at and not _opens_sentence(page, units, at, last):
            yield at, last
        at = max(last, at + 1)


def _is_name_word(page: Page, unit: Unit, inside: bool) -> bool:
    token = page.tokens[unit.first]
    if unit.agent or (unit.mention and unit.mention.names[0].entity.kind != "person" and not inside):
        return False
    if inside and (page.gap(unit.first) not in (" ", "-", ". ") or page.tokens[unit.first - 1].owns):
        return False
    if unit.mention:
        return unit.mention.names[0].kind in ("surname", "family") or (inside and unit.last - unit.first == 1)
    plain = token.key not in wordlists("preposition", "determiner", "verb")
    return (token.capital and plain) or (inside and token.key in wordlist("particle"))


def _opens_sentence(page: Page, units: list[Unit], first: int, last: int) -> bool:
    """A single capitalised word at the head of a sentence is a name only if something says so."""
    return first == 0 and last - first == 1 and not page.tokens[units[0].first].text.istitle()


def _titled(page: Page, units: list[Unit], first: int, context: Context, scene: str | None) -> Actor | None:
    """A title right before the name, or before a comma: «Niger's prime minister, Ali Lamine Zeine»."""
    if not first:
        return None
    comma = "," in page.gap(units[first].first)
    before = units[first - 1]
    if not (before.agent or _is_title(before)) or not (comma or page.gap(units[first].first) in (" ", ". ")):
        return None
    if before.agent and before.agent.plural:
        return None
    begin = _phrase_start(page, units, first - 1)
    if units[first].mention and not comma:
        return next(iter(actors(nouns(page, units[begin : first + 1], context))), None)
    phrase = units[begin:first]
    found = actors(nouns(page, phrase, context))
    if found or comma:
        return found[0] if found else None
    return _of_scene(page, units, begin, before, context, scene)


def _before(page: Page, units: list[Unit], first: int, last: int, context: Context) -> Actor | None:
    """A title with its owner before a name between commas: «The foreign minister of Japan, Ms Kamikawa Yoko, …»."""
    title = first
    while title and page.key(units[title - 1]) in wordlist("honorific"):
        title -= 1
    closed = last < len(units) and "," in page.gap(units[last].first)
    if not title or not closed or "," not in page.gap(units[title].first) or last - first < _LEAST:
        return None
    found = nouns(page, units[_phrase_start(page, units, title - 1) : title], context)
    agent = found[0].unit.agent if len(found) == 1 and found[0].unit else None
    return found[0].actors[0] if agent and not agent.plural and found[0].actors else None


def _of(page: Page, units: list[Unit], first: int, last: int, context: Context) -> Actor | None:
    """Of what somebody is, right behind the name: «Musa Mohamed Ahmed of the Beja Congress»."""
    if last - first < _LEAST or last + 1 >= len(units) or page.key(units[last]) != "of" or page.gap(units[last].first) != " ":
        return None
    at = last + 1 + (page.key(units[last + 1]) == "the")
    if at >= len(units) or not units[at].mention:
        return None
    found = actors(nouns(page, units[last + 1 : at + 2], context))
    return found[0] if found else None


def _is_title(unit: Unit) -> bool:
    return unit.mention is not None and unit.mention.names[0].kind == "title"


def _of_scene(
    page: Page, units: list[Unit], begin: int, title: Unit, context: Context, scene: str | None
) -> Actor | None:
    """A bare title: the state of the place that opens the sentence («In Dakar, President X»), else the scene of the report."""
    sectors = title.agent.sectors if title.agent else ("GOV",)
    if not sectors:
        return None  # «an offshoot Mormon community»: a part of something is no office
    for number in range(begin - 1, 0, -1):
        unit = units[number]
        name = unit.mention.names[0] if unit.mention else None
        if name and name.entity.kind == "state" and page.key(units[number - 1]) in wordlist("place"):
            return entity_actor(name, sectors, f"title in a sentence that plays in «{name.text}»")
    if scene and title.agent and title.agent.scope == "s":
        entity = states()[scene]
        return Actor(scene, scene, sectors[0], sectors, entity.name, "title in a report on " + entity.name)
    return None


def _phrase_start(page: Page, units: list[Unit], at: int) -> int:
    """Where the noun phrase that ends here begins."""
    while at and _STOPS.isdisjoint(page.gap(units[at].first)):
        before = units[at - 1]
        if not before.mention and not before.agent:
            key = page.key(before)
            small = not page.tokens[before.first].capital
            if key in wordlists("verb", "and") or (key in wordlist("preposition") and key != "of"):
                return at
            if small and key not in wordlists("determiner", "former") | {"of"} and not _is_epithet(key):
                return at
        at -= 1
    return at


def _is_epithet(key: str) -> bool:
    return key in {"new", "newly", "elected", "acting", "interim", "deputy", "vice", "top", "senior", "ruling", "late", "outgoing"}


def _beside(page: Page, units: list[Unit], first: int, last: int, context: Context) -> Actor | None:
    """An apposition after the name: «Sébastien Lecornu, the French armed forces minister»."""
    if last >= len(units) or "," not in page.gap(units[last].first):
        return None
    end = last + 1
    while end < len(units) and end - last < 14 and not _goes_off(page, units[end]):
        end += 1
    phrase = units[last:end]
    if not any(u.agent for u in phrase[:6]) and not any(u.mention and page.key(u) in wordlist("role") for u in phrase[:6]):
        return None
    opens = page.tokens[phrase[0].first]
    if not (phrase[0].mention or phrase[0].agent or opens.key in wordlists("determiner", "former") or opens.key == "who"):
        return None
    if opens.key == "who":
        if len(phrase) < 2 or page.key(phrase[1]) not in wordlist("heads"):
            return None
        phrase = phrase[2:]
    found = nouns(page, phrase, context)
    held = actors(found[:1])
    return held[0] if held and found[0].head and not found[0].bare else None


def _goes_off(page: Page, unit: Unit) -> bool:
    """Whether a comma or a clause begins: «an engineer who taught in Alabama» is no American."""
    return "," in page.gap(unit.first) or page.key(unit) in wordlist("relative")


def _acronyms(page: Page, units: list[Unit]) -> Iterator[tuple[tuple[str, ...], Called]]:
    """«Economic Community of West African States (ECOWAS)»."""
    for left, right in pairwise(units):
        if left.mention and acronym_at(page, right.first):
            name = left.mention.names[0]
            if name.entity.kind != "state":
                yield (page.tokens[right.first].key,), name
