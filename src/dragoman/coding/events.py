"""From acts to events: parties, date, status, contexts and codes by the PLOVER codebook and the project's coding rules."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dragoman.coding import codebook
from dragoman.coding.denials import REACH, denials
from dragoman.coding.scene import Scene
from dragoman.coding.sides import Parties, is_body
from dragoman.coding.story import Story
from dragoman.coding.when import Calendar
from dragoman.grounding.places import places
from dragoman.interval import Interval
from dragoman.reader.sentence import Frame, ReadSentence
from dragoman.report import Report
from dragoman.rows import Amount, Event, Party, Place, digest

#: types that have somebody on the other side, who may be left out in a sentence that leans on its context
_TWO_SIDED = {"AGREE", "SUPPORT", "CONCEDE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION"}
_AS_ACT = {"first": "actor", "second": "recipient", "strength": "amount"}
#: types of which a missing doer is filled from the report; of others an act without a doer is not coded (rules, Events 5)
_DOER_FILLED = {
    ("SANCTION", "expel"), ("RETREAT", "withdraw"), ("CONCEDE", None), ("SANCTION", "discontinue"), ("AGREE", None),
    ("REJECT", "meet"),
}  # fmt: skip
#: types that one does with another, who then acts as well, and the verbs that tell it so
_TOGETHER = {
    "CONSULT": re.compile(""), "COOPERATE": re.compile(""), "ASSAULT": re.compile(""), "AGREE": re.compile("agree", re.I),
    "SUPPORT": re.compile("sign|initial|conclu|renew|ink|launch|form|creat|establish", re.I),
}  # fmt: skip
_OUSTED = re.compile(r"(?:oust|overthr|toppl|depos|unseat)", re.IGNORECASE)
#: an interval of so many days is a rough date, which another one that overlaps it does not contradict
_ROUGH_DAYS = 14
_SITE = re.compile(r"\b(?:base|camp|site|airfield|installation|compound|facility|port|garrison town)s?\b", re.IGNORECASE)
_SPEECH = {"ACCUSE", "REQUEST", "THREATEN", "REJECT", "AGREE"}
#: types that a state's organs do to its own people: both sides may be the same state
_AT_HOME = {"COERCE", "ASSAULT", "PROTEST", "MOBILIZE"}


def _is_site(party: Party) -> bool:
    """Whether the words name a place that is left («the base at Faya»), not those who leave it."""
    return bool(party.span and _SITE.search(party.span.text))


def _leaves_a_body(frame: Frame, recipients: Sequence[Party]) -> bool:
    """Leaving an organisation is SANCTION withdraw, whatever the verb (rules, Events 8)."""
    return frame.label == "RETREAT" and frame.detail in ("withdraw", None) and bool(recipients) and all(
        is_body(p) for p in recipients
    )


def _is_content(scene: Scene, frame: Frame, of: Frame) -> bool:
    """Whether one frame tells what the speech act of another is about: «agreed to withdraw», «accused it of arming»."""
    read, below = scene.read, frame.trigger
    for word in read.above(frame.trigger):
        name = read.relation(below)
        if name not in ("xcomp", "ccomp", "acl", "advcl", "conj") or (name == "conj" and word == of.trigger):
            return False
        if word == of.trigger:
            return True
        below = word
    return False


def _promises_to_leave(scene: Scene, frame: Frame) -> bool:
    """A departure announced, agreed or promised is CONCEDE (rules, Events 7)."""
    if (frame.label, frame.detail) == ("RETREAT", "withdraw") and frame.status == "happened":
        return scene.tense(frame) == "future"
    content = [f for f in scene.read.frames if f is not frame and _is_content(scene, f, frame)]
    return frame.label == "AGREE" and any(
        f.label == "CONCEDE" or (f.label in ("presence", "base") and (f.detail, f.status) == ("ends", "planned")) for f in content
    )


def _within(scene: Scene, frame: Frame) -> bool:
    """What an ACCUSE, REQUEST, THREATEN, REJECT or AGREE is about is no second event (rules, Events 4)."""
    speech = [f for f in scene.read.frames if f.act and f is not frame and f.label in _SPEECH]
    return any(f.confidence >= frame.confidence / 2 and _is_content(scene, frame, f) for f in speech)


def is_ouster(read: ReadSentence, frame: Frame) -> bool:
    """Whether somebody loses an office against the rules, as the reader or the verb says: a coup."""
    ends = (frame.label, frame.detail, frame.status) == ("office", "ends", "happened")
    return ends and (("office.exit", "irregular") in frame.codes or bool(_OUSTED.match(read.word(frame.trigger))))


def implied(read: ReadSentence) -> Iterator[Frame]:
    """The acts that changes done by a verb imply, where the reader saw no act at it: a pact launched, a president ousted."""
    acts = {f.trigger for f in read.frames if f.act}
    for frame in read.frames:
        if frame.act or frame.trigger in acts or frame.status != "happened" or not read.tag(frame.trigger).startswith("VB"):
            continue
        act = ("COERCE", None) if is_ouster(read, frame) else codebook.implied().get((frame.label, frame.detail or ""))
        if act:
            roles = tuple((_AS_ACT.get(role, role), word, share) for role, word, share in frame.roles if role != "name")
            acts.add(frame.trigger)
            yield replace(frame, act=True, label=act[0], detail=act[1], roles=roles, codes=())


def _marches(scene: Scene, frame: Frame, actors: Sequence[Party]) -> bool:
    """A crowd that protests is PROTEST, a government that does is ACCUSE (PLOVER: collective civilian action)."""
    word = scene.read.word(frame.trigger).lower()
    crowd = any({"CVL", "OPP", "EDU", "LAB"} & set(p.actor.sectors) for p in actors)
    return frame.label == "ACCUSE" and crowd and word.startswith(("protest", "rall", "demonstrat", "march"))


def _joined(scene: Scene, frame: Frame, actors: Parties, recipients: Parties) -> tuple[Parties, Parties]:
    """Everybody in a reciprocal act is an actor: who signs together, who meets, works or fights with another (rules, Events 6)."""
    read, verb = scene.read, _TOGETHER.get(frame.label)
    if not verb or not verb.match(read.word(frame.trigger)) or frame.detail == "visit" or not recipients:
        return actors, recipients
    cases = scene.cases(frame, "recipient")
    pacts = frame.label == "SUPPORT" and any(f.label == "agreement" and f.trigger == frame.trigger for f in read.frames)
    return ((*actors, *recipients), ()) if "with" in cases or pacts else (actors, recipients)


def _recoded(
    scene: Scene, frame: Frame, actors: Sequence[Party], recipients: Sequence[Party]
) -> tuple[str, str | None]:
    """Type and mode, where a rule of the codebook outweighs what the reader took the words for."""
    if _leaves_a_body(frame, recipients):
        return "SANCTION", "withdraw"
    if _marches(scene, frame, actors):
        return "PROTEST", "demo"
    return ("CONCEDE", None) if _promises_to_leave(scene, frame) else (frame.label, frame.detail)


@dataclass(frozen=True, slots=True)
class EventCoder:
    """Codes the acts of one report; `reader` is the version that its rows carry."""

    report: Report
    story: Story
    calendar: Calendar
    reader: str
    #: (sentence, trigger) -> the event coded there
    told: dict[tuple[int, int], Event] = field(default_factory=dict)

    def of(self, scene: Scene) -> Iterator[Event]:
        """The events of a sentence; sentences are coded in the order of the text."""
        for frame in (*scene.read.frames, *implied(scene.read)):
            if frame.act and not _within(scene, frame) and (event := self.event(scene, frame)):
                self.told[scene.number, frame.trigger] = event
                yield event
        for word in denials(scene):
            yield from self._denied(scene, word)

    def _denied(self, scene: Scene, word: int) -> Iterator[Event]:
        """The act that was told last, negated, as who denies it says."""
        frame = Frame(True, word, "REJECT", None, "negated", 1.0)
        denier = self.story.subject(scene, frame)
        since = scene.number - REACH
        told = [e for at, e in self.told.items() if (since, 0) <= at < (scene.number, word)]
        if denier and told and told[-1].type != "ACCUSE" and told[-1].status != "negated":
            evidence = scene.evidence(frame)
            ident = digest("event", self.report.id, "denied", told[-1].id, evidence.start)
            yield replace(told[-1], id=ident, status="negated", said_by=denier[0].id, evidence=evidence, amounts=(), place=None)

    def _sides(self, scene: Scene, frame: Frame) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """Actors and recipients, with a left-out side filled where the type has one."""
        actors = self.story.parties(scene, frame, "actor")
        if not actors and not frame.fillers("actor"):
            actors = self.story.subject(scene, frame)
        known = [p.id for p in actors]
        recipients = self.story.parties(scene, frame, "recipient", avoid=() if frame.label in _AT_HOME else known)
        if _marches(scene, frame, actors):
            return actors, recipients
        at, key = scene.spot(frame.trigger), (frame.label, frame.detail)
        if key == ("RETREAT", "withdraw") and not recipients and actors and _is_site(actors[0]):
            actors, recipients, known = (), actors, []
        if not actors and recipients and key in _DOER_FILLED and (scene.leaves_out(frame, "actor") or _is_site(recipients[0])):
            actors = self.story.other([p.id for p in recipients], at)
        if not actors and not recipients and key == ("RETREAT", "withdraw"):
            return self.story.last()
        if known and not recipients and frame.label in _TWO_SIDED and scene.leaves_out(frame, "recipient"):
            recipients = self.story.argument(scene, frame, avoid=known)
        if bool(actors) != bool(recipients):
            noun = self.story.modified(scene, frame, avoid=[p.id for p in (*actors, *recipients)])
            actors, recipients = actors or noun, recipients or noun
        if {p.id for p in recipients} <= set(known) and len(known) > 1 and frame.label not in _AT_HOME:
            return actors, ()
        if len(known) == 1 and not recipients and frame.label in _TWO_SIDED and scene.leaves_out(frame, "recipient"):
            leaves = key == ("RETREAT", "withdraw") or _promises_to_leave(scene, frame)
            other = self.story.host(known, at) if leaves else self.story.other(known, at)
            return self.story.turned(frame, actors, other)
        return actors, recipients

    def _coup(self, scene: Scene, frame: Frame) -> tuple[Party, ...]:
        """The state in which a coup takes place: somebody's office ends irregularly at the same word (rules, Events 13)."""
        if frame.label not in ("COERCE", "SANCTION", "ASSAULT"):
            return ()
        for other in scene.read.frames:
            if is_ouster(scene.read, other) and other.trigger == frame.trigger:
                named = self.story.parties(scene, other, "second", "first")
                home = self.story.parties(scene, frame, "actor")
                return named[:1] or home[:1]
        return ()

    def event(self, scene: Scene, frame: Frame) -> Event | None:
        """One event, or None where nobody acts."""
        coup = self._coup(scene, frame)
        actors, recipients = (coup, coup) if coup else _joined(scene, frame, *self._sides(scene, frame))
        if not actors:
            return None
        self.story.note(actors, recipients)
        kind, mode = ("COERCE", None) if coup else _recoded(scene, frame, actors, recipients)
        when = self.calendar.happening(scene, frame)
        evidence = scene.evidence(frame)
        modes = (mode,) if mode else ()
        contexts = codebook.contexts(evidence.text)
        said_by = self.story.parties(scene, frame, "source")
        amounts = tuple(_placed(a, scene) for a in scene.amounts if evidence.start <= scene.start + a.start < evidence.end)
        parts = (kind, modes, [p.id for p in actors], [p.id for p in recipients], evidence.start, evidence.end)
        return Event(
            id=digest("event", self.report.id, *parts),
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


def _ids(parties: Sequence[Party]) -> frozenset[str]:
    return frozenset(p.id for p in parties)


def _same(one: Event, two: Event) -> bool:
    """Whether two events of a report are one happening told twice: same type, mode and sides, dates that do not part them."""
    if one.type != two.type or (one.status == "negated") != (two.status == "negated"):
        return False
    if one.modes != two.modes and one.modes and two.modes:
        return False
    if _ids(one.actors) != _ids(two.actors) or _ids(one.recipients) != _ids(two.recipients):
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
    return one.type == two.type and bool(_ids(one.actors) & _ids(two.actors))
