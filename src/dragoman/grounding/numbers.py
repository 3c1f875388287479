"""Numbers as reports write them: «1,500», «fifteen hundred», «1.5 million», «two dozen», «half a million», «€40m»."""

from __future__ import annotations

import re

from dragoman.grounding.calendar import words

_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7, "dozen": 12.0,
    "score": 20.0,
    "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12, "k": 1e3, "b": 1e9,
}  # fmt: skip
_UNITS = {word: float(value) for word, value in words("number").items() if word not in ("hundred", "a", "an")}
_SMALL = "|".join(sorted(_UNITS, key=lambda word: -len(word)))
_SCALE = "hundred|thousand|million|billion|trillion|dozen|lakh|crore"
_SHORT = r"(?:mn|mln|bn|bln|tn|trn|m|k|b)(?!\w)"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d,:]*\d)"
_WORDS = rf"(?:(?:{_SMALL})(?:-(?:{_SMALL}))?|an?(?= (?:{_SCALE})))(?: and a half)?(?:[ -](?:{_SCALE})){{0,3}}"
#: digits with a scale, or words joined by blanks and «and»
NUMBER = (
    rf"(?:{_DIGITS}(?:[ -](?:{_SCALE}))?(?:{_SHORT}| {_SHORT})?|half a (?:million|billion|dozen)|a quarter of a million"
    rf"|{_WORDS}(?:(?: and |[ ,]+)(?!an? )(?:{_WORDS})){{0,6}})"
)
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z]+")


def value(text: str) -> float | None:
    """What a match of NUMBER amounts to."""
    plain = text.lower()
    special = {"a quarter of a million": 250_000.0, "half a million": 5e5, "half a billion": 5e8, "half a dozen": 6.0}
    if plain in special:
        return special[plain]
    total = current = 0.0
    seen = False
    for token in _TOKEN.findall(plain.replace(" and a half", " half")):
        step = _step(token)
        if step is None:
            continue
        seen = True
        total, current = _added(total, current, *step)
    return total + current if seen else None


def _step(token: str) -> tuple[str, float] | None:
    """A digit or word of a number: «add» a value, or «times» a scale."""
    if token[0].isdigit():
        return "add", float(token.replace(",", ""))
    if token in ("a", "an"):
        return "add", 1.0
    if token == "half":
        return "add", 0.5
    if token in _SCALES:
        return "times", _SCALES[token]
    return ("add", _UNITS[token]) if token in _UNITS else None


def _added(total: float, current: float, what: str, number: float) -> tuple[float, float]:
    if what == "add":
        return total, current + number
    scaled = (current or 1.0) * number
    return (total, scaled) if number < 1000 else (total + scaled, 0.0)


def scale(text: str) -> float:
    """The scale that ends a number («2 to 3 million»: the million counts for both), else one."""
    last = re.search(r"([a-z]+)\W*$", text.lower())
    found = _SCALES.get(last[1], 1.0) if last else 1.0
    return found if found >= 1000 else 1.0
