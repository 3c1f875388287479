"""Who says that what a report tells occurred, on short reports of our own, read the whole way."""

from __future__ import annotations

import pytest

from dragoman import read


@pytest.mark.parametrize(
    ("text", "kind", "sayer"),
    [
        ("Bhutan withdrew from the treaty on Friday, its foreign ministry said.", "SANCTION", "BTN"),
        ("Kenya announced on Monday that Kenyan soldiers had left Haiti.", "RETREAT", "KEN"),
        ("Kenyan soldiers left Haiti on Monday.", "RETREAT", None),
        ("Kenyan soldiers left Haiti on Monday; Kenya denied this.", "RETREAT", None),
        ("Finland promised on Monday that it would send doctors to Nepal.", "AGREE", None),
        ("Denmark closed its embassy in Baghdad on Monday, said Foreign Minister Lars Lokke Rasmussen.", "SANCTION", "DNK"),
        ("Ghana will also close its embassy in Quito, the foreign ministry in Accra said on Thursday.", "SANCTION", "GHA"),
        ("By Seoul's account, China has moved soldiers to the border.", "MOBILIZE", "KOR"),
        ("Canberra told reporters that Fijian soldiers had left Vanuatu on Monday.", "RETREAT", "AUS"),
        ("On Friday Tokyo announced that American troops would withdraw from Okinawa by 2030.", "CONCEDE", "JPN"),
        ("Norway said on Friday that it would send doctors to Nepal.", "AGREE", None),
        ("Kenyan soldiers left Haiti on Monday, residents said.", "RETREAT", None),
        ("Reuters reported that Kenyan soldiers had left Haiti on Monday.", "RETREAT", None),
        (
            "The United States, which cut its military aid to Mali after the coup of March 2012, said it was considering help with"
            " intelligence.",
            "SANCTION",
            None,
        ),
    ],
)
def test_the_subject_of_the_verb_of_saying_says_so(text: str, kind: str, sayer: str | None) -> None:
    told = [e for e in read(text, published="2025-03-12").events if e.type == kind and e.status != "negated"]
    assert [e.said_by for e in told] == [sayer]
