"""From what a sentence says of arrangements to changes, by the codebook of arrangements and the project's coding rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import product

from dragoman.coding.offices import LEADING, OfficeRoles, office_roles, words_of
from dragoman.coding.scene import Scene
from dragoman.coding.sides import Parties, Sides, borrowed, is_body
from dragoman.coding.story import Story
from dragoman.coding.when import Calendar
from dragoman.grounding.world import states
from dragoman.interval import Interval
from dragoman.reader.sentence import Frame
from dragoman.report import Report
from dragoman.rows import KINDS, Change, Event, Party, digest

_PACTS = "accord|agreement|pact|treaty|charter|deal|memorandum|arrangement|convention|truce|ceasefire|protocol|lease"
_PACT = re.compile(rf"^(?:{_PACTS})s?$", re.I)
_FINAL = re.compile(r"\b(?:last|all|final\w*|complet\w+|end(?:s|ed|ing)?|entire|whole|remaining|every)\b", re.I)
#: what the status of an act says of the change that it makes
_STATUS_OF = {
    "happened": "happened", "historical": "happened", "future": "planned", "hypothetical": "possible", "negated": "denied",
}  # fmt: skip
_FOUNDS = re.compile(r"\b(?:dubbed|called|named|known as|creat\w+|found\w+|establish\w+|set up)\b", re.I)
_YEARS_OLD = re.compile(rf"\b(\d{{1,3}})-year-old (?:\w+ ){{0,2}}(?:{_PACTS})\b")
_OF_YEAR = re.compile(rf"\b(?:{_PACTS}) (?:of|from) ((?:19|20)\d\d)\b")
#: kinds of which a sentence may leave both parties out («the last base was handed over»)
_LEANING = ("presence", "base", "agreement", "relations")
_PLANS = re.compile(
    r"\b(?:will|would|shall|notice|plan\w*|announc\w+|order\w*|due|agree\w*|pledg\w+|promis\w+|intend\w*|demand\w*|until"
    r"|next|soon|expect\w*|month\w*|deadline|request\w*|offer\w*|decid\w+)\b",
    re.I,
)
Roles = OfficeRoles


@dataclass(frozen=True, slots=True)
class ChangeCoder:
    """Codes the changes of one report; `reader` is the version that its rows carry."""

    report: Report
    story: Story
    calendar: Calendar
    reader: str
    #: (sentence, trigger) -> the event coded there
    told: Mapping[tuple[int, int], Event] = field(default_factory=dict)

    def of(self, scene: Scene) -> Iterator[Change]:
        """The changes that a sentence tells; sentences are coded in the order of the text, acts before changes."""
        for frame in foremost(scene.read.frames):
            left = self._left(scene, frame)
            yield from left or self._of(scene, frame)
            if not left and (frame.label, frame.detail, frame.status) == ("agreement", "begins", "happened"):
                yield from self._founded(scene, frame)
            if not left and frame.label == "agreement" and frame.detail != "begins":
                yield from self._aged(scene, frame)
                yield from self._of_year(scene, frame)
            if not left and (frame.label, frame.status) == ("presence", "planned") and frame.detail != "begins":
                yield from self._until_then(scene, frame)
        told = {f.trigger for f in scene.read.frames if not f.act}
        for frame in scene.read.frames:
            if frame.act and frame.trigger not in told:
                yield from self._left(scene, frame)

    def _founded(self, scene: Scene, frame: Frame) -> Iterator[Change]:
        """Those who found a body by a pact belong to it («launched a pact dubbed the Alliance of …»)."""
        start, end = scene.spot(frame.trigger), scene.evidence(frame).end
        if not _FOUNDS.search(self.report.text[start:end]):
            return
        bodies = [a for a in self.story.cast.sentence_actors(start, end) if is_body(Party(a))]
        for change in self._of(scene, frame):
            ids = [name for name in change.roles["parties"] if name not in {a.id for a in bodies}]
            for member, body in product(ids, bodies[-1:]):
                roles: Roles = {"member": member, "organisation": body.id}
                yield self._change(scene, replace(frame, label="membership", codes=()), roles, None, None)

    def _aged(self, scene: Scene, frame: Frame) -> Iterator[Change]:
        """A pact that is said to be so many years old began so long ago, give or take half a year."""
        aged = _YEARS_OLD.search(scene.text)
        if aged and self.report.published:
            middle = self.report.published - timedelta(days=round(365.25 * int(aged[1])))
            when = Interval(middle - timedelta(days=183), middle + timedelta(days=183))
            for change in self._of(scene, replace(frame, detail="begins", status="happened")):
                yield replace(change, when=when, id=digest(change.id, when.row()))

    def _of_year(self, scene: Scene, frame: Frame) -> Iterator[Change]:
        """«The accord of 1998» began in that year, whatever else is told of it."""
        words = scene.text[scene.read.words[frame.trigger - 1].start :] if frame.detail == "continues" else scene.text
        dated = _OF_YEAR.search(words)
        if dated:
            when = Interval(date(int(dated[1]), 1, 1), date(int(dated[1]), 12, 31))
            for change in self._of(scene, replace(frame, detail="begins", status="happened")):
                yield replace(change, when=when, id=digest(change.id, when.row()))

    def _until_then(self, scene: Scene, frame: Frame) -> Iterator[Change]:
        """So many soldiers who are to leave are there now («will withdraw the 1,000 soldiers it has in Niger»)."""
        if self._strength(scene, frame):
            yield from self._of(scene, replace(frame, detail="continues", status="happened"))

    def _left(self, scene: Scene, frame: Frame) -> list[Change]:
        """Whoever leaves an organisation ends a membership (rules, Events 8), whatever else its verb may be said of."""
        event = self.told.get((scene.number, frame.trigger))
        if not event or (event.type, event.modes) != ("SANCTION", ("withdraw",)) or not all(is_body(p) for p in event.recipients):
            return []
        status = _STATUS_OF[event.status] if frame.act or frame.status == "happened" else frame.status
        meant = replace(frame, act=False, label="membership", detail="ends", status=status, codes=())
        pairs = [(a, b) for a in event.actors for b in event.recipients if not is_body(a)]
        return [self._change(scene, meant, {"member": a.id, "organisation": b.id}, None, None) for a, b in pairs]

    def _sides(self, scene: Scene, frame: Frame) -> Sides:
        """First and second party; one that the sentence leaves out is that of the act at the same word, else of the story."""
        first = self.story.parties(scene, frame, "first")
        second = self.story.parties(scene, frame, "second", avoid=[p.id for p in first])
        if frame.label in ("presence", "base") and frame.detail == "ends" and not second and scene.receives(frame, "first"):
            first, second = second, first
        if frame.label == "office":
            return first, second
        explicit = bool(first and second)
        told = self.told.get((scene.number, frame.trigger))
        if told:
            one, two = borrowed(frame.label, told)
            first, second = first or _but(one, second), second or _but(two, first)
        at = scene.spot(frame.trigger)
        free = [scene.leaves_out(frame, side, common=frame.label in _LEANING) for side in ("first", "second")]
        if not first and not second and all(free):
            first, second = self.story.last() if frame.label in _LEANING else ((), ())
        elif first and not second and free[1] and (KINDS[frame.label] != ("parties",) or self._alone(scene, frame, first)):
            second = self.story.other([p.id for p in first], at)
        elif second and not first and free[0]:
            first = self.story.other([p.id for p in second], at)
        return self._oriented(frame.label, first, second, explicit, at)

    @staticmethod
    def _alone(scene: Scene, frame: Frame, first: Parties) -> bool:
        """Whether a pact or a war is told of one party only, with nobody named beside it whom nobody knows."""
        return len(first) == 1 and len(scene.fillers(frame, "first")) <= 1

    def _oriented(self, kind: str, first: Parties, second: Parties, explicit: bool, at: int) -> Sides:
        """The sides turned where they cannot be meant so: a state does not have members, and troops stay where they were."""
        if kind == "membership" and any(is_body(p) for p in first) and not any(is_body(p) for p in second):
            first, second = second, first
        if kind == "membership" and second and all(p.id in states() for p in second):
            return first, self.story.body(at)
        if kind in ("presence", "base"):
            if any(is_body(p) for p in second) and not any(is_body(p) for p in first):
                return second, first
            if not explicit and self.story.stationed_otherwise(first, second):
                return second, first
        return first, second

    def _of(self, scene: Scene, frame: Frame) -> Iterator[Change]:
        first, second = self._sides(scene, frame)
        names = self._names(scene, frame)
        for roles, (name, kind) in product(self._roles(scene, frame, first, second), product(names, self._types(scene, frame))):
            yield self._change(scene, frame, roles, name, kind)
        if frame.label != "office":
            self.story.note(first, second)

    def _roles(self, scene: Scene, frame: Frame, first: Sequence[Party], second: Sequence[Party]) -> list[Roles]:
        """The roles of each row: compound parties get a row each, unordered kinds one."""
        kind = frame.label
        if kind == "office":
            return office_roles(self.story, scene, frame, (*first, *second))
        if KINDS[kind] == ("parties",):
            ids = tuple(sorted({p.id for p in (*first, *second)}))
            return [{"parties": ids}] if len(ids) > 1 else []
        one, two = KINDS[kind]
        pairs = [(a.id, _host(b) if two == "host" else b.id) for a in first for b in second]
        return [{one: a, two: b} for a, b in pairs if a != b]

    def _names(self, scene: Scene, frame: Frame) -> list[str | None]:
        """Names of the base or agreement that the sentence tells."""
        if frame.label not in ("base", "agreement"):
            return [None]
        words = scene.fillers(frame, "name")
        if not words and frame.label == "agreement":
            words = [w for w in scene.read.subtree(frame.trigger) if _PACT.match(scene.read.word(w))][:1]
        words = [w for w in words if not (scene.read.relation(w) == "nmod" and set(scene.read.above(w)) & set(words))]
        names = [LEADING.sub("", words_of(scene, word)) for word in words]
        return [n for n in dict.fromkeys(names) if n] or [None]

    def _types(self, scene: Scene, frame: Frame) -> list[str | None]:
        return [value for group, value in frame.codes if group.endswith(".type")] or [None]

    def _change(self, scene: Scene, frame: Frame, roles: Roles, name: str | None, kind: str | None) -> Change:
        codes: Mapping[str, str] = {group.split(".")[1]: value for group, value in frame.codes}
        evidence, status = scene.evidence(frame), self._status(scene, frame)
        when = self.calendar.standing(scene, replace(frame, status=status))
        parts = (frame.label, sorted(roles.items()), frame.detail, status, name, kind, evidence.start, when.row())
        return Change(
            id=digest("change", self.report.id, *parts),
            report=self.report.id,
            published=self.report.published.isoformat() if self.report.published else None,
            kind=frame.label,
            roles=roles,
            change=self._change_of(scene, frame),
            status=status,
            when=when,
            strength=self._strength(scene, frame),
            name=name,
            type=kind,
            level=codes.get("level"),
            entry=codes.get("entry") if frame.detail == "begins" else None,
            exit=codes.get("exit") if frame.detail == "ends" else None,
            evidence=evidence,
            confidence=frame.confidence,
            reader=self.reader,
        )

    def _status(self, scene: Scene, frame: Frame) -> str:
        """A plan needs a word that makes it one: «cancelled the accord» in the past is done."""
        past = scene.tense(frame) in ("past", "perfect", "pluperfect")
        done = frame.status == "planned" and past and not _PLANS.search(scene.evidence(frame).text)
        return "happened" if done else frame.status

    def _change_of(self, scene: Scene, frame: Frame) -> str:
        """A counted contingent that leaves alters a presence; only the last or the whole ends it (rules, Changes 2)."""
        counted = (frame.label, frame.detail, frame.status) == ("presence", "ends", "happened") and self._strength(scene, frame)
        return "alters" if counted and not _FINAL.search(scene.text) else frame.detail or "continues"

    def _strength(self, scene: Scene, frame: Frame) -> tuple[float | None, float | None] | None:
        """How many persons: the amount at the words that the reader marks, or of the holder's phrase."""
        if frame.label != "presence":
            return None
        spots = [scene.read.phrase(w) for w in frame.fillers("strength")]
        for amount in scene.amounts:
            if amount.kind != "money" and any(s < amount.end and amount.start < e for s, e in spots):
                return _whole(amount.low), _whole(amount.high)
        return None


