"""Rules for dates that are told from the day of publication: today, on Friday, last month, ten days ago, over the next weeks."""

from __future__ import annotations

import re
from datetime import date

from dragoman.grounding import calendar
from dragoman.grounding.daterule import ABOUT, COUNT, OF_DAY, PART, UNIT, VAGUE, WEEKDAY, Context, Found, Rule, part_of, rule
from dragoman.grounding.daycounts import ago, hence, singular, to_the_day, within
from dragoman.interval import Interval

_TIMES = r"(?:[ -](?i:morning|afternoon|evening|night|noon|midday|lunchtime|dawn|nights))?"
#: units that only ever name a stretch around now
_UNITS = r"(?:day|week|weekend|fortnight|month|quarter|year|decade|century)"


def _shift(match: re.Match[str], context: Context) -> Found | None:
    """today, yesterday, tomorrow and their kin"""
    words = match[0].lower()
    step = next(days for pattern, days in _SHIFTS if re.match(pattern, words))
    day = context.published
    return Found(Interval.on(day + step * calendar.DAY) if day else Interval(), "day")


_SHIFTS = (
    (r"the day before yesterday", -2),
    (r"the day after tomorrow", 2),
    (r"(?:\w+ )?yesterday|last night|overnight", -1),
    (r"(?:\w+ )?tomorrow", 1),
    (r"", 0),
)


def _weekday(match: re.Match[str], context: Context) -> Found | None:
    day = context.published
    if not day:
        return Found(Interval(), "day")
    number = calendar.value("weekday", match["weekday"])
    week = match["week"] or ""
    if week:
        step = -1 if re.search("last|previous", week, re.I) else 1 if re.search("next|following", week, re.I) else 0
        monday = calendar.week(day + 7 * step * calendar.DAY).earliest
        return Found(Interval.on(monday + number * calendar.DAY), "day") if monday else None
    return _which_weekday(match, context, day, number)


def _which_weekday(match: re.Match[str], context: Context, day: date, number: int) -> Found | None:
    which = (match["which"] or "").lower()
    back = (day.weekday() - number) % 7
    if "same" in which or "that" in which:
        anchored = _anchored_weekday(context, number)
        if anchored:
            return Found(anchored, "day")
    if re.search("last|past|previous", which):
        return Found(Interval.on(day - (back or 7) * calendar.DAY), "day")
    if re.search("next|coming|following", which):
        return Found(Interval.on(day + ((number - day.weekday()) % 7 or 7) * calendar.DAY), "day")
    options = [Interval.on(day + (7 * weeks - back) * calendar.DAY) for weeks in range(-1, 3)]
    ahead = bool(re.search(r"\b(?:ahead of|by|until|before) (?:\w+ )?$", context.text[: match.start()][-20:]))
    chosen = context.choose(match.start(), options, after=ahead and context.tense(match.start()) != "past")
    return Found(chosen, "day", options=tuple(options)) if chosen else None


def _anchored_weekday(context: Context, number: int) -> Interval | None:
    """«the same Thursday»: the last one named."""
    for _, interval, granularity in reversed(context.prior):
        if granularity == "day" and interval.earliest and interval.earliest.weekday() == number:
            return interval
    return None


def _weekend(match: re.Match[str], context: Context) -> Found | None:
    """«the weekend»: the last one that has begun, or the coming one, by tense."""
    day = context.published
    if not day:
        return Found(Interval(), "week")
    which = (match["which"] or "").lower()
    listed = [calendar.weekend(day + 7 * step * calendar.DAY) for step in (-2, -1, 0, 1)]
    if re.search("last|past|previous", which):
        done = [option for option in listed if option.latest and option.latest < day]
        return Found(done[-1], "week")
    if re.search("next|coming", which):
        return Found(next(option for option in listed if option.earliest and option.earliest > day), "week")
    if which == "this" and context.tense(match.start()) != "past":
        return Found(next(option for option in listed if option.latest and option.latest >= day), "week")
    chosen = context.choose(match.start(), listed)
    return Found(chosen, "week", options=tuple(listed)) if chosen else None


def _unit(match: re.Match[str], context: Context) -> Found | None:
    """«last month», «earlier this year», «late next week»"""
    unit, which, part = match["unit"].lower(), match["which"].lower(), match["part"]
    day = context.published
    granularity = "week" if unit == "fortnight" else unit
    if not day:
        return Found(Interval(), granularity)
    if re.search("past|the last|coming", which) and "this past" not in which:
        return _stretch_of_one(unit, which, day)
    step = -1 if re.search("last|previous|past", which) else 1 if re.search("next|following", which) else 0
    whole = calendar.unit(unit, day, step)
    if step == 0:
        return Found(_until_now(whole, part, context, match.start(), granularity), granularity)
    return Found(part_of(whole, part, granularity), granularity)


def _stretch_of_one(unit: str, which: str, day: date) -> Found:
    """«the past week» ends today; «the coming week» begins today."""
    if "coming" in which:
        return Found(Interval(day, calendar.added(day, 1, unit)), unit)
    return Found(Interval(calendar.added(day, -1, unit), day), unit)


