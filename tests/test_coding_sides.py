"""Who acts towards whom, and what changes with it: sentences parsed by hand, some of them after others of the same report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dragoman.coding import terms
from dragoman.coding.denials import denials
from dragoman.grounding.amounts import amounts
from dragoman.interval import Interval
from dragoman.reader.sentence import Frame, ReadSentence
from dragoman.report import make_report
from dragoman.rows import Change, Event
from tests.test_coding import DAY, act, coders, parsed, scene


def state(kind: str, detail: str, trigger: int, *roles: tuple[str, int], status: str = "happened", **codes: str) -> Frame:
    held = tuple((f"{kind}.{name}", value) for name, value in codes.items())
    return Frame(False, trigger, kind, detail, status, 0.9, tuple((role, word, 0.9) for role, word in roles), held)


def told(*reads: ReadSentence) -> tuple[list[Event], list[Change]]:
    """Events and changes of a report whose sentences these are."""
    report = make_report(" ".join(f"{read.text}." for read in reads), published=DAY)
    acts, changes = coders(report)
    scenes, start = [], 0
    for number, read in enumerate(reads):
        start = report.text.index(read.text, start)
        scenes.append(replace(scene(read), number=number, start=start))
    acts.story.survey(scenes)
    found = [(list(acts.of(one)), list(changes.of(one))) for one in scenes]
    return [e for events, _ in found for e in events], [c for _, rows in found for c in rows]


def sides(event: Event) -> tuple[list[str], list[str]]:
    return [p.id for p in event.actors], [p.id for p in event.recipients]


def roles(change: Change) -> dict[str, Any]:
    return dict(change.roles)


SVO = "NNP/2/nsubj VBD/0/root NNP/2/obj"
STATIONED = parsed("France has soldiers in Chad", "NNP/2/nsubj VBZ/0/root NNS/2/obj IN/5/case NNP/3/nmod",
                   state("presence", "continues", 2, ("first", 1), ("second", 5)))  # fmt: skip


def test_severed_relations_alter_and_are_between_two() -> None:
    read = parsed("Mali cut ties with Ukraine and Algeria",
                  "NNP/2/nsubj VBD/0/root NNS/2/obj IN/5/case NNP/3/nmod CC/7/cc NNP/5/conj",
                  state("relations", "ends", 2, ("first", 1), ("second", 5), ("second", 7)))  # fmt: skip
    _, changes = told(read)
    assert [roles(c)["parties"] for c in changes] == [("DZA", "MLI"), ("MLI", "UKR")]
    assert {(c.change, c.level, c.status) for c in changes} == {("alters", "severed", "happened")}


def test_relations_that_were_not_severed_are_a_denied_end() -> None:
    read = parsed("Mali did not cut ties with Ukraine",
                  "NNP/4/nsubj VBD/4/aux RB/4/advmod VB/0/root NNS/4/obj IN/7/case NNP/5/nmod",
                  state("relations", "ends", 4, ("first", 1), ("second", 7), status="denied"))  # fmt: skip
    assert [(c.change, c.level, c.status) for c in told(read)[1]] == [("ends", None, "denied")]


@pytest.mark.parametrize(
    ("first", "second", "pairs"),
    [
        (["A", "B"], [], [("A", "B")]),
        (["A", "B", "C"], [], []),
        (["C"], ["A", "B"], [("A", "C"), ("B", "C")]),
        (["A"], ["A"], []),
    ],
)
def test_relations_pair_one_with_each_of_the_others(first: list[str], second: list[str], pairs: list[tuple[str, str]]) -> None:
    assert terms.paired(first, second) == pairs


def test_what_holds_since_a_year_began_in_it_and_goes_on() -> None:
    read = parsed("France has kept soldiers in Chad since 1986",
                  "NNP/3/nsubj VBZ/3/aux VBN/0/root NNS/3/obj IN/6/case NNP/3/obl IN/8/case CD/3/obl",
                  state("presence", "begins", 3, ("first", 1), ("second", 6), ("time", 8)))  # fmt: skip
    whens = {c.change: c.when for c in told(read)[1]}
    assert whens == {"begins": Interval(date(1986, 1, 1), date(1986, 12, 31)), "continues": Interval.on(DAY)}


def test_troops_of_nobody_said_where_are_where_the_report_places_them() -> None:
    left = parsed("France withdrew its soldiers", "NNP/2/nsubj VBD/0/root PRP$/4/nmod:poss NNS/2/obj",
                  act("RETREAT", "withdraw", 2, ("actor", 1)), state("presence", "ends", 2, ("first", 1)))  # fmt: skip
    accused = parsed("Germany accused Niger", SVO, act("ACCUSE", "allege", 2, ("actor", 1), ("recipient", 3)))
    events, changes = told(STATIONED, accused, left)
    assert sides(events[-1]) == (["FRA"], ["TCD"])
    assert roles(changes[-1]) == {"holder": "FRA", "host": "TCD"}


def test_forces_are_not_stationed_with_who_has_no_soil() -> None:
    read = parsed("France left Boko Haram", "NNP/2/nsubj VBD/0/root NNP/4/compound NNP/2/obj",
                  state("presence", "ends", 2, ("first", 1), ("second", 4)))  # fmt: skip
    assert [roles(c) for c in told(STATIONED, read)[1][1:]] == [{"holder": "FRA", "host": "TCD"}]


def test_leaver_and_host_told_together_are_parted() -> None:
    read = parsed("France and Chad saw the soldiers off",
                  "NNP/4/nsubj CC/3/cc NNP/1/conj VBD/0/root DT/6/det NNS/4/obj RP/4/compound:prt",
                  act("RETREAT", "withdraw", 4, ("actor", 1), ("actor", 3)))  # fmt: skip
    assert sides(told(STATIONED, read)[0][-1]) == (["FRA"], ["TCD"])
    assert sides(told(read)[0][-1]) == (["FRA", "TCD"], [])


def test_both_sides_are_the_two_who_were_told_together() -> None:
    met = parsed("Japan accused Vietnam", SVO, act("ACCUSE", "allege", 2, ("actor", 1), ("recipient", 3)))
    agreed = parsed("Both sides agreed", "DT/2/det NNS/3/nsubj VBD/0/root", act("AGREE", None, 3, ("actor", 2)))
    assert sides(told(met, agreed)[0][-1]) == (["JPN", "VNM"], [])


def test_whom_nobody_is_told_to_repress_elsewhere_are_ones_own_people() -> None:
    read = parsed("Egypt imposed a curfew", "NNP/2/nsubj VBD/0/root DT/4/det NN/2/obj", act("COERCE", "curfew", 2, ("actor", 1)))
    assert sides(told(read)[0][0]) == (["EGY"], ["EGY"])


def test_the_content_of_a_promise_names_whom_it_is_made_to() -> None:
    read = parsed("Chad promised to go on working with France",
                  "NNP/2/nsubj VBD/0/root TO/4/mark VB/2/xcomp RP/4/compound:prt VBG/4/xcomp IN/8/case NNP/6/obl",
                  act("AGREE", None, 2, ("actor", 1)))  # fmt: skip
    assert sides(told(read)[0][0]) == (["TCD"], ["FRA"])


def test_who_only_says_so_does_not_act() -> None:
    read = parsed("Japan says that China seized the boat of Vietnam",
                  "NNP/2/nsubj VBZ/0/root IN/5/mark NNP/5/nsubj VBD/2/ccomp DT/7/det NN/5/obj IN/9/case NNP/7/nmod",
                  act("COERCE", "seize", 5, ("actor", 1), ("actor", 4), ("recipient", 9)))  # fmt: skip
    assert sides(told(read)[0][0]) == (["CHN"], ["VNM"])


def test_a_denial_is_the_denied_act_negated() -> None:
    attacked = parsed("Rwanda attacked Burundi", SVO, act("ASSAULT", None, 2, ("actor", 1), ("recipient", 3)))
    denied = parsed("Rwanda denied it", "NNP/2/nsubj VBD/0/root PRP/2/obj")
    events, _ = told(attacked, denied)
    assert [(e.type, e.status, e.said_by, sides(e)) for e in events[1:]] == [("ASSAULT", "negated", "RWA", (["RWA"], ["BDI"]))]
    assert events[1].evidence.text == "Rwanda denied it"


@pytest.mark.parametrize(
    ("text", "parse", "found"),
    [
        ("Rwanda denied the report", "NNP/2/nsubj VBD/0/root DT/4/det NN/2/obj", [2]),
        ("Rwanda denied the visa", "NNP/2/nsubj VBD/0/root DT/4/det NN/2/obj", []),
        ("Rwanda denied that it attacked", "NNP/2/nsubj VBD/0/root IN/5/mark PRP/5/nsubj VBD/2/ccomp", []),
        ("Rwanda denied a report of theft", "NNP/2/nsubj VBD/0/root DT/4/det NN/2/obj IN/6/case NN/4/nmod", []),
    ],
)
def test_only_a_denial_that_points_back_denies_what_was_told(text: str, parse: str, found: list[int]) -> None:
    assert list(denials(scene(parsed(text, parse)))) == found


def test_a_pact_of_a_year_began_in_it() -> None:
    read = parsed("Niger ended the accord of 2012 with Italy",
                  "NNP/2/nsubj VBD/0/root DT/4/det NN/2/obj IN/6/case CD/4/nmod IN/8/case NNP/4/nmod",
                  state("agreement", "ends", 2, ("first", 1), ("second", 8), ("name", 4)))  # fmt: skip
    whens = {c.change: c.when for c in told(read)[1]}
    assert whens["begins"] == Interval(date(2012, 1, 1), date(2012, 12, 31))
    assert whens["ends"] == Interval(None, DAY)


def test_a_counted_contingent_alters_and_the_last_one_ends() -> None:
    counted = parsed("France withdrew 200 soldiers from Chad", "NNP/2/nsubj VBD/0/root CD/4/nummod NNS/2/obj IN/6/case NNP/2/obl",
                     state("presence", "ends", 2, ("first", 1), ("second", 6), ("strength", 4)))  # fmt: skip
    last = parsed("France withdrew its last soldiers from Chad",
                  "NNP/2/nsubj VBD/0/root PRP$/5/nmod:poss JJ/5/amod NNS/2/obj IN/7/case NNP/2/obl",
                  state("presence", "ends", 2, ("first", 1), ("second", 7)))  # fmt: skip
    frame, one = counted.frames[0], replace(scene(counted), amounts=amounts(counted.text))
    assert (terms.change(one, frame), terms.strength(one, frame)) == ("alters", (200, 200))
    assert terms.change(scene(last), last.frames[0]) == "ends"


def test_a_border_closed_against_another_is_a_sanction_of_its_type() -> None:
    closed = parsed(
        "Benin closed its border with Niger",
        "NNP/2/nsubj VBD/0/root PRP$/4/nmod:poss NN/2/obj IN/6/case NNP/4/nmod",
        act("COERCE", "restrict", 2, ("actor", 1), ("recipient", 6)),
    )
    _, changes = told(closed)
    assert [(c.kind, c.change, c.type) for c in changes] == [("sanctions", "begins", "trade")]
    assert roles(changes[0]) == {"imposer": "BEN", "target": "NER"}


def test_a_border_closed_against_refugees_is_none() -> None:
    closed = parsed(
        "Benin closed its border with Niger to refugees",
        "NNP/2/nsubj VBD/0/root PRP$/4/nmod:poss NN/2/obj IN/6/case NNP/4/nmod IN/8/case NNS/2/obl",
        act("COERCE", "restrict", 2, ("actor", 1), ("recipient", 6)),
    )
    assert told(closed)[1] == []


def test_sanctions_told_without_an_imposer_are_the_last_ones() -> None:
    imposed = parsed("Japan imposed sanctions on Iran", "NNP/2/nsubj VBD/0/root NNS/2/obj IN/5/case NNP/2/obl",
                     state("sanctions", "begins", 2, ("first", 1), ("second", 5)))  # fmt: skip
    met = parsed("Egypt accused Chad", SVO, act("ACCUSE", "allege", 2, ("actor", 1), ("recipient", 3)))
    held = parsed("Those on Iran remain", "DT/4/nsubj IN/3/case NNP/1/nmod VBP/0/root",
                  state("sanctions", "continues", 4, ("second", 3)))  # fmt: skip
    assert [roles(c) for c in told(imposed, met, held)[1]] == [{"imposer": "JPN", "target": "IRN"}] * 2


def test_the_leaders_of_a_list_are_all_of_them() -> None:
    read = parsed(
        "The leaders of Mali and Togo condemned Chad",
        "DT/2/det NNS/7/nsubj IN/4/case NNP/2/nmod CC/6/cc NNP/4/conj VBD/0/root NNP/7/obj",
        act("ACCUSE", "disapprove", 7, ("actor", 2), ("recipient", 8)),
    )
    assert sides(told(read)[0][0]) == (["MLI", "TGO"], ["TCD"])


def test_who_orders_a_departure_expels() -> None:
    read = parsed(
        "Somalia ordered Ethiopia to close consulates",
        "NNP/2/nsubj VBD/0/root NNP/2/obj TO/5/mark VB/2/xcomp NNS/5/obj",
        act("SANCTION", "expel", 5, ("actor", 3)),
    )
    assert sides(told(read)[0][0]) == (["SOM"], ["ETH"])


def test_the_date_of_a_relative_clause_is_not_that_of_the_sentence() -> None:
    read = parsed(
        "Turkey lifted the ban that it imposed in 1992",
        "NNP/2/nsubj VBD/0/root DT/4/det NN/2/obj WDT/7/obj PRP/7/nsubj VBD/4/acl:relcl IN/9/case CD/7/obl",
        act("CONCEDE", None, 2, ("actor", 1), ("time", 9)),
    )
    assert [e.date for e in told(read)[0]] == [Interval(None, DAY)]


def test_forces_moved_from_a_state_are_fewer_in_it() -> None:
    read = parsed(
        "Italy moved soldiers from Iraq to Kuwait",
        "NNP/2/nsubj VBD/0/root NNS/2/obj IN/5/case NNP/2/obl IN/7/case NNP/2/obl",
        state("presence", "begins", 2, ("first", 1), ("second", 5), ("second", 7)),
    )
    assert [(c.change, roles(c)) for c in told(read)[1]] == [("alters", {"holder": "ITA", "host": "IRQ"})]


def test_a_base_that_is_left_ends() -> None:
    read = parsed(
        "France withdrew from Camp Alpha in Chad",
        "NNP/2/nsubj VBD/0/root IN/5/case NNP/5/compound NNP/2/obl IN/7/case NNP/5/nmod",
        state("presence", "ends", 2, ("first", 1), ("second", 7)),
    )
    assert ("base", "ends", "Camp Alpha") in [(c.kind, c.change, c.name) for c in told(read)[1]]


def test_whom_one_acts_on_as_it_is_somebody_else() -> None:
    met = parsed("Japan accused Vietnam", SVO, act("ACCUSE", "allege", 2, ("actor", 1), ("recipient", 3)))
    fired = parsed("Japan attacked it", "NNP/2/nsubj VBD/0/root PRP/2/obj", act("ASSAULT", None, 2, ("actor", 1), ("recipient", 3)))
    assert sides(told(met, fired)[0][-1]) == (["JPN"], ["VNM"])


def test_an_opposition_turns_on_its_own_government_and_a_government_on_another() -> None:
    parse = "DT/3/det JJ/3/amod NN/4/nsubj VBD/0/root DT/6/det NN/4/obj"
    accused = act("ACCUSE", "disapprove", 4, ("actor", 3), ("recipient", 6))
    before = parsed("Peru accused Chile", SVO, act("ACCUSE", "disapprove", 2, ("actor", 1), ("recipient", 3)))
    at_home = parsed("The Peruvian opposition blamed the government", parse, accused)
    abroad = parsed("The Peruvian government blamed the government", parse, accused)
    assert sides(told(before, at_home)[0][-1]) == (["PER"], ["PER"])
    assert sides(told(before, abroad)[0][-1]) == (["PER"], ["CHL"])


def test_who_was_not_there_did_not_meet() -> None:
    read = parsed("Togo met Benin without Ghana", "NNP/2/nsubj VBD/0/root NNP/2/obj IN/5/case NNP/2/obl",
                  act("CONSULT", None, 2, ("actor", 1), ("actor", 3), ("actor", 5)))  # fmt: skip
    assert sides(told(read)[0][0]) == (["TGO", "BEN"], [])


def test_several_promise_to_somebody_but_fight_one_another() -> None:
    parse = "NNP/4/nsubj CC/3/cc NNP/1/conj VBD/0/root NN/4/obj"
    before = parsed("Chile thanked Peru", SVO, act("SUPPORT", None, 2, ("actor", 1), ("recipient", 3)))
    offered = parsed("Japan and Canada offered money", parse, act("AGREE", None, 4, ("actor", 1), ("actor", 3)))
    fought = parsed("Japan and Canada fought yesterday", parse, act("ASSAULT", None, 4, ("actor", 1), ("actor", 3)))
    assert sides(told(before, offered)[0][-1])[1] != []
    assert sides(told(before, fought)[0][-1]) == (["JPN", "CAN"], [])


def test_a_clause_after_a_list_is_about_all_of_it() -> None:
    read = parsed("Peru thanked Togo and Benin which left Ghana",
                  "NNP/2/nsubj VBD/0/root NNP/2/obj CC/5/cc NNP/3/conj WDT/7/nsubj VBD/3/acl:relcl NNP/7/obj",
                  act("ACCUSE", None, 7, ("actor", 6), ("recipient", 8)))  # fmt: skip
    assert sides(told(read)[0][0]) == (["TGO", "BEN"], ["GHA"])


def test_what_is_left_is_the_body_out_of_which_one_follows_another() -> None:
    read = parsed("Benin followed Togo out of ECOWAS", "NNP/2/nsubj VBD/0/root NNP/2/obj IN/6/case IN/6/case NNP/2/obl",
                  act("SANCTION", "withdraw", 2, ("actor", 1), ("recipient", 3)))  # fmt: skip
    assert sides(told(read)[0][0]) == (["BEN"], ["ECOWAS"])


def test_an_army_that_takes_a_town_of_its_state_takes_it_from_the_rebels() -> None:
    parse = "DT/3/det JJ/3/amod NN/4/nsubj VBD/0/root NNP/4/obj"
    took = parsed("The Congolese army took Goma", parse, act("ASSAULT", None, 4, ("actor", 3), ("recipient", 5)))
    fought = parsed("The Congolese army fought M23", parse, act("ASSAULT", None, 4, ("actor", 3), ("recipient", 5)))
    assert sides(told(fought, took)[0][-1]) == (["COD"], ["M23"])
    assert sides(told(took)[0][-1]) == (["COD"], ["COD"])


@pytest.mark.parametrize(
    ("text", "parse", "frame", "expected"),
    [
        ("Chilean students demanded money", "JJ/2/amod NNS/3/nsubj VBD/0/root NN/3/obj",
         act("REQUEST", None, 3, ("actor", 2)), (["CHL"], ["CHL"])),
        ("Chile crossed the border", "NNP/2/nsubj VBD/0/root DT/4/det NN/2/obj", act("MOBILIZE", "troops", 2, ("actor", 1)),
         (["CHL"], ["PER"])),
        ("Chile moved troops to the coast", "NNP/2/nsubj VBD/0/root NNS/2/obj IN/6/case DT/6/det NN/2/obl",
         act("MOBILIZE", "troops", 2, ("actor", 1)), (["CHL"], [])),
        ("Chile ruled out force", "NNP/2/nsubj VBD/0/root RP/2/compound:prt NN/2/obj", act("REJECT", None, 2, ("actor", 1)),
         (["CHL"], [])),
        ("Chile condemned the accord of Chile", "NNP/2/nsubj VBD/0/root DT/4/det NN/2/obj IN/6/case NNP/4/nmod",
         act("ACCUSE", None, 2, ("actor", 1), ("recipient", 6)), (["CHL"], [])),
    ],
)  # fmt: skip
def test_who_stands_on_the_other_side_where_nobody_is_named(
    text: str, parse: str, frame: Frame, expected: tuple[list[str], list[str]]
) -> None:
    before = parsed("Peru accused Chile", SVO, act("ACCUSE", "disapprove", 2, ("actor", 1), ("recipient", 3)))
    assert sides(told(before, parsed(text, parse, frame))[0][-1]) == expected


def test_what_passes_between_two_is_meant_for_nobody_else() -> None:
    before = parsed("Peru accused Chile", SVO, act("ACCUSE", "disapprove", 2, ("actor", 1), ("recipient", 3)))
    read = parsed("Ties between Peru and Cuba soured", "NNS/6/nsubj IN/3/case NNP/1/nmod CC/5/cc NNP/3/conj VBD/0/root",
                  act("SANCTION", "discontinue", 6, ("actor", 3), ("actor", 5)))  # fmt: skip
    assert sides(told(before, read)[0][-1]) == (["PER", "CUB"], [])


def test_a_title_is_no_other_party_than_the_name_that_it_stands_before() -> None:
    before = parsed("Senegal accused Chile", SVO, act("ACCUSE", "disapprove", 2, ("actor", 1), ("recipient", 3)))
    read = parsed("the army overthrew President Alpha Condé", "DT/2/det NN/3/nsubj VBD/0/root NNP/5/nmod NNP/3/obj NNP/5/flat",
                  act("COERCE", None, 3, ("actor", 2), ("recipient", 5), ("recipient", 4)),
                  state("office", "ends", 3, ("first", 5), ("first", 4)))  # fmt: skip
    assert sides(told(before, read)[0][-1]) == (["GIN"], ["GIN"])


def test_a_title_beside_a_name_is_nobody_else() -> None:
    spoke = parsed("French President Emmanuel Macron spoke", "JJ/4/amod NNP/4/compound NNP/4/compound NNP/5/nsubj VBD/0/root")
    ousted = act("COERCE", None, 3, ("actor", 2), ("recipient", 4), ("recipient", 5))
    left = state("office", "ends", 3, ("first", 4), ("first", 5), exit="irregular")
    tags = "DT/2/det NN/3/nsubj VBD/0/root NNP/0/compound NNP/3/obj NNP/5/flat"
    events, _ = told(spoke, parsed("The army overthrew President Mohamed Bazoum", tags, ousted, left))
    assert [sides(e) for e in events] == [(["NER"], ["NER"])]
