"""What sentences say of arrangements, and when two of them say the same: sentences parsed by hand."""

from __future__ import annotations

import pytest

from dragoman.coding import meant
from dragoman.coding.tellings import merged
from dragoman.rows import Actor, Party
from tests.test_coding import act, parsed
from tests.test_coding_sides import SVO, roles, state, told


def test_a_body_left_twice_in_different_years_is_left_twice() -> None:
    parse = "NNP/2/nsubj VBD/0/root DT/5/det NNP/5/compound NNP/2/obj IN/7/case CD/2/obl"
    left = state("membership", "ends", 2, ("first", 1), ("second", 5), ("time", 7))
    first = parsed("Morocco left the African Union in 1984", parse, left)
    again = parsed("Morocco left the African Union in 2021", parse, left)
    assert len(merged(told(first, again)[1])) == 2
    assert len(merged(told(first, first)[1])) == 1


def test_relations_downgraded_one_day_and_severed_on_another_are_altered_twice() -> None:
    parse = "NNP/2/nsubj VBD/0/root NNS/2/obj IN/5/case NNP/2/obl IN/7/case NNP/2/obl"
    lowered = parsed("Jordan downgraded ties with Qatar on Monday", parse,
                     state("relations", "alters", 2, ("first", 1), ("second", 5), ("time", 7), level="downgraded"))  # fmt: skip
    cut = parsed("Jordan severed ties with Qatar on Thursday", parse,
                 state("relations", "ends", 2, ("first", 1), ("second", 5), ("time", 7)))  # fmt: skip
    assert [c.level for c in merged(told(lowered, cut)[1])] == ["downgraded", "severed"]


def test_a_noun_before_a_name_only_says_what_it_is() -> None:
    accused = parsed("Peru accused ALBA", SVO, act("ACCUSE", "allege", 2, ("actor", 1), ("recipient", 3)))
    read = parsed("The trade bloc Mercosur suspended Paraguay",
                  "DT/3/det NN/3/compound NN/5/nsubj NNP/3/appos VBD/0/root NNP/5/obj",
                  state("membership", "alters", 5, ("first", 6), ("second", 3), ("second", 4), level="suspended"))  # fmt: skip
    assert [roles(c)["organisation"] for c in told(accused, read)[1]] == ["MERCOSUR"]


def test_who_signs_a_pact_are_its_parties() -> None:
    read = parsed("Peru signed a treaty with Chile", "NNP/2/nsubj VBD/0/root DT/4/det NN/2/obj IN/6/case NNP/2/obl",
                  act("SUPPORT", None, 2, ("actor", 1), ("recipient", 6)),
                  state("agreement", "begins", 2, ("first", 1), ("name", 4), type="trade"))  # fmt: skip
    accused = parsed("Brazil accused Peru", SVO, act("ACCUSE", "allege", 2, ("actor", 1), ("recipient", 3)))
    assert [roles(c)["parties"] for c in told(accused, read)[1]] == [("CHL", "PER")]


def test_a_name_counts_where_the_phrase_around_it_names_nobody() -> None:
    read = parsed("Gambia severed ties with Qatar", "NNP/2/nsubj VBD/0/root NNS/5/compound IN/3/case NNP/2/obj",
                  state("relations", "ends", 2, ("first", 1), ("second", 5)))  # fmt: skip
    assert [roles(c)["parties"] for c in told(read)[1]] == [("GMB", "QAT")]


def test_who_takes_over_begins_what_the_other_ends() -> None:
    read = parsed("In Chile Gabriel Boric took over from Sebastian Pinera",
                  "IN/2/case NNP/5/obl NNP/5/nsubj NNP/3/flat VBD/0/root RP/5/compound:prt IN/8/case NNP/5/obl NNP/8/flat",
                  state("office", "begins", 5, ("first", 8), ("second", 2)))  # fmt: skip
    assert [(c.change, roles(c)["person"]) for c in told(read)[1]] == [("begins", "Gabriel Boric"), ("ends", "Sebastian Pinera")]


def test_whom_an_act_unmakes_is_whose_office_ends() -> None:
    read = parsed("Gabon freed Ali Bongo whom soldiers deposed",
                  "NNP/2/nsubj VBD/0/root NNP/2/obj NNP/3/flat WP/7/obj NNS/7/nsubj VBD/3/acl:relcl",
                  act("COERCE", None, 7, ("actor", 6), ("recipient", 3)), state("office", "ends", 7))  # fmt: skip
    assert [(c.change, roles(c)["person"], roles(c)["of"]) for c in told(read)[1]] == [("ends", "Ali Bongo", "GAB")]


