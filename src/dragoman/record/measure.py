"""How many of a history's questions its own coded changes answer once folded: `python -m
dragoman.record.measure DIR...`.

DIR holds reports.jsonl, changes.jsonl and holds.jsonl in the layout of the gold (quotes for evidence, dates
in the reports).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from dragoman.record.fold import fold

ASKED = ("kind", "on", "known_by", "answer", "why")


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def dated_changes(folder: Path) -> list[dict[str, Any]]:
    """The changes of a history, each with the publication date of its report."""
    published = {report["id"]: report["published"] for report in lines(folder / "reports.jsonl")}
    return [change | {"published": published[change["report"]]} for change in lines(folder / "changes.jsonl")]


def misses(folder: Path) -> tuple[int, list[str]]:
    """The number of questions, and a line for each that is answered otherwise than the history says."""
    changes, questions, wrong = dated_changes(folder), lines(folder / "holds.jsonl"), []
    for question in questions:
        narrow = {name: value for name, value in question.items() if name not in ASKED}
        answer = fold(changes, question["known_by"]).holds(question["kind"], on=question["on"], **narrow)
        if answer.value != question["answer"]:
            wrong.append(f"{answer.value} for {json.dumps(question, ensure_ascii=False)}: {answer.why}")
    return len(questions), wrong


def main(folders: list[str]) -> int:
    for name in folders:
        count, wrong = misses(Path(name))
        print(f"{name}: {count - len(wrong)} of {count} = {(count - len(wrong)) / count:.3f}")
        print("".join(f"  {line}\n" for line in wrong), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
