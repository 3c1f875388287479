"""When a frame happened or holds: the date that governs it, and what is left where none does (coding rules, «Dates»).

A date governs a frame when the reader ties it to the trigger, else when it stands in the same clause, else alone in the
sentence; an undated act in the past takes the date of the sentence before it in the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.coding.scene import Scene, clause_head
from dragoman.grounding import calendar
from dragoman.grounding.dates import DateSpan
from dragoman.grounding.datespan import resolved
from dragoman.interval import Interval
from dragoman.reader.sentence import Frame

#: «happened» is what lies within so many days before publication (coding rules, Events 2)
NEWS_DAYS = 14
#: offsets in days of «the day before», «the same day», «the next day»
_NEXT_DOOR = ((-1, -1), (0, 0), (1, 1))
_SINCE = re.compile(r"since\b", re.IGNORECASE)
#: statuses of what has not come about: it has not since the day that is named («authorised in May, it has yet to arrive»)
_UNDONE = ("negated", "denied")
#: how fine a date must be to tell when something began
_FINE = ("day", "month", "quarter", "year")


def _governor(scene: Scene, found: DateSpan) -> int:
    """The word that a date hangs on: the first head outside the date itself."""
    read = scene.read
    inside = [i for i, w in enumerate(read.words, 1) if w.start < found.end and w.end > found.start]
    return next((read.head(i) for i in inside if read.head(i) not in inside), 0)


def _alone(scene: Scene, frame: Frame, found: Sequence[DateSpan]) -> list[DateSpan]:
    """The only date of a sentence governs all of it, unless it says which thing a noun means («the accord of 2012», «the ban that
    Congress imposed in 1992»), or is long past where the act goes on («he refuses», «it has promised»)."""
    free = [d for d in found if not scene.read.tag(_governor(scene, d)).startswith("NN") and not _told_of_noun(scene, frame, d)]
    if scene.tense(frame) == "perfect" and frame.status not in _UNDONE:
        free = [d for d in free if _SINCE.match(d.text)]
    elif scene.tense(frame) in ("present", "future") and scene.published:
        since = scene.published - timedelta(days=NEWS_DAYS)
        free = [d for d in free if not d.latest or d.latest >= since]
    return free if len(free) == 1 else []


def _noun_clauses(scene: Scene, found: DateSpan) -> list[int]:
    """The heads of the clauses around a date that tell of a noun («the ban that Congress imposed in 1992»)."""
    governor = _governor(scene, found)
    return [w for w in (governor, *scene.read.above(governor)) if scene.read.relation(w).startswith("acl")]


def _told_of_noun(scene: Scene, frame: Frame, found: DateSpan) -> bool:
    """Whether a date stands in a clause that tells of a noun, and the trigger does not."""
    inside = _noun_clauses(scene, found)
    held = {frame.trigger, *scene.read.above(frame.trigger)}
    return any(w not in held for w in inside)


@dataclass(slots=True)
class Calendar:
    """The dates of a report as the coder walks through it."""

    published: date | None
    #: whether a state organ speaks: what it thanks for and guarantees, it does on the day of its statement
    official: bool = False
    last: Interval | None = None
    #: the last single day that was told
    last_day: Interval | None = None
    _memory: dict[int, Interval] = field(default_factory=dict)

    def governing(self, scene: Scene, frame: Frame, *, ahead: bool = False) -> Interval | None:
        """The interval of the date that governs a frame; `ahead` asks for one that lies in the future (a plan's)."""
        if not ahead and (counted := self._counted_back(scene, frame)):
            return counted
        found = self._governor_of(scene, frame, ahead)
        return found.interval if found else None

    def since(self, scene: Scene, frame: Frame) -> Interval | None:
        """Of «since X», X itself: when what still holds began (coding rules, Changes 10)."""
        found = self._governor_of(scene, frame, False)
        if found and found.earliest and _SINCE.match(found.text) and found.granularity in _FINE:
            return Interval(found.earliest, calendar.unit(found.granularity, found.earliest).latest)
        return None

    def _governor_of(self, scene: Scene, frame: Frame, ahead: bool) -> DateSpan | None:
        dates = [self._from_before(d) for d in scene.dates if d.kind == "point"]
        fit = [d for d in dates if d.earliest or d.latest]
        fit = [d for d in fit if self._is_ahead(d) == ahead] if ahead or frame.status not in ("future", "planned") else fit
        for chosen in (self._tied(scene, frame, fit), self._in_clause(scene, frame, fit), _alone(scene, frame, fit)):
            if chosen:
                return min(chosen, key=lambda d: abs(d.start - scene.read.words[frame.trigger - 1].start))
        return None

    def _from_before(self, found: DateSpan) -> DateSpan:
        """«Ten days later»: counted from the last date that the report told; «the same day», «the evening before»: from the last
        day."""
        unknown = found.earliest is None and found.latest is None
        last = self.last_day if found.granularity == "day" and found.offset in _NEXT_DOOR and self.last_day else self.last
        return resolved(found, last) if unknown and last and found.anchor == "previous" else found

    def leave(self, scene: Scene) -> None:
        """Remember the last day that a sentence named, for those that count from it; one that tells of a noun only for want of
        another."""
        told = [d for d in map(self._from_before, scene.dates) if d.kind == "point" and d.earliest and d.latest]
        if told:
            self.last = told[-1].interval
        days = sorted((d for d in told if d.interval.days == 1), key=lambda d: not _noun_clauses(scene, d))
        if days:
            self.last_day = days[-1].interval

    def _counted_back(self, scene: Scene, frame: Frame) -> Interval | None:
        """«… comes a month after X», «on 3 May, a week after X»: X lies that far before the sentence's own day."""
        trigger = scene.read.words[frame.trigger - 1]
        for found in scene.dates:
            low, high = found.offset or (None, None)
            start = scene.text.find(found.anchor, found.end) if found.anchor else -1
            if start < 0 or low is None or high is None or low <= 0:
                continue
            own = [d for d in scene.dates if d.kind == "point" and d.earliest and d.latest and d.end <= found.start]
            day = own[-1].interval if own else Interval(self.published, self.published)
            if start <= trigger.start < start + len(found.anchor or "") and day.earliest and day.latest:
                return Interval(day.earliest - timedelta(days=high), day.latest - timedelta(days=low))
        return None

    def _is_ahead(self, found: DateSpan) -> bool:
        day = found.latest or found.earliest
        return bool(self.published and day and day > self.published)

    @staticmethod
    def _tied(scene: Scene, frame: Frame, found: Sequence[DateSpan]) -> list[DateSpan]:
        """Dates that the reader ties to the trigger, but for those that hang on another act's trigger."""
        spots = [scene.read.words[w - 1] for w in frame.fillers("time")]
        shared = {frame.trigger, *scene.read.above(frame.trigger)}
        others = {f.trigger for f in scene.read.frames} - shared
        tied = [d for d in found if any(w.start < d.end and w.end > d.start for w in spots)]
        return [d for d in tied if _governor(scene, d) not in others and not _told_of_noun(scene, frame, d)]

    @staticmethod
    def _in_clause(scene: Scene, frame: Frame, found: Sequence[DateSpan]) -> list[DateSpan]:
        """Dates that hang on the trigger or its clause in the parse, not on a noun in it («the accord of 2012»)."""
        heads = {frame.trigger, clause_head(scene.read, frame.trigger)}
        return [d for d in found if _governor(scene, d) in heads]

    def note(self, scene: Scene, when: Interval) -> None:
        """Remember what a dated sentence spoke of, for the undated one after it."""
        if when.earliest and when.latest:
            self._memory[scene.paragraph] = when

    def happening(self, scene: Scene, frame: Frame) -> Interval:
        """When an act took place; open where the report leaves it open."""
        if frame.status in ("future", "hypothetical"):
            return self.governing(scene, frame, ahead=True) or Interval(self.published, None)
        tense = scene.tense(frame)
        if found := self.governing(scene, frame):
            if frame.status in _UNDONE and tense == "perfect" and found.earliest and self.published:
                return Interval(found.earliest, max(found.earliest, self.published))
            self.note(scene, found)
            return found
        if self.official and tense == "present" and self.published:
            return Interval.on(self.published)
        if tense in ("past", "pluperfect") and scene.paragraph in self._memory:
            return self._memory[scene.paragraph]
        return Interval(None, self.published)

    def status(self, scene: Scene, frame: Frame, when: Interval) -> str:
        """The event's status: what the reader says, and «historical» for what is no news."""
        if frame.status != "happened" or not self.published:
            return frame.status
        since = self.published - timedelta(days=NEWS_DAYS)
        if when.earliest:
            return "happened" if when.earliest >= since or self._still(scene, frame, when) else "historical"
        tense = scene.tense(frame)
        if (when.latest and when.latest < since) or tense == "pluperfect":
            return "historical"
        if tense in ("present", "future"):
            return "happened"
        return "happened" if scene.number <= 1 or frame.label in ("CONCEDE", "AGREE", "REQUEST") else "historical"

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
            if tense in ("past", "pluperfect"):
                return found or Interval(None, day)
            return Interval(day, day)
        if found and frame.status == "denied" and found.earliest and day:
            return Interval(found.earliest, day)
        return (frame.detail == "begins" and self.since(scene, frame)) or found or Interval(None, day)

    def _plan(self, scene: Scene, frame: Frame) -> Interval:
        """A plan begins at publication, or at its announcement if that is dated, and ends with its deadline."""
        due, told = self.governing(scene, frame, ahead=True), self.governing(scene, frame)
        start = self.published
        if due and due.earliest and due.latest and (not self.published or due.earliest > self.published):
            return due
        if told and told.earliest and (told.days == 1 or not due):
            start = told.earliest
        return Interval(start, due.latest if due and (not start or (due.latest or start) >= start) else None)
