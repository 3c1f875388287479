"""Baselines: known before the first report, older than the news, and named where an answer rests on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.cli import main
from dragoman.errors import InputError
from dragoman.record import open_record
from dragoman.record.baselines import bases, deployments
from tests.record_rows import presence, report, told

TROOPS = [{"iso3c": "NER", "year": "2022", "troops": "900"}, {"iso3c": "MLI", "year": "2022", "troops": "0"}]


def test_an_answer_says_that_it_rests_on_a_baseline_and_where_the_news_contradicts_it(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db") as record:
        done = record.import_baseline("troopdata", deployments(TROOPS))
        assert (done.reports, done.changes) == (1, 1) and record.import_baseline("troopdata", deployments(TROOPS)).known == 1
        asked = {"holder": "USA", "host": "NER"}
        held = record.holds("presence", on="2023-05-01", known_by="2023-01-01", **asked)
        assert held.value == "yes" and "rests on a baseline only" in held.why and held.arrangement is not None
        assert held.arrangement.strength == (900, 900) and '"host": "NER"' in str(held.evidence[0].text)
        record.add([told(report("a", "The last American troops had left.", "2023-01-10"), presence("ends", "2022-06-30"))])
        gone = record.holds("presence", on="2022-07-01", **asked)
        assert gone.value == "no" and "baseline says otherwise" in gone.why and gone.sources == 2


def test_members_and_bases(tmp_path: Path) -> None:
    rows = [
        {"kind": "membership", "member": "MLI", "organisation": "ECOWAS", "from": "1975-05-28"},
        {"kind": "membership", "member": "MRT", "organisation": "ECOWAS", "from": "1975-05-28", "to": "2000-12-26"},
    ]
    listed = bases([{"iso3c": "NER", "basename": "Air Base 201"}], on="2018-12-31")
    with open_record(tmp_path / "r.db") as record:
        record.import_baseline("members", rows)
        record.import_baseline("base list", listed)
        days = {"MLI": "2001-01-01", "MRT": "2001-01-01"}
        assert [record.holds("membership", member=m, organisation="ECOWAS", on=on).value for m, on in days.items()] == ["yes", "no"]
        assert record.holds("base", holder="USA", host="NER", name="Air Base 201, Agadez", on="2019-01-01").value == "yes"
        with pytest.raises(InputError, match="line 2 of the baseline"):
            record.import_baseline("wrong", [rows[0], {"kind": "membership", "member": "MLI", "organisation": "AU"}])


def imported(*words: str, record: Path) -> int:
    return main(["import", *words, "--record", str(record)])


def test_the_command_imports_members_deployments_and_bases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    troops, listed = tmp_path / "troops.csv", tmp_path / "bases.csv"
    troops.write_text("countryname,iso3c,year,troops\nNiger,NER,2019,780\nNiger,NER,2020,0\nChad,,2019,70\n,,2019,200000\n")
    listed.write_text("countryname,iso3c,basename,lilypad\nNiger,NER,Air Base 201,1\nUnited States,USA,Fort Bragg,0\n")
    path = tmp_path / "r.db"
    assert imported("members", record=path) == imported("deployments", str(troops), record=path) == 0
    assert imported("bases", str(listed), "--on", "2018-12-31", record=path) == imported("members", record=path) == 0
    assert "was there already" in capsys.readouterr().err
    with open_record(path) as record:
        founder = record.holds("membership", member="FRA", organisation="NATO", on="2020-01-01")
        assert founder.value == "yes" and "rests on a baseline only" in founder.why
        assert record.holds("presence", holder="USA", host="NER", on="2019-07-01").value == "yes"
        held = sorted((c.roles["host"], c.strength) for c in record.changes("presence"))
        assert held == [("NER", (780, 780)), ("TCD", (70, 70))]
        assert {c.roles["host"] for c in record.changes("base")} == {"NER"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("bases", "list.csv"), "--on DATE"),
        (("deployments",), "name the file"),
        (("deployments", "list.csv"), "no column 'year'"),
        (("deployments", "years.csv"), "nineteen"),
        (("rows.jsonl", "list.csv"), "is no baseline"),
        (("members", "list.csv"), "takes no file"),
    ],
)
def test_a_baseline_that_cannot_be_read_makes_no_record(
    words: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.csv").write_text("iso3c,basename\nNER,Air Base 201\n")
    Path("years.csv").write_text("iso3c,year,troops\nNER,nineteen,5\n")
    assert imported(*words, record=tmp_path / "r.db") == 2
    assert said in capsys.readouterr().err and not (tmp_path / "r.db").exists()


def test_the_news_of_the_year_decides_against_the_table_of_the_year(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db") as record:
        record.import_baseline("troopdata", deployments(TROOPS))
        record.add([told(report("a", "The last American troops left.", "2022-03-16"), presence("ends", "2022-03-15"))])
        gone = record.holds("presence", holder="USA", host="NER", on="2022-06-01")
        assert gone.value == "no" and "baseline says otherwise" in gone.why


def test_a_newer_table_counts_beside_the_older_and_is_not_read_anew(tmp_path: Path) -> None:
    of = {"kind": "membership", "organisation": "ECOWAS"}
    older = [of | {"member": member, "from": "1975-05-28"} for member in ("MLI", "GHA", "TGO", "BEN")]
    newer = [*older, of | {"member": "MLI", "to": "2025-01-29"}]
    with open_record(tmp_path / "r.db") as record:
        record.import_baseline("members", older)
        record.import_baseline("members", newer)
        asked = {"member": "MLI", "organisation": "ECOWAS"}
        assert record.copies() == {} and record.holds("membership", on="2025-02-01", **asked).value == "no"
        record.reread([told(found) for found in record.reports()])
        assert record.holds("membership", on="2025-02-01", **asked).value == "no"
