"""Which words of a sentence a date hangs on, and so which of its acts it dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from itertools import takewhile

from dragoman.coding.scene import Scene, clause_head
from dragoman.grounding.dates import DateSpan
from dragoman.reader.sentence import Frame

#: «happened» is what lies within so many days before publication (coding rules, Events 2)
NEWS_DAYS = 14
SINCE = re.compile(r"since\b", re.IGNORECASE)
#: statuses of what has not come about: it has not since the day that is named («authorised in May, it has yet to arrive»)
UNDONE = ("negated", "denied")


def governor(scene: Scene, found: DateSpan) -> int:
    """The word that a date hangs on: the first head outside the date itself."""
    read = scene.read
    inside = [i for i, w in enumerate(read.words, 1) if w.start < found.end and w.end > found.start]
    return next((read.head(i) for i in inside if read.head(i) not in inside), 0)


def tied(scene: Scene, frame: Frame, found: Sequence[DateSpan]) -> list[DateSpan]:
    """Dates that the reader ties to the trigger, but for those that hang on another act's trigger."""
    spots = [scene.read.words[w - 1] for w in frame.fillers("time")]
    shared = {frame.trigger, *scene.read.above(frame.trigger)}
    others = {f.trigger for f in scene.read.frames} - shared
    held = [d for d in found if any(w.start < d.end and w.end > d.start for w in spots)]
    return [d for d in held if governor(scene, d) not in others and not _told_of_noun(scene, frame, d)]


def in_clause(scene: Scene, frame: Frame, found: Sequence[DateSpan]) -> list[DateSpan]:
    """Dates that hang on the trigger or its clause in the parse, not on a noun in it («the accord of 2012»)."""
    heads = {frame.trigger, clause_head(scene.read, frame.trigger)}
    return [d for d in found if governor(scene, d) in heads]


def alone(scene: Scene, frame: Frame, found: Sequence[DateSpan]) -> list[DateSpan]:
    """The only date of a sentence governs all of it, unless it says which thing a noun means («the accord of 2012», «the ban that
    Congress imposed in 1992»), or is long past where the act goes on («he refuses»); what has been done has another day."""
    free = [d for d in found if not scene.read.tag(governor(scene, d)).startswith("NN") and not _told_of_noun(scene, frame, d)]
    if scene.tense(frame) == "perfect" and frame.status not in UNDONE:
        free = [d for d in free if SINCE.match(d.text)]
    elif scene.tense(frame) in ("present", "future") and scene.published:
        since = scene.published - timedelta(days=NEWS_DAYS)
        free = [d for d in free if not d.latest or d.latest >= since]
    return free if len(free) == 1 else []


def noun_clauses(scene: Scene, found: DateSpan) -> list[int]:
    """The heads of the clauses around a date that tell of a noun («the ban that Congress imposed in 1992»)."""
    hung = governor(scene, found)
    return [w for w in (hung, *scene.read.above(hung)) if scene.read.relation(w).startswith("acl")]


def _told_of_noun(scene: Scene, frame: Frame, found: DateSpan) -> bool:
    """Whether a date stands in a clause that tells of a noun, and the trigger does not."""
    held = {frame.trigger, *scene.read.above(frame.trigger)}
    return any(w not in held for w in noun_clauses(scene, found))


def told_above(scene: Scene, frame: Frame, found: DateSpan) -> bool:
    """Whether a date is of the clause above: «on Tuesday X told parliament that Y had crossed the border» some day before."""
    read, own, hung = scene.read, clause_head(scene.read, frame.trigger), governor(scene, found)
    if hung == own or not read.tag(hung).startswith("VB") or hung not in read.above(own):
        return False
    between = (own, *takewhile(lambda w: w != hung, read.above(own)))
    return any(read.relation(w) in ("ccomp", "acl:relcl") for w in between)
