"""Of which state bare descriptions are, whom an organisation's names and statements mean, and how such choices are learned."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dragoman.coding import meant
from dragoman.grounding import whose
from dragoman.grounding.cast import Cast, cast_of
from dragoman.grounding.loglinear import weights
from training import meaning, owners
from training.choices import Choice, chosen
from training.sides import annotated


def ids(cast: Cast, words: str) -> tuple[str, ...]:
    start = cast.report.text.index(words)
    return tuple(a.id for a in cast.resolve(start, start + len(words)))


PERU = (
    "LIMA - The United States struck a depot near Lima on Friday. Washington had warned of it; American jets flew low.\n\n"
    "In Peru thousands of people came to the funerals. On Sunday parliament called on the government to break the agreement."
)


def test_parliament_is_that_of_the_state_where_the_report_plays_not_of_the_one_named_most() -> None:
    cast = cast_of(PERU, "2024-03-04")
    assert ids(cast, "parliament") == ("PER",)


def test_without_any_state_a_description_is_nobodys() -> None:
    assert ids(cast_of("The government fell on Monday."), "The government") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brussels blamed both sides.", ("EU",)),
        ("They will meet in Brussels on Monday.", ("BEL",)),
        ("Belgian troops left Mali. Brussels gave no reason.", ("BEL",)),
        ("BRUSSELS, May 4 - Ministers met.", ("BEL",)),
    ],
)
def test_brussels_is_the_union_where_it_acts(text: str, expected: tuple[str, ...]) -> None:
    assert ids(cast_of(text), "BRUSSELS" if "BRUSSELS" in text else "Brussels") == expected


def test_an_organisation_is_found_by_every_word_of_its_names() -> None:
    cast = cast_of("Croatia joined NATO. The European Union sent a note. The alliance kept silent.")
    assert ids(cast, "The alliance") == ("NATO",)


def test_a_short_name_of_the_report_ends_where_a_longer_one_begins() -> None:
    cast = cast_of("The UN Security Council met. Serbia left the Council of Europe. The Council adjourned.")
    assert ids(cast, "the Council of Europe") == ("COUNCIL_OF_EUROPE",)
    assert ids(cast, "The Council adjourned"[:11]) == ("UN",)


def test_ministers_in_the_statement_of_an_organisation_speak_as_it() -> None:
    text = "Ministers welcomed the truce in Chad. The leaders thanked Chad."
    assert ids(cast_of(text, publisher="African Union Commission"), "Ministers") == ("AFRICAN_UNION",)
    assert ids(cast_of(text, publisher="African Union Commission"), "The leaders") == ("AFRICAN_UNION",)
    assert ids(cast_of(text, publisher="The Morning Post"), "The leaders") != ("AFRICAN_UNION",)


def _choices(names: Mapping[str, bool]) -> list[Choice]:
    return [Choice(f"report {n}", [{"by the rules": 1.0}, {"near": 1.0}], [not names["near"], names["near"]]) for n in range(20)]


def _fit(choices: list[Choice]) -> dict[str, float]:
    pytest.importorskip("torch", reason="weights are fitted with torch, which only training needs")
    from training.weighing import fit

    return fit(choices, 0.01)


def test_weights_make_the_right_ones_likelier() -> None:
    learned = _fit(_choices({"near": True}))
    assert learned["near"] > learned["by the rules"]
    assert all(chosen(one, learned) for one in _choices({"near": True}))
    assert not any(chosen(one, learned) for one in _choices({"near": False}))


def test_a_feature_of_too_few_choices_gets_no_weight() -> None:
    assert "seldom" not in _fit([*_choices({"near": True}), Choice("x", [{"seldom": 1.0}, {"near": 1.0}], [True, False])])


def test_a_report_lies_in_one_part_only() -> None:
    assert {one.part for one in _choices({"near": True}) if one.report == "report 3"} == {Choice("report 3", [], []).part}


def test_choices_arise_in_reading_and_say_who_is_right() -> None:
    told = next(annotated())
    for arising in (meaning.arising, owners.arising):
        found = arising(told)
        assert all(len(one.features) == len(one.right) for one in found)
        assert {one.report for one in found} <= {told.name}


def test_the_weights_that_ship_name_what_the_features_name() -> None:
    cast = cast_of(PERU, "2024-03-04")
    start = PERU.index("parliament")
    found = whose.options(cast._talk(start), "PER")
    assert next(iter(found)) == "PER" and "by the rules" in found["PER"]
    assert {name for features in found.values() for name in features} & weights(whose.WEIGHTS).keys()
    assert weights(meant.WEIGHTS).keys() != weights(whose.WEIGHTS).keys()


def test_the_heaviest_is_chosen() -> None:
    choice = Choice("report", [{"by the rules": 1.0}, {"near": 1.0}], [False, True])
    assert chosen(choice, {"near": 0.2, "by the rules": 0.1})
    assert not chosen(choice, {"near": 0.1, "by the rules": 0.2})
