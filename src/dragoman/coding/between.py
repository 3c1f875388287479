"""Between whom an arrangement holds that a sentence tells of: its first and its second party."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from dragoman.coding import terms
from dragoman.coding.bearings import Ids, ids_of
from dragoman.coding.consequences import FORCES
from dragoman.coding.scene import Scene, Spot
from dragoman.coding.sides import (
    SIDELESS,
    STATIONED,
    Parties,
    Sides,
    borrowed,
    but,
    has_soil,
    is_body,
    is_league,
    mingled,
    parted,
    placed,
    turned,
)
from dragoman.coding.story import Story
from dragoman.coding.tabled import completed
from dragoman.grounding.world import states
from dragoman.reader.sentence import Frame
from dragoman.rows import Event, Party

#: acts by which sanctions are imposed, threatened or lifted
_SANCTIONING = {"SANCTION", "CONCEDE", "COERCE", "AGREE"}
#: acts by which outsiders deal with those at war; so many who agree on a truce are those who fight
_OUTSIDE, _MANY = {"REQUEST", "AGREE", "SUPPORT", "AID", "CONSULT"}, 2
#: kinds of which a sentence may leave both parties out («the last base was handed over»)
_LEANING = ("presence", "base", "agreement", "relations")


@dataclass(frozen=True, slots=True)
class Between:
    """The parties to the changes of one report; `told` is where a frame stands -> the event coded there."""

    story: Story
    told: Mapping[Spot, Event]
    #: who imposed or lifted sanctions in so many words, latest last
    imposers: list[Parties] = field(default_factory=list)

    def sides(self, scene: Scene, frame: Frame) -> Sides:
        """First and second party; one that the sentence leaves out is that of the act at the same word, else of the story."""
        first = self.story.parties(scene, frame, "first")
        second = self.story.parties(scene, frame, "second", avoid=[p.id for p in first])
        if frame.label in STATIONED and frame.detail == "ends" and not second and scene.receives(frame, "first"):
            first, second = second, first
        if frame.label == "office":
            return first, second
        told = self.told.get(scene.place(frame))
        if {"from", "to"} <= scene.cases(frame, "first"):
            told = None  # «switched from A to B»: an act is towards one of them
        if told and (of_act := self._of_act(frame, told)):
            return of_act
        if frame.label in SIDELESS and (mediators := self._mediators(scene, frame)):
            return self._brought_together(scene, frame, but(first, mediators), but(second, mediators))
        first, second = completed(self.story, scene, frame, (first, second), told)
        explicit = bool(first and second)
        if told:
            one, two = borrowed(frame.label, told)
            if len(ids_of(one)) > 1 and frame.label in SIDELESS and scene.leaves_out(frame, "first", common=True):
                return one, two
            if frame.label in ("agreement", "hostilities") and len({p.id for p in (*first, *second)}) < 2:
                first = (*first, *but(one, first))
            first, second = first or but(one, second), second or but(two, first)
            if mingled(first, second) and all(sides := parted(frame.label, told)):
                return sides
        at = scene.spot(frame.trigger)
        free = [scene.leaves_out(frame, side, common=frame.label in _LEANING) for side in ("first", "second")]
        if not first and not second and all(free):
            first, second = self.story.last() if frame.label in _LEANING else ((), ())
        elif first and not second and free[1] and (frame.label not in SIDELESS or self._alone(scene, frame, first)):
            second = self._opposite(scene, frame, first)
        elif second and not first and free[0]:
            imposers = self.imposers[-1:] if frame.label == "sanctions" else []
            first = imposers[0] if imposers else self.story.other([p.id for p in second], at)
        if explicit and frame.label == "sanctions":
            self.imposers.append(first)
        first, second = self._oriented(frame.label, first, second, explicit, at)
        if frame.label == "base" and (site := terms.soil_of_site(scene, frame)):
            first, second = placed(first, second, site)
        if frame.label == "presence" and (whose := self._whose_forces(scene, frame)):
            first, second = turned(first, second, whose)
        if frame.label in STATIONED and first:
            elsewhere = not second and any(scene.read.tag(w).startswith("NNP") for w in frame.fillers("second"))
            second = tuple(p for p in second if has_soil(p)) or (() if elsewhere else self._opposite(scene, frame, first))
        return first, second

    def is_told(self, scene: Scene, frame: Frame, sides: Sides) -> bool:
        """Whether the parties to a pact or a war are those of the act at its word, or whom a mediator brought together, or «where»
        tells the host."""
        seen = frame.label in STATIONED and frame.fillers("second") and sides[1]
        if seen and ids_of(sides[1]) <= ids_of(self.story.around(scene, frame)):
            return True  # «Mali, where Russia has established a base»
        told, ids = self.told.get(scene.place(frame)), ids_of((*sides[0], *sides[1]))
        if frame.label not in SIDELESS:
            return told is not None and bool(self._of_act(frame, told))
        same = told is not None and len(ids) > 1 and ids == ids_of((*told.actors, *told.recipients))
        return same or bool(self._mediators(scene, frame))

    @staticmethod
    def _of_act(frame: Frame, told: Event) -> Sides | None:
        """The sides that a change has from the act at its word: who imposes sanctions or lifts them, and on whom; who lets in or
        puts out whom."""
        if frame.label == "sanctions" and told.type in _SANCTIONING and told.actors and told.recipients:
            return told.actors, told.recipients
        bodies, members = (tuple(p for p in (*told.actors, *told.recipients) if is_body(p) == body) for body in (True, False))
        puts = (told.type, *told.modes) == ("SANCTION", "expel") and told.actors == bodies
        return (members, bodies) if frame.label == "membership" and puts and members else None

    def _brought_together(self, scene: Scene, frame: Frame, first: Parties, second: Parties) -> Sides:
        """Between whom others mediate: the two who were told together last, where the sentence names one of them or nobody."""
        asking, told = ids_of(self._askers(scene, frame)), ids_of((*first, *second))
        pairs = (tuple(map(Party, pair)) for pair in reversed(self.story.together))
        pair = next((pair for pair in pairs if not asking & ids_of(pair)), ())
        return (pair, ()) if len(told) < 2 and told <= ids_of(pair) else (first, second)

    def acts_at(self, scene: Scene, words: Collection[int]) -> list[Event]:
        """The acts told at some words of a sentence."""
        places = (scene.place(f) for f in scene.read.frames if f.act and f.trigger in words)
        return [self.told[place] for place in places if place in self.told]

    def _mediators(self, scene: Scene, frame: Frame) -> Parties:
        """Who mediates, by an act at the word of a change or beside it: no party to it («A brokered a truce between B and C»)."""
        near = {frame.trigger, *scene.read.above(frame.trigger), *scene.read.children(frame.trigger)}
        mediating = [party for act in self.acts_at(scene, near) if "third-party" in act.modes for party in act.actors]
        return (*mediating, *self._askers(scene, frame))

    def _askers(self, scene: Scene, frame: Frame) -> Parties:
        """Those who ask others to stop, or promise to work for it, without fighting themselves («Paris called for a truce»)."""
        above = (frame.trigger, *scene.read.above(frame.trigger)) if frame.label == "hostilities" else ()
        acts = [act for act in self.acts_at(scene, above) if act.type in _OUTSIDE]
        told = [t for t in self.story.bearings.named if t.label in ("ASSAULT", "COERCE")]
        fighting = {i for t in told for i in t.actors | t.recipients}
        alone = [act for act in acts if act.type == "REQUEST" or len(act.actors) < _MANY]
        bodies = [p for act in acts for p in act.actors if is_body(p)]
        return (*bodies, *(p for act in alone for p in act.actors if not is_body(p) and p.id not in fighting))

    def hosts(self, scene: Scene, frame: Frame) -> Ids:
        """Where forces are, as the words tell it, else the report."""
        holders = ids_of(self.story.parties(scene, frame, "first"))
        named = self.story.parties(scene, frame, "second", avoid=holders)
        return ids_of(named or self.story.host(holders, scene.spot(frame.trigger)))

    def _opposite(self, scene: Scene, frame: Frame, first: Parties) -> Parties:
        """Who stands opposite to these: of forces the state that the sentence names, else the one on whose soil the report places
        them; of others the usual other side."""
        known, at = [p.id for p in first], scene.spot(frame.trigger)
        if frame.label not in STATIONED:
            return self.story.other(known, at)
        if frame.label == "base" and (site := terms.soil_of_site(scene, frame)):
            return site
        if around := tuple(p for p in self.story.around(scene, frame) if has_soil(p) and p.id not in known):
            return around
        named = [p for p in self._named(scene) if has_soil(p) and p.id not in known]
        return tuple(named) if len(named) == 1 else tuple(p for p in self.story.host(known, at) if has_soil(p))

    def _whose_forces(self, scene: Scene, frame: Frame) -> Parties:
        """The state of the only forces that the words of a change name by their nationality («its 1,500 French soldiers»)."""
        told, read = scene.evidence(frame), scene.read
        forces = [n for n, w in enumerate(read.words, 1) if FORCES.match(w.text) and told.start <= scene.spot(n) < told.end]
        marks = [c for n in forces for c in read.children(n) if read.relation(c) == "amod" and read.word(c)[0].isupper()]
        spans = [scene.span(read.words[c - 1].start, read.words[c - 1].end) for c in marks]
        found = {a.id: Party(a, s) for s in spans for a in self.story.cast.resolve(s.start, s.end) if a.id in states()}
        return tuple(found.values()) if len(forces) == len(found) == 1 else ()

    def _named(self, scene: Scene) -> Parties:
        """Whom the nouns of a sentence name; «French» names nobody's soil."""
        spans = [scene.span(w.start, w.end) for n, w in enumerate(scene.read.words, 1) if scene.read.tag(n).startswith("NNP")]
        found = {a.id: Party(a, span) for span in spans for a in self.story.cast.resolve(span.start, span.end)}
        return tuple(found.values())

    @staticmethod
    def _alone(scene: Scene, frame: Frame, first: Parties) -> bool:
        """Whether a pact or a war is told of one party only, with nobody named beside it whom nobody knows."""
        return len(first) == 1 and len(scene.fillers(frame, "first")) <= 1

    def _oriented(self, kind: str, first: Parties, second: Parties, explicit: bool, at: int) -> Sides:
        """The sides turned where they cannot be meant so: a state does not have members, and troops stay where they were."""
        if kind == "membership" and any(is_body(p) for p in first) and not any(is_body(p) for p in second):
            first, second = second, first
        if kind == "membership" and second and not any(is_body(p) or is_league(p) for p in second):
            return first, self.story.body(at)
        if kind in STATIONED:
            if any(is_body(p) for p in second) and not any(is_body(p) for p in first):
                return second, first
            if not explicit and self.story.stationed_otherwise(first, second):
                return second, first
        return first, second
