"""When a frame happened or holds: the date that governs it, and what is left where none does (coding rules, «Dates»).

A date governs a frame when the reader ties it to the trigger, else when it stands in the same clause, else alone in the
sentence; an undated act in the past takes the date of its paragraph so far, else the day on which the story goes on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.coding.attachment import NEWS_DAYS, SINCE, UNDONE, alone, in_clause, tied, told_above
from dragoman.coding.narrative import Narrative
from dragoman.coding.scene import Scene, clause_head
from dragoman.grounding import calendar
from dragoman.grounding.dates import DateSpan
from dragoman.interval import Interval
from dragoman.reader.sentence import Frame

#: acts that are done by announcing them
_ANNOUNCED = ("CONCEDE", "AGREE")
#: how fine a date must be to tell when something began
_FINE = ("day", "month", "quarter", "year")


def _is_content(scene: Scene, frame: Frame) -> bool:
    """Whether a clause is what somebody says («X announced that Y had signed»)."""
    return scene.read.relation(clause_head(scene.read, frame.trigger)) == "ccomp"


@dataclass(slots=True)
class Calendar:
    """The dates of a report as the coder walks through it."""

    published: date | None
    #: whether a state organ speaks: what it thanks for and guarantees, it does on the day of its statement
    official: bool = False
    narrative: Narrative = field(init=False)

    def __post_init__(self) -> None:
        self.narrative = Narrative(self.published)

    def governing(self, scene: Scene, frame: Frame, *, ahead: bool = False) -> Interval | None:
        """The interval of the date that governs a frame; `ahead` asks for one that lies in the future (a plan's)."""
        if not ahead and (counted := self._counted_back(scene, frame)):
            return counted
        found = self._governor_of(scene, frame, ahead)
        if found and scene.tense(frame) == "pluperfect" and frame.label not in _ANNOUNCED and told_above(scene, frame, found):
            return Interval(None, found.latest)
        return found.interval if found else None

    def since(self, scene: Scene, frame: Frame) -> Interval | None:
        """Of «since X», X itself: when what still holds began (coding rules, Changes 10)."""
        found = self._governor_of(scene, frame, False)
        if found and found.earliest and SINCE.match(found.text) and found.granularity in _FINE:
            return Interval(found.earliest, calendar.unit(found.granularity, found.earliest).latest)
        return None

    def _governor_of(self, scene: Scene, frame: Frame, ahead: bool) -> DateSpan | None:
        dates = [self.narrative.dated(d) for d in scene.dates if d.kind == "point"]
        fit = [d for d in dates if d.earliest or d.latest]
        fit = [d for d in fit if self._is_ahead(d) == ahead] if ahead or frame.status not in ("future", "planned") else fit
        if not fit:
            return None
        chosen = tied(scene, frame, fit) or in_clause(scene, frame, fit) or alone(scene, frame, fit)
        return min(chosen, key=lambda d: abs(d.start - scene.read.words[frame.trigger - 1].start), default=None)

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

    def happening(self, scene: Scene, frame: Frame) -> Interval:
        """When an act took place; open where the report leaves it open."""
        if frame.status in ("future", "hypothetical"):
            return self.governing(scene, frame, ahead=True) or Interval(self.published, None)
        tense = scene.tense(frame)
        if found := self.governing(scene, frame):
            if frame.status in UNDONE and tense == "perfect" and found.earliest and self.published:
                return Interval(found.earliest, max(found.earliest, self.published))
            self.narrative.note(scene, found)
            return found
        if self.official and tense == "present" and self.published:
            return Interval.on(self.published)
        return self._undated(scene, tense) or Interval(None, self.published)

    def _undated(self, scene: Scene, tense: str) -> Interval | None:
        """The day at which the story stands, for what is told in the past without one; «had» lies before it."""
        so_far = self.narrative.so_far(scene)
        if tense == "past":
            return so_far or self.narrative.goes_on()
        return Interval(None, so_far.latest) if tense == "pluperfect" and so_far else None

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
