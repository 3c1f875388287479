"""End to end over histories with gold: reads the reports, folds the changes, and scores all three with the gold's own scorer.

    python -m training.histories                      the histories at hand, each and their mean
    python -m training.histories sahel --misses       with every gold row missed and every row made up
    python -m training.histories --own                the histories of this project's tests
    python -m training.histories --gold DIR           histories elsewhere (DIR/NAME/reports.jsonl, ...)
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import dragoman
from training.sources import SHARED

GOLD = SHARED / "gold" / "histories"
OWN = Path(__file__).resolve().parents[1] / "tests" / "data" / "histories"
SCORER = SHARED / "gold" / "score.py"


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _write(path: Path, items: Iterable[Mapping[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items), encoding="utf-8")
    return path


def answers(state: Any, questions: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The questions with the answers that folded changes give."""
    found = []
    for question in questions:
        asked = {k: v for k, v in question.items() if k not in ("kind", "answer", "why", "known_by", "on")}
        answer = state(question["known_by"]).holds(question["kind"], on=question["on"], **asked)
        found.append({"kind": question["kind"], "on": question["on"], "answer": answer.value})
    return found


def score(folder: Path, misses: bool = False) -> dict[str, Any]:
    """The scorer's figures for one history."""
    readings = list(dragoman.read_many(rows(folder / "reports.jsonl")))
    changes = [c.row() for r in readings for c in r.changes]
    held: dict[str | None, Any] = {}

    def state(known_by: str | None) -> Any:
        if known_by not in held:
            held[known_by] = dragoman.fold(changes, known_by=known_by)
        return held[known_by]

    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        events = _write(out / "e.jsonl", [e.row() for r in readings for e in r.events])
        told = _write(out / "c.jsonl", changes)
        holds = _write(out / "h.jsonl", answers(state, rows(folder / "holds.jsonl")))
        call = [sys.executable, str(SCORER), str(folder), "--events", str(events), "--changes", str(told),
                "--holds", str(holds), *(["--misses"] if misses else [])]  # fmt: skip
        done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    if misses:
        print(done.stderr, file=sys.stderr)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def summary(figures: Mapping[str, Any]) -> dict[str, float]:
    """The figures that floors are set on."""
    events, changes, holds = figures["events"], figures["changes"], figures["holds"]
    out = {"events found": events["found"]["f1"], "events coded": events["coded"]["f1"]}
    out |= {f"event {name}": events[name] or 0.0 for name in ("exact_parties", "status", "date", "mode", "said_by")}
    out |= {"changes": changes["changes"]["f1"], "change status": changes["status"], "change when": changes["when"]}
    return out | {"holds balanced": holds["balanced"], "holds accuracy": holds["accuracy"], "wrong yes/no": holds["wrong_yes_no"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--own", action="store_const", const=OWN, dest="gold")
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    folders = [f for f in sorted(args.gold.iterdir()) if (f / "reports.jsonl").exists()]
    folders = [f for f in folders if not args.names or f.name in args.names]
    found = {folder.name: summary(score(folder, args.misses)) for folder in folders}
    names = list(next(iter(found.values())))
    found["mean"] = {name: round(sum(one[name] for one in found.values()) / len(found), 3) for name in names}
    print("".ljust(16) + "".join(name.rjust(10) for name in found))
    for name in names:
        print(name.ljust(16) + "".join(f"{one[name]:10.3f}" for one in found.values()))


if __name__ == "__main__":
    main()
