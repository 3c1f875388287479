"""How far rows that were read agree with rows that somebody coded by hand.

An event is *found* when its report and type are right and its words overlap; *coded* when its actors and its recipients agree by
half or more as well (Jaccard of their ids; two empty sides agree). A change is found when report, kind and change are right and
every role agrees by two thirds; the title of an office is not compared, since it is free text. Rows are paired one to one, the
most alike first. Whatever the hand coding leaves out (dates, modes, who says so) is not judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

from dragoman.errors import InputError
from dragoman.rows import ROLES

Row = Mapping[str, Any]
Texts = Mapping[str, str]
Fit = Callable[[Row, Row], float]
Pairs = list[tuple[int, int]]
Figures = dict[str, float | None]

ANSWERS = ("yes", "no", "unknown")
HALF, TWO_THIRDS = 0.5, 2 / 3
#: days by which the known side of an open interval may be off
SLACK = 7


def ids(parties: Iterable[Any] | str | None) -> set[str]:
    """Entity ids of a side: a list of ids or of objects with an `id`, or one id."""
    held = [parties] if isinstance(parties, str) else parties or ()
    return {str(one["id"] if isinstance(one, Mapping) else one) for one in held if one and (isinstance(one, str) or one.get("id"))}


def likeness(one: AbstractSet[str], two: AbstractSet[str]) -> float:
    """Jaccard similarity of two sets; two empty ones are alike."""
    return len(one & two) / len(one | two) if one | two else 1.0


def span(row: Row, texts: Texts) -> tuple[int, int]:
    """(start, end) of a row's words in its report: `evidence` carries them, a `quote` is looked up."""
    text = texts.get(row["report"])
    if text is None:
        raise InputError(f"report {row['report']!r} is not among the reports; give the `id` of one of them")
    if row.get("evidence"):
        return row["evidence"]["start"], row["evidence"]["end"]
    if not row.get("quote"):
        raise InputError(f"a row of report {row['report']!r} has neither `quote` nor `evidence`; give the exact words")
    start = text.find(row["quote"])
    if start < 0:
        raise InputError(f"the quote {row['quote']!r} is not in report {row['report']!r}; copy the words exactly")
    return start, start + len(row["quote"])


def overlap(one: tuple[int, int], two: tuple[int, int]) -> float:
    """Share of the shorter span that both have in common."""
    common = min(one[1], two[1]) - max(one[0], two[0])
    return max(0.0, common / max(1, min(one[1] - one[0], two[1] - two[0])))


def same_days(gold: Sequence[str | None] | None, got: Sequence[str | None] | None) -> bool:
    """Open on the same sides, and half of the union in common or both ends within a day; within a week where a side is open."""
    one, two = list(gold or (None, None)), list(got or (None, None))
    if [x is None for x in one] != [x is None for x in two]:
        return False
    (a, b), (c, d) = ([date.fromisoformat(x).toordinal() if x else 0 for x in side] for side in (one, two))
    if None in one:
        return abs(a - c) <= SLACK and abs(b - d) <= SLACK
    return (min(b, d) - max(a, c) + 1) / (max(b, d) - min(a, c) + 1) >= HALF or (abs(a - c) <= 1 and abs(b - d) <= 1)


def paired(gold: Sequence[Row], got: Sequence[Row], fit: Fit) -> Pairs:
    """One-to-one pairs (index in gold, index in got), the best fit first; a fit of 0 is none."""
    near: dict[str, list[int]] = {}
    for j, row in enumerate(got):
        near.setdefault(row["report"], []).append(j)
    fits = [(fit(row, got[j]), -i, -j) for i, row in enumerate(gold) for j in near.get(row["report"], ())]
    pairs: Pairs = []
    for _, i, j in sorted((one for one in fits if one[0] > 0), reverse=True):
        if all(-i != a and -j != b for a, b in pairs):
            pairs.append((-i, -j))
    return pairs


