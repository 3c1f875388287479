"""From what reports claim to the facts of one arrangement: begins, ends, days on which it held, days on which
it did not.

Contradictions are settled here, after the codebook of arrangements: of two happened dates for the same begin
or end the more precise decides where they overlap; otherwise the later published decides; both stay as
evidence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from dragoman.record.claims import BY_RANK, Claim

#: A report that an arrangement holds takes back an earlier report of its end only where no more than this
#: lies between the two days. With more, the arrangement came back and nobody reported when: both reports are
#: right. (One year: notice periods and the gold's longest such gap lie well below, returns of troops after
#: years well above.)
RETURN_DAYS = 365

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of an arrangement between two days (`first` None: no earliest day is known).

    `what` is begin or end (somewhere in the interval), in (held through all of it) or out (did not hold
    through all of it); `known` is the last publication that says so; `claims` support it, `against`
    contradict it and lost.
    """

    what: str
    first: date | None
    last: date
    known: date
    claims: tuple[Claim, ...]
    against: tuple[Claim, ...] = ()

    @property
    def floor(self) -> date:
        return self.first or date.min

    @property
    def sources(self) -> set[str]:
        """The reports that say so, in whatever print."""
        return {source for claim in self.claims for source in (claim.source, *claim.prints)}

    def uncertain_on(self, day: date) -> bool:
        """Whether the day lies in the interval and the fact is not yet sure by then."""
        return self.floor <= day < self.last


@dataclass(slots=True)
class Course:
    """All that is known of one arrangement, settled. `dropped` are begins that a later denial took back;
    `held` are denied ends, which say that it went on."""

    begins: list[Fact] = field(default_factory=list)
    ends: list[Fact] = field(default_factory=list)
    ins: list[Fact] = field(default_factory=list)
    outs: list[Fact] = field(default_factory=list)
    held: list[Fact] = field(default_factory=list)
    dropped: list[Fact] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    @property
    def told(self) -> bool:
        """Whether anything but plans and possibilities is known."""
        return any(c.status in ("happened", "denied") for c in self.claims)


def course_of(claims: Iterable[Claim]) -> Course:
    """The settled course of one arrangement from its claims (copies already folded)."""
    ordered = sorted(claims, key=BY_RANK)
    raw = [fact for fact in map(fact_of, ordered) if fact]
    begins, ends, ins = ([f for f in raw if f.what == what] for what in ("begin", "end", "in"))
    course = Course(merged(begins, apart=[*ends, *ins]), merged(ends, apart=begins), claims=ordered)
    course.ins = ins
    course.outs = [_since_last_end(f, ends) for f in raw if f.what == "out"]
    course.held = [f for f in raw if f.what == "held"]
    _settle_denials(course)
    _settle_ends(course)
    _narrow_ends(course)
    return course


def fact_of(claim: Claim) -> Fact | None:
    """The fact that one claim states; None for plans and possibilities, which by themselves change
    nothing."""
    what = _meaning(claim)
    if what is None:
        return None
    first, last = claim.when.earliest, claim.when.latest
    last = last or max(filter(None, (first, claim.published)), default=None)
    if last is None:
        return None
    if what == "in" and (first is None or claim.change == "alters"):
        first = last
    if what == "held":
        first = first or last
    return Fact(what, first, last, claim.known, (claim,))


def _since_last_end(out: Fact, ends: list[Fact]) -> Fact:
    """A denial open at the start («none has arrived») speaks of the time since the last end, not of an
    earlier spell."""
    ended = max((f.last for f in ends if f.last < out.last), default=None)
    return replace(out, first=ended + DAY) if out.first is None and ended else out


def _meaning(claim: Claim) -> str | None:
    """begin, end, in, out, or held (a denied end); None where the claim states no fact."""
    if claim.status == "happened":
        return {"begins": "begin", "continues": "in", "alters": "in", "ends": "end"}[claim.change]
    if claim.status == "denied":
        return {"begins": "out", "continues": "out", "ends": "held", "alters": None}[claim.change]
    return None


def merged(facts: list[Fact], apart: list[Fact]) -> list[Fact]:
    """Reports of one begin (or end) made one fact each. `apart` are facts that make two begins (or ends) of them where they lie
    between: an end, or a day on which it is told to have held."""
    kept: list[Fact] = []
    for fact in facts:
        same = [k for k in kept if _overlap(k, fact)]
        rivals = [k for k in kept if not _between(k, fact, apart) and not k.sources & fact.sources]
        near = min(same or rivals, key=lambda k: (abs(k.last - fact.last), k.last), default=None)
        if near is None:
            kept.append(fact)
        else:
            kept[kept.index(near)] = _more_precise(near, fact) if same else _later(near, fact)
    return sorted(kept, key=lambda f: (f.last, f.floor))


