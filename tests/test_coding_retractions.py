"""What a report takes back of its own earlier words."""

from __future__ import annotations

import pytest

import dragoman
from dragoman.coding.retractions import is_retracted, retracted


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("CORRECTION: An earlier version of this story said that the last Danish soldiers had left Mali on Saturday.", ""),
        ("A caption published here on 8 March said that Italy had closed its base in Djibouti the day before.", ""),
        ("An earlier edition wrongly said that Peru had severed relations with Mexico.", ""),
        ("We reported on Saturday that Kenya had recalled its ambassador from Somalia.", "That was wrong."),
    ],
)
def test_what_a_report_takes_back_did_not_happen(text: str, after: str) -> None:
    reading = dragoman.read(f"{text} {after}", published="2024-08-06")
    assert [event.status for event in reading.events] == ["negated"]
    assert {change.status for change in reading.changes} == {"denied"}


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("An earlier version of the bill said that foreign soldiers had to leave.", "It was dropped."),
        ("A previous report of the United Nations said that Rwanda had armed the rebels.", "Rwanda denied it."),
        ("We reported on Saturday that Kenya had recalled its ambassador.", "Somalia followed on Monday."),
    ],
)
def test_what_others_said_before_is_not_taken_back(text: str, after: str) -> None:
    assert not is_retracted(text, after)


def test_a_report_without_sentences_takes_nothing_back() -> None:
    assert retracted([]) == []
