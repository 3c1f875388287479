"""Parties to a base, mission or pact that the words of a frame tell, where the sentence does not say so (`grounding/known`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from dragoman.coding import terms
from dragoman.coding.scene import Scene
from dragoman.coding.sides import STATIONED, Parties, Sides, borrowed
from dragoman.coding.story import Story
from dragoman.grounding.known import BASE, MISSION, PACT, Known, Named, actor
from dragoman.reader.sentence import Frame
from dragoman.rows import Event, Party

#: kind of arrangement -> kinds of known names that are such, or tell of such
_KINDS = {"base": (BASE, MISSION), "presence": (BASE, MISSION), "agreement": (PACT,)}
#: relations of the words that an act is done to
_OBJECTS = ("obj", "obl", "nsubj:pass")
#: how sure the reader must be of a change that is told of a name alone, with nobody beside it
_SURE = 0.55
#: of a pact between more than these and oneself, an act is towards those of whom the report tells
_MANY = 2


def told(story: Story, scene: Scene, frame: Frame) -> Named | None:
    """The known base, mission or pact that a change is about: in the words of its name, of its trigger or of its parties, else the
    only one in the words that tell it."""
    held = _in_sentence(story, scene, _KINDS.get(frame.label, ()))
    for words in (frame.fillers("name"), [frame.trigger], frame.fillers("first", "second")):
        if hit := _at(scene, held, words):
            return hit
    evidence = scene.evidence(frame) if held else None
    near = [n for n in held if evidence and evidence.start <= n.start < evidence.end]
    return near[0] if len({n.rows for n in near}) == 1 else None


def _in_sentence(story: Story, scene: Scene, kinds: Collection[str]) -> list[Named]:
    start, end = scene.start, scene.start + len(scene.text)
    return [n for n in story.cast.known if start <= n.start < end and n.rows[0].kind in kinds]


def _at(scene: Scene, held: Sequence[Named], words: Iterable[int]) -> Named | None:
    """The first of the names in the phrases of these words."""
    spans = [scene.phrase(w) for w in words] if held else []
    return next((n for n in held if any(n.start < s.end and s.start < n.end for s in spans)), None)


def completed(story: Story, scene: Scene, frame: Frame, sides: Sides, act: Event | None) -> Sides:
    """The sides of a change with those whom neither it nor the act at the same word says, or who are only pointed at, from the
    tables."""
    name = told(story, scene, frame)
    if not name or (frame.label == "agreement" and len(terms.names(scene, frame)) > 1):
        return sides
    acting = borrowed(frame.label, act) if act else ((), ())
    first, second = (tuple(p for p in side if _said(story, p, name)) for side in sides)
    one, two = (tuple(p for p in side if p.span and _said(story, p, name)) for side in acting)
    if not (first or second or one or two) and frame.confidence < _SURE:
        return sides
    if frame.label not in STATIONED:
        return _between(name.rows, (*first, *second, *one, *two))
    return _stationed(story, name.rows, name.start, first or one, second or two)


def is_tabled(story: Story, scene: Scene, frame: Frame, sides: Sides) -> bool:
    """Whether both sides of a base are as the tables have it: then there is no doubt."""
    name = told(story, scene, frame) if frame.label == "base" else None
    holders, hosts = ({p.id for p in side} for side in sides)
    return any(holders == {row.holder} and hosts <= set(row.hosts) and hosts for row in (name.rows if name else ()))


def _said(story: Story, party: Party, name: Named) -> bool:
    """Whether a sentence says a party: by a name that is no part of the thing's own («the Minsk agreements»), or by words that
    stand for one whom the tables have as well."""
    by = story.cast.names(party.span.start, party.span.end) if party.span else []
    return any(not name.start <= at < name.end for at in by) or any(party.id in row.all for row in name.rows)


def _between(rows: tuple[Known, ...], parties: Parties) -> Sides:
    """A pact is between those who are said, where they are two or more, else between those of its row."""
    said = {p.id: p for p in parties}
    if len(said) > 1:
        return tuple(said.values()), ()
    fits = next((row for row in rows if said.keys() <= set(row.parties)), rows[0])
    return tuple(said.get(i) or Party(actor(i)) for i in fits.parties), ()


def known_terms(story: Story, scene: Scene, frame: Frame) -> tuple[list[str | None], list[str | None]]:
    """Names and types of the pact or base that a change is about: of a known one, as the report writes it; else as told."""
    names, types = terms.names(scene, frame), terms.types(scene, frame)
    name = told(story, scene, frame) if frame.label in ("base", "agreement") and len(names) == 1 else None
    if not name or name.rows[0].kind == MISSION:
        return names, types
    return [story.cast.report.text[name.start : name.end]], [name.rows[0].type] if name.rows[0].type else types


def _stationed(story: Story, rows: tuple[Known, ...], at: int, first: Parties, second: Parties) -> Sides:
    """Forces are those of whom the sentence says so, on the soil that it says, else the holder's and the host's."""
    holders, hosts = {row.holder for row in rows}, {host for row in rows for host in row.hosts}
    if {p.id for p in first} <= hosts - holders:
        if first and rows[0].kind == MISSION:
            return first, second  # states leave the mission that is at work among them
        first, second = (), second or first
    if second and hosts and not {p.id for p in second} & hosts:
        return first, second
    own = [row for row in rows if row.holder in {p.id for p in first}] or rows
    first = first or (Party(actor(_likeliest(story, rows, at))),)
    return first, second or tuple({h: Party(actor(h)) for row in own for h in row.hosts}.values())


def _likeliest(story: Story, rows: tuple[Known, ...], at: int) -> str:
    """Of several who hold one place the one who was last told of with the host, else the one of whom the report tells most."""
    held = {row.holder for row in rows}
    beside = [p.id for p in story.other(rows[0].hosts, at)] if len(held) > 1 else []
    return next((i for i in (*beside, *(a.id for a in story.cast.parties())) if i in held), rows[0].holder)


def towards(story: Story, scene: Scene, frame: Frame, actors: Parties, recipients: Parties) -> Sides:
    """The sides of an act done to a known base, mission or pact: towards the other parties to it, where nobody is said; of forces
    that leave, the holder and the host. What a name only seems to say («the Minsk agreements») is no recipient."""
    words = [*frame.fillers("recipient"), *(c for c in scene.read.children(frame.trigger) if scene.read.relation(c) in _OBJECTS)]
    name = _at(scene, _in_sentence(story, scene, (BASE, MISSION, PACT)), words)
    if not name:
        return actors, recipients
    said, to = (tuple(p for p in side if _said(story, p, name)) for side in (actors, recipients))
    leaves = name.rows[0].holder and (frame.label, frame.detail) == ("RETREAT", "withdraw")
    if leaves and (said or scene.leaves_out(frame, "actor", common=True)):
        return _stationed(story, name.rows, name.start, said, to)
    others = _others(story, name.rows, {p.id for p in actors}) if actors and not to else ()
    return actors, to or others or recipients


def _others(story: Story, rows: tuple[Known, ...], acting: set[str]) -> Parties:
    """Those of the parties who do not act: of a base or mission its holder, else its host; of many those whom the report names."""
    own = [row for row in rows if acting & set(row.all)] or list(rows)
    held = [i for row in own for i in row.parties or ((row.holder,) if row.holder not in acting else row.hosts)]
    others = [i for i in dict.fromkeys(held) if i not in acting]
    known = {a.id for a in story.cast.parties()} if len(others) > _MANY else set(others)
    return tuple(Party(actor(i)) for i in [i for i in others if i in known] or others)
