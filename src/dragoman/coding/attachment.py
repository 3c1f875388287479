"""Which words of a sentence a date hangs on, and so which of its acts it dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from itertools import takewhile

from dragoman.coding.scene import Scene, clause_head
from dragoman.grounding import calendar
from dragoman.grounding.dates import DateSpan
from dragoman.reader.sentence import Frame, ReadSentence

#: «happened» is what lies within so many days before publication (coding rules, Events 2)
NEWS_DAYS = 14
SINCE = re.compile(r"since\b", re.IGNORECASE)
#: so many words before «since» may say of what it is the largest or the first
_NEAR, _FINITE = 8, re.compile("VB[DPZ]$")
#: tags of relative pronouns
WHICH = ("WDT", "WP", "WP$")
#: statuses of what has not come about: it has not since the day that is named («authorised in May, it has yet to arrive»)
UNDONE = ("negated", "denied")


@lru_cache(maxsize=256)
def governor(scene: Scene, found: DateSpan) -> int:
    """The word that a date hangs on: the first head outside the date itself."""
    inside = words_of(scene, found)
    return next((scene.read.head(i) for i in inside if scene.read.head(i) not in inside), 0)


@lru_cache(maxsize=256)
def words_of(scene: Scene, found: DateSpan) -> tuple[int, ...]:
    """The words of a date, with the unit of «three days» and the noun that it is counted from («shortly after the coup»)."""
    read = scene.read
    inside = [i for i in range(1, len(read.words) + 1) if _inside(scene, i, found)]
    inside += [read.head(i) for i in inside if read.word(read.head(i)).lower() in calendar.MEAN_DAYS]
    counted = [read.head(i) for i in inside if found.anchor and read.relation(i) == "case" and read.head(i) > i]
    return *inside, *counted


def is_measure(scene: Scene, found: DateSpan) -> bool:
    """Whether a date only says how rare a thing is («the worst fighting since 2020», «its first visit since 2013»)."""
    if not SINCE.match(found.text):
        return False
    before = [i for i, w in enumerate(scene.read.words, 1) if w.end <= found.start][-_NEAR:]
    near = takewhile(lambda i: scene.read.word(i) != "," and not _FINITE.match(scene.read.tag(i)), reversed(before))
    return any(scene.read.tag(i) in ("JJS", "RBS") or scene.read.word(i).lower() == "first" for i in near)


def tied(scene: Scene, frame: Frame, found: Sequence[DateSpan]) -> list[DateSpan]:
    """Dates that the reader ties to the trigger, but for those that hang on another act's trigger."""
    spots = frame.fillers("time")
    shared = {frame.trigger, *scene.read.above(frame.trigger)}
    others = {f.trigger for f in scene.read.frames} - shared
    held = [d for d in found if any(w in words_of(scene, d) for w in spots)]
    return [d for d in held if governor(scene, d) not in others and not _told_of_noun(scene, frame, d)]


def in_clause(scene: Scene, frame: Frame, found: Sequence[DateSpan]) -> list[DateSpan]:
    """Dates that hang on the trigger or its clause in the parse, not on a noun in it («the accord of 2012»)."""
    heads = {frame.trigger, clause_head(scene.read, frame.trigger)}
    return [d for d in found if governor(scene, d) in heads]


def alone(scene: Scene, frame: Frame, found: Sequence[DateSpan]) -> list[DateSpan]:
    """The only date of a sentence governs all of it, unless it says which thing a noun means («the accord of 2012», «the ban that
    Congress imposed in 1992»), or is long past where the act goes on («he refuses»); what has been done has another day."""
    free = [d for d in found if not scene.read.tag(governor(scene, d)).startswith("NN") and not _told_of_noun(scene, frame, d)]
    free = [d for d in free if not (_of_next(scene, frame, d) or _of_which(scene, frame, d) or _is_within(scene, frame, d))]
    if scene.tense(frame) in ("past", "pluperfect"):
        free = [d for d in free if not SINCE.match(d.text)]
    if scene.tense(frame) == "perfect" and frame.status not in UNDONE:
        free = [d for d in free if SINCE.match(d.text)]
    elif scene.tense(frame) in ("present", "future") and scene.published:
        since = scene.published - timedelta(days=NEWS_DAYS)
        free = [d for d in free if not d.latest or d.latest >= since]
    return free if len(free) == 1 else []


def adverbial(scene: Scene, frame: Frame, found: Sequence[DateSpan]) -> list[DateSpan]:
    """The only date of a sentence after «on» or «in», which the parse hung on a noun that tells no happening («sank off Malta on
    1 May»)."""
    if len(found) != 1 or scene.tense(frame) != "past" or _told_of_noun(scene, frame, found[0]):
        return []
    hung = governor(scene, found[0])
    acts = {f.trigger for f in scene.read.frames if f.trigger != frame.trigger}
    cases = {case for w in range(1, len(scene.read.words) + 1) if _inside(scene, w, found[0]) for case in scene.case(w)}
    happening = scene.read.word(hung).lower() in calendar.words("happening") or hung in acts
    return list(found) if cases & {"on", "in"} and not happening else []


def _inside(scene: Scene, word: int, found: DateSpan) -> bool:
    held = scene.read.words[word - 1]
    return held.start < found.end and held.end > found.start