def test_a_departure_without_a_date_is_planned() -> None:
    text = "No date was set for the departure of Italy from Iraq"
    subject = "DT/2/det NN/4/nsubj:pass VBD/4/aux:pass VBN/0/root"
    read = parsed(text, f"{subject} IN/7/case DT/7/det NN/4/obl IN/9/case NNP/7/nmod IN/11/case NNP/7/nmod",
                  state("presence", "ends", 7, ("first", 9), ("second", 11), status="denied"))  # fmt: skip
    assert [c.status for c in told(read)[1]] == ["planned"]


def test_a_name_is_spelt_as_the_report_spells_it() -> None:
    named = parsed("Spain elected Jose Luis Rodriguez Zapatero",
                   "NNP/2/nsubj VBD/0/root NNP/2/obj NNP/3/flat NNP/3/flat NNP/3/flat")  # fmt: skip
    sworn = parsed("In Spain Zapatero took office", "IN/2/case NNP/4/obl NNP/4/nsubj VBD/0/root NN/4/obj",
                   state("office", "begins", 4, ("first", 3), ("second", 2)))  # fmt: skip
    assert [roles(c)["person"] for c in told(named, sworn)[1]] == ["Jose Luis Rodriguez Zapatero"]


def test_sanctions_have_every_type_that_their_words_name() -> None:
    read = parsed("Japan put an arms embargo and travel bans on Libya",
                  "NNP/2/nsubj VBD/0/root DT/5/det NNS/5/compound NN/2/obj CC/8/cc NN/8/compound NNS/5/conj IN/10/case NNP/2/obl",
                  state("sanctions", "begins", 2, ("first", 1), ("second", 10), type="arms"))  # fmt: skip
    assert [c.type for c in told(read)[1]] == ["arms", "travel"]


def test_a_notice_to_a_body_that_runs_out_ends_a_membership() -> None:
    left = parsed("Honduras accused ALBA", SVO, act("ACCUSE", "allege", 2, ("actor", 1), ("recipient", 3)))
    due = parsed("The notice runs out in May", "DT/2/det NN/3/nsubj VBZ/0/root RP/3/compound:prt IN/6/case NNP/3/obl",
                 state("agreement", "ends", 3, status="planned"))  # fmt: skip
    assert [(c.kind, roles(c)) for c in told(left, due)[1]] == [("membership", {"member": "HND", "organisation": "ALBA"})]


def test_a_state_that_leaves_a_body_leaves_no_soil() -> None:
    read = parsed("Gabon will leave OPEC", "NNP/3/nsubj MD/3/aux VB/0/root NNP/3/obj",
                  state("presence", "ends", 3, ("first", 1), ("second", 4), status="planned"))  # fmt: skip
    assert [(c.kind, roles(c)) for c in told(read)[1]] == [("membership", {"member": "GAB", "organisation": "OPEC"})]


def test_an_act_parts_those_whom_the_words_of_a_change_put_on_one_side() -> None:
    parse = "NNP/4/nsubj CC/3/cc NNP/1/conj VBD/0/root IN/6/case NNP/4/obl"
    broke = parsed("Bolivia and Nicaragua broke with Israel", parse,
                   act("SANCTION", "discontinue", 4, ("actor", 1), ("actor", 3), ("recipient", 6)),
                   state("relations", "ends", 4, ("first", 1), ("first", 3), ("first", 6)))  # fmt: skip
    assert [roles(c)["parties"] for c in told(broke)[1]] == [("BOL", "ISR"), ("ISR", "NIC")]


def test_a_body_and_those_it_suspends_are_parted_by_the_act() -> None:
    read = parsed("ECOWAS suspended Guinea", SVO, act("SANCTION", "expel", 2, ("actor", 1), ("recipient", 3)),
                  state("membership", "alters", 2, ("second", 1), ("second", 3), level="suspended"))  # fmt: skip
    assert [roles(c) for c in told(read)[1]] == [{"member": "GIN", "organisation": "ECOWAS"}]


def test_a_base_lies_in_the_state_of_the_town_that_it_is_named_after() -> None:
    read = parsed("Kenya lost the base at Nanyuki", "NNP/2/nsubj VBD/0/root DT/4/det NN/2/obj IN/6/case NNP/4/nmod",
                  state("base", "ends", 2, ("first", 1), ("name", 6)))  # fmt: skip
    accused = parsed("Kenya accused Britain", SVO, act("ACCUSE", "allege", 2, ("actor", 1), ("recipient", 3)))
    ended = told(accused, read)[1]
    assert [(roles(c)["holder"], roles(c)["host"]) for c in ended] == [("GBR", "KEN")]


