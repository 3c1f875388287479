"""What a rule for dates is: a pattern, and a function that makes days of a match in its context."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from dragoman.grounding import calendar
from dragoman.grounding.happenings import Named
from dragoman.interval import Interval

MONTH = rf"(?:{calendar.alternatives('month')})(?!\w|-[a-z])"
WEEKDAY = rf"(?:{calendar.alternatives('weekday')})"
YEAR = r"(?:1[5-9]\d\d|20\d\d)(?!\d|[.,]\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)"
UNIT = r"(?:minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade|century|centurie)"
#: «the night of», «at 6:30 a.m. on», «before dawn on»: the hour keeps inside its day
_CLOCK = r"(?:midnight|noon|midday|dawn|dusk|daybreak|sunrise|sunset|nightfall|\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?|\d{4})"
_HOURS = r"(?:(?:early |late |small |first )?(?:hours|morning|afternoon|evening|night))"
_NEAR_HOUR = r"(?:(?:(?:shortly|just|soon) )?(?:before|after) )?"
OF_DAY = rf"(?:(?i:(?:the )?{_HOURS} of |{_NEAR_HOUR}{_CLOCK}(?: local time| GMT| UTC)? on )(?:the )?)?"
SEASON = r"(?:spring|summer|autumn|winter|fall)"
_CARDINAL = "|".join(sorted(calendar.words("number"), key=lambda word: -len(word)))
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
#: «12», «ten», «twenty-five», «two and a half», «half a», «a couple of»
COUNT = (
    rf"(?:\d{{1,3}}(?:\.\d)?|(?:{_TENS})[- ](?:one|two|three|four|five|six|seven|eight|nine)|half an?|a couple of|{_CARDINAL})"
    r"(?: and a half|-and-a-half)?"
)
VAGUE = r"(?:a few|several|some|many|a number of|a handful of)"
ABOUT = (
    r"(?:(?:about|around|roughly|some|nearly|almost|just|only|exactly|barely|approximately|at least|more than|over|less than"
    r"|under|just over|just under|well over|as many as|up to|fewer than|not quite|close to|the better part of) )"
)
#: which part of a month, a year, a decade
PART = (
    r"(?:(?:(?:the )?(?:very )?(?:(?:mid|early)[- ]to[- ](?:late|mid)|early|earlier|late|later|mid)(?: in| on"
    r"| this)?(?:[ -]|(?=\b))(?:the )?)"
    r"|(?:the )?(?:beginning|start|end|middle|close|turn|first half|second half|first days|last days|early days|first weeks"
    r"|first months|early weeks|early months|opening weeks"
    r"|opening months|last months|closing months|closing weeks|final months|first week"
    r"|last week"
    r"|course|opening days|closing days|final days|final weeks|last weeks) of (?:the )?)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule makes of its words. `options`: the intervals among which tense chose, for ranges («from Monday to Thursday»).

    `of`: the days in a given year, where the words name none. `end`: where its words end, where the pattern only
    begins them.
    """

    interval: Interval
    granularity: str
    kind: str = "point"
    anchor: str | None = None
    offset: tuple[int | None, int | None] | None = None
    options: tuple[Interval, ...] = ()
    of: Callable[[int], Interval | None] | None = None
    end: int | None = None


