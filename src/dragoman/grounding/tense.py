"""A cheap guess at the tense of the clause around a place in a text: the signal nearest to it, without a parse."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from dragoman.grounding import calendar


@lru_cache(maxsize=4)
def _words(kind: str) -> frozenset[str]:
    """The words of a kind in `data/tense.tsv`."""
    table = files("dragoman.grounding").joinpath("data/tense.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line.startswith(f"{kind}\t"))
    return frozenset(word.replace("_", " ") for row in rows for word in row[1].split())


_MAY = r"will|won['’]t|shall|['’]ll|would|must|(?-i:may)|could|should|can"
_SOON = r"(?: (?:not|now|also|then|soon|all))?"
_FUTURE = (
    rf"(?:{_MAY}|to){_SOON} (?:have(?: to)?|be)\b(?: [a-z]+)?"
    rf"|(?:{_MAY}){_SOON} [a-z]+|will|would"
    r"|must|shall"
    r"|going to|about to|(?:is|are|was|were|be|ha[sd]|have) (?:not )?to(?: be| have)? [a-z]+|be (?:gone|out|over|done|ready"
    r"|home)|due|set to"
    r"|expected|scheduled"
    r"|expires|lapses|runs out|takes effect|faces"
    r"|slated|upcoming|ahead of|planned for|plan(?:s|ned)? to|hop(?:es?|ed|ing) to|intends? to|aims? to|deadline (?:for|to)(?= )"
)
_TO = (
    r"to (?!(?:the|an?|its|their|his|her|our|my|your|these|those|this|that|both|all|each|every|any|some|several|many|most|other"
    r"|another|two|three|four|five|six|seven|eight|nine|ten|date|power|office|court|parliament|prison|war|work|him|them|us|it)\b)"
    r"(?-i:[a-z]{2,})"
)
#: after these words «to leave» is something still to come
_WILL = re.compile(
    r"\b(?:agree|vow|pledg|promis|plan|decid|want|order|told|tell|ask|hop|expect|schedul|set\b|due\b|urg|call|demand|undertak"
    r"|undertook"
    r"|commit|threaten|offer|deadline|ultimatum|giv|gave|intend|aim|prepar|ready|bound|likely|requir|allow|invit|appeal|oblig"
    r"|time\b"
    r"|is to|are to|was to|were to|instruct|agreement)",
    re.I,
)
_PAST = (
    r"(?:" + "|".join(sorted(_words("past"))) + r"|has|have|['’]ve|been)(?![\w-])|[a-z]{2,}(?<!ne)(?<!fe)(?<!se)(?<!bre)ed(?![\w-])"
)
_PRESENT = r"is|are|remains?|says?|stands?|keeps?|holds?|accuses?|denies|wants?|seeks?|meets?"
_SIGNAL = re.compile(
    rf"(?<![\w-])(?:(?P<future>{_FUTURE})(?![\w-])|(?P<to>{_TO})|(?P<past>{_PAST})|(?P<present>{_PRESENT})(?![\w-]))", re.I
)
#: «set the vote for», «extended to», «have until»: the day that follows is still to come
_APPOINTED = re.compile(
    rf"\b(?:(?:{'|'.join(sorted(_words('appoint')))})\b[^.;,]{{0,50}} (?:for|to|until|till)"
    r"|(?:have|has|gives?|given|gave|giving)\b[^.;,]{0,40} (?:until|till))(?: the)?(?: \w+)? ?$", re.I)
#: «demanded that they leave by»: the day of what somebody is to do
_DEMANDED = re.compile(
    r"\b(?:demand|insist|order|urg|request|propos|requir)(?:e|es|ed|s|ing)?\b[^.;]{0,100}\b(?:that|to)\b[^.;]{0,80}"
    r"\b(?:by|before|until|till) (?:the )?$", re.I)
#: «4 March: Mali recalls its ambassador»: the entry of a chronicle
_MONTH = rf"(?:{calendar.alternatives('month')})\.?"
_DAY_OF = rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|{_MONTH} \d{{1,2}})(?:,? \d{{4}})?"
LABEL = re.compile(rf"\W*(?:\w+day,? )?{_DAY_OF}\s?(?::|[–—|-]\s)", re.IGNORECASE)
#: «remains in force until November»
_LASTS = re.compile(
    r"\b(?:remains?|stays?|runs|lasts|continues?|holds|(?:is|are) (?:still )?(?:in force|valid|open|closed|there))\b"
    r"[^.;]{0,60} (?:until|till|through)(?: the)?(?: \w+ of)? ?$", re.IGNORECASE)
#: «is expected to be signed when they meet»
_ONCE = re.compile(r"\b(?:when|once|after|before|until|if|as soon as)\b", re.IGNORECASE)
_BREAK = re.compile(r"[.!?…](?:[\"'”’)]*)\s+(?=[A-ZÀ-Þ“\"‘(])|\n")
_TITLES = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Sen|Gov|Rep|St|Sept?|Oct|Nov|Dec|Jan|Feb|Aug|Mar|Apr|No|U\.S)|\b[A-Z])$")
_CLAUSE = re.compile(r"[,;:()—–]| - |\b(?:and|but|while|when|which|who|that|after|before|as|if|where)\b")


def tense(text: str, offset: int) -> str:
    """«past», «present», «future», or «unknown» where no word of the sentence tells."""
    start, end = _sentence(text, offset)
    if (label := LABEL.match(text, start, end)) and offset < label.end():
        return "past"
    if _LASTS.search(text, max(start, offset - 120), offset):
        return "future"
    if _APPOINTED.search(text, max(start, offset - 90), offset) or _DEMANDED.search(text, max(start, offset - 200), offset):
        return "future"
    before = list(_SIGNAL.finditer(text, start, offset))
    after = next(_SIGNAL.finditer(text, offset, end), None)
    last = before[-1] if before else None
    opening = _opens_clause(text, start, offset, last)
    chosen = after if after and (opening or not last) else last or after
    if chosen is None:
        return "unknown"
    planned = next((s for s in before if s["future"] and s.end() <= chosen.start()), None)
    if chosen["present"] and planned and _ONCE.search(text, planned.end(), chosen.start()):
        return "future"
    return _named(chosen, text, start)


def _sentence(text: str, offset: int) -> tuple[int, int]:
    start, end = max(0, offset - 500), min(len(text), offset + 400)
    for match in _BREAK.finditer(text, start, end):
        if match[0] != "\n" and _TITLES.search(text, max(start, match.start() - 6), match.start()):
            continue
        if match.end() <= offset:
            start = match.end()
        else:
            return start, match.start()
    return start, end


def _opens_clause(text: str, start: int, offset: int, last: re.Match[str] | None) -> bool:
    """Whether the words before the place open a clause («…, and on Friday the …»), so that its verb comes after."""
    lead = text[last.end() if last else start : offset]
    words = re.split(_CLAUSE, lead)[-1].split()
    broken = _CLAUSE.search(lead) or not last
    return bool(broken) and len(words) <= 2 and all(word.lower() in _SMALL for word in words)


_FUNCTION_WORDS = (
    "on|in|at|by|early|late|the|from|until|since|last|next|this|during|before|after|over|for|of|then|only|just|but"
)
_SMALL = frozenset(_FUNCTION_WORDS.split("|"))



def _named(signal: re.Match[str], text: str, start: int) -> str:
    if signal["to"]:
        verb = next(_SIGNAL.finditer(text, start), signal)
        return "future" if verb.start() == signal.start() or _WILL.search(text, start, signal.start()) else "past"
    return signal.lastgroup or "unknown"
