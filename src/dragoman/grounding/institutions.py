"""Which organisation, or whose service, bare words mean: «the bloc», «the court», «the monitors», «the secretary-general»."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from dragoman.grounding.discourse import REACH, Discourse, Found
from dragoman.grounding.page import wordlist, wordlists
from dragoman.grounding.phrases import Noun, entity_actor
from dragoman.grounding.referents import Referent
from dragoman.grounding.world import SUPRANATIONAL, Called, called, listed, rows
from dragoman.rows import Actor

_COURTS = frozenset(("court", "tribunal"))
_INDEFINITE = ("a", "an", "another", "any", "some", "no")


def by_body(talk: Discourse, noun: Noun) -> Found | None:
    """«the bloc», «the alliance», «the court»: the organisation that is called so, else the one named before."""
    if noun.head not in wordlist("bloc"):
        return None
    reach = 0 if noun.determiner in _INDEFINITE else REACH
    if noun.led:
        return _led(noun)
    kinds = ("organisation", "group") if noun.head in wordlist("movement") else ("organisation",)
    found = talk.nearest(lambda r: r.kind in kinds and any(noun.head in _words_in_names(a) for a in r.actors), reach)
    usual = None if found or not reach else _usual(talk, noun)
    if usual:
        return usual
    found = found or talk.nearest(lambda r: r.kind in kinds and _is_court(r) == (noun.head in _COURTS), reach)
    return found.actors if found else None


def by_serving(talk: Discourse, noun: Noun) -> Found | None:
    """«the peacekeepers», «the judges»: those named so before, else of the organisation, or the court, named last."""
    if noun.head not in wordlists("serving", "judges") or noun.determiner in _INDEFINITE:
        return None
    if noun.head in wordlist("onlookers") and not noun.determiner:
        return None
    judge = noun.head in wordlist("judges")
    found = None if judge else talk.nearest(lambda r: r.head in wordlist("serving"))
    found = found or talk.nearest(lambda r: (judge and r.head in _COURTS) or _is_body(r, judge))
    return found.actors if found else None


def by_usual(talk: Discourse, noun: Noun) -> Found | None:
    """«the marines», «the Treasury»: those named so before, else those whom reports mean."""
    found = None if noun.head in wordlist("bloc") else _usual(talk, noun)
    before = talk.nearest(lambda r: r.head == noun.head) if found else None
    return before.actors if before else found


def body_word(noun: Noun) -> str:
    """«coalition jets», «allied troops»: the organisation whose forces these are, as it is called."""
    words = (*noun.words[-1:], *noun.head.split()[:1])
    return next((w for w in ("coalition", "alliance") if w in words), "alliance" if "allied" in words else "")


def _is_body(referent: Referent, judge: bool) -> bool:
    """Whether it is an organisation or an organ of one, and a court where judges are meant."""
    between = referent.kind in ("organisation", "organ") and all(a.country in SUPRANATIONAL for a in referent.actors)
    return between and not referent.compound and _is_court(referent) == judge


def _is_court(referent: Referent) -> bool:
    return any(a.sector == "JUD" and _words_in_names(a) & _COURTS for a in referent.actors)


def _words_in_names(actor: Actor) -> frozenset[str]:
    return _words_of(actor.name or "")


@lru_cache(maxsize=1 << 12)
def _words_of(name: str) -> frozenset[str]:
    """The words in the names of somebody; an organisation of the tables has others too («the North Atlantic Alliance»)."""
    return frozenset(name.lower().split()) | _other_words().get(name, frozenset())


@cache
def _other_words() -> dict[str, frozenset[str]]:
    return {row["name"]: frozenset(row["aliases"].lower().replace(";", " ").split()) for row in rows("organisations")}


def _led(noun: Noun) -> Found | None:
    """«the coalition led by Saudi Arabia»: the organisation of the tables that is called after its leader."""
    leader = {c.text.split()[0] for c in called() if c.entity.id == noun.led and c.kind in ("adjective", "name")}
    names = {f"{word}-led {noun.head}" for word in leader}
    found = next((c for c in called() if c.text in names), None)
    return (entity_actor(found, found.sectors, f"«{noun.head}» led by {noun.led}"),) if found else None


class _Usual(NamedTuple):
    """The ids of which a report has to name one for some words to mean somebody (none: any report), and who that is."""

    near: frozenset[str]
    name: Called


@cache
def _customs() -> dict[str, list[_Usual]]:
    """Words -> whom they mean by custom, the first that fits."""
    keys = {c.entity.key: c for c in reversed(called())}
    found: dict[str, list[_Usual]] = {}
    for row in rows("usual"):
        found.setdefault(row["words"], []).append(_Usual(frozenset(listed(row["near"])), keys[row["id"]]))
    return found


def _usual(talk: Discourse, noun: Noun) -> Found | None:
    """«the coalition» in a report on Yemen: the one that reports call so (`data/usual.tsv`)."""
    for near, name in _customs().get(noun.head, ()):
        told = not near or any(near.intersection(r.ids) for r in talk.all) or near.intersection(talk.scene.ranked())
        if told and name.entity.id not in talk.avoid:
            return (entity_actor(name, noun.sectors or name.sectors, f"«{noun.head}»: whom reports mean by it"),)
    return None
