"""Names that are also something else: Georgia in the United States, Michael Jordan, the bird.

Rules after how English news writes: a country that is also a given name or a family name stands beside another capitalised
word that is no title; a bird stands beside food. «Never guess a famous namesake» (specification of grounding).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dragoman.grounding.gazetteer import Mention, Token
from dragoman.grounding.world import agents, rows


@cache
def _words(*kinds: str) -> frozenset[str]:
    return frozenset(w for row in rows("namesakes") if row["kind"] in kinds for w in row["words"].split(";"))


def told_apart(mentions: list[Mention], tokens: list[Token], text: str) -> Iterator[Mention]:
    """The mentions that stand for what the tables say. Once «Jim Jordan» is named, «Jordan» alone is he, unless the country's
    people or capital are named too."""
    american = _is_american(tokens)
    namesakes = [m for m in mentions if is_namesake(m, tokens, text)]
    people = {tokens[m.first].key for m in namesakes}
    followed = {m.first: m for m in mentions}
    for mention in mentions:
        if _is_elsewhere(mention, followed.get(mention.last), tokens, text):
            continue
        key = tokens[mention.first].key
        if mention in namesakes or _is_some(mention, tokens):
            continue
        if key not in people or mention.last - mention.first > 1 or _has_country(mention, mentions):
            yield _of_two(mention, mentions, tokens, american)


def _is_some(mention: Mention, tokens: list[Token]) -> bool:
    """«two European leaders», «other Arab states»: some of the members do not act for all."""
    before = tokens[mention.first - 1].key if mention.first else ""
    return mention.names[0].kind == "collective" and (before.isdigit() or before in _words("not all"))


def _of_two(mention: Mention, mentions: list[Mention], tokens: list[Token], american: bool) -> Mention:
    """Of two that are called the same, the one that is meant: the country or the state, the town or the organisation."""
    key = tokens[mention.first].key
    if key != "georgia" and key not in _words("seat"):
        return mention
    second = american if key == "georgia" else _is_body(mention, mentions, tokens)
    return mention._replace(names=mention.names[-1:] if second else mention.names[:1])


def _is_body(mention: Mention, mentions: list[Mention], tokens: list[Token]) -> bool:
    """«Brussels blamed both»: the organisation that sits there, unless a place is told or the text names the country as well."""
    dated = tokens[mention.first].text.isupper()  # «BRUSSELS, May 4 - …»
    placed = dated or (mention.first > 0 and tokens[mention.first - 1].key in _words("seat after"))
    return not placed and not any(m.names[0].entity is mention.names[0].entity and m.names[0].kind != "city" for m in mentions)


def _has_country(mention: Mention, mentions: list[Mention]) -> bool:
    """Whether the text names the country by another name too: its people, its capital."""
    own = mention.names[0]
    kinds = ("adjective", "demonym", "capital")
    return any(n.entity is own.entity and n.kind in kinds for m in mentions for n in m.names)


def _is_elsewhere(mention: Mention, after: Mention | None, tokens: list[Token], text: str) -> bool:
    """«Lebanon, Pennsylvania», «Moscow, Idaho»: a town called like a country or a capital."""
    if after is None or text[tokens[mention.last - 1].end : tokens[after.first].start] != ", ":
        return False
    place, region = mention.names[0], " ".join(t.key for t in tokens[after.first : after.last])
    listed = after.last < len(tokens) and tokens[after.last].key in ("and", "or")
    return region in _words("region after") and place.entity is not after.names[0].entity and not listed


def _is_american(tokens: list[Token]) -> bool:
    """Whether «Georgia» is the state of the United States: its neighbours and cities are named, and nothing of the Caucasus is."""
    keys = {t.key for t in tokens}
    return bool(keys & _words("american georgia")) and not keys & _words("caucasian georgia")


def is_namesake(mention: Mention, tokens: list[Token], text: str) -> bool:
    """Whether a name of the tables stands here for something else."""
    word = tokens[mention.first].key
    if mention.last - mention.first > 1:
        return False
    kinds = {name.kind for name in mention.names}
    if kinds <= {"surname", "family"}:
        return _is_part_of_name(mention, tokens, text) or _is_untitled(mention, tokens, text, kinds)
    if word in _words("shout") and _is_shouted(mention, tokens):
        return True
    if word in _words("given") and _is_given_name(mention, tokens, text):
        return True
    if (word in _words("family") or kinds <= {"region", "city"}) and _is_family_name(mention, tokens, text):
        return True
    return word in _words("thing") and _is_thing(mention, tokens)


def _beside(tokens: list[Token], left: int, text: str) -> bool:
    """Whether two words stand side by side with nothing but a space between."""
    return 0 <= left < len(tokens) - 1 and text[tokens[left].end : tokens[left + 1].start] == " "


def _is_unknown_name(token: Token) -> bool:
    """A capitalised word that is neither a title nor a word of another kind."""
    return token.capital and token.text[1:].islower() and token.key not in _title_words() and token.key not in _words("plain")


@cache
def _title_words() -> frozenset[str]:
    small = {"of", "the", "for", "to", "in", "and", "on", "with", "at", "d"}
    return frozenset(part for words in agents() for part in words.replace("-", " ").split()) - small


def _is_given_name(mention: Mention, tokens: list[Token], text: str) -> bool:
    """«Jordan Peterson», «Chad Smith»: a capitalised word of no known kind follows."""
    after = mention.last
    if tokens[after - 1].owns or after >= len(tokens) or not _beside(tokens, after - 1, text):
        return False
    return (_is_unknown_name(tokens[after]) and not tokens[after].owns) or tokens[after].key in _words("family after")


def _is_family_name(mention: Mention, tokens: list[Token], text: str) -> bool:
    """«Michael Jordan», «Denzel Washington»: a given name stands before."""
    before = mention.first - 1
    if not _beside(tokens, before, text):
        return False
    token = tokens[before]
    return token.key in _words("first") or (len(token.text) == 2 and token.text.endswith(".") and token.capital)


def _is_thing(mention: Mention, tokens: list[Token]) -> bool:
    near = tokens[max(0, mention.first - 3) : mention.first] + tokens[mention.last : mention.last + 2]
    return any(t.key in _words("food") for t in near)


def _is_shouted(mention: Mention, tokens: list[Token]) -> bool:
    """«THIS STONER WHO ALWAYS»: in a line of capitals an acronym that is a word is the word."""
    near = tokens[max(0, mention.first - 1) : mention.first] + tokens[mention.last : mention.last + 1]
    return bool(near) and all(t.text.isupper() and len(t.text) > 1 for t in near)


def _is_untitled(mention: Mention, tokens: list[Token], text: str, kinds: set[str]) -> bool:
    """A family name that many bear, or that is a word, tells no one without a title before it: «Friday», «Kim»."""
    common = kinds == {"family"} or tokens[mention.first].key in _words("common", "first")
    before = mention.first - 1
    return common and not (_beside(tokens, before, text) and tokens[before].key in _title_words())


def _is_part_of_name(mention: Mention, tokens: list[Token], text: str) -> bool:
    """A family name inside a longer name that the tables do not know: «John Lavrov» is not the minister."""
    before, after = mention.first - 1, mention.last
    if _beside(tokens, before, text) and _is_unknown_name(tokens[before]) and not tokens[before].owns:
        return True
    return (
        after < len(tokens)
        and not tokens[after - 1].owns
        and _beside(tokens, after - 1, text)
        and _is_unknown_name(tokens[after])
    )
