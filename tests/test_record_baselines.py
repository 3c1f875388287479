"""Baselines: known before the first report, older than the news, and named where an answer rests on them."""

from __future__ import annotations

from pathlib import Path

import pytest

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
