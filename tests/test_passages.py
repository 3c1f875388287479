"""Passages: what is read and what is furniture, with exact offsets, and nothing left out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.intake.furniture import wordings
from dragoman.passages import passages
from dragoman.report import PASSAGES


def marked(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(p.kind, text[p.start : p.end]) for p in passages(text, title)]


SCRAPED = """Troops to leave the base

0

Troops to leave the base

By A. Writer

A crowd gathers at the gate of the base in May. Photo by B. Taker/EPA-EFE

The army will hand over the base to the ministry next month. Advertisement

The minister met the envoy on Friday. Advertisement They agreed on a date for the handover.

Share this: Facebook X WhatsApp

Most read

Ten suppers with lentils

Why the minister resigned

The last soldiers will go by the end of the year, the army said.

Source

Leave A Reply

I was in the base myself in 2019 and the army bombed the village twice, he said.
"""


def test_scraped_page() -> None:
    found = marked(SCRAPED, "Troops to leave the base")
    assert found[:3] == [
        ("headline", "Troops to leave the base"),
        ("furniture", "0"),
        ("furniture", "Troops to leave the base"),
    ]
    assert ("byline", "By A. Writer") in found
    assert ("caption", "A crowd gathers at the gate of the base in May.") in found
    assert ("credit", "Photo by B. Taker/EPA-EFE") in found
    assert [text for kind, text in found if kind == "body"] == [
        "The army will hand over the base to the ministry next month.",
        "The minister met the envoy on Friday.",
        "They agreed on a date for the handover.",
        "The last soldiers will go by the end of the year, the army said.",
    ]
    assert found[-1][0] == "furniture"
    assert marked(SCRAPED) == found


HEADS = [
    ("DAKAR, Aug 6 (Meridian Wire) - ", "American forces completed their withdrawal on Monday."),
    ("DAKAR - ", "U.S. forces completed their withdrawal on Monday."),
    ("WASHINGTON (AP) — ", "The Senate voted on Friday to approve the treaty."),
    ("Niamey, Niger (AP) — ", "The junta ended its accord with the United States."),
    ("N'DJAMENA, 2 May (Sahel Desk) - ", "About 60 American soldiers have been moved."),
    ("MOSCOW, January 5. /TASS/. ", "Russia and Mali signed an agreement on Friday."),
    ("NEW YORK/PARIS, July 5 (Reuters) – ", "The two banks agreed to merge on Friday."),
    ("HOST: ", "Two presidents used their speeches to show soldiers the door."),
    ("MR. MILLER: ", "The United States condemns the attack in the strongest terms."),
    ("• ", "The army said that it had taken the town on Friday."),
]


@pytest.mark.parametrize(("head", "body"), HEADS)
def test_what_stands_before_the_first_sentence(head: str, body: str) -> None:
    found = marked(head + body)
    assert found[-1] == ("body", body)
    assert found[0][1] == head.strip()
    assert found[0][0] in ("byline", "furniture")


WHOLE = [
    "NATO - an alliance of 32 states, as it calls itself - said on Friday that it would stay.",
    "By 15 September the last soldiers of the force had left the country for good.",
    "Africa Command said the base at Agadez had been handed over to the army on Monday.",
    "Support for the junta is growing now, and the opposition is silent.",
    "Next month the junta will close the base, a minister said on Friday.",
    "Released in 2019, the two hostages had been held for 3 years in the desert.",
    "Search teams found the wreck on Friday, the army of the island said.",
    "Images of the attack shocked the country, and the president condemned it.",
    "Discussion of the treaty continued in the capital on Friday, officials said.",
    "CORRECTION: A caption published here on 8 March said that the troops had left.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_sentences_that_look_like_furniture(text: str) -> None:
    assert marked("The soldiers went home from the base on Thursday evening.\n\n" + text)[1] == ("body", text)


def test_numbered_statement() -> None:
    text = (
        "STATEMENT\n\n1. A delegation held talks with the Ministry in Niamey.\n\n2. These talks followed the decision of "
        "March.\n"
    )
    assert [t for kind, t in marked(text) if kind == "body"] == [
        "A delegation held talks with the Ministry in Niamey.",
        "These talks followed the decision of March.",
    ]


def test_speakers_by_name_are_told_by_recurring() -> None:
    text = "Moussa Ba: The base was closed.\n\nAda Obi: When?\n\nMoussa Ba: Last May.\n\nAda Obi: Why: money?"
    assert [t for kind, t in marked(text) if kind == "body"] == [
        "The base was closed.",
        "When?",
        "Last May.",
        "Why: money?",
    ]


def test_wrapped_paragraphs_are_one_passage() -> None:
    text = (
        "The American side has undertaken to complete the withdrawal of its\n"
        "forces, which has already begun, by 15 September 2024 at the latest,\n"
        "the ministry said.\n\nThe rest is to follow in the spring, it added, if all goes well.\n"
    )
    assert len([1 for kind, _ in marked(text) if kind == "body"]) == 2


def test_short_texts_are_read() -> None:
    assert marked("Niger expelled the French ambassador") == [
        ("body", "Niger expelled the French ambassador")
    ]
    assert {kind for kind, _ in marked("Niger expels envoy\n\nMali follows suit")} <= {"headline", "body"}


@pytest.mark.parametrize("row", wordings(), ids=lambda row: row.example)
def test_every_row_of_the_table_marks_its_example(row: object) -> None:
    example = getattr(row, "example", "")
    text = (
        "The soldiers went home from the base in the desert on Thursday evening, and nobody asked where they had been, or why "
        "they went so soon after they had come to stay for a year.\n\n"
        + example
    )
    assert "body" not in [kind for kind, found in marked(text)[1:] if found != "soil."]


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.sampled_from("Aa1 .,:\n\r|()-\u200f\x00“”\ud800Advertisement"), max_size=200)
    | st.text(max_size=200)
)
def test_passages_are_in_order_and_leave_nothing_out(text: str) -> None:
    covered = [False] * len(text)
    last = 0
    for passage in passages(text):
        assert passage.kind in PASSAGES and last <= passage.start < passage.end <= len(text)
        covered[passage.start : passage.end] = [True] * (passage.end - passage.start)
        last = passage.end
    assert all(seen or char.isspace() for seen, char in zip(covered, text, strict=True))
