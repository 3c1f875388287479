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
        ("Our bulletin on Monday said that Ghana had left the African Union.", "It has not."),
        ("Last week we wrote that Chile had broken off relations with Peru.", "It hasn't done so."),
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
        ("Our ambassador in Lima said that Peru had closed the border.", "It has not."),
        ("Our bulletin said that Ghana had left the African Union.", "It has not paid its dues since."),
    ],
)
def test_what_others_said_before_is_not_taken_back(text: str, after: str) -> None:
    assert not is_retracted(text, after)


def test_what_had_only_begun_is_taken_back() -> None:
    assert is_retracted("Under picture 3 we wrote that Kenyan soldiers had left Haiti.", "They had only begun to pack.")


def test_a_report_without_sentences_takes_nothing_back() -> None:
    assert retracted([]) == []
