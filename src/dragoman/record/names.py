"""Whether two names that reports use are names of one thing, compared loosely.

A name is reduced to its *marks*, the words that tell it from others of its kind: numbers, places, proper
words. «Air Base 201, Agadez» has the marks {201, agadez}; «the military accord» has none and is generic: it
can stand for whatever pact the parties have.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from dragoman.grounding import world

Marks = frozenset[str]

#: words that say what a thing is, not which one it is; a word is looked up with and without a final s
GENERIC_WORDS = """
    a an the of on in at by for to and or near between with from its their de la le les du des d l that this
    new old own base air airbase airfield airport aerodrome airstrip camp site facility installation
    garrison compound outpost post fort drone naval navy army military training logistics transport support
    troop soldier force forces armed special joint main city town region province capital aerienne aeroport
    militaire port accord agreement pact treaty deal charter convention memorandum understanding mou
    arrangement protocol text document paper security defence defense cooperation co operation basing
    stationing status access assistance partnership mutual bilateral trade peace ceasefire truce armistice
    nonaggression aggression non arms control free economic strategic framework signed revised year years
    one two three four five six seven eight nine ten several first second last
"""
GENERIC = frozenset(GENERIC_WORDS.split())

#: generic words that tell the type of an agreement
TYPES = {"peace": "peace", "ceasefire": "ceasefire", "truce": "ceasefire", "armistice": "ceasefire", "trade": "trade"}

#: words that change which office it is: «first vice president» is not «vice president», «president of the senate» not «president»
RANK_WORDS = """
    vice deputy former prime assistant shadow under ex first second third senior junior elect designate candidate honorary associate
    senate parliament assembly congress chamber house court party bank
"""
RANKS = frozenset(RANK_WORDS.split())
#: words of offices that are written in several ways
OFFICE_WORDS = {"defense": "defence", "premier": "prime minister", "pm": "prime minister", "chairwoman": "chairman",
                "chairperson": "chairman", "chair": "chairman", "dy": "deputy"}  # fmt: skip

#: words before a person's name that are no part of it
TITLE_WORDS = """
    mr mrs ms dr sir lord general gen colonel col major maj captain capt lieutenant lt marshal admiral
    brigadier commander president prime minister vice deputy foreign interior defence defense king queen
    prince sheikh emir sultan ayatollah junta leader chief interim acting transitional former the
"""
TITLES = frozenset(TITLE_WORDS.split())

#: the tables whose names may stand for ids
NAMED_TABLES = ("organisations", "groups", "authorities")

#: how alike two sets of marks must be where neither holds the other (shared words over all words)
SHARED = 0.5


def fold_text(text: str) -> str:
    """Lower case without accents and apostrophes: «N'Djamena» is «ndjamena»."""
    plain = text.lower() if text.isascii() else _unaccented(text)
    if "'" not in plain and "’" not in plain and "ʼ" not in plain:
        return plain
    return re.sub(r"['’ʼ]", "", re.sub(r"\b([dl])['’](?=\w{4})", r"\1 ", plain))


