"""Which language a text is written in: by its script, and by its function words where the script is Latin."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from importlib.resources import files

#: no more than this is looked at
_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")
#: first word of a character's Unicode name -> language, for scripts that one language mostly uses
_SCRIPTS = {
    "HEBREW": "he", "GREEK": "el", "BENGALI": "bn", "THAI": "th", "ETHIOPIC": "am", "GEORGIAN": "ka", "ARMENIAN": "hy",
    "HANGUL": "ko", "TAMIL": "ta", "TELUGU": "te", "GUJARATI": "gu", "GURMUKHI": "pa", "KHMER": "km", "LAO": "lo",
    "MYANMAR": "my", "SINHALA": "si", "DEVANAGARI": "hi", "MALAYALAM": "ml", "KANNADA": "kn", "CYRILLIC": "ru", "ARABIC": "ar",
    "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "TIBETAN": "bo", "MONGOLIAN": "mn",
}  # fmt: skip
#: letters that tell apart the languages of one script, in order of trial
_LETTERS = {
    "CYRILLIC": (("uk", "іїєґ"), ("be", "ў"), ("sr", "јљњћђ"), ("mk", "ѓќѕ"), ("kk", "әғқңұ"), ("ru", "ыэё"), ("bg", "ъщ")),
    "ARABIC": (("ur", "ٹڈےںھ"), ("ps", "ښځډړ"), ("fa", "پچژگی"),),
}  # fmt: skip
#: fewer function words than this tell nothing
_FEWEST = 3


def language(text: str) -> str | None:
    """An ISO 639-1 code, or None where the text is too short or too mixed to tell."""
    sample = text[:_SAMPLE]
    scripts = _scripts(sample)
    letters = sum(scripts.values())
    if letters < 12:
        return None
    latin = scripts.pop("LATIN", 0)
    if scripts and sum(scripts.values()) > latin:
        return _by_script(sample, scripts)
    return _by_words(sample)


def _scripts(sample: str) -> Counter[str]:
    """How many letters of each script."""
    scripts: Counter[str] = Counter()
    for char, times in Counter(sample).items():
        if char.isalpha():
            scripts[unicodedata.name(char, "?").split()[0].split("-")[0]] += times
    return scripts


def _by_script(sample: str, scripts: Counter[str]) -> str | None:
    script, _ = scripts.most_common(1)[0]
    if script == "CJK" and scripts["HIRAGANA"] + scripts["KATAKANA"] > scripts["CJK"] / 10:
        return "ja"
    for code, letters in _LETTERS.get(script, ()):
        if sum(sample.count(letter) for letter in letters) * 200 > scripts[script]:
            return code
    return _SCRIPTS.get(script)


def _by_words(sample: str) -> str | None:
    """The language whose function words are most of the text; English must not win by one word that others share."""
    counted = Counter(map(str.lower, _WORD.findall(sample)))
    scores = {code: _score(counted, sample, words, letters) for code, words, letters in _profiles()}
    first, second = sorted(scores, key=lambda code: -scores[code])[:2]
    if scores[first] < _FEWEST or scores[first] < scores[second] * 1.1:
        return None
    return first


def _score(counted: Counter[str], sample: str, words: frozenset[str], letters: str) -> float:
    marks = sum(sample.count(letter) for letter in letters)
    said = sum(counted[word] / _shared()[word] for word in words & counted.keys())
    return said + marks / 4


@lru_cache(maxsize=1)
def _profiles() -> tuple[tuple[str, frozenset[str], str], ...]:
    table = files("dragoman.intake").joinpath("data/languages.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return tuple((row[0], frozenset(row[1].split()), row[2]) for row in rows[1:])


@lru_cache(maxsize=1)
def _shared() -> dict[str, float]:
    """The root of the number of languages in which a word is a function word: «de» says less than «which»."""
    times = Counter(word for _, words, _ in _profiles() for word in words)
    return {word: math.sqrt(count) for word, count in times.items()}
