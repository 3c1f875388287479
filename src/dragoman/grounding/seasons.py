"""Rules for dates that name a decade, a century, a quarter, a season or a feast."""

from __future__ import annotations

import re
from functools import partial

from dragoman.grounding import calendar
from dragoman.grounding.absolute import RELATIVE, has_relative, narrowed, year_named
from dragoman.grounding.daterule import PART, SEASON, YEAR, Context, Found, Rule, part_of, rule
from dragoman.grounding.happenings import states
from dragoman.interval import Interval


def _decade(match: re.Match[str], context: Context) -> Found | None:
    text = re.sub(r"[^\da-z]", "", match["decade"].lower())
    named = calendar.words("decade").get(text)
    digits = int(named or re.sub(r"\D", "", text))
    first = digits if digits >= 1000 else 1900 + digits if digits >= 20 else 2000 + digits
    return Found(part_of(calendar.years(first, 10), match["part"], "decade"), "decade")


def _century(match: re.Match[str], context: Context) -> Found | None:
    ordinal = match["ordinal"].lower()
    number = int(re.sub(r"\D", "", ordinal)) if ordinal[0].isdigit() else calendar.value("ordinal", ordinal)
    return Found(part_of(calendar.years(number * 100 - 99, 100), match["part"], "century"), "century")


def _quarter(match: re.Match[str], context: Context) -> Found | None:
    """«the first quarter of 2024», «Q3», «the second half of last year»"""
    size = 3 if match["size"].lower() in ("quarter", "q") else 6
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 12 // size, "final": 12 // size}
    nth = number.get(match["nth"].lower()) or int(match["nth"][0])
    if nth * size > 12:
        return None
    year = year_named(context, match)
    if match["nth"].lower() in ("last", "final") and not year and not match[0].endswith("year"):
        return None
    span = partial(calendar.months, first=(nth - 1) * size + 1, count=size)
    granularity = "quarter" if size == 3 else "year"
    if year:
        return Found(span(year), granularity)
    if has_relative(match):
        return Found(Interval(), granularity)
    return narrowed(context.yearly(match.start(), span), granularity)


def _season(match: re.Match[str], context: Context) -> Found | None:
    name = match["season"].lower()
    if name == "fall" and not _is_autumn(match, context):
        return None
    first = calendar.value("season", name)
    span = partial(calendar.months, first=first, count=3)
    year = year_named(context, match)
    if year:
        return Found(part_of(span(year), match["part"], "season"), "season")
    which = (match["which"] or ("this" if re.search(r"\bthis\b", match["part"] or "", re.I) else "")).lower()
    if which.strip() in ("last", "this past", "the past", "the previous", "next", "this", "this coming", "the coming"):
        found = _which_season(which, context, match.start(), span)
        if match["part"] and found.earliest and found.latest and context.published:
            if "earlier" in match["part"].lower() and found.earliest <= context.published:
                return Found(Interval(found.earliest, min(found.latest, context.published)), "season")
            if "later" in match["part"].lower() and found.latest >= context.published:
                return Found(Interval(max(found.earliest, context.published), found.latest), "season")
        return Found(part_of(found, match["part"], "season"), "season")
    return narrowed(context.yearly(match.start(), span), "season", match["part"])


def _is_autumn(match: re.Match[str], context: Context) -> bool:
    """«fall» is a season after «in the», «last» and the like or before a year; «the fall of Kabul» is none."""
    before = re.search(r"\bin $", context.text[: match.start()][-4:], re.I)
    return bool(match["year"] or match["rel"] or re.match(r"(?:last|this|next)\b", match["which"] or "", re.I) or before)


def _which_season(which: str, context: Context, at: int, span: partial[Interval]) -> Interval:
    day = context.published
    if day is None:
        return Interval()
    listed = [span(year) for year in range(day.year - 2, day.year + 3)]
    if re.search("last|past|previous", which):
        return [option for option in listed if option.latest and option.latest < day][-1]
    if re.search("next|coming", which):
        return next(option for option in listed if option.earliest and option.earliest > day)
    return context.choose(at, listed) or Interval()


def _holiday(match: re.Match[str], context: Context) -> Found | None:
    if match["year"]:
        found = calendar.holiday(match["name"], int(match["year"]))
        return Found(found, "day") if found else None
    return narrowed(context.yearly(match.start(), partial(calendar.holiday, match["name"])), "day")


