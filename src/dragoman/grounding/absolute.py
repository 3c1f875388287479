"""Rules for dates that name days, a month or years, fully or in part."""

from __future__ import annotations

import re
from datetime import date

from dragoman.grounding import calendar
from dragoman.grounding.daterule import (
    DAY,
    MONTH,
    OF_DAY,
    PART,
    WEEKDAY,
    YEAR,
    Context,
    Found,
    Rule,
    part_of,
    rule,
)
from dragoman.interval import Interval

RELATIVE = r"(?i:(?:of |in )?(?P<rel>this|last|next|the same|that|the following|the previous) year)"
_HEAD = rf"{OF_DAY}(?:(?P<head>{WEEKDAY}|Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\.?,? (?:the )?)?"
_COUNTED = (
    r"(?! (?:troops|soldiers|people|men|women|children|dollars|euros|miles|km|kilomet|metres|meters|tons|tonnes|homes|houses|jobs"
    r"|civilians|refugees|fighters|votes|seats|points|words|pages|workers|police|cases|deaths|of (?:them|the|its|his|their)\b))"
)
_AMOUNT_BEFORE = re.compile(
    r"(?:about|some|around|nearly|almost|over|more than|less than|fewer than|at least|up to|only|roughly|approximately|flight"
    r"|resolution|room|page|article|no\.?|number|route|highway|boeing|airbus|the roughly|estimated) $",
    re.I,
)


def year_named(context: Context, match: re.Match[str]) -> int | None:
    """The year that the words name, outright or as «last year»."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if not groups.get("rel"):
        return None
    step = {"last": -1, "the previous": -1, "next": 1, "the following": 1}.get(groups["rel"].lower(), 0)
    anchored = groups["rel"].lower() in ("the same", "that", "the following", "the previous")
    last = context.last() if anchored else None
    base = last[0].earliest if last else context.published
    return base.year + step if base else None


def has_relative(match: re.Match[str]) -> bool:
    """Whether the words hang on the day of publication after all."""
    return bool(match.groupdict().get("rel"))


def _day(match: re.Match[str], context: Context) -> Found | None:
    month = calendar.value("month", match["month"])
    number = int(re.sub(r"\D", "", match["day"]))
    year = year_named(context, match)
    if year:
        found = calendar.day(year, month, number)
        return Found(found, "day") if found else None
    if has_relative(match):
        return Found(Interval(), "day")
    return narrowed(_of_weekday(match, context, month, number), "day")


def _of_weekday(match: re.Match[str], context: Context, month: int, number: int) -> Found | None:
    """A day without its year; a weekday beside it says which year is meant."""
    head = (match["head"] or "")[:3].capitalize()

    def on(year: int) -> Interval | None:
        found = calendar.day(year, month, number)
        fits = found and found.earliest and (not head or found.earliest.strftime("%a") == head)
        return found if fits else None

    return context.yearly(match.start(), on) or context.yearly(match.start(), lambda y: calendar.day(y, month, number))


def narrowed(found: Found | None, granularity: str, part: str | None = None) -> Found | None:
    """A find of `yearly` with its granularity, narrowed to a part."""
    if found is None:
        return None
    options = tuple(part_of(option, part, granularity) for option in found.options)
    whole = found.of

    def of(year: int) -> Interval | None:
        days = whole(year) if whole else None
        return part_of(days, part, granularity) if days else None

    return Found(part_of(found.interval, part, granularity), granularity, options=options, of=of)


def _days(match: re.Match[str], context: Context) -> Found | None:
    """«15 to 19 May 2024», «June 3-5»"""
    month = calendar.value("month", match["month"])
    first, last = (int(re.sub(r"\D", "", match[side])) for side in ("day", "last"))
    if first >= last:
        return None

    def span(year: int) -> Interval | None:
        one, two = calendar.day(year, month, first), calendar.day(year, month, last)
        return Interval(one.earliest, two.latest) if one and two else None

    year = year_named(context, match)
    if year:
        found = span(year)
        return Found(found, "day") if found else None
    return narrowed(context.yearly(match.start(), span), "day")


def _iso(match: re.Match[str], context: Context) -> Found | None:
    found = calendar.day(int(match["year"]), int(match["month"]), int(match["day"]))
    return Found(found, "day") if found else None


def _numeric(match: re.Match[str], context: Context) -> Found | None:
    """Day first, unless only the other order is a day."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    found = calendar.day(year, two, one) or calendar.day(year, one, two)
    return Found(found, "day") if found else None


