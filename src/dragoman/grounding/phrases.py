"""Whom the words of a noun phrase name: its head and structure decide, not the nearest famous name.

A phrase is cut into pieces at prepositions, commas, «and» and verbs; the pieces into conjuncts («Niger, Mali and Burkina
Faso»), each with a core, complements («of Niger», «in Lagos») and appositions. The core's head says what acts (its sector), the
names before it, then the complements, then the appositions say whose it is. Sectors follow PLOVER.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from dragoman.grounding.page import Page, Unit, wordlist
from dragoman.grounding.persons import person_actor
from dragoman.grounding.world import Called
from dragoman.rows import Actor

#: sectors of those who fight on no state's behalf: nameless ones get an id of their own, never that of the state
ARMED = frozenset(("REB", "UAF", "CRM"))
OFFICE = frozenset(("GOV", "MIL", "LEG", "JUD", "COP", "SPY"))
PARTS = frozenset(("state", "authority"))


@dataclass(frozen=True, slots=True)
class Context:
    """What helps to choose: the day, and the states that the report is about, most salient first."""

    on: str | None = None
    near: tuple[str, ...] = ()


@dataclass(slots=True)
class Noun:
    """One conjunct of a phrase: whom it names, or what a description says where it names no one."""

    actors: tuple[Actor, ...] = ()
    head: str = ""
    sectors: tuple[str, ...] = ()
    plural: bool = False
    owner: str = ""
    determiner: str = ""
    scope: str = ""
    bare: bool = False
    former: bool = False
    unit: Unit | None = None
    name: str = ""
    relation: bool = False


@dataclass(slots=True)
class Piece:
    """Units up to the next boundary, and what links them to what stands before."""

    link: str
    units: list[Unit] = field(default_factory=list)


@dataclass(slots=True)
class Conjunct:
    core: list[Unit]
    complements: list[tuple[str, list[Piece]]] = field(default_factory=list)
    appositions: list[list[Piece]] = field(default_factory=list)


def nouns(page: Page, units: Sequence[Unit], context: Context) -> list[Noun]:
    """The conjuncts of a phrase, each with those whom it names."""
    found = [_noun(page, c, context) for c in _conjuncts(page, _pieces(page, units))]
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
    return _core(page, units, context)[0]


# --- pieces and conjuncts


def _pieces(page: Page, units: Sequence[Unit]) -> list[Piece]:
    pieces = [Piece("")]
    for number, unit in enumerate(units):
        link = _link(page, unit, number, units)
        if link == "stop":
            if any(p.units for p in pieces):
                break
            continue
        if link and (pieces[-1].units or link not in (",",)):
            if link == "and" and pieces[-1].link == "," and not pieces[-1].units:
                pieces[-1].link = "and"
            else:
                pieces.append(Piece(link))
        if link and link != "," and not unit.mention and not unit.agent:
            continue
        pieces[-1].units.append(unit)
    return [p for p in pieces if p.units]


def _link(page: Page, unit: Unit, number: int, units: Sequence[Unit]) -> str:
    gap = page.gap(unit.first) if number else ""
    if any(c in gap for c in ";:–—\n") or " - " in gap:
        return "stop"
    key = page.key(unit)
    if not unit.mention and not unit.agent:
        if key in wordlist("and"):
            return "and"
        if key in wordlist("preposition") and "-" not in gap:
            return key
        if key in wordlist("loyal") or key in wordlist("based"):
            return ",based" if number else ""
        if key in wordlist("verb") and "-" not in gap:
            return "stop"
    return "," if "," in gap or "(" in gap or ")" in gap else ""


def _conjuncts(page: Page, pieces: list[Piece]) -> list[Conjunct]:
    """Pieces sorted into conjuncts: lists of bare names go on, a comma before anything else is an apposition."""
    found: list[Conjunct] = []
    for at, piece in enumerate(pieces):
        last = found[-1] if found else None
        if last is None:
            found.append(Conjunct(piece.units))
        elif piece.link in ("and", ",") and _goes_on(page, last, piece, pieces[at - 1]):
            last.complements[-1][1].append(piece)
        elif piece.link == "and" or (piece.link == "," and _is_listed(page, last, piece, pieces[at:])):
            found.append(Conjunct(piece.units))
        elif piece.link in (",", ",based"):
            last.appositions.append([piece])
        elif last.appositions:
            last.appositions[-1].append(piece)
        else:
            last.complements.append((piece.link, [piece]))
    return found


def _goes_on(page: Page, last: Conjunct, piece: Piece, before: Piece) -> bool:
    """«troops from Chad and Nigeria»: a list inside a complement."""
    inside = bool(last.complements) and not last.appositions and before in last.complements[-1][1]
    return inside and _is_bare(page, piece.units) and _is_bare(page, before.units) and last.complements[-1][0] != "to"


def _is_bare(page: Page, units: list[Unit]) -> bool:
    rest = [u for u in units if not (u.first + 1 == u.last and page.key(u) in wordlist("determiner"))]
    return len(rest) == 1 and rest[0].mention is not None


def _is_listed(page: Page, last: Conjunct, piece: Piece, following: list[Piece]) -> bool:
    """«Niger, Mali and Burkina Faso»: a name after a name, and an «and» to come, or nothing but names."""
    if not (_is_name_only(page, last.core) and _is_name_only(page, piece.units)):
        return any(p.link == "and" for p in following[1:]) and _is_name_only(page, last.core) and bool(last.core)
    return not _is_person(piece.units[-1]) or _is_person(last.core[-1])


def _is_name_only(page: Page, units: list[Unit]) -> bool:
    return bool(units) and units[-1].mention is not None and not any(u.agent for u in units)


def _is_person(unit: Unit) -> bool:
    return unit.mention is not None and unit.mention.names[0].entity.kind == "person"


# --- the core


def _noun(page: Page, conjunct: Conjunct, context: Context) -> Noun:
    noun, carriers = _core(page, conjunct.core, context)
    if noun.actors or noun.relation:
        return noun
    if noun.head in wordlist("transparent") or (noun.unit is None and not noun.head):
        through = _through(page, conjunct, context)
        if through:
            return through
    complement = _complement(page, conjunct, noun, context)
    if complement.actors:
        return complement
    return _apposed(page, conjunct, complement, context)


def _core(page: Page, units: list[Unit], context: Context) -> tuple[Noun, list[Called]]:
    """The head of a core and the names that say whose it is."""
    units, noun = _stripped(page, units)
    head = _head(page, units)
    if head is None:
        return noun, []
    unit = units[head]
    noun.unit, noun.head = unit, unit.agent.words if unit.agent else page.key(unit)
    before = units[:head]
    noun.former = any(page.key(u) in wordlist("former") for u in before)
    carriers = _carriers(page, before, context)
    if unit.mention and not _is_adjective(unit) and not _yields(unit, carriers, page):
        return _named(page, noun, unit, before, carriers, context), carriers
    if unit.mention and _is_adjective(unit):
        return _adjective(page, noun, units, head, context), carriers
    return _described(page, noun, unit, before, units[head + 1 :], carriers, context), carriers


def _stripped(page: Page, units: list[Unit]) -> tuple[list[Unit], Noun]:
    noun = Noun()
    while units and not units[0].mention and not units[0].agent:
        key = page.key(units[0])
        if key in wordlist("owner"):
            noun.owner = noun.owner or key
        elif key in wordlist("determiner") or key.isdigit():
            noun.determiner = noun.determiner or key
        else:
            break
        if len(units) == 1:
            noun.head = key
        units = units[1:]
    return units, noun


def _head(page: Page, units: list[Unit]) -> int | None:
    """The last name or agent of a core that is not masked; unknown words after it count where they are common nouns."""
    for at in range(len(units) - 1, -1, -1):
        unit = units[at]
        if unit.agent or (unit.mention and not is_masked(page, unit)):
            relation = page.owns(unit) and units[at + 1 :] and page.key(units[-1]) in wordlist("relation")
            return len(units) - 1 if relation else at
    return len(units) - 1 if units else None


def is_masked(page: Page, unit: Unit) -> bool:
    """«French-backed», «pro-Russian»: the name is not the one who acts."""
    if unit.last < len(page.tokens) and page.gap(unit.last) == "-":
        key = page.tokens[unit.last].key
        return key in wordlist("masks") or key in wordlist("leads")
    return bool(unit.first) and page.gap(unit.first) == "-" and page.tokens[unit.first - 1].key in wordlist("prefix")


def _is_led(page: Page, unit: Unit) -> bool:
    after = unit.last
    return after < len(page.tokens) and page.gap(after) == "-" and page.tokens[after].key in wordlist("leads")


def _carriers(page: Page, units: list[Unit], context: Context) -> list[Called]:
    """The names before a head that say whose it is, the one that decides first: organisations and groups, then the nearest state."""
    named = [u for u in units if u.mention and not is_masked(page, u)]
    led = [u for u in units if u.mention and _is_led(page, u)]
    chosen = [choose(u.mention.names, context) for u in reversed(named or led) if u.mention]
    held = [name for name in chosen if name]
    strong = [n for n in held if n.entity.kind not in ("state", "authority") and n.kind not in ("surname",)]
    return strong + [n for n in held if n not in strong]


def choose(names: Sequence[Called], context: Context) -> Called | None:
    """Among those who are called the same: who lives on the day, then who belongs to the states that the report is about."""
    living = [n for n in names if n.entity.lives(context.on)] or list(names)
    if len(living) == 1:
        return living[0]
    for state in context.near:
        for name in living:
            if state in (name.entity.country, name.entity.id, *name.entity.states):
                return name
    return living[0]


def _is_adjective(unit: Unit) -> bool:
    return unit.mention is not None and unit.mention.names[0].kind == "adjective"


def _yields(unit: Unit, carriers: list[Called], page: Page) -> bool:
    """«the British Secretary of State»: a title that is somebody's by default yields to a state that is named."""
    return unit.mention is not None and unit.mention.names[0].kind == "title" and bool(carriers)


