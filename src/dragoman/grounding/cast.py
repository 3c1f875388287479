"""Who is in one report, and whom its bare words stand for: names, descriptions, pronouns, and who is paired with whom."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from dragoman.grounding.descriptions import described, of_owner
from dragoman.grounding.discourse import Discourse, one
from dragoman.grounding.forms import called_so
from dragoman.grounding.grammar import Grammar
from dragoman.grounding.introductions import introduced
from dragoman.grounding.known import Named, known_names
from dragoman.grounding.page import Page, wordlist
from dragoman.grounding.phrases import Context, Noun, actors, nouns
from dragoman.grounding.pronouns import pronoun
from dragoman.grounding.referents import Reader, Referent
from dragoman.grounding.runs import Count, Run, counted
from dragoman.grounding.scene import Scene
from dragoman.grounding.world import states
from dragoman.reader.sentence import ReadSentence
from dragoman.report import Passage, Report
from dragoman.rows import Actor
from dragoman.sentences import sentences

#: how many sentences back a list still is «the two»
_REACH = 4
#: so many at most are made up of the most salient where no list has so many
_FEW = 3
_PRONOUNS = ("alone", "many", "human", "relative", "speaker", "where")


class Cast:
    """The actors of one report. Made once a report; `resolve` is then cheap."""

    def __init__(
        self, report: Report, spans: list[tuple[int, int]] | None = None, reads: Iterable[ReadSentence] | None = None
    ) -> None:
        """`spans` are the sentences that are read, for a caller that has cut them, `reads` what the reader says of each."""
        self.report = report
        self._day = report.published.isoformat() if report.published else None
        self._spans = _read_spans(report) if spans is None else spans
        self._resolved: dict[tuple[int, int, frozenset[str], date | None], tuple[Actor, ...]] = {}
        self._begins = [start for start, _ in self._spans]
        self._grammar = Grammar(zip(self._begins, reads or (), strict=False))
        self._page = Page(report.text)
        self._scene = Scene(report, self._page, self._spans, self._day)
        self._context = Context(self._day, tuple(self._scene.ranked()))
        self._page.introduced = introduced(self._page, self._spans, self._context, self.home)
        if self._page.introduced:
            self._page.lay()
        self._referents: list[Referent] = []
        self._referents = Reader(self._page, self._context, self._describe, self._stand_in, self._grammar).read(self._spans)
        self._begun: defaultdict[int, list[Referent]] = defaultdict(list)
        for referent in self._referents:
            self._begun[referent.start].append(referent)

    # --- whom words name

    def resolve(self, start: int, end: int, *, avoid: Collection[str] = (), on: date | None = None) -> tuple[Actor, ...]:
        """Whom the words text[start:end] name or stand for; empty when that is not known."""
        asked = start, end, frozenset(avoid), on
        if asked not in self._resolved:
            self._resolved[asked] = self._resolve(*asked)
        return self._resolved[asked]

    def _resolve(self, start: int, end: int, avoid: frozenset[str], on: date | None) -> tuple[Actor, ...]:
        units = self._page.within(start, end)
        if not units:
            return ()
        words = [self._page.key(u) for u in units]
        begin = self._page.tokens[units[0].first].start
        if len(words) == 1 and not units[0].mention and any(words[0] in wordlist(kind) for kind in _PRONOUNS):
            return pronoun(self._talk(begin, avoid), words[0])
        count = counted(words)
        if count:
            return self._counted(count, begin, self._referents, avoid)
        of = max((i for i, word in enumerate(words[:-1]) if word == "of"), default=0)
        if of and (counted(words[of + 1 :]) or words[of + 1 :] == ["them"]):
            return self.resolve(self._page.tokens[units[of + 1].first].start, end, avoid=avoid)
        context = replace(self._context, on=on.isoformat()) if on else self._context
        found = nouns(self._page, units, context)
        for noun in found:
            if not noun.actors:
                ours = pronoun(self._talk(begin, avoid), "our") if "our" in words and not noun.owner else ()
                noun.actors = self._told(begin, end, (), avoid) or self._by_possessor(noun, begin, avoid)
                noun.actors = tuple(of_owner(a, noun, "«our»") for a in ours) or noun.actors
            if not noun.actors:
                noun.actors = described(self._talk(begin, avoid), noun) if _stands_for(noun) else ()
        named = actors(found)
        return self._told(begin, end, named, avoid) or named

    def _told(self, begin: int, end: int, named: Collection[Actor], avoid: Collection[str]) -> tuple[Actor, ...]:
        """Whom the words that begin here were read as within their sentence, where that is more than they name alone.

        «The government» may go on with «of Niger», «the rulers of Niger» with «and Mali», beyond the words that are asked for.
        """
        ids = {a.id for a in named}
        held = [r for r in self._begun[begin] if r.end <= end and ids < set(r.ids) and not set(avoid).intersection(r.ids)]
        return max(held, key=lambda r: r.end).actors if held else ()

    def _by_possessor(self, noun: Noun, begin: int, avoid: Collection[str]) -> tuple[Actor, ...]:
        """«The court's prosecutor»: the court, named before, tells whose a description is."""
        first = noun.unit.first if noun.unit and not noun.owner else 0
        if not first or not self._page.tokens[first - 1].owns:
            return ()
        owners = self.resolve(begin, self._page.tokens[first - 1].end, avoid=avoid)
        return tuple(of_owner(a, noun, f"«{noun.head}» of those named before") for a in owners)

    def _talk(self, start: int, avoid: Collection[str] = ()) -> Discourse:
        return Discourse(self._scene, self._referents, self._sentence(start), start, avoid, self._grammar)

    def _describe(self, noun: Noun, start: int, sentence: int, before: list[Referent]) -> tuple[Actor, ...]:
        talk = Discourse(self._scene, before, sentence, start, (), self._grammar)
        return described(talk, noun) if _stands_for(noun) else ()

    def _sentence(self, start: int) -> int:
        return max(0, bisect_right(self._begins, start) - 1)

    def _stand_in(self, run: Run, start: int, sentence: int, before: list[Referent]) -> tuple[Actor, ...]:
        if run.count:
            return self._counted(run.count, start, before)
        return pronoun(Discourse(self._scene, before, sentence, start, (), self._grammar), run.word)

    def _counted(self, count: Count, start: int, held_before: list[Referent], avoid: Collection[str] = ()) -> tuple[Actor, ...]:
        """«the two», «all three»: a list of so many named before, else the last ones filled up with the most salient; of two, those
        that the sentence before names, if they are no more."""

        def fits(actor: Actor) -> bool:
            place = count.continent is None or _continent(actor.id) == count.continent
            return actor.id not in avoid and place and (actor.id in states() or not count.states)

        before = [r for r in held_before if r.end <= start and not set(avoid).intersection(r.ids)]
        here, number = self._sentence(start), count.number
        near = [r for r in before if r.compound and (number > 2 or here - r.sentence <= _REACH)]
        lists = [tuple(a for a in r.actors if fits(a)) for r in near]
        said = {a.id: a for r in before if here - r.sentence <= 1 for a in r.actors if a.id in states() and fits(a)}
        latest = said if number == 2 and len(said) <= 2 else {}
        for named in reversed(lists):
            if len(named) == number and latest.keys() <= {a.id for a in named}:
                return named
        if number > _FEW:
            return ()
        held = latest or {a.id: a for named in lists[-1:] if len(named) < number for a in named}
        for actor in self._salient(start):
            if len(held) >= number:
                break
            if fits(actor):
                held.setdefault(actor.id, actor)
        return tuple(held.values())[:number] if len(held) >= number else ()

    def _salient(self, before: int) -> tuple[Actor, ...]:
        return tuple(a for s in self.states(before) for a in one(s, ("GOV",), "salient in the report"))

    def names(self, start: int, end: int) -> list[int]:
        """Where in text[start:end] a name of the tables or of the report's own begins, in characters."""
        return [self._page.tokens[u.first].start for u in self._page.within(start, end) if u.mention]

    @cached_property
    def known(self) -> list[Named]:
        """The bases, missions and pacts that the report names, but for names that are part of a longer one."""
        page = self._page
        found = known_names(self.report.text, page.tokens, self._day)
        return [n for n in found if page.tokens[page.within(n.start, n.end)[-1].last - 1].end <= n.end + 2]

    # --- who is in the report

    @property
    def referents(self) -> Sequence[Referent]:
        """Words that name somebody or stand for somebody, in the order of the report."""
        return self._referents

    @property
    def official(self) -> str | None:
        """The state whose organ issues the report, of a statement; else None."""
        return self._scene.official

    @property
    def home(self) -> str | None:
        """The state that issues the report, else the one that it is most about."""
        ranked = self._scene.ranked()
        return self._scene.official or (ranked[0] if ranked else None)

    def states(self, before: int | None = None) -> list[str]:
        """The ids of the states in the report up to an offset, most salient first."""
        return self._scene.ranked(before)

    def parties(self, before: int | None = None) -> list[Actor]:
        """States, organisations and groups up to an offset, those named most first."""
        counted: Counter[str] = Counter()
        held: dict[str, Actor] = {}
        for referent in self._referents:
            if (before is None or referent.end <= before) and not referent.compound:
                for actor in referent.actors:
                    counted[actor.id] += 1
                    held.setdefault(actor.id, actor)
        return [held[ident] for ident, _ in counted.most_common()]

    def host(self, before: int | None = None, *, avoid: Collection[str] = ()) -> Actor | None:
        """The state on whose soil the report plays at an offset: the place of the sentence, else the scene."""
        place = self._scene.place(self._sentence(before)) if before is not None else None
        ranked = [s for s in (place, self.home, *self.states(before)) if s and s not in avoid]
        return next((a for s in ranked for a in one(s, ("GOV",), "where the report plays")), None)

    def partner(self, ids: Collection[str], at: int) -> Actor | None:
        """The most salient other party that is paired with these nearby: of the Americans in a report on Niger, Niger."""
        here = self._sentence(at)
        score: defaultdict[str, float] = defaultdict(float)
        held: dict[str, Actor] = {}
        together = {r.sentence for r in self._referents if set(r.ids) & set(ids)}
        for referent in self._referents:
            if referent.start > at and referent.sentence > here:
                break
            weight = (3.0 if referent.sentence in together else 1.0) / (1 + abs(here - referent.sentence))
            for actor in referent.actors:
                if actor.id not in ids:
                    score[actor.id] += weight * (1.5 if referent.place or actor.id == self.home else 1.0)
                    held.setdefault(actor.id, actor)
        if not score:
            return self.host(at, avoid=ids)
        return held[max(score, key=lambda ident: score[ident])]

    def sentence_actors(self, start: int, end: int) -> list[Actor]:
        """Those whom the words between two offsets name or stand for, in order."""
        found = {a.id: a for r in self._referents if start <= r.start and r.end <= end for a in r.actors}
        return list(found.values())


def _continent(ident: str) -> str:
    return states()[ident].continent.lower() if ident in states() else ""


def _stands_for(noun: Noun) -> bool:
    """Whether a noun that names no one may stand for someone named before."""
    kinds = ("country", "bloc", "movement", "guests", "forces", "junta", "turn")
    if noun.determiner in ("no", "each", "every"):
        return False
    return bool(noun.scope or noun.owner or called_so(noun) is not None) or any(noun.head in wordlist(kind) for kind in kinds)


def _read_spans(report: Report) -> list[tuple[int, int]]:
    """The sentences that are read; where nothing tells passages apart, all of the text is."""
    if not report.passages:
        report = replace(report, passages=(Passage("body", 0, len(report.text)),))
    return [(s.start, s.end) for s in sentences(report)]


def cast_of(text: str, published: str | None = None, title: str | None = None, publisher: str | None = None) -> Cast:
    """The cast of a plain text, for trying things out."""
    day = date.fromisoformat(published) if published else None
    return Cast(Report("", text, title, publisher, None, day))


__all__ = ["Cast", "cast_of", "states"]
