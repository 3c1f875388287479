"""Words that sound like a change and tell of none, of another, or of one more: recognition, mediation, missions, demands."""

from __future__ import annotations

import pytest

from dragoman.coding.consequences import named_as_such
from dragoman.coding.story import Story
from dragoman.coding.towards import finished
from dragoman.grounding.cast import Cast
from dragoman.report import make_report
from dragoman.rows import Change
from tests.test_coding import DAY, act, parsed, scene
from tests.test_coding_sides import SVO, roles, state, told


def _rows(changes: list[Change]) -> list[tuple[str, ...]]:
    return [(c.kind, c.change, c.status, *(str(one) for one in roles(c).values())) for c in changes]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("recognised Kosovo in February", {"KOS"}),
        ("recognise Abkhazia and South Ossetia", {"ABKHAZIA", "SOUTH_OSSETIA"}),
        ("recognised the state of Palestine", {"PSE"}),
        ("recognised the Palestinian state", {"PSE"}),
        ("recognised Kosovo as an independent state", {"KOS"}),
        ("recognised Ann Lee as president", set()),
        ("recognised Moroccan sovereignty over the Sahara", set()),
        ("recognised the result", set()),
    ],
)
def test_a_state_is_recognised_as_such(words: str, ids: set[str]) -> None:
    assert named_as_such(words) == ids


RECOGNISED = act("SUPPORT", None, 2, ("actor", 1), ("recipient", 3))


def test_who_is_recognised_has_relations() -> None:
    read = parsed("Peru recognised Kosovo", SVO, RECOGNISED)
    assert [(c.kind, c.change, roles(c)["parties"]) for c in told(read)[1]] == [("relations", "begins", ("KOS", "PER"))]


def test_a_president_who_is_recognised_has_none() -> None:
    read = parsed("Peru recognised Maduro as president", f"{SVO} IN/5/case NN/2/obl", RECOGNISED,
                  state("relations", "begins", 2, ("first", 1), ("second", 3)))  # fmt: skip
    assert told(read)[1] == []


def test_who_recognises_two_has_relations_with_each() -> None:
    read = parsed("Syria recognised Abkhazia and Kosovo", f"{SVO} CC/5/cc NNP/3/conj",
                  act("SUPPORT", None, 2, ("actor", 1), ("recipient", 3), ("recipient", 5)),
                  state("relations", "begins", 2, ("first", 1), ("first", 3), ("first", 5)))  # fmt: skip
    assert [roles(c)["parties"] for c in told(read)[1]] == [("ABKHAZIA", "SYR"), ("KOS", "SYR")]


def test_who_mediates_is_no_party() -> None:
    war = parsed("Eritrea fought Djibouti", SVO, act("ASSAULT", None, 2, ("actor", 1), ("actor", 3)),
                 state("hostilities", "begins", 2, ("first", 1), ("first", 3)))  # fmt: skip
    truce = parsed("Qatar mediated a truce", "NNP/2/nsubj VBD/0/root DT/4/det NN/2/obj",
                   act("CONSULT", "third-party", 2, ("actor", 1)), state("agreement", "begins", 2, ("first", 1)))  # fmt: skip
    pair = ("DJI", "ERI")
    assert [(c.kind, roles(c)["parties"]) for c in told(war, truce)[1]] == [("hostilities", pair), ("agreement", pair)]


@pytest.mark.parametrize(("foe", "kind"), [("Djibouti", "interstate"), ("Hezbollah", "intrastate"), ("NATO", "interstate")])
def test_a_war_is_of_the_type_of_those_who_fight(foe: str, kind: str) -> None:
    war = parsed(f"Eritrea fought {foe}", SVO, state("hostilities", "begins", 2, ("first", 1), ("first", 3), type="nonstate"))
    assert [c.type for c in told(war)[1]] == [kind]


def test_what_a_state_does_at_home_is_no_sanction() -> None:
    read = parsed("Peru banned ministers from travel", "NNP/2/nsubj VBD/0/root NNS/2/obj IN/5/case NN/2/obl",
                  act("COERCE", "restrict", 2, ("actor", 1), ("recipient", 1)),
                  state("sanctions", "begins", 2, ("first", 1)))  # fmt: skip
    assert told(read)[1] == []


@pytest.mark.parametrize(("word", "made"), [("mission", []), ("bloc", [("membership", "begins", "happened", "GIN", "ECOWAS")])])
def test_who_joins_a_mission_joins_no_body(word: str, made: list[tuple[str, ...]]) -> None:
    read = parsed(f"Guinea joined the Ecowas {word}", "NNP/2/nsubj VBD/0/root DT/5/det NNP/5/compound NN/2/obj",
                  state("membership", "begins", 2, ("first", 1), ("second", 5)))  # fmt: skip
    assert _rows(told(read)[1]) == made


LEAVE = "NNP/2/nsubj VBD/0/root IN/6/mark JJ/5/amod NNS/6/nsubj VB/2/ccomp IN/8/case NNP/6/obl"


