"""How names of places are compared: without case, accents, stops and apostrophes."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "ǝ": "a"}
)
_APOSTROPHES = re.compile(r"['’‘ʼʻ`´.]")
_GAPS = re.compile(r"[\s\-‐-―/,]+")


def key(name: str) -> str:
    """«N’Djaména» and «NDJAMENA» are one."""
    lower = name.casefold().translate(_PLAIN)
    if not lower.isascii():
        lower = "".join(char for char in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(char))
    return _GAPS.sub(" ", _APOSTROPHES.sub("", lower)).strip()