# --- what a head yields


def _named(
    page: Page, noun: Noun, unit: Unit, before: list[Unit], carriers: list[Called], context: Context
) -> Noun:
    """A name is the head: «the French-backed G5 Sahel», «President Macron», «Moscow»."""
    assert unit.mention
    name = choose(unit.mention.names, context)
    if name is None:
        return noun
    if name.entity.kind == "person":
        noun.name = page.words(unit)
        found = _person(noun, unit.mention.names, before, carriers, context)
        noun.actors = (found,) if found else ()
        return noun
    if name.kind == "title" and context.near and name.entity.country not in context.near:
        noun.sectors, noun.scope = name.sectors, "s"
        return noun
    noun.plural = name.kind == "demonym" and page.key(unit).endswith(("s", "men", "ese", "sh"))
    noun.bare = True
    noun.sectors = _demonym_sectors(noun) if name.kind == "demonym" else name.sectors
    noun.actors = (entity_actor(name, noun.sectors, f"{name.kind} «{name.text}»"),)
    return noun


def _person(
    noun: Noun, names: Sequence[Called], before: list[Unit], carriers: list[Called], context: Context
) -> Actor | None:
    """A person: the table tells the state and the office of the day; what the text says of the person beats the table."""
    title = before[-1].agent if before else None
    stated = before[-1].mention.names[0] if before and before[-1].mention else None
    titled = title.words if title else stated.text.lower() if stated and stated.kind == "title" else ""
    near = (*(c.entity.country for c in carriers), *context.near)
    found = person_actor(names, context.on, near, titled)
    states_named = [c for c in carriers if c.entity.kind == "state"]
    if found is None:
        if titled and carriers and title:
            return _owned_by(noun, carriers[0], title.sectors, titled)
        return None
    if states_named and found.country != states_named[0].entity.country and found.country == found.id and titled:
        return _owned_by(noun, states_named[0], title.sectors if title else ("GOV",), titled)
    if noun.former:
        return replace(found, sector="ELI", sectors=("ELI",), why=found.why + "; «former»")
    if title and title.sectors and found.id == found.country and title.sectors[0] != found.sector:
        return replace(found, sector=title.sectors[0], sectors=title.sectors, why=found.why + f"; «{titled}»")
    return found


