"""Which organisation, or whose service, bare words mean. The reports are made up for these tests."""

from __future__ import annotations

import pytest

from dragoman.grounding.actors import actor
from dragoman.grounding.cast import cast_of
from tests.test_whose import ids


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Mali welcomed it. The Secretary-General thanked Chad.", "The Secretary-General", ("UN",)),
        ("NATO asked Sweden for men. The secretary general met Erdogan.", "The secretary general", ("NATO",)),
        ("The OSCE sent monitors to Ukraine. Russia criticised the observers.", "the observers", ("OSCE",)),
        ("The OSCE met. Observers in Ukraine fear a war.", "Observers in Ukraine", ("UKR",)),
        ("Congo shelled M23. The blue helmets withdrew to Goma.", "The blue helmets", ("UN",)),
        ("Russian peacekeepers guard Karabakh. Armenia left the CSTO. The peacekeepers stay.", "The peacekeepers", ("RUS",)),
        ("The ICC wanted Duterte of the Philippines. The judges told Manila to arrest him.", "The judges", ("ICC",)),
        ("A court in Lima freed him. The ICC was silent. In Peru the judges ruled again.", "the judges", ("ICC",)),
        ("EULEX arrested two men in Kosovo. Pristina criticised the mission.", "the mission", ("EU",)),
        ("MINUSMA left. The mission in Mali had cost 311 lives.", "The mission in Mali", ("UN",)),
    ],
)
def test_those_who_serve_an_organisation_are_its_own(text: str, words: str, expected: tuple[str, ...]) -> None:
    assert ids(cast_of(text, "2023-05-20"), words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Marines landed in Haiti.", "Marines", ("USA",)),
        ("French marines left Mali. The marines returned.", "The marines", ("FRA",)),
        ("The United States thanked Turkey. The Treasury lifted its sanctions.", "The Treasury", ("USA",)),
        ("Kenya passed a budget. The Treasury is content.", "The Treasury", ("KEN",)),
    ],
)
def test_some_words_mean_somebody_by_custom(text: str, words: str, expected: tuple[str, ...]) -> None:
    assert ids(cast_of(text, "2023-05-20"), words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("European leaders condemned Belarus.", "European leaders", ("EU",)),
        ("Two European leaders condemned Belarus.", "Two European leaders", ()),
        ("Eastern European leaders condemned Belarus.", "Eastern European leaders", ()),
        ("West African troops left Mali.", "West African troops", ("ECOWAS",)),
        ("African troops left Mali.", "African troops", ()),
        ("Turkey arrested him. The Europeans protested.", "The Europeans", ("EU",)),
    ],
)
def test_those_who_act_for_a_region_act_for_its_organisation(text: str, words: str, expected: tuple[str, ...]) -> None:
    assert ids(cast_of(text, "2023-05-20"), words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The EU put seven Russians on its list. Minsk protested. The Union closed its skies.", "The Union", ("EU",)),
        ("The AU suspended Mali. Bamako wrote to the Union.", "the Union", ("AFRICAN_UNION",)),
        ("The Pacific Islands Forum's leaders met in Suva. Nauru left the Forum.", "the Forum", ("PACIFIC_ISLANDS_FORUM",)),
        ("The Moro Islamic Liberation Front handed over guns. Manila thanked the Front.", "the Front", ("MILF",)),
        ("Rebels took Goma. M23 will stay, it says.", "Rebels", ("M23",)),
        ("Rebels took Goma. M23 and the FDLR will stay.", "Rebels", ()),
        ("Syria is in ruins. The UN chief called for restraint.", "The UN chief", ("UN",)),
        ("The East African Community admitted Somalia.", "The East African Community", ("EAC",)),
        ("The Commonwealth of Independent States met.", "The Commonwealth of Independent States", ("CIS",)),
    ],
)
def test_a_name_is_shortened_within_its_report(text: str, words: str, expected: tuple[str, ...]) -> None:
    assert ids(cast_of(text, "2023-05-20"), words) == expected


@pytest.mark.parametrize(("words", "expected"), [("The latter", ("TGO",)), ("The former", ("GHA",))])
def test_the_latter_is_the_last_who_is_named_and_the_former_the_one_before(words: str, expected: tuple[str, ...]) -> None:
    assert ids(cast_of(f"Ghana and Togo met on Monday. {words} refused.", "2023-05-20"), words) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Syria fled. "We have no such intention," Prime Minister Tayyip Erdogan said in Ankara.', ("TUR",)),
        ("Mr. Lukashenko of Belarus said: «We heat Europe.»", ("BLR",)),
        ("We have no such intention, people say in Ankara.", ()),
    ],
)
def test_whoever_is_quoted_says_we(text: str, expected: tuple[str, ...]) -> None:
    assert ids(cast_of(text, "2012-10-01"), "We") == expected


@pytest.mark.parametrize(
    ("name", "ident"),
    [
        ("Organisation for Security and Cooperation in Europe", "OSCE"),
        ("Organization for Security and Co-operation in Europe", "OSCE"),
        ("Shanghai Co-operation Organization", "SCO"),
        ("Economic Co-Operation Organisation", "ECO"),
        ("Organisation of the Petroleum Exporting Countries", "OPEC"),
        ("World Food Program", "UN"),
    ],
)
def test_a_body_is_known_by_either_spelling(name: str, ident: str) -> None:
    found = actor(f"the {name}")
    assert found is not None
    assert found.id == ident
