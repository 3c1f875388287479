"""When what a report tells took place, on short reports of our own, read the whole way."""

from __future__ import annotations

from dragoman import read
from dragoman.rows import Event


def told(text: str, published: str, kind: str) -> Event:
    """The only event of a type in a report."""
    (event,) = [e for e in read(text, published=published).events if e.type == kind]
    return event


def test_a_sentence_without_a_date_goes_on_at_the_day_of_the_story() -> None:
    text = (
        "Costa Rica and Panama signed a border agreement in San José on Tuesday.\n\n"
        "The ministers met at the foreign ministry.\n\nNicaragua condemned the agreement."
    )
    event = told(text, "2019-05-10", "ACCUSE")
    assert (event.date.row(), event.status) == (["2019-05-07", "2019-05-07"], "happened")


def test_the_same_day_is_the_last_day_told_not_the_last_year() -> None:
    text = (
        "Laos recalled its ambassador from Bangkok on 3 March. Thailand has had a consulate there since 1994. "
        "Vietnam condemned the move the same day."
    )
    assert told(text, "2015-03-07", "ACCUSE").date.row() == ["2015-03-03", "2015-03-03"]


def test_what_has_been_done_does_not_take_the_day_of_another_clause() -> None:
    text = "Norway has suspended its aid to Malawi, and last Monday it closed its embassy in Lilongwe."
    held = [e for e in read(text, published="2012-06-15").events if "aid" in e.evidence.text]
    assert [e.date.row() for e in held] == [[None, "2012-06-15"]]


def test_what_was_told_on_a_day_had_happened_by_then() -> None:
    text = (
        "Peru's government has fallen.\n\nIt was a short week.\n\n"
        "On Wednesday the minister told Congress that Ecuadorean troops had attacked a Peruvian post."
    )
    assert told(text, "1995-01-28", "ASSAULT").date.row() == [None, "1995-01-25"]


def test_what_has_not_come_about_has_not_since_the_day_named() -> None:
    text = "Uganda has not reopened its embassy in Kigali since 2018."
    held = [e for e in read(text, published="2019-10-02").events if e.status == "negated"]
    assert [e.date.row() for e in held] == [["2018-01-01", "2019-10-02"]]


def test_what_has_been_done_is_news_wherever_it_is_told() -> None:
    text = "It rained in Lima.\n\nThe streets were empty.\n\nBolivia has accused Chile of diverting a river and condemned its army."
    held = [e for e in read(text, published="2004-03-02").events if e.type == "ACCUSE"]
    assert held and {e.status for e in held} == {"happened"}
