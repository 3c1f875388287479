"""The tables of actors hold what the code takes for granted: known codes, dates in order, one holder of an office at a time."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import dragoman
from dragoman.grounding import gazetteer, world
from dragoman.grounding.actors import actor

ENTITIES = ("organisations", "groups", "bodies", "authorities")
DATED = (*ENTITIES, "states", "persons", "members", "military_rule")
#: offices that several hold at once: a collective presidency, speakers of more than one house, titles without an office
SHARED = {("BIH", "member of the presidency"), ("USA", "senator"), ("CUB", "opposition leader")}
COUNTRIES = {*world.states(), *world.SUPRANATIONAL}


def rows(table: str) -> list[dict[str, str]]:
    return list(world.rows(table))


def test_tables_are_large_enough() -> None:
    assert len(rows("states")) >= 200
    assert len({r["id"] for r in rows("organisations")}) >= 350
    armed = [r for r in rows("groups") if set(world.listed(r["sectors"])) & {"REB", "PRM", "UAF", "CRM"}]
    assert len({r["parent"] or r["id"] for r in armed}) >= 800
    assert len(rows("groups")) >= 2400
    assert len(rows("bodies")) >= 5500
    assert len(rows("persons")) >= 5500
    assert len({r["organisation"] for r in rows("members")}) >= 80


def test_every_row_names_its_source() -> None:
    for table in (*DATED, "agents"):
        assert not [row for row in rows(table) if not row["source"]], table


@pytest.mark.parametrize("table", DATED)
def test_dates_are_days_in_order(table: str) -> None:
    for row in rows(table):
        start, end = row["start"], row["end"]
        assert not start or date.fromisoformat(start), row
        assert not end or date.fromisoformat(end), row
        assert not (start and end) or start <= end, row


def test_armed_groups_name_the_states_they_act_in() -> None:
    groups = [r for r in rows("groups") if set(world.listed(r["sectors"])) & {"REB", "PRM", "UAF", "CRM"}]
    named = [r for r in groups if r["states"] or r["country"] in world.SUPRANATIONAL]
    assert len(named) == len(groups)


def test_ids_are_unique() -> None:
    for table in ("states", *ENTITIES):
        ids = [row["id"] for row in rows(table)]
        assert len(ids) == len(set(ids)), sorted({i for i in ids if ids.count(i) > 1})


@pytest.mark.parametrize("table", ENTITIES)
def test_codes_of_entities_are_known(table: str) -> None:
    ids = {row["id"] for name in ENTITIES for row in rows(name)} | set(world.states())
    for row in rows(table):
        assert row["country"] in COUNTRIES, row
        assert set(world.listed(row["sectors"])) <= set(world.SECTORS), row
        assert not row["parent"] or row["parent"] in ids, row
        assert set(world.listed(row["states"])) <= COUNTRIES, row


def test_codes_of_persons_members_and_agents_are_known() -> None:
    ids = {row["id"] for name in ENTITIES for row in rows(name)} | set(world.states())
    for row in rows("persons"):
        assert row["of"] in ids and row["country"] in COUNTRIES, row
        assert set(world.listed(row["sectors"])) <= set(world.SECTORS), row
    for row in rows("members"):
        assert row["organisation"] in ids and row["member"] in world.states(), row
    for row in rows("agents"):
        assert set(world.listed(row["sectors"])) <= set(world.SECTORS) and row["scope"] in ("a", "g", "s"), row


def test_names_belong_to_known_states() -> None:
    for table in ("state_names", "places_of_states"):
        assert not [row for row in rows(table) if row["id"] not in world.states()], table


def test_no_two_hold_one_office_at_once() -> None:
    held: defaultdict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows("persons"):
        held[row["of"], row["office"]].append(row)
    for key, tenures in held.items():
        for left, right in pairwise(sorted(tenures, key=lambda r: r["start"])):
            assert key in SHARED or (left["end"] and left["end"] < right["start"]), (left["name"], right["name"], key)


def test_memberships_of_one_state_do_not_overlap() -> None:
    held: defaultdict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows("members"):
        held[row["organisation"], row["member"]].append(row)
    for key, spans in held.items():
        for left, right in pairwise(sorted(spans, key=lambda r: r["start"])):
            assert left["end"] and left["end"] < right["start"], key


def test_codes_of_states_are_unique() -> None:
    for column in ("iso2", "numeric", "fips"):
        codes = [row[column] for row in rows("states") if row[column]]
        assert len(codes) == len(set(codes)), column
    iso = {row["id"]: row for row in rows("states")}
    assert (iso["NER"]["iso2"], iso["NER"]["numeric"], iso["NER"]["cow"], iso["NER"]["gw"]) == ("NE", "562", "436", "436")


@pytest.fixture
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A user's table, read by the environment variable."""
    path = tmp_path / "my_actors.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", "country", "sectors", "aliases"])
        writer.writerow(["DAMBOA_WATCH", "Damboa Civilian Watch", "NGA", "PRM", "Damboa Watch;DCW"])
    monkeypatch.setenv("DRAGOMAN_ACTORS", str(path))
    world.forget()
    yield path
    monkeypatch.delenv("DRAGOMAN_ACTORS")
    world.forget()


def test_a_users_table_adds_names(local: Path) -> None:
    found = actor("fighters of the Damboa Watch")
    assert found and (found.id, found.country, found.sector) == ("DAMBOA_WATCH", "NGA", "PRM")
    assert gazetteer.compiled()["dcw",]


def test_a_users_table_without_a_needed_column_is_named(local: Path) -> None:
    local.write_text("id,name\nX,Nameless\n", encoding="utf-8")
    world.forget()
    with pytest.raises(ValueError, match=r"my_actors\.csv, line 2: .*id, name and country"):
        world.called()


MILITIA = (
    "Posted on April 5, 2024\n\n"
    "The Damboa Civilian Watch attacked Boko Haram fighters on Thursday. The Damboa Watch accused Niger of lying. "
    "DCW condemned Chad on Thursday. The Damboa Watch signed a truce with Niger.\n"
)


def has_militia(local: Path, *words: str, **variables: str) -> bool:
    """Whether the militia has a part in an event of its report, by the command in a process of its own."""
    page, record = local.with_name("a.txt"), local.with_name("new.db")
    page.write_text(MILITIA, encoding="utf-8")
    record.unlink(missing_ok=True)
    command = [sys.executable, "-m", "dragoman.cli", "read", str(page), "--record", str(record), *words]
    named = {name: value for name, value in os.environ.items() if name != "DRAGOMAN_ACTORS"} | variables
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, env=named)
    assert done.returncode == 0, done.stderr
    with dragoman.open(record) as held:
        return bool(held.events(either="DAMBOA_WATCH", status="all"))


def test_a_local_militia_is_read_by_option_and_by_variable(local: Path) -> None:
    assert has_militia(local, "--actors", str(local))
    assert has_militia(local, DRAGOMAN_ACTORS=str(local))
    assert not has_militia(local)
