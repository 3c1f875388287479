"""Sentences written for the corpus that are near to a sentence of an evaluation text: training on them would be cheating.

    python -m training.overlap        names each and exits with 1 where there is one

Evaluation texts are the reports of the histories and of examples/, the article, and the public marked pairs, which are judged
fold by fold. The public sentences of the corpus were written by others long before; they are not compared.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.intake.problem import Problem
from dragoman.intake.sources import reports
from dragoman.sentences import sentences
from training.corpus import own
from training.sources import SHARED, pairs

ROOT = Path(__file__).resolve().parents[1]
#: runs of so many words are compared; words in capital letters count as one, since names alone make no copy
RUN = 4
#: share of the runs of the shorter sentence that another may have too: wire prose shares turns of phrase
MOST = 0.4
NAME = re.compile(r"[A-Z][\w'’]*(?:(?: of| the| and| for)* [A-Z][\w'’]*)*")


def evaluated() -> Iterator[tuple[str, str]]:
    """(where, sentence) of every evaluation text that is at hand."""
    folders = (ROOT / "tests" / "data" / "histories", SHARED / "gold" / "histories")
    paths = [path for folder in folders for path in sorted(folder.glob("*/reports.jsonl"))]
    paths += [ROOT / "examples" / "archive.jsonl", ROOT / "examples" / "pages", SHARED / "seed" / "article.txt"]
    problems: list[Problem] = []
    for report in reports([str(path) for path in paths if path.exists()], problems):
        for one in sentences(report):
            yield report.id, report.text[one.start : one.end]


def runs(text: str) -> set[tuple[str, ...]]:
    """The runs of words of a sentence, neighbouring names taken together."""
    words = re.findall(r"\w+", NAME.sub(lambda name: re.sub(r"\W+", "_", name[0]), text).lower())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def near(items: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A line for every item that shares more than `MOST` of the runs of the shorter sentence with one of the others."""
    held = [(where, text, runs(text)) for where, text in others]
    index = defaultdict(set)
    for n, (_, _, parts) in enumerate(held):
        for part in parts:
            index[part].add(n)
    for where, text in items:
        mine = runs(text)
        for n, common in Counter(n for part in mine for n in index.get(part, ())).items():
            if common > MOST * min(len(mine), len(held[n][2])) and common > 1:
                yield f"{where}: «{text}» is near to {held[n][0]}: «{held[n][1]}»"


def main() -> int:
    mine = [(item.where, item.text) for item in own()]
    found = list(near(mine, [*evaluated(), *((f"plv/{row['id']}", row["text"]) for row in pairs())]))
    print("\n".join(found))
    print(f"{len(mine)} sentences, {len(found)} near to an evaluation text", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