def _owned_by(noun: Noun, owner: Called, sectors: tuple[str, ...], titled: str) -> Actor:
    held = ("ELI",) if noun.former else sectors
    return entity_actor(owner, held, f"«{titled}» of «{owner.text}»")


def _demonym_sectors(noun: Noun) -> tuple[str, ...]:
    """«the Americans» act for their state, «Americans» are people."""
    return ("GOV",) if noun.determiner in ("the", "these", "those") else ("CVL",)


def _adjective(page: Page, noun: Noun, units: list[Unit], head: int, context: Context) -> Noun:
    """An adjective is the last known word: alone it is the state; before an unknown noun the state's, of no known sector."""
    unit = units[head]
    assert unit.mention
    after = [page.key(u) for u in units[head + 1 :]]
    if any(key in wordlist("relation") for key in after):
        noun.head = next(key for key in after if key in wordlist("relation"))
    name = choose(unit.mention.names, context)
    if name:
        sectors = () if after else (("CVL",) if _is_folk(page, unit, noun) else name.sectors)
        noun.bare, noun.sectors = not after, sectors
        noun.actors = (entity_actor(name, sectors, f"adjective «{name.text}»"),)
        noun.head = after[-1] if after else noun.head
    return noun


def _is_folk(page: Page, unit: Unit, noun: Noun) -> bool:
    return False