def foremost(frames: Sequence[Frame]) -> list[Frame]:
    """The changes of a sentence; of a beginning, an end and an alteration of one kind at one word, the likeliest."""
    best: dict[tuple[int, str], Frame] = {}
    for frame in frames:
        if not frame.act and frame.detail != "continues":
            key = (frame.trigger, frame.label)
            best[key] = max(best.get(key, frame), frame, key=lambda f: f.confidence)
    return [f for f in frames if not f.act and (f.detail == "continues" or best[f.trigger, f.label] is f)]


def merged(changes: Iterable[Change]) -> list[Change]:
    """The changes of a report, each once: of two tellings the one with the closer date, a name and a type."""
    kept: list[Change] = []
    for change in changes:
        at = next((i for i, other in enumerate(kept) if _same(other, change)), None)
        if at is None:
            kept.append(change)
        elif _worth(change) > _worth(kept[at]):
            kept[at] = change
    return kept


def _same(one: Change, two: Change) -> bool:
    """Whether two changes say one thing; what a change leaves out it does not deny. Two days that it held are two things."""
    if (one.kind, one.roles, one.change, one.status) != (two.kind, two.roles, two.change, two.status):
        return False
    if one.change == "continues" and one.when != two.when:
        return False
    return all(a == b or not a or not b for a, b in ((one.name, two.name), (one.type, two.type)))


def _worth(change: Change) -> tuple[bool, bool, bool]:
    return change.when.days is not None, change.name is not None, change.type is not None


def _host(party: Party) -> str:
    """Whose soil it is: that of breakaway authorities is the state's that claims it (rules, Events 3)."""
    breakaway = party.actor.sector == "PRE" and party.actor.country
    return party.actor.country or party.id if breakaway else party.id


def _but(parties: Parties, taken: Parties) -> Parties:
    ids = {p.id for p in taken}
    return tuple(p for p in parties if p.id not in ids)


def _whole(number: float | None) -> float | None:
    return int(number) if number is not None and number == int(number) else number

