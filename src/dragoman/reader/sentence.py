"""What the encoder says of one sentence: words with their parse, and the frames (acts and changes) found in it.

Words are numbered from 1; 0 is the root of the parse. Offsets are characters from the start of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dragoman.reader.words import Word

#: relations that a noun phrase keeps when its words are gathered around its head
_INNER = frozenset(
    ["det", "amod", "compound", "nummod", "nmod:poss", "flat", "fixed", "det:predet", "case", "advmod", "goeswith", "nmod", "list"]
)
#: prepositions whose phrase tells which one is meant («the army of Chad», «protesters in Lagos»)
_TELLING = frozenset(["of", "in", "from", "at", "for", "to", "on", "against"])


#: parts of a name that a hyphen joins
_NAME_AFTER = re.compile(r"(?:-[A-ZÀ-Þ]\w+)+")
_NAME_BEFORE = re.compile(r"(?:\b(?:[A-ZÀ-Þ]\w+|al|el|an|ar|as|ash)-)+$")


@lru_cache(maxsize=64)
def _below(heads: tuple[int, ...]) -> dict[int, tuple[int, ...]]:
    """Word -> the words that hang on it; a sentence is asked for it again and again while it is coded."""
    found: dict[int, tuple[int, ...]] = {}
    for word, head in enumerate(heads, 1):
        found[head] = (*found.get(head, ()), word)
    return found


@dataclass(frozen=True, slots=True)
class Frame:
    """An act (`label` is a PLOVER type, `detail` its mode or None) or a change (`label` a kind, `detail` the change).

    `roles` holds (role class, word, probability), best first within a class; `codes` are the attributes of a change, such as
    («agreement.type», «basing»). `confidence` is the probability of the label, 0 to 1. `part` are the first and the last word that
    tell it alone where one verb tells several happenings, (0, 0) where it tells one.
    """

    act: bool
    trigger: int
    label: str
    detail: str | None
    status: str
    confidence: float
    roles: tuple[tuple[str, int, float], ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    part: tuple[int, int] = (0, 0)

    def fillers(self, *classes: str) -> list[int]:
        """The words in any of these role classes, in the order of the text."""
        return sorted({word for role, word, _ in self.roles if role in classes})


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence as read: words, Penn tags, syntactic heads (0 is the root), relations, types of mention heads, frames.

    `vectors` are what the encoder makes of the root and of each word: (words + 1, 384); none in a sentence that was not read by it.
    """

    text: str
    words: tuple[Word, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    entities: tuple[str, ...]
    frames: tuple[Frame, ...] = ()
    vectors: NDArray[np.float32] | None = field(default=None, compare=False, repr=False)

    def word(self, i: int) -> str:
        return self.words[i - 1].text

    def tag(self, i: int) -> str:
        return self.tags[i - 1] if i else "-"

    def head(self, i: int) -> int:
        return self.heads[i - 1] if i else 0

    def relation(self, i: int) -> str:
        return self.relations[i - 1] if i else "root"

    def children(self, i: int) -> tuple[int, ...]:
        return _below(self.heads).get(i, ())

    def above(self, i: int) -> Iterator[int]:
        """The chain of heads over a word, nearest first; ends at the root or where the parse bites its tail."""
        seen = {i}
        while (i := self.head(i)) and i not in seen:
            seen.add(i)
            yield i

    def subtree(self, i: int, *, without: frozenset[str] = frozenset()) -> list[int]:
        """A word and all below it, but for the branches that hang by a relation of `without`."""
        below, held, queue = _below(self.heads), {i}, [i]
        while queue:
            for child in below.get(queue.pop(), ()):
                if child not in held and self.relations[child - 1] not in without:
                    held.add(child)
                    queue.append(child)
        return sorted(held)

    def phrase(self, i: int, *, minimal: bool = False) -> tuple[int, int]:
        """Offsets of the noun phrase around a head word; `minimal` leaves prepositional phrases but «of» out."""
        held = self._gather(i, frozenset({"of"}) if minimal else _TELLING, 0)
        run = self._unbroken(sorted(held), i)
        return self._whole_name(self.words[run[0] - 1].start, self.words[run[-1] - 1].end)

    def _whole_name(self, start: int, end: int) -> tuple[int, int]:
        """Offsets widened to names that a hyphen joins («Faya-Largeau»), which the parse takes for several words."""
        if tail := _NAME_AFTER.match(self.text, end):
            end = tail.end()
        if "-" in self.text[max(0, start - 2) : start] and (lead := _NAME_BEFORE.search(self.text[:start])):
            start = lead.start()
        return start, end

    def _gather(self, i: int, telling: frozenset[str], depth: int) -> set[int]:
        held = {i}
        opens = max((c for c in self.children(i) if c < i and self._opens(c)), default=0)
        for child in self.children(i):
            name = self.relation(child)
            if child < opens:
                continue
            if name == "nmod" and not self._tells(child, telling):
                continue
            if name in _INNER or (name in ("conj", "cc") and depth):
                if name in ("case", "advmod") and not (self.word(child) in ("'s", "’s") or name == "advmod"):
                    held |= {child} if depth else set()
                    continue
                if depth < 5:
                    held |= self._gather(child, telling, depth + 1)
        return held

    def _opens(self, i: int) -> bool:
        """Whether a phrase begins at a word before its head: its preposition or its article («on 1 March | the Union»)."""
        article = self.relation(i) == "det" and self.word(i).lower() in ("the", "a", "an")
        return article or (self.relation(i) == "case" and self.tag(i) != "POS")

    def _tells(self, i: int, telling: frozenset[str]) -> bool:
        """Whether a phrase tells which one is meant: by its preposition, or as a title before a name, which has none."""
        cases = [self.word(c).lower() for c in self.children(i) if self.relation(c) == "case"]
        return bool(telling.intersection(cases)) if i > self.head(i) else not cases

    def _unbroken(self, held: list[int], i: int) -> list[int]:
        """The run of words around the head without a gap of more than two words (a stray arc costs nothing)."""
        low = high = held.index(i)
        while low and held[low] - held[low - 1] <= 3:
            low -= 1
        while high + 1 < len(held) and held[high + 1] - held[high] <= 3:
            high += 1
        return held[low : high + 1]

    def tense(self, i: int) -> str:
        """«past», «present», «perfect», «pluperfect» or «future» of the clause whose predicate is word i."""
        return _tense(self, i)


#: «boycotted» is past, also where the parse takes it for a present; «need» is not
_REGULAR_PAST = re.compile(r"[^e]ed$")


#: past tenses that are participles as well: «has condemned A, cut the cables and met B»
_PARTICIPLE = re.compile(
    r"(?:ed|[a-z]{2}(?:ught|ept|elt|ent|ilt|old|ound|ung)|cut|hit|let|met|put|quit|set|shut|split|spread|cast|cost|hurt|left|lost"
    r"|made|held|had|led|read|paid|said|shot|won|spent|struck)$"
)


def _tense(read: ReadSentence, i: int) -> str:
    helpers = [read.word(c).lower() for c in read.children(i) if read.relation(c) in ("aux", "aux:pass", "cop")]
    tag = read.tag(i)
    if {"will", "shall", "'ll", "’ll", "wo"} & set(helpers):
        return "future"
    if "had" in helpers:
        return "pluperfect"
    if {"has", "have", "'ve", "’ve"} & set(helpers):
        return "perfect"
    if tag == "VBD" and not helpers and (shared := _shared(read, i)):
        return shared
    if {"was", "were", "did"} & set(helpers) or tag == "VBD" or (tag == "VBP" and _REGULAR_PAST.search(read.word(i))):
        return "past"
    if {"is", "are", "am", "do", "does", "'s", "'re"} & set(helpers) or tag in ("VBZ", "VBP"):
        return "present"
    if {"would", "should"} & set(helpers):
        return "future"
    regular = tag == "VBN" or (tag in ("CD", "JJ", "NN") and _REGULAR_PAST.search(read.word(i)))
    if regular and not helpers and any(read.relation(c) == "nsubj" for c in read.children(i)):
        return "past"
    if tag in ("VBN", "VB") and not helpers and read.relation(i) == "conj":
        return _tense(read, _first_conjunct(read, i))
    return "none"


def _first_conjunct(read: ReadSentence, i: int) -> int:
    return next((w for w in read.above(i) if read.relation(w) != "conj"), 0)


def _shared(read: ReadSentence, i: int) -> str:
    """The perfect whose helper a second participle shares: «has accused A and condemned B»; empty where it shares none."""
    own = any(read.relation(c) == "nsubj" for c in read.children(i))
    if read.relation(i) != "conj" or own or not _PARTICIPLE.search(read.word(i)):
        return ""
    first = _tense(read, _first_conjunct(read, i))
    return first if first in ("perfect", "pluperfect") else ""
