"""Whom words may stand for: those whom a report has named before them, in the order in which they come to mind.

They are looked for nearest sentence first, the subject of a sentence before its other nouns, and never at those to be avoided.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from dragoman.grounding import whose
from dragoman.grounding.grammar import Grammar
from dragoman.grounding.phrases import Noun
from dragoman.grounding.referents import Referent
from dragoman.grounding.scene import Scene
from dragoman.grounding.world import states
from dragoman.rows import Actor

Found = tuple[Actor, ...]
#: how many sentences back a pronoun reaches, and a description
_PRONOUN_REACH, REACH = 3, 60


class Discourse:
    """The referents before some words, and the scene of the report."""

    def __init__(
        self,
        scene: Scene,
        before: list[Referent],
        sentence: int,
        start: int,
        avoid: Collection[str] = (),
        grammar: Grammar | None = None,
    ) -> None:
        self.scene = scene
        self.grammar = grammar or Grammar()
        self.sentence = sentence
        self.start = start
        self.avoid = frozenset(avoid)
        self.all = before
        self.before = [r for r in before if r.end <= start]

    def nearest(self, fits: Callable[[Referent], bool], reach: int = REACH) -> Referent | None:
        """The nearest referent that fits: within this sentence, then sentence by sentence back, subjects first."""
        return next((r for r in self._ordered(reach) if fits(r) and not self.avoid.intersection(r.ids)), None)

    def _ordered(self, reach: int) -> Iterator[Referent]:
        own = [r for r in self.before if r.sentence == self.sentence]
        yield from reversed(own)
        for number in range(self.sentence - 1, max(-1, self.sentence - 1 - reach), -1):
            held = [r for r in self.before if r.sentence == number]
            yield from sorted(held, key=_rank)

    def state(self, noun: Noun) -> str | None:
        """The state that «the government», «the capital», «protesters» are of."""
        speaker = self.scene.official or self.scene.local
        if speaker and speaker not in self.avoid:
            return speaker
        return whose.likeliest(self, self._by_rule(noun))

    def _by_rule(self, noun: Noun) -> str | None:
        """The state that a description is taken to be of where nothing is learned: of this sentence, of the last, of the report."""
        ranked = [s for s in self.scene.ranked(self.start) or self.scene.ranked() if s not in self.avoid]
        local = self._local(noun, ranked)
        if local:
            return local
        last = self.nearest(lambda r: r.subject and r.kind in ("state", "organ") and r.ids[0] in states(), 1)
        if last and last.ids[0] in ranked[:2] and noun.scope != "a":
            return last.ids[0]
        return ranked[0] if ranked else None

    def _local(self, noun: Noun, ranked: list[str]) -> str | None:
        """A state named in the sentence, if the report is about it or people are meant."""
        own = [r for r in reversed(self.before) if r.sentence == self.sentence and not r.compound]
        named = (s for r in own if r.kind in ("state", "person") for s in r.ids if s in states() and s not in self.avoid)
        found = next(named, None)
        return found if found and (not ranked or found in ranked[:2] or noun.scope == "a") else None

    def pick(self, fits: Callable[[Referent], bool]) -> Found:
        """The subject of the clause around the pronoun, of this sentence, what is nearest in it, then the sentences before,
        subjects first."""
        bound = self._bound(fits)
        if bound:
            return bound.actors
        avoid = self.avoid | self._demanding()
        own = [r for r in self.before if r.sentence == self.sentence and fits(r) and not avoid.intersection(r.ids)]
        main = [r for r in own if r.link != "aside"]
        subjects = [r for r in main if r.subject]
        if main:
            return (subjects or main)[-1].actors
        earlier = [r for r in self._ordered(_PRONOUN_REACH) if r.sentence != self.sentence]
        found = next((r for r in (*earlier, *reversed(own)) if fits(r) and not avoid.intersection(r.ids)), None)
        return found.actors if found else ()

    def _demanding(self) -> frozenset[str]:
        """Who demands what a pronoun is to do."""
        at = self.grammar.demander(self.start)
        return frozenset(i for r in self.before if at is not None and r.start <= at < r.end for i in r.ids)

    def _bound(self, fits: Callable[[Referent], bool]) -> Referent | None:
        """The nearest subject over a pronoun that fits; what is acted upon is not the subject of its own clause."""
        subjects, avoid = list(self.grammar.subjects(self.start)), self.avoid | self._demanding()
        for at in subjects[1 if self.grammar.is_object(self.start) else 0 :]:
            held = [r for r in self.before if r.start <= at < r.end]
            found = next((r for r in reversed(held) if fits(r) and not avoid.intersection(r.ids)), None)
            if found:
                return found
        return None


def _rank(referent: Referent) -> tuple[int, int]:
    """Subjects first, then what is no complement, then the rest; of equals the later."""
    free = referent.link in ("", ",", "verb", "object", "and")
    return (0 if referent.subject else 1 if free else 2, -referent.start)


def one(state: str | None, sectors: tuple[str, ...], why: str) -> Found:
    """The actor of a state id."""
    entity = states().get(state or "")
    if not entity:
        return ()
    return (Actor(entity.id, entity.country, sectors[0] if sectors else None, sectors, entity.name, why),)
