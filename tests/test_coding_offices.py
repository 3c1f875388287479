"""What offices are called, who holds them, and who succeeds whom."""

from __future__ import annotations

import pytest

from dragoman.coding.offices import _titled
from dragoman.coding.titles import beside, headed, office
from dragoman.reader.sentence import Frame
from dragoman.rows import Change
from tests.test_coding import act, parsed
from tests.test_coding_sides import SVO, roles, state, told


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("president", ("president", None)),
        ("Aristide's presidency", ("president", None)),
        ("the premiership of New Zealand", ("prime minister", "NZL")),
        ("Lebanon's prime minister", ("prime minister", "LBN")),
        ("the Lebanese premier", ("premier", "LBN")),
        ("prime minister of Estonia", ("prime minister", "EST")),
        ("secretary-general", ("secretary general", None)),
        ("secretary general of NATO", ("secretary general", "NATO")),
        ("head of the security council of Kazakhstan", ("head of the security council", "KAZ")),
        ("chief minister of Bangsamoro", ("chief minister of Bangsamoro", None)),
        ("chairman of the African Union Commission", ("chairman of the African Union Commission", "AFRICAN_UNION")),
        ("once interior minister", ("interior minister", None)),
        ("foreign ministry", ("foreign minister", None)),
        ("Emir Sheikh", ("emir", None)),
        ("general secretary", ("general secretary", None)),
        ("Colonel", (None, None)),
        ("Mr", (None, None)),
        ("the post", (None, None)),
        ("her successor", (None, None)),
    ],
)
def test_an_office_is_called_after_its_holder(words: str, held: tuple[str | None, str | None]) -> None:
    assert office(words) == held


@pytest.mark.parametrize(
    ("verb", "words", "held"),
    [
        ("heads", "the junta", ("head of the junta", None)),
        ("headed", "the Presidential Leadership Council", ("head of the Presidential Leadership Council", None)),
        ("leads", "Mali", ("leader", "MLI")),
        ("left", "Mali", (None, None)),
    ],
)
def test_who_heads_something_is_its_head(verb: str, words: str, held: tuple[str | None, str | None]) -> None:
    assert headed(verb, words) == held


@pytest.mark.parametrize(
    ("name", "title"),
    [("Rabuka", "prime minister"), ("Sayed-Khaiyum", "attorney general"), ("Kallas", "prime minister"), ("Biman", None)],
)
def test_a_report_gives_a_title_beside_a_name(name: str, title: str | None) -> None:
    text = "The prime minister of Fiji, Mr Sitiveni Rabuka, dismissed Attorney-General Aiyaz Sayed-Khaiyum. Biman left Port-Prince."
    assert beside(f"{text} Kaja Kallas, the prime minister, and Prime Minister Sitiveni Rabuka met.", name) == title


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("President Mohamed Bazoum", ("president", "Mohamed Bazoum", "")),
        ("the elected president, Ann Lee", ("elected president,", "Ann Lee", "")),
        ("Evo Morales", ("", "Evo Morales", "")),
        ("First Vice President Taban Deng", ("first vice president", "Taban Deng", "")),
        ("Bisher Khasawneh prime minister of Jordan", ("", "Bisher Khasawneh", "prime minister of Jordan")),
        ("Pedro Pablo Kuczynski's presidency", ("", "Pedro Pablo Kuczynski", "")),
        ("Nawaf al-Ahmad", ("", "Nawaf al-Ahmad", "")),
        ("him", ("", None, "")),
        ("the president", ("", None, "")),
    ],
)
def test_titles_are_parted_from_names(text: str, held: tuple[str, str | None, str]) -> None:
    assert _titled(text) == held


def _held(changes: list[Change]) -> list[tuple[str, ...]]:
    return [(c.change, *(str(roles(c)[role]) for role in ("person", "office", "of"))) for c in changes]


BOTH = ("begins", "Ann Lee", "prime minister", "PER"), ("ends", "Bob Ray", "prime minister", "PER")


def _both(detail: str, *more: tuple[str, int]) -> Frame:
    return state("office", detail, 3, ("first", 1), ("first", 4), *more)


@pytest.mark.parametrize("detail", ["begins", "ends"])
def test_who_succeeds_another_begins_what_he_ends(detail: str) -> None:
    read = parsed("Ann Lee succeeded Bob Ray as prime minister of Peru",
                  "NNP/3/nsubj NNP/1/flat VBD/0/root NNP/3/obj NNP/4/flat IN/8/case JJ/8/amod NN/3/obl IN/10/case NNP/8/nmod",
                  _both(detail, ("name", 8), ("second", 10)))  # fmt: skip
    assert _held(told(read)[1]) == list(BOTH)


def test_who_is_replaced_by_another_leaves() -> None:
    read = parsed("Bob Ray was replaced by Ann Lee as prime minister of Peru",
                  "NNP/4/nsubj:pass NNP/1/flat VBD/4/aux:pass VBN/0/root IN/6/case NNP/4/obl:agent NNP/6/flat IN/10/case "
                  "JJ/10/amod NN/4/obl IN/12/case NNP/10/nmod",
                  state("office", "begins", 4, ("first", 1), ("first", 6), ("name", 10), ("second", 12)))  # fmt: skip
    assert _held(told(read)[1]) == list(BOTH)


def test_who_hands_over_to_another_leaves() -> None:
    parse = "JJ/2/amod NN/3/nmod NNP/5/nsubj NNP/3/flat VBD/0/root RP/5/compound:prt TO/8/case NNP/5/obl NNP/8/flat"
    read = parsed("Prime minister Bob Ray handed over to Ann Lee", parse,
                  state("office", "ends", 5, ("first", 3), ("first", 8), ("name", 2)))  # fmt: skip
    peru = parsed("Peru left OPEC", SVO, act("SANCTION", "withdraw", 2, ("actor", 1), ("recipient", 3)))
    offices = [change for change in told(peru, read)[1] if change.kind == "office"]
    assert _held(offices) == [("begins", "Ann Lee", "prime minister", "PER"), ("ends", "Bob Ray", "prime minister", "PER")]


def test_an_office_held_until_a_past_day_has_ended() -> None:
    read = parsed("Ann Lee was president of Peru until March",
                  "NNP/4/nsubj NNP/1/flat VBD/4/cop NN/0/root IN/6/case NNP/4/nmod IN/8/case NNP/4/obl",
                  state("office", "continues", 4, ("first", 1), ("name", 4), ("second", 6), ("time", 8)))  # fmt: skip
    found = told(read)[1]
    assert _held(found) == [("ends", "Ann Lee", "president", "PER")]
    assert found[0].when.row() == ["2024-03-01", "2024-03-31"]


def test_an_office_without_words_is_that_of_the_tables() -> None:
    read = parsed("Dina Boluarte of Peru was sworn in on 7 December 2022",
                  "NNP/6/nsubj:pass NNP/1/flat IN/4/case NNP/1/nmod VBD/6/aux:pass VBN/0/root RP/6/compound:prt IN/9/case "
                  "CD/6/obl NNP/9/nmod CD/9/nummod",
                  state("office", "begins", 6, ("first", 1), ("time", 9)))  # fmt: skip
    assert _held(told(read)[1]) == [("begins", "Dina Boluarte", "president", "PER")]


def test_a_body_or_a_successor_holds_no_office() -> None:
    read = parsed("Her successor took office in Peru", "PRP$/2/nmod:poss NN/3/nsubj VBD/0/root NN/3/obj IN/6/case NNP/3/obl",
                  state("office", "begins", 3, ("first", 2)))  # fmt: skip
    assert told(read)[1] == []
