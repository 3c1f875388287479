"""Forces that come on top of others, stays that are prolonged, sanctions that are eased: sentences parsed by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dragoman.coding.meant import Doubt, likeliest
from dragoman.coding.parts import Share, key
from dragoman.coding.scene import Scene
from dragoman.coding.sides import Parties, Sides
from dragoman.coding.story import Story
from dragoman.grounding.cast import Cast
from dragoman.interval import Interval
from dragoman.reader.sentence import ReadSentence
from dragoman.report import make_report
from dragoman.rows import Change
from tests.test_coding import DAY, parsed, scene
from tests.test_coding_sides import SVO, roles, state, told

SENT = "NNP/2/nsubj VBD/0/root JJ/4/amod NNS/2/obj IN/6/case NNP/2/obl"
HOLDS, HOST = ("first", 1), ("second", 6)


def _changes(*reads: ReadSentence) -> list[tuple[str, str]]:
    return [(c.change, c.status) for c in told(*reads)[1]]


@pytest.mark.parametrize(("word", "change"), [("more", "alters"), ("additional", "alters"), ("French", "begins")])
def test_forces_that_come_on_top_of_others_alter_a_presence(word: str, change: str) -> None:
    sent = state("presence", "begins", 2, HOLDS, ("first", 4), HOST)
    assert _changes(parsed(f"France sent {word} soldiers to Chad", SENT, sent)) == [(change, "happened")]


def test_more_than_a_number_is_how_many_they_are() -> None:
    read = parsed("France sent more than 900 soldiers to Chad",
                  "NNP/2/nsubj VBD/0/root JJR/5/advmod IN/3/fixed CD/6/nummod NNS/2/obj IN/8/case NNP/2/obl",
                  state("presence", "begins", 2, HOLDS, ("first", 6), ("second", 8), ("strength", 5)))  # fmt: skip
    assert _changes(read) == [("begins", "happened")]


def _prolonged(words: str, parse: str) -> list[Change]:
    stay = state("presence", "continues", 2, HOLDS, ("second", 6))
    return told(parsed(f"France prolonged its stay in Chad {words}",
                       f"NNP/2/nsubj VBD/0/root PRP$/4/nmod:poss NN/2/obj IN/6/case NNP/4/nmod {parse}", stay))[1]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "parse", "due"),
    [
        ("until May 2026", "IN/8/case NNP/2/obl CD/8/nummod", Interval(date(2026, 5, 1), date(2026, 5, 31))),
        ("by two years", "IN/9/case CD/9/nummod NNS/2/obl", Interval(date(2026, 4, 20), date(2026, 5, 20))),
        ("by six more months", "IN/10/case CD/10/nummod JJR/10/amod NNS/2/obl", Interval(date(2024, 10, 20), date(2024, 11, 20))),
        ("for another year", "IN/9/case DT/9/det NN/2/obl", Interval(date(2025, 4, 20), date(2025, 5, 20))),
    ],
)
def test_a_stay_that_is_prolonged_is_altered_and_ends_then(words: str, parse: str, due: Interval) -> None:
    altered, ends = sorted(_prolonged(words, parse), key=lambda c: c.change)
    assert (altered.change, altered.status) == ("alters", "happened")
    assert (ends.change, ends.status) == ("ends", "planned")
    assert ends.when == due
    assert {tuple(sorted(roles(c).items())) for c in (altered, ends)} == {(("holder", "FRA"), ("host", "TCD"))}


@pytest.mark.parametrize(("words", "parse"), [("again", "RB/2/advmod"), ("by 9,000 years", "IN/9/case CD/9/nummod NNS/2/obl")])
def test_a_stay_prolonged_by_no_time_or_beyond_all_has_no_end(words: str, parse: str) -> None:
    assert [c.change for c in _prolonged(words, parse)] == ["alters"]


def test_members_until_a_day_are_members_and_leave_then() -> None:
    parse = "NNP/3/nsubj VBZ/3/cop NN/0/root IN/5/case NNP/3/nmod IN/7/case NNP/3/obl CD/7/nummod"
    read = parsed("Chad is member of NATO until May 2026", parse, state("membership", "continues", 3, HOLDS, ("second", 5)))
    ends = Interval(date(2026, 5, 1), date(2026, 5, 31))
    assert sorted((c.change, c.status, c.when) for c in told(read)[1]) == [
        ("continues", "happened", Interval.on(DAY)), ("ends", "planned", ends),
    ]  # fmt: skip


def test_a_state_has_no_members() -> None:
    read = parsed("Chad joined Peru", SVO, state("membership", "begins", 2, HOLDS, ("second", 3)))
    assert told(read)[1] == []


def test_the_last_who_leave_end_a_presence() -> None:
    left = state("presence", "alters", 2, HOLDS, ("first", 4), HOST)
    assert _changes(parsed("France pulled last soldiers from Chad", SENT, left)) == [("ends", "happened")]
    assert _changes(parsed("France pulled some soldiers from Chad", SENT, left)) == [("alters", "happened")]


def test_forces_that_may_go_are_there() -> None:
    asked = state("presence", "ends", 2, HOLDS, HOST, status="possible")
    assert sorted(_changes(parsed("France considers possible retreat from Chad", SENT, asked))) == [
        ("continues", "happened"), ("ends", "possible"),
    ]  # fmt: skip


@pytest.mark.parametrize(("verb", "change"), [("eased", "alters"), ("raised", "alters"), ("lifted", "ends")])
def test_sanctions_that_are_eased_are_altered(verb: str, change: str) -> None:
    read = parsed(f"France {verb} measures against Chad", "NNP/2/nsubj VBD/0/root NNS/2/obj IN/5/case NNP/3/nmod",
                  state("sanctions", "ends", 2, HOLDS, ("second", 5)))  # fmt: skip
    assert [c.change for c in told(read)[1]] == [change]


def test_who_is_not_yet_a_member_has_not_become_one() -> None:
    parse = "NNP/5/nsubj VBZ/5/cop RB/5/advmod RB/5/advmod NN/0/root IN/7/case NNP/5/nmod"
    denied = state("membership", "continues", 5, HOLDS, ("second", 7), status="denied")
    assert _changes(parsed("Chad is not yet member of NATO", parse, denied)) == [("begins", "denied")]
    assert _changes(parsed("Chad is not now member of NATO", parse, denied)) == [("continues", "denied")]


def _as_seen(read: ReadSentence, shares: tuple[Share, Share]) -> tuple[Story, Scene, Sides]:
    """A sentence after one that names Peru, Chile and Brazil, with what the network is to say of its first frame."""
    before = "Peru met Chile and Brazil."
    report = make_report(f"{before} {read.text}.", published=DAY)
    story, here = Story(Cast(report)), replace(scene(read), number=1, start=len(before) + 1)
    story.parts[key(here, read.frames[0])] = shares  # type: ignore[index]
    return story, here, story.by_words(here, read.frames[0])


def _ids(sides: Sides) -> list[list[str]]:
    return [[p.id for p in side] for side in sides]


def _as_they_are(one: Parties, two: Parties) -> Sides:
    return one, two


def test_who_can_hardly_be_a_party_gives_way_to_the_likeliest_other() -> None:
    read = parsed("Peru fought Chile", SVO, state("hostilities", "continues", 2, HOLDS, ("second", 3)))
    for least, parties in ((0.01, [["PER"], ["BRA"]]), (0.3, [["PER"], ["CHL"]])):
        share = Share(0.0, {"PER": 0.5, "CHL": least, "BRA": 0.5 - least}, {})
        story, here, rule = _as_seen(read, (share, share))
        assert _ids(likeliest(story, here, read.frames[0], rule, _as_they_are)) == parties


def test_a_state_cannot_be_its_own_host_but_the_sides_can_be_turned() -> None:
    read = parsed("Peru hosts Chile", SVO, state("presence", "continues", 2, HOLDS, ("second", 3)))
    shares = Share(0.0, {"PER": 0.02, "CHL": 0.98, "BRA": 0.0}, {}), Share(0.0, {"PER": 0.98, "CHL": 0.02, "BRA": 0.0}, {})
    story, here, rule = _as_seen(read, shares)
    unsure = replace(read.frames[0], roles=tuple((role, word, 0.7) for role, word, _ in read.frames[0].roles))
    doubt = Doubt(story.bearings, here, unsure, 0, rule, _as_they_are, shares)
    assert doubt.arises
    assert not replace(doubt, frame=read.frames[0]).arises  # of a name that the reader is sure of there is none
    made = [_ids(doubt.instead(those)) for those in doubt.options()]
    assert [["CHL"], ["PER"]] in made
    assert all(one != two for one, two in made)
