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
    text = (
        "It rained in Lima.\n\nThe streets were empty.\n\n"
        "Bolivia has accused Chile of diverting a river and condemned its army."
    )
    held = [e for e in read(text, published="2004-03-02").events if e.type == "ACCUSE"]
    assert held and {e.status for e in held} == {"happened"}


def dated(text: str, published: str, words: str) -> list[list[str | None]]:
    """The days of the events whose evidence holds some words."""
    return [e.date.row() for e in read(text, published=published).events if words in e.evidence.text]


def test_a_clause_that_opens_with_when_stands_at_the_end_of_the_date_before_it() -> None:
    text = "Bolivia kept its embassy in Lima closed until 3 May, when the two countries signed an agreement in La Paz."
    assert ["2016-05-03", "2016-05-03"] in dated(text, "2016-08-20", "signed")


def test_the_clause_that_a_date_is_counted_from_lies_so_far_off() -> None:
    text = "Ghana's parliament met on Thursday, three days after Togo expelled the ambassador of Ghana."
    assert ["2018-03-12", "2018-03-12"] in dated(text, "2018-03-16", "expelled")


def test_what_has_just_been_done_was_done_today() -> None:
    assert dated("Kenya has just accused Tanzania of spying.", "2015-06-04", "accused") == [["2015-06-04", "2015-06-04"]]


def test_that_month_is_the_one_that_the_sentence_before_named() -> None:
    text = "Peru closed the border in February. On the 9th of that month Chile recalled its ambassador from Lima."
    assert ["2014-02-09", "2014-02-09"] in dated(text, "2014-10-20", "recalled")


def test_a_date_in_a_clause_that_tells_how_things_are_now_is_of_the_act() -> None:
    text = "Yemen seized the trawler, which belongs to a Danish company, off Aden on 4 May."
    assert dated(text, "2013-06-20", "seized") == [["2013-05-04", "2013-05-04"]]


def test_since_tells_when_what_was_altered_was_altered() -> None:
    text = "Fiji's membership of the Commonwealth has been suspended since September 2009."
    held = [c for c in read(text, published="2011-02-03").changes if c.change == "alters"]
    assert [c.when.row() for c in held] == [["2009-09-01", "2009-09-30"]]


def test_of_a_span_what_begins_takes_the_first_month_and_what_ends_the_last() -> None:
    texts = ("War raged between India and Pakistan from August to September 1965.",
             "India and Pakistan fought each other from August to September 1965.")  # fmt: skip
    held = {c.change: c.when.row() for text in texts for c in read(text, published="1999-02-03").changes}
    assert held == {"begins": ["1965-08-01", "1965-08-31"], "ends": ["1965-09-01", "1965-09-30"]}


def test_a_plan_begins_on_the_day_that_it_was_told() -> None:
    text = "Austria announced on 2 March that its soldiers would leave the Golan by 31 July."
    held = [c.when.row() for c in read(text, published="2013-06-06").changes if c.status == "planned"]
    assert held == [["2013-03-02", "2013-07-31"]]


def test_the_following_month_is_the_one_after_that_of_the_sentence_before() -> None:
    text = "Benin closed the border in March 2003. The following month Togo recalled its ambassador from Cotonou."
    assert ["2003-04-01", "2003-04-30"] in dated(text, "2005-10-20", "recalled")


def test_that_year_may_open_a_new_paragraph() -> None:
    text = "Oman closed its embassy in Aden in 1988.\n\nIn October of that year Iraq recalled its ambassador from Aden."
    assert ["1988-10-01", "1988-10-31"] in dated(text, "1999-10-20", "recalled")


def test_what_only_tells_which_thing_is_meant_leaves_the_story_at_its_day() -> None:
    text = (
        "Peru closed the border with Chile on Tuesday. "
        "Bolivia praised the force that the United Nations authorised in December. Brazil condemned Chile."
    )
    assert ["2015-03-03", "2015-03-03"] in dated(text, "2015-03-06", "Brazil condemned")


def test_the_date_of_a_later_clause_with_a_subject_of_its_own_is_not_the_first_ones() -> None:
    text = "Djibouti expelled Emirati soldiers from a compound, and the Emirates closed their consulate on 4 May."
    assert dated(text, "2015-10-08", "expelled") != [["2015-05-04", "2015-05-04"]]


def test_the_day_by_which_somebody_is_to_leave_is_to_come() -> None:
    text = "Niger demanded that American soldiers leave by 15 September."
    held = [c.when.row() for c in read(text, published="2024-05-07").changes if c.change == "ends"]
    assert held == [["2024-05-07", "2024-09-15"]]


def test_a_joined_verb_shares_the_perfect() -> None:
    text = "Oman received the envoy of Iran on Monday. "
    text += "Ethiopia has accused Eritrea, cut the telephone lines and expelled its ambassador."
    assert {tuple(when) for when in dated(text, "1998-06-11", "expelled")} == {(None, "1998-06-11")}


def test_a_date_in_a_clause_with_which_is_not_that_of_the_sentence() -> None:
    text = "Kenya met Panama on 12 June. Washington, which broke with Taipei in 1979, called on Beijing to talk."
    assert dated(text, "2017-06-13", "called") == [["2017-06-12", "2017-06-12"]]


def test_what_a_clause_with_which_tells_is_not_what_is_denied() -> None:
    text = "Angola, which had sent 200 soldiers to Guinea-Bissau in March 2011, denied it."
    assert [e.type for e in read(text, published="2012-04-20").events if e.status == "negated"] == []


def test_a_date_since_which_something_holds_is_not_that_of_what_had_happened() -> None:
    text = "The RSF, which has held most of Khartoum since April, said its fighters had withdrawn."
    assert [when[0] for when in dated(text, "2024-03-18", "withdrawn")] == [None]


def test_since_when_something_is_the_largest_is_not_when_it_began() -> None:
    text = "Germany has 8,500 soldiers in Kosovo, its largest deployment abroad since 1945."
    held = [c.when.row()[0] for c in read(text, published="1999-06-12").changes if c.kind == "presence"]
    assert held and "1945-01-01" not in held


def test_a_coup_since_which_something_lasts_has_its_own_day() -> None:
    text = (
        "The minister visited Oyem in May.\n\n"
        "Relations between Gabon and France have cooled since last year when a military coup ousted President Ali Bongo."
    )
    event = told(text, "2024-06-01", "COERCE")
    assert (event.date.row(), event.status) == (["2023-08-30", "2023-08-30"], "historical")
