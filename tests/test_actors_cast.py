"""Who is in one report, and whom its bare words stand for. The reports are made up for these tests."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import pytest

from dragoman.grounding.cast import Cast, cast_of
from dragoman.reader.sentence import ReadSentence
from dragoman.report import Passage, Report
from tests.test_coding import parsed

BRIDGE = (
    "Estonia closes the bridge at Narva\n\n"
    "TALLINN - Estonia closed the bridge at Narva on Monday after Russian border guards removed 24 buoys. "
    "Prime Minister Mart Oru said that the government would not bargain.\n\n"
    "Estonia's interior minister, Liis Tamme, met the Russian ambassador, Pavel Dronov. "
    "Tamme told Dronov that his country had broken the agreement of 2005. He denied it.\n\n"
    "The North Atlantic Treaty Organization (NATO) called the step provocative. The alliance has about 1,200 soldiers in Estonia, "
    "and British soldiers guard the bridge. They will stay.\n\n"
    "Estonia, Latvia and Lithuania warned Moscow together. All three have fenced their borders. "
    "The two sides will talk again in Helsinki."
)
STATEMENT = (
    "REPUBLIC OF MALI\n\nMINISTRY OF DEFENCE\n\n"
    "The Government received the German ambassador. It asked that the German forces leave by 30 June.\n\n"
    "The Ministry thanks these forces. The two sides agreed on the details."
)
RAID = (
    "Fighters of Boko Haram attacked a garrison in Chad on Friday. The militants killed 12 soldiers, the army said. "
    "The group has not commented. Chad's president vowed revenge, and his troops crossed into Niger."
)


def ids(cast: Cast, context: str, words: str, avoid: Collection[str] = ()) -> tuple[str, ...]:
    """The ids of some words, found after a context."""
    start = cast.report.text.index(words, cast.report.text.index(context))
    return tuple(a.id for a in cast.resolve(start, start + len(words), avoid=avoid))


@pytest.fixture(scope="module")
def bridge() -> Cast:
    return cast_of(BRIDGE, "2024-06-03", "Estonia closes the bridge at Narva")


@pytest.mark.parametrize(
    ("context", "words", "expected"),
    [
        ("said that the", "the government", ("EST",)),
        ("Tamme told", "Tamme", ("EST",)),
        ("Tamme told", "Dronov", ("RUS",)),
        ("The alliance", "The alliance", ("NATO",)),
        ("The alliance has", "about 1,200 soldiers", ("NATO",)),
        ("They will stay", "They", ("GBR",)),
        ("All three", "All three", ("EST", "LVA", "LTU")),
        ("closed the bridge", "Russian border guards", ("RUS",)),
        ("met the", "the Russian ambassador, Pavel Dronov", ("RUS",)),
        ("warned Moscow", "Moscow", ("RUS",)),
    ],
)
def test_short_mentions_follow_the_full_ones(bridge: Cast, context: str, words: str, expected: tuple[str, ...]) -> None:
    assert ids(bridge, context, words) == expected


def test_persons_of_no_table_are_introduced_by_the_report(bridge: Cast) -> None:
    assert ids(bridge, "Estonia's interior", "Estonia's interior minister, Liis Tamme") == ("EST",)
    assert ids(bridge, "Prime Minister", "Prime Minister Mart Oru") == ("EST",)


def test_a_part_of_something_is_no_office() -> None:
    text = "Mexico mourns families of an offshoot Methodist parish. Methodist leaders in Mexico spoke."
    cast = Cast(Report("", text, passages=(Passage("body", 0, len(text)),)), [(0, 55), (56, len(text))])
    assert cast.states() == ["MEX"]
    assert cast.resolve(text.index("Methodist"), text.index("Methodist") + 9) == ()


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The envoy Richard Minister Holbrooke ended talks in Niger.", "Richard Minister Holbrooke", ()),
        ("Indian generals and press wing met.", "Indian generals and press wing", ("IND",)),
        ("India's generals and offshoot met.", "India's generals and offshoot", ("IND",)),
    ],
)
def test_forenames_own_no_office_and_what_has_no_sector_takes_its_neighbours(
    text: str, words: str, expected: tuple[str, ...]
) -> None:
    cast = Cast(Report("", text, published=date(2024, 5, 1), passages=(Passage("body", 0, len(text)),)), [(0, len(text))])
    start = text.index(words)
    assert tuple(a.id for a in cast.resolve(start, start + len(words))) == expected


def test_the_other_party_is_avoided(bridge: Cast) -> None:
    assert ids(bridge, "He denied", "He", avoid=("EST",)) == ("RUS",)
    assert ids(bridge, "told Dronov", "his", avoid=("EST",)) == ("RUS",)


def test_states_partners_and_home(bridge: Cast) -> None:
    assert bridge.home == "EST"
    assert bridge.states()[0] == "EST"
    partner = bridge.partner(("EST",), BRIDGE.index("He denied"))
    assert partner and partner.id == "RUS"
    assert {a.id for a in bridge.parties()} >= {"EST", "RUS", "NATO", "LVA", "LTU"}


def test_a_statement_speaks_for_the_state_that_issues_it() -> None:
    cast = cast_of(STATEMENT, "2023-05-02", "Statement", "Ministry of Defence, Bamako (press office)")
    assert cast.home == "MLI"
    assert ids(cast, "The Government received", "The Government") == ("MLI",)
    assert ids(cast, "It asked", "It") == ("MLI",)
    assert ids(cast, "The Ministry thanks", "The Ministry") == ("MLI",)
    assert ids(cast, "thanks these", "these forces") == ("DEU",)
    assert set(ids(cast, "The two sides", "The two sides")) == {"MLI", "DEU"}


def test_groups_and_armies_are_told_apart() -> None:
    cast = cast_of(RAID, "2024-10-28")
    assert ids(cast, "The militants", "The militants") == ("BOKO_HARAM",)
    assert ids(cast, "the army said", "the army") == ("TCD",)
    assert ids(cast, "The group has", "The group") == ("BOKO_HARAM",)
    assert ids(cast, "his troops", "his troops") == ("TCD",)


def test_military_rule_is_known_by_date() -> None:
    text = "France and Gabon quarrelled over a base. The junta said nothing."
    assert ids(cast_of(text, "2024-01-10"), "The junta", "The junta") == ("GAB",)


def test_two_are_those_whom_the_sentence_before_names() -> None:
    text = (
        "India quarrels with Nepal over a road. India built it, says Nepal. Nepal protested to India. Chinese soldiers beat Indian "
        "soldiers in Galwan. Both foreign ministers talked.\n\nWith Nepal there is quiet. The two armies agreed on a line."
    )
    cast = cast_of(text, "2020-06-20")
    assert set(ids(cast, "Both foreign", "Both foreign ministers")) == {"CHN", "IND"}
    assert set(ids(cast, "The two armies", "The two armies")) == {"IND", "NPL"}


def test_both_countries_are_states() -> None:
    text = "India blames Pakistan. A bomber of Jaish-e-Mohammed killed Indian policemen. Both countries recalled their envoys."
    assert set(ids(cast_of(text, "2019-08-10"), "Both countries", "Both countries")) == {"IND", "PAK"}


@pytest.mark.parametrize(("on", "expected"), [("2024-05-01", ("USA",)), ("1945-01-01", ())])
def test_a_family_name_alone_is_a_former_head_where_his_state_is_named(on: str, expected: tuple[str, ...]) -> None:
    text = "The United States and Cuba fell out. Eisenhower cut the ties."
    assert ids(cast_of(text, on), "Eisenhower", "Eisenhower") == expected
    assert ids(cast_of("Peru and Cuba fell out. Eisenhower cut the ties.", on), "Eisenhower", "Eisenhower") == ()


def test_a_relative_pronoun_stands_for_the_noun_before_it() -> None:
    cast = cast_of("Hungary's president, who met Ukraine's envoy, praised Serbia, which keeps neutral.", "2023-01-01")
    assert ids(cast, "who met", "who") == ("HUN",)
    assert ids(cast, "which keeps", "which") == ("SRB",)


def test_furniture_is_no_context() -> None:
    text = "Kenya closed its border. The government gave no reason.\n\nMost read: Peru votes. Peru wins. Peru rejoices."
    body = text.index("\n\n")
    marked = (Passage("body", 0, body), Passage("furniture", body + 2, len(text)))
    assert Cast(Report("", text, passages=marked)).states() == ["KEN"]


def test_unknown_words_name_no_one() -> None:
    cast = cast_of("The weather was fine. A farmer from the valley, Joan Kimball, sold apples.", "2023-01-01")
    assert ids(cast, "The weather", "The weather") == ()
    assert ids(cast, "Joan", "Joan Kimball") == ()


def test_a_name_once_a_person_stays_a_person() -> None:
    cast = cast_of("Jim Jordan lost the vote. Jordan withdrew.", "2023-10-20")
    assert ids(cast, "Jordan withdrew", "Jordan") == ()


def test_the_same_report_gives_the_same_answers() -> None:
    first, second = cast_of(BRIDGE, "2024-06-03"), cast_of(BRIDGE, "2024-06-03")
    assert [a.id for a in first.parties()] == [a.id for a in second.parties()]


VISITS = (
    "A French minister was in Oman on Monday. The sultanate offered its help. On Tuesday she met the king of Tonga. "
    "Paris will open an embassy in the kingdom."
)


@pytest.mark.parametrize(
    ("context", "words", "expected"),
    [("was in Oman", "The sultanate", ("OMN",)), ("an embassy in", "the kingdom", ("TON",))],
)
def test_what_a_state_can_be_called_is_that_state(context: str, words: str, expected: tuple[str, ...]) -> None:
    assert ids(cast_of(VISITS), context, words) == expected


POLAR = (
    "Iceland left the Council of Northern Island Nations (CNIN) in May. The council had suspended it. NATO said nothing. "
    "The North Polar Fisheries Forum met, and the Icelandic National Council of Fisheries did not."
)


@pytest.mark.parametrize(
    ("context", "words", "expected"),
    [
        ("left", "the Council of Northern Island Nations", ("CNIN",)),
        ("NATO said nothing", "The North Polar Fisheries Forum", ()),
        ("The council had", "The council", ("CNIN",)),
        ("and the", "the Icelandic National Council of Fisheries", ("ISL",)),
    ],
)
def test_organisations_that_no_table_has_are_themselves(context: str, words: str, expected: tuple[str, ...]) -> None:
    assert ids(cast_of(POLAR), context, words) == expected


SUMMIT = (
    "Leaders of the Southern African Development Community met in Lusaka. The Community praised its members.\n\n"
    "Angola and Zambia signed the minutes. Both navies took part, and crews of both navies paraded.\n\n"
    "The International Criminal Court opened a file on Kenya. Interpol passed it on. The court's registrar said nothing."
)


@pytest.mark.parametrize(
    ("context", "words", "expected"),
    [
        ("The Community praised", "The Community", ("SADC",)),
        ("and crews", "crews of both navies", ("AGO", "ZMB")),
        ("The court's registrar", "The court's registrar", ("ICC",)),
    ],
)
def test_what_was_named_in_full_is_meant_by_its_short_name(context: str, words: str, expected: tuple[str, ...]) -> None:
    assert ids(cast_of(SUMMIT, "2023-05-02"), context, words) == expected


def test_words_beyond_those_asked_for_tell_whose_they_are() -> None:
    cast = cast_of("Peru lost an ally when the government of Chile fell. The rulers of Togo and Benin said nothing.")
    assert ids(cast, "Peru", "the government") == ("CHL",)
    assert ids(cast, "The rulers", "The rulers of Togo") == ("TGO", "BEN")


def test_several_juntas_are_all_that_were_named_together() -> None:
    text = "The rulers of Mali and Guinea met in Conakry. The juntas blame France, and the junta in Conakry spoke."
    cast = cast_of(text, "2023-02-10")
    assert ids(cast, "The juntas", "The juntas") == ("MLI", "GIN")
    assert ids(cast, "the junta in", "the junta in Conakry") == ("GIN",)


COUNCIL = (
    "Latvia and Norway quarrelled over fish. The Baltic state closed two ports. The Nordic monarchy did nothing, and the kingdom "
    "of cod survived.\n\nTurkmenistan sent gas to Iran. The Central Asian republic wants more money."
)


@pytest.mark.parametrize(
    ("context", "words", "expected"),
    [
        ("The Baltic", "The Baltic state", ("LVA",)),
        ("The Nordic", "The Nordic monarchy", ("NOR",)),
        ("The Central", "The Central Asian republic", ("TKM",)),
    ],
)
def test_a_region_tells_which_state_is_meant(context: str, words: str, expected: tuple[str, ...]) -> None:
    assert ids(cast_of(COUNCIL), context, words) == expected


def test_the_halves_of_a_divided_country_are_told_apart() -> None:
    cast = cast_of("South Korea and North Korea held talks. The North asked for rice. Snow fell in the north of the country.")
    assert ids(cast, "The North asked", "The North") == ("PRK",)
    cast = cast_of("Pyongyang tested a rocket. Both Koreas had promised to talk.")
    assert ids(cast, "Both", "Both Koreas") == ("KOR", "PRK")


def test_a_region_is_nobody_where_no_state_of_it_is_named() -> None:
    assert ids(cast_of("Peru and Chile met. The Baltic state kept away."), "The Baltic", "The Baltic state") == ()


YEMEN = (
    "Sudan sent men to the coalition led by Saudi Arabia. In Aden coalition jets dropped leaflets. "
    "The rebels fired. Ten drones were seen. France sold radar to Oman, and its envoys attended."
)


@pytest.mark.parametrize(
    ("context", "words", "expected"),
    [
        ("men to", "the coalition", ("SAUDI_LED_COALITION",)),
        ("In Aden", "coalition jets", ("SAUDI_LED_COALITION",)),
        ("Ten drones", "Ten drones", ()),
    ],
)
def test_a_coalition_is_itself_and_bare_things_are_nobody(context: str, words: str, expected: tuple[str, ...]) -> None:
    assert ids(cast_of(YEMEN), context, words) == expected


def test_the_doer_of_a_deed_is_not_its_place() -> None:
    cast = cast_of("Kenya condemned the attack of 3 May on the port of Mombasa. Ghana condemned the invasion of Ukraine by Russia.")
    assert ids(cast, "condemned the attack", "the attack of 3 May on the port of Mombasa") == ()
    assert ids(cast, "Ghana condemned", "the invasion of Ukraine by Russia") == ("RUS",)


def test_our_country_is_that_of_a_local_report() -> None:
    text = "LUSAKA 4 May - Malawi asked for maize. The minister of our country agreed. Malawi thanked him."
    assert ids(cast_of(text), "The minister", "The minister of our country") == ("ZMB",)


def test_the_army_that_fights_rebels_is_that_of_their_state() -> None:
    text = "Nigeria voted. Niger's army and Chad's army met. Boko Haram shelled the army's positions."
    assert ids(cast_of(text, "2022-01-01"), "shelled", "the army") == ("NGA",)


CONTROL = parsed(
    "Peru urged Chile to free its prisoners",
    "NNP/2/nsubj VBD/0/root NNP/2/obj TO/5/mark VB/2/xcomp PRP$/7/nmod:poss NNS/5/obj",
)
BOUND = parsed(
    "Peru waited and Chile sold its mines",
    "NNP/2/nsubj VBD/0/root CC/5/cc NNP/5/nsubj VBD/2/conj PRP$/7/nmod:poss NNS/5/obj",
)
BLAMED = parsed(
    "Peru accused Chile of moving its fence",
    "NNP/2/nsubj VBD/0/root NNP/2/obj IN/5/mark VBG/2/advcl PRP$/7/nmod:poss NN/5/obj",
)
BESIDE = parsed(
    "Peru accused Chile after moving its fence",
    "NNP/2/nsubj VBD/0/root NNP/2/obj IN/5/mark VBG/2/advcl PRP$/7/nmod:poss NN/5/obj",
)
EMPTY = parsed("It is known that Peru waits", "PRP/3/expl VBZ/3/aux:pass VBN/0/root IN/6/mark NNP/6/nsubj VBZ/3/ccomp")


@pytest.mark.parametrize(
    ("read", "words", "expected"),
    [
        (CONTROL, "its prisoners", ("CHL",)),
        (BOUND, "its mines", ("CHL",)),
        (BLAMED, "its", ("CHL",)),
        (BESIDE, "its", ("PER",)),
        (EMPTY, "It", ()),
    ],
)
def test_a_pronoun_goes_back_to_the_subject_that_the_parse_tells(
    read: ReadSentence, words: str, expected: tuple[str, ...]
) -> None:
    cast = Cast(Report("", read.text), [(0, len(read.text))], [read])
    assert ids(cast, words, words) == expected


def test_those_counted_on_a_continent_stay_the_same() -> None:
    cast = cast_of("China praised Kenya and Uganda. Tanzania slept; China thanked it. All three African states joined. They paid.")
    assert set(ids(cast, "They paid", "They")) == {"KEN", "UGA", "TZA"}


def test_a_bare_korean_offer_is_of_the_south() -> None:
    cast = cast_of("North Korea and South Korea met. North Korea wants aid. Japan rejected a Korean offer.")
    assert ids(cast, "rejected", "a Korean offer") == ("KOR",)


def test_ambassadors_of_nobody_are_nobody() -> None:
    assert ids(cast_of("Peru and Chile met. They will exchange ambassadors."), "exchange", "ambassadors") == ()


CALLERS = (
    "The Foreign Minister of Norway, Ms. Solveig Havn, visited Lima on Tuesday. Havn left on Friday. "
    "The minister of Peru met Ivo Lund. In October Georgia recalled its soldiers, for which the United States thanked it."
)


@pytest.mark.parametrize(
    ("context", "words", "expected"),
    [
        ("of Norway", "Ms. Solveig Havn", ("NOR",)),
        ("Havn left", "Havn", ("NOR",)),
        ("met Ivo", "Ivo Lund", ()),
        ("In October", "Georgia", ("GEO",)),
    ],
)
def test_a_title_with_its_owner_tells_whose_the_name_after_it_is(context: str, words: str, expected: tuple[str, ...]) -> None:
    assert ids(cast_of(CALLERS), context, words) == expected


def test_what_somebody_did_abroad_does_not_make_him_a_foreigner() -> None:
    named = "The council in Tripoli named Omar Tarhuni, an engineer who taught in Alabama, as envoy."
    cast = cast_of(f"{named} Tarhuni accepted.", "2011-11-01")
    assert ids(cast, "Tarhuni accepted", "Tarhuni") != ("USA",)


def test_who_heads_something_is_of_it() -> None:
    cast = cast_of("Omar Tarhuni, who heads the army of Chad, flew to Lima. Tarhuni met the press.", "2011-11-01")
    assert ids(cast, "Tarhuni met", "Tarhuni") == ("TCD",)


def test_of_what_somebody_is_may_stand_behind_the_name() -> None:
    cast = cast_of("In Asmara Musa Idris Nur of the Eastern Front signed for Sudan's rebels. Nur thanked Eritrea.", "2006-10-14")
    assert ids(cast, "Nur thanked", "Nur") == ids(cast, "the Eastern", "the Eastern Front")


def test_who_is_to_do_what_is_demanded_is_another() -> None:
    read = parsed("Peru demanded that it withdraw", "NNP/2/nsubj VBD/0/root IN/5/mark PRP/5/nsubj VB/2/ccomp")
    met = parsed("Chile met Peru.", "NNP/2/nsubj VBD/0/root NNP/2/obj ./2/punct")
    cast = Cast(Report("", f"{met.text} {read.text}"), [(0, 15), (16, 46)], [met, read])
    assert [a.id for a in cast.resolve(35, 37)] == ["CHL"]


def test_the_enclave_is_the_breakaway_land_that_was_named() -> None:
    text = "Georgia rejects the vote in Abkhazia. Moscow keeps soldiers in the enclave, and Georgia wants them out."
    cast = cast_of(text, "2014-08-25")
    assert ids(cast, "in the enclave", "the enclave") == ("ABKHAZIA",)


def test_the_subject_of_a_joined_clause_comes_to_mind_like_the_first() -> None:
    parse = "NNP/2/nsubj VBD/0/root NNP/2/obj ,/7/punct CC/7/cc NNP/7/nsubj VBD/2/conj NNP/7/obj ./2/punct"
    both = parsed("Peru praised Chile, and Cuba condemned Iran.", parse)
    last = parsed("It waited.", "PRP/2/nsubj VBD/0/root ./2/punct")
    text = f"{both.text} {last.text}"
    cast = Cast(Report("", text), [(0, len(both.text)), (len(both.text) + 1, len(text))], [both, last])
    assert ids(cast, "It waited", "It") == ("CUB",)


@pytest.mark.parametrize(
    ("words", "day", "expected"),
    [
        ("Belgrade", "1985-03-01", "YUG"),
        ("Belgrade", "2008-03-01", "SRB"),
        ("Yugoslavia", "1991-06-01", "YUG"),
        ("Yugoslavia", "1999-06-12", "SRB"),
        ("Yugoslavia", "2008-03-01", "YUG"),
        ("Yugoslav troops", "1999-06-12", "SRB"),
        ("Prague", "1968-08-21", "CSK"),
        ("Prague", "2004-05-01", "CZE"),
        ("Aden", "1986-01-13", "YMD"),
    ],
)
def test_a_name_is_of_the_state_that_is_called_so_on_the_day(words: str, day: str, expected: str) -> None:
    assert ids(cast_of(f"{words} left. Peru waited.", day), words, words) == (expected,)
