"""The rules of coding, on sentences parsed by hand."""

from __future__ import annotations

from datetime import date

from dragoman.coding.changes import ChangeCoder
from dragoman.coding.events import EventCoder, merged
from dragoman.coding.scene import Scene
from dragoman.coding.sides import borrowed
from dragoman.coding.story import Story
from dragoman.coding.when import Calendar
from dragoman.grounding.cast import Cast
from dragoman.grounding.dates import read_dates
from dragoman.interval import Interval
from dragoman.reader.sentence import Frame, ReadSentence
from dragoman.reader.words import words
from dragoman.report import Report, make_report
from dragoman.rows import Event

DAY = date(2024, 4, 20)


def parsed(text: str, parse: str, *frames: Frame) -> ReadSentence:
    """A sentence with its parse as «tag/head/relation» for each word."""
    rows = [item.split("/") for item in parse.split()]
    cut = tuple(words(text))
    assert len(cut) == len(rows)
    tags, heads, relations = zip(*rows, strict=True)
    return ReadSentence(text, cut, tags, tuple(map(int, heads)), relations, ("-",) * len(cut), frames)


def scene(read: ReadSentence) -> Scene:
    return Scene(0, 0, "body", 0, read.text, read, DAY, read_dates(read.text, DAY))


def coders(report: Report) -> tuple[EventCoder, ChangeCoder]:
    story, calendar = Story(Cast(report)), Calendar(report.published)
    acts = EventCoder(report, story, calendar, "test")
    return acts, ChangeCoder(report, story, calendar, "test", acts.told)


def coded(read: ReadSentence) -> list[Event]:
    return list(coders(make_report(read.text, published=DAY))[0].of(scene(read)))


LEFT = "Mali left Ecowas on Monday"
LEFT_PARSE = "NNP/2/nsubj VBD/0/root NNP/2/obj IN/5/case NNP/2/obl"


def act(label: str, detail: str | None, trigger: int, *roles: tuple[str, int], status: str = "happened") -> Frame:
    return Frame(True, trigger, label, detail, status, 0.9, tuple((role, word, 0.9) for role, word in roles))


def test_leaving_an_organisation_is_a_sanction_whatever_the_verb() -> None:
    event = coded(parsed(LEFT, LEFT_PARSE, act("RETREAT", "withdraw", 2, ("actor", 1), ("recipient", 3))))[0]
    assert (event.type, event.modes) == ("SANCTION", ("withdraw",))
    assert ([p.id for p in event.actors], [p.id for p in event.recipients]) == (["MLI"], ["ECOWAS"])
    assert event.date == Interval.on(date(2024, 4, 15))
    assert event.evidence.text == LEFT


def test_a_departure_that_will_be_is_a_concession_and_one_that_was_is_old_news() -> None:
    will = parsed("France will withdraw from Chad", "NNP/3/nsubj MD/3/aux VB/0/root IN/5/case NNP/3/obl",
                  act("RETREAT", "withdraw", 3, ("actor", 1), ("recipient", 5)))  # fmt: skip
    assert [(e.type, e.modes, e.status) for e in coded(will)] == [("CONCEDE", (), "happened")]
    left = parsed("France left Chad in 2014", "NNP/2/nsubj VBD/0/root NNP/2/obj IN/5/case CD/2/obl",
                  act("RETREAT", "withdraw", 2, ("actor", 1), ("recipient", 3)))  # fmt: skip
    assert [(e.type, e.status) for e in coded(left)] == [("RETREAT", "historical")]


def test_the_date_of_a_noun_is_not_the_date_of_the_act() -> None:
    text = "Niger denounced the accord of 2012"
    parse = "NNP/2/nsubj VBD/0/root DT/4/det NN/2/obj IN/6/case CD/4/nmod"
    read = parsed(text, parse, act("SANCTION", "discontinue", 2, ("actor", 1)))
    assert coded(read)[0].date == Interval(None, DAY)


def test_what_comes_a_month_after_something_tells_when_that_was() -> None:
    text = "It comes a month after Niger scrapped the pact"
    read = parsed(text, "PRP/2/nsubj VBZ/0/root DT/4/det NN/7/obl IN/7/mark NNP/7/nsubj VBD/2/advcl DT/9/det NN/7/obj",
                  act("SANCTION", "discontinue", 7, ("actor", 6)))  # fmt: skip
    when = coded(read)[0].date
    assert when.earliest is not None
    assert when.latest is not None
    assert when.earliest <= date(2024, 3, 20) <= when.latest


def test_an_attack_by_nobody_known_is_not_coded() -> None:
    read = parsed("Soldiers were killed in Mali", "NNS/3/nsubj:pass VBD/3/aux:pass VBN/0/root IN/5/case NNP/3/obl",
                  act("ASSAULT", None, 3, ("recipient", 1)))  # fmt: skip
    assert coded(read) == []


def test_one_happening_told_twice_is_one_event() -> None:
    frame = act("RETREAT", "withdraw", 2, ("actor", 1), ("recipient", 3))
    dated = coded(parsed(LEFT, LEFT_PARSE, frame))
    undated = coded(parsed("Mali left Ecowas", "NNP/2/nsubj VBD/0/root NNP/2/obj", frame))
    assert merged([*undated, *dated]) == dated
    assert merged([*dated, *undated]) == dated


def test_two_acts_of_a_kind_in_one_clause_are_two_rows() -> None:
    read = parsed(LEFT, LEFT_PARSE, act("SANCTION", "withdraw", 2, ("actor", 1), ("recipient", 3)),
                  act("SANCTION", "withdraw", 5, ("actor", 1), ("recipient", 3)))  # fmt: skip
    events = coded(read)
    assert [e.evidence.text for e in events][:1] == [LEFT]
    assert len({e.id for e in events}) == len(events) == 2


def test_every_party_of_a_compound_has_a_row_of_its_own() -> None:
    text = "Germany and Italy keep troops in Niger"
    frame = Frame(False, 4, "presence", "continues", "happened", 0.9, (("first", 1, 0.9), ("first", 3, 0.9), ("second", 7, 0.9)))
    read = parsed(text, "NNP/4/nsubj CC/3/cc NNP/1/conj VBP/0/root NNS/4/obj IN/7/case NNP/4/obl", frame)
    changes = list(coders(make_report(text, published=DAY))[1].of(scene(read)))
    assert [c.roles for c in changes] == [{"holder": "DEU", "host": "NER"}, {"holder": "ITA", "host": "NER"}]
    assert {c.when for c in changes} == {Interval.on(DAY)}


def test_a_change_borrows_the_parties_of_the_act_at_its_word() -> None:
    event = coded(parsed(LEFT, LEFT_PARSE, act("SANCTION", "withdraw", 2, ("actor", 1), ("recipient", 3))))[0]
    assert [[p.id for p in side] for side in borrowed("membership", event)] == [["MLI"], ["ECOWAS"]]
    assert [[p.id for p in side] for side in borrowed("presence", event)] == [["ECOWAS"], ["MLI"]]
