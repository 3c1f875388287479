"""What a report says for somebody as a side of an act, beside what the network thinks: features of the choice in `meant`."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator

from dragoman.coding.bearings import Bearings, Ids, Told
from dragoman.coding.scene import Scene
from dragoman.grounding.loglinear import Features
from dragoman.reader.sentence import Frame

#: sentences back from which somebody counts as far
_FAR = 4


def named(bearings: Bearings, scene: Scene, frame: Frame, ids: Ids) -> Features:
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


def lately(bearings: Bearings, scene: Scene, ids: Ids, acting: Ids) -> Iterator[str]:
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


def dealings(name: str, told: Iterable[Told], frame: Frame, ids: Ids, acting: Ids) -> Features:
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
