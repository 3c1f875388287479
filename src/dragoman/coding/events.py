"""From acts to events: parties, date, status, contexts and codes by the PLOVER codebook and the project's coding rules."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dragoman.coding import codebook
from dragoman.coding.acts import acts, is_ouster
from dragoman.coding.attribution import is_asked, is_spoken, sayer
from dragoman.coding.bearings import Told, ids_of
from dragoman.coding.content import is_content, promises_to_leave
from dragoman.coding.denials import REACH, denials, denier
from dragoman.coding.scene import Scene, Spot
from dragoman.coding.sides import Parties, is_body
from dragoman.coding.story import Story
from dragoman.coding.towards import act_sides, marches
from dragoman.coding.when import Calendar, tells_of_noun
from dragoman.grounding.places import places
from dragoman.grounding.world import states
from dragoman.interval import Interval
from dragoman.reader.sentence import Frame
from dragoman.report import Report
from dragoman.rows import Amount, Event, Party, Place, digest

#: an interval of so many days is a rough date, which another one that overlaps it does not contradict
_ROUGH_DAYS = 14
#: who nobody knows
_UNKNOWN = re.compile(
    r"\b(?:unidentified|unknown|unnamed)\b"
    r"|^(?:other|several|some|many|most|few|no) (?:other )?(?:countr(?:y|ies)|nations?|states?|governments?)$",
    re.IGNORECASE,
)
#: what is denied by rejecting it
_CHARGE = re.compile(r"\b(?:charges?|accusations?|allegations?|claims? that|suggestions?)\b", re.IGNORECASE)
#: «a monitoring group said»: nobody who is known
_SOMEBODY = re.compile(r"an? (?:[a-z-]+ )*(?:groups?|monitors?|sources?|witness|experts?|analysts?|watchdog|organi[sz]ation)$")
_LEAVES = re.compile(r"(?:leav(?:e|es|ing)|left|depart(?:s|ed|ing)?)$", re.IGNORECASE)
#: «residents said», «Reuters reported»: for these the report speaks itself
_ONLOOKERS = frozenset(("CVL", "JRN"))
#: types that one may do towards nobody; of another type an act that its sentence gives one side only is unsure below so much
_TOWARDS_NOBODY, _SURE = {"PROTEST", "MOBILIZE", "RETREAT"}, 0.7
_SPEECH = {"ACCUSE", "REQUEST", "THREATEN", "REJECT", "AGREE"}


def _leaves_a_body(frame: Frame, recipients: Sequence[Party]) -> bool:
    """Leaving an organisation is SANCTION withdraw, whatever the verb (rules, Events 8)."""
    return frame.label == "RETREAT" and frame.detail in ("withdraw", None) and bool(recipients) and all(
        is_body(p) for p in recipients
    )


def _within(scene: Scene, frame: Frame) -> bool:
    """What an ACCUSE, REQUEST, THREATEN, REJECT or AGREE is about is no second event (rules, Events 4)."""
    speech = [f for f in scene.read.frames if f.act and f is not frame and f.label in _SPEECH]
    return any(f.confidence >= frame.confidence / 2 and is_content(scene, frame, f) for f in speech)


def _is_bare(actors: Parties, recipients: Parties) -> bool:
    """Whether an act is told without another side, or without anybody who does it; the same party put on both is no other."""
    alone = ids_of(recipients) <= ids_of(actors) and not any(p.span for p in recipients)
    return alone or not any(p.span for p in actors)


def _recoded(scene: Scene, frame: Frame, actors: Parties, recipients: Parties) -> tuple[str, str | None]:
    """Type and mode, where a rule of the codebook outweighs what the reader took the words for."""
    if _leaves_a_body(frame, recipients):
        return "SANCTION", "withdraw"
    if marches(scene, frame, actors):
        return "PROTEST", "demo"
    if promises_to_leave(scene, frame):
        return "CONCEDE", None
    told = codebook.recoded(frame.label, scene.read.word(frame.trigger), scene.things(frame.trigger))
    return told or (frame.label, _mode(scene, frame))


def _mode(scene: Scene, frame: Frame) -> str | None:
    """The mode by the words of the content, else by the reader, else by the words of the whole clause."""
    words = scene.read.subtree(frame.trigger)
    start, trigger, end = (scene.read.words[w - 1] for w in (words[0], frame.trigger, words[-1]))
    told = codebook.content_mode(frame.label, scene.text[trigger.start : end.end]) or frame.detail
    return told or codebook.content_mode(frame.label, scene.text[start.start : end.end], "silent")


@dataclass(frozen=True, slots=True)
class EventCoder:
    """Codes the acts of one report; `reader` is the version that its rows carry."""

    report: Report
    story: Story
    calendar: Calendar
    reader: str
    #: where a frame stands -> the event coded there
    told: dict[Spot, Event] = field(default_factory=dict)
    #: the ids of events that only count where the report tells of another for sure
    unsure: set[str] = field(default_factory=set)

    def of(self, scene: Scene) -> Iterator[Event]:
        """The events of a sentence; sentences are coded in the order of the text."""
        for frame in acts(scene.read):
            if not (_within(scene, frame) or is_asked(scene, frame)) and (event := self.event(scene, frame)):
                self.told[scene.place(frame)] = event
                yield event
        for word in denials(scene):
            yield from self._denied(scene, word)

    def _denied(self, scene: Scene, word: int) -> Iterator[Event]:
        """The act that was told last, negated, as who denies it says."""
        frame = Frame(True, word, "REJECT", None, "negated", 1.0)
        who = denier(scene, word)
        found = self.story.parties(scene, replace(frame, roles=(("actor", who, 1.0),)), "actor") if who else ()
        since = scene.number - REACH
        aside = {scene.place(f) for f in scene.read.frames if f.act and tells_of_noun(scene, f)}
        before = [(at, e) for at, e in self.told.items() if (since, 0, 0) <= at < (scene.number, word, 0)]
        told = [e for at, e in before if at not in aside]
        blamed = bool(before) and max(before, key=lambda one: one[0])[1].type == "ACCUSE"  # it is the charge that is denied
        if found and told and not blamed and told[-1].status != "negated":
            evidence = scene.evidence(frame)
            ident = digest("event", self.report.id, "denied", told[-1].id, evidence.start)
            yield replace(told[-1], id=ident, status="negated", said_by=found[0].id, evidence=evidence, amounts=(), place=None)

    def _coup(self, scene: Scene, frame: Frame) -> tuple[Party, ...]:
        """The state in which a coup takes place: somebody's office ends irregularly at the same word (rules, Events 13)."""
        if frame.label not in ("COERCE", "SANCTION", "ASSAULT"):
            return ()
        for other in scene.read.frames:
            if is_ouster(scene.read, other) and other.trigger == frame.trigger:
                if any(p.id not in states() and "REB" in p.actor.sectors for p in self.story.parties(scene, frame, "actor")):
                    return ()  # rebels who overthrow somebody are no part of the state
                named = self.story.parties(scene, other, "second", "first")
                home = self.story.parties(scene, frame, "actor")
                return named[:1] or home[:1]
        return ()

    def _said_by(self, scene: Scene, frame: Frame, actors: Parties) -> tuple[Party, ...]:
        """Who says that it occurred: whom the reader ties to it, else who the sentence says does; not who acts by saying so."""
        tied = frame.fillers("source")
        word = 0 if tied else sayer(scene, frame)
        words = {word} if word else set(tied)
        if words and frame.status != "negated" and words & {denier(scene, verb) for verb in denials(scene)}:
            return ()  # «A armed B, which A denies»
        said = replace(frame, roles=(("source", word, 1.0),)) if word else frame
        told = (p for p in self.story.parties(scene, said, "source") if p.actor.sector not in _ONLOOKERS)
        found = tuple(p for p in told if not (p.span and _SOMEBODY.match(p.span.text)))
        return () if is_spoken(scene, frame) and ids_of(found) & ids_of(actors) else found

    def borne_out(self, events: Sequence[Event]) -> list[Event]:
        """The events, without those that are unsure where the report tells of no other for sure: it is about something else."""
        sure = any(e.confidence >= _SURE and e.id not in self.unsure for e in events)
        return [e for e in events if sure or e.id not in self.unsure]

    def event(self, scene: Scene, frame: Frame) -> Event | None:
        """One event, or None where nobody acts."""
        if any(_UNKNOWN.search(scene.phrase(word).text) for word in scene.fillers(frame, "actor")):
            return None  # an attack by nobody known is not coded (rules, Events 5)
        if frame.label in ("CONCEDE", "RETREAT") and _travels(scene, frame):
            return None
        if frame.label == "REJECT" and _CHARGE.search(scene.things(frame.trigger)):
            return None  # a denial (rules, Events 2)
        if (frame.label, frame.status) == ("ACCUSE", "negated") and _CHARGE.match(scene.read.word(frame.trigger)):
            return None  # «a charge that Minsk denies»: what it is charged with is denied
        coup = self._coup(scene, frame)
        actors, recipients = (coup, coup) if coup else act_sides(self.story, scene, frame)
        if not actors:
            return None
        self.story.note(actors, recipients)
        self.story.bearings.coded.append(Told(scene.number, frame.label, ids_of(actors), ids_of(recipients)))
        kind, mode = ("COERCE", None) if coup else _recoded(scene, frame, actors, recipients)
        when = self.calendar.happening(scene, frame)
        evidence = scene.evidence(frame)
        modes = (mode,) if mode else ()
        contexts = codebook.contexts(evidence.text)
        said_by = self._said_by(scene, frame, actors)
        amounts = tuple(_placed(a, scene) for a in scene.amounts if evidence.start <= scene.start + a.start < evidence.end)
        spot = scene.spot(frame.trigger)  # one clause may tell two of a kind: «left a year after it had given notice»
        parts = (kind, modes, [p.id for p in actors], [p.id for p in recipients], evidence.start, evidence.end, spot)
        ident = digest("event", self.report.id, *parts)
        if frame.confidence < _SURE and len(actors) == 1 and kind not in _TOWARDS_NOBODY and _is_bare(actors, recipients):
            self.unsure.add(ident)
        return Event(
            id=ident,
            report=self.report.id,
            published=self.report.published.isoformat() if self.report.published else None,
            type=kind,
            modes=modes,
            contexts=contexts,
            quad=codebook.quad(kind),
            score=codebook.score(kind, modes),
            cameo=codebook.cameo(kind, modes, contexts),
            status=self.calendar.status(scene, frame, when),
            said_by=said_by[0].id if said_by else None,
            actors=actors,
            recipients=recipients,
            date=when,
            place=_place(scene, frame, [p.actor.country for p in (*actors, *recipients) if p.actor.country]),
            amounts=amounts,
            evidence=evidence,
            confidence=frame.confidence,
            sources=1,
            reader=self.reader,
        )


