"""Rules for dates that are counted from another: two days earlier, the same day, four days after the coup."""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.grounding import calendar
from dragoman.grounding.daterule import ABOUT, COUNT, UNIT, Context, Found, Rule, rule
from dragoman.grounding.datespan import shifted
from dragoman.interval import Interval

PREVIOUS = "previous"
#: vague lengths in days: at least, at most
_VAGUE: dict[str, tuple[int | None, int | None]] = {
    "minute": (0, 1), "minutes": (0, 1), "moments": (0, 1), "hour": (0, 1), "hours": (0, 1), "immediately": (0, 1),
    "shortly": (0, 60),
    "soon": (0, 60), "days": (2, 13), "a few days": (2, 13), "several days": (2, 13), "weeks": (14, 60), "a few weeks": (14, 60),
    "several weeks": (14, 60), "months": (60, 365), "a few months": (60, 365), "several months": (60, 365), "years": (730, None),
    "a few years": (730, 2190), "several years": (730, 3285), "right": (0, 7), "just": (0, 7), "a few hours": (0, 1),
    "several hours": (0, 1),
}  # fmt: skip


def _offset(match: re.Match[str]) -> tuple[int | None, int | None] | None:
    """Days from the anchor, low and high, forward; half a unit either side where no day is told."""
    groups = match.groupdict()
    if groups.get("vague"):
        words = " ".join(filter(None, (groups.get("some"), groups["vague"]))).lower()
        return _VAGUE.get(words)
    count = calendar.number(match["count"])
    if count is None:
        return None
    unit = _singular(match["unit"])
    days = (count + (0.5 if groups.get("half") else 0)) * calendar.MEAN_DAYS[unit]
    if calendar.MEAN_DAYS[unit] <= 1:
        return round(days), round(days)
    half = {"week": 3, "weekend": 3, "fortnight": 7}.get(unit) or calendar.MEAN_DAYS[unit] / 2
    return round(days - half), round(days + half)


def _singular(unit: str) -> str:
    return "century" if unit.lower().startswith("centur") else unit.lower()


def _back(offset: tuple[int | None, int | None]) -> tuple[int | None, int | None]:
    low, high = offset
    return (None if high is None else -high, None if low is None else -low)


def _granularity(match: re.Match[str]) -> str:
    unit = match.groupdict().get("unit")
    return _singular(unit) if unit else "day"


def _adverb(match: re.Match[str], context: Context) -> Found | None:
    """«two days earlier», «ten days later»: from the date before it in the text."""
    offset = _offset(match)
    if offset is None:
        return None
    back = re.search("earlier|before|previous|prior", match["side"], re.I)
    return _from_previous(context, _back(offset) if back else offset, _granularity(match), match)


def _from_previous(
    context: Context, offset: tuple[int | None, int | None], granularity: str, match: re.Match[str]
) -> Found:
    prior = context.prior[-1][1] if context.prior else Interval()
    found = shifted(prior, offset) if prior != Interval() else Interval()
    exact = offset[0] is not None and offset[0] == offset[1]
    if not exact and context.prior and "unit" in match.groupdict() and match["unit"]:
        found = _by_calendar(prior, match, offset) or found
    return Found(found, granularity, anchor=PREVIOUS, offset=offset)


def _by_calendar(prior: Interval, match: re.Match[str], offset: tuple[int | None, int | None]) -> Interval | None:
    """Half a unit around the same day of another month or year, rather than around a mean number of days."""
    count = calendar.number(match.groupdict().get("count") or "")
    if count is None or prior.earliest is None or prior.latest is None or offset[1] is None:
        return None
    unit, sign = _singular(match["unit"]), -1 if offset[1] < 0 else 1
    if Interval(prior.earliest, prior.latest) == calendar.unit(unit, prior.earliest) and count == int(count):
        return calendar.unit(unit, prior.earliest, sign * int(count))
    first = calendar.around(calendar.added(prior.earliest, sign * count, unit), unit).earliest
    last = calendar.around(calendar.added(prior.latest, sign * count, unit), unit).latest
    return Interval(first, last)


#: «for two years before the war» is how long, not when
_HOW_LONG = re.compile(r"\bfor (?:about |nearly |almost |some |the )?$", re.IGNORECASE)


