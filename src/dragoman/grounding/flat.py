"""Text with plain blanks, character for character: wrapped lines and hard spaces must not hide «15 September» from a rule."""

from __future__ import annotations

import re

_BLANKS = str.maketrans(dict.fromkeys("\t\r\v\f\u00a0\u2007\u2009\u200a\u202f", " "))
#: a line end inside a sentence: none before an empty line, nor after a full stop
_WRAP = re.compile(r"(?<=[^\n.!?:;”\"'’)])\n(?=[^\n\s])")


def flat(text: str) -> str:
    """As long as the text, so that offsets hold for both."""
    if text.isprintable():  # such a text has no other blanks than spaces
        return text
    return _WRAP.sub(" ", text.translate(_BLANKS))
