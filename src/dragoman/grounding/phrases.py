"""Whom the words of a noun phrase name: its head and structure decide, not the nearest famous name.

A phrase is cut into pieces at prepositions, commas, «and» and verbs; the pieces into conjuncts («Niger, Mali and Burkina
Faso»), each with a core, complements («of Niger», «in Lagos») and appositions. The core's head says what acts (its sector), the
names before it, then the complements, then the appositions say whose it is. Sectors follow PLOVER.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from dragoman.grounding import pieces as cut
from dragoman.grounding.heads import core, entity_actor, is_adjective, is_masked, with_sectors
from dragoman.grounding.noun import ARMED, Context, Noun
from dragoman.grounding.page import Page, Unit, wordlist, wordlists
from dragoman.grounding.pieces import Conjunct, Piece
from dragoman.rows import Actor

__all__ = ["ARMED", "Context", "Noun", "actors", "core_noun", "entity_actor", "is_masked", "nouns"]


def nouns(page: Page, units: Sequence[Unit], context: Context) -> list[Noun]:
    """The conjuncts of a phrase, each with those whom it names."""
    found = [_noun(page, c, context) for c in cut.conjuncts(page, cut.pieces(page, units))]
    return _shared(found)


def actors(found: Iterable[Noun]) -> tuple[Actor, ...]:
    """Those whom the conjuncts name, each once."""
    unique: dict[str, Actor] = {}
    for noun in found:
        for actor in noun.actors:
            unique.setdefault(actor.id, actor)
    return tuple(unique.values())


def core_noun(page: Page, units: list[Unit], context: Context) -> Noun:
    """The noun of units that stand together, without complements."""
    return core(page, units, context)[0]


def _noun(page: Page, conjunct: Conjunct, context: Context) -> Noun:
    noun, _ = core(page, conjunct.core, context)
    if noun.actors:
        return noun if noun.sectors else _told_beside(page, conjunct, noun, context)
    if noun.relation:
        return _apposed(page, conjunct, noun, context)
    if noun.head in wordlist("transparent") or (noun.unit is None and not noun.head):
        through = _through(page, conjunct, context)
        if through:
            return through
    complement = _complement(page, conjunct, noun, context)
    if complement.actors:
        return complement
    return _apposed(page, conjunct, complement, context)


def _through(page: Page, conjunct: Conjunct, context: Context) -> Noun | None:
    """«dozens of Malian soldiers», «a group of tourists»: what follows «of» is what acts."""
    for link, pieces in conjunct.complements:
        if link == "of":
            inner = _nested(page, pieces, conjunct, link, context)
            found = _nouns_of(page, inner, context)
            if found and (found[0].actors or found[0].scope):
                head = found[0]
                head.actors = actors(found)
                return head
    return None


def _nouns_of(page: Page, pieces: list[Piece], context: Context) -> list[Noun]:
    return _shared([_noun(page, c, context) for c in cut.conjuncts(page, pieces)])


def _nested(page: Page, pieces: list[Piece], conjunct: Conjunct, link: str, context: Context) -> list[Piece]:
    """A complement with the complements that follow it: «dozens of protesters in Lagos»."""
    at = next(i for i, (_, held) in enumerate(conjunct.complements) if held is pieces)
    later = [p for _, held in conjunct.complements[at + 1 :] for p in held]
    return [Piece("", pieces[0].units), *pieces[1:], *later]


def _complement(page: Page, conjunct: Conjunct, noun: Noun, context: Context) -> Noun:
    """Whose an agent is, from «of», «from», «for» or the place."""
    order = sorted(conjunct.complements, key=lambda c: {"of": 0, "from": 1, "for": 2}.get(c[0], 3))
    for link, pieces in order:
        if not _tells(link, noun):
            continue
        found = actors(_nouns_of(page, _nested(page, pieces, conjunct, link, context), context))
        kept = tuple(a for a in found if _may_own(a, link, noun))
        if kept:
            noun.actors = tuple(_belonging(a, noun, link) for a in kept)
            return noun
        if link in ("of", "for") and noun.head in wordlists("role", "transparent"):
            inner = _nouns_of(page, _nested(page, pieces, conjunct, link, context), context)
            if inner and inner[0].sectors:
                noun.sectors, noun.scope = inner[0].sectors, inner[0].scope
                noun.head = inner[0].head
    return noun


def _tells(link: str, noun: Noun) -> bool:
    if noun.head in wordlist("happening"):
        return link == "by"
    if link in ("of", "from"):
        return True
    if noun.relation or noun.owner:
        return False
    if link == "for":
        return noun.head.split()[-1:] != [] and noun.head.split()[-1] in wordlist("speaks for")
    abroad = noun.sectors[:1] == ("MIL",) and any(word in wordlist("holds") for word in noun.verbs)
    return link in wordlist("place") and bool(noun.scope) and not abroad and noun.head not in wordlist("sent")


def _may_own(actor: Actor, link: str, noun: Noun) -> bool:
    """A crowd is of its state, not of the group that it supports; a place must be of a state."""
    of_state = actor.country == actor.id or actor.id in (actor.country,)
    if link in ("in", "at", "near", "inside", "across", "around", "outside", "throughout", "on"):
        return of_state
    return of_state or noun.scope != "a" or noun.head in wordlists("role", "transparent")


def _belonging(actor: Actor, noun: Noun, link: str) -> Actor:
    """The owner with the sector of what it owns; a role takes the sector of the group or organ it is of."""
    why = f"«{noun.head}» {link} {actor.name or actor.id}"
    of_state = actor.country == actor.id
    if actor.sector == "PRE" and noun.sectors[:1] in ((), ("GOV",)):
        return replace(actor, why=why)
    role = noun.head in wordlists("role", "transparent")
    if (role and (not of_state or actor.sector not in ("GOV", None))) or not noun.sectors:
        sectors = ("ELI",) if noun.former else actor.sectors
        return replace(actor, sector=sectors[0] if sectors else None, sectors=sectors, why=why)
    return replace(actor, sector=noun.sectors[0], sectors=noun.sectors, why=why)


def _apposed(page: Page, conjunct: Conjunct, noun: Noun, context: Context) -> Noun:
    """«General Michael Langley, the head of US Africa Command»: what stands beside the name tells."""
    for pieces in conjunct.appositions:
        found = _nouns_of(page, [Piece("", pieces[0].units), *pieces[1:]], context)
        held = actors(found)
        if held:
            noun.actors = tuple(
                replace(a, sector=noun.sectors[0], sectors=noun.sectors) if noun.sectors and not found[0].sectors else a
                for a in held[:1]
            )
            return noun
        if found and not noun.sectors:
            noun.sectors, noun.scope, noun.head = found[0].sectors, found[0].scope, found[0].head
    return noun


def _told_beside(page: Page, conjunct: Conjunct, noun: Noun, context: Context) -> Noun:
    """«the Ugandan first son, General Muhoozi Kainerugaba»: what a word for someone leaves open, the name beside it tells."""
    for pieces in conjunct.appositions:
        held = actors(_nouns_of(page, [Piece("", pieces[0].units), *pieces[1:]], context))
        if held and held[0].sectors and held[0].country == noun.actors[0].country:
            noun.actors, noun.sectors = held[:1], held[0].sectors
            break
    return noun


def _shared(found: list[Noun]) -> list[Noun]:
    """«Russian and Chinese warships», «police and soldiers in Lagos»: conjuncts share their head or their state."""
    for left, right in pairwise(found):
        if left.actors and left.bare and right.actors and not right.bare and right.sectors and _is_of_state(left):
            if left.unit and is_adjective(left.unit):
                left.actors = tuple(replace(a, sector=right.sectors[0], sectors=right.sectors) for a in left.actors)
        elif not left.actors and left.scope and right.actors and not right.bare and not left.owner:
            left.actors = tuple(_lent(a, left) for a in right.actors if a.country)
        elif left.actors and not left.bare and not right.actors and right.scope and not right.owner and not right.determiner:
            right.actors = tuple(_lent(a, right) for a in left.actors if a.country)
    return found


def _is_of_state(noun: Noun) -> bool:
    return all(a.id == a.country for a in noun.actors)


def _lent(actor: Actor, noun: Noun) -> Actor:
    return with_sectors(actor, noun.sectors, f"{actor.why}; shared with «{noun.head}»")
