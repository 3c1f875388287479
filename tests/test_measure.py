"""Measuring on a sample coded by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dragoman import agreement
from dragoman.cli import main
from dragoman.reading import read_many
from dragoman.sample import Sample, answered, mean
from training.sources import SHARED

TEXT = "Mali expelled the French ambassador on Monday. Niger and Togo signed a trade pact. Chad denied the report."
SCORER = SHARED / "gold" / "score.py"

DAY = "2022-01-31"


def event(kind: str, actors: list[str], recipients: list[str], quote: str, **more: Any) -> dict[str, Any]:
    return {"report": "r", "type": kind, "actors": actors, "recipients": recipients, "quote": quote} | more


GOLD = [
    event("SANCTION", ["MLI"], ["FRA"], "Mali expelled the French ambassador", modes=["expel"], status="happened", date=[DAY, DAY]),
    event("SUPPORT", ["NER", "TGO"], [], "Niger and Togo signed a trade pact", said_by="NER"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("got", "found", "coded"),
    [
        ([], 0.0, 0.0),
        (GOLD, 1.0, 1.0),
        ([event("SANCTION", ["MLI"], ["ESP"], "expelled")], 2 / 3, 0.0),
        ([event("SANCTION", ["MLI", "NER"], ["FRA"], "expelled")], 2 / 3, 2 / 3),
        ([event("SANCTION", ["MLI"], ["FRA"], "signed a trade pact")], 0.0, 0.0),
        ([event("COERCE", ["MLI"], ["FRA"], "expelled")], 0.0, 0.0),
        ([*GOLD, event("REJECT", ["TCD"], [], "denied"), event("REJECT", ["TCD"], [], "denied")], 2 / 3, 2 / 3),
        ([event("SANCTION", ["MLI"], ["FRA"], "expelled")] * 2, 0.5, 0.5),
    ],
)
def test_an_event_is_found_by_type_and_words_and_coded_by_its_sides(got: list[dict[str, Any]], found: float, coded: float) -> None:
    figures, _ = agreement.events(GOLD, got, {"r": TEXT})
    assert figures["events found"] == pytest.approx(found)
    assert figures["events coded"] == pytest.approx(coded)


def test_what_was_not_coded_is_not_judged() -> None:
    bare = [{k: v for k, v in row.items() if k not in ("modes", "status", "date", "said_by")} for row in GOLD]
    figures, _ = agreement.events(bare, GOLD, {"r": TEXT})
    assert {figures[f"event {name}"] for name in ("status", "date", "mode", "said_by")} == {None}
    figures, _ = agreement.events(GOLD, [GOLD[0] | {"status": "future"}, GOLD[1] | {"said_by": "TGO"}], {"r": TEXT})
    assert (figures["event status"], figures["event date"], figures["event said_by"]) == (0.0, 1.0, 0.0)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (["2022-01-31", "2022-01-31"], ["2022-02-01", "2022-02-01"], True),
        (["2022-01-31", "2022-01-31"], ["2022-02-02", "2022-02-02"], False),
        (["2022-01-01", "2022-01-31"], ["2022-01-10", "2022-01-31"], True),
        (["2022-01-01", "2022-01-31"], ["2022-01-20", "2022-01-31"], False),
        ([None, "2022-01-31"], [None, "2022-02-07"], True),
        ([None, "2022-01-31"], [None, "2022-02-08"], False),
        ([None, "2022-01-31"], ["2022-01-31", "2022-01-31"], False),
        (None, [None, None], True),
    ],
)
def test_days_agree_by_half_of_their_union(one: list[str | None] | None, two: list[str | None], same: bool) -> None:
    assert agreement.same_days(one, two) is same
    assert agreement.same_days(two, one) is same


def test_a_change_needs_two_thirds_of_every_role() -> None:
    pact = {"report": "r", "kind": "agreement", "change": "begins", "quote": "signed a trade pact"}
    gold = [pact | {"parties": ["NER", "TGO", "MLI"]}]
    for parties, right in (("NER TGO MLI", 1.0), ("NER TGO", 1.0), ("NER TGO MLI TCD FRA", 0.0), ("NER", 0.0)):
        figures, _ = agreement.changes(gold, [pact | {"parties": parties.split()}], {"r": TEXT})
        assert figures["changes"] == right, parties


def test_answers_are_balanced_over_yes_no_and_unknown() -> None:
    figures = agreement.answers(["yes", "yes", "yes", "no"], ["yes", "yes", "no", "unknown"])
    assert figures == {"holds balanced": pytest.approx(1 / 3), "holds accuracy": 0.5, "wrong yes or no": 1.0}


def test_the_mean_is_over_samples_that_have_a_figure() -> None:
    assert mean([{"a": 1.0, "b": None}, {"a": 0.0, "b": 0.5}, {"a": 0.5, "c": None}]) == {"a": 0.5, "b": 0.5, "c": None}


def _folder(where: Path, **files: str) -> Path:
    for name, text in {"reports": json.dumps({"id": "r", "text": TEXT, "published": "2022-02-01"}), **files}.items():
        (where / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return where


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "none of events.jsonl, changes.jsonl, holds.jsonl is there"),
        ({"events": "{"}, "events.jsonl, line 1: not JSON"),
        ({"events": '{"report": "r", "type": "REJECT"}'}, "`actors` is missing"),
        ({"events": json.dumps(event("REJECT", [], [], "denied") | {"report": "x"})}, "report 'x' is not among the reports"),
        ({"events": json.dumps(event("SANCTION", ["MLI"], [], "banished"))}, "the quote 'banished' is not in report 'r'"),
    ],
)
def test_a_sample_that_cannot_be_used_says_why(
    files: dict[str, str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["measure", str(_folder(tmp_path, **files))]) == 2
    assert told in capsys.readouterr().err


def test_a_sample_without_quotes_is_refused_before_reading(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bare = {k: v for k, v in event("SANCTION", ["MLI"], [], "").items() if k != "quote"}
    assert main(["measure", str(_folder(tmp_path, events=json.dumps(bare)))]) == 2
    assert "neither `quote` nor `evidence`" in capsys.readouterr().err


@pytest.mark.skipif(not SCORER.exists(), reason="the gold's own scorer is not at hand")
@pytest.mark.parametrize("name", ["sahel", "chad"])
def test_the_figures_are_those_of_the_scorer_of_the_gold(name: str, tmp_path: Path) -> None:
    folder = SCORER.parent / "histories" / name
    sample = Sample(folder)
    readings = list(read_many(sample.reports))
    rows = {"events": [e.row() for r in readings for e in r.events], "changes": [c.row() for r in readings for c in r.changes]}
    rows["holds"] = [{"answer": one} for one in answered(rows["changes"], sample.coded["holds"])]
    for what, held in rows.items():
        (tmp_path / f"{what}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in held), encoding="utf-8")
    files = [part for what in rows for part in (f"--{what}", str(tmp_path / f"{what}.jsonl"))]
    told = json.loads(subprocess.run([sys.executable, str(SCORER), str(folder), *files], capture_output=True, check=True).stdout)
    found = sample.figures()
    theirs = {"events found": told["events"]["found"]["f1"], "events coded": told["events"]["coded"]["f1"]}
    theirs |= {"event exact parties": told["events"]["exact_parties"], "changes": told["changes"]["changes"]["f1"]}
    theirs |= {f"event {n}": told["events"][n] for n in ("status", "date", "mode", "said_by")}
    theirs |= {"change status": told["changes"]["status"], "change when": told["changes"]["when"]}
    theirs |= {"holds balanced": told["holds"]["balanced"], "wrong yes or no": told["holds"]["wrong_yes_no"]}
    assert {name: found[name] for name in theirs} == pytest.approx(theirs, abs=0.001)
