"""Plans to begin or to end: which one stands on a day, and whether a report has confirmed it, moved it or
called it off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dragoman.record.claims import Claim

#: kinds that end by notice: taking the notice back is a denied end of one day (rules.md, Changes 9). For the
#: others a denied end of one day says only that it had not ended by then.
BY_NOTICE = frozenset({"agreement", "membership"})


def standing_plan(claims: Iterable[Claim], change: str) -> Claim | None:
    """The dated plan that stands after all that was published: the last one announced, unless it was called
    off.

    `change` is begins or ends. A plan moved is the newer plan; one merely retold after its own day moves
    nothing.
    """
    plan: Claim | None = None
    for claim in sorted(claims, key=lambda c: (c.known, c.status == "denied", c.when.latest or date.max, c.rank)):
        if claim.change != change:
            continue
        if claim.status == "planned" and claim.when.latest and (plan is None or _moves(claim, plan)):
            plan = claim
        elif claim.status == "denied" and plan and _calls_off(claim, plan):
            plan = None
    return plan


def _moves(new: Claim, plan: Claim) -> bool:
    due, old = new.when.latest, plan.when.latest
    assert due and old
    if due < new.known:
        return False
    named_period = new.when.earliest is not None and new.when.earliest > new.known
    return not (named_period and old in new.when)


def _calls_off(denial: Claim, plan: Claim) -> bool:
    """A denial that speaks of the planned day itself or of the time after the report; or a notice taken
    back."""
    first, last = denial.when.earliest, denial.when.latest
    if last is None or last >= (plan.when.latest or date.max) or last > denial.known:
        return True
    return denial.kind in BY_NOTICE and first == last


def announced(plan: Claim) -> date:
    """The day from which a plan is known: its announcement or its publication, the earlier."""
    return min(filter(None, (plan.published, plan.when.earliest)), default=date.min)
