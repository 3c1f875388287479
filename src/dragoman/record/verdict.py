"""Does an arrangement hold on a day? The clauses of the codebook, one function each, over the settled course
of one arrangement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.interval import Interval
from dragoman.record.claims import Claim
from dragoman.record.facts import Course, Fact
from dragoman.record.plans import announced, standing_plan

#: A reported end implies that the arrangement held just before: «a few days at most» (arrangements.md), read
#: as five.
JUST_BEFORE = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Verdict:
    """yes, no or unknown; the claims that decide, with those that they beat (`beaten`); the reason in words."""

    value: str
    claims: tuple[Claim, ...]
    why: str
    beaten: tuple[Claim, ...] = ()


def verdict(course: Course, on: date) -> Verdict:
    """The answer for one arrangement on one day, by the last word on or before it, else by what comes after
    it."""
    word = last_word(course, on)
    if word is None:
        return _from_later(course, on)
    if word.what in ("begin", "in"):
        return _in_force(course, word, on)
    return _not_in_force(course, word, on)


def last_word(course: Course, on: date) -> Fact | None:
    """The fact with the latest certain day on or before `on`. On one day an end outweighs «it holds», a later
    report an earlier."""
    facts = [f for f in (*course.begins, *course.ends) if f.last <= on]
    facts += [f for f in (*course.ins, *course.outs) if f.floor <= on]
    return max(facts, key=lambda f: (min(f.last, on), f.what != "in", f.known, f.what == "end"), default=None)


def _in_force(course: Course, word: Fact, on: date) -> Verdict:
    for end in course.ends:
        if end.uncertain_on(on):
            return _said("unknown", (word, end), f"{_told(end)}, so it may or may not have held on {on}")
    plan = standing_plan(course.claims, "ends")
    if plan and _due(plan, on) and not _end_plan_settled(course, plan, word, on):
        why = f"{_told(word)}, but it was planned to end by {plan.when.latest} ({_by(plan)})"
        why += " and no report confirms or denies that it did"
        return Verdict("unknown", (*word.claims, *word.against, plan), why)
    after = [f for f in course.ends if f.floor > on][:1]
    rest = f"{_told(after[0])}" if after else "no end is reported"
    return _said("yes", (word, *after), f"{_told(word)}, and {rest if after else rest + f' up to {on}'}")


def _end_plan_settled(course: Course, plan: Claim, word: Fact, on: date) -> bool:
    """A planned end is settled where a report tells what became of it: it held on or after the due day, or it
    ended."""
    due = plan.when.latest
    assert due
    begins = [*course.begins, *course.dropped]
    if any(f.last >= due and not _any_begin(begins, due, f.floor) for f in (word, *course.ins, *course.held)):
        return True
    if any(announced(plan) <= f.last <= word.last for f in course.ends):
        return True
    return any(f.floor > on and not _any_begin(begins, on, f.floor) for f in course.ends)


def _any_begin(begins: list[Fact], after: date, until: date) -> bool:
    return any(after < f.last <= until for f in begins)


def _not_in_force(course: Course, word: Fact, on: date) -> Verdict:
    at = min(word.last, on)
    for begin in course.begins:
        if begin.uncertain_on(on) and begin.last > at:
            return _said("unknown", (word, begin), f"{_told(begin)}, so it may or may not have held on {on}")
    doubt = next(
        (f for f in course.held if f.floor <= on and f.last > at and f.known > word.known and word.what == "end"),
        None,
    )
    if doubt:
        return _said("unknown", (word, doubt), f"{_told(word)}, but a later report denies it ({_by(doubt.claims[0])})")
    plan = standing_plan(course.claims, "begins")
    if plan and _due(plan, on) and (plan.when.latest or on) > at and not any(f.floor > on for f in (*course.begins, *course.ins)):
        why = f"{_told(word)}, but it was planned to begin by {plan.when.latest} ({_by(plan)})"
        why += " and no report confirms or denies that it did"
        return Verdict("unknown", (*word.claims, *word.against, plan), why)
    return _said("no", (word,), f"{_told(word)}, and no report puts it in force after that up to {on}")


def _from_later(course: Course, on: date) -> Verdict:
    """Nothing certain on or before the day: what later facts imply for it."""
    for fact in (*course.begins, *course.ends):
        if fact.uncertain_on(on):
            return _said("unknown", (fact,), f"{_told(fact)}, so it may or may not have held on {on}")
    starts = [*course.begins, *course.dropped]
    for end in course.ends:
        if timedelta(0) < end.floor - on <= JUST_BEFORE and not any(on < f.floor <= end.floor for f in starts):
            return _said("yes", (end,), f"{_told(end)}, so it held just before")
    after = sorted(
        (f for f in (*starts, *course.ins, *course.ends) if f.floor > on),
        key=lambda f: (f.floor, f.what != "begin"),
    )
    if after and after[0].what == "begin":
        if after[0] in course.begins:
            return _said("no", (after[0],), f"{_told(after[0])}, and nothing is known before")
        return _said("unknown", (after[0],), f"{_told(after[0])}, which a later report denies")
    held = max((f for f in course.held if f.floor <= on), key=lambda f: f.last, default=None)
    if held and after:
        return _said("yes", (held, after[0]), f"{_told(held)}, and {_told(after[0])}")
    why = f"no report tells whether it held on {on}" if course.claims else "no report says anything of it"
    return _said("unknown", (), why)


def _due(plan: Claim, on: date) -> bool:
    return plan.when.latest is not None and plan.when.latest <= on


def _said(value: str, facts: tuple[Fact, ...], why: str) -> Verdict:
    claims = [claim for fact in facts for claim in (*fact.claims, *fact.against)]
    return Verdict(value, tuple(dict.fromkeys(claims)), why, tuple(claim for fact in facts for claim in fact.against))


def _told(fact: Fact) -> str:
    """«it ended on 2024-09-15 (sahel-08, published 2024-09-17)»."""
    verb = {
        "begin": "it began",
        "end": "it ended",
        "in": "it held",
        "out": "a report denies it for",
        "held": "it had not ended",
    }
    return f"{verb[fact.what]} {_days(Interval(fact.first, fact.last))} ({_by(fact.claims[-1])})"


def _days(span: Interval) -> str:
    if span.earliest == span.latest:
        return f"on {span.latest}"
    return f"between {span.earliest} and {span.latest}" if span.earliest else f"by {span.latest}"


def _by(claim: Claim) -> str:
    return f"{claim.report}, published {claim.published}" if claim.published else claim.report
