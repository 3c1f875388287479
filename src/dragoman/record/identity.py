"""Which claims speak of one arrangement.

Identity is the kind and the roles, and the name or the type where two stand side by side (rules.md, Changes
2). A claim without a distinguishing name («the accord») goes to the one arrangement that it can mean: the
only one named in its own report, or the only one there is; where several could be meant it stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dragoman.record.claims import BY_RANK, Claim, Role
from dragoman.record.names import alike, marks, same_office, same_person
from dragoman.rows import digest

#: kinds of which several may stand between the same parties, and by what they are told apart
BY_NAME = frozenset({"base", "agreement"})
BY_TYPE = frozenset({"agreement", "sanctions"})

YEAR = re.compile(r"(?:19|20)\d\d")
#: a pact named after a year is in force by the end of this many years after it: signed then, ratified later
IN_FORCE = 2

Key = tuple[str, tuple[tuple[str, Role], ...]]


@dataclass(frozen=True, slots=True)
class Identity:
    """One arrangement: its claims, in their order of publication."""

    claims: tuple[Claim, ...]

    @property
    def kind(self) -> str:
        return self.claims[0].kind

    @property
    def roles(self) -> dict[str, Role]:
        """The roles; a person under the fullest of the names that reports use."""
        fullest = max(self.claims, key=lambda c: (len(dict(c.roles).get("person", "")), c.rank))
        return dict(fullest.roles)

    @property
    def name(self) -> str | None:
        """The most telling of its names: most marks, then the most used, then the shortest."""
        names = [c.name for c in self.claims if c.name]
        return min(names, key=lambda n: (-len(marks(n)), -names.count(n), len(n), n), default=None)

    @property
    def type(self) -> str | None:
        types = sorted({c.type for c in self.claims if c.type}, key=lambda t: (t == "other", t))
        return types[0] if types else None

    @property
    def id(self) -> str:
        roles = {role: sorted(value) if isinstance(value, frozenset) else value for role, value in self.roles.items()}
        apart = [self.kind in BY_NAME and self.name, self.kind in BY_TYPE and self.type]
        return digest("arrangement", self.kind, roles, apart)


def identities(claims: Iterable[Claim]) -> list[Identity]:
    """The arrangements that claims speak of, each with its claims, in an order that content alone gives."""
    groups: dict[Key, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(_key(claim), []).append(claim)
    return [Identity(tuple(part)) for key in sorted(groups, key=_sortable) for part in _parts(groups[key])]


def _key(claim: Claim) -> Key:
    """Kind and roles; persons and offices, which are text, are told apart afterwards."""
    return claim.kind, tuple((role, value) for role, value in claim.roles if role not in ("person", "office"))


def _sortable(key: Key) -> str:
    return repr((key[0], [(role, sorted(value) if isinstance(value, frozenset) else value) for role, value in key[1]]))


def _parts(claims: list[Claim]) -> list[list[Claim]]:
    kind = claims[0].kind
    if kind == "office":
        return _linked(claims, _same_tenure)
    if kind == "sanctions":
        return _by_type(claims)
    if kind in BY_NAME:
        return _by_name(claims)
    return [claims]


def _same_tenure(one: Claim, other: Claim) -> bool:
    a, b = dict(one.roles), dict(other.roles)
    return same_person(str(a["person"]), str(b["person"])) and same_office(str(a["office"]), str(b["office"]))


def _linked(claims: list[Claim], same: Callable[[Claim, Claim], bool]) -> list[list[Claim]]:
    """Claims joined wherever two are the same, directly or over others. A busy arrangement has thousands of
    claims and a handful of ways of naming it, so the ways are compared, not the claims."""
    ways: dict[object, list[Claim]] = {}
    for claim in claims:
        ways.setdefault((claim.name, claim.type, claim.roles), []).append(claim)
    parts: list[list[Claim]] = []
    for way in ways.values():
        joined = [p for p in parts if any(same(c, way[0]) for c in p)]
        parts = [p for p in parts if not any(p is j for j in joined)]
        parts.append([way[0], *(c for p in joined for c in p)])
    whole = [[c for first in p for c in ways[(first.name, first.type, first.roles)]] for p in parts]
    return _ordered(whole)


def _ordered(parts: list[list[Claim]]) -> list[list[Claim]]:
    return sorted((sorted(p, key=BY_RANK) for p in parts), key=lambda p: p[0].rank)


def _by_type(claims: list[Claim]) -> list[list[Claim]]:
    """One for each type. Sanctions lifted without a word on their type end every type; any other claim
    without a type joins the only type there is, or stands for itself."""
    types = sorted({t for c in claims if (t := telling_type(c))})
    loose = [c for c in claims if not telling_type(c)]
    shared = [c for c in loose if types and (len(types) == 1 or _lifts_all(c))]
    parts = [[c for c in claims if telling_type(c) == kind] + shared for kind in types]
    rest = [c for c in loose if c not in shared]
    return _ordered(parts + ([rest] if rest else []))


def _lifts_all(claim: Claim) -> bool:
    return (claim.kind, claim.change, claim.status) == ("sanctions", "ends", "happened")


def _by_name(claims: list[Claim]) -> list[list[Claim]]:
    """Bases and agreements: the named ones first, then each generic claim where it belongs."""
    named = [c for c in claims if marks(c.name)]
    homes = _linked(named, lambda a, b: _types_agree(a, b) and alike(a.name, b.name))
    known = [_Home(part) for part in homes]
    generic = [c for c in claims if not marks(c.name)]
    apart = [c for c in generic if known and not any(home.may_begin(c) for home in known)]
    strays: list[Claim] = []
    for claim in generic:
        home = None if _may_mean(claim, apart) else _home(claim, known)
        (homes[home] if home is not None else strays).append(claim)
    alone = _by_type(strays) if claims[0].kind == "agreement" else [strays] if strays else []
    return _ordered(homes + alone)


class _Home:
    """A named arrangement as generic claims see it: the reports that name it, its types, the years in its names or else of its
    begins."""

    def __init__(self, part: list[Claim]) -> None:
        self.reports = {c.report for c in part}
        self.types = {telling_type(c) for c in part}
        pacts = [c for c in part if c.kind == "agreement"]
        named = {int(mark) for c in pacts for mark in marks(c.name) if YEAR.fullmatch(mark)}
        self.years = named or {(c.when.latest or day).year for c in pacts if c.change == "begins" and (day := c.when.earliest)}

    def may_begin(self, claim: Claim) -> bool:
        """Whether a begin without a name can be its own: «the agreement of 2018» was not signed in 2023. Of other changes nothing
        tells."""
        first, last = claim.when.earliest, claim.when.latest
        if claim.change != "begins" or not self.years or not (first or last):
            return True
        low, high = (first or last), (last or first)
        assert low and high
        return any(year <= high.year and low.year <= year + IN_FORCE for year in self.years)


def _may_mean(claim: Claim, apart: list[Claim]) -> bool:
    """Whether a generic claim is one of those that begin a pact of their own, or speaks of a time when that one stood."""
    day = claim.when.latest or claim.known
    return any(claim is begun or (_types_agree(claim, begun) and (begun.when.latest or begun.known) <= day) for begun in apart)


def telling_type(claim: Claim) -> str | None:
    """The type that tells one from another: an agreement of type `other` can be the one that another report knows better."""
    return None if claim.kind == "agreement" and claim.type == "other" else claim.type


def _types_agree(one: Claim, other: Claim) -> bool:
    a, b = telling_type(one), telling_type(other)
    return one.kind not in BY_TYPE or not a or not b or a == b


def _home(claim: Claim, named: list[_Home]) -> int | None:
    """The one named arrangement that a generic claim can mean, by its place."""
    type_ = telling_type(claim) if claim.kind in BY_TYPE else None
    fits = [i for i, home in enumerate(named) if (not type_ or home.types <= {None, type_}) and home.may_begin(claim)]
    near = [i for i in fits if claim.report in named[i].reports]
    if len(near) == 1:
        return near[0]
    return fits[0] if len(fits) == 1 and (claim.kind != "base" or claim.name) else None
