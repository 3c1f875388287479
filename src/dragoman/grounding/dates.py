"""Dates in text, as intervals: what the words mean given the day of publication, the tense and the dates before them.

Rules (`absolute`, `deictic`, `anchored`, `spells`) read the words; the words in front («since», «by», «until», «from … to»)
then open or
close the interval. A day of publication that is not known leaves what hangs on it open rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from dragoman.grounding import absolute, anchored, deictic, happenings, seasons, spells
from dragoman.grounding.daterule import Context, Found, Rule
from dragoman.grounding.datespan import DateSpan, resolved
from dragoman.grounding.flat import flat
from dragoman.grounding.tense import tense as guessed
from dragoman.interval import Interval
from dragoman.report import as_day

__all__ = ["DateSpan", "dates", "read_dates", "resolved"]

RULES: tuple[Rule, ...] = (*absolute.RULES, *seasons.RULES, *deictic.RULES, *anchored.RULES, *spells.RULES)
#: what a paragraph must hold -> which of the rules are tried then
_NEEDS = {need: [n for n, rule in enumerate(RULES) if need in rule.needs] for rule in RULES for need in rule.needs}
_DAY = timedelta(days=1)
_LINE = re.compile(r"[^\n]+")


@dataclass(slots=True)
class _Piece:
    """A find with its place."""

    start: int
    end: int
    found: Found


def dates(text: str, published: str | date | None = None) -> list[DateSpan]:
    """The dates in a text, in order."""
    return read_dates(text, as_day(published))


def read_dates(
    text: str,
    published: str | date | None,
    *,
    tense: Callable[[int], str] | None = None,
    within: str | None = None,
    before: DateSpan | None = None,
) -> list[DateSpan]:
    """The same for a caller that knows the tense («past», «present», «future») of the clause around an offset.

    `before` is the last date of the sentences before, which «that month» goes back to.
    `within` is the report that the text is from: it may tell when the happenings took place that the text counts from.
    """
    plain, day = flat(text), as_day(published)
    context = Context(plain, day, tense or cache(lambda offset: guessed(plain, offset)))
    context.before = (before.interval, before.granularity) if before else None
    context.dated = lambda at: _dated(context, at)
    context.happening = lambda at: _happening(plain, at, within or plain, day)
    context.about = lambda: happenings.states(within or plain)
    return _read(text, context)


def _happening(text: str, at: int, within: str, published: date | None) -> happenings.Named | None:
    """The happening whose words begin at a place, its end as an offset of the text."""
    found = happenings.named(happenings.clause(text, at), within, published, lambda line: _points(line, published))
    return replace(found, end=found.end + at) if found else None


def _points(text: str, published: date | None) -> Iterator[tuple[int, int, Interval]]:
    """The days that a sentence names by themselves, for happenings that it tells."""
    plain = flat(text)
    context = Context(plain, published, lambda offset: guessed(plain, offset))
    context.dated = lambda at: _dated(context, at)
    for span in _read(text, context):
        if span.kind == "point" and span.anchor is None and span.earliest and (span.interval.days or 99) <= 31:
            yield span.start, span.end, span.interval


def _read(text: str, context: Context) -> list[DateSpan]:
    spans = [_span(context, piece) for piece in _joined(_pieces(context), context)]
    return [replace(span, text=text[span.start : span.end]) for span in spans]


def _pieces(context: Context) -> Iterator[_Piece]:
    """What the rules find, leftmost first, longest first, none inside another."""
    end = 0
    for start, stop, rule, match in sorted(_matches(context.text), key=lambda hit: (hit[0], -hit[1])):
        if start < end or stop == start:
            continue
        found = _made(rule, match, context)
        if found is None:
            continue
        end = found.end or stop
        piece = _Piece(start, end, found)
        _remember(context, piece)
        yield piece


def _matches(text: str) -> Iterator[tuple[int, int, Rule, re.Match[str]]]:
    for line in _LINE.finditer(text):
        words = line[0].lower()
        tried = {number for need, numbers in _NEEDS.items() if need in words for number in numbers}
        for rule in (RULES[number] for number in sorted(tried)):
            if not rule.besides or rule.besides.search(words):
                for match in rule.pattern.finditer(text, line.start(), line.end()):
                    yield match.start(), match.end(), rule, match


def _made(rule: Rule, match: re.Match[str], context: Context) -> Found | None:
    """What a rule makes of a match; days beyond the calendar are none."""
    try:
        return rule.make(match, context)
    except (ValueError, OverflowError, KeyError, IndexError, StopIteration):
        return None


def _remember(context: Context, piece: _Piece) -> None:
    """Keeps a point with both sides: later words may be counted from it."""
    found = piece.found
    if found.kind == "point" and found.interval.days and found.granularity not in ("decade", "century"):
        context.prior.append((piece.end, found.interval, found.granularity))


def _dated(context: Context, at: int) -> tuple[int, Found] | None:
    """The date that begins at a place, for words that are counted from it; «the» may stand between."""
    for rule in absolute.RULES + seasons.RULES + deictic.RULES:
        match = rule.pattern.match(context.text, at)
        found = _made(rule, match, context) if match else None
        if match and found and found.kind == "point":
            return match.end(), found
    return None


_BETWEEN = re.compile(r" ?(?:to|through|until|till|and|-|–|—) ?(?:the )?(?:on )?")


def _joined(pieces: Iterator[_Piece], context: Context) -> Iterator[_Piece]:
    """Ranges: «from Monday to Thursday», «between May and July 2023», «2012 to 2015»."""
    held: _Piece | None = None
    for piece in pieces:
        merged = _range(held, piece, context) if held else None
        if held and not merged:
            yield held
        held = merged or piece
    if held:
        yield held


def _range(first: _Piece, last: _Piece, context: Context) -> _Piece | None:
    gap = context.text[first.end : last.start]
    if not _BETWEEN.fullmatch(gap) or not first.found.kind == last.found.kind == "point":
        return None
    opener = re.search(r"\b(from|between) (?:the )?$", context.text[: first.start][-14:], re.I)
    if "and" in gap and not (opener and opener[1].lower() == "between") and not _is_next_day(first.found, last.found):
        return None
    until = last.found.interval.latest
    begins = _side(first.found, until)
    if not until or not begins or begins > until:
        return None
    start = first.start - (len(opener[0]) if opener else 0)
    return _Piece(start, last.end, Found(Interval(begins, until), last.found.granularity))


def _is_next_day(first: Found, last: Found) -> bool:
    """«on Tuesday and Wednesday», «in October and November»: two days or months on end are one stretch."""
    one, two = first.interval, last.interval
    stretches = one.days == two.days == 1 or first.granularity == last.granularity in ("month", "year")
    return stretches and one.latest is not None and one.latest + _DAY == two.earliest


def _side(found: Found, until: date | None) -> date | None:
    """The beginning of a range: of days that recur, the last before its end."""
    fitting = [option.earliest for option in found.options if option.earliest and until and option.earliest <= until]
    if until and found.of and not fitting:
        years = [found.of(until.year), found.of(until.year - 1)]
        fitting = [option.earliest for option in years if option and option.earliest and option.earliest <= until][:1]
    return fitting[-1] if fitting else found.interval.earliest


_FRONT = re.compile(
    r"(?:^|(?<=[\s(“\"—–-]))(?P<word>(?i:(?:ever )?since|up until|until|till|up to|through to|no later than|not later than|at "
    r"the latest by|by"
    r"|before|prior to|ahead of|not before|after|from|as from|as of|starting(?: on| in)?|beginning(?: on| in)?|effective(?: from)?"
    r"|with effect from|through|dating from|dating back to|onwards from))"
    r"(?: (?:the|on|about|around|at least|at|in|some time in|sometime in|very))?[ -]$"
)


def _span(context: Context, piece: _Piece) -> DateSpan:
    """The span with the word in front that opens or closes it."""
    found, start, text = piece.found, piece.start, context.text
    if found.end is not None and found.anchor:
        return _plain_span(piece, found.interval, start, text)
    interval = found.interval
    front = _FRONT.search(text[max(0, start - 32) : start])
    named = bool(front and front[0].endswith((" the ", " the-"))) or bool(_NAMES_A_THING.match(text, piece.end))
    applied = _opened(front["word"].lower(), found, context, start, named, text[start : piece.end]) if front else None
    if front and applied:
        interval = applied
        start -= len(front[0])
    return _plain_span(piece, interval, start, text)


def _plain_span(piece: _Piece, interval: Interval, start: int, text: str) -> DateSpan:
    found = piece.found
    return DateSpan(
        start, piece.end, text[start : piece.end], interval.earliest, interval.latest, found.granularity, found.kind,
        found.anchor, found.offset,
    )  # fmt: skip


#: «'s», or the noun of a thing told apart by its date: «after Monday summit», «before June elections»
_NAMES_A_THING = re.compile(
    r"['’]s|(?: (?!(?:and|or|but|when|as|if|while|in|on|at|by|to|of|for|with|from|because|unless|had|has|have|was|were|is|are|will"
    r"|would|may|could|the|a|an|no|not|he|she|it|they|we|his|its|their|this|that|who|which|said|says|told|amid|over|under|nobody"
    r"|none|all|only|until|after|before|during|since|than|without|there|more)\b)[a-z]+(?!\w*(?:ed|ing)\b)\b)"
)
_UNTIL = ("until", "till", "up until", "up to", "through", "through to", "by", "no later than", "not later than")


def _opened(word: str, found: Found, context: Context, at: int, named: bool, words: str) -> Interval | None:
    """The interval that a word in front makes of a point; None where it changes nothing. `named`: the date only tells which
    happening is meant («after the June election», «ahead of Saturday's summit»), so that the words bound no days."""
    held, day = found.interval, context.published
    if found.kind != "point" or held == Interval() or found.anchor not in (None, anchored.PREVIOUS):
        return None
    if named and word in ("before", "after", "ahead of", "prior to"):
        return None
    firm = word in ("no later than", "not later than") and context.tense(at) != "past"
    if (word == "by" or firm) and found.options and day:
        held = _soon(held, found.options, day, firm)
    ahead = _is_ahead(held, day, context.tense(at))
    if word == "from" and re.search(r"\b(?:dat(?:ed|es|ing|e)|postponed|moved|delayed|rescheduled|changed|put off"
        r"|brought forward|deferred) $", context.text[: at][-40:].removesuffix("from ")):
        return None
    if "since" in word or "dating" in word:
        return _ordered(held.earliest, day)
    if word == "through" and not ahead and (held.days or 0) > 1:
        return held
    if word in ("from", "starting", "as of") and found.options and day and context.tense(at) not in ("past", "future"):
        held = next((option for option in found.options if option.latest and option.latest >= day), held)
        ahead = _is_ahead(held, day, "future")
    if word in _UNTIL:
        late = held.latest if ahead or not day or not held.latest else min(held.latest, max(day, held.earliest or day))
        return _ordered(day if ahead else None, late)
    if word in ("before", "prior to", "ahead of"):
        ends = re.search(r"\b(?:end|close)\b", words, re.I)
        return _ordered(day if ahead else None, held.earliest - _DAY if held.earliest and not ends else held.latest)
    if word in ("after", "not before"):
        first = held.latest if word == "after" else held.earliest
        later = first + _DAY if first and word == "after" else first
        return _ordered(later, None if ahead else day)
    return _ordered(held.earliest, None if ahead else day)


def _soon(held: Interval, options: tuple[Interval, ...], day: date, firm: bool) -> Interval:
    """«by 31 August» long after the last one and shortly before the next is the next, whatever the tense seems to be."""
    coming = next((option for option in options if option.latest and option.latest >= day), None)
    if held.latest is None or held.latest >= day or not coming or not coming.latest:
        return held
    return coming if firm or ((coming.latest - day).days < 120 and (day - held.latest).days > 180) else held


def _is_ahead(held: Interval, day: date | None, tense: str) -> bool:
    """Whether the bound is still to come: by the calendar where that tells, by tense within the day or interval of publication."""
    if not day or not held.latest or held.latest < day:
        return False
    return held.earliest is None or held.earliest > day or tense != "past"


def _ordered(first: date | None, last: date | None) -> Interval:
    """An interval whose sides may cross («since» a day to come): then only the first side is kept."""
    return Interval(first, last) if not (first and last and first > last) else Interval(first, None)