def _overlap(one: Fact, other: Fact) -> bool:
    return one.floor <= other.last and other.floor <= one.last


def _between(one: Fact, other: Fact, apart: list[Fact]) -> bool:
    early, late = sorted((one, other), key=lambda f: f.last)
    return any(early.last < f.last and f.last <= (late.first or late.last) for f in apart)


def _later(old: Fact, new: Fact) -> Fact:
    """Dates that exclude each other: the later published decides. (Facts come in order of publication.)"""
    return replace(new, against=(*old.claims, *old.against, *new.against))


def _more_precise(one: Fact, other: Fact) -> Fact:
    """Overlapping dates: the shorter interval; with an open or equal side, what the two have in common."""
    days = [(f.last - f.first).days if f.first else None for f in (one, other)]
    if days[0] is not None and days[1] is not None and days[0] != days[1]:
        best = one if days[0] < days[1] else other
        first, last = best.first, best.last
    else:
        first, last = max(filter(None, (one.first, other.first)), default=None), min(one.last, other.last)
    return Fact(
        one.what,
        first,
        last,
        max(one.known, other.known),
        one.claims + other.claims,
        one.against + other.against,
    )


def _settle_denials(course: Course) -> None:
    """Denied begins and continuations against what happened: the later published decides; of one day, what
    happened stands."""
    for out in sorted(course.outs, key=lambda f: f.known):
        for fact in [*course.begins, *course.ins]:
            if out.floor <= out.last and _overlap(out, fact):
                out = _settle_denial(course, out, fact)
    course.outs = [f for f in course.outs if f.floor <= f.last]


def _settle_denial(course: Course, out: Fact, fact: Fact) -> Fact:
    """The denial as it stands after one fact that it touches; the course is brought up to date."""
    among = course.begins if fact.what == "begin" else course.ins
    if fact.what == "begin" and fact.last > out.last:
        _swap(among, fact, replace(fact, first=out.last + DAY))
        return out
    if fact.known < out.known:
        among.remove(fact)
        if fact.what == "begin":
            course.dropped.append(fact)
        return _swap(course.outs, out, replace(out, against=out.against + fact.claims))
    _swap(among, fact, replace(fact, against=fact.against + out.claims))
    return _swap(course.outs, out, _before(out, fact))


def _before(out: Fact, fact: Fact) -> Fact:
    """What is left of a denial before the day from which another report says otherwise; empty (first after
    last) if nothing."""
    if fact.first is None:
        return replace(out, first=out.last + DAY)
    return replace(out, last=fact.first - DAY)


def _swap(facts: list[Fact], old: Fact, new: Fact) -> Fact:
    facts[facts.index(old)] = new
    return new


def _settle_ends(course: Course) -> None:
    """An end against reports that the arrangement held after it: the later published decides, of one day both
    stand."""
    for end in list(course.ends):
        for fact in list(course.ins):
            if fact.last <= end.last or fact.known == end.known or _begun_between(course, end, fact):
                continue
            if fact.known > end.known and (fact.floor - end.last).days <= RETURN_DAYS:
                course.ends.remove(end)
                _swap(course.ins, fact, replace(fact, against=fact.against + end.claims + end.against))
                break
            if fact.known < end.known and (fact.floor - end.last).days <= RETURN_DAYS:
                end = _swap(course.ends, end, replace(end, against=end.against + fact.claims))
                course.ins.remove(fact)
                if fact.floor <= end.last:
                    course.ins.append(replace(fact, last=end.last))


def _begun_between(course: Course, end: Fact, fact: Fact) -> bool:
    return any(end.last < begin.last <= fact.last for begin in [*course.begins, *course.dropped])


def _narrow_ends(course: Course) -> None:
    """An end told only roughly cannot lie before a day on which the arrangement is reported to hold."""
    seen = [f.last for f in (*course.ins, *course.held)]
    for end in list(course.ends):
        after = max((day for day in seen if end.floor <= day < end.last), default=None)
        if after:
            _swap(course.ends, end, replace(end, first=after + DAY))