def _until_now(whole: Interval, part: str | None, context: Context, at: int, granularity: str) -> Interval:
    """«this year» is what is over of it in the past tense, what is left of it in the future."""
    day = context.published
    assert day and whole.earliest and whole.latest
    words = (part or "").lower()
    if "earlier" in words:
        return Interval(whole.earliest, day)
    if "later" in words:
        return Interval(day, whole.latest)
    found = part_of(whole, part, granularity)
    assert found.earliest and found.latest
    tense = context.tense(at)
    if tense == "past" and found.earliest <= day:
        return Interval(found.earliest, min(day, found.latest))
    if tense == "future" and found.latest >= day:
        return Interval(max(day, found.earliest), found.latest)
    return found


def _of_the_unit(match: re.Match[str], context: Context) -> Found | None:
    """«the end of the year», «year-end», «later in the week», «the middle of the month»"""
    unit, part = (match["unit"] or match["own"]).lower(), match["part"] or "end"
    day = context.published
    if not day:
        return Found(Interval(), unit)
    if "later" in part.lower() or "earlier" in part.lower():
        return Found(_until_now(calendar.unit(unit, day), part, context, match.start(), unit), unit)
    options = [_edge(calendar.unit(unit, day, step), part, unit) for step in (-1, 0, 1)]
    introduced = re.search(r"\b(?:by|until|till|before|to) $", context.text[: match.start()][-8:])
    chosen = context.choose(match.start(), options)
    if introduced and chosen and chosen.latest and chosen.latest < day and context.tense(match.start()) != "past":
        chosen = options[1]
    return Found(chosen, unit, options=tuple(options)) if chosen else None


def _edge(whole: Interval, part: str, unit: str) -> Interval:
    """The end of a year is its last month, of a month its last third; the start likewise."""
    if unit != "year" or not re.search("end|close|start|beginning|turn", part, re.I):
        return part_of(whole, part, unit)
    assert whole.earliest
    return calendar.month(whole.earliest.year, 12 if re.search("end|close", part, re.I) else 1)


def _year_out(match: re.Match[str], context: Context) -> Found | None:
    """«before the year was out»: the last year that is over, or this one."""
    day = context.published
    if not day:
        return Found(Interval(), "year")
    year = day.year - 1 if match["verb"] == "was" and context.tense(match.start()) != "future" else day.year
    return Found(Interval(None if year < day.year else day, date(year, 12, 31)), "year")


def _stretch(match: re.Match[str], context: Context) -> Found | None:
    """«the past two weeks», «the next few months», «recent days», «the coming months»"""
    unit, day = singular(match["unit"]), context.published
    if not day:
        return Found(Interval(), unit)
    ahead = bool(re.search("next|coming|following|ahead|come", match[0], re.I))
    count = calendar.number(match["count"]) if match["count"] else None
    if count is None:
        return Found(Interval(day, None) if ahead else Interval(None, day), unit)
    far = calendar.added(day, count if ahead else -count, unit)
    return Found(Interval(day, far) if ahead else Interval(far, day), unit)


_COUNTS = rf"(?:(?P<count>(?i:{COUNT}))|(?P<vague>(?i:{VAGUE})))"
_ABOUTS = rf"(?P<about>(?i:{ABOUT}))?"
_PARTED = rf"(?:(?P<part>(?i:{PART})))?"
_WHICH = r"(?P<which>(?i:this past|this coming|this|last|next|the past|the last|past|the coming|coming|the current|current))"
_NOT_NAME = r"(?! (?:Times|Telegraph|Mail|Mirror|Post|Mass|Herald|Express|Independent|Tribune|Agreement|Prayer|Night Live))"


def _now(match: re.Match[str], context: Context) -> Found | None:
    """«now», «until now», «from now on»"""
    day = context.published
    if match["until"]:
        return Found(Interval(None, day), "day")
    return Found(Interval(day, None if match["on"] else day), "day")


def _week_of(match: re.Match[str], context: Context) -> Found | None:
    """«the week of March 4»: Monday to Sunday."""
    dated = context.dated(match.end())
    if dated is None or not dated[1].interval.earliest or dated[1].granularity != "day":
        return None
    end, found = dated
    assert found.interval.earliest
    return Found(calendar.week(found.interval.earliest), "week", end=end)


def _last_but_one(match: re.Match[str], context: Context) -> Found | None:
    """«the week before last», «the year after next», «the Thursday before last»"""
    unit = match["unit"].lower()
    if not context.published:
        return Found(Interval(), unit)
    if match["unit"].capitalize() in calendar.words("weekday"):
        back = (context.published.weekday() - calendar.value("weekday", match["unit"].capitalize())) % 7 or 7
        days = -back - 7 if match["side"].lower() == "before last" else 14 - back
        return Found(Interval.on(context.published + days * calendar.DAY), "day")
    return Found(calendar.unit(unit, context.published, 2 if match["side"].lower() == "after next" else -2), unit)


