"""The corpus format: what annotators write becomes offsets, and every fault is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.corpus import FaultError, check, counts, own, parse_frame, read

TEXT = "The last French soldiers left Niger on Friday, and Niger thanked them."


def test_a_frame_is_offsets_into_its_text() -> None:
    frame = parse_frame(TEXT, "= left | RETREAT withdraw | actor: The last French soldiers | recipient: Niger | time: Friday")
    assert TEXT[slice(*frame.trigger)] == "left"
    assert frame.label == ("RETREAT", "withdraw")
    assert [(role, TEXT[s:e]) for role, (s, e) in frame.roles] == [
        ("actor", "The last French soldiers"), ("recipient", "Niger"), ("time", "Friday"),
    ]  # fmt: skip


def test_a_word_that_stands_twice_is_the_one_near_the_trigger() -> None:
    frame = parse_frame(TEXT, "= thanked | SUPPORT | actor: Niger | recipient: them")
    assert frame.roles[0][1] == (51, 56)
    first = parse_frame(TEXT, "= thanked | SUPPORT | actor: Niger#1 | recipient: them")
    assert first.roles[0][1] == (30, 35)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("= departed | RETREAT", "does not stand in the text"),
        ("= left | LEAVE", "no PLOVER type"),
        ("= left | RETREAT expel", "no mode of RETREAT"),
        ("= left | RETREAT | holder: Niger", "no role of RETREAT"),
        ("+ left | presence departs", "no kind and change"),
        ("+ left | presence ends | maybe", "no status"),
        ("+ left | sanctions ends | type: beef", "no type of sanctions"),
    ],
)
def test_faults_are_named(line: str, says: str) -> None:
    with pytest.raises(FaultError, match=says):
        parse_frame(TEXT, line)


def test_doubled_texts_and_stray_lines_are_faults(tmp_path: Path) -> None:
    path = tmp_path / "a.acts"
    path.write_text(f"@ one\n> {TEXT}\nstray\n\n@ two\n> {TEXT}\n", encoding="utf-8")
    faults = check(list(read(path)))
    assert len(faults) == 2
    assert "neither" in faults[0]
    assert "the same text" in faults[1]


def test_the_own_corpus_is_sound_and_broad() -> None:
    items = own()
    assert check(items) == []
    tally = counts(items)
    assert tally["items"].total() >= 600
    assert len(tally["acts"]) == 16
    assert len({label.split()[0] for label in tally["changes"]}) == 8
    assert tally["items"]["negative"] / tally["items"].total() >= 0.15
