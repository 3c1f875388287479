"""Who stands where in a frame: the words of its roles made actors, and a left-out party filled from the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from dragoman.coding import parts
from dragoman.coding.bearings import Bearings, Ids, Told, ids_of
from dragoman.coding.scene import Scene
from dragoman.coding.sides import STATIONED, Sides, has_soil, is_body
from dragoman.grounding.cast import Cast
from dragoman.grounding.page import wordlist
from dragoman.reader.sentence import Frame
from dragoman.rows import Actor, Party, Span

_OWNED = re.compile(r"(?:his|her|its|their|our|my)\s", re.IGNORECASE)
_NAMED = re.compile(r"\s[A-Z]")
_THEY = re.compile(r"they$", re.IGNORECASE)
#: «both sides», «the two»: the last two who were told together
_TWO = re.compile(
    r"the (?:sides|parties)$|(?:the |these |those )?(?:both|two|neither|either)(?: of them| the)?"
    r"(?: (?:side|sides|parties|countries|states|nations|governments|armies|leaders|capitals|neighbours|juntas|powers"
    r"|organi[sz]ations|blocs|bodies|unions))?$",
    re.IGNORECASE,
)
#: acts by which forces go, or are promised to go
LEAVING = {("RETREAT", "withdraw"), ("CONCEDE", None)}
_TOWARDS = {"from", "with", "against", "to", "at", "on"}
_OUT_OF = {"out", "of"}
_SEVERAL = re.compile(
    r"(?:they|the (?:juntas|countries|nations|states|governments|leaders|rulers|regimes|neighbours|allies))$", re.I
)
COUNTRY = re.compile(r"\b(?:country|nation|state|republic|kingdom|territory|homeland|island|neighbou?r)$", re.IGNORECASE)
#: types that a state's organs and people do to one another
INWARD = {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION", "COERCE", "ASSAULT", "PROTEST", "SUPPORT", "CONCEDE", "RETREAT"}
#: sectors that speak for the state itself; of the others a state has its own
_STATE = {"GOV", "MIL", "SPY", None}


def _stationed(frame: Frame) -> int:
    """Whether a frame tells whose forces are where: 1 where the first side is the holder, -1 where it is the host, else 0."""
    if frame.label in STATIONED:
        return 1
    return {("RETREAT", "withdraw"): 1, ("SANCTION", "expel"): -1}.get((frame.label, frame.detail or ""), 0)


@dataclass(slots=True)
class Story:
    """The parties of a report so far. `pairs` are the two sides of each coded frame, latest last."""

    cast: Cast
    pairs: list[Sides] = field(default_factory=list)
    #: the sentence in which several last acted together, and who
    group: tuple[int, tuple[Actor, ...]] = (-9, ())
    #: every two who were told together, as actors or as the sides of a frame, latest last
    together: list[tuple[Actor, ...]] = field(default_factory=list)
    #: everybody who acted together anywhere in the report
    groups: set[frozenset[str]] = field(default_factory=set)
    #: (holder, host) of the forces and bases that the report tells of in so many words, and how often
    stationed: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: the parties to the pact that was last told of
    pact: tuple[Party, ...] = ()
    #: where the report names whom, and who acts towards whom in it
    bearings: Bearings = field(init=False)
    #: who plays which part in its acts, as the network sees it
    parts: parts.Parts = field(default_factory=dict)
    #: whether the report is a single sentence, of which the network has learned nothing
    alone: bool = False
    #: (sentence, word) -> the phrase that names whom it means, which is asked for again and again
    _phrases: dict[tuple[int, int], Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.bearings = Bearings(self.cast)

    def survey(self, scenes: Sequence[Scene]) -> None:
        """Learn from the whole report who acts towards whom and whose forces it places where, before anything is coded."""
        self.alone, by_words = len(scenes) == 1, dict[parts.Key, tuple[Ids, Ids]]()
        for scene in scenes:
            if scene.kind == "headline":
                self.bearings.headlines.add(scene.number)
            for frame in parts.told(scene.read):
                sides = self.by_words(scene, frame)
                by_words[parts.key(scene, frame)] = ids_of(sides[0]), ids_of(sides[1])
                self._learn(scene, frame, sides)
        self.group, self.together = (-9, ()), []
        self.parts = parts.survey(self.cast, scenes, by_words)

    def by_words(self, scene: Scene, frame: Frame) -> Sides:
        """Whom the words stand for that the reader takes for the two sides."""
        one, two = parts.sides(frame)
        first = self.parties(scene, frame, one)
        return first, self.parties(scene, frame, two, avoid=[p.id for p in first])

    def _learn(self, scene: Scene, frame: Frame, sides: Sides) -> None:
        if frame.act:
            named = [ids_of(filter(self.names, side)) for side in sides]
            self.bearings.named += [Told(scene.number, frame.label, *named)] if all(named) else []
        if (turn := _stationed(frame)) and frame in scene.read.frames:  # an act that a change implies tells nothing besides
            holders, hosts = sides[::turn]
            self.stationed.update((a.id, b.id) for a in holders for b in hosts if a.id != b.id and has_soil(b))

    def names(self, party: Party) -> bool:
        """Whether the words of a party hold a name."""
        return bool(party.span and self.cast.names(party.span.start, party.span.end))

    def stationed_otherwise(self, one: Iterable[Party], two: Iterable[Party]) -> bool:
        """Whether the report places the forces of the second with the first, and not the other way round."""
        pairs = [(a.id, b.id) for a in one for b in two]
        return sum(self.stationed[b, a] for a, b in pairs) > sum(self.stationed[a, b] for a, b in pairs)

    def parties(self, scene: Scene, frame: Frame, *roles: str, avoid: Collection[str] = ()) -> tuple[Party, ...]:
        """The actors that the fillers of these roles name, in the order of the text, each once.

        What the sentence owns to somebody («its contingent») counts only where nobody else fills the role.
        """
        found: dict[str, Party] = {}
        spans = [(scene.read.tag(word), self._spoken(scene, word)) for word in scene.fillers(frame, *roles)]
        spans = [one for one, after in zip_longest(spans, spans[1:]) if not (after and self._titles(one, after))]
        owned = [one for one in spans if _OWNED.match(one[1].text) and not _NAMED.search(one[1].text)]
        for tag, span in spans if len(owned) == len(spans) else [one for one in spans if one not in owned]:
            other = [*avoid, *found] if tag in ("NN", "PRP") else avoid
            for actor in self._group(scene, span, other) or self._resolved(span, other, frame):
                found.setdefault(actor.id, Party(actor, span))
        if "actor" in roles and len(found) > 1:
            self.group = scene.number, tuple(p.actor for p in found.values())
            self.groups.add(frozenset(found))
            self.together += [self.group[1]] if len(found) == 2 else []
        return tuple(found.values())

    def _titles(self, one: tuple[str, Span], after: tuple[str, Span]) -> bool:
        """Whether words only say what the name after them is, or are part of it («the trade bloc» Mercosur, «President» Sall)."""
        (tag, span), (kind, name) = one, after
        common = tag == "NN" or (tag == "NNP" and not self.cast.names(span.start, span.end))
        beside = common and kind.startswith("NNP") and span.end + 1 == name.start
        return beside or (name.start <= span.start and span.end < name.end)

    def _spoken(self, scene: Scene, word: int) -> Span:
        if (at := (scene.number, word)) not in self._phrases:
            self._phrases[at] = self._phrase(scene, word)
        return self._phrases[at]

    def _phrase(self, scene: Scene, word: int) -> Span:
        """The phrase of a word; of a name that names nobody so the bare name, else the noun beside it («the envoy, Kang Chol»)."""
        if leader := self._led_by(scene, word):
            word = leader
        span = scene.phrase(word)
        if not scene.read.tag(word).startswith("NNP"):
            return span
        held = scene.read.words[word - 1]
        tried = [span, scene.span(held.start, held.end), *map(scene.phrase, scene.beside(word))]
        return next((one for one in tried if self.cast.resolve(one.start, one.end)), tried[1])

    @staticmethod
    def _led_by(scene: Scene, word: int) -> int:
        """The name of those who lead a group that has none («rebels led by the FPR»); 0 where there is none."""
        read = scene.read
        if read.word(word).lower() not in wordlist("movement"):
            return 0
        told = [c for c in read.children(word) if read.relation(c) == "acl"]
        led = [c for c in told if read.word(c).lower() in ("led", "headed", "commanded")]
        by = (c for verb in led for c in read.children(verb) if "by" in scene.case(c) and read.tag(c).startswith("NNP"))
        return next(by, 0)

    def _group(self, scene: Scene, span: Span, avoid: Collection[str]) -> tuple[Actor, ...]:
        """«They» and «the juntas» after a sentence in which several acted together are those several."""
        if _TWO.match(span.text):
            pairs = (actors for actors in reversed(self.together) if not {a.id for a in actors} & set(avoid))
            return next(pairs, ())
        if _THEY.match(span.text) and len(named := self.cast.resolve(span.start, span.end, avoid=avoid)) > 1:
            return named
        number, actors = self.group
        near = scene.number - number <= 2 or (len(self.groups) == 1 and not _THEY.match(span.text))
        return actors if near and _SEVERAL.match(span.text) and not {a.id for a in actors} & set(avoid) else ()

    def modified(self, scene: Scene, frame: Frame, avoid: Collection[str]) -> tuple[Party, ...]:
        """The party that the noun before a relative clause names: in «the force, which Mali had left», the force."""
        if scene.read.relation(frame.trigger) != "acl:relcl":
            return ()
        span = scene.phrase(scene.read.head(frame.trigger))
        return tuple(Party(a, span) for a in self.cast.resolve(span.start, span.end) if a.id not in avoid)

    def around(self, scene: Scene, frame: Frame) -> tuple[Party, ...]:
        """Those whom «where» stands for in a relative clause: whom the nouns before it name."""
        where = scene.adverb(frame.trigger, "where")
        if where is None or scene.read.relation(frame.trigger) != "acl:relcl":
            return ()
        span = scene.span(scene.read.phrase(scene.read.head(frame.trigger))[0], scene.read.words[where - 2].end)
        return tuple(Party(a, span) for a in self.cast.resolve(span.start, span.end))

    def arguments(self, scene: Scene, frame: Frame, avoid: Collection[str]) -> Iterator[tuple[Party, ...]]:
        """The parties in the object of a trigger, and in its phrases with «from», «with», «against» and the like."""
        read = scene.read
        hung = [c for c in read.children(frame.trigger) if read.relation(c) == "obj"]
        for child in read.children(frame.trigger):
            cases = {read.word(c).lower() for c in read.children(child) if read.relation(c) == "case"}
            if read.relation(child) in ("obl", "nmod") and (cases & _TOWARDS or cases >= _OUT_OF):
                hung.append(child)
        for word in hung:
            span = scene.phrase(word)
            found = [a for a in self.cast.resolve(span.start, span.end) if a.id not in avoid]
            if found:
                yield tuple(Party(a, span) for a in found)

    def subject(self, scene: Scene, frame: Frame) -> tuple[Party, ...]:
        """The party in the subject of a trigger that the reader gave no actor."""
        word = scene.subject(frame.trigger)
        return self.parties(scene, replace(frame, roles=(("actor", word, 1.0),)), "actor") if word else ()

    def turned(self, frame: Frame, one: tuple[Party, ...], two: tuple[Party, ...]) -> Sides:
        """The sides of an act with one side filled; those who leave are those who were stationed there."""
        if (frame.label, frame.detail) not in LEAVING:
            return one, two
        if len(one) == 2 and not two:
            known = [pair for pair in (one, one[::-1]) if self.stationed_otherwise(pair[1:], pair[:1])]
            return (known[0][:1], known[0][1:]) if known else (one, two)
        return (two, one) if self.stationed_otherwise(one, two) else (one, two)

    def _resolved(self, span: Span, avoid: Collection[str], frame: Frame) -> tuple[Actor, ...]:
        """Whom words name; where that is the other party of the act, the next who fits, but for what a state has at home."""
        named = self.cast.resolve(span.start, span.end)
        if not named or not {a.id for a in named} <= set(avoid):
            return tuple(a for a in named if a.id not in avoid or len(named) == 1)
        if _OWNED.match(span.text):
            inward = frame.label in INWARD and not COUNTRY.search(span.text)
            return tuple(a for a in named if inward and at_home(a))
        if frame.label in INWARD and all(at_home(a) for a in named):
            return named
        return self.cast.resolve(span.start, span.end, avoid=avoid)

    def host(self, holders: Collection[str], at: int) -> tuple[Party, ...]:
        """On whose soil the forces of these are: as the report says, else the other side if it hosts forces, else who does."""
        hosts = Counter[str]()
        for (holder, host), n in self.stationed.items():
            if host not in holders:
                hosts[host] += n if holder not in holders else 100 * n
        other = self.other(holders, at)
        if not hosts or (other and other[0].id in hosts and max(hosts.values()) < 100):
            return other
        best = hosts.most_common(1)[0][0]
        return next(((Party(a),) for a in self.cast.parties() if a.id == best), other)

    def note(self, one: Iterable[Party], two: Iterable[Party]) -> None:
        """Remember the two sides of a frame."""
        sides = tuple(Party(p.actor) for p in one), tuple(Party(p.actor) for p in two)
        if all(sides):
            self.pairs.append(sides)
            both = {p.id: p.actor for side in sides for p in side}
            self.together += [tuple(both.values())] if len(both) == 2 else []

    def other(self, known: Collection[str], at: int) -> tuple[Party, ...]:
        """Who most likely stands on the other side of these parties: the latest such pair, else the cast's partner."""
        held = set(known)
        for one, two in reversed(self.pairs):
            for mine, theirs in ((one, two), (two, one)):
                if held <= ids_of(mine) and not held & ids_of(theirs):
                    return theirs
        partner = self.cast.partner(known, at)
        return (Party(partner),) if partner else ()

    def rebels(self, state: Iterable[Party]) -> tuple[Party, ...]:
        """Those of a state whom it, or who it, last had to do with, and who are not its own organs: its rebels."""
        held = ids_of(state)
        for side in (side for pair in reversed(self.pairs) for side in pair):
            if side and not held & ids_of(side) and {p.actor.country for p in side} <= held:
                return side
        return ()

    def body(self, at: int) -> tuple[Party, ...]:
        """The organisation named last before an offset."""
        bodies = [Party(a) for a in self.cast.sentence_actors(0, at)]
        return tuple([p for p in bodies if is_body(p)][-1:])

    def last(self) -> Sides:
        """The two sides of the latest frame; empty ones before the first."""
        return self.pairs[-1] if self.pairs else ((), ())


def at_home(actor: Actor) -> bool:
    """Whether somebody is an organ or a part of a state that its government may turn to or on."""
    return actor.sector not in _STATE
