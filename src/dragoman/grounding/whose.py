"""Of which state «the government», «police» or «protesters» are where their words do not say.

The likeliest of the states that the report names: a log-linear choice, learned from whole reports in which somebody said who
acts towards whom (`training/owners.py`), with weights in `data/whose.json`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.grounding.loglinear import Features, rated, weights
from dragoman.grounding.referents import Referent

if TYPE_CHECKING:
    from dragoman.grounding.discourse import Discourse

WEIGHTS = Path(__file__).parent / "data" / "whose.json"


def likeliest(talk: Discourse, rule: str | None) -> str | None:
    """The id of the likeliest state for a description at `talk.start`; `rule` is the one that the rules take."""
    held = options(talk, rule)
    known = weights(WEIGHTS)
    return max(held, key=lambda one: rated(held[one], known), default=rule)


def options(talk: Discourse, rule: str | None) -> dict[str, Features]:
    """State -> what speaks for it, of all that the report names but those to be avoided; whom the rules take stands first."""
    before, whole = talk.scene.salience(talk.start), list(talk.scene.salience())
    states = dict.fromkeys([*([rule] if rule else []), *before, *whole])
    return {state: _features(talk, state, rule, before, whole) for state in states if state not in talk.avoid}


def _features(talk: Discourse, state: str, rule: str | None, before: dict[str, float], whole: Sequence[str]) -> Features:
    found = dict.fromkeys(_signs(talk, state), 1.0)
    if state == rule:
        found["by the rules"] = 1.0
    if state in before:
        rank = list(before).index(state)
        found |= {"rank": math.log1p(rank), "share": before[state] / sum(before.values())} | ({} if rank else {"first": 1.0})
    if state in whole:
        found["rank in the whole report"] = math.log1p(whole.index(state))
    named = [r for r in talk.before if any(a.country == state for a in r.actors)]
    if named:
        found["how often"] = math.log1p(len(named))
        for name, fits in (("as an organ", _is_organ), ("as a place", _is_place), ("as the subject", _is_subject)):
            found[name] = sum(map(fits, named)) / len(named)
    return found


def _signs(talk: Discourse, state: str) -> Iterator[str]:
    """Where the report names a state, seen from the description."""
    mentions = [r for r in talk.all if any(a.country == state for a in r.actors)]
    here = [r for r in mentions if r.sentence == talk.sentence]
    before, after = [r for r in here if r.end <= talk.start], [r for r in here if r.start > talk.start]
    yield from (f"here {name}" for name, held in (("before", before), ("after", after)) if held)
    yield from (f"here {name} as a place" for name, held in (("before", before), ("after", after)) if any(map(_is_place, held)))
    if any(map(_is_subject, before)):
        yield "here as the subject"
    if any(r.subject and r.sentence == talk.sentence - 1 for r in mentions):
        yield "the last subject"
    if any(r.sentence == 0 for r in mentions):
        yield "in the headline"
    yield from (name for name, n in (("plays here", 0), ("played there", 1)) if talk.scene.place(talk.sentence - n) == state)


def _is_organ(referent: Referent) -> bool:
    return referent.kind in ("organ", "person", "forces")


def _is_place(referent: Referent) -> bool:
    return referent.place


def _is_subject(referent: Referent) -> bool:
    return referent.subject