def _counted(match: re.Match[str], context: Context) -> Found | None:
    """«four days after the coup», «two weeks before 15 May»: from a date that follows, or from a happening."""
    offset = _offset(match)
    if offset is None or _HOW_LONG.search(context.text, max(0, match.start() - 20), match.start()):
        return None
    if re.match("before|prior|ahead", match["side"], re.I):
        offset = _back(offset)
    if back := _POINTS_BACK.match(context.text, match.end()):
        return replace(_from_previous(context, offset, _granularity(match), match), end=back.end())
    following = context.dated(match.end() + 1)
    if following and following[1].interval != Interval():
        anchor = following[1].interval
        found = _by_calendar(anchor, match, offset) if match.groupdict().get("unit") and offset[0] != offset[1] else None
        return Found(found or shifted(anchor, offset), _granularity(match), end=following[0])
    return _from_happening(match, context, offset, _granularity(match))


def _from_happening(
    match: re.Match[str], context: Context, offset: tuple[int | None, int | None], granularity: str
) -> Found | None:
    """Counted from a happening: with its days where they are known, else with its words, for a caller who knows more."""
    words = _happening(context.text, match.end())
    if not words:
        return None
    named = context.happening(match.end() + 1)
    if named is None:
        return Found(Interval(), granularity, anchor=words, offset=offset)
    low, high = offset
    anchor = named.begins if (high if high is not None else low or 0) < 0 else named.ends
    counted = _by_calendar(anchor, match, offset) if match.groupdict().get("unit") and low != high else None
    return Found(counted or shifted(anchor, offset), granularity, anchor=words, offset=offset)


def _bounded(match: re.Match[str], context: Context) -> Found | None:
    """«since the invasion», «before the 2014 uprising», «after the fall of Kabul»: the side that a known happening bounds."""
    named = context.happening(match.end() + 1)
    if named is None or _FULL_DAY.search(context.text[match.end() : named.end]):
        return None
    word, day = match["word"].lower(), context.published
    first, last = named.begins.earliest, named.ends.latest
    if "since" in word:
        days = Interval(first, day if not day or not first or first <= day else None)
    elif word in ("before", "prior to", "until", "till"):
        stop = first if first is None or word in ("until", "till") else first - calendar.DAY
        days = Interval(None, stop)
    elif last is None:
        return None
    else:
        days = Interval(last + calendar.DAY, day if not day or last < day else None)
    return Found(days, "day", anchor=context.text[match.end() + 1 : named.end], end=named.end)


_FULL_DAY = re.compile(rf"{calendar.DAY_OF_MONTH}")


def _then(match: re.Match[str], context: Context) -> Found | None:
    """«since then», «by then»: from, or up to, the date before it in the text."""
    prior = context.prior[-1][1] if context.prior else Interval()
    if match["word"].lower().endswith("since"):
        day = context.published
        late = day if prior.earliest and (not day or prior.earliest <= day) else None
        return Found(Interval(prior.earliest, late), "day", anchor=PREVIOUS, offset=(0, None))
    return Found(Interval(None, prior.latest), "day", anchor=PREVIOUS, offset=(None, 0))


#: «three days before that», «a week after it»: what was told last
_POINTS_BACK = re.compile(
    r" (?:(?i:that|this) (?:day|date)\b|(?i:that|this)(?= (?:has|had|was)\b)"
    r"|(?i:that|this|it)(?= ?(?:[,.;:)]|$)| (?:[A-Z]|the\b|in\b)))"
)
_CLAUSE_END = re.compile(r"[.,;:!?()\n”\"—–]|$")


def _happening(text: str, at: int) -> str:
    """The words of the happening: to the end of the clause, twelve words at most."""
    end = _CLAUSE_END.search(text, at)
    return " ".join(text[at : end.start() if end else len(text)].split()[:12])


def _neighbour(match: re.Match[str], context: Context) -> Found | None:
    """«the next day», «the day before», «the same day», «the following month», «that evening»"""
    unit = match["unit"].lower()
    unit = "day" if unit in ("evening", "night", "morning", "afternoon") else unit
    side = match["side"].lower()
    step = -1 if re.search("before|previous|prior|preceding|earlier", side) else 0 if re.search("same|that", side) else 1
    prior = context.prior[-1][1] if context.prior else Interval()
    if unit == "day":
        return _day_beside(context, prior, step)
    if told := context.last():
        prior = told[0]
    if prior.earliest is None or prior.latest is None:
        return Found(Interval(), unit, anchor=PREVIOUS)
    first, last = calendar.unit(unit, prior.earliest, step), calendar.unit(unit, prior.latest, step)
    return Found(Interval(first.earliest, last.latest), unit, anchor=PREVIOUS)


