"""Words for those who act without a name: «troops», «defence ministry», «an opposition lawmaker», with their sectors."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dragoman.grounding.gazetteer import tokens
from dragoman.grounding.world import agents

_MEN = {"man": "men", "woman": "women", "person": "people", "child": "children"}
Words = tuple[str, ...]


class Agent(NamedTuple):
    """Words for agents in a text, tokens [first, last)."""

    first: int
    last: int
    sectors: tuple[str, ...]
    scope: str
    words: str
    plural: bool


class _Form(NamedTuple):
    words: Words
    sectors: tuple[str, ...]
    scope: str
    lemma: str
    plural: bool


#: heads that are many though they have no plural ending
_MANY = frozenset(
    ("police", "people", "personnel", "crew", "troops", "press", "media", "clergy", "public", "population", "infantry", "cavalry")
)


@cache
def _forms() -> dict[Words, tuple[_Form, ...]]:
    """The first two words, or the only one -> the agents that begin with them, longest first."""
    found: dict[Words, _Form] = {}
    for words, (sectors, scope) in agents().items():
        keys = tuple(t.key for t in tokens(words))
        found[keys] = _Form(keys, sectors, scope, words, _is_plural(keys))
    for form in [f for f in found.values() if not f.plural]:
        for many in _plurals(form.words):
            found.setdefault(many, form._replace(words=many, plural=True))
    index: dict[Words, list[_Form]] = {}
    for form in found.values():
        index.setdefault(form.words[:2], []).append(form)
    return {first: tuple(sorted(held, key=lambda f: -len(f.words))) for first, held in index.items()}


def _is_plural(form: Words) -> bool:
    head = form[_head(form)]
    ending = head[-1] == "s" and head[-2:] not in ("ss", "us", "is", "ps")
    return head in _MANY or head in _MEN.values() or ending


def _head(form: Words) -> int:
    """The place of the noun: before «of», «for», «to», else the last."""
    for at, word in enumerate(form):
        if word in ("of", "for", "to") and at:
            return at - 1
    return len(form) - 1


def _plurals(form: Words) -> list[Words]:
    at = _head(form)
    return [(*form[:at], many, *form[at + 1 :]) for many in _plural(form[at])]


def _plural(word: str) -> list[str]:
    for one, many in _MEN.items():
        if word.endswith(one):
            return [word[: -len(one)] + many]
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return [word[:-1] + "ies"]
    return [word + "es"] if word.endswith(("s", "x", "ch", "sh")) else [word + "s"]


def at(keys: Words, first: int) -> Agent | None:
    """The longest words for an agent that begin at a word of a text; `keys` are its words as they are compared."""
    forms = _forms()
    for opening in (keys[first : first + 2], keys[first : first + 1]):
        for form in forms.get(opening, ()):
            last = first + len(form.words)
            if keys[first:last] == form.words:
                return Agent(first, last, form.sectors, form.scope, form.lemma, form.plural)
    return None
