"""Organisations between states that no table has and the report itself names: «the Council of the Baltic Sea States (CBSS)»."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.grounding.page import Page, Unit, wordlist, wordlists
from dragoman.grounding.world import Called, Entity

#: words between the capitalised words of a name
_LINKS = frozenset(("of", "the", "for", "and", "de", "des"))
#: a name without an acronym beside it has at least so many words
_LEAST = 2


def bodies(page: Page, units: list[Unit]) -> Iterator[tuple[tuple[str, ...], Called]]:
    """(words, who is called so) of the organisations that a sentence names: by name and, where it gives one, by acronym."""
    for first, last in _runs(page, units):
        keys = tuple(t.key for t in page.tokens[first:last])
        acronym = acronym_at(page, last)
        if not _is_of_town(units, first, last, keys) and (not _is_body(keys, acronym) or _is_known(units, first, last)):
            continue
        name = page.text[page.tokens[first].start : page.tokens[last - 1].end]
        entity = Entity(name, acronym or _ident(keys), name, "IGO", (), "organisation", states=("introduced",))
        called = Called(name, entity, "name", ())
        yield keys, called
        if acronym:
            yield (acronym.lower(),), called


def _runs(page: Page, units: list[Unit]) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised words, joined by small ones, as tokens [first, last)."""
    at, end = (units[0].first, units[-1].last) if units else (0, 0)
    while at < end:
        last = at
        while last < end and _joins(page, at, last, end):
            last += 1
        while last > at and not page.tokens[last - 1].capital:
            last -= 1
        first = at
        while first < last and page.tokens[first].key in wordlist("determiner"):
            first += 1
        if last - first >= _LEAST:
            yield first, last
        at = max(last, at + 1)


def _joins(page: Page, first: int, at: int, end: int) -> bool:
    token = page.tokens[at]
    if at == first:
        return token.capital and token.key not in wordlist("calendar")
    if page.gap(at) not in (" ", "-") or page.tokens[at - 1].owns:
        return False
    if token.key == "the" and page.tokens[at - 1].key not in _LINKS:
        return False  # «Will the European Union …»
    return (token.capital and token.key not in wordlist("calendar")) or (token.key in _LINKS and at + 1 < end)


def acronym_at(page: Page, at: int) -> str:
    """The capitals that open a bracket at a token, right after a name: «(CBSS)»."""
    if at >= len(page.tokens) or page.gap(at).strip() != "(":
        return ""
    token = page.tokens[at]
    return token.text if token.text.isupper() and len(token.text) > 1 else ""


def _is_body(keys: tuple[str, ...], acronym: str) -> bool:
    """Whether words name an organisation between states: by their head, and by an acronym or a region in them."""
    head = keys[keys.index("of") - 1] if "of" in keys[1:] else keys[-1]
    organ = bool(wordlist("organ").intersection(keys))
    return head in wordlist("body") and not organ and (bool(acronym) or bool(wordlists("foreign", "region").intersection(keys)))


def _is_of_town(units: list[Unit], first: int, last: int, keys: tuple[str, ...]) -> bool:
    """Whether words name what was founded in a town: «the Colombo Security Conclave», «the Nairobi Process»."""
    inside = _inside(units, first, last)
    towns = [u for u, name in inside if u.first == first and u.last < last and name.kind in ("capital", "city")]
    return len(inside) == len(towns) == 1 and keys[-1] in wordlist("meeting")


def _is_known(units: list[Unit], first: int, last: int) -> bool:
    """Whether a table knows the whole name, or a state's name in it makes it an organ of that state."""
    inside = _inside(units, first, last)
    begun = any(u.first <= first + 1 for u, _ in inside)
    return begun or any(name.entity.kind in ("state", "person", "group", "body") for _, name in inside)


def _inside(units: list[Unit], first: int, last: int) -> list[tuple[Unit, Called]]:
    """The names that a table knows within tokens [first, last)."""
    return [(u, u.mention.names[0]) for u in units if u.mention and u.first >= first and u.last <= last]


def _ident(keys: tuple[str, ...]) -> str:
    """A name in upper case with underscores, as ids are written (codebook, arrangements)."""
    return "_".join(keys).upper().replace("-", "_")
