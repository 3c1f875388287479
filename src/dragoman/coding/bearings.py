"""Where a report names whom, and who it says acts towards whom: what a choice among those who may be meant goes by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.grounding.cast import Cast
from dragoman.grounding.referents import Referent
from dragoman.rows import Party

Ids = frozenset[str]


def ids_of(parties: Iterable[Party]) -> Ids:
    """The ids of parties, in no order."""
    return frozenset(p.id for p in parties)


@dataclass(frozen=True, slots=True)
class Told:
    """The two sides of an act, as its sentence names them or as they were coded."""

    sentence: int
    label: str
    actors: Ids
    recipients: Ids

    @property
    def both(self) -> bool:
        """Whether there is somebody on both sides."""
        return bool(self.actors and self.recipients)

    @property
    def turned(self) -> Told:
        """The same with the sides exchanged."""
        return Told(self.sentence, self.label, self.recipients, self.actors)


@dataclass(slots=True)
class Bearings:
    """The mentions of a report by whom they stand for, and its acts."""

    cast: Cast
    #: acts whose two sides their sentence names, of the whole report
    named: list[Told] = field(default_factory=list)
    #: acts coded so far, latest last
    coded: list[Told] = field(default_factory=list)
    headlines: set[int] = field(default_factory=set)
    _mentions: defaultdict[Ids, list[Referent]] = field(default_factory=lambda: defaultdict(list))
    _ranks: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.cast.referents:
            self._mentions[frozenset(one.ids)].append(one)
            if len(one.ids) > 1 and not one.compound:
                for ident in one.ids:
                    self._mentions[frozenset((ident,))].append(one)
        self._ranks = {actor.id: n for n, actor in enumerate(self.cast.parties())}

    def of(self, ids: Ids) -> list[Referent]:
        """The mentions of somebody, or of several together, in the order of the report."""
        return self._mentions.get(ids, [])

    def rank(self, ident: str) -> int:
        """The place of somebody among those named, most named first; last for one whom nothing names."""
        return self._ranks.get(ident, len(self._ranks))