def _travels(scene: Scene, frame: Frame) -> bool:
    """Whether somebody only sets out («leaves on Wednesday for Kenya»): nobody is left."""
    read, verb = scene.read, frame.trigger
    cases = {case for c in read.children(verb) if read.relation(c) == "obl" for case in scene.case(c)}
    goes = bool(_LEAVES.match(read.word(verb))) and "for" in cases and "from" not in cases
    stationed = any(f.label in ("presence", "base") and f.trigger == verb for f in read.frames)
    return goes and not stationed and not any(read.relation(c) == "obj" for c in read.children(verb))


def _place(scene: Scene, frame: Frame, countries: Sequence[str]) -> Place | None:
    """Where an act took place: the place at the words that the reader marks, a town before its country."""
    spots = [scene.read.phrase(word) for word in scene.fillers(frame, "place")]
    if not spots:
        return None
    named = [p for p in places(scene.text, country_hints=countries) if any(s < p.end and p.start < e for s, e in spots)]
    best = min(named, key=lambda p: (p.feature == "PCLI", p.start), default=None)
    return replace(best, start=scene.start + best.start, end=scene.start + best.end) if best else None


def _placed(amount: Amount, scene: Scene) -> Amount:
    return replace(amount, start=scene.start + amount.start, end=scene.start + amount.end)


