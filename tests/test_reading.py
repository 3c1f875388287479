"""Reading whole reports: spans are exact, nothing a report holds makes it fail, and the same input gives the same rows."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dragoman
from dragoman.errors import InputError
from dragoman.rows import Change, Event, Span

REPORT = """Home | World | Sport

Kenya closes its consulate in Kismayo

Advertisement

NAIROBI, 4 May 2021 (Coast Wire) - Kenya closed its consulate in Kismayo on Monday and recalled its ambassador to Somalia.

Somalia's foreign minister, Mohamed Abdirizak, condemned the decision. About 3,600 Kenyan soldiers are still in the country.

Share this: Facebook | Twitter

Leave a Reply

Your email address will not be published. Russia has bombed everything!
"""


def _spans(reading: dragoman.Reading) -> Iterator[Span]:
    for event in reading.events:
        yield event.evidence
        yield from (p.span for p in (*event.actors, *event.recipients) if p.span)
        yield from (Span(a.start, a.end, a.text) for a in event.amounts)
        if event.place and event.place.start >= 0:
            yield Span(event.place.start, event.place.end, event.place.text)
    yield from (change.evidence for change in reading.changes)


def _rows(reading: dragoman.Reading) -> list[dict[str, object]]:
    return [e.row() for e in reading.events] + [c.row() for c in reading.changes]


def _exact(reading: dragoman.Reading) -> None:
    for span in _spans(reading):
        assert reading.report.text[span.start : span.end] == span.text


def test_a_report_is_read() -> None:
    reading = dragoman.read(REPORT, published="2021-05-04")
    assert reading.report.text == REPORT
    assert any("KEN" in [p.id for p in e.actors] and "SOM" in [p.id for p in e.recipients] for e in reading.events)
    assert any(c.kind == "presence" and c.roles == {"holder": "KEN", "host": "SOM"} for c in reading.changes)
    _exact(reading)


def test_furniture_is_never_coded() -> None:
    reading = dragoman.read(REPORT, published="2021-05-04")
    assert all("Russia" not in e.evidence.text for e in reading.events)
    assert all(e.evidence.start < REPORT.index("Share this") for e in reading.events)


def test_the_same_report_gives_the_same_bytes_in_any_company() -> None:
    reports = [{"text": REPORT, "published": "2021-05-04"}, {"text": "Egypt and Sudan signed a pact on Sunday."}, {"text": ""}]
    alone = [_rows(r) for one in reports for r in dragoman.read_many([one], workers=1)]
    together = [_rows(r) for r in dragoman.read_many(reports * 3, workers=2)]
    assert json.dumps(together) == json.dumps(alone * 3)


def test_rows_go_out_and_come_back() -> None:
    reading = dragoman.read(REPORT, published="2021-05-04")
    for event in reading.events:
        row = json.loads(json.dumps(event.row()))
        assert Event.of(row).row() == row
        assert set(row) == {
            "id", "report", "published", "type", "modes", "contexts", "quad", "score", "cameo", "status", "said_by", "actors",
            "recipients", "date", "place", "amounts", "evidence", "confidence", "sources", "reader",
        }  # fmt: skip
    for change in reading.changes:
        row = json.loads(json.dumps(change.row()))
        assert Change.of(row).row() == row


def test_without_a_day_relative_dates_stay_open() -> None:
    reading = dragoman.read("Turkey recalled its ambassador from Sweden last week.")
    assert reading.report.published is None
    assert reading.events
    assert all(e.date.earliest is None or e.date.latest is None for e in reading.events)


def test_another_language_is_kept_and_not_coded() -> None:
    text = "Le gouvernement a annoncé mardi le retrait de ses troupes du pays, après des mois de discussions avec les autorités."
    reading = dragoman.read(text, published="2021-05-04")
    assert (reading.report.language, list(reading.events), list(reading.changes)) == ("fr", [], [])


def test_a_wrong_day_and_a_wrong_report_are_told() -> None:
    with pytest.raises(InputError, match="no publication date"):
        dragoman.read("Text.", published="yesterday")
    with pytest.raises(InputError, match="`text`"):
        list(dragoman.read_many([{"title": "no text"}]))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300), st.sampled_from([None, "2024-04-20", "1945-01-01"]))
def test_no_text_makes_reading_fail(text: str, published: str | None) -> None:
    reading = dragoman.read(text, published=published)
    assert reading.report.text == text
    _exact(reading)


WORDS = ["France", "the junta", "will withdraw", "denied", "troops", "from Chad", ".", "\n\n", "«", "on Friday", "…", "\u202e",
         "its", "which", "1,000", "\x00", "(Reuters) -", "said", "Boko Haram", "and", "has yet to", "\ud800", "İ",
         "Niger’s"]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_no_jumble_of_news_makes_reading_fail(words: list[str]) -> None:
    _exact(dragoman.read(" ".join(words), published="2024-04-20"))
