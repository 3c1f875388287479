"""A sentence cut into words as the treebanks cut them (Universal Dependencies, EWT and GUM).

Clitics («'s», «n't») and hyphens stand alone; abbreviations keep their full stop; numbers keep their inner marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

#: abbreviations whose full stop belongs to the word (the treebanks' usage)
_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Cmdr|Gov|Sen|Rep|Prof|Rev|Hon|St|Jr|Sr|Inc|Corp|Co|Ltd|No|vs|etc|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mt|Ft|Brig|Pres|Amb|Dept"
)
_WORD = re.compile(
    rf"""
    (?:[^\W\d_]\.){{2,}}                                 # U.S.
  | \b(?=[^\W\d_]{{2,4}}\.)(?i:{_ABBREVIATIONS})\.       # Gen.
  | [^\W\d_]++\d[^\W_]*                                 # G5   M23   H5N1
  | \d+(?:[.,:]\d+)*(?i:st|nd|rd|th|m|bn|k)?\b           # 1,000   12:30   15th
  | \d+(?:[.,:]\d+)*
  | (?i:can(?=not\b))                                    # can|not
  | (?=[^\W\d_]++['’](?i:t)\b)[^\W\d_]+?(?=(?i:n['’]t)\b) # has|n't
  | (?i:n['’]t)\b
  | ['’](?i:s|re|ve|ll|d|m)\b                            # 's
  | [^\W\d_]+(?:['’](?!(?i:s|re|ve|ll|d|m)\b)[^\W\d_]+)*  # N'Djamena
  | \.{{2,}} | -{{2,}}
  | \S
    """,
    re.VERBOSE,
)

#: how a word is written, for an encoder that reads lower case only
SHAPES = ("lower", "Title", "UPPER", "digits", "mark", "miXed")


class Word(NamedTuple):
    """A word of a sentence; offsets in characters from the start of the sentence."""

    text: str
    start: int
    end: int


def words(sentence: str) -> list[Word]:
    """The words of a sentence, in order."""
    return [Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(sentence)]


def first_pieces(word_ids: Iterable[int | None]) -> list[int]:
    """The place of each word's first piece, from the tokenizer's word numbers; index 0 stands for the root, [CLS]."""
    first = [0]
    for at, word in enumerate(word_ids):
        if word is not None and word == len(first) - 1:
            first.append(at)
    return first


def shape(word: str) -> int:
    """Index into SHAPES."""
    if not word.isalpha():  # nearly all words are, and then need no look at each letter
        if any(c.isdigit() for c in word):
            return 3
        if not any(c.isalpha() for c in word):
            return 4
    if word.islower():
        return 0
    if word.isupper() and len(word) > 1:
        return 2
    return 1 if word[0].isupper() and (len(word) == 1 or word[1:].islower()) else 5
