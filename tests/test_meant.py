"""Whom an act is meant for where its sentence names nobody, and the annotated reports that this is learned from."""

from __future__ import annotations

from dataclasses import replace

import dragoman
from dragoman.agreement import likeness
from dragoman.coding import meant
from dragoman.coding.bearings import Bearings
from dragoman.coding.parts import Share
from dragoman.grounding.cast import cast_of
from dragoman.grounding.loglinear import rated, weights
from dragoman.rows import Event, Party, Span
from tests.test_coding import act, scene
from tests.test_coding import parsed as sentence
from tests.test_coding_sides import state
from training.meaning import arising
from training.sides import acts, annotated, between, changes, parsed, reports

PARSE = "NNP/2/nsubj VBD/0/root DT/5/det NNP/5/compound NNP/2/obj CC/7/cc NNP/5/conj"
REPORT = (
    "Jordan shuts its embassy in Baghdad\n\nAMMAN - Jordan recalled its ambassador from Iraq on Monday and closed its embassy.\n\n"
    "The quarrel began in March.\n\nIraq had asked Jordan for the fugitives, and Amman has rejected the request.\n"
)


def _events(text: str) -> list[Event]:
    return list(dragoman.read(text, published="2003-03-25").events)


def test_a_side_that_a_sentence_leaves_out_is_whom_the_report_tells_of() -> None:
    rejected = [e for e in _events(REPORT) if e.type == "REJECT"]
    assert [([p.id for p in e.actors], [p.id for p in e.recipients]) for e in rejected] == [(["JOR"], ["IRQ"])]


def test_nobody_is_meant_whom_the_report_does_not_name() -> None:
    known = {"JOR", "IRQ"}
    assert {p.id for e in _events(REPORT) for p in (*e.actors, *e.recipients)} <= known


def test_who_joins_or_leaves_does_so_to_a_body() -> None:
    cast = cast_of("Mali left the G5 Sahel and Niger. Chad stays.", "2024-04-20")
    membership = state("membership", "ends", 2)
    for frames, expected in (((membership,), {"G5_SAHEL"}), ((), {"G5_SAHEL", "NER"})):
        left = act("SANCTION", "withdraw", 2, ("actor", 1), ("recipient", 5))
        read = sentence("Mali left the G5 Sahel and Niger", PARSE, left, *frames)
        sides = (tuple(map(Party, cast.resolve(0, 4))), tuple(map(Party, cast.resolve(10, 22))))
        share = Share(0.0, {"MLI": 0.1, "G5_SAHEL": 0.3, "NER": 0.5, "TCD": 0.1}, {})
        doubt = meant.Doubt(Bearings(cast), scene(read), left, 1, sides, lambda one, two: (one, two), (share, share))
        assert {p.id for those in doubt.options() for p in those if len(those) == 1} - {"MLI"} == expected


def test_whom_a_list_surely_names_are_meant() -> None:
    cast = cast_of("Chad urged Mali and Niger to wait. Mali waits.", "2024-04-20")
    parse = "NNP/2/nsubj VBD/0/root NNP/2/obj CC/5/cc NNP/3/conj TO/7/mark VB/2/xcomp"
    sides = (tuple(map(Party, cast.resolve(0, 4))), tuple(map(Party, (*cast.resolve(11, 15), *cast.resolve(20, 25)))))
    share = Share(0.0, {"MLI": 0.6, "NER": 0.1, "TCD": 0.1}, {})
    for sure, arises in ((0.95, False), (0.6, True)):
        urged = replace(act("REQUEST", None, 2, ("actor", 1)), roles=(("recipient", 3, sure), ("recipient", 5, sure)))
        read = sentence("Chad urged Mali and Niger to wait", parse, urged)
        doubt = meant.Doubt(Bearings(cast), scene(read), urged, 1, sides, lambda one, two: (one, two), (share, share))
        assert doubt.arises is arises


def test_who_is_said_to_own_those_who_act_is_meant() -> None:
    text = "Germany's last soldiers flew home"
    cast = cast_of(f"{text}. Niger waits.", "2024-09-20")
    actors = tuple(Party(one, Span(0, 23, text[:23])) for one in cast.resolve(0, 23))
    recipients = tuple(map(Party, cast.resolve(35, 40)))
    share = Share(0.0, {"DEU": 0.4, "NER": 0.6}, {})
    flew = act("RETREAT", "withdraw", 5, ("actor", 4))
    for relation, arises in (("nmod:poss", False), ("dep", True)):
        read = sentence(text, f"NNP/4/{relation} POS/1/case JJ/4/amod NNS/5/nsubj VBD/0/root RB/5/advmod", flew)
        doubt = meant.Doubt(Bearings(cast), scene(read), flew, 0, (actors, recipients), lambda one, two: (one, two), (share, share))
        assert doubt.arises is arises


def test_features_without_a_weight_say_nothing() -> None:
    assert rated({"by the rules": 1.0, "never heard of": 9.0}, {"by the rules": 0.5}) == 0.5
    assert rated({}, weights(meant.WEIGHTS)) == 0.0


def test_whom_the_rules_take_is_likelier_for_it() -> None:
    assert all(weights(meant.WEIGHTS)[f"{side}: by the rules"] > 0 for side in ("actor", "recipient"))


def test_who_is_likelier_in_the_whole_of_the_report_is_likelier_for_it() -> None:
    assert all(weights(meant.WEIGHTS)[f"{side}: log share"] > 0 for side in ("actor", "recipient"))


def test_every_act_and_change_of_an_annotated_report_has_its_sides() -> None:
    held = {
        name: (set(sides), {one[0] for one in acts(items)} | {one[0] for one in changes(items)})
        for name, items, sides in reports()
    }
    assert len(held) > 300
    assert {name: told ^ wanted for name, (told, wanted) in held.items() if told != wanted} == {}


def test_sides_are_read_as_they_are_written() -> None:
    assert parsed("USA+GBR > SUN") == (frozenset({"USA", "GBR"}), frozenset({"RUS"}))
    assert parsed("USA >") == (frozenset({"USA"}), frozenset())
    assert parsed("? > USA") == (frozenset(), frozenset({"USA"}))
    assert parsed("USA > ?") is None
    assert between("USA > QAT", "base") == (frozenset({"USA"}), frozenset({"QAT"}))
    assert between("USA > QAT", "agreement") == (frozenset({"USA", "QAT"}), frozenset({"USA", "QAT"}))
    assert between("? > QAT", "base") is None
    assert likeness(frozenset({"USA"}), frozenset({"USA", "GBR"})) == 0.5
    assert likeness(frozenset(), frozenset()) == 1.0


def test_choices_hold_the_one_of_the_rules_first_and_say_who_is_right() -> None:
    found = arising(next(annotated()))
    assert found
    assert all(len(one.features) == len(one.right) for one in found)
    by_rule = [[n for n, known in enumerate(one.features) if {"actor: by the rules", "recipient: by the rules"} & known.keys()]
               for one in found]  # fmt: skip
    assert by_rule == [[0]] * len(found)