def rates(hit: int, gold: int, got: int, name: str) -> Figures:
    """Precision, recall and F1 under a name."""
    f1 = 2 * hit / (gold + got) if gold + got else 0.0
    return {name: f1, f"{name}: precision": hit / got if got else 0.0, f"{name}: recall": hit / gold if gold else 0.0}


def share(values: Iterable[bool]) -> float | None:
    held = list(values)
    return sum(held) / len(held) if held else None


def _sides(event: Row) -> tuple[set[str], set[str]]:
    return ids(event["actors"]), ids(event["recipients"])


def _alike(one: Row, two: Row) -> tuple[float, float]:
    (a, b), (c, d) = _sides(one), _sides(two)
    return likeness(a, c), likeness(b, d)


def events(gold: Sequence[Row], got: Sequence[Row], texts: Texts) -> tuple[Figures, Pairs]:
    """Figures, and the pairs that are coded alike."""

    def found(one: Row, two: Row) -> float:
        if one["type"] != two["type"]:
            return 0.0
        words = overlap(span(one, texts), span(two, texts))
        return words and words + sum(_alike(one, two)) + 0.1 * same_days(one.get("date"), two.get("date"))

    def coded(one: Row, two: Row) -> float:
        return found(one, two) if min(_alike(one, two)) >= HALF else 0.0

    at, full = paired(gold, got, found), paired(gold, got, coded)
    both = [(gold[i], got[j]) for i, j in at]
    told = [(g, p) for g, p in both if g.get("said_by")]
    figures = rates(len(at), len(gold), len(got), "events found") | rates(len(full), len(gold), len(got), "events coded")
    return figures | {
        "event exact parties": share(_sides(g) == _sides(p) for g, p in both),
        "event status": share(g["status"] == p.get("status") for g, p in both if g.get("status")),
        "event date": share(same_days(g["date"], p.get("date")) for g, p in both if "date" in g),
        "event mode": share(likeness(set(g["modes"]), set(p.get("modes") or ())) >= HALF for g, p in both if g.get("modes")),
        "event said_by": share(g["said_by"] == p.get("said_by") for g, p in told),
    }, full


def _roles(change: Row) -> dict[str, set[str]]:
    return {role: ids(change[role]) for role in ROLES if change.get(role)}


def changes(gold: Sequence[Row], got: Sequence[Row], texts: Texts) -> tuple[Figures, Pairs]:
    """Figures, and the pairs that agree."""

    def found(one: Row, two: Row) -> float:
        a, b = _roles(one), _roles(two)
        if (one["kind"], one["change"]) != (two["kind"], two["change"]):
            return 0.0
        if any(likeness(a[role], b.get(role, set())) < TWO_THIRDS for role in a if role != "office"):
            return 0.0
        same = sum(one.get(name) == two.get(name) for name in ("name", "type", "level"))
        near = (one.get("status") == two.get("status")) + same_days(one.get("when"), two.get("when"))
        return float(1 + near + overlap(span(one, texts), span(two, texts)) + 0.5 * same)

    pairs = paired(gold, got, found)
    both = [(gold[i], got[j]) for i, j in pairs]
    return rates(len(pairs), len(gold), len(got), "changes") | {
        "change status": share(g["status"] == p.get("status") for g, p in both if g.get("status")),
        "change when": share(same_days(g["when"], p.get("when")) for g, p in both if "when" in g),
    }, pairs


def answers(gold: Sequence[str], got: Sequence[str]) -> Figures:
    """Accuracy, the mean recall of yes, no and unknown («balanced»), and how often yes stands for no or no for yes."""
    both = list(zip(gold, got, strict=True))
    recalls = [sum(g == p for g, p in both if g == a) / gold.count(a) for a in ANSWERS if a in gold]
    return {
        "holds balanced": sum(recalls) / len(recalls) if recalls else None,
        "holds accuracy": share(g == p for g, p in both),
        "wrong yes or no": float(sum({g, p} == {"yes", "no"} for g, p in both)),
    }
