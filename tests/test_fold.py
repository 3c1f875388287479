"""The fold, clause by clause (codebook of arrangements, «Does it hold on a date?»; coding rules, Changes)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import InputError
from dragoman.record.fold import fold
from dragoman.sample import Sample

HISTORIES = Path(__file__).parents[2] / "shared" / "gold" / "histories"
OWN = Path(__file__).parent / "data" / "histories"
FLOOR = 0.97
US_NIGER = {"kind": "presence", "holder": "USA", "host": "NER"}
PACT: dict[str, Any] = {"kind": "agreement", "parties": ["PHL", "USA"], "type": "basing"}


def said(change: str, status: str, when: object, published: str, report: str = "", **more: Any) -> dict[str, Any]:
    days = [when, when] if isinstance(when, str) else when
    base = {**US_NIGER, **more} if "kind" not in more else more
    name = report or f"r-{published}-{change}-{status}"
    return base | {"change": change, "status": status, "when": days, "published": published, "report": name}


def ask(changes: list[dict[str, Any]], on: str, known_by: str | None = None, **question: Any) -> str:
    what = {**(question or {**US_NIGER})}
    return fold(changes, known_by).holds(what.pop("kind"), on=on, **what).value


@pytest.mark.parametrize("folder", [HISTORIES / "sahel", HISTORIES / "chad", *sorted(OWN.glob("*"))], ids=lambda f: f.name)
def test_the_changes_of_a_history_answer_its_questions(folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip(f"there is no history at {folder}")
    wrong: list[str] = []
    right = Sample(folder).folded(wrong)["holds accuracy"]
    assert right is not None and right >= FLOOR, "\n".join(wrong)


BEGUN = said("begins", "happened", "2020-05-01", "2020-05-02")
ENDED = said("ends", "happened", "2024-09-15", "2024-09-17")
SEEN = said("continues", "happened", "2022-01-01", "2022-01-01")


@pytest.mark.parametrize(
    ("changes", "on", "value"),
    [
        ([BEGUN], "2020-05-01", "yes"),
        ([BEGUN], "2020-04-30", "no"),
        ([BEGUN, ENDED], "2024-09-14", "yes"),
        ([BEGUN, ENDED], "2024-09-15", "no"),
        ([SEEN], "2021-12-31", "unknown"),
        ([SEEN], "2023-01-01", "yes"),
        ([ENDED], "2024-09-14", "yes"),
        ([ENDED], "2024-08-14", "unknown"),
        ([said("alters", "happened", [None, "2024-05-19"], "2024-05-19")], "2024-05-19", "yes"),
        ([said("continues", "happened", ["2025-03-08", "2025-07-17"], "2025-07-18")], "2025-06-01", "yes"),
        ([said("begins", "happened", ["2012-01-01", "2012-12-31"], "2024-01-01")], "2012-06-01", "unknown"),
        ([said("begins", "happened", ["2012-01-01", "2012-12-31"], "2024-01-01")], "2011-12-31", "no"),
        ([said("begins", "happened", ["2012-01-01", "2012-12-31"], "2024-01-01")], "2013-01-01", "yes"),
        (
            [BEGUN, said("ends", "happened", ["2024-03-01", "2024-03-31"], "2024-04-20")],
            "2024-03-10",
            "unknown",
        ),
        ([BEGUN, said("ends", "happened", [None, "2024-04-20"], "2024-04-20")], "2024-04-20", "no"),
        ([SEEN, said("ends", "happened", [None, "2024-04-20"], "2024-04-20")], "2023-01-01", "unknown"),
        ([SEEN, said("ends", "happened", [None, "2024-04-20"], "2024-04-20")], "2022-01-01", "yes"),
    ],
)
def test_begin_end_and_what_lies_between(changes: list[dict[str, Any]], on: str, value: str) -> None:
    assert ask(changes, on) == value


@pytest.mark.parametrize("status", ["planned", "possible", "denied"])
def test_no_change_but_a_happened_one_puts_it_in_force(status: str) -> None:
    for change in ("begins", "continues", "alters", "ends"):
        changes = [said(change, status, "2024-03-01", "2024-03-05")]
        assert {ask(changes, on) for on in ("2024-02-28", "2024-03-01", "2024-03-05", "2024-06-01")} <= {
            "no",
            "unknown",
        }


def test_planned_and_possible_ends_end_nothing_before_they_are_due() -> None:
    plan = said("ends", "planned", ["2024-05-19", "2024-09-15"], "2024-05-19")
    assert ask([SEEN, plan], "2024-09-14") == "yes"
    assert ask([SEEN, plan], "2024-09-15") == "unknown"
    assert ask([SEEN, said("ends", "planned", ["2024-05-19", None], "2024-05-19")], "2030-01-01") == "yes"
    assert ask([SEEN, said("ends", "possible", ["2024-05-19", "2024-06-01"], "2024-05-19")], "2030-01-01") == "yes"


def test_a_due_plan_is_settled_by_what_is_reported_of_it() -> None:
    plan = said("ends", "planned", ["2025-01-02", "2025-01-31"], "2025-01-02")
    assert ask([SEEN, plan, said("ends", "happened", "2025-02-20", "2025-02-22")], "2025-02-10") == "yes"
    assert ask([SEEN, plan, said("continues", "happened", "2025-02-05", "2025-02-05")], "2025-02-10") == "yes"
    assert ask([SEEN, plan, said("continues", "happened", "2025-01-20", "2025-01-20")], "2025-02-10") == "unknown"
    assert ask([SEEN, plan, said("ends", "denied", [None, "2025-02-08"], "2025-02-08")], "2025-02-10") == "yes"
    assert ask([SEEN, plan, said("ends", "denied", [None, "2025-01-08"], "2025-01-08")], "2025-02-10") == "unknown"


def test_a_plan_postponed_or_brought_forward_is_the_newer_plan() -> None:
    plan = said("ends", "planned", ["2024-03-01", "2024-06-30"], "2024-03-01")
    later = said("ends", "planned", ["2024-06-10", "2024-12-31"], "2024-06-10")
    sooner = said("ends", "planned", ["2024-04-10", "2024-05-15"], "2024-04-10")
    assert ask([SEEN, plan, later], "2024-08-01") == "yes"
    assert ask([SEEN, plan, later], "2024-08-01", "2024-05-01") == "unknown"
    assert ask([SEEN, plan, sooner], "2024-06-01") == "unknown"
    retold = said("ends", "planned", ["2024-03-01", "2024-06-30"], "2024-07-20")
    assert ask([SEEN, plan, later, retold], "2024-08-01") == "yes"


def test_a_notice_taken_back_calls_the_end_off() -> None:
    begun = said("begins", "happened", ["1999-01-01", "1999-12-31"], "2020-02-11", **PACT)
    notice = said("ends", "planned", "2020-08-09", "2020-02-11", **PACT)
    back = said("ends", "denied", "2020-06-01", "2020-06-02", **PACT)
    assert ask([begun, notice], "2020-10-01", **PACT) == "unknown"
    assert ask([begun, notice, back], "2020-10-01", **PACT) == "yes"
    off = said("ends", "denied", ["2024-05-01", None], "2024-05-01")
    plan = said("ends", "planned", ["2024-04-20", "2024-09-15"], "2024-04-20")
    assert ask([SEEN, plan, off], "2024-10-01") == "yes"


def test_a_planned_begin_after_a_known_end_is_unknown_once_due() -> None:
    plan = said("begins", "planned", ["2024-10-01", "2024-12-31"], "2024-10-01")
    assert ask([BEGUN, ENDED, plan], "2024-12-30") == "no"
    assert ask([BEGUN, ENDED, plan], "2025-01-05") == "unknown"
    assert ask([BEGUN, ENDED, plan, said("begins", "happened", "2025-03-01", "2025-03-02")], "2025-01-05") == "no"
    assert ask([BEGUN, ENDED, plan, said("begins", "denied", [None, "2025-02-01"], "2025-02-01")], "2025-01-05") == "no"


def test_denials_of_begin_and_continuation_are_a_no() -> None:
    denied = said("begins", "denied", ["2023-07-30", "2024-01-31"], "2024-01-31")
    assert [ask([denied], on) for on in ("2023-09-15", "2024-06-01", "2023-07-01")] == ["no", "no", "unknown"]
    assert ask([SEEN, said("continues", "denied", "2024-03-01", "2024-03-01")], "2024-03-05") == "no"
    arrived = said("begins", "happened", "2024-04-10", "2024-08-06")
    assert [ask([denied, arrived], on) for on in ("2024-03-18", "2024-04-20")] == ["no", "yes"]


def test_of_a_begin_reported_and_denied_the_later_report_decides() -> None:
    begun = said("begins", "happened", "2024-03-10", "2024-03-11")
    assert ask([begun, said("begins", "denied", [None, "2024-03-18"], "2024-03-18")], "2024-03-20") == "no"
    denied = said("begins", "denied", [None, "2024-03-18"], "2024-03-18")
    assert ask([denied, said("begins", "happened", "2024-03-10", "2024-03-25")], "2024-03-20") == "yes"


def test_a_denied_end_says_that_it_went_on() -> None:
    not_yet = said("ends", "denied", [None, "2024-05-19"], "2024-05-19")
    rough = said("ends", "happened", ["2024-05-01", "2024-05-31"], "2024-06-10")
    assert ask([SEEN, rough], "2024-05-10") == "unknown"
    assert ask([SEEN, rough, not_yet], "2024-05-10") == "yes"
    assert ask([ENDED, not_yet], "2024-06-30") == "yes"


def test_a_denied_end_alone_does_not_undo_a_reported_end() -> None:
    denial = said("ends", "denied", "2024-09-15", "2024-09-20")
    assert ask([BEGUN, ENDED, denial], "2024-09-18") in ("no", "unknown")
    still = said("continues", "happened", "2024-09-20", "2024-09-20")
    assert ask([BEGUN, ENDED, denial, still], "2024-09-18") == "yes"


def test_contradicting_reports_the_later_decides_and_both_are_evidence() -> None:
    left = said("ends", "happened", [None, "2024-04-20"], "2024-04-20", "early")
    still = said("continues", "happened", "2024-08-06", "2024-08-06", "late")
    answer = fold([SEEN, left, still]).holds("presence", holder="USA", host="NER", on="2024-08-06")
    assert answer.value == "yes" and {e.report for e in answer.evidence} == {"early", "late"}
    assert ask([SEEN, left, still], "2024-06-01") == "yes"
    assert ask([SEEN, left, still], "2024-06-01", "2024-05-01") == "no"
    assert (
        ask(
            [said("continues", "happened", "2024-06-01", "2024-06-01"), ENDED | {"when": ["2024-05-01"] * 2}],
            "2024-06-02",
        )
        == "no"
    )


def test_corrected_dates() -> None:
    wrong = said("ends", "happened", "2024-09-16", "2024-09-16")
    assert ask([SEEN, wrong, ENDED], "2024-09-15") == "no"
    first = said("begins", "happened", ["2018-01-01", "2018-12-31"], "2024-04-20")
    right = said("begins", "happened", ["2019-11-01", "2019-11-30"], "2024-08-06")
    assert [ask([first, right], "2019-06-01", known) for known in ("2024-05-01", None)] == ["yes", "no"]


def test_the_more_precise_of_two_overlapping_dates_decides() -> None:
    month = said("ends", "happened", ["2024-09-01", "2024-09-30"], "2024-10-20")
    assert [ask([SEEN, ENDED, month], on) for on in ("2024-09-14", "2024-09-16")] == ["yes", "no"]
    opened = said("ends", "happened", [None, "2024-12-01"], "2024-12-01")
    assert ask([SEEN, ENDED, opened], "2024-10-01") == "no"


def test_it_may_begin_again_after_an_end() -> None:
    again = said("begins", "happened", "2025-03-01", "2025-03-02")
    days = ("2024-01-01", "2024-12-01", "2025-03-01")
    assert [ask([BEGUN, ENDED, again], on) for on in days] == ["yes", "no", "yes"]
    long_ago = said("ends", "happened", ["2014-01-01", "2014-12-31"], "2015-01-10")
    assert [ask([long_ago, SEEN], on) for on in ("2016-01-01", "2022-01-02")] == ["no", "yes"]


def test_a_day_on_which_it_held_parts_two_begins() -> None:
    """A begin of 2020, seen to hold in 2022, is not taken back by a begin of 2023: it began anew, whoever ended it."""
    anew = said("begins", "happened", "2023-03-01", "2023-03-02")
    assert ask([BEGUN, SEEN, anew], "2021-01-01") == "yes"
    assert ask([BEGUN, anew], "2021-01-01") == "no"


def test_a_pact_of_another_time_is_another_pact() -> None:
    """«The ceasefire of 1992» is not the loan agreement of 2020, whatever its type is told to be."""
    parties: dict[str, Any] = {"kind": "agreement", "parties": ["MDA", "RUS"]}
    truce = said("begins", "happened", "1992-07-21", "1992-07-30", **parties, name="ceasefire agreement", type="ceasefire")
    loan = said("begins", "happened", "2020-04-01", "2020-12-02", **parties, name="agreement on the Brateevo loan", type="other")
    assert ask([truce, loan], "1992-07-20", **parties, type="ceasefire") == "no"
    assert ask([truce, loan], "1993-01-01", **parties, type="ceasefire") == "yes"


def test_known_by_before_the_first_report_is_unknown() -> None:
    assert ask([BEGUN, ENDED], "2024-12-01", "2020-05-01") == "unknown"
    assert ask([BEGUN | {"published": None}], "2024-12-01", "2030-01-01") == "unknown"
    reported = {k: v for k, v in BEGUN.items() if k != "published"} | {"reported": "2020-05-02"}
    assert ask([reported], "2021-01-01", "2020-05-02") == "yes"


def test_levels_narrow() -> None:
    member: dict[str, Any] = {"kind": "membership", "member": "MLI", "organisation": "ECOWAS"}
    joined = said("begins", "happened", "1975-05-28", "2023-01-01", **member)
    out = said("alters", "happened", "2021-05-30", "2023-01-01", level="suspended", **member)
    back = said("alters", "happened", "2022-07-03", "2023-01-01", level="full", **member)
    at = {
        level: [ask([joined, out, back], on, level=level, **member) for on in ("2020-01-01", "2021-06-01", "2023-01-01")]
        for level in (None, "full", "suspended")
    }
    assert at == {None: ["yes"] * 3, "full": ["yes", "no", "yes"], "suspended": ["no", "yes", "no"]}
    ties: dict[str, Any] = {"kind": "relations", "parties": ["FRA", "NER"]}
    cut = [
        said("continues", "happened", "2023-01-01", "2023-01-01", **ties),
        said("alters", "happened", "2024-01-01", "2024-01-02", level="severed", **ties),
    ]
    assert ask(cut, "2024-02-01", **ties) == "no" and ask(cut, "2024-02-01", level="severed", **ties) == "yes"


def test_unknown_kinds_roles_levels_and_days_are_named() -> None:
    state = fold([BEGUN])
    with pytest.raises(InputError, match="Did you mean 'presence'"):
        state.holds("presense", on="2024-01-01")
    with pytest.raises(InputError, match="no role 'hosts'"):
        state.holds("presence", on="2024-01-01", hosts="NER")
    with pytest.raises(InputError, match="has no level"):
        state.holds("membership", on="2024-01-01", level="half")
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        state.holds("presence", on="May 2024")
    with pytest.raises(InputError, match="report 'x'"):
        fold([{"kind": "presence", "report": "x", "holder": "USA"}])


def test_on_lists_what_is_in_force_with_its_interval_and_strength() -> None:
    changes = [
        BEGUN,
        said("continues", "happened", "2024-03-18", "2024-03-18", strength=[1000, None]),
        ENDED,
        said("ends", "happened", "2021-01-01", "2021-01-02", holder="FRA"),
    ]
    (held,) = fold(changes).on("2024-05-01")
    assert held.roles == {"holder": "USA", "host": "NER"} and held.strength == (1000, None)
    assert held.row()["began"] == ["2020-05-01"] * 2 and held.row()["ended"] == ["2024-09-15"] * 2
    assert fold(changes).on("2024-10-01") == [] and len(fold(changes).arrangements()) == 2
    assert fold(changes).on("2024-05-01").to_arrow().num_rows == 1