def _national_day(match: re.Match[str], context: Context) -> Found | None:
    """«Ukraine's Independence Day»: of the state named with it, else of the one that the text is most about."""
    said = states(match["owner"] or "") or context.about()
    days = {state: day for (state, name), day in calendar.national_days().items() if name == match["name"]}
    listed = [days[state] for state, _ in said.most_common() if state in days]
    if not listed:
        return None
    month, number = (int(part) for part in listed[0].split("-"))
    if match["year"]:
        found = calendar.day(int(match["year"]), month, number)
        return Found(found, "day") if found else None
    return narrowed(context.yearly(match.start(), lambda year: calendar.day(year, month, number)), "day")


def _fiscal(match: re.Match[str], context: Context) -> Found | None:
    """A fiscal year is taken for the year that names it: when it begins differs by state."""
    first = int(match["year"])
    return Found(calendar.years(first if first > 99 else 2000 + first), "year")


_ORDINALS = "|".join(sorted(calendar.words("ordinal"), key=lambda word: -len(word)))
_THE = (
    r"(?:(?i:the |last |this |next |this past |this coming |the past |the coming |the previous |that )|(?<=\b[Ii]n )|(?<=since "
    r")|(?<=[ (]by ))"
)
_PARTED = rf"(?:(?P<part>(?i:{PART})))?"

RULES: tuple[Rule, ...] = (
    rule("decade",
        rf"{_PARTED}(?i:the )?(?P<decade>(?:1[89]|20)\d0['’]?s|['’]\d0s|(?i:(?<=the )(?:{'|'.join(calendar.words('decade'))})"
        rf"|(?<=-)(?:{'|'.join(calendar.words('decade'))})))", _decade),
    rule("century", rf"{_PARTED}(?i:the )?(?P<ordinal>\d{{1,2}}(?:st|nd|rd|th)|(?i:{_ORDINALS}))[ -](?i:century)", _century),
    rule("quarter",
        rf"(?i:the )?(?P<nth>(?i:first|second|third|fourth|last|final|[1-4](?:st|nd|rd|th)))[ -](?P<size>(?i:quarter|half))(?! "
        rf"of (?:its|his|the (?!year))|-)(?:(?: of)? (?P<year>{YEAR})|(?: of)? {RELATIVE}|(?i: of the year)|(?= of the year)"
        rf"|(?<=quarter)(?![ -]of))", _quarter),
    rule("quarter", rf"(?P<size>Q)(?P<nth>[1-4])(?:(?: of)? (?P<year>{YEAR})|(?: of)? {RELATIVE})?(?!\w)", _quarter),
    rule("season",
        rf"{_PARTED}(?P<which>{_THE})?(?P<season>(?i:{SEASON}))(?!\w|-\w)(?:(?: of|,)? (?P<year>{YEAR})(?:[-–/]\d\d)?|(?: of)? "
        rf"{RELATIVE})", _season),
    rule("season",
        rf"{_PARTED}(?P<which>{_THE})(?P<season>{SEASON})(?!\w|-\w| (?:camp|school|olympics|games|palace))(?P<year>(?!))"
        rf"?(?P<rel>(?!))?", _season),
    rule("season",
        r"(?P<part>(?i:early|late|mid)[ -])(?P<which>(?!))?(?P<season>spring|summer|autumn|winter)(?!\w|-\w)(?P<year>(?!))"
        r"?(?P<rel>(?!))?", _season),
    rule("holiday", rf"(?P<name>{calendar.feasts_pattern()})(?!\w)(?:,?(?: of)? (?P<year>{YEAR}))?", _holiday),
    rule("national day",
        rf"(?:(?P<owner>[A-Z][\w ]+?)['’]s? )?(?P<name>{'|'.join(sorted({name for _, name in calendar.national_days()}))})(?!\w)"
        rf"(?:,?(?: of)? (?P<year>{YEAR}))?", _national_day),
    rule("fiscal year",
        rf"(?:(?i:the )?(?i:fiscal|financial)(?i: year)? |FY ?)(?:(?:20)?\d\d[-–/])?(?P<year>{YEAR}|\d\d)(?!\w)", _fiscal),
    rule("fiscal year", rf"(?i:the )?(?P<year>{YEAR}) (?i:fiscal|financial) (?i:year)(?!\w)", _fiscal),
)  # fmt: skip
