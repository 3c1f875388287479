"""What the wires and chancelleries write every day, in sentences of our own that are read the whole way."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman import read
from dragoman.rows import Event, Party


def told(text: str, published: str, kind: str) -> Event:
    """The only event of a type in a report."""
    (event,) = [e for e in read(text, published=published).events if e.type == kind]
    return event


def ids(parties: Iterable[Party]) -> list[str]:
    """Who stands on a side."""
    return [p.id for p in parties]


def acts(text: str, published: str) -> list[tuple[str, list[str], list[str]]]:
    """The events of a report: type, who acts, towards whom."""
    return [(e.type, ids(e.actors), ids(e.recipients)) for e in read(text, published=published).events]


def changes(text: str, published: str, kind: str) -> list[tuple[str, str, list[str | None]]]:
    """The changes of a kind of arrangement in a report: change, status, when."""
    return [(c.change, c.status, c.when.row()) for c in read(text, published=published).changes if c.kind == kind]


def test_the_month_of_publication_ends_at_publication() -> None:
    text = "In September Sweden imposed sanctions on Belarus."
    assert told(text, "2011-09-14", "SANCTION").date.row() == ["2011-09-01", "2011-09-14"]
    assert changes(text, "2011-09-14", "sanctions") == [("begins", "happened", ["2011-09-01", "2011-09-14"])]


def test_no_name_begins_with_the_month_before_it() -> None:
    text = "On 5 May the Arab League lifted the sanctions on Yemen which it had imposed in February."
    assert acts(text, "2015-08-20") == [("CONCEDE", ["ARAB_LEAGUE"], ["YEM"]), ("SANCTION", ["ARAB_LEAGUE"], ["YEM"])]
    assert told(text, "2015-08-20", "SANCTION").date.row() == ["2015-02-01", "2015-02-28"]


def test_what_remains_in_force_until_a_month_ends_in_the_next_such_month() -> None:
    text = "The fisheries agreement between Japan and Palau remains in force until the end of February."
    held = {(change, status): when for change, status, when in changes(text, "2016-06-12", "agreement")}
    assert held.keys() == {("continues", "happened"), ("ends", "planned")}
    assert held["ends", "planned"] == ["2017-02-01", "2017-02-28"]


def test_soldiers_of_whom_most_have_left_are_still_there() -> None:
    text = "Most of the Turkish soldiers have left Albania."
    assert changes(text, "2012-05-03", "presence") == [("alters", "happened", [None, "2012-05-03"])]


def test_two_months_on_end_are_one_stretch_and_a_town_is_not_abducted() -> None:
    event = told("In June and July Boko Haram captured two towns in Cameroon.", "2015-12-03", "COERCE")
    assert (event.modes, ids(event.actors), ids(event.recipients)) == (("seize",), ["BOKO_HARAM"], ["CMR"])
    assert event.date.row() == ["2015-06-01", "2015-07-31"]


def test_sanctions_that_are_imposed_again_are_not_lifted() -> None:
    for verb in ("reimposed", "restored", "reintroduced"):
        text = f"Canada {verb} sanctions on Myanmar in March."
        assert acts(text, "2017-06-10") == [("SANCTION", ["CAN"], ["MMR"])]
        assert changes(text, "2017-06-10", "sanctions") == [("begins", "happened", ["2017-03-01", "2017-03-31"])]


def test_sanctions_that_are_suspended_are_eased_but_not_over() -> None:
    text = "Norway suspended its arms embargo against Sudan on Friday."
    assert acts(text, "2017-06-10") == [("CONCEDE", ["NOR"], ["SDN"])]
    assert changes(text, "2017-06-10", "sanctions") == [("alters", "happened", ["2017-06-09", "2017-06-09"])]


def test_rockets_fired_at_something_are_an_assault() -> None:
    event = told("Sudan fired rockets at a school in Juba.", "2014-07-10", "ASSAULT")
    assert (event.modes, ids(event.actors), ids(event.recipients)) == (("heavy-weapons",), ["SDN"], ["SSD"])


def test_what_a_clause_with_which_denies_is_told_and_denied() -> None:
    held = {
        "Thailand has armed rebels in Laos, which Bangkok denies.": "THA",
        "Belarus has provided Serbia with tanks, a charge that Minsk denies.": "BLR",
    }
    for text, denier in held.items():
        events = read(text, published="2014-07-10").events
        assert [(e.type, e.status, e.said_by) for e in events] == [("AID", "happened", None), ("AID", "negated", denier)]


def test_to_reject_a_charge_is_to_deny_it() -> None:
    text = "Cuba accused Panama of arming rebels. The Panamanian ambassador has rejected the allegation."
    assert acts(text, "2014-06-02") == [("ACCUSE", ["CUB"], ["PAN"])]


def test_the_day_at_the_head_of_an_entry_is_that_of_all_its_acts() -> None:
    text = (
        "The quarrel in brief:\n\n3 February - Sudan attacks Chad. Egypt closes its airspace. Morocco condemns the strikes.\n\n"
        "9 February - Chad expels the ambassador of Sudan. Kenya urges calm.\n\n20 March - Sudan and Chad sign a truce."
    )
    held = [(e.type, e.date.row()) for e in read(text, published="2016-10-05").events]
    first, second, last = (["2016-02-03"] * 2, ["2016-02-09"] * 2, ["2016-03-20"] * 2)
    assert held == [
        ("ASSAULT", first), ("COERCE", first), ("ACCUSE", first), ("SANCTION", second), ("REQUEST", second), ("SUPPORT", last)
    ]  # fmt: skip


def test_the_day_before_a_colon_is_past() -> None:
    text = "4 March: Peru recalls its ambassador from Caracas."
    assert changes(text, "2018-11-20", "relations") == [("alters", "happened", ["2018-03-04", "2018-03-04"])]


def test_a_treaty_that_was_signed_and_is_not_in_force_has_yet_to_begin() -> None:
    text = "The agreement that Chile and Bolivia signed in June has not yet entered into force."
    held = [(change, status) for change, status, _ in changes(text, "2009-11-02", "agreement")]
    assert ("begins", "planned") in held and ("begins", "happened") not in held


def test_the_government_of_a_letterhead_is_that_of_its_state() -> None:
    text = (
        "REPUBLIC OF ZAMBIA\n\nMinistry of Foreign Affairs\n\nPress release\n\nLusaka, 2 May 2018\n\n"
        "The Government thanks Rwanda for its help in Goma."
    )
    event = told(text, "2018-05-02", "SUPPORT")
    assert (ids(event.actors), ids(event.recipients)) == (["ZMB"], ["RWA"])


def test_we_in_a_joint_statement_are_all_whom_its_heading_names() -> None:
    text = "Joint statement by Sweden, Norway and Denmark\n\nWe condemn the attack by Sudan on Juba."
    event = told(text, "2013-05-02", "ACCUSE")
    assert (ids(event.actors), ids(event.recipients)) == (["SWE", "NOR", "DNK"], ["SDN"])


def test_the_two_organisations_are_those_that_met() -> None:
    text = "The African Union and the Arab League met on Sunday. The two organisations imposed sanctions on Sudan."
    event = told(text, "2015-05-06", "SANCTION")
    assert (ids(event.actors), ids(event.recipients)) == (["AFRICAN_UNION", "ARAB_LEAGUE"], ["SDN"])


def test_a_coalition_that_is_told_by_its_letters_alone_acts_itself() -> None:
    text = "The ZLF, an alliance of armed groups, accuses Ethiopia of breaking the truce."
    assert acts(text, "2010-05-06") == [("ACCUSE", ["ZLF"], ["ETH"])]


def test_a_body_that_is_called_after_a_town_is_not_its_state() -> None:
    text = "Oman and Qatar founded the Muscat Trade Dialogue in 2009. Kuwait joined it last year."
    held = [(c.roles, c.when.row()[0]) for c in read(text, published="2015-06-01").changes if c.kind == "membership"]
    since = {"OMN": "2009-01-01", "QAT": "2009-01-01", "KWT": "2014-01-01"}
    assert held == [({"member": one, "organisation": "MUSCAT_TRADE_DIALOGUE"}, day) for one, day in since.items()]


def test_who_works_for_the_end_of_a_war_is_not_in_it() -> None:
    text = "Erdogan promised to work for an end to the war in Sudan."
    assert told(text, "2023-05-06", "AGREE").actors[0].id == "TUR"
    assert changes(text, "2023-05-06", "hostilities") == []


def test_militants_without_a_name_are_not_the_state_that_they_are_in() -> None:
    text = "Kenya has been fighting Islamist militants in Somalia for five years. Chad has been at war with Sudan since March."
    held = [c.roles["parties"] for c in read(text, published="2016-05-06").changes if c.kind == "hostilities"]
    assert set(held) == {("SDN", "TCD")}


def test_whoever_switches_recognition_breaks_with_the_one_that_is_left() -> None:
    text = "Kiribati switched recognition from Taipei to Beijing in September 2019."
    assert acts(text, "2020-06-06") in ([("SANCTION", ["KIR"], ["TWN"])], [("SUPPORT", ["KIR"], ["CHN"])])
    held = [(c.change, c.roles["parties"]) for c in read(text, published="2020-06-06").changes if c.kind == "relations"]
    assert ("alters", ("KIR", "TWN")) in held and ("begins", ("KIR", "TWN")) not in held


def test_what_is_only_asked_changes_nothing() -> None:
    text = "Has Iceland left NATO? No. Does Italy still have a base in Djibouti? No. Peru has left UNASUR."
    held = [(c.kind, c.change, c.roles) for c in read(text, published="2011-05-06").changes]
    assert held == [("membership", "ends", {"member": "PER", "organisation": "UNASUR"})]


def test_forces_that_were_stationed_until_a_coup_drove_them_out_are_there_no_more() -> None:
    text = "Guinea\n\nSpanish troops stationed in Guinea were expelled shortly after the coup. The junta in Conakry thanked Russia."
    event = told(text, "2022-04-20", "SANCTION")
    assert (event.modes, ids(event.actors), ids(event.recipients)) == (("expel",), ["GIN"], ["ESP"])
    assert event.date.row() == ["2021-09-05", "2021-11-04"]
    assert changes(text, "2022-04-20", "presence") == [("ends", "happened", ["2021-09-05", "2021-11-04"])]


def test_how_relations_are_is_not_at_which_level() -> None:
    text = "Chile's relations with Bolivia have soured since last year. Peru severed relations with Colombia on Monday."
    assert acts(text, "2011-04-20") == [("SANCTION", ["PER"], ["COL"])]
    assert changes(text, "2011-04-20", "relations") == [("alters", "happened", ["2011-04-18", "2011-04-18"])]


def test_what_also_adds_to_what_has_been_done_has_no_day_of_its_own() -> None:
    text = "Leaders of Ecuador and Bolivia met on Friday. The two countries have left UNASUR. They also quit the Andean Community."
    events = read(text, published="2011-09-13").events
    held = [(ids(e.actors), ids(e.recipients), e.date.row()) for e in events if e.type == "SANCTION"]
    both, undated = ["ECU", "BOL"], [None, "2011-09-13"]
    assert held == [(both, ["UNASUR"], undated), (both, ["ANDEAN_COMMUNITY"], undated)]


def test_states_that_are_not_told_which_are_nobody() -> None:
    text = "Other countries have condemned Eritrea. No government has recognised the Taliban. Kenya condemned Eritrea."
    assert acts(text, "2012-05-04") == [("ACCUSE", ["KEN"], ["ERI"])]


def test_rebels_who_are_led_by_somebody_are_his() -> None:
    text = "Rebels led by the M23 captured three towns in Congo on Monday."
    assert [(kind, actors) for kind, actors, _ in acts(text, "2013-05-10")] == [("COERCE", ["M23"])]


def test_who_sets_out_for_somewhere_leaves_nobody() -> None:
    assert acts("President Kenyatta is to leave on Wednesday for Rwanda.", "2019-03-04") == []


def test_some_of_the_soldiers_who_change_their_base_do_not_end_it() -> None:
    held = changes("The US military has moved 100 soldiers from its base near Niamey to Agadez.", "2023-09-15", "base")
    assert ("ends", "happened") not in [(change, status) for change, status, _ in held]


def test_forces_that_will_not_leave_have_not_left() -> None:
    event = told("Moscow says that its troops will not be withdrawn from Moldova for now.", "2012-08-10", "RETREAT")
    assert (event.modes, event.status, ids(event.actors)) == (("withdraw",), "negated", ["RUS"])


def test_whom_an_organisation_suspends_are_those_of_the_act() -> None:
    text = "Mali and Guinea border on one another. The African Union suspended both countries in August."
    event = told(text, "2021-10-01", "SANCTION")
    held = [c.roles["member"] for c in read(text, published="2021-10-01").changes if c.kind == "membership"]
    assert sorted(map(str, held)) == sorted(ids(event.recipients))


def test_a_departure_that_is_decided_on_is_planned() -> None:
    text = "Denmark decided on Monday on the withdrawal of its forces from Iraq."
    assert {status for _, status, _ in changes(text, "2007-02-22", "presence")} == {"planned"}


def test_a_village_that_is_shelled_is_somebodys() -> None:
    event = told("Israel shelled a village in southern Lebanon on Monday, killing three people.", "2014-09-10", "ASSAULT")
    assert (event.modes, ids(event.actors), ids(event.recipients)) == (("heavy-weapons",), ["ISR"], ["LBN"])
