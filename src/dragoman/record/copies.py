"""Exact and near copies: which reports are prints of one story and count as one source.

Two reports of one story are a print and its copy where the later one says nothing that the earlier does not:
it may be cut, retouched, given another headline. An update shares the lead and brings new figures, names or
paragraphs: it is a report of its own. Each report is the copy of at most one earlier report, the most alike,
so an update and its original stay apart even where a short print would fit both. What comes out depends on
the reports alone, not on the order in which they came.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from dragoman.record.sketch import Line, Print, print_of
from dragoman.report import Report

#: two sentences are the same where they share this much of their words (over all words of both), or where the
#: later is contained in the earlier to this degree. Calibrated on tests/copies_archive.py: paraphrase begins
#: below.
SAME_SENTENCE, CONTAINED = 0.6, 0.85
#: how many of the later report's words may stand in sentences that the earlier lacks (and that bring no new
#: fact)
NOVEL, NOVEL_OF_A_WIRE = 0.3, 0.5
#: how much of a print may be what the house itself added below the story: a paragraph of local matter
ADDED_BELOW = 0.3
#: names that a retouched sentence may bring («Pentagon» for «Defense Department») before it counts as a new
#: fact
NEW_NAMES = 1
#: names that sentences common to both may bring before the later is a story of its own, made from the same sentences
NEW_IN_SHARED = 3
#: words that must be shared before anything counts as a copy
ENOUGH = 20
#: candidates that are compared for one report, those with most bands in common first
CANDIDATES = 50


def likeness(earlier: Print, later: Print) -> float:
    """How much of two prints is shared (0 to 1), 0.0 where the later is no copy of the earlier."""
    if earlier.published == later.published:
        return _same_day(earlier, later)
    return _contained(earlier, later)


def _same_day(one: Print, other: Print) -> float:
    """On one day nothing tells which came first. Where only the shorter is contained in the longer, it is a
    cut print if it credits the other's house, or if another house ran it and cut from the end; otherwise the
    longer is an update."""
    both = _contained(one, other), _contained(other, one)
    if all(both):
        return max(both)
    if not any(both) or (one.publisher and one.publisher == other.publisher):
        return 0.0
    whole, cut = (one, other) if both[0] else (other, one)
    return max(both) if _credits_house(cut, whole) or _cut_from_end(whole, cut) else 0.0


def _credits_house(cut: Print, whole: Print) -> bool:
    return bool(whole.publisher) and str(whole.publisher) in cut.edges.casefold()


def _cut_from_end(whole: Print, cut: Print) -> bool:
    shared = [_match(line, cut) is not None for line in whole.lines]
    last = max((i for i, same in enumerate(shared) if same), default=-1)
    return not any(_news(line, cut) for line, same in zip(whole.lines[: last + 1], shared, strict=False) if not same)


def _contained(earlier: Print, later: Print) -> float:
    """The likeness if the later says nothing new, else 0.0. What a house adds below a story that it credits is not new."""
    matches = [_match(line, earlier) for line in later.lines]
    told = list(zip(later.lines, matches, strict=True))
    if any(same and line.numbers - same.numbers and line.numbers - earlier.numbers for line, same in told):
        return 0.0
    if len(_new_names(later, earlier, matches)) > NEW_IN_SHARED:
        return 0.0
    own = 0
    if any(same is None and _news(line, earlier) for line, same in told):
        own = _added_below(earlier, later, matches)
        if not own:
            return 0.0
    total, shared = later.length - own, sum(line.length for line, same in told if same is not None)
    allowed = NOVEL_OF_A_WIRE if earlier.wires & later.wires else NOVEL
    if shared < min(ENOUGH, total) or not shared or total - shared > allowed * total:
        return 0.0
    return shared / (total + max(0, earlier.length - shared))


def _new_names(later: Print, earlier: Print, matches: list[Line | None]) -> frozenset[str]:
    """Names that the later has in sentences that the earlier has too, in nearly the same words: of a template filled anew."""
    shared = [line.names for line, same in zip(later.lines, matches, strict=True) if same is not None]
    return frozenset[str]().union(*shared) - earlier.words


def _added_below(earlier: Print, later: Print, matches: list[Line | None]) -> int:
    """How many words another house has added below a story that it credits; 0 where it did not: new facts or names stand among the
    old, or there are more of them than a paragraph."""
    credited = bool(earlier.wires & later.wires) or _credits_house(later, earlier)
    if not credited or not (earlier.publisher and later.publisher) or earlier.publisher == later.publisher:
        return 0
    last = max((i for i, same in enumerate(matches) if same is not None), default=-1)
    if any(same is None and _news(line, earlier) for line, same in zip(later.lines[:last], matches[:last], strict=True)):
        return 0
    if len(_new_names(later, earlier, matches)) > NEW_NAMES:
        return 0
    own = sum(line.length for line in later.lines[last + 1 :])
    return own if own <= ADDED_BELOW * later.length else 0


def _match(line: Line, other: Print) -> Line | None:
    """The sentence of another print that says the same in nearly the same words."""
    best, best_share = None, 0.0
    for candidate in other.lines:
        common = len(line.words & candidate.words)
        share = max(common / len(line.words | candidate.words) / SAME_SENTENCE, common / len(line.words) / CONTAINED)
        if share > best_share:
            best, best_share = candidate, share
    return best if best_share >= 1 else None


def _news(line: Line, other: Print) -> bool:
    """Whether a sentence brings facts that another print lacks: a number, or more than one name."""
    return bool(line.numbers - other.numbers) or len(line.names - other.words) > NEW_NAMES


def best_original(later: Print, others: Iterable[Print]) -> tuple[str, float] | None:
    """The earlier print that a report copies, and how alike they are; None where it stands for itself."""
    alike = [(-likeness(o, later), o.order) for o in others if o.order < later.order]
    best = min(alike, default=(0.0, later.order))
    return (best[1][-1], -best[0]) if best[0] < 0 else None


def clusters(reports: Iterable[Report]) -> dict[str, str]:
    """Report id -> id of the earliest print of its story, over an archive held in memory."""
    prints = {p.id: p for p in map(print_of, reports)}
    index: dict[int, list[str]] = defaultdict(list)
    for one in prints.values():
        for band in one.bands:
            index[band].append(one.id)
    originals: dict[str, str] = {}
    for one in prints.values():
        near = Counter(other for band in one.bands for other in index[band] if prints[other].order < one.order)
        found = best_original(one, (prints[other] for other in nearest(near)))
        if found:
            originals[one.id] = found[0]
    return {id_: root(id_, originals) for id_ in prints}


def nearest(shared_bands: Mapping[str, int]) -> list[str]:
    """The candidates with most bands in common, in a fixed order."""
    return sorted(shared_bands, key=lambda other: (-shared_bands[other], other))[:CANDIDATES]


def root(id_: str, originals: Mapping[str, str]) -> str:
    """The first of a chain of copies; an original is always earlier, so the chain ends."""
    while id_ in originals:
        id_ = originals[id_]
    return id_
