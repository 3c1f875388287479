"""Words to actors: floors on mentions in context and on dated questions about persons, and names that must be kept apart."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from dragoman.grounding.actors import actor
from dragoman.grounding.cast import Cast
from dragoman.grounding.persons import holders
from dragoman.report import Report
from dragoman.rows import Actor

DATA = Path(__file__).parent / "data"
#: floors: country and sector of mentions in context, the share of questions on persons
COUNTRY, SECTOR, PERSONS = 0.97, 0.97, 0.98


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def resolved(row: dict[str, str]) -> Actor | None:
    """The first actor of the words in brackets, read in their context."""
    start, end = row["text"].index("["), row["text"].index("]") - 1
    text = row["text"].replace("[", "").replace("]", "")
    found = Cast(Report("", text, published=date.fromisoformat(row["on"]))).resolve(start, end)
    return found[0] if found else None


def share(hits: list[bool]) -> float:
    return sum(hits) / len(hits)


def test_mentions_in_context_reach_the_floors() -> None:
    rows = [(row, resolved(row)) for row in table("actor_mentions.tsv")]
    assert len(rows) >= 1500
    nobody = [found is None for row, found in rows if row["id"] == "-"]
    country = [bool(found) and found.country == row["country"] for row, found in rows if row["country"] and found is not None]
    missing = [False for row, found in rows if row["country"] and found is None]
    sector = [found is not None and found.sector == row["sector"] for row, found in rows if row["sector"]]
    assert share([*nobody, *country, *missing]) >= COUNTRY
    assert share(sector) >= SECTOR


def test_questions_on_persons_reach_the_floor() -> None:
    rows = table("person_questions.tsv")
    assert len(rows) >= 700
    assert share([answered(row) for row in rows]) >= PERSONS


def answered(row: dict[str, str]) -> bool:
    found = actor(row["name"], row["on"])
    if found is None or found.id != row["of"]:
        return False
    if row["answer"] == "former":
        return found.sector == "ELI"
    return found.sector != "ELI" and found.name in holders(row["of"], row["office"], row["on"])


def test_every_answer_says_why() -> None:
    for phrase in ("Niger's junta", "French forces", "Lavrov", "the Pentagon", "protesters in Lagos", "Hamas fighters"):
        found = actor(phrase, "2020-01-01")
        assert found and found.why


@pytest.mark.parametrize(
    ("phrase", "ident"),
    [
        ("Niger", "NER"), ("Nigeria", "NGA"), ("Nigerian troops", "NGA"), ("Nigerien troops", "NER"),
        ("Guinea", "GIN"), ("Guinea-Bissau", "GNB"), ("Equatorial Guinea", "GNQ"), ("Papua New Guinea", "PNG"),
        ("DR Congo", "COD"), ("Congo-Brazzaville", "COG"), ("the Republic of Congo", "COG"), ("Zaire", "COD"),
        ("Sudan", "SDN"), ("South Sudan", "SSD"), ("South Korean forces", "KOR"), ("North Korea", "PRK"),
        ("Dominica", "DMA"), ("the Dominican Republic", "DOM"), ("Georgia", "GEO"), ("Jordan", "JOR"), ("Turkey", "TUR"),
        ("Upper Volta", "BFA"), ("the USSR", "RUS"), ("Burma", "MMR"), ("Swaziland", "SWZ"), ("Côte d’Ivoire", "CIV"),
        ("Hong Kong", "HKG"), ("Kosovo", "KOS"), ("Palestine", "PSE"), ("Greenland", "DNK"), ("Bermuda", "GBR"),
    ],
)  # fmt: skip
def test_names_that_are_easily_mixed_up(phrase: str, ident: str) -> None:
    found = actor(phrase)
    assert found and found.id == ident


@pytest.mark.parametrize(
    "phrase",
    ["Michael Jordan", "Jordan Peterson", "turkey sandwiches", "Chad Smith", "Paris Hilton", "John Lavrov", "Johnson", "Kim",
     "Ukraine's allies", "Russian-backed separatists", "foreign troops",
     "the neighbours", "Carlos Kherson", "Iran-backed group", "a cat named Frank", ""],
)  # fmt: skip
def test_what_is_not_known_stays_unknown(phrase: str) -> None:
    assert actor(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "on", "ident", "sector"),
    [
        ("Niger's ruling junta", None, "NER", "GOV"),
        ("French forces", None, "FRA", "MIL"),
        ("Russian deputy defence minister", None, "RUS", "GOV"),
        ("the Nigerien army chief, General X", None, "NER", "MIL"),
        ("the Northern Fleet", None, "RUS", "MIL"),
        ("Houthi rebels", None, "HOUTHIS", "REB"),
        ("U.S. Deputy Secretary of State Kurt Campbell", "2024-04-19", "USA", "GOV"),
        ("an opposition lawmaker in Ankara", None, "TUR", "OPP"),
        ("the French-backed G5 Sahel", None, "G5_SAHEL", "MIL"),
        ("American troops in Niger", None, "USA", "MIL"),
        ("Niger's ambassador to France", None, "NER", "GOV"),
        ("UN peacekeepers", None, "UN", "MIL"),
        ("MINUSMA", None, "UN", "MIL"),
        ("Barkhane", None, "FRA", "MIL"),
        ("Frontex", None, "EU", "COP"),
        ("Bazoum", "2023-06-01", "NER", "GOV"),
        ("Bazoum", "2023-09-01", "NER", "ELI"),
        ("Putin", "1999-01-01", "RUS", "SPY"),
        ("the separatist government of Nagorno-Karabakh", "2023-09-28", "NAGORNO_KARABAKH", "PRE"),
        ("Syrian rebels", None, "SYR", "REB"),
        ("Gabon's Republican Guard", None, "GAB", "MIL"),
        ("Turkey's MIT", None, "TUR", "SPY"),
        ("Rivers State police", None, "NGA", "COP"),
        ("Taliban officials", "2015-01-01", "TALIBAN", "REB"),
        ("Taliban officials", "2023-01-01", "TALIBAN", "GOV"),
        ("UNITA", "1994-01-01", "UNITA", "REB"),
        ("UNITA", "2012-01-01", "UNITA", "PTY"),
    ],
)
def test_phrases(phrase: str, on: str | None, ident: str, sector: str) -> None:
    found = actor(phrase, on)
    assert found and (found.id, found.sector) == (ident, sector)


def test_a_day_may_be_a_date() -> None:
    assert actor("Macron", date(2020, 1, 1)) == actor("Macron", "2020-01-01")


@pytest.mark.parametrize(("text", "word", "whose"), [
    ("Papua New Guinea signed a pact with Australia.", "Guinea", "PNG"),
    ("The army of South Sudan crossed the river.", "Sudan", "SSD"),
    ("The UN Mission in Libya left the town.", "Libya", "LBY"),
])  # fmt: skip
def test_a_name_is_taken_whole_where_its_last_word_alone_is_asked_for(text: str, word: str, whose: str) -> None:
    start = text.index(word)
    assert [one.id for one in Cast(Report("", text)).resolve(start, start + len(word))] == [whose]
