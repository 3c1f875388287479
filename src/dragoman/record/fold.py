"""Arrangements from changes: a pure function of (changes, known_by), recomputed and never edited.

state = fold(changes, known_by="2024-05-01")
state.holds("presence", holder="USA", host="NER", on="2024-04-20").value
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from dragoman.answers import Answer, Arrangement, Evidence
from dragoman.errors import InputError
from dragoman.record.claims import BASELINE, BY_RANK, Claim, Role, claim_of, counted_once, role_value
from dragoman.record.facts import Course, course_of
from dragoman.record.identity import BY_NAME, BY_TYPE, Identity, identities
from dragoman.record.levels import LEVELS, at_level, plain
from dragoman.record.names import alike, implied_type, marks, same_office, same_person
from dragoman.record.outline import outline
from dragoman.record.verdict import Verdict, verdict
from dragoman.rows import KINDS, Change
from dragoman.tables import Rows

Day = str | date


def fold(
    changes: Iterable[Change | Mapping[str, Any]],
    known_by: Day | None = None,
    *,
    copies: Mapping[str, str] | None = None,
) -> State:
    """The state of all arrangements after the changes published by `known_by` (an ISO day; default: all of
    them).

    `changes` are Change objects or rows of the public shape; a row may carry `quote` for `evidence` and
    `reported` for `published`. A change without a day of publication counts only where no `known_by` is
    given. `copies` maps the id of a copied report to the id of its earliest print. Raises InputError for a
    row that cannot be used.
    """
    limit = day_of(known_by, "known_by") if known_by else None
    claims = [claim_of(change) for change in changes]
    known = [c for c in claims if limit is None or (c.published is not None and c.published <= limit)]
    return State(counted_once(known, copies))


class State:
    """What is known of every arrangement. Questions are answered after the codebook of arrangements, clause
    by clause."""

    def __init__(self, claims: list[Claim]) -> None:
        self._identities = identities(claims)

    def holds(
        self,
        kind: str,
        *,
        on: Day,
        name: str | None = None,
        type: str | None = None,
        level: str | None = None,
        **roles: Any,
    ) -> Answer:
        """Whether an arrangement of this kind holds on a day: yes, no or unknown, with the evidence and the
        reason.

        `roles` are those of the kind (`holder="USA", host="NER"`; `parties=["NER", "USA"]`); one that is left
        out matches any. `name` and `type` narrow where given; without them the question is about any. Raises
        InputError for an unknown kind, role or level.
        """
        day = day_of(on, "on")
        asked = asked_roles(kind, roles)
        check_level(kind, level)
        found = [i for i in self._identities if i.kind == kind and _plays(i, asked)]
        answers = [_Judged(i, level, day) for i in _narrowed(_own(found, asked, name), kind, name, type)]
        return _combined(answers, day, asked)

    def on(self, day: Day) -> Rows[Arrangement]:
        """The arrangements in force on a day, in a fixed order."""
        at = day_of(day, "on")
        judged = (_Judged(i, None, at) for i in self._identities)
        return Rows(outline(j.identity, j.course, at) for j in judged if j.verdict.value == "yes")

    def arrangements(self) -> Rows[Arrangement]:
        """Every arrangement that a happened or denied change tells of, in force or not, with its latest
        spell."""
        courses = ((i, course_of(plain(i.claims))) for i in self._identities)
        return Rows(outline(i, course, date.max) for i, course in courses if course.told)

    def history(self, kind: str, *, name: str | None = None, type: str | None = None, **roles: Any) -> Rows[Evidence]:
        """Every change reported of the arrangements asked about, by publication: when it was so, and when it was known."""
        asked = asked_roles(kind, roles)
        found = _narrowed([i for i in self._identities if i.kind == kind and _plays(i, asked)], kind, name, type)
        claims = sorted({c.rank: c for identity in found for c in identity.claims}.values(), key=BY_RANK)
        return Rows(claim.evidence() for claim in claims)


class _Judged:
    """An arrangement with its course and the verdict for one day."""

    def __init__(self, identity: Identity, level: str | None, on: date) -> None:
        self.identity = identity
        claims = plain(identity.claims) if level is None else at_level(identity.claims, level)
        self.course: Course = course_of(claims)
        self.verdict: Verdict = verdict(self.course, on)


def day_of(day: Day, what: str) -> date:
    """A day from a date or an ISO string; InputError names the argument otherwise."""
    if isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except (TypeError, ValueError):
        raise InputError(f"{what} is {day!r}: give a day as YYYY-MM-DD, for example 2024-05-01") from None


def asked_roles(kind: str, roles: Mapping[str, Any]) -> dict[str, Role]:
    """The roles of a question, checked against the kind."""
    if kind not in KINDS:
        raise InputError(f"unknown kind {kind!r}; the kinds are {', '.join(KINDS)}{_nearest(kind, KINDS)}")
    wrong = [role for role in roles if role not in KINDS[kind]]
    if wrong:
        raise InputError(
            f"{kind} has no role {wrong[0]!r}; its roles are {', '.join(KINDS[kind])}{_nearest(wrong[0], KINDS[kind])}"
        )
    return {role: role_value(role, value) for role, value in roles.items() if value is not None}


def check_level(kind: str, level: str | None) -> None:
    if level is not None and level not in LEVELS.get(kind, ()):
        known = ", ".join(LEVELS.get(kind, ()))
        raise InputError(f"{kind} has no level {level!r}; " + (f"its levels are {known}" if known else "it has no levels at all"))


def _nearest(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, known, n=1)
    return f". Did you mean {near[0]!r}?" if near else ""


def _plays(identity: Identity, asked: Mapping[str, Role]) -> bool:
    """Whether an arrangement has the roles asked about. An agreement of several parties is one between each
    two of them."""
    held = identity.roles
    for role, value in asked.items():
        if role == "person":
            if not any(same_person(str(value), person) for person in {str(dict(c.roles)["person"]) for c in identity.claims}):
                return False
        elif role == "office":
            if not any(same_office(str(value), office) for office in {str(dict(c.roles)["office"]) for c in identity.claims}):
                return False
        elif held[role] != value and not (identity.kind == "agreement" and value < held[role]):  # type: ignore[operator]
            return False
    return True


def _own(found: list[Identity], asked: Mapping[str, Role], name: str | None) -> list[Identity]:
    """A pact asked for by name is one of just these parties, where they have any, rather than a wider one that they share in."""
    exact = [i for i in found if i.roles.get("parties") == asked.get("parties")]
    return exact if name and exact else found


def _narrowed(found: list[Identity], kind: str, name: str | None, type_: str | None) -> list[Identity]:
    """Those that the name and the type leave; what one name means is one arrangement, however reports split
    it."""
    if type_ is not None:
        found = [i for i in found if _has_type(i, type_)]
    if name is None or kind not in BY_NAME or not found:
        return found
    named = [i for i in found if any(alike(name, other) for other in {c.name for c in i.claims if c.name})]
    if named:
        return _united(named)
    if not marks(name):
        return [i for i in found if i.type == implied_type(name)] or found
    return _unnamed(found, name) if kind == "agreement" else []


def _unnamed(found: list[Identity], name: str) -> list[Identity]:
    """Pacts that reports call only «the accord»: they can be the one asked about where no other of these
    parties has a name, or where the name asked is only a year («accord of 2012»)."""
    generic = [i for i in found if not any(marks(c.name) for c in i.claims)]
    return generic if len(generic) == len(found) or all(mark.isdigit() for mark in marks(name)) else []


def _united(named: list[Identity]) -> list[Identity]:
    """What one name means is one arrangement of each type and set of parties, however reports split it."""
    parts: dict[object, list[Claim]] = {}
    for identity in named:
        roles = identity.roles.get("parties", "")
        parts.setdefault((identity.type, roles), []).extend(identity.claims)
    return [Identity(tuple(sorted(part, key=BY_RANK))) for part in parts.values()]


def _has_type(identity: Identity, type_: str) -> bool:
    types = {c.type for c in identity.claims if c.type}
    return type_ in types or (not types and identity.kind != "sanctions") or (identity.kind not in BY_TYPE and not types)


def _combined(judged: list[_Judged], on: date, asked: Mapping[str, Role]) -> Answer:
    """One answer of several arrangements: yes if any holds, else unknown if any may, else no."""
    told = [j for j in judged if j.course.told] or judged
    exact = [j for j in told if j.identity.kind != "agreement" or j.identity.roles.get("parties") == asked.get("parties")]
    yes = [j for j in told if j.verdict.value == "yes"]
    if yes and not _all_closed(yes, told):
        return _answer(yes[0], "yes", on)
    if yes:
        return _answer(yes[0], "unknown", on, "; every one of them that is known by name had ended after that")
    among = exact or told
    open_ = [j for j in among if j.verdict.value == "unknown"]
    if open_ or not among:
        return _answer(open_[0], "unknown", on) if open_ else Answer("unknown", None, [], "No report says anything of it.")
    return _answer(among[0], "no", on)


def _all_closed(yes: list[_Judged], told: list[_Judged]) -> bool:
    """Bases spoken of in general («its bases») while every base known by name has been given up since."""
    general = [j for j in yes if j.identity.kind == "base" and not marks(j.identity.name)]
    named = [j for j in told if marks(j.identity.name) and j.course.ends]
    if len(general) < len(yes) or not named:
        return False
    seen = max((f.last for j in general for f in (*j.course.ins, *j.course.begins)), default=date.min)
    return all(j.verdict.value == "no" and j.course.ends[-1].last > seen for j in named)


def _answer(judged: _Judged, value: str, on: date, more: str = "") -> Answer:
    evidence = [claim.evidence() for claim in judged.verdict.claims]
    why = judged.verdict.why + more + _on_baselines(judged.verdict)
    arrangement = outline(judged.identity, judged.course, on) if judged.course.told else None
    return Answer(value, arrangement, evidence, why[:1].upper() + why[1:] + ".", len({item.source for item in evidence}))


def _on_baselines(said: Verdict) -> str:
    """Whether an answer rests on a baseline only, or goes against one."""
    if said.claims and all(claim.report.startswith(BASELINE) for claim in said.claims):
        return "; this rests on a baseline only"
    if any(claim.report.startswith(BASELINE) for claim in said.beaten):
        return "; the baseline says otherwise"
    return ""
