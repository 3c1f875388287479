"""From what a sentence says of arrangements to changes, by the codebook of arrangements and the project's coding rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from dragoman.coding import meant, terms
from dragoman.coding.acts import is_mood
from dragoman.coding.attachment import NEWS_DAYS
from dragoman.coding.attribution import is_asked
from dragoman.coding.bearings import ids_of
from dragoman.coding.between import Between
from dragoman.coding.consequences import (
    RECOGNISES,
    Consequence,
    forces_expelled,
    measures_taken,
    membership_left,
    named_as_such,
    recognised,
)
from dragoman.coding.offices import OfficeRoles, office_roles
from dragoman.coding.scene import Scene, Spot
from dragoman.coding.sides import SIDELESS, STATIONED, has_envoys, is_body, is_nameless, soil, warring
from dragoman.coding.story import Story
from dragoman.coding.successions import successions
from dragoman.coding.tabled import is_tabled, known_terms
from dragoman.coding.tellings import foremost
from dragoman.coding.when import Calendar
from dragoman.grounding.grammar import DEMANDS
from dragoman.grounding.world import states
from dragoman.interval import Interval
from dragoman.reader.sentence import Frame
from dragoman.report import Report
from dragoman.rows import KINDS, Change, Event, Party, digest

_FOUNDS = re.compile(r"\b(?:dubbed|called|named|known as|creat\w+|found\w+|establish\w+|set up)\b", re.I)
#: kinds that hold between two different parties
_APART = ("sanctions", "relations")
#: kinds that go on at another level since a day, without having begun then («suspended since 2016»)
_LEVELLED = ("membership", "relations")


@dataclass(frozen=True, slots=True)
class ChangeCoder:
    """Codes the changes of one report; `reader` is the version that its rows carry."""

    report: Report
    story: Story
    calendar: Calendar
    reader: str
    #: where a frame stands -> the event coded there
    told: Mapping[Spot, Event] = field(default_factory=dict)
    #: between whom the arrangements hold
    between: Between = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "between", Between(self.story, self.told))

    def of(self, scene: Scene) -> Iterator[Change]:
        """The changes that a sentence tells; sentences are coded in the order of the text, acts before changes."""
        called = (self._as_called(scene, frame) for frame in foremost(scene.read.frames))
        for frame in successions(scene, called):
            if self._is_none(scene, frame) or (frame.status in ("happened", "denied") and is_asked(scene, frame)):
                continue
            left = self._done(scene, frame, membership_left)
            yield from left or self._of(scene, frame)
            if not left:
                yield from self._implied(scene, frame)
        told = {(f.trigger, f.label) for f in scene.read.frames if not f.act}
        for frame in (f for f in scene.read.frames if f.act):
            kinds = {kind for trigger, kind in told if trigger == frame.trigger}
            rules = (forces_expelled,) if kinds else (membership_left, measures_taken, forces_expelled, recognised)
            yield from () if "presence" in kinds else self._done(scene, frame, *rules)

    def _is_none(self, scene: Scene, frame: Frame) -> bool:
        """Whether words that sound like a change tell of none: it is no state that is recognised («recognised X as president»), a
        state does something at home, a mission of a body is joined."""
        told, read = self.told.get(scene.place(frame)), scene.read
        words = scene.text[read.words[frame.trigger - 1].start :]
        if is_mood(read, frame) or self._goes_on(scene, frame) or _is_past_stay(scene, frame) or terms.is_truce(scene, frame):
            return True
        if frame.label == "relations" and RECOGNISES.match(words):
            return not named_as_such(words)
        if frame.label in _APART and told and told.actors:
            return ids_of(told.actors) == ids_of(told.recipients)
        return frame.label == "membership" and terms.is_of_mission(scene, frame, self.story.parties(scene, frame, "second"))

    def _goes_on(self, scene: Scene, frame: Frame) -> bool:
        """Whether words in the present rather say that forces or a base are there («Djibouti hosts French bases»)."""
        if frame.detail != "begins":
            return False
        here = (f for f in scene.read.frames if (f.trigger, f.label, f.detail) == (frame.trigger, frame.label, "continues"))
        likelier = any(f.confidence > frame.confidence for f in here) and frame.label in STATIONED
        return likelier and scene.tense(frame) == "present" and not self.calendar.since(scene, frame)

    def _as_called(self, scene: Scene, frame: Frame) -> Frame:
        """What the rules call a change; what held until a day that is past has ended («was premier until March»), and what is to go
        on holds today."""
        frame = terms.as_called(scene, frame)
        if (frame.detail, frame.status) == ("continues", "planned") and self._is_to_stay(scene, frame):
            return replace(frame, status="happened")
        if frame.label in STATIONED and (frame.detail, frame.status) == ("ends", "possible") and self._is_demanded(scene, frame):
            return replace(frame, status="planned")
        if frame.status == "happened" and frame.detail != "continues" and self._is_due(scene, frame):
            return replace(frame, status="planned")
        held = frame.detail in ("begins", "continues") and frame.status == "happened"
        return replace(frame, detail="ends") if held and self.calendar.gone(scene, frame) else frame

    def _is_due(self, scene: Scene, frame: Frame) -> bool:
        """Whether what is told in the present has a day to come («runs out in May»)."""
        ahead = scene.tense(frame) == "present" and self.calendar.governing(scene, frame, ahead=True)
        return bool(ahead) and not self.calendar.governing(scene, frame)

    def _is_to_stay(self, scene: Scene, frame: Frame) -> bool:
        """Whether what is to go on holds today («is to stay until May»); what is to be so on a day to come does not."""
        due = self.calendar.governing(scene, frame, ahead=True)
        return not due or self.calendar.until(scene, frame, only=True) is not None

    def _is_demanded(self, scene: Scene, frame: Frame) -> bool:
        """Whether the host demands by a day that forces leave (rules, Changes 6); of another, or without one, it is asked."""
        above = (frame.trigger, *scene.read.above(frame.trigger))
        demands = [word for word in above if DEMANDS.match(scene.read.word(word))]
        acts = [act for act in self.between.acts_at(scene, demands) if act.type == "REQUEST"]
        hosts = self.between.hosts(scene, frame) if acts else frozenset()
        return any(ids_of(act.actors) & hosts for act in acts) and bool(self.calendar.governing(scene, frame, ahead=True))

    def _implied(self, scene: Scene, frame: Frame) -> Iterator[Change]:
        """What a change says besides."""
        if frame.label == "presence" and frame.detail in ("ends", "alters") and frame.status in ("happened", "planned"):
            yield from self._sites_left(scene, frame)
        if frame.detail == "alters" and terms.prolonged(scene, frame):
            yield from self._longer(scene, frame)
        if (frame.detail, frame.status) == ("continues", "happened"):
            yield from self._since(scene, frame)
        if (frame.detail, frame.status) == ("continues", "happened") and (due := self.calendar.until(scene, frame, only=True)):
            yield from self._due(scene, frame, due)
        if (frame.detail, frame.status) == ("begins", "happened"):
            yield from self._still(scene, frame)
            if frame.label == "agreement":
                yield from self._founded(scene, frame)
        elif frame.label == "agreement" and frame.detail != "begins":
            yield from self._begun(scene, frame)
        elif frame.label in STATIONED and frame.status in ("planned", "possible") and frame.detail != "begins":
            yield from self._until_then(scene, frame)

    def _sites_left(self, scene: Scene, frame: Frame) -> Iterator[Change]:
        """Forces that leave a base give it up («withdrew from Air Base 201», «left their camp at Diwaniya»)."""
        if terms.change(scene, frame) == "alters" and any(a.kind != "money" for a in scene.amounts):
            return  # «moved 100 soldiers from its base»
        if any(f.label == "base" and f.trigger == frame.trigger for f in scene.read.frames):
            return
        for word in terms.sites(scene, frame):
            roles = (*(role for role in frame.roles if role[0] in ("first", "second")), ("name", word, 1.0))
            yield from self._of(scene, replace(frame, label="base", detail="ends", roles=roles, codes=()))

    def _founded(self, scene: Scene, frame: Frame) -> Iterator[Change]:
        """Those who found a body by a pact belong to it («launched a pact dubbed the Alliance of …»)."""
        start, end = scene.spot(frame.trigger), scene.evidence(frame).end
        if not _FOUNDS.search(self.report.text[start:end]):
            return
        bodies = [a for a in self.story.cast.sentence_actors(start, end) if is_body(Party(a))]
        for change in self._of(scene, frame):
            ids = [name for name in change.roles["parties"] if name not in {a.id for a in bodies}]
            for member, body in product(ids, bodies[-1:]):
                roles: OfficeRoles = {"member": member, "organisation": body.id}
                yield self._change(scene, replace(frame, label="membership", codes=()), roles, None, None)

    def _begun(self, scene: Scene, frame: Frame) -> Iterator[Change]:
        """A pact that is told of by its age or its year began then, whatever else is told of it."""
        when = terms.begun(scene, frame)
        if when:
            for change in self._of(scene, replace(frame, detail="begins", status="happened")):
                yield replace(change, when=when, id=digest(change.id, when))

    def _still(self, scene: Scene, frame: Frame) -> Iterator[Change]:
        """What has begun «since X» goes on at publication (rules, Changes 10)."""
        if self.calendar.since(scene, frame) and scene.tense(frame) in ("present", "perfect"):
            yield from self._of(scene, replace(frame, detail="continues"))

    def _since(self, scene: Scene, frame: Frame) -> Iterator[Change]:
        """What goes on «since X» began at X (rules, Changes 10)."""
        begun = any((f.label, f.trigger, f.detail) == (frame.label, frame.trigger, "begins") for f in scene.read.frames)
        told = not begun and frame.label not in _LEVELLED and self.calendar.since(scene, frame)
        if told and scene.tense(frame) in ("present", "perfect"):
            yield from self._of(scene, replace(frame, detail="begins"))

    def _until_then(self, scene: Scene, frame: Frame) -> Iterator[Change]:
        """So many soldiers who are to leave are there now («will withdraw the 1,000 soldiers it has in Niger»), and so are those
        of whom it is only thought or asked."""
        day, told = self.report.published, self.calendar.standing(scene, frame).earliest
        if told and day and (day - told).days > NEWS_DAYS:
            return  # what was asked long ago tells nothing of today
        if frame.status == "possible" or terms.strength(scene, frame):
            yield from self._of(scene, replace(frame, detail="continues", status="happened"))

    def _longer(self, scene: Scene, frame: Frame) -> Iterator[Change]:
        """A stay that is prolonged ends on the day to which it is («extended the mission until May», «for a year»)."""
        since = self.calendar.standing(scene, frame).earliest or self.report.published
        if when := self.calendar.until(scene, frame) or terms.prolonged_to(scene, frame, since):
            yield from self._due(scene, frame, when)

    def _due(self, scene: Scene, frame: Frame, when: Interval) -> Iterator[Change]:
        """What holds until a day to come is to end then («remain members until 29 January»), where the reader tells no end."""
        if any((f.label, f.detail) == (frame.label, "ends") for f in scene.read.frames):
            return
        for change in self._of(scene, replace(frame, detail="ends", status="planned")):
            yield replace(change, change="ends", when=when, status="planned", id=digest(change.id, when))

    def _done(self, scene: Scene, frame: Frame, *rules: Consequence) -> list[Change]:
        """What the act at the same word makes of arrangements, by the first of the rules that fits."""
        event, word = self.told.get(scene.place(frame)), scene.read.word(frame.trigger)
        made = next((found for rule in rules if (found := rule(event, frame, word))), []) if event else []
        return [self._change(scene, meant, roles, None, kind) for meant, roles, kind in made]

    def _quits(self, scene: Scene, frame: Frame) -> Frame:
        """A state that leaves a body leaves no soil: its membership ends, not a presence."""
        leaves = (frame.label, frame.detail) == ("presence", "ends")
        bodies = self.story.parties(scene, frame, "second") if leaves else ()
        members = self.story.parties(scene, frame, "first") if bodies and all(map(is_body, bodies)) else ()
        if members and all(p.id in states() and p.actor.sector in (None, "GOV") for p in members):
            return replace(frame, label="membership", codes=())
        return frame

    def _of(self, scene: Scene, frame: Frame) -> Iterator[Change]:
        frame = self._quits(scene, frame)
        first, second = self.between.sides(scene, frame)
        if not (is_tabled(self.story, scene, frame, (first, second)) or self.between.is_told(scene, frame, (first, second))):
            first, second = meant.likeliest(self.story, scene, frame, (first, second), lambda one, two: (one, two))
        if frame.detail == "ends" and terms.is_membership(frame, first, second):
            members, bodies = (tuple(p for p in (*first, *second) if is_body(p) == body) for body in (False, True))
            frame, first, second = replace(frame, label="membership", codes=()), members, bodies
        told = product(*known_terms(self.story, scene, frame))
        for roles, (name, kind) in product(self._roles(scene, frame, first, second), told):
            yield self._change(scene, frame, roles, name, kind)
        if frame.label != "office":
            self.story.note(first, second)
        if frame.label == "agreement" and len({p.id for p in (*first, *second)}) > 1:
            self.story.pact = (*first, *second)

    def _roles(self, scene: Scene, frame: Frame, first: Sequence[Party], second: Sequence[Party]) -> list[OfficeRoles]:
        """The roles of each row: compound parties get a row each, unordered kinds one."""
        kind = frame.label
        if kind == "office":
            when = self.calendar.standing(scene, frame)
            return office_roles(self.story, scene, frame, (*first, *second), when.latest or when.earliest)
        if kind == "relations":
            sides = [[p.id for p in side if has_envoys(p)] for side in (first, second)]
            return [{"parties": pair} for pair in terms.paired(*sides)]
        if kind in SIDELESS:
            ids = tuple(sorted({p.id for p in (*first, *second) if not (kind == "hostilities" and is_nameless(p))}))
            return [{"parties": ids}] if len(ids) > 1 else []
        one, two = KINDS[kind]
        pairs = [(a.id, soil(b).id if two == "host" else b.id) for a in first for b in second]
        return [{one: a, two: b} for a, b in pairs if a != b and not (kind == "membership" and b in states())]

    def _change(self, scene: Scene, frame: Frame, roles: OfficeRoles, name: str | None, kind: str | None) -> Change:
        codes: Mapping[str, str] = {group.split(".")[1]: value for group, value in frame.codes}
        evidence, status = scene.evidence(frame), terms.status(scene, frame)
        meant = replace(frame, status=status)
        when = self.calendar.standing(scene, meant)
        parts = (frame.label, sorted(roles.items()), frame.detail, status, name, kind, evidence.start, when.row())
        return Change(
            id=digest("change", self.report.id, *parts),
            report=self.report.id,
            published=self.report.published.isoformat() if self.report.published else None,
            kind=frame.label,
            roles=roles,
            change=terms.change(scene, meant),
            status=status,
            when=when,
            strength=terms.strength(scene, frame),
            name=name,
            type=warring(roles["parties"] or ()) if frame.label == "hostilities" else kind,
            level=terms.level(scene, meant),
            entry=codes.get("entry") if frame.detail == "begins" else None,
            exit=codes.get("exit") if frame.detail == "ends" else None,
            evidence=evidence,
            confidence=frame.confidence,
            reader=self.reader,
        )


def _is_past_stay(scene: Scene, frame: Frame) -> bool:
    """Whether forces are told apart by where they were until they left («the soldiers stationed in Niger were expelled»), or begin
    to do no more than they do («have been idle since then»)."""
    read = scene.read
    if frame.label != "presence" or frame.detail not in ("begins", "continues"):
        return False
    if frame.detail == "begins" and read.tag(frame.trigger) == "JJ":
        return read.word(frame.trigger).lower() != "present"
    if read.relation(frame.trigger) != "acl" or set(read.subtree(frame.trigger)).intersection(frame.fillers("time")):
        return False
    told = {read.head(frame.trigger), *frame.fillers("first")}
    gone = [f for f in read.frames if (f.label, f.detail, f.status) == ("presence", "ends", "happened")]
    return any(not told.isdisjoint(f.fillers("first")) for f in gone)