@dataclass(slots=True)
class Context:
    """The text, its day of publication, the tense around a place, the dates read so far, and what dates may be counted from."""

    text: str
    published: date | None
    tense: Callable[[int], str]
    prior: list[tuple[int, Interval, str]] = field(default_factory=list)
    before: tuple[Interval, str] | None = None
    dated: Callable[[int], tuple[int, Found] | None] = lambda _: None
    happening: Callable[[int], Named | None] = lambda _: None
    about: Callable[[], Counter[str]] = Counter

    def last(self) -> tuple[Interval, str] | None:
        """The last date read, of this text or before it."""
        return self.prior[-1][1:] if self.prior else self.before

    def choose(self, at: int, options: Sequence[Interval], after: bool = False) -> Interval | None:
        """Of days that recur, those on the side that the tense says; the nearest where it says nothing."""
        day = self.published
        if day is None or not options:
            return None
        past = [option for option in options if option.earliest and option.earliest <= day]
        future = [option for option in options if option.latest and option.latest >= day]
        tense = "future" if after else self.tense(at)
        if tense == "past" and past:
            return past[-1]
        if tense == "present" and past:
            return _rather(past[-1], options, day)
        if tense == "future" and future:
            return _rather(future[0], options, day)
        return min(options, key=lambda option: _distance(option, day))

    def yearly(self, at: int, of: Callable[[int], Interval | None]) -> Found | None:
        """A day, month or season without a year: the candidates of the years around, and the chosen one."""
        carried = self._carried(at, of)
        if carried:
            return Found(carried, "")
        if not self.published:
            return Found(Interval(), "", of=of)
        listed = [of(year) for year in range(self.published.year - 2, self.published.year + 3)]
        options = [option for option in listed if option]
        chosen = self.choose(at, options)
        return Found(chosen, "", options=tuple(options), of=of) if chosen else None

    def _carried(self, at: int, of: Callable[[int], Interval | None]) -> Interval | None:
        """The year of a fuller date just before, where that lies further back than a year or no day of publication is known."""
        if not self.prior:
            return None
        end, interval, granularity = self.prior[-1]
        gap = self.text[end:at]
        if granularity not in ("day", "month") or not interval.earliest or not _RUNS_ON.fullmatch(gap):
            return None
        if self.published and (self.published - interval.earliest).days < 540:
            return None
        if self.tense(at) == "future" or at - end > 250:
            return None
        following = [option for year in (0, 1) if (option := of(interval.earliest.year + year))]
        return next((option for option in following if option.latest and option.latest >= interval.earliest), None)


#: no sentence ends between two dates, or the second opens the next one
_RUNS_ON = re.compile(r"[^.\n]*(?:\.[ ”\"]+(?:On|In|By|Early in|Late in) (?:the )?)?")


def _rather(chosen: Interval, options: Sequence[Interval], day: date) -> Interval:
    """A day that would lie most of a year off is the near one on the other side, whatever the tense seems to be."""
    near = min(options, key=lambda option: _distance(option, day))
    far = _distance(chosen, day)[0] > _FAR and _distance(near, day)[0] <= _NEAR
    return near if far and (chosen.days or 0) <= _SHORT else chosen


#: days: reports name a day without its year within this of it; a stretch longer than this is no day
_FAR, _NEAR, _SHORT = 290, 60, 6


def _distance(option: Interval, day: date) -> tuple[int, int]:
    """How far a day lies outside an interval; the past first where both sides are as near."""
    assert option.earliest and option.latest
    if option.latest < day:
        return (day - option.latest).days, 0
    return max(0, (option.earliest - day).days), 1