RULES: tuple[Rule, ...] = (
    rule("now",
        r"(?:(?P<until>(?i:up until|until|till|up to|by)) )?(?:(?i:from) (?=now on))?(?i:right now|just now|now|currently"
        r"|at present"
        r"|at the moment|presently)(?P<on>(?i: on\b))?(?![-’'\w]| that\b| and then\b| or never\b)", _now),
    rule("week of", r"(?i:the week (?:of|beginning|starting)) (?=\w)", _week_of),
    rule("last but one",
        rf"(?i:the )(?P<unit>(?i:night|weekend|week|month|quarter|year)|{WEEKDAY}) (?P<side>(?i:before last"
        rf"|after next))(?!\w)", _last_but_one),
    rule("day around today",
        r"(?i:the day before yesterday|the day after tomorrow|(?:early |late |earlier |later )?(?:yesterday|tomorrow"
        r"|today)(?: (?:morning|afternoon"
        r"|evening|night))?|last night|today|tonight|this (?:morning|afternoon|evening)|overnight)(?![\w’']*s\b(?= (?:photo"
        r"|picture)))(?!\w)", _shift),
    rule("weekday",
        rf"{OF_DAY}(?:(?i:early|late|later|earlier)(?i: on)? )?(?:(?P<which>(?i:this past|this coming|the same|the following|the "
        rf"previous|this|last|next|that|the coming|the past)) )?(?<!Black )(?<!Bloody )(?<!Good )(?P<weekday>{WEEKDAY})(?!s\b"
        rf"|\w){_NOT_NAME}{_TIMES}(?:,? (?:of )?(?P<week>(?i:last week|this week|next week|the previous week|the following "
        rf"week)))?", _weekday),
    rule("weekend",
        r"(?:(?P<which>(?i:this past|this coming|this|last|next|the past|the coming|the)) )(?i:weekend)(?!\w|-)", _weekend),
    rule("unit", rf"{_PARTED}{_WHICH} (?P<unit>(?i:week|fortnight|month|quarter|year|decade|century))(?!\w|-\w)", _unit),
    rule("of the unit",
        r"(?P<part>(?i:(?:the )?(?:beginning|start|turn|end|middle|close|first half|second half|latter half|last days|first days"
        r"|course|final days|final weeks) of|(?:earlier|later|late|early) in)) (?i:the )(?P<unit>(?i:week|month|quarter|year"
        r"|decade))(?P<own>(?!))?(?!\w|-\w)", _of_the_unit),
    rule("end of the unit",
        r"(?i:the |this )?(?P<own>(?i:year|month|week))(?:['’]s[ -]|-)(?P<part>(?i:end))(?P<unit>(?!))?(?!\w)", _of_the_unit),
    rule("year out", r"(?i:before the year (?P<verb>was|is) (?:out|over|through))", _year_out),
    rule("stretch",
        rf"(?:(?i:the|these) )?(?i:past|last|next|previous|coming|following)(?: (?P<count>(?i:{COUNT}))| (?i:{VAGUE[3:-1]}|few"
        rf"|couple of))? (?P<unit>(?i:{UNIT}))s(?!\w|-\w)", _stretch),
    rule("stretch", rf"(?i:recent|the recent)(?P<count>(?!))? (?P<unit>(?i:{UNIT}))s(?!\w)", _stretch),
    rule("stretch", rf"(?i:the)(?P<count>(?!))? (?P<unit>(?i:{UNIT}))s (?i:ahead|to come)(?!\w)", _stretch),
    rule("ago",
        rf"{_ABOUTS}{_COUNTS} (?P<unit>(?i:{UNIT}))s?(?P<half>(?i: and a half))?,? (?i:ago)(?P<exact>(?i: today))?(?: on"
        rf" (?P<weekday>{WEEKDAY}))?(?!\w)", ago),
    rule("ago",
        rf"{_ABOUTS}(?P<vague>(?P<unit>(?i:day|week|month|year|decade))s)(?P<count>(?!))?(?P<half>(?!))? (?i:ago)(?P<exact>(?!)"
        rf")?(?P<weekday>(?!))?(?!\w)", ago),
    rule("to the day", rf"(?P<count>(?i:{COUNT})) (?P<unit>(?i:{UNIT}))s? (?i:to the day) (?i:since|after)(?!\w)", to_the_day),
    rule("hence",
        rf"(?i:in) (?i:{ABOUT})?{_COUNTS} (?P<unit>(?i:{UNIT}))(?:s['’]|['’]s|s)?(?P<hence>(?i: time| from now))?(?! of\b| "
        rf"later| (?:earlier|before|after)\b)(?!\w|-)", hence),
    rule("from now", rf"(?i:{ABOUT})?{_COUNTS} (?P<unit>(?i:{UNIT}))s? (?P<hence>(?i:from now|hence|from today))(?!\w)", hence),
    rule("within", rf"(?i:within|inside) (?i:{ABOUT})?{_COUNTS} (?P<unit>(?i:{UNIT}))s?(?P<of>(?i: of))?(?!\w|-)", within),
)  # fmt: skip
