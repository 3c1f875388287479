"""Who acts towards whom, and who is party to what, as somebody said of whole reports: what the learned choices of grounding and
coding are fitted on.

A file of `corpus/sides` goes with one of `corpus/own`: `@` names the report, and a line an act (sentence, act within it) with the
ids of actors and recipients: `6.1 USA+GBR > RUS`. «?» is somebody who cannot be told; no recipient is nobody. A line that begins
with c is a change: `c6.1 USA > QAT`, the holder and the host, the member and the organisation, who imposes and on whom; the parties
to a pact, to relations or to hostilities in any order. The coded histories of the tests whose misses were looked at serve as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby, islice, zip_longest
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from dragoman.agreement import ids, likeness, span
from dragoman.coding import meant, parts
from dragoman.coding.bearings import Ids, ids_of
from dragoman.coding.parts import Parts
from dragoman.coding.scene import Scene
from dragoman.coding.sides import SIDELESS
from dragoman.coding.sides import Sides as Ends
from dragoman.coding.story import Story
from dragoman.grounding.world import rows as table
from dragoman.reader.sentence import Frame
from dragoman.reading import read_many
from dragoman.rows import KINDS
from dragoman.sample import Sample
from training.corpus import Item
from training.corpus import read as items_of

CORPUS = Path(__file__).parent / "corpus"
HISTORIES = Path(__file__).resolve().parents[1] / "tests" / "data" / "histories"
#: what networks that had no part of a report say of it (`training/parts.py`)
OPINIONS = Path(__file__).parent / "work" / "parts.pkl"
#: stories whose misses nobody has looked at, so that they tell how the reader does on others
APART = ("libya", "kivu", "cuba", "mekong", "moldova", "equator")
#: how often what is learned from a coded history counts: they are told as news are, and coded as a whole
HISTORY = 3
#: reports here bear no date: states of old are read as those after them, lands of a state as that state; and another code of Kosovo
_LATER = {
    "SUN": "RUS", "RVN": "VNM", "YMD": "YEM", "RHO": "ZWE", "ZANZIBAR": "TZA", "SIKKIM": "IND", "HYDERABAD": "IND", "TIBET": "CHN",
    "MAC": "CHN", "COK": "NZL", "GRL": "DNK", "FRO": "DNK", "GIB": "GBR", "FLK": "GBR", "TCA": "GBR", "ANGUILLA": "GBR",
    "XKX": "KOS",
}  # fmt: skip
#: an id as told -> as rows carry it: organs are told by their own names here (coding rule 3)
_CARRIED = _LATER | {row["id"]: row["parent"] for row in table("organisations") if row["parent"]}

#: processes that share the reports
_CREW = 2

T = TypeVar("T")
Sides = tuple[Ids, Ids]
#: what is done with an act or a change: its sides as told, where it stands, its sides by the rules and how they are finished
Seen = Callable[[Sides, Story, Scene, Frame, Ends, meant.Finish], None]
#: (report, type or kind), the stretch of its words, and the sides, of what is coded in a history
Coded = tuple[tuple[str, str], tuple[int, int], Sides]
#: (place of the trigger in the report, type, those who act as far as is known) -> the sides that the act has, where they are told
Known = Callable[[int, str, Ids], Sides | None]


@dataclass(frozen=True, slots=True)
class Told:
    """A report with the sides of its acts, as somebody who had it whole in view has told them; `name` is its own or its story's."""

    name: str
    report: Mapping[str, Any]
    known: Known


