"""Copies: one story in many prints is one source; an update is not a copy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import combinations

from dragoman.record.copies import clusters, likeness
from dragoman.record.sketch import print_of
from dragoman.record.wires import credits, family
from dragoman.report import Report
from tests.copies_archive import archive

LEAD = "NIAMEY, Aug 6 (Meridian Wire) - The last soldiers of the mission left the northern base on Monday, officials said."
REST = [
    "The base was built in 2019 and housed about 400 people until the accord was cancelled in March.",
    "A spokesman for the army thanked the foreign forces for the correct conduct of the whole operation.",
    "Residents of the town said that the market had lost most of its customers since the spring.",
    "The government has not said what it means to do with the runway and the hangars.",
]


def report(id_: str, lines: list[str], day: int = 6, publisher: str | None = "Meridian Wire") -> Report:
    return Report(id_, "\n\n".join(lines), publisher=publisher, published=date(2024, 8, day))


def pairs(story: Mapping[str, str]) -> set[tuple[str, str]]:
    return {(a, b) for a, b in combinations(sorted(story), 2) if story[a] == story[b]}


def test_an_archive_with_known_copies_and_updates() -> None:
    made = archive()
    found = clusters(made.reports)
    gold, got = pairs(made.story), pairs(found)
    f1 = 2 * len(gold & got) / (len(gold) + len(got))
    taken = {u: of for u, of in made.updates.items() if found[u] == found[of]}
    print(f"pairwise F1 {f1:.4f}, missed {len(gold - got)}, made up {len(got - gold)}, updates taken {len(taken)}")
    assert f1 >= 0.97 and not taken


def test_the_order_of_arrival_never_matters() -> None:
    made = archive(originals=40, copies=30, updates=10, seed=3)
    assert clusters(made.reports) == clusters(sorted(made.reports, key=lambda r: r.id, reverse=True))


def test_prints_of_one_story_carry_the_id_of_the_earliest() -> None:
    original = report("b", [LEAD, *REST])
    reprint = report("a", [LEAD.replace("NIAMEY, Aug 6 (Meridian Wire) - ", ""), *REST[:2]], 7, "Prairie Courier")
    assert clusters([reprint, original]) == {"a": "b", "b": "b"}


def test_an_update_is_not_a_copy() -> None:
    original = report("a", [LEAD, *REST])
    fresh = [LEAD, "President Tiani announced on Tuesday that Russian instructors would take over the base.", *REST]
    toll = [LEAD, REST[0].replace("400", "700"), *REST[1:]]
    assert all(clusters([original, report("u", lines, 7)])["u"] == "u" for lines in (fresh, toll))
    assert clusters([original, report("u", fresh, 6)])["u"] == "u"


def test_a_local_paragraph_below_a_credited_story_leaves_it_a_copy_and_one_without_credit_does_not() -> None:
    local = "Alderman Peter Quist of Harbour said that 14 families there have relatives in Niger and would hold a vigil."
    original = report("a", [LEAD, *REST])
    credited = report("c", [LEAD, *REST, local], 7, "Harbour Ledger")
    plain = report("p", [LEAD.replace("NIAMEY, Aug 6 (Meridian Wire) - ", ""), *REST, local], 7, "Harbour Ledger")
    among = report("m", [LEAD, REST[0], local, *REST[1:]], 7, "Harbour Ledger")
    assert [clusters([original, one])[one.id] for one in (credited, plain, among)] == ["a", "p", "m"]


def test_a_cut_print_is_a_copy_of_the_one_it_is_most_like() -> None:
    original = report("a", [LEAD, *REST])
    update = report("u", [LEAD, "President Tiani announced on Tuesday that Russian instructors had come.", *REST], 7)
    cut = report("c", [LEAD, *REST[:3]], 8, "Prairie Courier")
    assert clusters([original, update, cut]) == {"a": "a", "u": "u", "c": "a"}


def test_different_stories_on_one_happening_are_no_copies() -> None:
    own = [
        "Foreign troops have handed over their last camp in the north, closing a chapter that began in 2019.",
        "People in the market square watched the convoy leave and wondered who would buy their bread.",
        "Analysts in the capital doubt that the army can hold the border without help from abroad.",
    ]
    assert likeness(print_of(report("a", [LEAD, *REST])), print_of(report("b", own, 7, "Harbour Ledger"))) == 0.0


def test_credits_and_families() -> None:
    assert credits(report("a", ["PARIS (AP) — The minister resigned."], publisher=None)) == {"AP"}
    assert credits(report("a", ["The minister resigned.", "Reuters contributed to this report."], publisher=None)) == {"REUTERS"}
    assert credits(report("a", ["The app was updated by the apparatus."], publisher=None)) == frozenset()
    assert (
        family(Report("x", "t", publisher="The Miami Herald"))
        == family(Report("y", "t", url="https://www.sacbee.com/a"))
        == "MCCLATCHY"
    )