def test_a_band_that_fights_is_not_what_a_state_leaves() -> None:
    joined = parsed("Uganda joined ECCAS", SVO, state("membership", "begins", 2, ("first", 1), ("second", 3)))
    read = parsed("Uganda left it after M23 attacked", "NNP/2/nsubj VBD/0/root PRP/2/obj IN/6/mark NNP/6/nsubj VBD/2/advcl",
                  state("membership", "ends", 2, ("first", 1), ("second", 5)))  # fmt: skip
    assert [roles(c)["organisation"] for c in told(joined, read)[1][-1:]] == ["ECCAS"]


def test_where_forces_stand_is_what_the_nouns_before_the_clause_name() -> None:
    accused = parsed("Uganda accused Britain", SVO, act("ACCUSE", "allege", 2, ("actor", 1), ("recipient", 3)))
    read = parsed("France courts Gabon and Togo where Britain already has stationed troops",
                  "NNP/2/nsubj VBZ/0/root NNP/2/obj CC/5/cc NNP/3/conj WRB/10/advmod NNP/10/nsubj RB/10/advmod VBZ/10/aux"
                  " VBN/3/acl:relcl NNS/10/obj", state("presence", "begins", 10, ("first", 7)))  # fmt: skip
    made = told(accused, read)[1]
    assert sorted((c.change, roles(c)["holder"], roles(c)["host"]) for c in made) == [
        ("continues", "GBR", "GAB"), ("continues", "GBR", "TGO"),
    ]  # fmt: skip


def test_forces_that_are_sent_away_are_gone_and_envoys_are_no_forces() -> None:
    parse = "JJ/2/amod NNS/4/nsubj:pass VBD/4/aux:pass VBN/0/root IN/6/case NNP/4/obl"
    for noun, ended in (("troops", [("ends", "FRA", "TGO")]), ("diplomats", [])):
        read = parsed(f"French {noun} were expelled by Togo", parse,
                      act("SANCTION", "expel", 4, ("actor", 6), ("recipient", 2)))  # fmt: skip
        assert [(c.change, roles(c)["holder"], roles(c)["host"]) for c in told(read)[1]] == ended


def test_forces_are_of_the_state_that_their_adjective_tells() -> None:
    accused = parsed("Gabon accused Cuba", SVO, act("ACCUSE", "allege", 2, ("actor", 1), ("recipient", 3)))
    read = parsed("Gabon still has French troops on its soil",
                  "NNP/3/nsubj RB/3/advmod VBZ/0/root JJ/5/amod NNS/3/obj IN/8/case PRP$/8/nmod:poss NN/3/obl",
                  state("presence", "continues", 3, ("first", 1), ("second", 4)))  # fmt: skip
    assert [(roles(c)["holder"], roles(c)["host"]) for c in told(accused, read)[1]] == [("FRA", "GAB")]


def test_what_is_to_go_on_holds_today_and_ends_on_the_day_up_to_which_it_is_to() -> None:
    parse = "JJ/2/amod NNS/4/nsubj MD/4/aux VB/0/root IN/6/case NNP/4/obl"
    stay = parsed("Italian soldiers will stay in Lebanon", parse,
                  state("presence", "continues", 4, ("first", 2), ("second", 6), status="planned"))  # fmt: skip
    assert [(c.change, c.status) for c in told(stay)[1]] == [("continues", "happened")]
    parse += " IN/9/case NNP/9/compound CD/4/obl"
    until = parsed("Italian soldiers will stay in Lebanon until May 2030", parse,
                   state("presence", "continues", 4, ("first", 2), ("second", 6), ("time", 9), status="planned"))  # fmt: skip
    assert [(c.change, c.status, str(c.when.latest)) for c in told(until)[1]][1:] == [("ends", "planned", "2030-05-31")]


def test_the_words_before_where_name_the_host_whatever_else_is_likely(monkeypatch: pytest.MonkeyPatch) -> None:
    chad = Party(Actor("TCD", "TCD"))
    monkeypatch.setattr(meant, "likeliest", lambda story, scene, frame, rule, finish: (rule[0], (chad,)))
    read = parsed("Chad admires Mali where Italy has set up a base",
                  "NNP/2/nsubj VBZ/0/root NNP/2/obj WRB/7/advmod NNP/7/nsubj VBZ/7/aux VBN/3/acl:relcl RP/7/prt DT/10/det NN/7/obj",
                  state("presence", "begins", 7, ("first", 5), ("second", 3)))  # fmt: skip
    assert [(roles(c)["holder"], roles(c)["host"]) for c in told(read)[1]] == [("ITA", "MLI")]
