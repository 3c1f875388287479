"""Those whom a sentence leaves out or names by words alone: who signed a pact, crowds, people who stand beside their office."""

from __future__ import annotations

from dataclasses import replace

from dragoman.coding.tellings import outstanding
from dragoman.coding.terms import status
from dragoman.reader.sentence import ReadSentence
from dragoman.report import make_report
from tests.test_coding import DAY, act, coders, parsed, scene
from tests.test_coding_sides import sides, state, told

SIGNED = parsed("Peru and Chile signed a treaty", "NNP/4/nsubj CC/3/cc NNP/1/conj VBD/0/root DT/6/det NN/4/obj",
                act("SUPPORT", None, 4, ("actor", 1), ("actor", 3)),
                state("agreement", "begins", 4, ("first", 1), ("first", 3)))  # fmt: skip
PASSIVE = "PRP/4/nsubj:pass VBZ/4/aux RB/4/advmod VBN/0/root"


def test_a_pact_that_nobody_is_told_to_have_signed_its_parties_have_not_signed() -> None:
    read = parsed("It has not entered", PASSIVE, act("SUPPORT", None, 4, status="negated"),
                  state("agreement", "begins", 4, status="denied"))  # fmt: skip
    assert [(e.status, *sides(e)) for e in told(SIGNED, read)[0]][-1] == ("negated", ["PER", "CHL"], [])
    assert told(read)[0] == []


def test_an_act_at_a_word_that_tells_of_no_pact_is_nobodys() -> None:
    read = parsed("It has not opened", PASSIVE, act("SUPPORT", None, 4, status="negated"))
    assert told(SIGNED, read)[0][1:] == []


def test_a_consent_that_is_lacking_is_not_given() -> None:
    text, parse = "Peru must ratify the treaty", "NNP/3/nsubj MD/3/aux VB/0/root DT/5/det NN/3/obj"
    pact = state("agreement", "begins", 3, ("first", 1), status="planned")
    assert [(e.type, e.status) for e in told(SIGNED, parsed(text, parse, pact))[0][1:]] == [("SUPPORT", "negated")]
    seen = act("SUPPORT", None, 3, ("actor", 1))
    assert [(e.type, e.status) for e in told(SIGNED, parsed(text, parse, seen, pact))[0][1:]] == [("SUPPORT", "negated")]
    plain = parsed("Peru ratified the treaty", "NNP/2/nsubj VBD/0/root DT/4/det NN/2/obj", act("SUPPORT", None, 2, ("actor", 1)))
    assert [e.status for e in told(SIGNED, plain)[0][1:]] != ["negated"]


def test_a_crowd_without_a_name_is_of_where_it_gathers() -> None:
    read = parsed("Thousands marched in Lima", "NNS/2/nsubj VBD/0/root IN/4/case NNP/2/obl",
                  act("PROTEST", "demo", 2, ("actor", 1), ("place", 4)))  # fmt: skip
    event = told(read)[0][0]
    assert sides(event)[0] == ["PER"]
    assert event.actors[0].actor.sector == "CVL"


def test_a_crowd_that_is_named_and_unknown_is_nobody() -> None:
    read = parsed("Zorbians marched in Lima", "NNPS/2/nsubj VBD/0/root IN/4/case NNP/2/obl",
                  act("PROTEST", "demo", 2, ("actor", 1), ("place", 4)))  # fmt: skip
    assert told(read)[0] == []


def test_who_boycotts_a_vote_does_so_at_home() -> None:
    parse = "NNP/2/nsubj VBD/0/root DT/4/det NN/2/obj"
    vote = parsed("Peruvians boycotted the vote", parse, act("PROTEST", "boycott", 2, ("actor", 1)))
    assert sides(told(vote)[0][0]) == (["PER"], ["PER"])
    march = parsed("Peruvians marked the vote", parse, act("PROTEST", "demo", 2, ("actor", 1)))
    assert sides(told(march)[0][0]) == (["PER"], [])


