"""The codebooks as data: PLOVER types, modes, quads and scores, contexts by words, CAMEO codes.

Sources: PLOVER codebook (Open Event Data Alliance, draft 2.0), its CAMEO conversion table (draft 0.8), CAMEO 1.1b3.
"""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from dragoman.errors import InputError

DATA = Path(__file__).parent / "data"
#: how a word begins: most words of a text begin like no word that is looked for
_BEGINNING = re.compile(r"\b\w{1,3}")


def _table(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def _scores() -> dict[tuple[str, str], tuple[int, float | None]]:
    """(type, mode) -> (quad, score)."""
    return {(r["type"], r["mode"]): (int(r["quad"]), float(r["score"]) if r["score"] else None) for r in _table("plover.csv")}


@cache
def types() -> tuple[str, ...]:
    """The sixteen types in the codebook's order."""
    return tuple(kind for kind, mode in _scores() if not mode)


def modes(kind: str) -> tuple[str, ...]:
    return tuple(mode for one, mode in _scores() if one == kind and mode)


def check_type(kind: str) -> str:
    """The type, or an error that names the sixteen."""
    if kind.upper() not in types():
        raise InputError(f"«{kind}» is no PLOVER event type; they are {', '.join(types())}")
    return kind.upper()


def quad(kind: str) -> int:
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    return _scores()[kind, ""][0]


def score(kind: str, of: Sequence[str] = ()) -> float:
    """Goldstein-like weight, -10 to 10: that of the strongest mode that has one, else the type's."""
    known = [s for mode in of if (s := _scores().get((kind, mode), (0, None))[1]) is not None]
    whole = _scores()[kind, ""][1]
    assert whole is not None
    return max(known, key=abs) if known else whole


def _pattern(words: str) -> re.Pattern[str]:
    parts = [re.escape(w).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for w in shlex.split(words)]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


@cache
def _contexts() -> dict[str, list[tuple[int, str, re.Pattern[str]]]]:
    """How a word begins -> (place in the codebook, context, its words) of the contexts that have such words."""
    found: dict[str, list[tuple[int, str, re.Pattern[str]]]] = {}
    for number, row in enumerate(_table("contexts.csv")):
        pattern = _pattern(row["words"])
        for begins in {head for word in shlex.split(row["words"]) for head in _BEGINNING.findall(word)[:1]}:
            found.setdefault(begins, []).append((number, row["context"], pattern))
    return found


def contexts(words: str) -> tuple[str, ...]:
    """The contexts that the words of an event speak of, in the codebook's order."""
    begun = ((head.start(), held) for head in _BEGINNING.finditer(words) if (held := _contexts().get(head[0].lower())))
    found = {(number, name) for at, held in begun for number, name, pattern in held if pattern.match(words, at)}
    return tuple(name for _, name in sorted(found))


@cache
def _codes(kind: str) -> tuple[tuple[str, str, str], ...]:
    """(mode, context, code) of a type, in the order of the table."""
    return tuple((r["mode"], r["context"], r["code"]) for r in _table("cameo_codes.csv") if r["type"] == kind)


def cameo(kind: str, of: Sequence[str] = (), about: Sequence[str] = ()) -> str | None:
    """The CAMEO code: the first row of the table whose type fits, whose mode is among the event's and whose context too."""
    for mode, context, code in _codes(kind):
        if (not mode or mode in of) and (not context or context in about):
            return code
    return None


@cache
def titles(kind: str) -> dict[str, str]:
    """Word -> office of a kind of rows in `titles.csv`: what a `seat` is called after its holder; words that name none."""
    return {word: r["office"] for r in _table("titles.csv") if r["kind"] == kind for word in r["words"].split(";")}


@cache
def implied() -> dict[tuple[str, str], tuple[str, str | None]]:
    """(kind, change) -> (type, mode) of the act that a change done by a verb implies."""
    return {(r["kind"], r["change"]): (r["type"], r["mode"] or None) for r in _table("implied.csv")}


@cache
def _measures() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str], str], ...]:
    return tuple((r["change"], _pattern(r["verbs"]), _pattern(r["things"]), r["type"]) for r in _table("measures.csv"))


def measures(verb: str, words: str) -> tuple[str, tuple[str, ...]] | None:
    """(change, types) of the sanctions that a verb with these words around it makes («closed the border», «unfroze assets»)."""
    found = [(change, kind) for change, verbs, things, kind in _measures() if verbs.fullmatch(verb) and things.search(words)]
    return (found[0][0], tuple(dict.fromkeys(kind for change, kind in found if change == found[0][0]))) if found else None


@cache
def _recodings() -> tuple[tuple[str, str, str, re.Pattern[str], re.Pattern[str]], ...]:
    rows = _table("recoded.csv")
    return tuple((r["kind"], r["becomes"], r["mode"], _pattern(r["verbs"]), _pattern(r["things"])) for r in rows)


def recoded(kind: str, verb: str, thing: str) -> tuple[str, str | None] | None:
    """(type, mode) of an act whose verb and what it is done to outweigh the type that it was taken for («reimposed sanctions»)."""
    found = (r for r in _recodings() if r[0] == kind and r[3].fullmatch(verb) and r[4].search(thing))
    return next(((becomes, mode or None) for _, becomes, mode, _, _ in found), None)


@cache
def sanctions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(type, words that name it) of sanctions."""
    return tuple((r["type"], _pattern(r["words"])) for r in _table("sanctions.csv"))


@cache
def _content_modes(where: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple((r["type"], r["mode"], _pattern(r["words"])) for r in _table("content_modes.csv") if r["where"] == where)


def content_mode(kind: str, words: str, where: str = "always") -> str | None:
    """The mode that an act has by its words, the one that is told first; None where they tell none.

    Words count «always», before what the reader says, or only where it is «silent».
    """
    patterns = [(mode, pattern) for one, mode, pattern in _content_modes(where) if one == kind]
    found = [(match.start(), mode) for mode, pattern in patterns if (match := pattern.search(words))]
    return min(found)[1] if found else None


@cache
def _conversions() -> dict[str, tuple[str, str, tuple[str, ...]]]:
    return {r["code"]: (r["type"], r["mode"], tuple(filter(None, r["contexts"].split(";")))) for r in _table("cameo.csv")}


def from_cameo(code: str) -> tuple[str, str, tuple[str, ...]] | None:
    """(type, mode or "", contexts) of a CAMEO code; a code that the table lacks falls back to its parent."""
    while code:
        if code in _conversions():
            return _conversions()[code]
        code = code[:-1]
    return None
