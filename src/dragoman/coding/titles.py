"""What an office is called: «president» of «the presidency», «prime minister» and LBN of «Lebanon's prime minister»."""

from __future__ import annotations

import re
from functools import cache

from dragoman.coding.codebook import titles
from dragoman.grounding.actors import actor
from dragoman.grounding.page import wordlists
from dragoman.grounding.persons import tenures
from dragoman.grounding.world import states

#: a title, and the state or body of which it is; None for what the words do not tell
Office = tuple[str | None, str | None]
#: «secretary-general» is spelt with and without
_HYPHEN = re.compile(r"(?<=\w)-(?=(?:general|president|minister|chairman|leader|king|presidency)\b)", re.IGNORECASE)
_OWNED = re.compile(r"(?P<owner>.+?)(?:['’]s|(?<=s)['’])\s+(?P<title>.+)")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
#: bodies within a body, which has heads of its own
_ORGAN = re.compile(r"\b(?:commission|council|committee|parliament|assembly|court|bank)\b", re.IGNORECASE)
#: rules by which a name is that of a whole state or body, not of a place or a part of it
_WHOLE = frozenset(("name", "historical", "adjective"))
_HEADS = re.compile(r"(?:head|lead)(?:s|ed|ing)?$|led$", re.IGNORECASE)


def office(words: str) -> Office:
    """The title that a phrase tells, and whose office it is; no title in a rank, in «Mr» or in «the post»."""
    told, owner = _owned(_HYPHEN.sub(" ", words.strip(" ,")))
    head, of, rest = _bare(told or "").partition(" of ")
    head = _of_seat(head.lower())
    return (None if _is_empty(head) else head + of + rest), owner


def headed(verb: str, words: str) -> Office:
    """(«head of the junta», None) of «leads the junta»; who leads a state is its leader."""
    if not _HEADS.match(verb):
        return None, None
    if (owner := whole(words)) in states():
        return "leader", owner
    return f"head of the {_bare(words)}", None


def beside(text: str, name: str) -> str | None:
    """The office that a text gives somebody beside the name: «interim President X», «X, the prime minister»."""
    given = r"(?:[^\W\d_](?:\.|[\w'’-]*)\s+){0,3}?"
    found = re.search(rf"(?<![\w-])(?i:({_known()})),?\s+{given}{re.escape(name)}\b", text)
    found = found or re.search(rf"\b{re.escape(name)},\s+(?:(?:the|its|a|an|[\w-]+['’]s)\s+)?(?i:({_known()}))\b", text)
    return office(found[1])[0] if found else None


@cache
def _known() -> str:
    """A pattern of the offices in the table of persons, the longer ones first."""
    held = {t.office.lower().replace("-", " ") for each in tenures().values() for t in each}
    plain = sorted((one for one in held if re.fullmatch(r"[a-z ]+", one) and " of " not in one), key=lambda o: (-len(o), o))
    return "|".join(one.replace(" ", "[ -]") for one in plain)


def _owned(words: str) -> Office:
    """A title without its owner, and the owner: «president of Chile», «NATO's secretary general», «the Lebanese premier»."""
    head, of, place = words.rpartition(" of ")
    if of and (owner := whole(place)):
        return (words if _ORGAN.search(place) else head), owner
    if owned := _OWNED.match(words):
        return owned["title"], whole(owned["owner"])
    first, _, rest = _ARTICLE.sub("", words).partition(" ")
    owner = whole(first) if rest else None
    return (rest, owner) if owner in states() else (words, None)


def whole(words: str) -> str | None:
    """The state or body whose name words are as a whole; none of a description («the council»)."""
    name = _ARTICLE.sub("", words)
    named = actor(name) if name[:1].isupper() else None
    return named.id if named and (named.why or "").partition(" ")[0] in _WHOLE else None


def _bare(title: str) -> str:
    """Without what stands around it: articles, «former», forms of address."""
    spelt = title.split()
    while spelt and _is_around(spelt[0]):
        spelt = spelt[1:]
    while spelt and spelt[-1].lower() in wordlists("honorific"):
        spelt = spelt[:-1]
    return " ".join(spelt)


def _is_around(word: str) -> bool:
    low = word.lower().strip(".,")
    return low in titles("front") or low in wordlists("honorific")


def _is_empty(title: str) -> bool:
    """Whether words name no office: «the post», «his successor», «Colonel»."""
    ranks = all(word.strip(".") in wordlists("rank") for word in title.split())
    return ranks or title in titles("none") or title in titles("other")


def _of_seat(title: str) -> str:
    """What the holder of a seat is called: «foreign minister» of «foreign ministry»."""
    first, gap, last = title.rpartition(" ")
    return titles("seat").get(title) or first + gap + titles("seat").get(last, last)