def _month_of_year(match: re.Match[str], context: Context) -> Found | None:
    year = year_named(context, match)
    if not year:
        return Found(Interval(), "month")
    whole = calendar.month(year, calendar.value("month", match["month"]))
    return Found(part_of(whole, match["part"], "month"), "month")


def _month(match: re.Match[str], context: Context) -> Found | None:
    name = match["month"]
    owns = context.text[match.end() : match.end() + 2] in ("'s", "’s")
    introduced = match["part"] or owns or _INTRODUCED.search(context.text[: match.start()][-24:])
    if name in ("May", "March") and not introduced:
        return None
    number = calendar.value("month", name)
    return narrowed(context.yearly(match.start(), lambda year: calendar.month(year, number)), "month", match["part"])


_INTRODUCED = re.compile(
    r"\b(?:in|since|until|till|by|of|from|during|through|to|for|before|after|and|between|or|around|both|last|next|this|as of|into"
    r"|throughout|over|early|late|mid|earlier|late in|early in|until|,)[ -]$",
    re.I,
)


def _which_month(match: re.Match[str], context: Context) -> Found | None:
    """«last July» is the one before the month of publication, «next July» the one after, «this July» in its year."""
    number, day = calendar.value("month", match["month"]), context.published
    which = match["which"].lower()
    if which in ("the following", "the previous") and context.prior and context.prior[-1][1].earliest:
        day = context.prior[-1][1].earliest
    if not day:
        return Found(Interval(), "month")
    if "last" in which or "past" in which or "previous" in which:
        year = day.year - (number >= day.month - 1)
    elif "next" in which or "coming" in which or "following" in which:
        year = day.year + (number <= day.month)
    else:
        year = day.year
    return Found(part_of(calendar.month(year, number), match["part"], "month"), "month")


def _year_alone(match: re.Match[str], context: Context) -> Found | None:
    before = context.text[max(0, match.start() - 24) : match.start()]
    if not match["part"] and (_AMOUNT_BEFORE.search(before) or re.search(r"[\d$€£][,.]?$", before)):
        return None
    return Found(part_of(calendar.years(int(match["year"])), match["part"], "year"), "year")


def _years(match: re.Match[str], context: Context) -> Found | None:
    """«2012-2015», «2012–15», «2023/24»"""
    first, last = int(match["year"]), match["last"]
    until = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return Found(calendar.years(first, until - first + 1), "year") if first < until < first + 100 else None


def _ordinal_day(match: re.Match[str], context: Context) -> Found | None:
    """«before the thirty-first», «on the 15th of this month»: a day of the month of publication or its neighbour."""
    text = match["ordinal"].lower()
    if not match["which"] and not _ON.search(context.text[: match.start()][-10:]):
        return None
    number = int(re.sub(r"\D", "", text)) if text[0].isdigit() else calendar.value("ordinal", text)
    if number <= 31 and (named := _of_named_month(context, match, number)):
        return Found(named, "day")
    day = context.published
    if not day or not 1 <= number <= 31:
        return Found(Interval(), "day") if number <= 31 else None
    step = {"last": -1, "next": 1, "this": 0, "the": 0}.get((match["which"] or "").lower())
    steps = range(-2, 3) if step is None else (step,)
    listed = [_of_month(day, offset, number) for offset in steps]
    options = [option for option in listed if option]
    chosen = context.choose(match.start(), options)
    return Found(chosen, "day", options=tuple(options)) if chosen else None


