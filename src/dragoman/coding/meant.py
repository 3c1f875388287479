"""Whom an act is meant for where its sentence names nobody: the likeliest of those of whom the report tells.

What speaks for somebody is counted: what kind of act it is and towards what kind of party, where the report names them, who acts
towards whom in it, and whom the rules of `towards` take. The weights of a log-linear choice among all who may be meant are learned
from whole reports in which somebody said so of each act (`training/meaning.py`), and lie in `data/meant.json`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.coding.bearings import Bearings, Ids, Told, ids_of
from dragoman.coding.scene import Scene
from dragoman.coding.sides import Parties, is_body
from dragoman.coding.story import Story
from dragoman.grounding.loglinear import Features, rated, weights
from dragoman.grounding.world import states
from dragoman.reader.sentence import Frame
from dragoman.rows import Party

WEIGHTS = Path(__file__).parent / "data" / "meant.json"
#: sentences back from which somebody counts as far
_FAR = 4


def likeliest(story: Story, scene: Scene, frame: Frame, actors: Parties, rule: Parties) -> Parties:
    """The likeliest of those who may be meant; of equals whom the rules take, then who is named first."""
    held, known = options(story.bearings, scene, frame, actors, rule), weights(WEIGHTS)
    return max(held, key=lambda those: rated(features(story.bearings, scene, frame, actors, rule, those), known))


def options(bearings: Bearings, scene: Scene, frame: Frame, actors: Parties, rule: Parties) -> list[Parties]:
    """Whom the rules take; whom the report names up to this act or in its headline, alone or together; those who act; nobody."""
    at = scene.spot(frame.trigger)
    told = (r.actors for r in bearings.cast.referents if r.start <= at or r.sentence in bearings.headlines)
    held = {ids_of(rule): rule}
    for parties in (*(tuple(map(Party, found)) for found in told), tuple(Party(p.actor) for p in actors), ()):
        held.setdefault(ids_of(parties), parties)
    return list(held.values())


def features(bearings: Bearings, scene: Scene, frame: Frame, actors: Parties, rule: Parties, those: Parties) -> Features:
    """What speaks for or against those: name of a feature -> value."""
    ids, acting = ids_of(those), ids_of(actors)
    kind, stands = _kind(those, ids, acting), _in_place(scene, frame)
    names = [kind, f"{frame.label} {kind}", f"{frame.label} {frame.detail} {kind}", f"{stands}: {kind}"]
    if ids == ids_of(rule):
        names += ["by the rules", *(f"by the rules, {one}" for one in (kind, frame.label, stands))]
    found = dict.fromkeys(names, 1.0)
    if ids:
        found |= _named(bearings, scene, frame, ids)
    if ids and ids != acting:
        found |= dict.fromkeys(_lately(bearings, scene, ids, acting), 1.0)
        for name, told in (("named", bearings.named), ("coded", bearings.coded)):
            found |= _dealings(name, [t for t in told if t.sentence != scene.number or name == "coded"], frame, ids, acting)
    return found


def _kind(those: Parties, ids: Ids, acting: Ids) -> str:
    """What those are, seen from those who act."""
    if not ids:
        return "nobody"
    if ids & acting:
        return "oneself" if ids == acting else "oneself and others"
    kinds = {"body" if is_body(p) else "state" if p.id in states() else "group" for p in those}
    return ("several, " if len(ids) > 1 else "") + (kinds.pop() if len(kinds) == 1 else "mixed")


def _in_place(scene: Scene, frame: Frame) -> str:
    """What stands in the place of the recipient: nothing, or the part of speech of the words there."""
    tags = [scene.read.tag(word) for word in frame.fillers("recipient")]
    return tags[0] if tags else "left out"


def _named(bearings: Bearings, scene: Scene, frame: Frame, ids: Ids) -> Features:
    """Where the report names them, seen from the act."""
    mentions = bearings.of(ids)
    here, before = ([m for m in mentions if m.sentence in held] for held in ((scene.number,), range(scene.number)))
    below = {scene.spot(word) for word in scene.read.subtree(frame.trigger)}
    found = {
        "here before": any(m.start < scene.spot(frame.trigger) for m in here),
        "here after": any(m.start > scene.spot(frame.trigger) for m in here),
        "in the words of the act": any(m.start in below for m in here),
        "here as a place": any(m.place for m in here),
        "here as the subject": any(m.subject for m in here),
        "in the headline": any(m.sentence in bearings.headlines for m in mentions),
        "never named": not mentions,
    }
    values = {name: 1.0 for name, holds in found.items() if holds} | {"how often": math.log1p(len(here) + len(before))}
    if len(ids) == 1:
        values["how far behind others"] = math.log1p(bearings.rank(min(ids)))
    if before:
        back = scene.number - before[-1].sentence
        values[f"{min(back, _FAR)} back"] = 1.0
        if any(m.subject for m in before if m.sentence == before[-1].sentence):
            values[f"{min(back, _FAR)} back as the subject"] = 1.0
    return values


def _lately(bearings: Bearings, scene: Scene, ids: Ids, acting: Ids) -> Iterator[str]:
    """What the latest acts say of them."""
    latest = next((t for t in reversed(bearings.coded) if t.both and acting & (t.actors | t.recipients)), None)
    if latest and ids in (latest.actors, latest.recipients):
        yield "the latest other side"
    last = bearings.coded[-1] if bearings.coded else None
    if last and scene.number - last.sentence <= 1:
        if ids == last.recipients:
            yield "the last recipient of the same" if last.actors == acting else "the last recipient"
        if ids == last.actors:
            yield "the last actor"


def _dealings(name: str, told: Iterable[Told], frame: Frame, ids: Ids, acting: Ids) -> Features:
    """Who deals with them in the report, and how: what the sentences name (of the whole report), or what was coded so far."""
    held = [t for t in told if t.recipients]
    if not held:
        return {}
    towards = [t for t in held if ids == t.recipients or (len(ids) == 1 and ids <= t.recipients)]
    found = {
        f"{name} towards them": any(acting & t.actors for t in towards),
        f"{name} towards them, same act": any(acting & t.actors and t.label == frame.label for t in towards),
        f"{name} by them": any(ids == t.actors and acting & t.recipients for t in held),
    }
    values = {name: 1.0 for name, holds in found.items() if holds}
    values[f"{name} share towards them"] = len(towards) / len(held)
    alike = Counter(t.label for t in held)[frame.label]
    if alike:
        values[f"{name} share of such acts"] = sum(t.label == frame.label for t in towards) / alike
    return values
