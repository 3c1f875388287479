"""The head of a noun phrase: a name, an adjective or words for an agent, and whose it is by the names before it.

Sectors follow PLOVER; organs carry the id of their state (coding rule 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.grounding.noun import ARMED, OFFICE, Context, Noun
from dragoman.grounding.page import Page, Unit, wordlist
from dragoman.grounding.persons import person_actor, tenures
from dragoman.grounding.world import Called
from dragoman.rows import Actor


def core(page: Page, units: list[Unit], context: Context) -> tuple[Noun, list[Called]]:
    """The head of a core and the names that say whose it is."""
    verbs = page.keys[max(0, units[0].first - 4) : units[0].first] if units else ()
    units, noun = _stripped(page, units)
    noun.verbs = verbs
    head = _head(page, units)
    if head is None:
        return noun, []
    unit = units[head]
    noun.unit, noun.head = unit, unit.agent.words if unit.agent else page.key(unit)
    before = units[:head]
    noun.words, noun.capital = tuple(page.key(u) for u in before), page.tokens[unit.first].capital
    noun.led = _leader(page, unit.last)
    noun.former = any(page.key(u) in wordlist("former") for u in before)
    carriers = _carriers(page, before, context)
    if unit.mention and not is_adjective(unit) and not _yields(unit, carriers, page):
        return _named(page, noun, unit, before, carriers, context), carriers
    if unit.mention and is_adjective(unit):
        return _adjective(page, noun, units, head, context), carriers
    return _described(page, noun, unit, before, units[head + 1 :], carriers, context), carriers


def _leader(page: Page, at: int) -> str:
    """The state that leads: «the coalition led by Saudi Arabia»."""
    if page.keys[at : at + 2] not in (("led", "by"), ("headed", "by"), ("commanded", "by")):
        return ""
    after = page.tokens[at + 2 : at + 3]
    unit = next(iter(page.within(after[0].start, after[0].end)), None) if after else None
    name = unit.mention.names[0] if unit and unit.mention else None
    return name.entity.id if name and name.entity.kind == "state" else ""


def _stripped(page: Page, units: list[Unit]) -> tuple[list[Unit], Noun]:
    noun = Noun()
    while units and not units[0].mention and not units[0].agent:
        key = page.key(units[0])
        if key in wordlist("owner"):
            noun.owner = noun.owner or key
        elif key in wordlist("determiner") or key[0].isdigit():
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
        if (unit.agent or unit.mention) and not is_masked(page, unit):
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
    if after >= len(page.tokens) or page.gap(after) != "-":
        return False
    key = page.tokens[after].key
    group = unit.mention is not None and unit.mention.names[0].entity.kind == "group"
    return key in wordlist("leads") or (group and key in wordlist("holding"))


def _is_backed(page: Page, unit: Unit) -> bool:
    """«the Tehran-backed group»: who is backed fights."""
    after = unit.last
    masked = unit.mention is not None and after < len(page.tokens) and page.gap(after) == "-"
    return masked and page.tokens[after].key in wordlist("backing")


def _carriers(page: Page, units: list[Unit], context: Context) -> list[Called]:
    """The names before a head that say whose it is, the one that decides first: organisations and groups, then the next state."""
    mentions = [u for u in units if u.mention]
    if not mentions:
        return []
    named = [u for u in mentions if not is_masked(page, u)] or [u for u in mentions if _is_led(page, u)]
    chosen = [choose(u.mention.names, context) for u in reversed(named) if u.mention]
    held = [name for name in chosen if name]
    strong = [n for n in held if n.entity.kind not in ("state", "authority") and n.kind not in ("surname",)]
    return strong + [n for n in held if n not in strong]


def choose(names: Sequence[Called], context: Context) -> Called | None:
    """Among those who are called the same: who lives on the day, then who belongs to the states that the report is about.
    A vague name («Korean», «Punjab») is nobody's unless the report tells."""
    living = [n for n in names if n.lives(context.on)] or [n for n in names if not n.end] or list(names)
    sure = [n for n in living if n.kind != "vague"]
    if len(living) == 1 and sure:
        return living[0]
    for state in context.near:
        for name in living:
            if state in (name.entity.country, name.entity.id, *name.entity.states):
                return name
    return sure[0] if sure else None


def is_adjective(unit: Unit) -> bool:
    if unit.mention is None:
        return False
    name = unit.mention.names[0]
    return name.kind == "adjective" or (name.kind == "vague" and name.entity.kind == "state")


def _yields(unit: Unit, carriers: list[Called], page: Page) -> bool:
    """«the British Secretary of State»: a title that is somebody's by default yields to a state that is named."""
    return unit.mention is not None and unit.mention.names[0].kind == "title" and bool(carriers)


def _named(page: Page, noun: Noun, unit: Unit, before: list[Unit], carriers: list[Called], context: Context) -> Noun:
    """A name is the head: «the French-backed G5 Sahel», «President Macron», «Moscow»."""
    assert unit.mention
    owners = tuple(c.entity.country for c in carriers)
    name = choose(unit.mention.names, replace(context, near=(*owners, *context.near)) if owners else context)
    if name is None:
        noun.sectors, noun.scope = unit.mention.names[0].sectors, "s"
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
    if _is_lent(name, carriers):
        noun.sectors, noun.head = name.sectors, name.text.lower()
        noun.actors = (entity_actor(carriers[0], name.sectors, f"«{name.text}» of «{carriers[0].text}»"),)
        return noun
    noun.bare = True
    noun.sectors = _demonym_sectors(noun) if name.kind == "demonym" else name.sectors
    noun.actors = (entity_actor(name, noun.sectors, f"{name.kind} «{name.text}»"),)
    return noun


