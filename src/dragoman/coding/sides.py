"""Which party of an act plays which part in the change that the same words tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dragoman.grounding.known import actor
from dragoman.grounding.page import wordlist
from dragoman.grounding.world import states
from dragoman.rows import KINDS, Event, Party

Parties = tuple[Party, ...]
Sides = tuple[Parties, Parties]

#: acts by which the one who acts is the second party of the change: a host expels a holder, an organisation a member
_TURNED = {
    "presence": ("SANCTION", "REQUEST", "REJECT", "THREATEN", "COERCE"),
    "base": ("SANCTION", "REQUEST", "REJECT", "THREATEN", "COERCE"),
}
#: acts that one does to the other of two who have relations, or to a body and its member
_PARTING = {"relations": ("SANCTION", "SUPPORT", "AGREE", "REJECT"), "membership": ("SANCTION",)}
#: kinds of arrangement that place forces with a host
STATIONED = ("presence", "base")
#: kinds whose parties are all alike
SIDELESS = frozenset(kind for kind, roles in KINDS.items() if roles == ("parties",))
_BODIES = ("IGO", "UNO", "EUR")


def is_body(party: Party) -> bool:
    """Whether a party is an international organisation."""
    return party.actor.country in _BODIES


def has_envoys(party: Party) -> bool:
    """Whether a party has diplomatic relations: of the organisations the European Union alone sends and receives ambassadors."""
    return not is_body(party) or party.actor.country == "EUR"


def has_soil(party: Party) -> bool:
    """Whether forces can be stationed with a party: a state, or authorities that hold land."""
    return party.id in states() or "PRE" in party.actor.sectors or party.actor.sector == "PRE"


def soil(party: Party) -> Party:
    """Whose soil it is: that of breakaway authorities is the state's that claims it (rules, Events 3)."""
    claimed = party.actor.sector == "PRE" and party.actor.country in states()
    return replace(party, actor=replace(party.actor, id=party.actor.country or party.id)) if claimed else party


def borrowed(kind: str, event: Event) -> Sides:
    """First and second party of a change of this kind, as the act at the same word has them."""
    turned = event.type in _TURNED.get(kind, ())
    if kind == "membership" and (event.type, *event.modes) == ("SANCTION", "expel"):
        turned = True
    if kind in SIDELESS:
        return (*event.actors, *event.recipients), ()
    return (event.recipients, event.actors) if turned else (event.actors, event.recipients)


def parted(kind: str, event: Event) -> Sides:
    """The two sides of relations or of a membership as an act parts them; empty where they cannot be that."""
    if event.type not in _PARTING.get(kind, ()):
        return (), ()
    first, second = (event.actors, event.recipients) if kind == "relations" else borrowed(kind, event)
    if kind == "membership":
        first, second = tuple(p for p in first if not is_body(p)), tuple(p for p in second if is_body(p))
    return (first, second) if first and second else ((), ())


def warring(parties: Iterable[str]) -> str:
    """The type of a conflict by the ids of those who fight (UCDP): states and their bodies, groups, or both."""
    sorts = {i in states() or is_body(Party(actor(i))) for i in parties}
    return "intrastate" if len(sorts) > 1 else "interstate" if True in sorts else "nonstate"


def is_league(party: Party) -> bool:
    """Whether a party that is no state may have members: not one that fights."""
    return party.id not in states() and party.actor.sector not in ("REB", "MIL", "GOV")


def is_nameless(party: Party) -> bool:
    """Whether words for an armed group without a name stand for the state in which it is («Islamist militants in Mali»)."""
    words = party.span.text.lower().split() if party.span else []
    return party.id in states() and not wordlist("movement").isdisjoint(words)


def placed(first: Parties, second: Parties, site: Parties) -> Sides:
    """The sides of a base whose site is a town: its state is the host, and who was taken for the host is the holder."""
    if site[0].id in {p.id for p in second}:
        return first, second
    others = but((*first, *second), site)
    return (others or first, site) if site[0].id in {p.id for p in first} or not first else (first, site)


def but(parties: Parties, taken: Parties) -> Parties:
    ids = {p.id for p in taken}
    return tuple(p for p in parties if p.id not in ids)


def mingled(first: Parties, second: Parties) -> bool:
    """Whether the words put more than one party on one side of a change and nobody on the other («A and B broke with C»)."""
    return not (first and second) and len(first or second) > 1


def turned(first: Parties, second: Parties, whose: Parties) -> Sides:
    """The sides of a presence where the forces are told to be of others than were taken for the holder."""
    taken = {p.id for p in whose} & {p.id for p in first}
    states_only = all(p.id in states() for p in first)
    return (whose, but((*first, *second), whose)) if states_only and not taken else (first, second)
