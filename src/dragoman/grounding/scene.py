"""What a report is about: the states in it by salience, the one that issues it, where its sentences play."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from itertools import takewhile

from dragoman.grounding.page import Page, Unit, wordlist
from dragoman.grounding.world import Called, rows
from dragoman.report import Report

#: words in a publisher's name that make the report a statement of a state
_OFFICIAL = re.compile(
    r"\b(ministry|general staff|government|presidency|president|embassy|foreign office|armed forces|army|state department"
    r"|department of|office of|directorate|secretariat of state|chancellery|prime minister|council of ministers|palace"
    r"|mission to|parliament)\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"\bour (?:own )?(?:country|nation|government|army|soldiers|people|ministry|parliament|president|border|land)\b")
_QUOTED = re.compile('["“«][^"”»]*["”»]')
#: what a mention weighs, by kind: a place or a name more than an adjective («American troops») or a capital that is a government
_WEIGHT = {
    "name": 1.0, "capital": 0.7, "city": 1.0, "region": 1.0, "historical": 1.0, "dependency": 0.7,
    "adjective": 0.4, "demonym": 0.5, "seat": 0.3,
}  # fmt: skip
#: what the title adds, and how fast a mention fades from sentence to sentence
_TITLE, _DECAY = 3.0, 0.12
#: words above a text that make it a statement
_RELEASE = re.compile(
    r"\b(?:press (?:release|statement|service|note|office)|statement|communiqu[eé]|declaration|note verbale)\b", re.IGNORECASE
)
_TOGETHER = re.compile(r"\bjoint (?:press )?(?:statement|communiqu[eé]|declaration)\b.*\b(?:of|by|from|between)\b", re.IGNORECASE)
#: kinds of names that tell whose an office is, the surest first; and the line that says where and when it speaks
_NAMES, _TOWNS, _SEATS = ("name", "adjective", "historical"), ("capital", "city"), ("seat",)
_DATELINE = re.compile(r"^.*\b(?:19|20)\d\d\b.*$", re.MULTILINE)
#: a letterhead is looked for in so many characters, in lines shorter than that
_TOP, _LINE = 500, 110
#: in how many sentences from the first the dateline is looked for
_OPENING = 4


class Scene:
    """The states of a report. Measured nowhere yet: the weights are judgement, checked on made-up reports in the tests."""

    def __init__(self, report: Report, page: Page, spans: list[tuple[int, int]], day: str | None) -> None:
        self.day = day
        self.spans = spans
        self._marks: list[tuple[int, int, str, float]] = []
        self._places: dict[int, str] = {}
        self._salient: dict[int | None, dict[str, float]] = {}
        for number, (start, end) in enumerate(spans):
            self._note(page, page.within(start, end), number)
        self._quotes = [match.span() for match in _QUOTED.finditer(report.text)]
        self._title = _in_title(report)
        self.local = self._home(report.text, page)
        self.joint = _joint(report.text)
        self.official = None if self.joint else self._issuer(report)
        self.body = None if self.official or self.joint else _body(report)

    def _note(self, page: Page, units: list[Unit], number: int) -> None:
        for at, unit in enumerate(units):
            name = unit.mention.names[0] if unit.mention else None
            if name is None or name.kind == "vague" or name.entity.kind not in ("state", "authority"):
                continue
            place = at > 0 and page.key(units[at - 1]) in wordlist("place") and name.kind in ("name", "capital", "city", "region")
            weight = _WEIGHT.get(name.kind, 0.5) * (2.0 if place else 1.0)
            self._marks.append((page.tokens[unit.first].start, number, name.entity.country, weight))
            if place:
                self._places.setdefault(number, name.entity.country)

    def _issuer(self, report: Report) -> str | None:
        """The state whose office publishes the report."""
        publisher, head = report.publisher or "", _letterhead(report.text)
        if not _OFFICIAL.search(publisher) and not (_OFFICIAL.search(head) and _RELEASE.search(head)):
            return None
        name, dateline = publisher if _OFFICIAL.search(publisher) else "", "\n".join(_DATELINE.findall(head))
        for told, kinds in ((name, _NAMES), (head, _NAMES), (name, _TOWNS), (dateline, _TOWNS), (f"{name}\n{head}", _SEATS)):
            if state := _whose(told, kinds):
                return state
        ranked = self.ranked()
        return ranked[0] if ranked else None

    def _home(self, text: str, page: Page) -> str | None:
        """The state of the town from which a report is sent («LIMA, May 4 - …»), if the report says «our country» of it."""
        if not _OURS.search(_QUOTED.sub("", text)):
            return None
        for start, end in self.spans[:_OPENING]:
            unit = next(iter(page.within(start, end)), None)
            name = unit.mention.names[0] if unit and unit.mention else None
            if name and name.entity.kind == "state" and page.tokens[unit.first if unit else 0].text.isupper():
                return name.entity.country
        return None

    def ranked(self, before: int | None = None) -> list[str]:
        """The states up to an offset, most salient first."""
        return list(self.salience(before))

    def salience(self, before: int | None = None) -> dict[str, float]:
        """The states up to an offset and how salient each is, the most salient first."""
        if before not in self._salient:
            self._salient[before] = self._weighed(before)
        return self._salient[before]

    def _weighed(self, before: int | None) -> dict[str, float]:
        last = max((n for at, n, _, _ in self._marks if before is None or at < before), default=0)
        score: defaultdict[str, float] = defaultdict(float)
        for at, number, state, weight in self._marks:
            if before is None or at < before:
                score[state] += weight / (1 + _DECAY * (last - number))
        for state in self._title:
            score[state] += _TITLE / (1 + _DECAY * last)
        return dict(sorted(score.items(), key=lambda one: -one[1]))

    def military(self, before: int) -> list[str]:
        """The states of the report that are under military rule on its day, most salient first."""
        return [s for s in self.ranked(before) if is_military(s, self.day)]

    def place(self, sentence: int) -> str | None:
        """The state in which a sentence plays, where it says so."""
        return self._places.get(sentence)

    def quote(self, at: int) -> tuple[int, int] | None:
        """The quotation around an offset."""
        return next((quote for quote in self._quotes if quote[0] < at < quote[1]), None)


def _letterhead(text: str) -> str:
    """The lines above the first sentence: who issues a statement, of what kind it is, where and when."""
    lines = [line.strip() for line in text[:_TOP].split("\n") if line.strip()]
    return "\n".join(takewhile(lambda line: len(line) < _LINE and not line.endswith((".", "?", "!", ":")), lines))


def _states(words: str) -> list[Called]:
    """The names of states in some words."""
    names = [u.mention.names[0] for u in Page(words).units if u.mention]
    return [name for name in names if name.entity.kind == "state"]


def _whose(words: str, kinds: tuple[str, ...]) -> str | None:
    """The state that words of an issuer name, by some kinds of names."""
    return next((n.entity.country for n in _states(words) if n.kind in kinds), None)


def _joint(text: str) -> tuple[str, ...]:
    """The states that speak together, by the heading of their statement («Joint statement by Kenya, Uganda and Tanzania»)."""
    line = next((line for line in _letterhead(text).split("\n") if _TOGETHER.search(line)), "")
    ids = dict.fromkeys(n.entity.id for n in _states(line))
    return tuple(ids) if len(ids) > 1 else ()


def _body(report: Report) -> Called | None:
    """The organisation that publishes the report: its name opens the publisher's."""
    first = next(iter(Page(report.publisher or "").units), None)
    name = first.mention.names[0] if first and first.mention else None
    return name if name and name.entity.kind == "organisation" else None


def _in_title(report: Report) -> list[str]:
    return [n.entity.country for n in _states(report.title or "") if n.kind not in ("adjective", "seat")]


@cache
def _regimes() -> tuple[tuple[str, str, str], ...]:
    return tuple((row["id"], row["start"], row["end"]) for row in rows("military_rule"))


def is_military(state: str, day: str | None) -> bool:
    """Whether soldiers rule a state on a day (`data/military_rule.tsv`); without a day, whether they do now."""
    held = [(start, end) for ident, start, end in _regimes() if ident == state]
    if day is None:
        return any(not end for _, end in held)
    return any(start <= day and (not end or day <= end) for start, end in held)
