"""Which tellings of a change are one: the likeliest of a word, and the best of a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from dragoman.coding.acts import is_switch
from dragoman.interval import Interval
from dragoman.reader.sentence import Frame
from dragoman.rows import Change, digest

#: tellings of one change that are dated further apart are two changes
_APART = timedelta(days=60)
#: what tells that a pact is planned only because a consent to it is lacking
_CONSENT = re.compile(r"\b(?:ratif|approv|concurrence|consent|(?:enter|come)s? into force|takes? effect)", re.IGNORECASE)


def foremost(frames: Sequence[Frame]) -> list[Frame]:
    """The changes of a sentence; of a beginning, an end and an alteration of one kind at one word, the likeliest, but for a
    switch, which is both."""
    best: dict[tuple[int, tuple[int, int], str, str | None], Frame] = {}
    for frame in frames:
        if not frame.act and frame.detail != "continues":
            best[_place(frame)] = max(best.get(_place(frame), frame), frame, key=lambda f: f.confidence)
    return [f for f in frames if not f.act and (f.detail == "continues" or best[_place(f)] is f)]


def _place(frame: Frame) -> tuple[int, tuple[int, int], str, str | None]:
    return frame.trigger, frame.part, frame.label, frame.detail if is_switch(frame) else None


def outstanding(changes: Sequence[Change]) -> list[Change]:
    """The changes, a pact planned that is signed but later told to be not in force or to lack a consent (rules, Changes 3)."""
    lacking = [c for c in changes if (c.kind, c.change) == ("agreement", "begins") and _is_lacking(c)]
    return [replace(c, status="planned", id=digest(c.id, "planned")) if any(_awaits(c, o) for o in lacking) else c for c in changes]


def _is_lacking(change: Change) -> bool:
    return change.status == "denied" or (change.status == "planned" and bool(_CONSENT.search(change.evidence.text)))


def _awaits(change: Change, lacking: Change) -> bool:
    """Whether a pact that was signed is the one of which a report goes on to say what it lacks."""
    same = (change.kind, change.change, change.status) == ("agreement", "begins", "happened") and change.roles == lacking.roles
    names = [set(c.name.lower().split()) for c in (change, lacking) if c.name]
    alike = len(names) < 2 or bool(names[0] & names[1])
    return same and alike and change.evidence.start < lacking.evidence.end


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
    if one.kind != "agreement" and _apart(one.when, two.when):
        return False
    if one.level and two.level and one.level != two.level and one.when != two.when:
        return False
    plain = bool(one.name and two.name) and f"{one.name}{two.name}".islower()  # «the defence pact» is «the accord»
    return all(a == b or not a or not b for a, b in ((plain or one.name, plain or two.name), (one.type, two.type)))


def _apart(one: Interval, two: Interval) -> bool:
    """Whether two dates are so far from one another that they are of two happenings («left in 2007 and again this week»)."""
    if not (one.earliest and one.latest and two.earliest and two.latest):
        return False
    return max(one.earliest, two.earliest) - min(one.latest, two.latest) > _APART


def _worth(change: Change) -> tuple[bool, bool, bool]:
    return change.when.days is not None, change.name is not None, change.type is not None
