"""Where the passages of a report begin and end: headline, byline, body, caption, credit and the furniture around them.

Nothing is cut: every character that is not white space lies in exactly one passage, and offsets point into the text as given.
The wording of furniture is data (`intake/data/furniture.tsv`); what a line is depends on its wording and on where it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.intake.furniture import INLINE, REST, SECTION, line_kind
from dragoman.intake.lines import Line, lines
from dragoman.report import Passage

_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?)"
_DATE = rf"(?:[A-Z][a-z]+day,? )?{_DAY}(?:,? \d{{4}})?"
_PLACE = r"[A-ZÀ-Þ][\w'’.\-]*(?:[ /-][A-ZÀ-Þ][\w'’.\-]*){0,4}"
_CITY = r"[A-ZÀ-Þ](?:[A-ZÀ-Þ'’.\-]*[A-ZÀ-Þ])(?:[ /-][A-ZÀ-Þ][A-ZÀ-Þ'’.\-]*){0,4}"
_AGENCY = r"(?:\([A-Z][^()/]{1,40}\)|/[A-Z][^()/]{1,30}/)\.?"
_DASH = r" ?[-–—]{1,2}\s*"
_NOTICE = r"(?!(?:CORRECTION|UPDATE|CLARIFICATION|NOTE|BREAKING|URGENT)\b)"
#: «DAKAR, Aug 6 (Meridian Wire) - », «WASHINGTON (AP) — », «Niamey, Niger (AP) — », «MOSCOW, January 5. /TASS/. »
_DATELINE = re.compile(
    rf"(?:{_PLACE}(?:, {_PLACE})?(?:,? {_DATE})?\.? ?{_AGENCY}{_DASH}"
    rf"|{_PLACE}(?:, {_PLACE})?, {_DATE}{_DASH}"
    rf"|{_CITY}(?:, {_PLACE})?,? {_DATE}\.? ?{_AGENCY}\s+"
    rf"|{_NOTICE}{_CITY}(?:, {_PLACE})?,? {_DATE}[.:]\s+"
    r"|\([A-Z]{2,10}\)(?: ?[-–—]{1,2})?\s+)"
)
#: «DAKAR - »: only in front of the first paragraph, or «NATO - an alliance -» would be one
_BARE_DATELINE = re.compile(rf"{_CITY}(?:, {_PLACE})?(?: ?[–—]{{1,2}}\s*| --? )")
#: «HOST: », «MR. MILLER: », «Q. », and, where the same one recurs, «Moussa Traoré: »
_LABEL = re.compile(rf"(?:{_NOTICE}[A-ZÀ-Þ][A-ZÀ-Þ0-9'’.,\- ]{{1,40}}(?: \([^()]{{1,40}}\))?:|Q[.:]|A:)\s+")
_NAME_LABEL = re.compile(r"((?:[A-ZÀ-Þ][\w'’.\-]*)(?: [A-ZÀ-Þ][\w'’.\-]*){0,3}):\s+(?=\S)")
_NUMBER = re.compile(r"(?:\(?\d{1,3}[.)]|\([a-z]\))\s+(?=\S)")
_BULLET = re.compile(r"(?:[•◦▪■*‣–—-])\s+(?=\S)")
_FULL_STOP = re.compile(r"[.!?…。؟۔।:;][\"'”’»)\]]*$")
_PHOTO_TAIL = re.compile(
    r"(?:(?:\(|\[)?(?:File )?(?:Photo|Photograph|Photography|Image|Picture|Credit)(?: by|:| courtesy of|/) ?(?:[^.!?]"
    r"|(?<=\b[A-Z])\.){2,80}"
    r"|\((?:[^()]{0,40}(?:AP|AFP|Reuters|REUTERS|Getty|EPA|Xinhua|TASS|Anadolu|AP Photo|file)[^()]{0,40})\)"
    r"|(?:REUTERS|AFP|EPA|AP Photo|Getty Images|Anadolu)/?[^.!?]{0,60})[)\]]?\.?$"
)
_CAPTION_HEAD = re.compile(
    r"(?:(?:FILE(?: PHOTO)?|CAPTION|PICTURED|PHOTO) ?[:–—-]|In this (?:\w+ ){0,4}photo\b)", re.I
)
_PIPES = re.compile(r"\s[|·•>»]\s")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_DAY_LINE = re.compile(
    rf"(?:(?:{_PLACE}, )?{_DATE}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}})\b.{{0,40}}$"
)


@dataclass(slots=True)
class _Page:
    """What is known of the page while its lines are read in order."""

    text: str
    held: list[Line]
    headline: str | None
    prose: bool
    numbered: bool
    names: frozenset[str]
    words: int = 0
    seen_headline: bool = False
    in_section: bool = False
    in_rest: bool = False
    found: list[Passage] = field(default_factory=list)

    def add(self, kind: str, start: int, end: int) -> None:
        """Marks a stretch, without the white space at its ends."""
        piece = self.text[start:end]
        lead = len(piece) - len(piece.lstrip())
        if piece.strip():
            self.found.append(Passage(kind, start + lead, start + len(piece.rstrip())))


def passages(text: str, title: str | None = None) -> tuple[Passage, ...]:
    """The passages of a text, in order."""
    held = lines(text)
    page = _Page(text, held, _headline(held, title), _has_prose(held), _is_numbered(held), _names(held))
    for number, line in enumerate(held):
        _mark(page, number, line)
    return tuple(page.found)


def plain(text: str) -> str:
    """A line as headlines are compared: words only, lower case."""
    return " ".join(_WORD.findall(text)).casefold()


def _headline(held: list[Line], title: str | None) -> str | None:
    """The headline as it is compared: the title, else the line before the body that looks most like one."""
    if title and title.strip():
        return plain(title)
    names = _names(held)
    candidates = [line.text for line in _opening(held) if _may_be_headline(line, names)]
    counted = Counter(plain(text) for text in (line.text for line in held[:40]))
    repeated = [text for text in candidates if counted[plain(text)] > 1]
    named = [text for text in candidates if len(_WORD.findall(text)) >= 4]
    mixed = [text for text in named if not text.isupper()]
    best = repeated or mixed or (named or candidates if len(candidates) == 1 else [])
    return plain(best[0]) if best and len(held) > 1 else None


def _opening(held: list[Line]) -> Iterator[Line]:
    """The lines in front of the first paragraph of the body."""
    for line in held[:30]:
        if _is_prose(line) or _dateline(line.text) or _LABEL.match(line.text):
            return
        yield line


def _may_be_headline(line: Line, speakers: frozenset[str]) -> bool:
    words = len(_WORD.findall(line.text))
    if (named := _NAME_LABEL.match(line.text)) and named[1] in speakers:
        return False
    return (
        1 < words <= 30
        and not line_kind(line.text)
        and not _is_menu(line.text)
        and not _DAY_LINE.match(line.text)
    )


def _is_prose(line: Line) -> bool:
    """A sentence of some length: ends as sentences do."""
    return (
        bool(_FULL_STOP.search(line.text)) and len(_WORD.findall(line.text)) >= 8 and not line_kind(line.text)
    )


def _has_prose(held: list[Line]) -> bool:
    return any(_is_prose(line) for line in held)


def _is_numbered(held: list[Line]) -> bool:
    """Whether paragraphs are numbered through, as in statements: one number alone may be part of a sentence."""
    return sum(1 for line in held if _NUMBER.match(line.text)) >= 2


def _names(held: list[Line]) -> frozenset[str]:
    """Names that stand before a colon at the head of two or more paragraphs: the speakers of a transcript."""
    heads = Counter(match[1] for line in held if (match := _NAME_LABEL.match(line.text)))
    return frozenset(name for name, times in heads.items() if times > 1)


def _is_menu(text: str) -> bool:
    """«Home | Photos | Video»: short parts between bars."""
    parts = _PIPES.split(text)
    return len(parts) > 1 and max(len(_WORD.findall(part)) for part in parts) <= (9 if "|" in text else 5)


def _mark(page: _Page, number: int, line: Line) -> None:
    kind = _kind(page, number, line)
    if kind in ("body", "caption"):
        page.words += len(_WORD.findall(line.text))
    if kind == "body":
        _mark_body(page, line)
    elif kind == "caption":
        _mark_caption(page, line)
    else:
        page.add(kind, line.start, line.end)


def _kind(page: _Page, number: int, line: Line) -> str:
    """What a line is, by the first rule that knows."""
    rules = (_in_rest, _as_headline, _as_furniture, _in_section, _as_caption, _as_label)
    return next(
        (kind for rule in rules if (kind := rule(page, number, line))), _by_position(page, number, line)
    )


def _in_rest(page: _Page, number: int, line: Line) -> str | None:
    """A comment section and all that follows it; above the body the same words are only a link."""
    if page.in_rest or (page.words >= 30 and REST.match(line.text)):
        page.in_rest = True
    return "furniture" if page.in_rest or REST.match(line.text) else None


def _as_headline(page: _Page, number: int, line: Line) -> str | None:
    if not page.headline or plain(line.text) != page.headline:
        return None
    kind = "furniture" if page.seen_headline else "headline"
    page.seen_headline = True
    return kind


def _as_furniture(page: _Page, number: int, line: Line) -> str | None:
    if SECTION.match(line.text):
        page.in_section = True
        return "furniture"
    if page.words and line_kind(line.text) == "kicker":
        return "furniture" if page.prose else None
    kind = line_kind(line.text)
    if kind in ("line", "byline", "credit", "kicker"):
        return {"line": "furniture", "kicker": "byline"}.get(kind, kind)
    return "furniture" if _is_menu(line.text) else None


def _in_section(page: _Page, number: int, line: Line) -> str | None:
    """Links under «Most read» and the like, until a paragraph of the body comes."""
    if page.in_section and _is_prose(line):
        page.in_section = False
    return "furniture" if page.in_section else None


def _as_caption(page: _Page, number: int, line: Line) -> str | None:
    following = page.held[number + 1].text if number + 1 < len(page.held) else ""
    tail = _PHOTO_TAIL.search(line.text)
    under_credit = line_kind(following) == "credit" and _before_body(page, number)
    if not (under_credit or tail or _CAPTION_HEAD.match(line.text)) or (tail and tail.start() == 0):
        return None
    return "caption"


def _mark_caption(page: _Page, line: Line) -> None:
    """A caption, and the credit at its end."""
    tail = _PHOTO_TAIL.search(line.text)
    end = line.start + tail.start() if tail else line.end
    page.add("caption", line.start, end)
    page.add("credit", end, line.end)


def _before_body(page: _Page, number: int) -> bool:
    """Whether a line is the first paragraph, or follows another caption or furniture: a caption, not a paragraph of the story."""
    return not page.words or (bool(page.found) and page.found[-1].kind in ("credit", "furniture"))


def _as_label(page: _Page, number: int, line: Line) -> str | None:
    """A line that opens the body for certain, however short."""
    return "body" if _LABEL.match(line.text) or _dateline(line.text) else None


def _dateline(text: str, first: bool = False) -> re.Match[str] | None:
    return _DATELINE.match(text) or (_BARE_DATELINE.match(text) if first else None)


def _by_position(page: _Page, number: int, line: Line) -> str:
    """Short lines without an end are mastheads and signatures where there is prose; otherwise they are the report."""
    words = len(_WORD.findall(line.text))
    if not page.prose or _FULL_STOP.search(line.text) or _BULLET.match(line.text) or words > 14:
        return "body"
    return "byline" if words <= 12 else "body"


def _mark_body(page: _Page, line: Line) -> None:
    """A paragraph: what stands before its first sentence, its sentences, and furniture caught inside."""
    start = line.start
    for head, kind in _heads(page, line):
        page.add(kind, start, start + len(head))
        start += len(head)
    for inline in _inlines(page.text, start, line.end):
        page.add("body", start, inline.start())
        page.add("furniture", inline.start(), inline.end())
        start = inline.end()
    page.add("body", start, line.end)


def _heads(page: _Page, line: Line) -> Iterator[tuple[str, str]]:
    """Dateline, speaker, bullet and paragraph number in front of the first sentence, each with its kind."""
    rest = line.text
    first = page.words == len(_WORD.findall(rest))
    for find, kind in (
        (lambda text: _dateline(text, first), "byline"),
        (_LABEL.match, "byline"),
        (_BULLET.match, "furniture"),
        (_NUMBER.match if page.numbered else _never, "furniture"),
        (lambda text: _speaker(page, text), "byline"),
    ):
        match = find(rest)
        if match and match.end() < len(rest):
            yield match[0], kind
            rest = rest[match.end() :]


def _never(text: str) -> None:
    return None


def _speaker(page: _Page, text: str) -> re.Match[str] | None:
    named = _NAME_LABEL.match(text)
    return named if named and named[1] in page.names else None


def _inlines(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Furniture between two sentences, or at the end of a paragraph."""
    for match in INLINE.finditer(text, start, end):
        before = text[start : match.start()].rstrip()
        if not before or before[-1] in ".!?…\"'”’»)]:;":
            yield match
