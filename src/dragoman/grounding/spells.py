"""Rules for what is no point in time: durations («for six years», «48 hours to leave») and sets («every Friday»)."""

from __future__ import annotations

import re

from dragoman.grounding import calendar
from dragoman.grounding.daterule import COUNT, UNIT, VAGUE, WEEKDAY, Context, Found, Rule, rule
from dragoman.interval import Interval

#: what may be so many years old without being a person
_THINGS = (
    "pact|accord|agreement|treaty|deal|war|conflict|law|ban|embargo|dispute|blockade|mission|alliance|rule|regime|feud|truce"
    "|ceasefire"
    "|contract|constitution|government|state|republic|organisation|organization|bloc|coalition|policy|program|programme|base"
    "|embassy"
    "|insurgency|rebellion|standoff|border|partnership|presence|occupation|sanctions|moratorium|tradition|institution|dictatorship"
    "|defence|defense|security|military|trade|peace|nuclear|building|church|mosque|bridge|claim|case|campaign|crisis|union|charter"
)


def _duration(match: re.Match[str], context: Context) -> Found | None:
    unit = match["unit"].lower()
    return Found(Interval(), "century" if unit.startswith("centur") else unit, "duration")


def _some(match: re.Match[str], context: Context) -> Found | None:
    """«a year» alone is often a rate («$5 million a year»): it is a length after «for», or where «to» follows."""
    before = context.text[max(0, match.start() - 16) : match.start()]
    if match["count"].lower() in ("a", "an", "one") and not (_LENGTH.search(before) or match["to"] is not None):
        return None
    return _duration(match, context)


_LENGTH = re.compile(
    r"\b(?:for|lasts?|lasted|lasting|wait|waited|of|than|about|almost|nearly|up to|at least|over|under|only|just|another|after"
    r"|takes?|took"
    r"|spent|spend|in|within|whole|exactly|last|every) $",
    re.I,
)


def _set(match: re.Match[str], context: Context) -> Found | None:
    unit = (match.groupdict().get("unit") or "day").lower()
    return Found(Interval(), calendar.words("set").get(unit, "year" if unit == "annually" else unit), "set")


_ORDINALS = "|".join(sorted(calendar.words("ordinal"), key=lambda word: -len(word)))

RULES: tuple[Rule, ...] = (
    rule("length",
        rf"(?P<count>(?i:{COUNT}|{VAGUE}|hundreds of|thousands of|dozens of|\d,\d\d\d)) (?:more |full |long |whole "
        rf"|consecutive )?(?P<unit>(?i:{UNIT}))s?(?:['’])?(?P<to>(?i:(?= to\b|-long\b| long\b)))?(?!\w| old| ago|['’]s\b)", _some),
    rule("length",
        r"(?i:for|over|in) (?:(?:many|the) )?(?P<unit>(?i:minute|hour|day|week|month|year|decade|centurie))s(?! (?:ago|after"
        r"|before|later|earlier|ahead|to come))(?!\w)", _duration),
    rule("length", r"(?i:for|by) (?i:another) (?P<unit>(?i:hour|day|week|month|year|decade|century))(?!\w)", _duration),
    rule("length joined", rf"(?i:{COUNT})-(?P<unit>(?i:{UNIT}))(?:-long)?(?!\w|-old)", _duration),
    rule("length", r"(?i:within) (?P<unit>(?i:minute|hour|day|week|month|year))s(?! of the)(?!\w)", _duration),
    rule("age of a thing",
        rf"(?i:{COUNT})-(?P<unit>(?i:year|month|week|day|decade))-old(?= (?:\w+ ){{0,2}}(?:{_THINGS})\b)", _duration),
    rule("set",
        rf"(?i:every|each)(?i: other| single| second)? (?P<unit>(?i:{UNIT}|spring|summer|autumn|winter|morning|evening"
        rf"|afternoon)|{WEEKDAY})(?!\w)", _set),
    rule("set", rf"(?i:every) (?i:{COUNT}) (?P<unit>(?i:{UNIT}))s", _set),
    rule("set", rf"(?:(?i:on) )?{WEEKDAY}s(?!\w)", _set),
    rule("set", rf"(?P<unit>(?i:annually|{'|'.join(calendar.words('set'))}))(?!\w)", _set),
    rule("long", rf"(?P<unit>(?i:{UNIT}))s?-?(?i:long)(?!\w)", _duration),
    rule("the nth day",
        rf"(?:(?i:a|the) )?(?:\d{{1,3}}(?:st|nd|rd|th)|(?i:{_ORDINALS})) (?i:straight|consecutive|successive) (?P<unit>(?i:{UNIT}"
        rf"|{WEEKDAY}))(?!\w)", _duration),
    rule("set", r"(?i:once|twice|\w+ times) (?i:a|an|each|every|per) (?P<unit>(?i:day|week|month|year))(?!\w)", _set),
)  # fmt: skip
