"""One arrangement under several names, and several beside each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dragoman.record import open_record
from dragoman.record.fold import fold
from dragoman.record.names import alike, marks, same_office, same_person
from tests.record_rows import report, told


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Air Base 201", "Air Base 201, Agadez", True),
        ("drone base near Agadez", "Air Base 201, Agadez", True),
        ("Air Base 101, Niamey", "Air Base 201, Agadez", False),
        ("Base aérienne 201", "Air Base 201, Agadez", True),
        ("N’Djamena", "Sergent Adji Kosseï, N'Djamena", True),
        ("Camp Geille, Dakar", "Camp Protet, Dakar", False),
        ("Visiting Forces Agreement", "VFA", True),
        ("the Visiting Forces Agreement (VFA)", "VFA", True),
        ("Enhanced Defense Cooperation Agreement", "Visiting Forces Agreement", False),
        ("accord of 2012", "treaty of 1960", False),
        ("military accord of 2012", "accord of 2012", True),
    ],
)
def test_names_are_compared_loosely(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same and alike(other, one) is same


def test_a_generic_name_has_no_marks() -> None:
    assert not any(
        map(
            marks,
            [
                "military accord",
                "security pact",
                "the accord",
                "defence cooperation accord",
                None,
                "air base",
            ],
        )
    )


def test_persons_and_offices() -> None:
    assert same_person("Bazoum", "Mohamed Bazoum") and same_person("President Mohamed Bazoum", "Mohamed Bazoum")
    assert same_person("A. Bongo", "Ali Bongo Ondimba") and not same_person("Idriss Déby", "Mahamat Idriss Déby")
    assert same_office("president", "President of Niger") and not same_office("president", "vice president")
    assert not same_office("minister", "prime minister")


def said(change: str, when: str, published: str, report: str, **more: Any) -> dict[str, Any]:
    return {
        "change": change,
        "status": "happened",
        "when": [when, when],
        "published": published,
        "report": report,
        **more,
    }


US_NIGER: dict[str, Any] = {"kind": "agreement", "parties": ["USA", "NER"], "type": "basing"}
US_PHL: dict[str, Any] = {"kind": "agreement", "parties": ["PHL", "USA"]}
US_BASE: dict[str, Any] = {"kind": "base", "holder": "USA", "host": "NER"}


def test_one_pact_under_several_names() -> None:
    state = fold(
        [
            said("continues", "2024-01-31", "2024-01-31", "a", name="military accord of 2012", **US_NIGER),
            said("ends", "2024-03-16", "2024-04-20", "b", name="security pact", **US_NIGER),
        ]
    )
    for name in ("accord of 2012", "military accord", None):
        assert state.holds("agreement", parties=["NER", "USA"], name=name, on="2024-03-20").value == "no"


def test_pacts_of_different_types_stand_side_by_side() -> None:
    state = fold(
        [
            said(
                "begins",
                "1951-08-30",
                "2020-01-01",
                "a",
                name="Mutual Defense Treaty",
                type="defence",
                **US_PHL,
            ),
            said(
                "begins",
                "1999-05-27",
                "2020-01-01",
                "a",
                name="Visiting Forces Agreement",
                type="basing",
                **US_PHL,
            ),
            said("ends", "2020-08-09", "2020-08-10", "b", name="VFA", type="basing", **US_PHL),
            said("continues", "2020-08-10", "2020-08-10", "b", name="treaty", type="defence", **US_PHL),
        ]
    )
    at: dict[str, Any] = {"on": "2020-09-01", "parties": ["USA", "PHL"]}
    assert state.holds("agreement", name="Visiting Forces Agreement", **at).value == "no"
    assert state.holds("agreement", type="basing", **at).value == "no"
    assert state.holds("agreement", type="defence", **at).value == "yes"
    assert state.holds("agreement", **at).value == "yes"
    assert state.holds("agreement", name="Enhanced Defense Cooperation Agreement", **at).value == "unknown"


def test_a_generic_name_goes_to_the_pact_that_its_report_names() -> None:
    rows = [
        said(
            "begins",
            "1999-05-27",
            "2020-01-01",
            "a",
            name="Visiting Forces Agreement",
            type="basing",
            **US_PHL,
        ),
        said(
            "begins",
            "2014-04-28",
            "2020-01-01",
            "b",
            name="Enhanced Defense Cooperation Agreement",
            type="basing",
            **US_PHL,
        ),
        said("alters", "2020-08-01", "2020-08-10", "c", name="VFA", type="basing", **US_PHL),
        said("ends", "2020-08-09", "2020-08-10", "c", name="accord", type="basing", **US_PHL),
    ]
    state = fold(rows)
    assert state.holds("agreement", parties=["PHL", "USA"], name="VFA", on="2020-09-01").value == "no"
    assert state.holds("agreement", parties=["PHL", "USA"], name="EDCA", on="2020-09-01").value == "yes"


def test_bases_are_told_apart_and_a_name_never_reported_is_unknown() -> None:
    state = fold(
        [
            said("continues", "2024-05-19", "2024-05-19", "a", name="Air Base 101", **US_BASE),
            said("continues", "2024-05-19", "2024-05-19", "a", name="Air Base 201", **US_BASE),
            said("ends", "2024-07-07", "2024-08-06", "b", name="Air Base 101, Niamey", **US_BASE),
            said("continues", "2024-05-01", "2024-05-01", "c", **US_BASE),
        ]
    )
    at: dict[str, Any] = {"holder": "USA", "host": "NER", "on": "2024-07-10"}
    answers = {
        name: state.holds("base", name=name, **at).value for name in ("Air Base 101", "Air Base 201, Agadez", "Camp Kossei", None)
    }
    assert answers == {
        "Air Base 101": "no",
        "Air Base 201, Agadez": "yes",
        "Camp Kossei": "unknown",
        None: "yes",
    }


def test_sanctions_lifted_without_a_type_end_every_type_and_a_type_never_reported_is_unknown() -> None:
    who: dict[str, Any] = {"kind": "sanctions", "imposer": "ECOWAS", "target": "NER"}
    state = fold(
        [
            said("begins", "2023-07-30", "2023-07-31", "a", type="trade", **who),
            said("begins", "2023-07-30", "2023-07-31", "a", type="financial", **who),
            said("ends", "2024-02-24", "2024-02-25", "b", **who),
        ]
    )
    asked = {
        t: state.holds("sanctions", imposer="ECOWAS", target="NER", type=t, on="2024-03-01").value for t in ("trade", "arms", None)
    }
    assert asked == {"trade": "no", "arms": "unknown", None: "no"}


def test_persons_are_one_under_a_short_name_and_roles_left_out_match_any() -> None:
    who: dict[str, Any] = {"kind": "office", "office": "president", "of": "NER"}
    state = fold(
        [
            said("begins", "2021-04-02", "2021-04-03", "a", person="Mohamed Bazoum", **who),
            said("ends", "2023-07-26", "2023-07-27", "b", person="Bazoum", exit="irregular", **who),
        ]
    )
    assert [state.holds("office", person="Mohamed Bazoum", of="NER", on=on).value for on in ("2022-01-01", "2023-08-01")] == [
        "yes",
        "no",
    ]
    (held,) = state.on("2022-01-01")
    assert held.roles["person"] == "Mohamed Bazoum"


def test_a_pact_of_three_is_one_between_each_two() -> None:
    pact: dict[str, Any] = {"kind": "agreement", "parties": ["NER", "MLI", "BFA"], "type": "defence"}
    state = fold([said("begins", "2023-09-16", "2024-01-31", "a", name="Liptako-Gourma charter", **pact)])
    assert state.holds("agreement", parties=["MLI", "NER"], on="2024-01-01").value == "yes"
    assert state.holds("agreement", parties=["MLI", "FRA"], on="2024-01-01").value == "unknown"


def test_an_accord_of_type_other_is_the_one_that_another_report_knows_better() -> None:
    state = fold(
        [
            said(
                "continues", "2024-01-31", "2024-01-31", "a", name="accord", kind="agreement", parties=["USA", "NER"], type="other"
            ),
            said("ends", "2024-03-16", "2024-04-20", "b", name="security pact", **US_NIGER),
        ]
    )
    assert state.holds("agreement", parties=["NER", "USA"], on="2024-03-20").value == "no"


def test_a_pact_asked_for_by_name_is_not_a_wider_one() -> None:
    truce = said(
        "begins",
        "2020-11-09",
        "2022-12-25",
        "a",
        name="truce of 9 November",
        kind="agreement",
        parties=["ARM", "AZE", "RUS"],
        type="ceasefire",
    )
    peace = said(
        "begins", "2025-08-08", "2025-08-20", "b", name="peace treaty", kind="agreement", parties=["ARM", "AZE"], type="peace"
    ) | {"status": "denied"}
    state = fold([truce, peace])
    asked = {
        name: state.holds("agreement", parties=["AZE", "ARM"], name=name, on="2025-08-15").value for name in ("peace treaty", None)
    }
    assert asked == {"peace treaty": "no", None: "yes"}


def test_a_record_finds_an_organisation_under_each_of_its_names(tmp_path: Path) -> None:
    joined: dict[str, Any] = {"kind": "membership", "member": "MAR", "organisation": "AU", "change": "begins", "status": "happened"}
    joined |= {"when": [None, "2017-01-30"]}
    with open_record(tmp_path / "r.db") as record:
        record.add([told(report("a", "Morocco is back in the union.", "2017-01-31"), joined)])
        for name in ("AU", "AFRICAN_UNION", "African Union"):
            assert record.holds("membership", member="MAR", organisation=name, on="2018-01-01").value == "yes"
        assert len(record.changes(of="AFRICAN_UNION")) == len(record.arrangements(of="AU")) == 1