def _same(one: Event, two: Event) -> bool:
    """Whether two events of a report are one happening told twice: same type, status, mode and sides, dates that do not part
    them."""
    if (one.type, one.status) != (two.type, two.status):
        return False
    home = ids_of(one.actors) == ids_of(one.recipients)
    if one.modes != two.modes and (home or (one.modes and two.modes)):
        return False
    if ids_of(one.actors) != ids_of(two.actors) or ids_of(one.recipients) != ids_of(two.recipients):
        return False
    return one.date == two.date or _vague(one.date) or _vague(two.date) or _roughly(one.date, two.date)


def _roughly(one: Interval, two: Interval) -> bool:
    """Whether two rough dates («last month», «a month ago») may be the same day."""
    return one.overlaps(two) and max(one.days or 0, two.days or 0) >= _ROUGH_DAYS


def _vague(when: Interval) -> bool:
    return when.earliest is None or when.latest is None


def merged(events: Sequence[Event], headlines: Collection[str] = ()) -> list[Event]:
    """The events with each happening once: the telling with the closer date stays, else the first.

    `headlines` are the ids of those told by the headline, which only counts where the body tells nothing of the kind.
    """
    kept: list[Event] = []
    body = [e for e in events if e.id not in headlines]
    for event in (*body, *(e for e in events if e.id in headlines and not any(_repeats(e, b) for b in body))):
        at = next((i for i, other in enumerate(kept) if _same(other, event)), None)
        if at is None:
            kept.append(event)
        elif (_vague(kept[at].date), not kept[at].modes) > (_vague(event.date), not event.modes):
            kept[at] = event
    return sorted(kept, key=lambda e: (e.evidence.start, e.evidence.end))


def _repeats(one: Event, two: Event) -> bool:
    """Whether a headline's event is told again in the body: the same type by one of the same actors."""
    return one.type == two.type and bool(ids_of(one.actors) & ids_of(two.actors))
