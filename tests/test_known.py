"""Known bases, missions and pacts: how the tables are matched, and whom a report leaves to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman import read
from dragoman.errors import InputError
from dragoman.grounding import known
from dragoman.grounding.cast import cast_of
from dragoman.grounding.gazetteer import tokens
from dragoman.rows import Change, Event


def _named(text: str, day: str | None = None) -> list[tuple[str, str]]:
    return [(text[n.start : n.end], n.rows[0].name) for n in known.known_names(text, tokens(text), day)]


def _change(text: str, published: str, kind: str) -> Change:
    return next(c for c in read(text, published=published).changes if c.kind == kind)


def _event(text: str, published: str) -> Event:
    return read(text, published=published).events[0]


def _sides(event: Event) -> tuple[list[str], list[str]]:
    return [p.id for p in event.actors], [p.id for p in event.recipients]


def test_names_are_words_longest_first() -> None:
    assert _named("Guests from Camp Lemonnier's gate flew on to Bagram.") == [
        ("Camp Lemonnier", "Camp Lemonnier"),
        ("Bagram", "Bagram Airfield"),
    ]


def test_case_counts_as_written() -> None:
    assert not _named("They met on a white beach, and camp, lemonnier or not, was far.")


def test_a_name_is_not_found_across_a_comma_or_in_a_longer_name() -> None:
    assert not _named("They slept at the Green, Village base.")
    assert not cast_of("The Collective Security Treaty Organization met.", "2015-05-05").known


def test_of_rows_of_one_name_those_of_the_day_count() -> None:
    past, now, none = (known.Known("base", "X", h, ("AFG",), start=s, end=e) for h, s, e in (
        ("RUS", "1979", "1989"), ("USA", "2001-12", "2021-07-01"), ("CHN", "2030", ""),
    ))  # fmt: skip
    rows = (past, now, none)
    assert known._of_day(rows, "2010-01-01") == (now,)
    assert known._of_day(rows, "1985-01-01") == (past,)
    assert known._of_day(rows, "2024-01-01") == (now,)
    assert known._of_day(rows, "1960-01-01") == (past,)
    assert known._of_day(rows, None) == rows


def test_what_has_just_ended_is_not_past() -> None:
    old = known.Known("base", "X", "FRA", ("TCD",), end="2025-01-30")
    new = known.Known("base", "X", "RUS", ("TCD",), start="2025-01")
    assert known._of_day((old, new), "2025-02-02") == (old, new)
    assert known._of_day((old, new), "2026-02-02") == (new,)


def test_rows_of_a_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "own.csv"
    path.write_text("kind,name,aliases,holder,hosts\nbase,Fort Quill,Quill Ridge,GBR,KEN\n")
    monkeypatch.setenv("DRAGOMAN_KNOWN", str(path))
    assert ("Quill Ridge", known.Known("base", "Fort Quill", "GBR", ("KEN",))) in known._called()
    path.write_text("kind,name\nbase,Fort Quill\n")
    with pytest.raises(ValueError, match=r"own.csv, line 2"):
        list(known._called())


def test_a_base_tells_whose_soldiers_left_and_where() -> None:
    change = _change("The last soldiers left Bagram in July.", "2021-09-03", "presence")
    assert change.roles == {"holder": "USA", "host": "AFG"}


def test_what_the_sentence_says_outranks_the_table() -> None:
    change = _change("The last Czech soldiers left Bagram in June.", "2021-07-03", "presence")
    assert change.roles == {"holder": "CZE", "host": "AFG"}


@pytest.mark.parametrize(
    ("text", "published", "parties", "name"),
    [
        ("The INF Treaty ended on Friday.", "2019-08-03", ("RUS", "USA"), "INF Treaty"),
        ("Russia pulled out of New START.", "2023-02-22", ("RUS", "USA"), "New START"),
        ("Greece ratified the Prespa Agreement in January.", "2019-02-03", ("GRC", "MKD"), "Prespa Agreement"),
    ],
)
def test_a_pact_tells_its_parties_and_its_name(text: str, published: str, parties: tuple[str, ...], name: str) -> None:
    change = _change(text, published, "agreement")
    assert (change.roles["parties"], change.name) == (parties, name)


def test_a_pact_tells_its_type() -> None:
    assert _change("Russia suspended New START on Tuesday.", "2023-02-22", "agreement").type == "arms_control"


def test_a_mention_alone_tells_no_change() -> None:
    assert not read("The museum shows pictures of Bagram and of the INF Treaty.", published="2015-03-04").changes


@pytest.mark.parametrize(
    ("text", "published", "actors", "recipients"),
    [
        ("Washington suspended the INF Treaty on Friday.", "2019-02-03", ["USA"], ["RUS"]),
        ("Iran attacked the base at Ain al-Asad.", "2020-01-08", ["IRN"], ["USA"]),
        ("The last soldiers left Bagram in July.", "2021-09-03", ["USA"], ["AFG"]),
        ("Moscow has broken the Minsk agreements.", "2017-02-03", ["RUS"], ["UKR"]),
    ],
)
def test_an_act_done_to_a_known_thing_is_towards_the_other_party(
    text: str, published: str, actors: list[str], recipients: list[str]
) -> None:
    assert _sides(_event(text, published)) == (actors, recipients)


def test_a_table_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_KNOWN", str(tmp_path / "none.csv"))
    with pytest.raises(InputError, match=r"cannot read the table .*none\.csv.*docs/tables\.md"):
        list(known._user_rows())