def _unaccented(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """`fold_text` for single words, which recur."""
    return fold_text(word)


def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a name, letters and digits apart: «AB201» is ab, 201."""
    return tuple(re.findall(r"[^\W\d_]+|\d+", fold_text(text)))


@lru_cache(maxsize=65536)
def marks(name: str | None) -> Marks:
    """The distinguishing words of a name; empty where the name is generic or missing."""
    outside = re.sub(r"\(.*?\)", " ", name or "")
    return frozenset(w for w in words(outside) if w not in GENERIC and w.removesuffix("s") not in GENERIC)


def implied_type(name: str) -> str | None:
    """The type of agreement that a generic name tells («peace treaty»), if any."""
    return next((TYPES[word] for word in words(name) if word in TYPES), None)


@lru_cache(maxsize=65536)
def short_forms(name: str) -> Marks:
    """What a name is abbreviated to: its initials, and what stands in brackets after it («… Agreement
    (VFA)»)."""
    spelt = [w for w in words(re.sub(r"\(.*?\)", " ", name)) if w not in ("of", "the", "on", "and", "for", "a", "an", "to", "in")]
    bracketed = {fold_text(inner).strip() for inner in re.findall(r"\((.*?)\)", name)}
    return frozenset(bracketed | ({"".join(w[0] for w in spelt)} if len(spelt) > 1 else set()))


@lru_cache(maxsize=65536)
def alike(one: str | None, other: str | None) -> bool:
    """Whether two names that each have marks name the same thing. A generic name is alike to nothing: the
    caller decides."""
    a, b = marks(one), marks(other)
    if _abbreviates(one or "", other or "") or _abbreviates(other or "", one or ""):
        return True
    if not a or not b:
        return False
    numbers_a, numbers_b = _numbers(a), _numbers(b)
    if numbers_a and numbers_b:
        return bool(numbers_a & numbers_b)
    return a <= b or b <= a or len(a & b) / len(a | b) >= SHARED


def _numbers(found: Marks) -> Marks:
    return frozenset(w for w in found if w.isdigit())


def _abbreviates(short: str, name: str) -> bool:
    spelt = words(re.sub(r"\(.*?\)", " ", short))
    return len(spelt) == 1 and len(spelt[0]) > 1 and spelt[0] in short_forms(name)


@lru_cache(maxsize=65536)
def same_person(one: str, other: str) -> bool:
    """«Bazoum» is «Mohamed Bazoum»; «A. Bongo» is «Ali Bongo Ondimba»; «Idriss Déby» is not «Mahamat Idriss
    Déby»."""
    a, b = sorted((_person(one), _person(other)), key=len)
    if not a or not b:
        return False
    if set(a) == set(b):
        return True
    if len(a) == 1:
        return a[0] in b
    first_alike = a[0] == b[0] or ((len(a[0]) == 1 or len(b[0]) == 1) and a[0][0] == b[0][0])
    return first_alike and set(a[1:]) <= set(b[1:])


def _person(name: str) -> tuple[str, ...]:
    spelt = words(name)
    return tuple(w for w in spelt if w not in TITLES) or spelt


@lru_cache(maxsize=65536)
def same_office(one: str, other: str) -> bool:
    """«president» is «president of Niger» and «transitional president», never «vice president»."""
    a, b = _office(one), _office(other)
    return a & RANKS == b & RANKS and bool(a) and (a <= b or b <= a)


def _office(text: str) -> Marks:
    spelt = " ".join(OFFICE_WORDS.get(word, word) for word in words(text)).split()
    return frozenset(spelt) - {"of", "the", "for", "and", "s"}


@lru_cache(maxsize=65536)
def canonical(id_: str) -> str:
    """The id of an entity that is written otherwise: AU and «African Union» are AFRICAN_UNION. One that no table knows stays."""
    return id_ if id_ in world.states() else _ids().get(_keyed(id_), id_)


@cache
def _ids() -> dict[str, str]:
    """The names of organisations, groups, authorities and states, as ids are written -> the id. A name of two counts for none; an
    id always counts for itself."""
    states, entities = world.rows("state_names"), [row for table in NAMED_TABLES for row in world.rows(table)]
    named = [(row["name"], row["id"]) for row in states if row["kind"] == "name"]
    named += [(name, row["id"]) for row in entities for name in (row["name"], *world.listed(row["aliases"]))]
    meant: dict[str, set[str]] = {}
    for name, id_ in named:
        meant.setdefault(_keyed(name), set()).add(id_)
    return {name: min(ids) for name, ids in meant.items() if len(ids) == 1} | {_keyed(row["id"]): row["id"] for row in entities}


def _keyed(name: str) -> str:
    return "_".join(words(name.replace(".", ""))).upper().removeprefix("THE_")