@pytest.mark.parametrize(
    ("host", "day", "status"),
    [("Niger", "by June", "planned"), ("Russia", "by June", "possible"), ("Niger", "with Germany", "possible")],
)
def test_what_the_host_demands_by_a_day_is_planned(host: str, day: str, status: str) -> None:
    time = (("time", 8),) if "June" in day else ()
    read = parsed(f"{host} demanded that French troops leave {day}", LEAVE,
                  act("REQUEST", "yield", 2, ("actor", 1), ("recipient", 5)),
                  state("presence", "ends", 6, ("first", 5), *time, status="possible"))  # fmt: skip
    hosts = parsed("Niger hosts French troops", "NNP/2/nsubj VBZ/0/root JJ/4/amod NNS/2/obj",
                   state("presence", "continues", 2, ("first", 4), ("second", 1)))  # fmt: skip
    ends = [c for c in told(hosts, read)[1] if c.change == "ends"]
    assert [c.status for c in ends] == [status]


def test_a_notice_to_remove_soldiers_ends_their_stay() -> None:
    read = parsed("Niger gave France a month to remove its soldiers",
                  "NNP/2/nsubj VBD/0/root NNP/2/iobj DT/5/det NN/2/obj TO/7/mark VB/5/acl PRP$/9/nmod:poss NNS/7/obj",
                  act("SANCTION", "expel", 2, ("actor", 1), ("recipient", 3)))  # fmt: skip
    assert _rows(told(read)[1]) == [("presence", "ends", "planned", "FRA", "NER")]


@pytest.mark.parametrize(("verb", "change"), [("began", "alters"), ("completed", "ends")])
def test_a_departure_that_has_only_begun_alters(verb: str, change: str) -> None:
    read = parsed(f"France {verb} its withdrawal from Chad",
                  "NNP/2/nsubj VBD/0/root PRP$/4/nmod:poss NN/2/obj IN/6/case NNP/4/nmod",
                  state("presence", "ends", 4, ("first", 1), ("second", 6)))  # fmt: skip
    assert [c.change for c in told(read)[1]] == [change]


@pytest.mark.parametrize(("whose", "change"), [("its", "ends"), ("some", "alters")])
def test_a_definite_number_is_all_there_are(whose: str, change: str) -> None:
    read = parsed(f"France withdrew {whose} 400 commandos from Chad",
                  "NNP/2/nsubj VBD/0/root PRP$/5/nmod:poss CD/5/nummod NNS/2/obj IN/7/case NNP/2/obl",
                  state("presence", "alters", 2, ("first", 1), ("second", 7), ("strength", 4)))  # fmt: skip
    assert [c.change for c in told(read)[1] if c.kind == "presence"] == [change]


def test_what_goes_on_since_a_day_began_then() -> None:
    read = parsed("Libya has been under a French embargo since 2019",
                  "NNP/7/nsubj VBZ/7/aux VBN/7/cop IN/7/case DT/7/det JJ/7/amod NN/0/root IN/9/case CD/7/nmod",
                  state("sanctions", "continues", 7, ("first", 6), ("second", 1), ("time", 9), type="arms"))  # fmt: skip
    found = told(read)[1]
    assert sorted(c.change for c in found) == ["begins", "continues"]
    assert [c.when.row() for c in found if c.change == "begins"] == [["2019-01-01", "2019-12-31"]]


def test_who_has_begun_to_leave_a_body_has_not_left() -> None:
    read = parsed("Peru has begun to leave the ICC", "NNP/3/nsubj VBZ/3/aux VBN/0/root TO/5/mark VB/3/xcomp DT/7/det NNP/5/obj",
                  state("membership", "ends", 5, ("first", 1), ("second", 7)))  # fmt: skip
    assert _rows(told(read)[1]) == [("membership", "ends", "planned", "PER", "ICC")]


def test_a_suspended_member_is_so_without_a_word_on_its_level() -> None:
    read = parsed("ECOWAS suspended Guinea", SVO, act("SANCTION", "expel", 2, ("actor", 1), ("recipient", 3)),
                  state("membership", "alters", 2, ("first", 3), ("second", 1)))  # fmt: skip
    assert [c.level for c in told(read)[1]] == ["suspended"]


def test_an_envoy_who_is_recalled_leaves_no_body() -> None:
    read = parsed("Guinea recalled ECOWAS", SVO, act("SANCTION", "withdraw", 2, ("actor", 1), ("recipient", 3)))
    assert told(read)[1] == []


def test_what_runs_out_on_a_day_to_come_is_planned() -> None:
    read = parsed("The accord of Peru and Chile runs out in June",
                  "DT/2/det NN/7/nsubj IN/4/case NNP/2/nmod CC/6/cc NNP/4/conj VBZ/0/root RP/7/compound:prt IN/10/case NNP/7/obl",
                  state("agreement", "ends", 7, ("first", 4), ("first", 6), ("time", 10)))  # fmt: skip
    assert [(c.status, c.when.row()) for c in told(read)[1]] == [("planned", ["2024-06-01", "2024-06-30"])]


