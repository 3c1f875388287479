"""One reported change as the fold sees it, from a Change or from a row of the public shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Any

from dragoman.answers import Evidence
from dragoman.errors import InputError
from dragoman.interval import Interval
from dragoman.record.names import canonical
from dragoman.rows import CHANGE_STATUSES, CHANGES, KINDS, Change

Role = str | frozenset[str]

#: reports with such an id are baselines: tables of what was known before the first report
BASELINE = "baseline:"


@dataclass(frozen=True, slots=True)
class Claim:
    """What one report says of one arrangement. `source` is the report that counts (the earliest print of a
    copied story); `published` is the day on which the claim became known, None where nothing tells."""

    kind: str
    roles: tuple[tuple[str, Role], ...]
    change: str
    status: str
    when: Interval
    published: date | None
    report: str
    source: str
    name: str | None
    type: str | None
    level: str | None
    strength: tuple[float | None, float | None] | None
    text: str | None
    start: int | None
    end: int | None
    id: str | None
    rank: int = 0
    #: the reports that print it in the same words, where there are others
    prints: frozenset[str] = frozenset()

    @property
    def known(self) -> date:
        """Publication day for ordering: what has no day is older than everything."""
        return self.published or date.min

    def evidence(self) -> Evidence:
        return Evidence(
            self.report,
            self.source,
            self.published,
            self.change,
            self.status,
            self.when,
            self.text,
            self.start,
            self.end,
            self.id,
        )

    def order(self) -> tuple[str, ...]:
        """A total order that depends on content alone, never on the order of arrival."""
        sides = [side or "" for side in self.when.row()]
        said = (
            self.change,
            self.status,
            self.name or "",
            self.type or "",
            self.level or "",
            str(self.strength),
            self.text or "",
        )
        return (self.known.isoformat(), self.source, self.report, *sides, *said, self.id or "")


def claim_of(item: Change | Mapping[str, Any]) -> Claim:
    """A claim from a Change or a row. A row may carry `quote` instead of `evidence`, and `published` or
    `reported`.

    Raises InputError that names the report and the field that is wrong.
    """
    row = item.row() if isinstance(item, Change) else item
    try:
        return _claim(row)
    except (KeyError, TypeError, ValueError) as error:
        said = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise InputError(f"a change row of report {row.get('report')!r} cannot be used: {said}") from error


def _claim(row: Mapping[str, Any]) -> Claim:
    kind = _one_of(row["kind"], KINDS, "kind")
    evidence = row.get("evidence") or {}
    published = row.get("published") or row.get("reported")
    report = str(row.get("report", ""))
    return Claim(
        kind=kind,
        roles=tuple((role, role_value(role, row[role])) for role in KINDS[kind]),
        change=_one_of(row["change"], CHANGES, "change"),
        status=_one_of(row["status"], CHANGE_STATUSES, "status"),
        when=Interval.of(row.get("when")),
        published=date.fromisoformat(str(published)[:10]) if published else None,
        report=report,
        source=report,
        name=row.get("name"),
        type=row.get("type"),
        level=row.get("level"),
        strength=_pair(row.get("strength")),
        text=evidence.get("text", row.get("quote")),
        start=evidence.get("start"),
        end=evidence.get("end"),
        id=row.get("id"),
    )


def role_value(role: str, value: Any) -> Role:
    """`parties` as a set of ids, persons and offices as text, everything else as an id, however it was written."""
    if role == "parties":
        items = [value] if isinstance(value, str) else value
        return frozenset(canonical(_id(item)) for item in items)
    return _id(value) if role in ("person", "office") else canonical(_id(value))


def _id(value: Any) -> str:
    return str(value["id"] if isinstance(value, Mapping) else value)


def _one_of(value: Any, known: Iterable[str], what: str) -> str:
    if value not in known:
        raise ValueError(f"{what} is {value!r}, not one of {', '.join(known)}")
    return str(value)


def _pair(value: Any) -> tuple[float | None, float | None] | None:
    return (value[0], value[1]) if value else None


def counted_once(claims: Iterable[Claim], copies: Mapping[str, str] | None = None) -> list[Claim]:
    """The claims with every copy folded into its original (rules.md, Changes 12), in an order that content
    alone gives.

    A claim that repeats another word for word, with the same date, is a copy of it: the earliest print dates
    it. Where `copies` (report id -> id of the earliest print of its cluster) is given, a later print adds
    only what is new in it.
    """
    ordered = sorted(claims, key=Claim.order)
    # the claims were made by this fold and seen by nobody yet: to copy them for two of their fields costs more than the fold
    first: dict[tuple[object, ...], Claim] = {}
    for claim in _new_in_print(ordered, copies) if copies else ordered:
        if (held := first.setdefault(_wording(claim), claim)) is not claim:
            object.__setattr__(held, "prints", held.prints | {claim.source})
    kept = list(first.values())
    for rank, claim in enumerate(kept):
        object.__setattr__(claim, "rank", rank)
    return kept


BY_RANK = attrgetter("rank")


def _new_in_print(claims: list[Claim], copies: Mapping[str, str]) -> list[Claim]:
    sourced = [replace(c, source=copies[c.report]) if c.report in copies else c for c in claims]
    told = {(claim.source, *_gist(claim)) for claim in sourced if claim.source == claim.report}
    kept = []
    for claim in sourced:
        gist = (claim.source, *_gist(claim))
        if claim.source == claim.report or gist not in told:
            kept.append(claim)
            told.add(gist)
    return kept


def _gist(claim: Claim) -> tuple[object, ...]:
    return (
        claim.kind,
        claim.roles,
        claim.change,
        claim.status,
        claim.type,
        claim.level,
        (claim.name or "").casefold(),
    )


def _wording(claim: Claim) -> tuple[object, ...]:
    """What makes two claims copies. Without the words nothing tells a copy from a second source, but a claim
    repeats itself."""
    return (
        *_gist(claim),
        claim.when,
        claim.text if claim.text is not None else (claim.report, claim.published, claim.strength),
    )
