"""Levels (a member full or suspended, relations full, downgraded or severed): what a claim says of one level.

Without a level asked, a suspended member is a member and downgraded relations are relations; severed
relations are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from dragoman.record.claims import BY_RANK, Claim

#: kind -> its levels; the first is the one meant where a report names none
LEVELS = {
    "membership": ("full", "associate", "observer", "suspended"),
    "relations": ("full", "downgraded", "severed"),
}
SEVERED = "severed"
#: levels that are states of something that goes on: one begins by an alteration, and its end is a return to the full level
LESSENED = frozenset({"suspended", "downgraded"})


def plain(claims: Iterable[Claim]) -> list[Claim]:
    """The claims for a question without a level: to sever relations is to end them; to suspend a member, to take that back, or to
    raise an observer to a full member, alters the membership."""
    held = [_plain(claim) for claim in claims]
    first: dict[str, date] = {}
    for claim in held:
        if claim.change == "begins" and claim.level:
            first[claim.level] = min(_day(claim), first.get(claim.level, date.max))
    return [replace(claim, change="alters") if _raised(claim, first) else claim for claim in held] if len(first) > 1 else held


def at_level(claims: Iterable[Claim], level: str) -> list[Claim]:
    """The claims as they bear on one level: altered to it is its begin, altered to another its end."""
    held = sorted(claims, key=BY_RANK)
    if level == SEVERED:
        return [turned for claim in held if (turned := _severed(claim))]
    named = any(c.level and c.level != level for c in held)
    return _ended_once([turned for claim in held if (turned := _towards(claim, level, named))], level)


def _raised(claim: Claim, first: Mapping[str, date]) -> bool:
    """Whether a begin at one level follows the first begin at another."""
    at_one = claim.change == "begins" and claim.level
    return bool(at_one) and any(level != claim.level and day < _day(claim) for level, day in first.items())


def _day(claim: Claim) -> date:
    return claim.when.latest or claim.known


def _ended_once(claims: list[Claim], level: str) -> list[Claim]:
    """A level ends once: what puts the relations at yet another level afterwards is no second date for that end, it says only that
    they were not at this one."""
    found, ended = [], False
    for claim in sorted(claims, key=_day):
        if claim.status == "happened" and claim.change in ("begins", "ends"):
            if ended and claim.change == "ends" and claim.level not in (None, level):
                claim = replace(claim, change="continues", status="denied")
            ended = claim.change != "begins"
        found.append(claim)
    return found


def _plain(claim: Claim) -> Claim:
    if claim.level == SEVERED:
        return replace(claim, change="ends")
    return replace(claim, change="alters") if claim.level in LESSENED and claim.change in ("begins", "ends") else claim


def _severed(claim: Claim) -> Claim | None:
    """For «severed»: relations ended or severed begin it, relations begun or at another level end it."""
    if claim.level == SEVERED:
        return claim if claim.change == "continues" else replace(claim, change="begins")
    flipped = {
        "ends": "begins",
        "begins": "ends",
        "alters": "ends" if claim.level else None,
        "continues": None,
    }[claim.change]
    return replace(claim, change=flipped) if flipped else None


def _towards(claim: Claim, level: str, others_named: bool) -> Claim | None:
    """None where the claim says nothing of this level."""
    full = LEVELS[claim.kind][0]
    if claim.level == SEVERED:
        return replace(claim, change="ends")
    if claim.change == "ends" and claim.level in LESSENED:
        return replace(claim, change="begins") if level == full else claim if level == claim.level else None
    if claim.change == "ends":
        return claim if claim.level in (None, level) else None
    if claim.level == level:
        return replace(claim, change="begins") if claim.change == "alters" else claim
    if claim.level:
        return replace(claim, change="ends") if claim.status in ("happened", "planned") else None
    if level != full or claim.change == "alters":
        return None
    return claim if claim.change == "begins" or not others_named else None