Maker = Callable[[re.Match[str], Context], Found | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern and what it means; it is tried on paragraphs that hold one of `needs` and match `besides`."""

    name: str
    pattern: re.Pattern[str]
    make: Maker
    needs: tuple[str, ...]
    besides: re.Pattern[str] | None = None


_UNITS = "minute|hour|day|night|week|fortnight|month|quarter|year|decade|centur"
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_TODAY = "(?:yester|to)day|tomorrow|(?:last |to|over)night|this (?:morning|afternoon|evening)"
#: what a paragraph must hold, in small letters, for a rule to be tried at all, after «&» a pattern of what it must hold besides:
#: most rules are slow to find nothing
_NEEDS = {
    "iso": "-",
    "numeric": "19|20&[/.](?:19|20)",
    "days of a month": rf"{_MONTHS}&\d",
    "day": rf"{_MONTHS}&\d",
    "month of a year": rf"{_MONTHS}&\d|year",
    "which month": f"{_MONTHS}&(?:last|past|this|next|coming|previous|following) ",
    "month": _MONTHS,
    "years": "15|16|17|18|19|20",
    "year": "15|16|17|18|19|20",
    "decade": "0s|0's|0’s|ties",
    "century": "centur",
    "quarter": "quarter|half|q1|q2|q3|q4",
    "season": "spring|summer|autumn|winter|fall",
    "weekday": "day",
    "weekend": "weekend",
    "day around today": f"day|night|tomorrow|this &{_TODAY}",
    "unit": "week|fortnight|month|quarter|year|decade|centur&(?:this|last|next|past|coming|current) ",
    "of the unit": "week|month|quarter|year|decade&the (?:week|month|quarter|year|decade)",
    "end of the unit": "week|month|year&-end|s end",
    "year out": "the year",
    "stretch": rf"{_UNITS}& (?:{_UNITS})\w*s\b",
    "ago": "ago",
    "to the day": "to the day",
    "hence": f"{_UNITS}&in .+ (?:{_UNITS})",
    "from now": "hence|from now|from today",
    "within": "within|inside",
    "later": "later|earlier|after|before|previous",
    "after": "after|before|prior|ahead|following",
    "beside": "day|evening|night|morning|afternoon|week|month|year",
    "day of": "day|eve|morning|night|week|month|year",
    "age of a thing": "-old",
    "set": "every|each|day|ly|times|once|twice|annual",
    "now": "now|current|present|moment",
    "week of": "week of|week beginning|week starting",
    "last but one": "before last|after next",
    "fiscal year": "fiscal|fy|financial year",
    "national day": " day",
    "since a happening": "since|before|prior to|until|till|after|following|wake of",
    "then": "then",
    "the nth day": "straight|consecutive|successive|running",
    "length": f"{_UNITS}& (?:{_UNITS})",
    "length joined": f"{_UNITS}&-(?:{_UNITS})",
    "long": f"{_UNITS}&long",
}


def rule(name: str, pattern: str, make: Maker) -> Rule:
    """A rule; words of any case, but the names of months and days keep their capital."""
    needs, _, besides = _NEEDS.get(name, "").partition("&")
    found = re.compile(rf"(?<![\w$€£#])(?:{pattern})")
    return Rule(name, found, make, tuple(needs.split("|")), re.compile(besides) if besides else None)


def part_of(interval: Interval, part: str | None, granularity: str) -> Interval:
    """The early, middle or late part: thirds of a month, a year, a decade; the first and last days of a week."""
    if not part or not interval.earliest or not interval.latest:
        return interval
    first, last = interval.earliest, interval.latest
    which = _which(part)
    if which == "whole":
        return interval
    if granularity == "year" and (edge := re.search(r"\b(?:(start|beginning|turn)|end|close) of\b", part.lower())):
        return calendar.month(first.year, 1 if edge[1] else 12)
    if "half" in part:
        middle = _half(interval, granularity)
        return Interval(first, middle - calendar.DAY) if which == "early" else Interval(middle, last)
    if re.search(r"(first|last) week\b", part):
        week = 6 * calendar.DAY
        return Interval(first, first + week) if which == "early" else Interval(last - week, last)
    one, two = _thirds(interval, granularity)
    if re.search(r"\bto\b", part):
        return Interval(first, two - calendar.DAY) if part.lower().startswith("early") else Interval(one, last)
    if which == "early":
        return Interval(first, one - calendar.DAY)
    return Interval(one, two - calendar.DAY) if which == "mid" else Interval(two, last)


def _which(part: str) -> str:
    words = part.lower()
    for name, pattern in (
        ("early", r"early|earlier|beginning|start|first|opening|turn"),
        ("mid", r"mid"),
        ("late", r"late|later|end|close|second|last|closing|final"),
    ):
        if re.search(pattern, words):
            return name
    return "whole"


def _half(interval: Interval, granularity: str) -> date:
    assert interval.earliest
    first = interval.earliest
    if granularity == "year":
        return date(first.year, 7, 1)
    if granularity == "month":
        return date(first.year, first.month, 16)
    assert interval.days
    return first + interval.days // 2 * calendar.DAY


def _thirds(interval: Interval, granularity: str) -> tuple[date, date]:
    """Where the middle and the late part begin."""
    assert interval.earliest and interval.days
    first = interval.earliest
    if granularity == "month":
        return date(first.year, first.month, 11), date(first.year, first.month, 21)
    if granularity == "year":
        return date(first.year, 5, 1), date(first.year, 9, 1)
    if granularity == "season":
        two, three = (calendar.month(first.year, first.month + step).earliest for step in (1, 2))
        assert two and three
        return two, three
    if granularity in ("decade", "century"):
        third = 3 if granularity == "decade" else 33
        span = 10 if granularity == "decade" else 100
        return date(first.year + third, 1, 1), date(first.year + span - third, 1, 1)
    if granularity == "week":
        return first + calendar.DAY * 2, first + calendar.DAY * 3
    third_days = max(1, round(interval.days / 3))
    return first + third_days * calendar.DAY, first + 2 * third_days * calendar.DAY
