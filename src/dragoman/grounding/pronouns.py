"""Whom pronouns stand for: a rule for each kind of pronoun."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.grounding.discourse import Discourse, Found, one
from dragoman.grounding.page import wordlist
from dragoman.grounding.phrases import entity_actor
from dragoman.grounding.referents import Referent

#: so many characters after a quotation who says it is named: «…», the deputy minister told them
_SAID = 40


def pronoun(talk: Discourse, word: str) -> Found:
    """Whom a pronoun stands for."""
    if talk.grammar.is_empty_it(talk.start):
        return ()
    return next((rule(talk) for kind, rule in PRONOUNS if word in wordlist(kind)), ())


def _is_one(referent: Referent) -> bool:
    return not referent.plural and not referent.listed and referent.kind not in ("person",) and not referent.place


def _alone(talk: Discourse) -> Found:
    return talk.pick(_is_one) or talk.pick(lambda r: r.kind in ("state", "organisation", "group", "organ"))


def _many(talk: Discourse) -> Found:
    return talk.pick(lambda r: r.plural) or talk.pick(lambda r: not r.place)


def _human(talk: Discourse) -> Found:
    return talk.pick(lambda r: r.kind == "person") or talk.pick(lambda r: r.kind == "organ" and not r.plural)


def _relative(talk: Discourse) -> Found:
    near = [r for r in talk.before if r.sentence == talk.sentence]
    return near[-1].actors if near else ()


def _speaker(talk: Discourse) -> Found:
    if joint := talk.scene.joint:
        return tuple(actor for state in joint for actor in one(state, ("GOV",), "those who speak together"))
    if body := talk.scene.body:
        return (entity_actor(body, body.sectors, "the one who speaks"),)
    if state := talk.scene.official or talk.scene.local:
        return one(state, ("GOV",), "the one who speaks")
    quoted = talk.scene.quote(talk.start)
    return _of_quote(talk, *quoted) if quoted else ()


def _of_quote(talk: Discourse, start: int, end: int) -> Found:
    """The one to whom a quotation is given: who is named right after it, else the last who is named before it, in its sentence."""
    near = [r for r in talk.all if r.sentence == talk.sentence and not r.place and r.link not in wordlist("place")]
    after, before = [r for r in near if 0 <= r.start - end <= _SAID], [r for r in near if r.end <= start]
    found = (after or before[::-1])[:1]
    return found[0].actors if found else ()


def _where(talk: Discourse) -> Found:
    found = talk.nearest(lambda r: r.place or r.kind == "state")
    return found.actors if found else ()


PRONOUNS: tuple[tuple[str, Callable[[Discourse], Found]], ...] = (
    ("relative", _relative),
    ("alone", _alone),
    ("many", _many),
    ("human", _human),
    ("speaker", _speaker),
    ("where", _where),
)
