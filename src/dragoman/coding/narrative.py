"""The days that a report has told so far: where its undated sentences, and its «next day», go on from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from dragoman.coding.attachment import NEWS_DAYS, governor, noun_clauses
from dragoman.coding.scene import Scene, clause_head
from dragoman.grounding.dates import DateSpan
from dragoman.grounding.datespan import resolved
from dragoman.grounding.tense import LABEL
from dragoman.interval import Interval

#: «the agreement of 1974» dates nothing but itself
_OF_YEAR = re.compile(r"\b(?!end|beginning|start|middle|spring|summer|autumn|winter)[a-z]+ of $")
#: offsets in days of «the day before», «the same day», «the next day»
_NEXT_DOOR = ((-1, -1), (0, 0), (1, 1))


def _is_aside(scene: Scene, found: DateSpan) -> bool:
    """Whether a date is of what is told of a noun, or had happened before: the story stays where it is."""
    hung = clause_head(scene.read, governor(scene, found))
    return bool(noun_clauses(scene, found)) or scene.read.tense(hung) == "pluperfect"


@dataclass(slots=True)
class Narrative:
    """What was told when, as the coder walks through a report."""

    published: date | None
    #: the last date, the last single day, and the first day of news
    last: Interval | None = None
    _day: Interval | None = None
    _lead: Interval | None = None
    #: paragraph -> the date that it is entered under in a chronicle («4 March: …»)
    _entries: dict[int, Interval] = field(default_factory=dict)
    #: paragraph -> the last date that governed an act in it
    _paragraphs: dict[int, Interval] = field(default_factory=dict)
    #: sentence -> the last date of what it told of a noun alone
    _asides: dict[int, Interval] = field(default_factory=dict)

    def dated(self, found: DateSpan) -> DateSpan:
        """«Ten days later»: counted from the last date that the report told; «the evening before»: from the last day."""
        if found.anchor != "previous" or found.earliest or found.latest:
            return found
        beside = found.granularity == "day" and found.offset in _NEXT_DOOR
        last = (self._day if beside else None) or self.last
        return resolved(found, last) if last else found

    def entry(self, scene: Scene) -> Interval | None:
        """The date at the head of a sentence's paragraph, which holds for all that it tells without a date of its own."""
        label = LABEL.match(scene.text)
        found = next((d for d in map(self.dated, scene.dates) if label and d.start < label.end()), None)
        if found and found.earliest and found.latest and not (self.published and found.earliest > self.published):
            self._entries.setdefault(scene.paragraph, found.interval)
        return self._entries.get(scene.paragraph)

    def leave(self, scene: Scene) -> None:
        """Remember the dates of a sentence; a day that tells of a noun is its last day only for want of another."""
        self.entry(scene)
        told = [d for d in map(self.dated, scene.dates) if d.kind == "point" and d.earliest and d.latest]
        told = [d for d in told if not (d.granularity == "year" and _OF_YEAR.search(scene.text, 0, d.start))]
        days = sorted((d for d in told if d.interval.days == 1), key=lambda d: not _is_aside(scene, d))
        self.last = told[-1].interval if told else self.last
        if days and not (self._day and _is_aside(scene, days[-1])):
            self._day = days[-1].interval
        self._lead = self._lead or self._news()

    def note(self, scene: Scene, when: Interval, *, aside: bool = False) -> None:
        """Remember what a dated sentence spoke of, for the undated one after it; `aside`, for the rest of that sentence only."""
        if when.days and aside:
            self._asides[scene.number] = when
        elif when.days:
            self._paragraphs[scene.paragraph] = when

    def so_far(self, scene: Scene, *, aside: bool = False) -> Interval | None:
        """What the paragraph has been speaking of, or what the sentence has said aside."""
        return (self._asides.get(scene.number) if aside else None) or self._paragraphs.get(scene.paragraph)

    def goes_on(self) -> Interval | None:
        """The last day that was told, if it is news, else the first one that is: a story goes on at its day."""
        return self._news() or self._lead

    def _news(self) -> Interval | None:
        day = self._day.earliest if self._day else None
        return self._day if self.published and day and 0 <= (self.published - day).days <= NEWS_DAYS else None
