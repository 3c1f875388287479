"""Sentences: where they end, and where a full stop ends nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.report import make_report
from dragoman.sentences import READ, sentences, split

#: each line is a paragraph, its sentences parted by ‖
PARAGRAPHS = """
The force will be gone by Sept. 15.‖“We keep our word,” U.S. Gen. Michael E. Langley said.
He spoke in Washington, D.C.‖The talks lasted from 9 a.m. to 5 p.m. Monday.
“Don’t forget Aleppo!” he shouted.‖“Stop!” Putin said.‖Nobody did.
“We will go.‖They will stay.”‖He left.
The base cost $1.5 million; it opened in 2018.‖It has 3.5 km of runway.
J. Smith of Acme Corp. Thursday denied it.‖Mr. Smith et al. agreed.
It is in the U.S.‖The embassy closed.‖The U.S. Embassy reopened.
They met days after U.S. President Joe Biden had left.‖He had spent years in the U.S.‖President Biden said so.
George W. Bush came.‖Then came No. 5 on the list, Lt. Col. Bob B. Roe.
(Reports gave 2018; that was wrong.)‖The base opened in 2019.
What now?‖“Who knows?”‖We go.
“Are we leaving?” asked Mr. Obi.‖Nobody answered...‖The end.
He said “no ... not now” and left.‖See Art. 5 of the treaty, i.e. the clause on defence.
The junta’s spokesman, Col. Amadou Abdramane, spoke.‖Gen. Tiani did not.
Troops left Jan. 3, Feb. 4 and Dec. 12.‖It rained.
Oil fell to 70.5 dollars a barrel, i.e. 3 pct.‖OPEC met.
He met Sen. J. D. Vance and Rep. A. Ocasio-Cortez.‖They talked.
总统宣布撤军。‖部队将离开。
قال الرئيس إن القوات ستغادر؟‖نعم قال.
"""


@pytest.mark.parametrize("line", [line for line in PARAGRAPHS.splitlines() if line])
def test_where_sentences_end(line: str) -> None:
    wide = line[0] == "总"
    text = line.replace("‖", "" if wide else " ")
    assert [text[a:b] for a, b in split(text)] == line.split("‖")


def test_sentences_of_a_report() -> None:
    text = "Troops leave\n\nThe army left. It rained.\n\nAdvertisement\n\nHOST: Why? EDITOR knows.\n"
    report = make_report(text, title="Troops leave")
    found = [(s.kind, s.paragraph, text[s.start : s.end]) for s in sentences(report)]
    assert found == [
        ("headline", 0, "Troops leave"),
        ("body", 1, "The army left."),
        ("body", 1, "It rained."),
        ("body", 2, "Why?"),
        ("body", 2, "EDITOR knows."),
    ]


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("Aa1 .,:!?\n“”\"'()…\ud800"), max_size=200) | st.text(max_size=200))
def test_sentences_cover_what_is_read(text: str) -> None:
    report = make_report(text)
    found = sentences(report)
    assert all(a.end <= b.start for a, b in pairwise(found))
    read = "".join(text[p.start : p.end] for p in report.passages if p.kind in READ)
    kept = "".join(text[s.start : s.end] for s in found)
    assert "".join(read.split()) == "".join(kept.split())