def told(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """(report, act -> its sides as written) of a file."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    begins = [n for n, line in enumerate(lines) if line.startswith("@")]
    for start, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        yield lines[start][1:].strip(), dict(line.split(" ", 1) for line in lines[start + 1 : end])


def parsed(written: str) -> Sides | None:
    """(actors, recipients) of a line: no actors where nothing tells them; None where a recipient cannot be told."""
    actors, _, recipients = written.partition(">")
    return None if "?" in recipients else (_ids(actors.replace("?", "").split("+")), _ids(recipients.split("+")))


def between(written: str, kind: str) -> Sides | None:
    """The sides of a change as a line tells them, where all are known."""
    sides = None if "?" in written else parsed(written)
    return sides and _sideless(sides, kind)


def _sideless(sides: Sides, kind: str) -> Sides:
    """All parties on both sides, of kinds whose parties are all alike."""
    both = sides[0] | sides[1]
    return (both, both) if kind in SIDELESS else sides


def _ids(names: Iterable[str]) -> Ids:
    return frozenset(_CARRIED.get(name, name) for name in map(str.strip, names) if name)


def reports() -> Iterator[tuple[str, list[Item], dict[str, str]]]:
    """(name, sentences, act -> sides as written) of every report of the corpus whose sides are told."""
    for path in sorted((CORPUS / "sides").glob("*.sides")):
        items = items_of(CORPUS / "own" / f"{path.stem}.acts")
        stories = {name: list(held) for name, held in groupby(items, lambda item: item.story)}
        yield from ((name, stories[name], sides) for name, sides in told(path))


def acts(items: Sequence[Item]) -> Iterator[tuple[str, int]]:
    """(number of an act, offset of its trigger) in a report of sentences that are paragraphs."""
    return ((number, at) for number, at, _ in _frames(items, acting=True))


def changes(items: Sequence[Item]) -> Iterator[tuple[str, int, str]]:
    """(number of a change, offset of its trigger, kind) in a report of sentences that are paragraphs; offices have no sides."""
    return ((f"c{number}", at, kind) for number, at, kind in _frames(items, acting=False) if kind != "office")


def _frames(items: Sequence[Item], *, acting: bool) -> Iterator[tuple[str, int, str]]:
    """(number among its like, offset of the trigger, type or kind) of the acts or of the changes of a report."""
    start = 0
    for i, item in enumerate(items, 1):
        for n, frame in enumerate((f for f in item.frames if f.act == acting), 1):
            yield f"{i}.{n}", start + frame.trigger[0], frame.label[0]
        start += len(item.text) + 2


def annotated() -> Iterator[Told]:
    """The reports of the corpus whose sides are told."""
    for name, items, sides in reports():
        yield of_report(name, items, sides)


def of_report(name: str, items: Sequence[Item], sides: Mapping[str, str]) -> Told:
    """A report of the corpus with its sides."""
    acting = {at: parsed(sides[number]) for number, at in acts(items)}
    held = {(at, kind): between(sides[number], kind) for number, at, kind in changes(items) if number in sides}

    def known(at: int, label: str, by: Ids) -> Sides | None:
        return held.get((at, label)) if label in KINDS else acting.get(at)

    return Told(name, {"text": "\n\n".join(item.text for item in items)}, known)


def looked_at() -> list[Path]:
    """The folders of the coded histories that may be learned from."""
    return sorted(folder for folder in HISTORIES.iterdir() if folder.name not in APART)


def of_history(folder: Path) -> Iterator[Told]:
    """The reports of a coded history: an act has the sides of the event of its type whose quote holds it, the likest of several,
    and a change those of the changes of its kind."""
    sample = Sample(folder)
    coded = [*_coded_acts(sample), *_coded_changes(sample)]
    for report in sample.reports:

        def known(at: int, label: str, acting: Ids, ident: str = report["id"]) -> Sides | None:
            fits = (sides for held, (start, end), sides in coded if held == (ident, label) and start <= at < end)
            return max(fits, key=lambda both: likeness(both[0] | both[1], acting), default=None)

        yield Told(folder.name, report, known)


def _coded_acts(sample: Sample) -> Iterator[Coded]:
    for e in sample.coded["events"]:
        yield (e["report"], e["type"]), span(e, sample.texts), (_ids(ids(e["actors"])), _ids(ids(e["recipients"])))


def _coded_changes(sample: Sample) -> Iterator[Coded]:
    """The changes that the same words tell of one kind, together."""
    held: dict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in sample.coded["changes"]:
        if row["kind"] != "office":
            held[row["report"], row["kind"], row["quote"]].append(row)
    for (report, kind, _), rows in held.items():
        one, two = (_ids(i for row in rows for i in ids(row.get(role))) for role in (KINDS[kind][0], KINDS[kind][-1]))
        yield (report, kind), span(rows[0], sample.texts), _sideless((one, two), kind)


def of_histories() -> Iterator[Told]:
    """The reports of all coded histories that may be learned from."""
    for folder in looked_at():
        yield from of_history(folder)


def shared(work: Callable[[Told], T], told: Callable[[], Iterable[Told]]) -> list[T]:
    """What a piece of work makes of every report, in their order; two processes share them."""
    with get_context("spawn").Pool(_CREW) as pool:
        found = pool.starmap(_part, [(work, told, rank) for rank in range(_CREW)], chunksize=1)
    return [one for row in zip_longest(*found) for one in row if one is not None]


def _part(work: Callable[[Told], T], told: Callable[[], Iterable[Told]], rank: int) -> list[T]:
    return [work(one) for one in islice(told(), rank, None, _CREW)]


@contextmanager
def instead(module: ModuleType, name: str, work: Callable[..., Any]) -> Iterator[None]:
    """A function of a module replaced for as long as the block lasts."""
    held = getattr(module, name)
    setattr(module, name, work)
    try:
        yield
    finally:
        setattr(module, name, held)


def watched(one: Told, survey: Callable[..., Parts], seen: Seen) -> None:
    """Reads a report by the rules alone, with `survey` for what the network makes of it, and shows every act and change whose sides
    are told."""

    def noted(story: Story, scene: Scene, frame: Frame, rule: Ends, finish: meant.Finish) -> Ends:
        ends = finish(*rule)
        if sides := one.known(scene.spot(frame.trigger), frame.label, ids_of(ends[0])):
            seen(sides, story, scene, frame, rule, finish)
        return ends

    with instead(parts, "survey", survey), instead(meant, "likeliest", noted):
        read_alone(one.report)


def read_alone(report: Mapping[str, Any]) -> None:
    """Reads one report in this process, for what is noted on the way."""
    next(read_many([report], workers=1))