def _of_named_month(context: Context, match: re.Match[str], number: int) -> Interval | None:
    """«in January, after a strike on the 4th», «on 5 December and on the 18th», «that same month»: a day of the month that the
    sentence has named before."""
    that = (match["which"] or "") in ("that", "the same")
    last = context.last()
    if not last or not (that or (not match["which"] and context.prior)):
        return None
    end, (held, granularity) = context.prior[-1][0] if context.prior else 0, last
    later = bool(held.earliest and number > held.earliest.day)
    fits = granularity == "month" or (granularity == "day" and (that or later))
    if not fits or not held.earliest or ("." in context.text[end : match.start()] and not that):
        return None
    return calendar.day(held.earliest.year, held.earliest.month, number)


_ON = re.compile(r"\b(?:on|by|before|until|till|since|after|from|to) $", re.I)


def _of_month(day: date, steps: int, number: int) -> Interval | None:
    first = calendar.month(day.year, day.month + steps).earliest
    return calendar.day(first.year, first.month, number) if first else None


_TO = r" ?(?:to|through|until|and|-|–|—|or) ?(?:the )?"
_ORDINALS = "|".join(sorted(calendar.words("ordinal"), key=lambda word: -len(word)))
_TAIL = rf"(?:(?:,| of|, in)? (?P<year>{YEAR})|,? {RELATIVE})?"
_PARTED = rf"(?:(?P<part>(?i:{PART})))?"

RULES: tuple[Rule, ...] = (
    rule("iso", r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", _iso),
    rule("numeric", r"(?P<one>\d{1,2})[/.](?P<two>\d{1,2})[/.](?P<year>(?:19|20)\d\d)(?!\d)", _numeric),
    rule("days of a month", rf"{OF_DAY}(?:(?i:from|between) )?(?P<day>{DAY}){_TO}(?P<last>{DAY})(?: of)?"
        rf" (?P<month>{MONTH}){_TAIL}", _days),
    rule("days of a month",
        rf"{OF_DAY}(?:(?i:from|between) )?(?P<month>{MONTH}) (?P<day>{DAY}){_TO}(?P<last>{DAY})(?! [A-Z][a-z]+"
        rf" \d{{4}}){_TAIL}", _days),
    rule("day", rf"{_HEAD}(?P<day>{DAY})(?: day)?(?: of)?[ -](?P<month>{MONTH}){_TAIL}", _day),
    rule("day", rf"{_HEAD}(?P<month>{MONTH}) (?:the )?(?P<day>{DAY})(?!,\d| [a-z]+ soldiers){_TAIL}", _day),
    rule("month of a year", rf"{_PARTED}(?P<month>{MONTH})(?:(?:,| of|, in)? (?P<year>{YEAR})|,? {RELATIVE})", _month_of_year),
    rule("which month",
        rf"{_PARTED}(?P<which>(?i:last|this past|this|next|this coming|the previous|the following|the coming)) "
        rf"(?P<month>{MONTH})", _which_month),
    rule("month", rf"{_PARTED}(?P<month>{MONTH})(?! [A-Z][a-z]+ (?:said|told))", _month),
    rule("years", rf"(?P<year>{YEAR})[-–/](?P<last>(?:19|20)\d\d|\d\d)(?![\d-])", _years),
    rule("year", rf"{_PARTED}(?P<year>{YEAR}){_COUNTED}(?![\w%°-])", _year_alone),
    rule("day of the month",
        rf"(?i:the )(?P<ordinal>\d{{1,2}}(?:st|nd|rd|th)|(?i:{_ORDINALS}))"
        r"(?: of (?P<which>this|last|next|that|the same|the) month|(?= "
        r"?(?:[.,;:!?)”\"]|$|and\b|or\b)))", _ordinal_day),
)  # fmt: skip