def test_a_name_that_tells_nobody_is_whom_the_noun_beside_it_tells() -> None:
    text = "Peru expelled the ambassador of Chile , Ann Zorb"
    parse = "NNP/2/nsubj VBD/0/root DT/4/det NN/2/obj IN/6/case NNP/4/nmod ,/8/punct NNP/4/appos NNP/8/flat"
    read = parsed(text, parse, act("SANCTION", "expel", 2, ("actor", 1), ("recipient", 8)))
    assert sides(told(read)[0][0]) == (["PER"], ["CHL"])


def test_a_pact_that_is_signed_but_not_in_force_yet_is_planned() -> None:
    lacking = parsed("Peru and Chile await the treaty", "NNP/4/nsubj CC/3/cc NNP/1/conj VBP/0/root DT/6/det NN/4/obj",
                     state("agreement", "begins", 4, ("first", 1), ("first", 3), status="denied"))  # fmt: skip
    changes = told(SIGNED, lacking)[1]
    assert [c.status for c in changes] == ["happened", "denied"]
    assert [c.status for c in outstanding(changes)] == ["planned", "denied"]
    assert [c.status for c in outstanding(changes[:1])] == ["happened"]
    assert outstanding(changes)[0].id != changes[0].id


def test_what_does_not_end_until_a_day_ends_then() -> None:
    parse = "NN/5/nsubj VBZ/5/aux RB/5/advmod RB/5/advmod VB/0/root IN/7/case NNP/5/obl"
    ends = state("membership", "ends", 5, ("first", 1), ("time", 7), status="denied")
    assert status(scene(parsed("Peru does still not leave until June", parse, ends)), ends) == "planned"
    past = parsed("Peru did still not leave until June", parse.replace("VBZ", "VBD"), ends)
    assert status(scene(past), ends) == "happened"
    open_end = replace(ends, roles=ends.roles[:1])
    assert status(scene(parsed("Peru does still not leave until June", parse, open_end)), open_end) == "denied"


def borne_out(*reads: ReadSentence) -> list[tuple[str, bool]]:
    """(type, whether it counts) of the events of a report whose sentences these are."""
    coder = coders(make_report(reads[0].text, published=DAY))[0]
    events = [e for read in reads for e in coder.of(scene(read))]
    return [(e.type, e in coder.borne_out(events)) for e in events]


def test_an_act_that_its_sentence_gives_one_side_only_has_to_be_sure_or_beside_one_that_is() -> None:
    parse = "NNP/2/nsubj VBD/0/root DT/4/det NN/2/obj"
    sure = act("SANCTION", None, 2, ("actor", 1))
    doubted = replace(sure, confidence=0.6)
    assert borne_out(parsed("Peru closed the office", parse, sure)) == [("SANCTION", True)]
    assert borne_out(parsed("Peru closed the office", parse, doubted)) == [("SANCTION", False)]
    other = parsed("Peru left Chile", "NNP/2/nsubj VBD/0/root NNP/2/obj", act("RETREAT", None, 2, ("actor", 1), ("recipient", 3)))
    beside = borne_out(parsed("Peru closed the office", parse, doubted), other)
    assert beside == [("SANCTION", True), ("RETREAT", True)]
    both = replace(doubted, roles=(*doubted.roles, ("recipient", 4, 0.9)))
    shunned = parsed("Peru shunned nearby Chile", "NNP/2/nsubj VBD/0/root JJ/4/amod NNP/2/obj", both)
    assert borne_out(shunned) == [("SANCTION", True)]
    assert sides(told(shunned)[0][0]) == (["PER"], ["CHL"])
    repressed = replace(doubted, label="COERCE", roles=(*doubted.roles, ("recipient", 4, 0.9)))
    assert borne_out(parsed("Peru jailed some Peruvians", "NNP/2/nsubj VBD/0/root DT/4/det NNPS/2/obj", repressed))[0][1]