def _day_beside(context: Context, prior: Interval, step: int) -> Found:
    found = shifted(prior, (step, step)) if prior.days else Interval()
    return Found(found, "day", anchor=PREVIOUS, offset=(step, step))


def _day_of(match: re.Match[str], context: Context) -> Found | None:
    """«the day after the vote», «the eve of the summit», «the week before the election»"""
    unit = (match.groupdict().get("unit") or "day").lower()
    unit = "day" if unit in ("morning", "evening", "night") else unit
    size = round(calendar.MEAN_DAYS[unit])
    back = bool(re.search("before|eve|prior", match["side"], re.I))
    offset = (1, size) if size > 1 else (1, 1)
    offset = (-offset[1], -offset[0]) if back else offset
    following = context.dated(match.end() + 1)
    if following and following[1].interval != Interval():
        return Found(shifted(following[1].interval, offset), unit)
    return _from_happening(match, context, offset, unit)


_COUNTS = rf"(?i:{ABOUT})?(?P<count>(?i:{COUNT})) (?:full |long |short )?(?P<unit>(?i:{UNIT}))s?(?P<half>(?i: and a half))?"
_VAGUES = r"(?:(?P<some>(?i:a few|several)) )?(?P<vague>(?i:minutes|hours|days|weeks|months|years|moments))"
_SOON = r"(?P<some>(?!))?(?P<vague>(?i:shortly|soon|immediately|right|just))"
_LATER = r"(?P<side>(?i:later|earlier|afterwards?|beforehand|previously|before(?= ?[.,;:!?)”]|$)|after(?= ?[.,;:!?)”]|$)))"
_PARTS = "day|evening|night|morning|afternoon|week|month|year"
_AFTER = r"(?P<side>(?i:after|before|prior to|ahead of|following))"
_SIDES = r"(?P<side>(?i:next|following|same|very same|previous|preceding|very next))"

RULES: tuple[Rule, ...] = (
    rule("later", rf"{_COUNTS} {_LATER}(?!\w)", _adverb),
    rule("later", rf"{_VAGUES} {_LATER}(?!\w)", _adverb),
    rule("after", rf"{_COUNTS} {_AFTER}(?= \w)", _counted),
    rule("after", rf"{_VAGUES} {_AFTER}(?= \w)", _counted),
    rule("after", rf"{_SOON} {_AFTER}(?= \w)", _counted),
    rule("since a happening",
        r"(?P<word>(?i:(?:ever )?since|before|prior to|until|till|after|following|in the wake of|in the aftermath of))(?= \w)",
        _bounded),
    rule("then", r"(?P<word>(?i:(?:ever )?since|until|till|by)) (?i:then)(?!\w)", _then),
    rule("beside",
        rf"(?i:the|that) {_SIDES} (?P<unit>(?i:day|evening|night|morning|afternoon|week|month|year))(?!\w|-\w|s\b)", _neighbour),
    rule("beside",
        r"(?i:the) (?P<unit>(?i:day|evening|night|morning|week|month|year)) (?P<side>(?i:before|after|earlier))"
        r"(?= ?[.,;:!?)”]|$)", _neighbour),
    rule("beside", r"(?i:the) (?P<unit>(?i:day|evening|night|morning|week|month|year)) (?P<side>(?i:before))"
        r"(?= by\b| in\b| at\b| and\b| to [a-z]+\b(?! (?:of|to|for)\b))", _neighbour),
    rule("beside", rf"(?P<side>(?i:that)) (?P<unit>(?i:{_PARTS}))(?!\w|-\w| [a-z]+ed\b)", _neighbour),
    rule("day of", r"(?i:the|a) (?P<unit>(?i:day|week|month|year|morning|evening|night)) (?P<side>(?i:after"
        r"|before))(?= \w)", _day_of),
    rule("day of", r"(?:(?i:the) )?(?P<side>(?i:eve)) (?i:of)(?P<unit>(?!))?(?= \w)", _day_of),
)  # fmt: skip