def _described(
    page: Page, noun: Noun, unit: Unit, before: list[Unit], after: list[Unit], carriers: list[Called], context: Context
) -> Noun:
    """Words for an agent are the head: whose they are, the names before them tell."""
    agent = unit.agent
    keys = [page.key(u) for u in (*before, *after)]
    noun.relation = any(key in wordlist("relation") for key in (noun.head, *keys[len(before) :]))
    if agent:
        noun.sectors, noun.scope, noun.plural, noun.head = _agent_sectors(before, unit), agent.scope, agent.plural, agent.words
    elif unit.mention:
        noun.sectors, noun.scope = ("GOV",), "s"
    if noun.relation and not any(_is_adjacent_adjective(page, u) for u in before[-1:]):
        return noun
    noun.relation = False
    if noun.former and noun.sectors[:1] and noun.sectors[0] in OFFICE:
        noun.sectors = ("ELI",)
    if not carriers and noun.former and noun.sectors == ("ELI",):
        noun.scope = "s"
    if carriers and (agent or unit.mention):
        noun.actors = _owned(page, noun, carriers[0], context, before)
    elif carriers and not agent:
        noun.actors = (entity_actor(carriers[0], (), f"«{carriers[0].text}» before «{noun.head}»"),)
    return noun


def _is_adjacent_adjective(page: Page, unit: Unit) -> bool:
    """«his French counterpart»: the adjective is the counterpart's own."""
    return unit.mention is not None and not page.owns(unit)


def _agent_sectors(before: list[Unit], unit: Unit) -> tuple[str, ...]:
    """«foreign ministry spokesman», «rebel leader»: a role takes the sector of what stands right before it."""
    assert unit.agent
    if unit.agent.words in wordlist("role") and before and before[-1].agent and before[-1].last == unit.first:
        return before[-1].agent.sectors
    return unit.agent.sectors


def _owned(page: Page, noun: Noun, owner: Called, context: Context, before: list[Unit]) -> tuple[Actor, ...]:
    """An agent with an owner: «Niger's junta», «UN peacekeepers», «Hamas fighters», «Putin's spokesman»."""
    entity = owner.entity
    if entity.kind == "person":
        mention = next((u.mention for u in reversed(before) if u.mention and owner in u.mention.names), None)
        person = person_actor(mention.names if mention else (owner,), context.on, context.near)
        return (_with(person, noun.sectors, f"«{noun.head}» of {owner.text}"),) if person else ()
    why = f"«{noun.head}» of «{owner.text}»"
    first = noun.sectors[:1]
    if entity.kind == "group":
        keep = noun.head in wordlist("role") or first[0] in ("MIL", *ARMED, "PRM", "GOV", "OPP") if first else True
        return (entity_actor(owner, owner.sectors if keep else noun.sectors, why),)
    if entity.kind not in ("state",) and noun.head in wordlist("role") and first != ("ELI",):
        return (entity_actor(owner, owner.sectors, why),)
    return (entity_actor(owner, noun.sectors, why, noun),)


