"""The archive in examples/: what hands it holds, and that the record keeps it as it should."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

import dragoman
from dragoman.cli import main
from dragoman.intake.problem import Problem
from dragoman.intake.sources import reports
from dragoman.record import Record
from dragoman.report import Report
from dragoman.rows import Change, Event
from tests.example_record import EXAMPLES, example_record


@pytest.fixture(scope="module")
def archive() -> list[Report]:
    problems: list[Problem] = []
    found = list(reports([EXAMPLES / "archive.jsonl", EXAMPLES / "pages"], problems))
    assert not problems
    return found


def told(record: Record) -> list[Event | Change]:
    return [*record.events(status="all"), *record.changes()]


def questions() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (EXAMPLES / "questions.jsonl").read_text(encoding="utf-8").splitlines()]


def test_archive_has_the_hands_of_real_archives(archive: list[Report]) -> None:
    kinds = Counter(passage.kind for report in archive for passage in report.passages)
    assert len(archive) >= 16
    assert len({report.id for report in archive}) == len(archive)
    assert all(kinds[kind] for kind in ("headline", "byline", "body", "caption", "credit", "furniture"))
    assert [report.language for report in archive if report.language != "en"] == ["fr"]


def test_day_is_found_in_every_scraped_page_but_one(archive: list[Report]) -> None:
    undated = [report.text.strip().splitlines()[0] for report in archive if report.published is None]
    assert undated == ["The last Germans fly home"]


def test_reprints_count_as_one_source() -> None:
    with dragoman.open(example_record()) as record:
        assert record.copies() == {"niger-03": "niger-02", "horn-13": "horn-12"}


def test_report_in_french_is_kept_and_not_coded() -> None:
    with dragoman.open(example_record()) as record:
        assert record.report("niger-07").language == "fr"
        assert not [row for row in told(record) if row.report == "niger-07"]


def test_every_row_points_at_words_that_are_no_furniture() -> None:
    with dragoman.open(example_record()) as record:
        held = {report.id: report for report in record.reports()}
        for row in told(record):
            report, words = held[row.report], row.evidence
            assert words.text == report.text[words.start : words.end]
            assert not any(p.start <= words.start and words.end <= p.end for p in report.passages if p.kind == "furniture")


def test_questions_are_answered_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    asked = questions()
    assert 8 <= len(asked) <= 10
    assert main(["holds", "--questions", str(EXAMPLES / "questions.jsonl"), "--record", str(example_record())]) == 0
    answered = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["on"] for row in answered] == [row["on"] for row in asked]
    assert {row["answer"] for row in answered} <= {"yes", "no", "unknown"}
    assert all(row["evidence"] for row in answered if row["answer"] != "unknown")
