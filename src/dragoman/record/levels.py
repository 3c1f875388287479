"""Levels (a member full or suspended, relations full, downgraded or severed): what a claim says of one level.

Without a level asked, a suspended member is a member and downgraded relations are relations; severed
relations are none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dragoman.record.claims import BY_RANK, Claim

#: kind -> its levels; the first is the one meant where a report names none
LEVELS = {
    "membership": ("full", "associate", "observer", "suspended"),
    "relations": ("full", "downgraded", "severed"),
}
SEVERED = "severed"


def plain(claims: Iterable[Claim]) -> list[Claim]:
    """The claims for a question without a level: to sever relations is to end them."""
    return [_severing(claim) if claim.level == SEVERED else claim for claim in claims]


def at_level(claims: Iterable[Claim], level: str) -> list[Claim]:
    """The claims as they bear on one level: altered to it is its begin, altered to another its end."""
    held = sorted(claims, key=BY_RANK)
    if level == SEVERED:
        return [turned for claim in held if (turned := _severed(claim))]
    named = any(c.level and c.level != level for c in held)
    return [turned for claim in plain(held) if (turned := _towards(claim, level, named))]


def _severing(claim: Claim) -> Claim:
    return replace(claim, change="ends") if claim.change in ("begins", "alters", "continues") else replace(claim, change="begins")


def _severed(claim: Claim) -> Claim | None:
    """For «severed»: relations ended or severed begin it, relations begun or at another level end it."""
    if claim.level == SEVERED:
        return replace(claim, change="begins") if claim.change == "alters" else claim
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
    if claim.change == "ends":
        return claim if claim.level in (None, level) or claim.level == SEVERED else None
    if claim.level == level:
        return replace(claim, change="begins") if claim.change == "alters" else claim
    if claim.level:
        return replace(claim, change="ends") if claim.status in ("happened", "planned") else None
    if level != full or claim.change == "alters":
        return None
    return claim if claim.change == "begins" or not others_named else None
