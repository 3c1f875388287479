"""Who is on the two sides of an act or a change, where there is doubt: the likeliest of those of whom the report tells.

There is doubt where the network of `parts` finds those whom the rules (`towards`, `changes`) take for a side less likely than not.
Then what speaks for somebody is counted: what the network thinks, what kind of act or change it is and towards what kind of party,
where the report names them, who acts towards whom in it, and whom the rules take. The weights of a log-linear choice among all who
may be meant are learned from whole reports in which somebody told both sides (`training/meaning.py`), and lie in `data/meant.json`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dragoman.coding.acts import is_switch
from dragoman.coding.bearings import Bearings, Ids, Told, ids_of
from dragoman.coding.parts import Share, key
from dragoman.coding.parts import sides as roles
from dragoman.coding.scene import Scene
from dragoman.coding.sides import SIDELESS, STATIONED, Parties, Sides, has_soil, is_body, is_league
from dragoman.coding.story import Story
from dragoman.coding.testimony import dealings, lately, named
from dragoman.grounding.loglinear import Features, rated, weights
from dragoman.grounding.world import states
from dragoman.reader.sentence import Frame
from dragoman.rows import Party

WEIGHTS = Path(__file__).parent / "data" / "meant.json"
#: a side at least as likely as this is not in doubt; and whoever is taken to act or for a party where nothing tells it is so likely
_SURE, _TOLD = 0.5, 0.8
#: words that the reader is so sure of as one list name those who are on a side
_LISTED = 0.9
#: and so sure of a name: of 1,315 doubts on such names in acts the rules were right in 1,152, the choice in 1,101
_NAMED = 0.8
#: whoever is less likely than this is not meant: of 13,000 choices 12 more were wrong for it, and they take half the time
_FAINT = 0.02
#: a party to a pact or a war who is as unlikely as this gives way to one as likely as that (reports of `training/sides`)
_HARDLY, _OTHER = 0.05, 0.2
#: what lies on somebody's soil
_SOIL = re.compile(
    r"\b(?:towns?|cit(?:y|ies)|capitals?|villages?|districts?|provinces?|airports?|ports?|bases?|camps?|garrisons?|crossings?)\b",
    re.IGNORECASE,
)
#: types that a state does to its own people
_AT_HOME = {"ASSAULT", "COERCE", "PROTEST"}
#: types of what one does with or for somebody else
_WITH_OTHERS = {"AGREE", "AID", "CONSULT", "COOPERATE"}
#: the sides as they are coded, of those found so far (see `towards.finished`)
Finish = Callable[[Parties, Parties], Sides]


def likeliest(story: Story, scene: Scene, frame: Frame, rule: Sides, finish: Finish) -> Sides:
    """The sides that the rules take, with the likeliest instead where one is in doubt; of equals whom the rules take, then who is
    named first."""
    sides, shares = rule, story.parts.get(key(scene, frame))
    if not shares or is_switch(frame):  # of a switch the network sees one change, not two
        return finish(*sides)
    if frame.label in SIDELESS:
        return _parties(story.bearings, finish(*sides), shares)
    for side in range(len(sides)):
        if story.alone and sides[side] and all(map(story.names, sides[side])):
            continue  # whom a single sentence names is meant
        doubt = Doubt(story.bearings, scene, frame, side, sides, finish, shares)
        if doubt.arises:
            sides = doubt.instead(max(doubt.options(), key=lambda those: rated(doubt.features(those), weights(WEIGHTS))))
    return finish(*sides)


def _parties(bearings: Bearings, sides: Sides, shares: tuple[Share, Share]) -> Sides:
    """The parties to a pact or a war, who stand on no side of it: the likeliest other instead of one who can hardly be meant, or
    beside one who is alone."""
    named = {a.id: Party(a) for r in bearings.cast.referents for a in r.actors}
    likely = {one: sum(share.alone.get(one, 0.0) for share in shares) / len(shares) for one in shares[0].alone}
    ids = ids_of(sides[0]) | ids_of(sides[1])
    other = max(named.keys() & likely.keys() - ids, key=lambda one: (likely[one], one), default=None)
    if other is None or likely[other] < _OTHER:
        return sides
    if len(ids) == 1:
        return (*sides[0], *sides[1]), (named[other],)
    least = min(ids & likely.keys(), key=lambda one: (likely[one], one), default=None)
    if least is None or likely[least] > _HARDLY:
        return sides
    one, two = (tuple(named[other] if p.id == least else p for p in side) for side in sides)
    return one, two


@dataclass(frozen=True)
class Doubt:
    """A side of an act (0 the actors, 1 the recipients) or of a change that may be another, and what the network thinks of both."""

    bearings: Bearings
    scene: Scene
    frame: Frame
    side: int
    sides: Sides
    finish: Finish
    shares: tuple[Share, Share]

    @property
    def arises(self) -> bool:
        """Whether those whom the rules take are less likely than not; of whom only the tables tell, the network has not heard.

        The parties to a pact or a war stand on no side of it.
        """
        if self.frame.label in SIDELESS or self._is_list or self._is_named:
            return False
        ids, share = ids_of(self.finish(*self.sides)[self.side]), self.shares[self.side]
        return ids <= share.alone.keys() and share.of(ids) < _SURE

    @property
    def _is_named(self) -> bool:
        """Whether a name stands in the place of this side, or says whose those are who do («Germany's last soldiers»), and the
        reader is rather sure of it: that is who is meant."""
        parties, cast, read = self.sides[self.side], self.bearings.cast, self.scene.read
        words = self.frame.fillers(roles(self.frame)[self.side])
        owners = [c for w in words for c in read.children(w) if read.relation(c) == "nmod:poss"]
        named = self._is_clear and any(read.tag(w).startswith("NNP") for w in (*words, *owners))
        if self._apart and ids_of(parties) & ids_of(self._others):
            return False  # «Mali has Russian forces on its soil», where the reader sees Mali on both sides
        return named and bool(parties) and all(p.span and cast.names(p.span.start, p.span.end) for p in parties)

    @property
    def _is_list(self) -> bool:
        """Whether the words in the place of this side are for sure one list («urged the army and the rebels»), of names or of words
        that the reader is sure of."""
        role, read = roles(self.frame)[self.side], self.scene.read
        told = [w for r, w, share in self.frame.roles if r == role and share > _LISTED]
        named = self.scene.fillers(self.frame, role)
        told = named if self._is_clear and all(read.tag(w).startswith("NNP") for w in named) else told
        joined = [w for w in told if read.relation(w) == "conj" and read.head(w) in told]
        return len(self.sides[self.side]) > 1 and 1 < len(told) == len(joined) + 1

    @property
    def _is_clear(self) -> bool:
        """Whether the reader is rather sure of a word in the place of this side."""
        return any(r == roles(self.frame)[self.side] and share > _NAMED for r, _, share in self.frame.roles)

    def instead(self, those: Parties) -> Sides:
        """The sides with those on the one in doubt; turned round where they cannot be on both and stand on the other one."""
        if self._turns(those):
            return self.sides[1], self.sides[0]
        return (those, self.sides[1]) if self.side == 0 else (self.sides[0], those)

    def _turns(self, those: Parties) -> bool:
        return self._apart and bool(self.sides[self.side]) and ids_of(those) == ids_of(self._others)

    @property
    def _apart(self) -> bool:
        """Whether nobody is on both sides: nobody agrees with himself, is his own host, or takes his forces home from there."""
        forces = self.frame.label in ("CONCEDE", "RETREAT") and any(f.label in STATIONED for f in self.scene.read.frames)
        return self.frame.label in _WITH_OTHERS or not self.frame.act or forces

    def options(self) -> list[Parties]:
        """Whom the rules take; whom the report names and the network does not rule out, alone or together, up to this sentence or
        in its headline, or later where they are likely; the others; nobody."""
        near, share = {*range(self.scene.number + 1), *self.bearings.headlines}, self.shares[self.side]
        told = [r for r in self.bearings.cast.referents if share.of(frozenset(r.ids)) >= (_FAINT if r.sentence in near else _SURE)]
        held = {ids_of(rule := self.sides[self.side]): rule}
        for parties in (*(tuple(map(Party, r.actors)) for r in told), tuple(Party(p.actor) for p in self._others), ()):
            if ids_of(parties) not in held and self._may_be(parties):
                held[ids_of(parties)] = parties
        return list(held.values())

    def _may_be(self, those: Parties) -> bool:
        """Whether those can be on this side: nobody agrees with himself, nor acts whom neither words nor the network tell."""
        if self._apart and ids_of(those) & ids_of(self._others) and not self._turns(those):
            return False
        if not those and self.side and self._is_of_soil:
            return False
        ends = self.instead(those)
        if not all(_fits(self.frame.label, side, p) for side, held in enumerate(ends) for p in held):
            return False
        if self._joins and not any(is_body(p) or is_league(p) for held in ends for p in held):
            return False
        left_out = not self.sides[self.side] and not (self.frame.act and self.side)
        if self.frame.act and left_out and ids_of(those) == ids_of(self._others) and self.frame.label not in _AT_HOME:
            return False  # «other countries condemned Iran»: not Iran
        return not those or not left_out or self.shares[self.side].of(ids_of(those)) >= (_TOLD if self.frame.act else _SURE)

    @property
    def _is_of_soil(self) -> bool:
        """Whether an act leaves, takes or strikes somebody's soil («captured two towns», «shelled a village»)."""
        leaves = (self.frame.label, self.frame.detail) == ("RETREAT", "withdraw")
        return leaves or (self.frame.label == "ASSAULT" and bool(_SOIL.search(self.scene.things(self.frame.trigger))))

    @cached_property
    def _joins(self) -> bool:
        """Whether an act is to join or to leave, or to let in or put out: its word tells of a membership, and so does one side."""
        told = (f for f in self.scene.read.frames if f.trigger == self.frame.trigger)
        return self.frame.act and any(f.label == "membership" for f in told)

    @property
    def _others(self) -> Parties:
        return self.sides[1 - self.side]

    def features(self, those: Parties) -> Features:
        """What speaks for or against those: name of a feature -> value."""
        scene, frame, bearings, ends = self.scene, self.frame, self.bearings, self.instead(those)
        ids, others = ids_of(those), ids_of(ends[1 - self.side])
        kind, stands = _kind(those, ids, others), self._in_place
        names = [kind, f"{frame.label} {kind}", f"{frame.label} {frame.detail} {kind}", f"{stands}: {kind}"]
        if ids == ids_of(self.sides[self.side]):
            names += ["by the rules", *(f"by the rules, {one}" for one in (kind, frame.label, stands, f"{frame.label} {stands}"))]
        names += ["turned", f"{frame.label} turned"] if self._turns(those) else []
        found = dict.fromkeys(names, 1.0) | self._heard(ends, stands)
        if ids:
            found |= named(bearings, scene, frame, ids)
        if ids and ids != others:
            found |= dict.fromkeys(lately(bearings, scene, ids, others), 1.0)
            for name, told in self._dealt.items():
                found |= dealings(name, told, frame, ids, others)
        return {f"{roles(self.frame)[self.side]}: {name}": value for name, value in found.items()}

    @cached_property
    def _dealt(self) -> dict[str, list[Told]]:
        """The acts that the other sentences of the report name, and those coded so far, as seen from this side."""
        named = [t for t in self.bearings.named if t.sentence != self.scene.number]
        told = {"named": named, "coded": self.bearings.coded}
        return {name: held if self.side else [t.turned for t in held] for name, held in told.items()}

    @cached_property
    def _in_place(self) -> str:
        """The part of speech of the words in the place of this side, and whether the rules find somebody named by them."""
        tags = [self.scene.read.tag(word) for word in self.frame.fillers(roles(self.frame)[self.side])]
        rule = self.sides[self.side]
        named = "named" if any(p.span for p in rule) else "filled" if rule else "nobody"
        return f"{tags[0] if tags else 'left out'} {named}"

    def _heard(self, sides: Sides, stands: str) -> Features:
        """What the network thinks of this side, and of the other one that goes with it."""
        ends = self.finish(*sides)
        ids, share = ids_of(ends[self.side]), self.shares[self.side]
        likely, other = share.of(ids), self.shares[1 - self.side].of(ids_of(ends[1 - self.side]))
        found = {"share": likely, "log share": _log(likely), f"log share, {stands}": _log(likely), "log share, others": _log(other)}
        if likely >= share.best():
            found["the likeliest"] = 1.0
        if len(ids) > 1:
            found |= {"several": 1.0, "share of the least": share.weakest(ids), "log share of the least": _log(share.weakest(ids))}
        return found


def _fits(label: str, side: int, party: Party) -> bool:
    """Whether somebody can be on a side of a change: forces stand on soil, and a state has no members."""
    return not side or ((label not in STATIONED or has_soil(party)) and (label != "membership" or party.id not in states()))


def _log(share: float) -> float:
    """The logarithm of a probability, kept away from nothing and halved, so that it weighs like the rest."""
    return math.log(share + 1e-3) / 2


def _kind(those: Parties, ids: Ids, acting: Ids) -> str:
    """What those are, seen from those who act."""
    if not ids:
        return "nobody"
    if ids & acting:
        return "oneself" if ids == acting else "oneself and others"
    kinds = {"body" if is_body(p) else "state" if p.id in states() else "group" for p in those}
    return ("several, " if len(ids) > 1 else "") + (kinds.pop() if len(kinds) == 1 else "mixed")
