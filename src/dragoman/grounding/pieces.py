"""A noun phrase cut into pieces at prepositions, commas, «and» and verbs, and the pieces sorted into conjuncts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.grounding.page import Page, Unit, wordlist

_STOPS = frozenset(";:–—\n")


@dataclass(slots=True)
class Piece:
    """Units up to the next boundary, and what links them to what stands before."""

    link: str
    units: list[Unit] = field(default_factory=list)


@dataclass(slots=True)
class Conjunct:
    core: list[Unit]
    complements: list[tuple[str, list[Piece]]] = field(default_factory=list)
    appositions: list[list[Piece]] = field(default_factory=list)


def pieces(page: Page, units: Sequence[Unit]) -> list[Piece]:
    pieces = [Piece("")]
    for number, unit in enumerate(units):
        link = _link(page, unit, number, units)
        if link == "stop":
            if any(p.units for p in pieces):
                break
            continue
        if link and (pieces[-1].units or link not in (",",)):
            if link == "and" and pieces[-1].link == "," and not pieces[-1].units:
                pieces[-1].link = "and"
            else:
                pieces.append(Piece(link))
        if link and link != "," and not unit.mention and not unit.agent:
            continue
        pieces[-1].units.append(unit)
    return [p for p in pieces if p.units]


def _link(page: Page, unit: Unit, number: int, units: Sequence[Unit]) -> str:
    gap = page.gap(unit.first) if number else ""
    if not _STOPS.isdisjoint(gap) or " - " in gap:
        return "stop"
    key = page.key(unit)
    if not unit.mention and not unit.agent:
        if key in wordlist("and"):
            return "and"
        if key in wordlist("loyal") or (key == "to" and number and page.key(units[number - 1]) in wordlist("loyal")):
            return "of" if number else ""
        if key in wordlist("preposition") and "-" not in gap:
            return key
        if key in wordlist("based"):
            return ",based" if number else ""
        if key in wordlist("verb") and "-" not in gap:
            return "" if key in wordlist("foreign") and not number else "stop"
    return "," if "," in gap or "(" in gap or ")" in gap else ""


def conjuncts(page: Page, pieces: list[Piece]) -> list[Conjunct]:
    """Pieces sorted into conjuncts: lists of bare names go on, a comma before anything else is an apposition."""
    found: list[Conjunct] = []
    for at, piece in enumerate(pieces):
        last = found[-1] if found else None
        if last is None:
            found.append(Conjunct(piece.units))
        elif piece.link in ("and", ",") and _goes_on(page, last, piece, pieces[at - 1]):
            last.complements[-1][1].append(piece)
        elif piece.link == "and" or (piece.link == "," and _is_listed(page, last, piece, pieces[at:])):
            found.append(Conjunct(piece.units))
        elif piece.link in (",", ",based"):
            last.appositions.append([piece])
        elif last.appositions:
            last.appositions[-1].append(piece)
        else:
            last.complements.append((piece.link, [piece]))
    return found


def _goes_on(page: Page, last: Conjunct, piece: Piece, before: Piece) -> bool:
    """«troops from Chad and Nigeria»: a list inside a complement."""
    inside = bool(last.complements) and not last.appositions and before in last.complements[-1][1]
    return inside and _is_bare(page, piece.units) and _is_bare(page, before.units) and last.complements[-1][0] != "to"


def _is_bare(page: Page, units: list[Unit]) -> bool:
    rest = [u for u in units if not (u.first + 1 == u.last and page.key(u) in wordlist("determiner"))]
    return len(rest) == 1 and rest[0].mention is not None


def _is_listed(page: Page, last: Conjunct, piece: Piece, following: list[Piece]) -> bool:
    """«Niger, Mali and Burkina Faso»: a name after a name, and an «and» to come, or nothing but names."""
    if not (_is_name_only(page, last.core) and _is_name_only(page, piece.units)):
        return any(p.link == "and" for p in following[1:]) and _is_name_only(page, last.core) and bool(last.core)
    return not _is_person(piece.units[-1]) or _is_person(last.core[-1])


def _is_name_only(page: Page, units: list[Unit]) -> bool:
    return bool(units) and units[-1].mention is not None and not any(u.agent for u in units)


def _is_person(unit: Unit) -> bool:
    return unit.mention is not None and unit.mention.names[0].entity.kind == "person"
