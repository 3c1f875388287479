"""Whom descriptions and pronouns stand for, from what a report has said before them.

Rules, in the order in which they are tried, are named functions; each looks among the referents before the words, nearest
sentence first, the subject of a sentence before its other nouns, and never at those to be avoided.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import cache

from dragoman.grounding.page import wordlist
from dragoman.grounding.phrases import ARMED, Noun
from dragoman.grounding.referents import Referent
from dragoman.grounding.scene import Scene
from dragoman.grounding.world import rows, states
from dragoman.rows import Actor

Found = tuple[Actor, ...]
#: how many sentences back a pronoun reaches, and a description
_PRONOUN_REACH, _REACH = 3, 60
_COURTS = ("court", "tribunal")


class Discourse:
    """The referents before some words, and the scene of the report."""

    def __init__(self, scene: Scene, before: list[Referent], sentence: int, start: int, avoid: Collection[str] = ()) -> None:
        self.scene = scene
        self.sentence = sentence
        self.start = start
        self.avoid = frozenset(avoid)
        self.before = [r for r in before if r.end <= start]

    # --- descriptions

    def described(self, noun: Noun) -> Found:
        """Whom a description without a name stands for: the first rule of RULES that answers."""
        for rule in RULES:
            found = rule(self, noun)
            if found is not None:
                return found
        return ()

    def nearest(self, fits: Callable[[Referent], bool], reach: int = _REACH) -> Referent | None:
        """The nearest referent that fits: within this sentence, then sentence by sentence back, subjects first."""
        return next((r for r in self._ordered(reach) if fits(r) and not self.avoid.intersection(r.ids)), None)

    def _ordered(self, reach: int) -> Iterator[Referent]:
        own = [r for r in self.before if r.sentence == self.sentence]
        yield from reversed(own)
        for number in range(self.sentence - 1, max(-1, self.sentence - 1 - reach), -1):
            held = [r for r in self.before if r.sentence == number]
            yield from sorted(held, key=_rank)

    def state(self, noun: Noun | None = None) -> str | None:
        """The state that «the government», «the capital», «the country» are of."""
        official = self.scene.official
        if official and official not in self.avoid:
            return official
        own = [r for r in self.before if r.sentence == self.sentence and r.kind in ("state", "person") and not r.compound]
        local = [s for r in reversed(own) for s in r.ids if s in states() and s not in self.avoid]
        ranked = [s for s in self.scene.ranked(self.start) or self.scene.ranked() if s not in self.avoid]
        if local and (not ranked or local[0] in ranked[:2]):
            return local[0]
        last = self.nearest(lambda r: r.subject and r.kind in ("state", "organ") and r.ids[0] in states(), 1)
        if last and last.ids[0] in ranked[:2]:
            return last.ids[0]
        return ranked[0] if ranked else None

    # --- pronouns

    def pronoun(self, word: str) -> Found:
        """Whom a pronoun stands for."""
        for kind, rule in PRONOUNS:
            if word in wordlist(kind):
                return rule(self)
        return ()

    def pick(self, fits: Callable[[Referent], bool]) -> Found:
        """Subject of this sentence, then what is nearest in it, then the sentences before, subjects first."""
        own = [r for r in self.before if r.sentence == self.sentence and fits(r) and not self.avoid.intersection(r.ids)]
        main = [r for r in own if r.link != "aside"]
        subjects = [r for r in main if r.subject]
        if main:
            return (subjects or main)[-1].actors
        earlier = [r for r in self._ordered(_PRONOUN_REACH) if r.sentence != self.sentence]
        found = next((r for r in (*earlier, *reversed(own)) if fits(r) and not self.avoid.intersection(r.ids)), None)
        return found.actors if found else ()


def _rank(referent: Referent) -> tuple[int, int]:
    """Subjects of a sentence first, then what is no complement, then the rest; of equals the later."""
    free = referent.link in ("", ",", "verb", "object", "and")
    return (0 if referent.subject else 1 if free else 2, -referent.start)


def _is_one(referent: Referent) -> bool:
    return not referent.plural and referent.kind not in ("person",) and not referent.place


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
    return one(talk.scene.official, ("GOV",), "the one who issues the statement")


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


@cache
def descriptions() -> Mapping[str, frozenset[str]]:
    """What a state can be called -> the states that can be (`data/descriptions.tsv`)."""
    return {row["words"]: frozenset(row["states"].split(";")) for row in rows("descriptions")}


def one(state: str | None, sectors: tuple[str, ...], why: str) -> Found:
    """The actor of a state id."""
    entity = states().get(state or "")
    if not entity:
        return ()
    return (Actor(entity.id, entity.country, sectors[0] if sectors else None, sectors, entity.name, why),)


# --- rules for descriptions


def by_owner(talk: Discourse, noun: Noun) -> Found | None:
    """«its troops», «his government»: the owner is a pronoun."""
    if not noun.owner:
        return None
    if noun.relation:
        return ()
    owners = talk.pronoun(noun.owner)
    return tuple(of_owner(a, noun, f"«{noun.owner} {noun.head}»") for a in owners)


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
    if noun.determiner != "the" and any(word in wordlist("holds") for word in noun.verbs):
        held = talk.nearest(lambda r: r.subject and r.sentence == talk.sentence, 0)
        return tuple(of_owner(a, noun, f"«{noun.head}» that «{held.head}» has") for a in held.actors) if held else None
    if noun.determiner in ("", "a", "an") or noun.determiner[0].isdigit():
        return None
    found = talk.nearest(lambda r: r.kind == "forces" or r.head in wordlist("forces"))
    return tuple(of_owner(a, noun, f"«{noun.head}» named before") for a in found.actors) if found else None


def by_movement(talk: Discourse, noun: Noun) -> Found | None:
    """«the group», «the rebels», «the militants»: the armed group named before, else no one that is known."""
    armed = noun.scope == "g" and bool(ARMED.intersection(noun.sectors[:1]))
    if not armed and noun.head not in wordlist("movement"):
        return None
    found = talk.nearest(lambda r: r.kind == "group" and not r.compound)
    if found and (noun.determiner not in ("a", "an", "some", "") or not armed):
        return found.actors
    return () if armed else None


def by_body(talk: Discourse, noun: Noun) -> Found | None:
    """«the bloc», «the alliance», «the court»: the organisation named before."""
    if noun.head not in wordlist("bloc"):
        return None
    kinds = ("organisation", "group") if noun.head in wordlist("movement") else ("organisation",)
    called = talk.nearest(lambda r: r.kind in kinds and any(noun.head in (a.name or "").lower().split() for a in r.actors))
    found = called or talk.nearest(lambda r: r.kind in kinds and (r.actors[0].sector == "JUD") == (noun.head in _COURTS))
    return found.actors if found else None


def by_role(talk: Discourse, noun: Noun) -> Found | None:
    """«the president», «the spokesman»: the one of that office named before."""
    if noun.scope != "s" or noun.plural:
        return None
    rank = noun.determiner == "the" and noun.head in wordlist("rank")
    kinds = ("organ", "person", "organisation")
    found = talk.nearest(lambda r: r.kind in kinds and (r.head == noun.head or (rank and r.kind == "person")))
    return tuple(of_owner(a, noun, f"«{noun.head}» named before") for a in found.actors) if found else None


def by_form(talk: Discourse, noun: Noun) -> Found | None:
    """«the sultanate», «the island»: the nearest state of the report that can be called so."""
    states_so = descriptions().get(noun.head)
    if states_so is None or noun.plural or noun.determiner not in ("the", "this", "that"):
        return None
    found = talk.nearest(lambda r: len(r.actors) == 1 and r.ids[0] in states_so)
    return one(found.ids[0], ("GOV",), f"«{noun.head}»: what {found.ids[0]} can be called") if found else None


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
    by_relation,
    by_junta,
    by_guests,
    by_forces,
    by_movement,
    by_body,
    by_role,
    by_form,
    by_country,
    by_state,
)


def of_owner(actor: Actor, noun: Noun, why: str) -> Actor:
    """The owner with the sector of what it owns; an organisation keeps its own."""
    if not noun.sectors or actor.country != actor.id:
        return replace(actor, why=why)
    return replace(actor, sector=noun.sectors[0], sectors=noun.sectors, why=why)
