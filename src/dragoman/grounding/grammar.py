"""What the parse of a report tells of its words: which stands as the subject of which verb, and what a pronoun may go back to.

Offsets are characters of the report. A report that is grounded without being read has no parse; then nothing is known here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from dragoman.reader.sentence import ReadSentence

_SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
#: verbs of what another is to do
DEMANDS = re.compile(r"(?:demand|urg|order|request|requir|recommend|propos)(?:e|es|ed|s|ing)?$", re.IGNORECASE)
#: verbs of blame and praise, and what opens the clause that tells for what
_BLAMES = re.compile(
    r"(?:accus|blam|condemn|critici[sz]|denounc|rebuk|punish|fin(?=e)|su(?=e)|prais|thank|congratulat|commend)(?:e|es|ed|s|ing)?$",
    re.IGNORECASE,
)
_FOR = frozenset(("of", "for", "because"))
#: clauses that speak with the voice of the one above: a main clause and those joined to it
_MAIN = ("root", "conj", "parataxis")


class Grammar:
    """The parsed sentences of one report, each with the offset where it begins, in order."""

    def __init__(self, reads: Iterable[tuple[int, ReadSentence]] = ()) -> None:
        self._reads = list(reads)
        self._starts = [start for start, _ in self._reads]

    def _found(self, offset: int) -> tuple[int, ReadSentence, int]:
        """The sentence that holds an offset, where it begins, and the word there; word 0 where nothing is known."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return 0, _NOTHING, 0
        start, read = self._reads[at]
        word = next((i for i, w in enumerate(read.words, 1) if w.start <= offset - start < w.end), 0)
        return start, read, word

    def is_empty_it(self, offset: int) -> bool:
        """Whether a pronoun stands for nothing: «it is recalled that …»."""
        _, read, word = self._found(offset)
        return read.relation(word) == "expl"

    def is_object(self, offset: int) -> bool:
        """Whether a pronoun is a party of its own beside the subject of its clause, who is then somebody else."""
        _, read, word = self._found(offset)
        return read.tag(word) == "PRP" and read.relation(word) in ("obj", "iobj", "obl")

    def subjects(self, offset: int) -> Iterator[int]:
        """Where those stand who do what the clauses around a word tell, if before it, its own clause first.

        Of «urged Caracas to free its prisoners» and «accused Caracas of holding them» it is Caracas that does.
        """
        start, read, word = self._found(offset)
        below = 0
        for verb in read.above(word) if word else ():
            controlled = read.relation(below) == "xcomp" or _is_blamed(read, below, verb)
            doers = ("obj", "iobj", *_SUBJECTS) if controlled else _SUBJECTS
            for child in sorted(read.children(verb), key=lambda c: read.relation(c) in _SUBJECTS):
                if read.relation(child) in doers and child < word:
                    yield start + read.words[child - 1].start
            below = verb

    def demander(self, offset: int) -> int | None:
        """Where the subject stands of the verb that demands what a pronoun is to do: in «Peru demands that it leave», «it» is
        another."""
        start, read, word = self._found(offset)
        verb = read.head(read.head(word)) if read.relation(word) in _SUBJECTS and read.relation(read.head(word)) == "ccomp" else 0
        if not verb or not DEMANDS.match(read.word(verb)):
            return None
        return next((start + read.words[c - 1].start for c in read.children(verb) if read.relation(c) in _SUBJECTS), None)

    def leads(self, start: int, end: int) -> bool:
        """Whether words hold the subject of a main clause or of one joined to it («A did this, and *B* did that»)."""
        at, read, first = self._found(start)
        held = (i for i in range(first, len(read.words) + 1) if first and read.words[i - 1].end <= end - at)
        return any(read.relation(i) in _SUBJECTS and _is_main(read, read.head(i)) for i in held)


def _is_blamed(read: ReadSentence, clause: int, verb: int) -> bool:
    """Whether a clause tells for what somebody is blamed or praised, which he does."""
    marks = {read.word(c).lower() for c in read.children(clause) if read.relation(c) in ("mark", "case")}
    return bool(read.relation(clause) == "advcl" and _BLAMES.match(read.word(verb)) and marks & _FOR)


def _is_main(read: ReadSentence, verb: int) -> bool:
    return bool(verb) and read.relation(verb) in _MAIN and read.head(verb) in (0, _root(read))


def _root(read: ReadSentence) -> int:
    return read.heads.index(0) + 1 if 0 in read.heads else 0


_NOTHING = ReadSentence("", (), (), (), (), ())
