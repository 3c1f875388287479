"""Those whom a report has named so far, in the order of its words: what pronouns and bare descriptions stand for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from dragoman.grounding.grammar import Grammar
from dragoman.grounding.page import Page, Unit, wordlist
from dragoman.grounding.phrases import Context, Noun, core_noun, entity_actor, is_masked, nouns
from dragoman.grounding.runs import Run, runs
from dragoman.rows import Actor


@dataclass(slots=True)
class Referent:
    """Words of a report that stand for someone. `subject` marks the subjects of a sentence and of the clauses joined to it, else
    its first noun outside any complement, `compound` a list, `listed` one of its members."""

    start: int
    end: int
    actors: tuple[Actor, ...]
    kind: str
    plural: bool
    sentence: int
    link: str
    head: str
    subject: bool = False
    place: bool = False
    compound: bool = False
    listed: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(a.id for a in self.actors)


Describe = Callable[[Noun, int, int, "list[Referent]"], tuple[Actor, ...]]
#: whom a pronoun or a count (of those on a continent) stands for, at an offset of a sentence
StandIn = Callable[[Run, int, int, "list[Referent]"], tuple[Actor, ...]]


@dataclass(slots=True)
class Reader:
    """Reads the referents off a report, sentence by sentence."""

    page: Page
    context: Context
    describe: Describe
    stand_in: StandIn
    grammar: Grammar

    def read(self, spans: list[tuple[int, int]]) -> list[Referent]:
        found: list[Referent] = []
        for number, (start, end) in enumerate(spans):
            first = len(found)
            units = self.page.within(start, end)
            for run in runs(self.page, units):
                made = self._pronoun(run, number, found) if run.word else self._noun(run, number, found, units)
                if made:
                    made.subject = self.grammar.leads(made.start, made.end)
                    found.append(made)
                    _join(self.page.text, found, first)
            _mark_subject(found[first:])
        return found

    def _extent(self, units: list[Unit]) -> tuple[int, int]:
        return self.page.tokens[units[0].first].start, self.page.tokens[units[-1].last - 1].end

    def _pronoun(self, run: Run, sentence: int, before: list[Referent]) -> Referent | None:
        start, end = self._extent(run.units)
        actors = self.stand_in(run, start, sentence, before)
        if not actors:
            return None
        link = "aside" if run.aside else run.link
        kind = "person" if run.word in ("he", "she") else "state" if run.count else "pronoun"
        plural = bool(run.count) or run.word == "they"
        return Referent(start, end, actors, kind, plural, sentence, link, run.word, compound=bool(run.count))

    def _noun(self, run: Run, sentence: int, before: list[Referent], following: list[Unit]) -> Referent | None:
        noun = core_noun(self.page, run.units, self.context)
        if not noun.actors and not _counts(self.page, run, noun):
            return None
        if not noun.actors and noun.scope and run.tail:
            full = nouns(self.page, [*run.units, *run.tail], self.context)
            noun = replace(full[0], head=noun.head, unit=noun.unit) if full and full[0].actors else noun
        if not noun.actors and noun.head in wordlist("guests") and noun.determiner in ("a", "an"):
            noun.actors = _origin(self.page, following, noun)
        start, end = self._extent(run.units)
        actors = noun.actors or self.describe(noun, start, sentence, before)
        if not actors:
            return None
        link = "aside" if run.aside else run.link
        plural, place = noun.plural or len(actors) > 1, _is_place(run, self.page)
        return Referent(start, end, actors, _kind(noun, actors[0]), plural, sentence, link, noun.head, place=place)


def _origin(page: Page, units: list[Unit], noun: Noun) -> tuple[Actor, ...]:
    """«A delegation came from Washington»: where the guests come from, later in the sentence."""
    for left, right in pairwise(units):
        name = right.mention.names[0] if right.mention and page.key(left) == "from" else None
        if name and name.entity.kind in ("state", "organisation"):
            return (entity_actor(name, noun.sectors, f"«{noun.head}» … from «{name.text}»"),)
    return ()


def _counts(page: Page, run: Run, noun: Noun) -> bool:
    """Whether a noun without a name stands for someone: «the army» does, «military ties» and «in force» do not."""
    agent = noun.unit.agent if noun.unit else None
    if agent is None:
        return bool(noun.determiner == "the" or noun.owner)
    after = agent.last
    if after < len(page.tokens) and page.gap(after) == " " and noun.head in wordlist("attributive"):
        follows = page.tokens[after]
        if follows.key in wordlist("thing") and not run.tail:
            return False
    if noun.plural or noun.owner or noun.head in wordlist("standalone") or noun.determiner:
        return noun.head != "military" or noun.determiner in ("the", "this", "that") or bool(noun.owner)
    return page.tokens[agent.first].capital or len(noun.head.split()) > 1


def _kind(noun: Noun, actor: Actor) -> str:
    if noun.unit and noun.unit.mention and noun.unit.mention.names[0].kind != "adjective":
        kind = noun.unit.mention.names[0].entity.kind
        return "organ" if kind in ("body", "title") else kind
    if noun.sectors[:1] == ("MIL",) and (noun.plural or noun.head in wordlist("forces")):
        return "forces"
    if noun.bare and not noun.determiner:
        return "organ"
    if actor.country == actor.id:
        return "state" if noun.bare or noun.head in wordlist("country") else "organ"
    return "group" if noun.scope == "g" or noun.head in wordlist("movement") else "organisation"


def _is_place(run: Run, page: Page) -> bool:
    """«in Niger», «near Agadez»: the scene rather than someone who acts."""
    names = [u.mention.names[0].kind for u in run.units if u.mention and not is_masked(page, u)]
    return run.link in wordlist("place") and bool(names) and names[-1] in ("name", "capital", "city", "region")


def _join(text: str, found: list[Referent], first: int) -> None:
    """«Niger, Mali and Burkina Faso»: the last of a list stands for all of them."""
    last = found[-1]
    if last.link != "and" or last.kind == "pronoun":
        return
    members = [last]
    for earlier in reversed(found[first:-1]):
        if _sort(earlier) != _sort(last):
            break
        gap = text[earlier.end : members[0].start].strip()
        fits = gap in ("and", "and the", "&", "and its", "and their") if len(members) == 1 else gap == ","
        if not fits and not (len(members) == 1 and gap == ", and" and earlier.link == ","):
            break
        members.insert(0, earlier)
    if len(members) > 1:
        found.append(_compound(members))
        for member in members:
            member.listed = True


def _sort(referent: Referent) -> str:
    """What can stand in one list: states and organisations with one another, those who serve them likewise."""
    return "agent" if referent.kind in ("person", "organ", "forces") else "party"


def _compound(members: list[Referent]) -> Referent:
    first, last = members[0], members[-1]
    actors = tuple({a.id: a for m in members for a in m.actors}.values())
    opens = replace(last, start=first.start, link=first.link, place=first.place, subject=first.subject)
    return replace(opens, actors=actors, plural=True, compound=True)


def _mark_subject(sentence: list[Referent]) -> None:
    """The subjects that the parse tells, else the first noun outside complements and asides, with the list that it opens."""
    first = next((r for r in sentence if r.link in ("", ",", "verb", "and") and not r.place), None)
    if not any(r.subject for r in sentence) and first:
        for referent in sentence:
            referent.subject = referent.start == first.start
