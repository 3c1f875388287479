"""What sentences say of arrangements, and when two of them say the same: sentences parsed by hand."""

from __future__ import annotations

from dragoman.coding.tellings import merged
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
