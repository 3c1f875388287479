"""Reports in: what each kind of bad input says, and that one bad report costs only itself."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.intake.problem import Problem
from dragoman.intake.sources import reports
from dragoman.language import language
from dragoman.report import Report, make_report


def read(
    *inputs: str | Path, stdin: bytes = b"", published: str | None = None
) -> tuple[list[Report], list[Problem]]:
    problems: list[Problem] = []
    found = list(reports(inputs, problems, published=published, stdin=io.BytesIO(stdin)))
    return found, problems


BAD_FILES = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\n", "empty"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
    ("paper.txt", b"%PDF-1.7 ...", "PDF"),
    ("wide.txt", "Niger".encode("utf-16"), "UTF-16"),
    ("latin.txt", "L'accord de défense".encode("latin-1"), "byte 13 (0xe9)"),
    ("dots.txt", b"... ---", "no words"),
    ("page.html", b"<p>Niger</p>", "HTML"),
    ("list.jsonl", b'["text"]\n', "not an object but a list"),
    ("bare.jsonl", b'{"title": "x"}\n', "`text` is missing"),
    ("number.jsonl", b'{"text": 3}\n', "`text` holds no text"),
    ("broken.jsonl", b'{"text": "x"\n', "not JSON"),
    ("date.jsonl", b'{"text": "Niger", "published": "last May"}\n', "no publication date"),
    ("title.jsonl", b'{"text": "Niger", "title": ["a"]}\n', "`title` is a list"),
    ("latin.jsonl", b'{"text": "caf\xe9"}\n', "byte 13 of the line (0xe9)"),
    ("none.jsonl", b"\n\n", "empty"),
    ("deep.jsonl", b'{"text": ' + b"[" * 100_000 + b"\n", "nested too deeply"),
]


@pytest.mark.parametrize(("name", "data", "said"), BAD_FILES)
def test_bad_input_is_named(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found, problems = read(path)
    assert found == []
    assert len(problems) == 1
    assert said in problems[0].what
    assert name in problems[0].where and problems[0].todo


def test_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    found, problems = read(path)
    assert found == [] and "50 MB is more than one report may have (10 MB)" in problems[0].what


def test_one_bad_line_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    rows = [
        {"text": "Niger left.", "id": 7},
        3,
        {"text": "Mali left.", "published": "2024-01-28", "desk": "west"},
    ]
    path.write_text(
        "\n".join(json.dumps(row) for row in rows) + "\n" + '{"text": "' + "x" * 10_000_001 + '"}\n'
    )
    found, problems = read(path, published="2024-02-01")
    assert [(r.id, r.published) for r in found] == [("7", date(2024, 2, 1)), (found[1].id, date(2024, 1, 28))]
    assert found[1].extra == {"desk": "west"}
    assert [problem.where.rsplit(", ", 1)[1] for problem in problems] == ["line 2", "line 4"]


def test_folders_globs_and_standard_input(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "b.txt").write_text("Mali left the bloc.")
    (tmp_path / "deep" / "a.txt").write_text("Niger left the bloc.")
    (tmp_path / "skip.bin").write_bytes(b"\0")
    assert [r.text for r in read(tmp_path)[0]] == ["Mali left the bloc.", "Niger left the bloc."]
    assert len(read(str(tmp_path / "**" / "a*.txt"))[0]) == 1
    assert read("-", stdin=b'{"text": "Chad left."}\n')[0][0].text == "Chad left."
    assert read("-", stdin=b"Chad left.")[0][0].text == "Chad left."


@pytest.mark.parametrize(
    ("given", "said"), [("none", "no such file"), ("*.none", "matches no file"), (".", "no reports")]
)
def test_nothing_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, said: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in read(given)[1][0].what


def test_a_bad_date_option_is_refused_at_once() -> None:
    with pytest.raises(InputError, match="no publication date"):
        reports(["-"], [], published="yesterday")


def test_text_is_kept_and_ids_follow_content() -> None:
    text = "  Niger left.\r\n\r\nMali too.\x00\u200f\n"
    assert make_report(text).text == text
    assert make_report(text).id == make_report(text).id != make_report(text + " ").id
    assert make_report(text, id="x").id == "x"


PUBLISHED = [
    (
        "A headline here\n\nPosted on Saturday, 28 December 2024 by K.\n\nIt has begun in earnest in the far north.",
        None,
        "2024-12-28",
    ),
    (
        "A headline here\n\nNov 30, 2024\n\nChad has renounced its accord with France this week.",
        None,
        "2024-11-30",
    ),
    (
        "REPUBLIC OF NIGER\n\nNiamey, 19 May 2024\n\nThe delegation held talks with the Ministry in Niamey.",
        None,
        "2024-05-19",
    ),
    (
        "The base was handed over to the army on Thursday.\n\nDone at N'Djamena, 31 January 2025\n",
        None,
        "2025-01-31",
    ),
    (
        "AFRICA MORNING, Thursday 2 January 2025. Rush transcript, may contain errors.\n\nHOST: Good morning.",
        None,
        "2025-01-02",
    ),
    ("TRANSCRIPT - THE WORLD AT SEVEN, MONDAY 18 MARCH 2024\n\nPRESENTER: Good evening.", None, "2024-03-18"),
    ("NIAMEY, 23 December (Desk) - The last soldiers left Niger on Friday, as agreed.", None, None),
    (
        "NIAMEY, 23 December (Desk) - The last soldiers left Niger on Friday, as agreed.\n\n(c) 2023 Desk",
        None,
        "2023-12-23",
    ),
    (
        "The last soldiers left Niger on Friday, as agreed.",
        "https://x.org/world/2023/12/23/niger.html",
        "2023-12-23",
    ),
    ("The treaty was signed in Niamey on 6 July 2024 by three leaders.", None, None),
    (
        "By A. Writer\n\nPublished: 2024-03-17 10:15 GMT\n\nUpdated: 2024-03-19\n\nThe accord was ended on state television.",
        None,
        "2024-03-17",
    ),
]


@pytest.mark.parametrize(("text", "url", "day"), PUBLISHED)
def test_day_from_the_text(text: str, url: str | None, day: str | None) -> None:
    found = make_report(text, url=url).published
    assert (found.isoformat() if found else None) == day
    assert make_report(text, url=url, published="2001-02-03").published == date(2001, 2, 3)


LANGUAGES = [
    ("en", "The army said it would leave the country after the vote."),
    ("fr", "Le président du Niger a annoncé que les troupes françaises quitteront le pays."),
    ("es", "El presidente de México dijo que no habrá más tropas en la frontera."),
    ("pt", "A junta do Níger disse que as tropas não são bem-vindas no país."),
    ("it", "Il governo ha detto che le truppe non sono più nella base della capitale."),
    ("de", "Die Regierung hat den Botschafter nach Hause geschickt und die Grenze ist zu."),
    ("nl", "De regering heeft gezegd dat het leger niet meer in het land is."),
    ("sv", "Regeringen säger att det inte är möjligt för trupperna att vara kvar i landet."),
    ("pl", "Rząd powiedział, że wojska nie są już w kraju, a baza jest zamknięta."),
    ("tr", "Hükümet, askerlerin ülkeden ayrılacağını ve üssün kapatıldığını açıkladı, bu bir karar olarak görüldü."),
    ("id", "Pemerintah mengatakan bahwa pasukan itu akan keluar dari negara ini dan tidak kembali."),
    ("sw", "Rais wa Kenya alisema kwamba watu wa nchi hiyo hawako katika hali nzuri ya usalama."),
    ("ru", "Президент заявил, что российские войска будут выведены, и это решение было принято."),
    ("uk", "Президент України заявив, що війська залишаться в країні."),
    ("ar", "قال الرئيس إن القوات ستغادر البلاد"),
    ("fa", "رئیس جمهوری گفت که نیروها کشور را ترک می‌کنند"),
    ("zh", "总统宣布撤军的决定，部队将离开这个国家。"),
    ("ja", "大統領は軍隊が国を離れると発表しました。"),
    ("am", "ፕሬዚዳንቱ ወታደሮቹ ከአገሪቱ እንደሚወጡ ተናገሩ"),
    (None, "Niger"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text"), LANGUAGES)
def test_language(code: str | None, text: str) -> None:
    assert language(text) == code


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=300), st.none() | st.text(st.characters(), max_size=40))
def test_any_text_makes_a_report(text: str, title: str | None) -> None:
    report = make_report(text, title=title)
    assert report.text == text and report.id