def entity_actor(name: Called, sectors: tuple[str, ...], why: str, noun: Noun | None = None) -> Actor:
    """The actor of a name; nameless armed groups of a state get an id of their own."""
    entity = name.entity
    ident = entity.id
    if entity.kind == "authority" and sectors[:1] == ("GOV",):
        sectors = ("PRE",)
    if noun and noun.scope == "g" and ARMED.intersection(sectors[:1]) and entity.kind in PARTS:
        ident = nameless(entity.name, noun.head)
        return Actor(ident, entity.country, sectors[0], sectors, f"{entity.name}: {noun.head}", why)
    return Actor(ident, entity.country, sectors[0] if sectors else None, sectors, entity.name, why)


def nameless(state: str, head: str) -> str:
    """«SYRIA_REBELS»: an id for armed men of no known name, never that of the state."""
    return "_".join("".join(c if c.isalnum() else " " for c in f"{state} {head}").upper().split())


def _with(actor: Actor, sectors: tuple[str, ...], why: str) -> Actor:
    return replace(actor, sector=sectors[0] if sectors else actor.sector, sectors=sectors or actor.sectors, why=why)


# --- complements, appositions, conjuncts that share


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
    return _shared([_noun(page, c, context) for c in _conjuncts(page, pieces)])


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
        if link in ("of", "for") and noun.head in wordlist("role") | wordlist("transparent"):
            inner = _nouns_of(page, _nested(page, pieces, conjunct, link, context), context)
            if inner and inner[0].sectors:
                noun.sectors, noun.scope = inner[0].sectors, inner[0].scope
                noun.head = inner[0].head
    return noun


def _tells(link: str, noun: Noun) -> bool:
    if link in ("of", "from"):
        return True
    if link == "for":
        return noun.head.split()[-1:] != [] and noun.head.split()[-1] in wordlist("speaks for")
    return link in wordlist("place") and bool(noun.scope)


def _may_own(actor: Actor, link: str, noun: Noun) -> bool:
    """A crowd is of its state, not of the group that it supports; a place must be of a state."""
    of_state = actor.country == actor.id or actor.id in (actor.country,)
    if link in ("in", "at", "near", "inside", "across", "around", "outside", "throughout", "on"):
        return of_state
    return of_state or noun.scope != "a" or noun.head in wordlist("role") | wordlist("transparent")


def _belonging(actor: Actor, noun: Noun, link: str) -> Actor:
    """The owner with the sector of what it owns; a role takes the sector of the group or organ it is of."""
    why = f"«{noun.head}» {link} {actor.name or actor.id}"
    of_state = actor.country == actor.id
    if actor.sector == "PRE" and noun.sectors[:1] in ((), ("GOV",)):
        return replace(actor, why=why)
    role = noun.head in wordlist("role") | wordlist("transparent")
    if (role and (not of_state or actor.sector not in ("GOV", None))) or not noun.sectors:
        sectors = ("ELI",) if noun.former else actor.sectors
        return replace(actor, sector=sectors[0] if sectors else None, sectors=sectors, why=why)
    if of_state and noun.scope == "g" and ARMED.intersection(noun.sectors[:1]):
        ident = nameless(actor.name or actor.id, noun.head)
        return Actor(ident, actor.country, noun.sectors[0], noun.sectors, f"{actor.name}: {noun.head}", why)
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


def _shared(found: list[Noun]) -> list[Noun]:
    """«Russian and Chinese warships», «police and soldiers in Lagos»: conjuncts share their head or their state."""
    for left, right in zip(found, found[1:], strict=False):
        if left.actors and left.bare and right.actors and not right.bare and right.sectors and _is_of_state(left):
            if left.unit and _is_adjective(left.unit):
                left.actors = tuple(replace(a, sector=right.sectors[0], sectors=right.sectors) for a in left.actors)
        elif not left.actors and left.scope and right.actors and not right.bare and not left.owner:
            left.actors = tuple(_lent(a, left) for a in right.actors if a.country)
        elif left.actors and not left.bare and not right.actors and right.scope and not right.owner and not right.determiner:
            right.actors = tuple(_lent(a, right) for a in left.actors if a.country)
    return found


def _is_of_state(noun: Noun) -> bool:
    return all(a.id == a.country for a in noun.actors)


def _lent(actor: Actor, noun: Noun) -> Actor:
    return replace(actor, sector=noun.sectors[0], sectors=noun.sectors, why=f"{actor.why}; shared with «{noun.head}»")