def test_an_attack_by_unidentified_gunmen_is_not_coded() -> None:
    read = parsed("Unidentified gunmen shot at Peru", "JJ/2/amod NNS/3/nsubj VBD/0/root IN/5/case NNP/3/obl",
                  act("ASSAULT", None, 3, ("actor", 2), ("recipient", 5)))  # fmt: skip
    assert told(read)[0] == []


def test_a_body_that_asks_for_a_truce_is_no_party_to_it() -> None:
    war = parsed("Eritrea fought Djibouti", SVO, act("ASSAULT", None, 2, ("actor", 1), ("actor", 3)),
                 state("hostilities", "begins", 2, ("first", 1), ("first", 3)))  # fmt: skip
    asked = parsed("ECOWAS asked for a truce", "NNP/2/nsubj VBD/0/root IN/5/case DT/5/det NN/2/obl",
                   act("REQUEST", "yield", 2, ("actor", 1)),
                   state("hostilities", "ends", 5, ("first", 1), status="possible"))  # fmt: skip
    assert [roles(c)["parties"] for c in told(war, asked)[1] if c.change == "ends"] == [("DJI", "ERI")]


@pytest.mark.parametrize(("where", "hosts"), [("Europe", []), ("there", ["ERI"])])
def test_forces_somewhere_that_is_no_state_are_not_where_others_are(where: str, hosts: list[str]) -> None:
    accused = parsed("Eritrea accused Cuba", SVO, act("ACCUSE", "allege", 2, ("actor", 1), ("recipient", 3)))
    parse = "NNP/3/nsubj VBZ/3/aux VBN/0/root NNS/3/obj IN/6/case NNP/3/obl" if where == "Europe" else (
        "NNP/3/nsubj VBZ/3/aux VBN/0/root NNS/3/obj IN/6/case RB/3/advmod"
    )  # fmt: skip
    sent = parsed(f"Cuba has stationed troops in {where}", parse, state("presence", "begins", 3, ("first", 1), ("second", 6)))
    assert [roles(c)["host"] for c in told(accused, sent)[1] if c.change == "begins"] == hosts


def test_a_pact_told_beside_its_name_is_one() -> None:
    read = parsed("Peru left the Rio Agreement, a 1998 pact with Chile",
                  "NNP/2/nsubj VBD/0/root DT/5/det NNP/5/compound NNP/2/obj ,/9/punct DT/9/det CD/9/nummod NN/5/appos"
                  " IN/11/case NNP/9/nmod",
                  state("agreement", "ends", 2, ("first", 1), ("first", 11), ("name", 5), ("name", 9)))  # fmt: skip
    assert [c.name for c in told(read)[1] if c.change == "ends"] == ["Rio Agreement"]


def test_ties_are_severed_with_whom_the_sentence_names_besides_its_subject() -> None:
    read = parsed("Peru severed ties with Chile and praised Cuba",
                  "NNP/2/nsubj VBD/0/root NNS/2/obj IN/5/case NNP/3/nmod CC/7/cc VBD/2/conj NNP/7/obj",
                  act("SANCTION", "discontinue", 2, ("actor", 1), ("recipient", 5)),
                  act("SUPPORT", None, 7, ("actor", 1), ("recipient", 8)),
                  state("relations", "ends", 2, ("first", 1), ("first", 5)))  # fmt: skip
    assert [roles(c)["parties"] for c in told(read)[1]] == [("CHL", "PER")]


@pytest.mark.parametrize(("mark", "coded"), [("?", []), (".", ["AGREE"])])
def test_what_a_question_asks_is_no_event(mark: str, coded: list[str]) -> None:
    read = parsed(f"Has Peru agreed with Chile{mark}", "VBZ/3/aux NNP/3/nsubj VBN/0/root IN/5/case NNP/3/obl ./3/punct",
                  act("AGREE", None, 3, ("actor", 2), ("actor", 5)))  # fmt: skip
    assert [e.type for e in told(read)[0]] == coded


def test_whoever_does_a_thing_with_others_is_not_done_to_besides() -> None:
    report = make_report("Peru and Chile ended the treaty", published=DAY)
    story = Story(Cast(report))
    ended = act("SANCTION", "discontinue", 4, ("actor", 1), ("actor", 3))
    read = parsed(report.text, "NNP/4/nsubj CC/3/cc NNP/1/conj VBD/0/root DT/6/det NN/4/obj", ended)
    both = story.parties(scene(read), ended, "actor")
    for recipients, left in ((both[1:], ()), (both, both)):
        assert finished(story, scene(read), ended, (both, recipients)) == (both, left)


def test_a_second_infinitive_shares_the_status_and_the_time_of_the_first() -> None:
    read = parsed("Peru will expel envoys and suspend trade", "NNP/3/nsubj MD/3/aux VB/0/root NNS/3/obj CC/6/cc VB/3/conj NN/6/obj",
                  act("SANCTION", "expel", 3, ("actor", 1), status="future"),
                  act("SANCTION", "discontinue", 6, ("actor", 1)))  # fmt: skip
    assert [e.status for e in told(read)[0]] == ["future", "future"]
    assert read.tense(6) == "future"
