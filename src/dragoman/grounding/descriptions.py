"""Whom descriptions without a name stand for: «the junta», «the bloc», «its troops».

Rules, in the order in which they are tried, are named functions; the first that answers decides.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from dragoman.grounding.discourse import Discourse, Found, one
from dragoman.grounding.forms import called_so
from dragoman.grounding.institutions import body_word, by_body, by_serving, by_usual
from dragoman.grounding.page import wordlist, wordlists
from dragoman.grounding.phrases import ARMED, Noun, entity_actor
from dragoman.grounding.pronouns import pronoun
from dragoman.rows import Actor

_DEFINITE = ("the", "this", "that", "these", "those", "both", "all", "last", "remaining", "first")
#: so many states at most are meant by «the Baltic states» where no list of them stands before
_FEW = 5


def described(talk: Discourse, noun: Noun) -> Found:
    """Whom a description without a name stands for: the first rule of RULES that answers."""
    for rule in RULES:
        found = rule(talk, noun)
        if found is not None:
            return found
    return ()


def by_owner(talk: Discourse, noun: Noun) -> Found | None:
    """«its troops», «his government»: the owner is a pronoun."""
    if not noun.owner:
        return None
    if noun.relation:
        return ()
    owners = pronoun(talk, noun.owner)
    return tuple(of_owner(a, noun, f"«{noun.owner} {noun.head}»") for a in owners)


def by_issuer(talk: Discourse, noun: Noun) -> Found | None:
    """«Leaders», «the ministers» in the statement of an organisation: those of its members, who speak as it."""
    body = talk.scene.body
    if not body or noun.head not in wordlist("general") or not noun.plural or noun.words or noun.determiner not in ("", "the"):
        return None
    return (entity_actor(body, body.sectors, f"«{noun.head}» in a statement of {body.entity.name}"),)


def by_others(talk: Discourse, noun: Noun) -> Found | None:
    """«Other countries», «several governments», «any state»: some who are not named."""
    vague = noun.determiner in wordlist("vague") or not wordlist("vague").isdisjoint(noun.words)
    return () if vague and noun.head in wordlists("states", "country") else None


def by_relation(talk: Discourse, noun: Noun) -> Found | None:
    """«allies», «neighbours»: someone else, who is not named."""
    return () if noun.relation else None


def by_junta(talk: Discourse, noun: Noun) -> Found | None:
    """«the junta», «the generals»: the nearest state under military rule, or all of them in the plural."""
    if noun.head not in wordlist("junta"):
        return None
    rulers = talk.scene.military(talk.start)
    ranked = [s for s in rulers if s not in talk.avoid]
    if (noun.head == "junta" and noun.plural) or (noun.head == "military rulers" and len(ranked) > 1):
        group = talk.nearest(lambda r: r.compound and set(r.ids) <= set(rulers))
        if group:
            return group.actors
    if ranked:
        last = talk.nearest(lambda r: any(i in ranked for i in r.ids) and not r.compound)
        state = next((i for i in last.ids if i in ranked), ranked[0]) if last else ranked[0]
        return one(state, noun.sectors, f"«{noun.head}»: military rule in {state}")
    return None


def by_guests(talk: Discourse, noun: Noun) -> Found | None:
    """«the visitors»: the delegation named before."""
    if noun.head not in wordlist("guests") or noun.determiner not in ("the", "that", "this"):
        return None
    found = talk.nearest(lambda r: r.head in wordlist("guests"))
    if found or noun.scope:
        return found.actors if found else None
    host = talk.scene.place(talk.sentence) or talk.scene.place(talk.sentence - 1)
    last = talk.nearest(lambda r: r.plural and host is not None and len(r.actors) > 1, 1)
    return tuple(a for a in last.actors if a.id != host) if last else None


def by_forces(talk: Discourse, noun: Noun) -> Found | None:
    """«the soldiers», «the last troops»: the forces named before."""
    if noun.head not in wordlist("forces"):
        return None
    if word := body_word(noun):
        return by_body(talk, replace(noun, head=word))
    if noun.determiner != "the" and any(word in wordlist("holds") for word in noun.verbs):
        held = talk.nearest(lambda r: r.subject and r.sentence == talk.sentence, 0)
        return tuple(of_owner(a, noun, f"«{noun.head}» that «{held.head}» has") for a in held.actors) if held else None
    if noun.determiner not in _DEFINITE:
        return () if noun.head in wordlist("vehicles") else None
    found = talk.nearest(lambda r: r.kind == "forces" or r.head in wordlist("forces"))
    return tuple(of_owner(a, noun, f"«{noun.head}» named before") for a in found.actors) if found else None


def by_movement(talk: Discourse, noun: Noun) -> Found | None:
    """«the group», «the rebels», «the militants»: the armed group named before, or the only one of the report, else none."""
    armed = noun.scope == "g" and bool(ARMED.intersection(noun.sectors[:1]))
    if not armed and noun.head not in wordlist("movement"):
        return None
    found = talk.nearest(lambda r: r.kind == "group" and not r.compound)
    if found and (noun.determiner not in ("a", "an", "some", "") or not armed):
        return found.actors
    return (_only_group(talk) if noun.plural and not noun.words else ()) if armed else None


def _only_group(talk: Discourse) -> Found:
    """The armed group of a report that names one alone, before these words or after."""
    groups = {a.id: a for r in talk.all if r.kind == "group" for a in r.actors if a.sector in ARMED and a.id not in talk.avoid}
    return tuple(groups.values()) if len(groups) == 1 else ()


def by_turn(talk: Discourse, noun: Noun) -> Found | None:
    """«the latter», «the former»: the last who is named before, in this sentence or the one before it, or the last but one."""
    if noun.head not in wordlist("turn") or noun.determiner != "the":
        return None
    for number in (talk.sentence, talk.sentence - 1):
        named = {r.ids: r.actors for r in talk.before if r.sentence == number and not r.compound}
        if len(named) > 1:
            return list(named.values())[-1 if noun.head == "latter" else -2]
    return ()


def by_foe(talk: Discourse, noun: Noun) -> Found | None:
    """«The rebels shelled the army's positions»: the army of the state whose rebels they are."""
    if noun.determiner != "the" or not noun.scope or noun.sectors[:1] not in (("GOV",), ("MIL",)):
        return None
    foe = talk.nearest(lambda r: r.kind == "group" and not r.compound, 0)
    state = foe.actors[0].country if foe else None
    return one(state, noun.sectors, f"«{noun.head}» beside rebels of {state}") if state in talk.scene.ranked(talk.start) else None


