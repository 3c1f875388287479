"""How many and how much: troops, casualties, crowds, money, weapons, with bounds from the words around the number.

«about», «some», «nearly» leave the number as it is; «more than 1,000» is 1,001 or more, of money the sum or more; «up to 200»
is at most
200. Ages, dates, distances and shares are no amounts.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

from dragoman.grounding.flat import flat
from dragoman.grounding.numbers import NUMBER, scale, value
from dragoman.rows import Amount

Bounds = tuple[float | None, float | None]

_MORE = (
    r"more than|over|upwards? of|in excess of|exceeding|above|well over|just over|slightly more than|slightly over|surpassing"
    r"|greater than"
)
_LEAST = r"at least|no fewer than|no less than|not less than|not fewer than|a minimum of|from at least"
_LESS = r"fewer than|less than|under|below|just under|well under|not even"
_MOST = r"up to|as many as|at most|no more than|not more than|a maximum of|as much as|a ceiling of"
_ABOUT = (
    r"about|some|around|roughly|approximately|an estimated|estimated|nearly|almost|close to|perhaps|maybe|only|just|exactly|a "
    r"further"
    r"|another|an additional|the remaining|the last|all|an initial|probably|as few as|barely|reportedly|a total of|the first"
    r"|the other|its last"
)
_WAYS = {"more": _MORE, "least": _LEAST, "less": _LESS, "most": _MOST, "about": _ABOUT}
_BOUND = re.compile("|".join(f"(?P<{way}>{words})" for way, words in _WAYS.items()), re.I)
_ANY = "|".join(_WAYS.values())
_GAP = (
    r"(?:(?!(?:and|or|but|in|on|at|to|from|with|by|for|as|who|that|which|were|was|are|is|have|had|has|will|would|per|than|of"
    r"|the|after"
    r"|before|since|until|when|into|a|an|its|his|their|years?|months?|weeks?|days?|hours?|times|percent|km|miles?)\b|\d)"
    r"(?:[a-z]+ \d{1,3}[a-z]? (?=(?:main battle )?(?:tanks|jets|fighters|missiles|drones|aircraft|planes|bombers|howitzers|guns)\b)"
    r"|[\w’'.-]+ )){0,4}?"
)
_OF = r"(?:of (?:the |its |his |her |their |those |these |our |them\b ?)?)?"


def _pattern(kind: str) -> str:
    listed = sorted({word for row in _table() if row[0] == kind for word in row[3].split()}, key=lambda word: -len(word))
    return "|".join(re.escape(word.replace("_", " ")) for word in listed)


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[str, ...], ...]:
    text = files("dragoman.grounding").joinpath("data/amounts.tsv").read_text("utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines()[1:] if line and not line.startswith("#"))


@lru_cache(maxsize=8)
def _values(kind: str) -> dict[str, tuple[str, str]]:
    """word -> (value, unit) of a kind of the table."""
    rows = (row for row in _table() if row[0] == kind)
    return {word.replace("_", " ").lower(): (row[1], row[2]) for row in rows for word in row[3].split()}


_VAGUE = _pattern("vague")
_ONE = rf"(?:{NUMBER})"
_QUANTITY = (
    rf"(?:(?:(?P<between>between|from|anywhere between|anywhere from) )?(?P<low>{_ONE})(?:(?P<to>(?: ?[-–—] ?| to | and | or )"
    rf"(?={_ONE}))"
    rf"(?P<high>{_ONE}))?|(?P<vague>{_VAGUE}))"
)
_COUNT = re.compile(
    rf"(?<![\w$€£¥.,-])(?P<bounds>(?:(?:{_ANY}) ){{0,3}}){_QUANTITY}(?P<rest>(?:-plus|\+| or more| or so| at most| at least)?)"
    rf"(?:[ -](?:{_OF}{_GAP}(?P<noun>{_pattern('noun')})(?![\w-]))|(?P<bare>(?= ?(?:[,.;:!?)]|$)| of (?:them|us|you)\b| "
    rf"(?:{_pattern('after')}|were|was|are|have|had|remain|more)\b"
    rf"| and (?:injur|wound|hurt|maim|captur|detain|arrest|displac|abduct)|(?<=hundred) if\b|(?<=thousand) if\b))"
    rf"|(?P<alone>(?=\s)))",
    re.I,
)
_SIGN = rf"(?P<sign>{_pattern('sign')}) ?"
_MONEY = re.compile(
    rf"(?<![\w])(?P<bounds>(?:(?:{_ANY}) ){{0,3}})(?P<between>between |from )?{_SIGN}(?P<low>{_ONE})"
    rf"(?:(?P<to>(?: ?[-–—] ?| to | and | or ))(?:{_pattern('sign')})? ?(?P<high>{_ONE}))?(?P<vague>(?!))?(?P<rest>(?:-plus|\+"
    rf"| or more)?)",
    re.I,
)
_NAMED_MONEY = re.compile(
    rf"(?<![\w$€£¥.,-])(?P<bounds>(?:(?:{_ANY}) ){{0,3}}){_QUANTITY}(?P<rest>(?:-plus|\+| or more)?)"
    rf" (?:of )?(?P<noun>{_pattern('money')})(?![\w-])",
    re.I,
)
#: what a sum of money needs besides a number: a sign before it, the last word of a currency
_SIGNED = re.compile(rf"(?<!\w)(?:{_pattern('sign')})", re.I)
_COINS = frozenset(word.split()[-1] for word in _values("money"))
#: a number in digits or small letters: where there is none, the patterns above are slow to find nothing
_SOME = re.compile(rf"\d|(?<![a-z])(?:{NUMBER}|{_VAGUE})")
_NEVER = re.compile(
    r"(?:\b(?:January|February|March|April|May|June|July|August|September|October|November|December|No|Air Base|Base|Camp"
    r"|resolution|article|chapter|page|flight|section|aged|G|Route|Highway|Unit|Boeing) ?)$", re.I)
_DATE_AFTER = re.compile(
    r" ?(?:%|percent|per cent|January|February|March|April|May|June|July|August|September|October|November|December|a\.m|p\.m)")
_GROUP = re.compile(
    rf"\b(?P<group>{_pattern('group')})(?:,? (?:of|that counted|numbering|numbered|totalling|totaling|strong|to|at|is|was"
    rf"|stands at|rose to|reached|rises to|now|numbers|counts|totals|estimated at|put at|down to|shrank to|has shrunk to|grew to"
    rf"|has grown to|swelled to|fell to|climbed to|topped|passed|currently|still))+ $", re.I)
_BEFORE = re.compile(
    rf"\b(?P<word>{_pattern('before')})(?: (?:himself|herself|themselves|him|her|them) and| (?!and\b|or\b|in\b|on\b|at\b)"
    rf"[\w’'-]+){{0,2}} $", re.I)
_AFTER = re.compile(
    rf"(?:, (?:including|among them|most of them|many of them|mostly) [^,.;]{{1,60}},)? ?(?:(?:others|people|more|of them"
    rf"|of whom|in total|to be|were|was|are|is|have|had|has|been|being|may|might|could|who"
    rf"|already|thought|reported|confirmed|feared"
    rf"|left|also|now|still|him|all|seriously|badly|critically|soldiers|were reported|believed|presumed|said to have)[ ,]+)"
    rf"{{0,4}}(?P<word>{_pattern('after')})\b",
    re.I,
)


def amounts(text: str) -> list[Amount]:
    """The amounts in a text, in order."""
    found = _found(flat(text))
    return [replace(amount, text=text[amount.start : amount.end]) for amount in found]


def _found(text: str) -> list[Amount]:
    small = text.lower()
    if not _SOME.search(small):
        return []
    coined = not _COINS.isdisjoint(re.findall(r"\w+", small))
    patterns = [*([_MONEY] if _SIGNED.search(text) else []), *([_NAMED_MONEY] if coined else [])]
    money = [found for pattern in patterns for match in pattern.finditer(text) if (found := _money(match))]
    taken = [(amount.start, amount.end) for amount in money]
    counts = [
        found
        for match in _COUNT.finditer(text)
        if not (taken and any(start < match.end() and match.start() < end for start, end in taken))
        and (found := _count(text, match))
    ]
    return sorted(money + counts, key=lambda amount: amount.start)


def _money(match: re.Match[str]) -> Amount | None:
    bounds = _bounds(match, exact=True)
    groups = match.groupdict()
    code = _values("money")[groups["noun"].lower()][0] if groups.get("noun") else _values("sign")[groups["sign"].lower()][0]
    return _amount(match, "money", code, bounds) if bounds else None


def _count(text: str, match: re.Match[str]) -> Amount | None:
    lead = text[max(0, match.start() - 60) : match.start()]
    if _NEVER.search(lead) or _DATE_AFTER.match(text, match.end()) or _is_one(match):
        return None
    kind, unit = _kind(text, match, lead)
    bounds = _bounds(match, exact=False)
    return _amount(match, kind, unit, bounds) if kind and bounds else None


def _is_one(match: re.Match[str]) -> bool:
    """«one man» and «a soldier» count nobody; «a few» alone neither; years stand bare."""
    low, noun = match["low"], match["noun"]
    if noun is None and match["vague"]:
        return match["vague"].lower() in ("several", "a few", "a handful of", "a couple of", "a pair of")
    if low is None:
        return False
    bare_year = noun is None and re.fullmatch(r"(?:1[89]|20)\d\d", low) is not None and not match["bounds"]
    return bare_year or (noun is None and (value(low) or 0) < 2)


def _kind(text: str, match: re.Match[str], lead: str) -> tuple[str, str]:
    """What is counted: what became of them, else the noun, else the group that is so large, else a hedged number of persons."""
    noun = match["noun"]
    named = _values("noun").get(noun.lower(), ("", "")) if noun else ("", "")
    if named[0] == "weapons" or _is_aircraft(match):
        return "weapons", "pieces"
    group = _GROUP.search(lead)
    fate = _fate(text, match, lead) if match["alone"] is None else None
    if fate == "crowd" and named[0] == "troops":
        return named
    if fate and (named[0] not in ("dead", "injured", "missing", "abducted") or (fate == "dead" and named[0] == "abducted")):
        return fate, "persons"
    if noun:
        return named
    if group:
        return _values("group")[group["group"].lower()]
    if match["alone"] is not None:
        return "", ""
    hedged = bool(match["bounds"].strip() or match["vague"] or re.search("hundred|thousand", match["low"], re.I))
    return ("persons", "persons") if hedged else ("", "")


def _fate(text: str, match: re.Match[str], lead: str) -> str | None:
    after = _AFTER.match(text, match.end())
    if after and not _passive_of_next(text, after):
        return _values("after")[after["word"].lower()][0]
    before = _BEFORE.search(lead)
    return _values("before")[before["word"].lower()][0] if before else None


def _is_aircraft(match: re.Match[str]) -> bool:
    """«32 F-35 fighters», «a dozen Rafale fighters»: aircraft, not men."""
    return bool(re.search(r"\b(?:[A-Z]+[a-z]?-?\d+\w*|Rafale|Typhoon|Gripen|Mirage|Sukhoi|MiG|Saab|stealth"
        r"|jet) fighters$", match[0]))


def _passive_of_next(text: str, after: re.Match[str]) -> bool:
    """«30 soldiers killed 12 people»: active, those counted did it."""
    tail = text[after.end() : after.end() + 24]
    active = not re.search(r"\b(?:were|was|been|being|are|left)\b", after[0])
    return active and bool(re.match(
        r" (?:at least |about |some |more than |the |a |an )?(?:\d|[a-z]+ (?:people|soldiers|civilians)|president)", tail))


def _bounds(match: re.Match[str], *, exact: bool) -> Bounds | None:
    """Low and high from the number and the words around it. `exact`: «more than» keeps the number itself, as of money."""
    if match["vague"]:
        low, high = (float(side) for side in _values("vague")[match["vague"].lower()][0].split("-"))
        way = _way(match)
        return (low, None) if way in ("more", "least") else (None, high) if way == "most" else (low, high)
    numbers = _numbers(match)
    if numbers is None:
        return None
    low, high = numbers
    if match["high"]:
        return low, high
    step = 0.0 if exact or low % 1 else 1.0
    table: dict[str, Bounds] = {
        "more": (low + step, None),
        "least": (low, None),
        "less": (None, low - step),
        "most": (None, low),
    }
    return table.get(_way(match), (low, low))


def _way(match: re.Match[str]) -> str:
    """Which way the words in front or behind open the number."""
    rest = match["rest"].strip()
    if rest in ("-plus", "+", "or more", "at least"):
        return "least"
    if rest == "at most":
        return "most"
    ways = [found.lastgroup or "" for found in _BOUND.finditer(match["bounds"])]
    return next((way for way in ways if way != "about"), "about")


def _numbers(match: re.Match[str]) -> tuple[float, float] | None:
    low = value(match["low"])
    if low is None or not match["high"]:
        return None if low is None else (low, low)
    high = value(match["high"])
    if high is None:
        return None
    if scale(match["low"]) == 1.0:
        low *= scale(match["high"]) if low < high else 1.0
    return (low, high) if low <= high else None


def _amount(match: re.Match[str], kind: str, unit: str, bounds: Bounds) -> Amount:
    lead = len(match[0]) - len(match[0].lstrip())
    words = match[0].strip()
    start = match.start() + lead
    low, high = (int(side) if side is not None and side == int(side) else side for side in bounds)
    return Amount(kind, low, high, unit, words, start, start + len(words))
