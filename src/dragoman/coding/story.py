"""Who stands where in a frame: the words of its roles made actors, and a left-out party filled from the report."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from dragoman.coding.scene import Scene
from dragoman.grounding.cast import Cast
from dragoman.reader.sentence import Frame
from dragoman.rows import Actor, Party, Span

_OWNED = re.compile(r"(?:his|her|its|their|our|my)\s", re.IGNORECASE)
Sides = tuple[tuple[Party, ...], tuple[Party, ...]]


@dataclass(slots=True)
class Story:
    """The parties of a report so far. `pairs` are the two sides of each coded frame, latest last."""

    cast: Cast
    pairs: list[Sides] = field(default_factory=list)

    def parties(self, scene: Scene, frame: Frame, *roles: str, avoid: Collection[str] = ()) -> tuple[Party, ...]:
        """The actors that the fillers of these roles name, in the order of the text, each once."""
        found: dict[str, Party] = {}
        for word in scene.fillers(frame, *roles):
            span = scene.phrase(word)
            for actor in self._resolved(span, avoid):
                found.setdefault(actor.id, Party(actor, span))
        return tuple(found.values())

    def _resolved(self, span: Span, avoid: Collection[str]) -> tuple[Actor, ...]:
        """Whom words name; where that is the other party of the act, the next who fits, but «his country» remains his."""
        named = self.cast.resolve(span.start, span.end)
        if not named or not {a.id for a in named} <= set(avoid):
            return tuple(a for a in named if a.id not in avoid or len(named) == 1)
        return () if _OWNED.match(span.text) else self.cast.resolve(span.start, span.end, avoid=avoid)

    def note(self, one: Iterable[Party], two: Iterable[Party]) -> None:
        """Remember the two sides of a frame."""
        sides = tuple(Party(p.actor) for p in one), tuple(Party(p.actor) for p in two)
        if all(sides):
            self.pairs.append(sides)

    def other(self, known: Collection[str], at: int) -> tuple[Party, ...]:
        """Who most likely stands on the other side of these parties: the latest such pair, else the cast's partner."""
        held = set(known)
        for one, two in reversed(self.pairs):
            for mine, theirs in ((one, two), (two, one)):
                if held <= _ids(mine) and not held & _ids(theirs):
                    return theirs
        partner = self.cast.partner(known, at)
        return (Party(partner),) if partner else ()

    def last(self) -> Sides:
        """The two sides of the latest frame; empty ones before the first."""
        return self.pairs[-1] if self.pairs else ((), ())


def _ids(parties: Iterable[Party]) -> set[str]:
    return {p.id for p in parties}