def noun_clauses(scene: Scene, found: DateSpan) -> list[int]:
    """The heads of the clauses around a date that tell of a noun («the ban that Congress imposed in 1992»); what tells how it is
    now holds no day that is past («seized the ship, which belongs to a Dane, on 4 May»)."""
    hung = governor(scene, found)
    told = [w for w in (hung, *scene.read.above(hung)) if scene.read.relation(w).startswith("acl")]
    past = found.latest and scene.published and found.latest < scene.published
    return [w for w in told if not (past and scene.read.tense(w) == "present")]


def subjects(read: ReadSentence, verb: int) -> list[int]:
    """The subjects of a verb, of a passive one too."""
    return [c for c in read.children(verb) if read.relation(c).startswith("nsubj")]


def clauses(scene: Scene, word: int) -> list[int]:
    """The verbs whose clauses a word stands in, its own first."""
    own = clause_head(scene.read, word)
    return [own, *(w for w in scene.read.above(own) if scene.read.tag(w).startswith("VB"))]


def opens_when(scene: Scene, frame: Frame, found: Sequence[DateSpan]) -> DateSpan | None:
    """Of «…, until 28 June, when A and B signed», the date before «when»: it dates the clause that «when» opens."""
    verbs = clauses(scene, frame.trigger)
    when = next((word for verb in verbs if (word := scene.adverb(verb, "when"))), None)
    if when is None:
        return None
    start = scene.read.words[when - 1].start
    return next((d for d in found if 0 <= start - d.end <= 3), None)


def counted_from(scene: Scene, frame: Frame, found: DateSpan) -> bool:
    """Whether a frame is told in the clause that a date is counted from («two days after A and B had met»)."""
    read = scene.read
    verb = clause_head(read, frame.trigger)
    while not (marks := [c for c in read.children(verb) if read.relation(c) == "mark"]) and _runs_on(scene, verb):
        verb = read.head(verb)
    return any(_inside(scene, mark, found) for mark in marks)


def _runs_on(scene: Scene, verb: int) -> bool:
    """Whether a verb is of one clause with its head: it shares its subject, or tells of a noun in it."""
    own = subjects(scene.read, verb)
    relation = scene.read.relation(verb)
    return relation in ("acl:relcl", "xcomp") or (relation == "conj" and not own)


def _told_of_noun(scene: Scene, frame: Frame, found: DateSpan) -> bool:
    """Whether a date stands in a clause that tells of a noun, and the trigger does not."""
    held = {frame.trigger, *scene.read.above(frame.trigger)}
    return any(w not in held and scene.read.head(w) != frame.trigger for w in noun_clauses(scene, found))


def _is_within(scene: Scene, frame: Frame, found: DateSpan) -> bool:
    """Whether an act is a noun in a participle's phrase beside what a date is of («a decision spurred by the invasion»)."""
    read, hung = scene.read, governor(scene, found)
    above = list(read.above(frame.trigger))
    inner = above[: above.index(hung)] if hung in above else above
    return read.tag(frame.trigger).startswith("NN") and any(read.relation(w).startswith("acl") for w in inner)


def is_before(scene: Scene, frame: Frame) -> bool:
    """Whether a clause only tells before or after what something was («three weeks after they had seized Goma»)."""
    own = clause_head(scene.read, frame.trigger)
    marks = {scene.read.word(c).lower() for c in scene.read.children(own) if scene.read.relation(c) == "mark"}
    return scene.read.relation(own) == "advcl" and bool(marks & {"after", "before", "since"})


def _of_next(scene: Scene, frame: Frame, found: DateSpan) -> bool:
    """Whether a date is of a later clause that is only joined to that of the trigger, with a subject of its own."""
    read, hung = scene.read, governor(scene, found)
    own = {frame.trigger, *read.above(frame.trigger)}
    also = {w for w in (hung, *read.above(hung)) if any(read.relation(c) == "cc" and c < w for c in read.children(w))}
    joined = (w for w in (hung, *read.above(hung)) if w in also or read.relation(w) == "conj" or not read.head(w))
    verb = next((w for w in joined if w not in own), 0)
    return verb > frame.trigger and bool(subjects(read, verb))


def _of_which(scene: Scene, frame: Frame, found: DateSpan) -> bool:
    """Whether a date is of a clause with «which» or «who» that stands between the subject and the trigger («X, which left in 1979,
    said»), whatever the parse hangs it on."""
    read, above = scene.read, (frame.trigger, *scene.read.above(frame.trigger))
    aside = next((n for n, w in enumerate(above, 1) if read.relation(w) == "parataxis"), len(above))
    own = above[:aside]
    end = read.words[frame.trigger - 1].start
    told = [w for w in range(1, frame.trigger) if read.tag(w) in WHICH and read.words[w - 1].start < found.start < end]
    return bool(told) and read.head(told[-1]) not in own and scene.text.rfind(",", found.end, end) >= 0


def told_above(scene: Scene, frame: Frame, found: DateSpan) -> bool:
    """Whether a date is of the clause above: «on Tuesday X told parliament that Y had crossed the border» some day before."""
    read, own, hung = scene.read, clause_head(scene.read, frame.trigger), governor(scene, found)
    if hung == own or not read.tag(hung).startswith("VB") or hung not in read.above(own):
        return False
    between = (own, *takewhile(lambda w: w != hung, read.above(own)))
    return any(read.relation(w) in ("ccomp", "acl:relcl") for w in between)