def by_role(talk: Discourse, noun: Noun) -> Found | None:
    """«the president», «the spokesman»: the one of that office named before."""
    if noun.scope != "s" or noun.plural:
        return None
    if talk.scene.official and noun.capital and noun.determiner == "the" and talk.scene.official not in talk.avoid:
        return None
    rank = noun.determiner == "the" and noun.head in wordlist("rank")
    kinds = ("organ", "person", "organisation")
    found = talk.nearest(lambda r: r.kind in kinds and (r.head == noun.head or (rank and r.kind == "person")))
    return tuple(of_owner(a, noun, f"«{noun.head}» named before") for a in found.actors) if found else None


def by_form(talk: Discourse, noun: Noun) -> Found | None:
    """«the sultanate», «the Baltic state», «the North»: the nearest state of the report that can be called so."""
    fitting = called_so(noun)
    if fitting is None or noun.determiner not in (*_DEFINITE, "two", "three"):
        return None
    if noun.plural:
        return _all_of(talk, fitting)
    found = talk.nearest(lambda r: len(r.actors) == 1 and r.ids[0] in fitting)
    if found:
        return one(found.ids[0], ("GOV",), f"«{noun.head}»: what {found.ids[0]} can be called")
    return () if noun.words else None


def _all_of(talk: Discourse, fitting: Collection[str]) -> Found:
    """«the Baltic states»: those of a list named before, else all of them where they are few."""
    listed = talk.nearest(lambda r: r.compound and set(r.ids) <= set(fitting))
    if listed:
        return listed.actors
    held = sorted(fitting) if len(fitting) <= _FEW else ()
    return tuple(a for s in held for a in one(s, ("GOV",), "all that can be called so"))


def by_land(talk: Discourse, noun: Noun) -> Found | None:
    """«the enclave», «the region»: the breakaway authorities that were named last."""
    if noun.head not in wordlist("land") or noun.plural or noun.determiner not in ("the", "this", "that"):
        return None
    found = talk.nearest(lambda r: len(r.actors) == 1 and "PRE" in r.actors[0].sectors)
    return found.actors if found else None


def by_country(talk: Discourse, noun: Noun) -> Found | None:
    """«the country», «the capital»."""
    if noun.head not in wordlist("country") or noun.plural or noun.determiner not in ("the", "this", "that", ""):
        return None
    found = talk.nearest(lambda r: r.kind == "state" and len(r.actors) == 1, 1)
    state = talk.state(noun)
    if found and (state is None or (found.place and found.sentence == talk.sentence)):
        return found.actors
    return one(state, ("GOV",), f"«{noun.head}» of the report")


def by_state(talk: Discourse, noun: Noun) -> Found | None:
    """«the government», «protesters»: of the state that the report is about at this point."""
    if not noun.scope or (noun.scope == "g" and ARMED.intersection(noun.sectors[:1])):
        return None
    if noun.plural and not noun.determiner and noun.head in wordlist("general"):
        return ()
    state = talk.scene.place(talk.sentence) if noun.scope == "a" else None
    return one(state or talk.state(noun), noun.sectors, f"«{noun.head}» in a report on this state")


RULES: tuple[Callable[[Discourse, Noun], Found | None], ...] = (
    by_owner,
    by_issuer,
    by_others,
    by_land,
    by_form,
    by_turn,
    by_relation,
    by_serving,
    by_usual,
    by_junta,
    by_guests,
    by_forces,
    by_movement,
    by_body,
    by_foe,
    by_role,
    by_country,
    by_state,
)


def of_owner(actor: Actor, noun: Noun, why: str) -> Actor:
    """The owner with the sector of what it owns; an organisation keeps its own."""
    if not noun.sectors or actor.country != actor.id:
        return replace(actor, why=why)
    return replace(actor, sector=noun.sectors[0], sectors=noun.sectors, why=why)
