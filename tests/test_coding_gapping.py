"""Several happenings that one verb tells, each with its own date."""

from __future__ import annotations

from datetime import date

from dragoman.coding.gapping import spread
from dragoman.reader.sentence import Frame, ReadSentence
from tests.test_coding import act, parsed
from tests.test_coding_sides import sides, state, told

LEFT = "Peru left OPEC in May and Chile in June"
LEFT_PARSE = "NNP/2/nsubj VBD/0/root NNP/2/obj IN/5/case NNP/2/obl CC/7/cc NNP/5/conj IN/9/case NNP/2/obl"
TWO = (("actor", 1), ("actor", 7), ("recipient", 3), ("time", 5), ("time", 9))


def words(read: ReadSentence, frame: Frame) -> dict[str, list[str]]:
    return {role: [read.word(w) for w in frame.fillers(role)] for role in dict.fromkeys(role for role, _, _ in frame.roles)}


def test_fillers_and_dates_that_take_turns_are_happenings_of_their_own() -> None:
    read = spread(parsed(LEFT, LEFT_PARSE, act("SANCTION", "withdraw", 2, *TWO)))
    assert [words(read, f) for f in read.frames] == [
        {"actor": ["Peru"], "recipient": ["OPEC"], "time": ["May"]},
        {"actor": ["Chile"], "recipient": ["OPEC"], "time": ["June"]},
    ]
    assert [f.part for f in read.frames] == [(1, 5), (7, 9)]


def test_a_change_takes_from_the_act_at_its_word_who_stands_in_the_place_of_whom() -> None:
    ends = state("membership", "ends", 2, ("first", 1), ("second", 3), ("time", 5))
    read = spread(parsed(LEFT, LEFT_PARSE, act("SANCTION", "withdraw", 2, *TWO), ends))
    assert [words(read, f)["first"] for f in read.frames if not f.act] == [["Peru"], ["Chile"]]


def test_each_is_coded_with_its_own_words_and_date() -> None:
    ends = state("membership", "ends", 2, ("first", 1), ("first", 7), ("second", 3), ("time", 5), ("time", 9))
    events, changes = told(spread(parsed(LEFT, LEFT_PARSE, act("SANCTION", "withdraw", 2, *TWO), ends)))
    assert [(sides(e)[0], e.date.earliest, e.evidence.text) for e in events] == [
        (["PER"], date(2023, 5, 1), "Peru left OPEC in May"),
        (["CHL"], date(2023, 6, 1), "Chile in June"),
    ]
    assert [(c.roles["member"], c.when.earliest) for c in changes] == [("PER", date(2023, 5, 1)), ("CHL", date(2023, 6, 1))]
    assert len({e.id for e in events} | {c.id for c in changes}) == 4


def test_two_dates_of_one_happening_part_nothing() -> None:
    read = parsed("Peru left OPEC on Friday , 3 May",
                  "NNP/2/nsubj VBD/0/root NNP/2/obj IN/5/case NNP/2/obl ,/7/punct CD/5/appos NNP/7/nmod",
                  act("SANCTION", "withdraw", 2, ("actor", 1), ("recipient", 3), ("time", 5), ("time", 7)))  # fmt: skip
    assert spread(read) is read


def test_a_clause_with_a_verb_of_its_own_is_not_parted_off() -> None:
    read = parsed("Peru said in May that it left OPEC in June",
                  "NNP/2/nsubj VBD/0/root IN/4/case NNP/2/obl IN/7/mark PRP/7/nsubj VBD/2/ccomp NNP/7/obj IN/10/case NNP/7/obl",
                  act("SANCTION", "withdraw", 7, ("actor", 1), ("actor", 6), ("time", 4), ("time", 10)))  # fmt: skip
    assert spread(read) is read


def test_what_is_listed_after_the_last_date_is_a_happening_without_one() -> None:
    read = parsed(f"{LEFT} , Ghana a week later",
                  f"{LEFT_PARSE} ,/11/punct NNP/5/conj DT/13/det NN/14/obl:npmod RB/2/advmod",
                  act("SANCTION", "withdraw", 2, *TWO, ("actor", 11)))  # fmt: skip
    parts = [words(read, f) for f in spread(read).frames]
    assert [one["actor"] for one in parts] == [["Peru"], ["Chile"], ["Ghana"]]
    assert "time" not in parts[2]