def _is_lent(name: Called, carriers: list[Called]) -> bool:
    """«Gabon's Republican Guard», «Norway's Labour Party»: of the state that is named, not the famous namesake."""
    owner = carriers[0].entity if carriers else None
    organ = name.entity.kind in ("body", "title") and name.sectors[0] in OFFICE
    party = name.entity.kind == "group" and name.sectors[0] == "PTY"
    return (organ or party) and owner is not None and owner.kind == "state" and owner.country != name.entity.country


def _person(noun: Noun, names: Sequence[Called], before: list[Unit], carriers: list[Called], context: Context) -> Actor | None:
    """A person: the table tells the state and the office of the day; what the text says of the person beats the table."""
    title = before[-1].agent if before else None
    stated = before[-1].mention.names[0] if before and before[-1].mention else None
    titled = title.words if title else stated.text.lower() if stated and stated.kind == "title" else ""
    near = (*(c.entity.country for c in carriers), *context.near)
    found = person_actor(names, context.on, near, titled)
    owners = [c for c in carriers if c.entity.kind in ("state", "organisation", "authority")]
    if found is None:
        bearers = [c for c in carriers if c.entity.kind != "person"]  # «Richard Minister Holbrooke»: a forename owns no office
        return _owned_by(noun, bearers[0], title.sectors, titled) if titled and bearers and title else None
    if owners and titled and owners[0].entity.country != found.country and found.id != owners[0].entity.id:
        return _owned_by(noun, owners[0], title.sectors if title else ("GOV",), titled)
    if noun.former or (title and title.sectors == ("ELI",)):
        return replace(found, sector="ELI", sectors=("ELI",), why=found.why + "; «former»")
    ranked = titled in wordlist("rank") and found.sector in OFFICE
    if title and title.sectors and found.id == found.country and title.sectors[0] != found.sector and not ranked:
        return replace(found, sector=title.sectors[0], sectors=title.sectors, why=found.why + f"; «{titled}»")
    if titled and found.sector == "ELI":
        sectors = next((t.sectors for t in tenures().get(found.name or "", ()) if t.of == found.id), ("GOV",))
        return replace(found, sector=sectors[0], sectors=sectors, why=found.why + f"; «{titled}»")
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
        sectors = () if after else name.sectors
        noun.bare, noun.sectors = not after, sectors
        noun.actors = (entity_actor(name, sectors, f"adjective «{name.text}»"),)
        noun.head = after[-1] if after else noun.head
    return noun


def _described(
    page: Page, noun: Noun, unit: Unit, before: list[Unit], after: list[Unit], carriers: list[Called], context: Context
) -> Noun:
    """Words for an agent are the head: whose they are, the names before them tell."""
    agent = unit.agent
    keys = [page.key(u) for u in (*before, *after)]
    noun.relation = any(key in wordlist("relation") for key in (noun.head, *keys[len(before) :]))
    if not carriers and any(key in wordlist("foreign") and key not in wordlist("determiner") for key in keys[: len(before)]):
        noun.relation = True
    if agent:
        noun.sectors, noun.scope, noun.plural, noun.head = _agent_sectors(before, unit), agent.scope, agent.plural, agent.words
    elif unit.mention:
        noun.sectors, noun.scope = unit.mention.names[0].sectors, "s"
    else:
        noun.plural = noun.head.endswith("s") and not noun.head.endswith("ss")
    if any(_is_backed(page, u) for u in before) and noun.head in wordlist("movement") and not ARMED.intersection(noun.sectors[:1]):
        noun.sectors, noun.scope = ("REB",), "g"
    if noun.relation and not any(_is_adjacent_adjective(page, u) for u in before[-1:]):
        return noun
    noun.relation = False
    if noun.former and noun.sectors[:1] and noun.sectors[0] in OFFICE:
        noun.sectors = ("ELI",)
    if not carriers and noun.former and noun.sectors == ("ELI",):
        noun.scope = "s"
    if carriers and (agent or unit.mention or carriers[0].entity.kind == "person"):
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
        return (with_sectors(person, noun.sectors, f"«{noun.head}» of {owner.text}"),) if person else ()
    why = f"«{noun.head}» of «{owner.text}»"
    first = noun.sectors[:1]
    if entity.kind == "group":
        keep = noun.head in wordlist("role") or not first or first[0] in ("MIL", *ARMED, "PRM", "GOV", "OPP", "SOC", "ELI")
        return (entity_actor(owner, owner.sectors if keep else noun.sectors, why),)
    if entity.kind not in ("state",) and noun.head in wordlist("role") and first != ("ELI",):
        return (entity_actor(owner, owner.sectors, why),)
    return (entity_actor(owner, noun.sectors, why),)


def entity_actor(name: Called, sectors: tuple[str, ...], why: str) -> Actor:
    """The actor of a name."""
    entity = name.entity
    if entity.kind == "authority" and sectors[:1] == ("GOV",):
        sectors = ("PRE",)
    return Actor(entity.id, entity.country, sectors[0] if sectors else None, sectors, entity.name, why)


def with_sectors(actor: Actor, sectors: tuple[str, ...], why: str) -> Actor:
    """The actor with other sectors, where there are any."""
    return replace(actor, sector=sectors[0] if sectors else actor.sector, sectors=sectors or actor.sectors, why=why)
