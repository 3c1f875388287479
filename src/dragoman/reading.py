"""Reading: a report in, events and changes out."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

from dragoman.coding.changes import ChangeCoder
from dragoman.coding.events import EventCoder
from dragoman.coding.events import merged as merged_events
from dragoman.coding.gapping import spread
from dragoman.coding.retractions import retracted
from dragoman.coding.scene import Scene
from dragoman.coding.story import Story
from dragoman.coding.tellings import merged as merged_changes
from dragoman.coding.tellings import outstanding
from dragoman.coding.when import Calendar
from dragoman.errors import DragomanError, InputError
from dragoman.grounding.amounts import amounts
from dragoman.grounding.cast import Cast
from dragoman.grounding.dates import DateSpan, read_dates
from dragoman.reader.encoder import Encoder
from dragoman.reader.sentence import ReadSentence
from dragoman.report import Report, make_report
from dragoman.rows import Change, Event
from dragoman.sentences import Sentence, sentences
from dragoman.tables import Rows
from dragoman.workers import Crew

#: raised with every change to the rules after the model: rows name the reader that made them
RULES = "16"
#: reports that are cut and read together; from so many on, processes of their own are worth their start
_WINDOW = 64

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one report says. `events` and `changes` are lists with `.to_pandas()`, `.to_polars()` and `.to_arrow()`.

    `problem` tells what kept the report from being read, where a fault of Dragoman's own did; then both lists are empty.
    """

    report: Report
    events: Rows[Event]
    changes: Rows[Change]
    problem: str | None = None


@cache
def encoder() -> Encoder:
    """The shipped model, loaded once a process."""
    return Encoder()


def version() -> str:
    """Names the model and the rules that make a row."""
    return f"dragoman-{RULES}-{encoder().version}"


def _scenes(report: Report, cut: list[Sentence], reads: Iterable[ReadSentence]) -> list[Scene]:
    scenes: list[Scene] = []
    last: DateSpan | None = None
    for number, (one, read) in enumerate(zip(cut, retracted(list(reads)), strict=True)):
        text = report.text[one.start : one.end]
        dates = read_dates(text, report.published, within=report.text, before=last)
        last = next((d for d in reversed(dates) if d.kind == "point" and d.interval.days), last)
        told = spread(read)
        scenes.append(Scene(number, one.paragraph, one.kind, one.start, text, told, report.published, dates, amounts(text)))
    return scenes


def _coded(report: Report, cut: list[Sentence], reads: Iterable[ReadSentence]) -> Reading:
    scenes = _scenes(report, cut, reads)
    cast = Cast(report, [(one.start, one.end) for one in cut], [scene.read for scene in scenes])
    story, calendar = Story(cast), Calendar(report.published, cast.official is not None)
    story.survey(scenes)
    acts = EventCoder(report, story, calendar, version())
    states = ChangeCoder(report, story, calendar, version(), acts.told)
    events: list[Event] = []
    changes: list[Change] = []
    headlines: set[str] = set()
    for scene in scenes:
        told = list(acts.of(scene))
        headlines |= {event.id for event in told if scene.kind == "headline"}
        events += told
        changes += states.of(scene)
        calendar.narrative.leave(scene)
    return Reading(report, Rows(merged_events(acts.borne_out(events), headlines)), Rows(merged_changes(outstanding(changes))))


def _cut(report: Report) -> list[Sentence]:
    """The sentences to read; none of a report that is not in English."""
    return sentences(report) if report.language in (None, "en") else []


def _as_report(one: Report | Mapping[str, Any]) -> Report:
    if isinstance(one, Report):
        return one
    if not isinstance(one, Mapping) or not isinstance(one.get("text"), str):
        raise InputError("a report is a Report or a mapping with a `text`; see dragoman.read")
    known = {k: one.get(k) for k in ("id", "title", "publisher", "url", "published", "language")}
    return make_report(one["text"], **known, extra={k: v for k, v in one.items() if k not in known and k != "text"})


def read(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Reading:
    """Read one report. `published` is an ISO date; without one, and none in the text, relative dates stay open. Raises
    DragomanError where a fault of Dragoman's own keeps it from being read."""
    report = make_report(text, title=title, publisher=publisher, url=url, published=published)
    found = next(read_many([report], workers=1))
    if found.problem:
        raise DragomanError(found.problem)
    return found


def read_many(reports: Iterable[Report | Mapping[str, Any]], workers: int | None = None) -> Iterator[Reading]:
    """Reports in, readings out, in order. `workers` reports are read at once (default: the cores there are), by as many processes
    where there are more than a few. A report that a fault of Dragoman's own keeps from being read has a reading with a `problem`;
    the others are read."""
    source = (_as_report(one) for one in reports)
    count = workers or len(os.sched_getaffinity(0))
    window = list(islice(source, _WINDOW))
    if count > 1 and len(window) == _WINDOW:
        with Crew(count) as crew:
            yield from crew.read(chain(window, source))
    else:
        yield from _read_here(chain(window, source), count)


def _read_here(source: Iterator[Report], threads: int) -> Iterator[Reading]:
    """The same in this process, `threads` sentences at once."""
    while window := list(islice(source, _WINDOW)):
        cuts = [_tried(_cut, report) for report in window]
        held = [(r, cut) for r, cut in zip(window, cuts, strict=True) if not isinstance(cut, str)]
        reads = encoder().read_many([r.text[s.start : s.end] for r, cut in held for s in cut], threads)
        for report, cut in zip(window, cuts, strict=True):
            told = cut if isinstance(cut, str) else _tried(_coded, report, cut, list(islice(reads, len(cut))))
            yield Reading(report, Rows(()), Rows(()), told) if isinstance(told, str) else told


def _tried(work: Callable[..., T], *given: object) -> T | str:
    """What the work makes of a report, or what went wrong: a fault of ours costs the report it is in, not the run."""
    try:
        return work(*given)
    except DragomanError:
        raise
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        fault = f"{type(error).__name__} in {Path(at.filename).name}, line {at.lineno}"
        return f"Dragoman stumbled over this report ({fault}); tell its developers, and read it again with a later version"
