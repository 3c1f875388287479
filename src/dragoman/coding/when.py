"""When a frame happened or holds: the date that governs it, and what is left where none does (coding rules, «Dates»).

A date governs a frame when the reader ties it to the trigger, else when it stands in the same clause, else alone in the
sentence; an undated act in the past takes the date of its paragraph so far, else the day on which the story goes on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from dragoman.coding.attachment import (
    NEWS_DAYS,
    SINCE,
    UNDONE,
    WHICH,
    adverbial,
    alone,
    clauses,
    counted_from,
    in_clause,
    is_before,
    is_measure,
    opens_when,
    subjects,
    tied,
    told_above,
    words_of,
)
from dragoman.coding.narrative import Narrative
from dragoman.coding.scene import Scene, clause_head
from dragoman.grounding import calendar
from dragoman.grounding.dates import DateSpan
from dragoman.interval import Interval
from dragoman.reader.sentence import Frame

#: acts that are done by announcing them, and that with threats besides
_ANNOUNCED = ("CONCEDE", "AGREE")
_PROMISES = (*_ANNOUNCED, "THREATEN")
#: acts that answer what others did
_REACTIONS = {"ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN"}
#: tenses of what has been done
_DONE = ("past", "perfect", "pluperfect")
#: «from May to July»
_RANGE = re.compile(r"(?:from|between)\b.*\b(?:to|and|until|till|through)\b", re.IGNORECASE | re.DOTALL)
_UNTIL = re.compile(r"(?:un)?till?\b", re.IGNORECASE)
#: how fine a date must be to tell when something began
_FINE = ("day", "month", "quarter", "year")


def _promises(scene: Scene, frame: Frame) -> bool:
    """Whether who speaks promises or threatens by saying so: «Mali will open an embassy», «Mali stands ready to talk»."""
    verb = scene.read.tag(clause_head(scene.read, frame.trigger)).startswith("VB")
    return frame.label in _PROMISES and scene.tense(frame) == ("future" if verb else "none")


def _is_content(scene: Scene, frame: Frame) -> bool:
    """Whether a clause is what somebody says («X announced that Y had signed»)."""
    return scene.read.relation(clause_head(scene.read, frame.trigger)) == "ccomp"


def tells_of_noun(scene: Scene, frame: Frame) -> bool:
    """Whether an act only tells which thing is meant («the force that it authorised in May»): the story stays where it is."""
    read, own = scene.read, clause_head(scene.read, frame.trigger)
    which = next((c for c in read.children(own) if read.tag(c) in WHICH), 0)
    if which and any(s < which for w in range(own + 1, len(read.words) + 1) for s in subjects(read, w)):
        return True  # «X, which left in 1979, said»
    clauses = [w for w in (own, *scene.read.above(own)) if scene.read.relation(w).startswith("acl")]
    return any(scene.read.word(min(scene.read.subtree(w)) - 1) != "," for w in clauses if min(scene.read.subtree(w)) > 1)


@dataclass(slots=True)
class Calendar:
    """The dates of a report as the coder walks through it."""

    published: date | None
    #: whether a state organ speaks: what it thanks for and guarantees, it does on the day of its statement
    official: bool = False
    narrative: Narrative = field(init=False)
    #: place of a trigger -> when its act took place, as the story goes
    _acts: dict[int, Interval] = field(default_factory=dict)
    _governors: dict[tuple[int, Frame, bool], DateSpan | None] = field(default_factory=dict)
    #: the last sentence that told an undated act in the perfect
    _open: int | None = None

    def __post_init__(self) -> None:
        self.narrative = Narrative(self.published)

    def governing(self, scene: Scene, frame: Frame, *, ahead: bool = False) -> Interval | None:
        """The interval of the date that governs a frame; `ahead` asks for one that lies in the future (a plan's)."""
        if not ahead and (counted := self._counted_back(scene, frame)):
            return counted
        if not ahead and (opened := self._opened(scene, frame)):
            return opened
        found = self._governor_of(scene, frame, ahead)
        if found and found.earliest and self._is_origin(scene, frame, found):
            return Interval.on(found.earliest)
        if found and scene.tense(frame) == "pluperfect" and frame.label not in _ANNOUNCED and told_above(scene, frame, found):
            return Interval(None, found.latest)
        return found.interval if found else None

    @staticmethod
    def _is_origin(scene: Scene, frame: Frame, found: DateSpan) -> bool:
        """Whether a frame tells of the happening itself that a date is counted from («since a coup ousted X»)."""
        near = {frame.trigger, *scene.read.children(frame.trigger), *scene.read.above(frame.trigger)}
        return bool(found.anchor and SINCE.match(found.text)) and not near.isdisjoint(words_of(scene, found))

    def _opened(self, scene: Scene, frame: Frame) -> Interval | None:
        """The end of the date before «when» that it stands at: its last unit, of «since» its first; before it in the pluperfect."""
        found = opens_when(scene, frame, scene.dates)
        if not found or not (edge := self._edge(found, first=bool(SINCE.match(found.text)))):
            return None
        return Interval(None, edge.latest) if scene.tense(frame) == "pluperfect" else edge

    def _edge(self, found: DateSpan, *, first: bool) -> Interval | None:
        """The first or the last unit of a date («from May 1998 to June 2000»)."""
        day = found.earliest if first else found.latest
        return calendar.unit(found.granularity, day) if day and found.granularity in _FINE else None

    def since(self, scene: Scene, frame: Frame) -> Interval | None:
        """Of «since X», X itself: when what still holds began (coding rules, Changes 10)."""
        found = self._governor_of(scene, frame, False)
        return self._edge(found, first=True) if found and SINCE.match(found.text) else None

    def until(self, scene: Scene, frame: Frame, *, only: bool = False) -> Interval | None:
        """Of «until X», X itself, where it is still to come: when what goes on is to end. `only` asks for the word."""
        found = self._governor_of(scene, frame, True)
        return self._edge(found, first=False) if found and (_UNTIL.match(found.text) or not only) else None

    def gone(self, scene: Scene, frame: Frame) -> Interval | None:
        """Of «was there until X», X, where it is past: when what held came to its end."""
        found = self._governor_of(scene, frame, False)
        edge = self._edge(found, first=False) if found and _UNTIL.match(found.text) else None
        return edge if edge and not (self.published and edge.latest and edge.latest > self.published) else None

    def _ranged(self, scene: Scene, frame: Frame) -> Interval | None:
        """Of «from May to July», May for what begins and July for what ends."""
        found = self._governor_of(scene, frame, False)
        if frame.detail not in ("begins", "ends") or not found or not _RANGE.match(found.text):
            return None
        return self._edge(found, first=frame.detail == "begins")

    def _governor_of(self, scene: Scene, frame: Frame, ahead: bool) -> DateSpan | None:
        """The date that governs a frame, which is asked for again and again while its sentence is coded."""
        if (at := (scene.number, frame, ahead)) not in self._governors:
            self._governors[at] = self._found(scene, frame, ahead)
        return self._governors[at]

    def _found(self, scene: Scene, frame: Frame, ahead: bool) -> DateSpan | None:
        dates = [self.narrative.dated(d) for d in scene.dates if d.kind == "point" and not is_measure(scene, d)]
        fit = [d for d in dates if d.earliest or d.latest]
        if ahead:
            fit = [d for d in fit if self._is_ahead(d)]
        elif frame.status not in ("future", "planned"):
            done = scene.tense(frame) in _DONE
            fit = [d for one in fit if not self._is_ahead(d := self._so_far(one) if done else one)]
        if (frame.act or frame.detail == "ends") and scene.tense(frame) == "past":  # «lifted the ban, in force since May»
            fit = [d for d in fit if not SINCE.match(d.text) or self._is_origin(scene, frame, d)]
        if not fit:
            return None
        ways = (way(scene, frame, fit) for way in (tied, in_clause, alone, adverbial))
        chosen = next((held for held in ways if held), [])
        return min(chosen, key=lambda d: abs(d.start - scene.read.words[frame.trigger - 1].start), default=None)

    def _counted_back(self, scene: Scene, frame: Frame) -> Interval | None:
        """«… comes a month after X», «on 3 May, a week after X»: X lies that far before the sentence's own day."""
        trigger = scene.read.words[frame.trigger - 1]
        for found in scene.dates:
            low, high = found.offset or (None, None)
            start = scene.text.find(found.anchor, found.end) if found.anchor else -1
            if start < 0 or low is None or high is None:
                continue
            own = [d for d in scene.dates if d.kind == "point" and d.earliest and d.latest and d.end <= found.start]
            day = own[-1].interval if own else Interval(self.published, self.published)
            within = counted_from(scene, frame, found) or (low >= 0 and start <= trigger.start < start + len(found.anchor or ""))
            if within and day.earliest and day.latest:
                return Interval(day.earliest - timedelta(days=high), day.latest - timedelta(days=low))
        return None

    def _so_far(self, found: DateSpan) -> DateSpan:
        """Of the month or the year of publication, what of it is past."""
        day = self.published
        begun = day and found.earliest and found.latest and found.earliest < day < found.latest
        return replace(found, latest=day) if begun else found

    def _is_ahead(self, found: DateSpan) -> bool:
        day = found.latest or found.earliest
        coming = found.latest is None and found.earliest == self.published and not SINCE.match(found.text)  # «in the coming days»
        return bool(self.published and day and (day > self.published or coming))

    def happening(self, scene: Scene, frame: Frame) -> Interval:
        """When an act took place; open where the report leaves it open."""
        if frame.status in ("future", "hypothetical"):
            return self.governing(scene, frame, ahead=True) or Interval(self.published, None)
        tense = scene.tense(frame)
        if tense == "perfect" and self.published and scene.is_just(frame):
            return Interval.on(self.published)
        if found := self.governing(scene, frame):
            if frame.status in UNDONE and tense == "perfect" and found.earliest and self.published:
                return Interval(found.earliest, max(found.earliest, self.published))
            self.narrative.note(scene, found, aside=tells_of_noun(scene, frame) or is_before(scene, frame))
            return found
        if self.official and self.published and (tense == "present" or _promises(scene, frame)):
            return Interval.on(self.published)
        if lasting := self._lasting(scene, frame):
            return lasting
        undated = self._undated(scene, frame) or Interval(None, self.published)
        self._acts[scene.spot(frame.trigger)] = undated
        return undated

    def _lasting(self, scene: Scene, frame: Frame) -> Interval | None:
        """What goes on «ever since»: from the day at which the story stands to publication."""
        start = self.narrative.last
        if not (scene.is_ever_since(frame) and start and start.earliest and self.published):
            return None
        return Interval(start.earliest, max(start.earliest, self.published))

    def _in_story(self, scene: Scene, frame: Frame) -> Interval | None:
        """When the story says that an undated change came about: with the act that made it."""
        return self._acts.get(scene.spot(frame.trigger)) or self._undated(scene, frame)

    def _undated(self, scene: Scene, frame: Frame) -> Interval | None:
        """The day at which the story stands, for what is told in the past without one; «had» lies before it."""
        if (entry := self.narrative.entry(scene)) and scene.tense(frame) in ("past", "present", "none"):
            return entry
        tense, so_far = scene.tense(frame), self.narrative.so_far(scene, aside=tells_of_noun(scene, frame))
        if tense == "perfect":
            self._open = scene.number
        if tense == "past" and self._adds(scene, frame):
            return None
        if tense == "past":
            return self._reacted(frame, so_far or self.narrative.goes_on())
        return Interval(None, so_far.latest) if tense == "pluperfect" and so_far else None

    def _reacted(self, frame: Frame, when: Interval | None) -> Interval | None:
        """What is said to something of a month or a year may have been said later («Britain left in May. France regretted it»)."""
        day = self.published
        later = when and when.earliest and (when.days or 0) > 1 and day and when.earliest <= day
        return Interval(when.earliest, day) if when and later and frame.act and frame.label in _REACTIONS else when

    def _adds(self, scene: Scene, frame: Frame) -> bool:
        """Whether an act is told beside undated ones («They have left the bloc. They also quit its force and founded one.»)."""
        also = any(scene.adverb(verb, "also") for verb in clauses(scene, frame.trigger))
        return also and self._open is not None and scene.number - self._open <= 1

    def status(self, scene: Scene, frame: Frame, when: Interval) -> str:
        """The event's status: what the reader says, and «historical» for what is no news."""
        if frame.status != "happened" or not self.published:
            return frame.status
        since = self.published - timedelta(days=NEWS_DAYS)
        if when.earliest:
            return "happened" if when.earliest >= since or self._still(scene, frame, when) else "historical"
        tense = scene.tense(frame)
        lead = scene.number <= 1
        if (when.latest and when.latest < since) or (tense == "pluperfect" and not (lead and _is_content(scene, frame))):
            return "historical"
        if tense in ("present", "perfect", "future"):
            return "happened"
        return "happened" if lead or frame.label in ("CONCEDE", "AGREE", "REQUEST") else "historical"

    def _still(self, scene: Scene, frame: Frame, when: Interval) -> bool:
        """Whether an older act still goes on at publication («has kept the road closed since December»)."""
        tense = scene.tense(frame)
        return when.latest == self.published and tense in ("present", "perfect")

    def standing(self, scene: Scene, frame: Frame) -> Interval:
        """The `when` of a change (coding rules, Changes 6 to 8)."""
        day = self.published
        if frame.status in ("planned", "possible"):
            return self._plan(scene, frame)
        found = self.governing(scene, frame)
        if frame.detail == "continues":
            tense = scene.tense(frame)
            if self.since(scene, frame):
                return Interval(day, day)  # «a member since 1952» is one today
            if tense in ("past", "pluperfect"):
                return found or Interval(None, day)
            return Interval(day, day)
        if found and frame.status == "denied" and found.earliest and day:
            return Interval(found.earliest, day)
        undated = self._in_story(scene, frame) if frame.status == "happened" else None
        ended = self.gone(scene, frame) if (frame.detail, frame.status) == ("ends", "happened") else None
        return ended or self.since(scene, frame) or self._ranged(scene, frame) or found or undated or Interval(None, day)

    def _announced(self, scene: Scene, frame: Frame) -> Interval | None:
        """The day of «on 3 May X announced that it would leave»."""
        past = [d for d in scene.dates if d.kind == "point" and d.earliest and not self._is_ahead(d)]
        return next((d.interval for d in past if told_above(scene, frame, d)), None)

    def _plan(self, scene: Scene, frame: Frame) -> Interval:
        """A plan begins at publication, or at its announcement if that is dated, and ends with its deadline; an end that comes not
        «until X» comes then."""
        if frame.detail == "ends" and (end := self.until(scene, frame, only=True)):
            return end
        due, told = self.governing(scene, frame, ahead=True), self._announced(scene, frame) or self.governing(scene, frame)
        start = self.published
        if due and due.earliest and due.latest and (not self.published or due.earliest > self.published):
            return due
        if told and told.earliest and (told.days == 1 or not due):
            start = told.earliest
        return Interval(start, due.latest if due and (not start or (due.latest or start) >= start) else None)
