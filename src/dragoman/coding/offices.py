"""Who holds which office: the roles of a change of office from the words that tell it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from unicodedata import normalize

from dragoman.coding.scene import Scene
from dragoman.coding.story import Story
from dragoman.grounding.actors import actor as named_actor
from dragoman.grounding.persons import tenures
from dragoman.grounding.world import states
from dragoman.reader.sentence import Frame
from dragoman.rows import Actor, Party

LEADING = re.compile(r"^(?:(?:the|a|an|its|their|his|her|this|that|old|new|own|existing|current|of)\s+)+", re.I)
_TITLES = re.compile(
    r"^(?:(?:former|ex-?|first|vice|deputy|caretaker|acting|interim|elected|transitional|mr|mrs|ms|dr|president|prime|minister|premier|chancellor|general|gen\.|"
    r"colonel|col\.|marshal|captain|king|queen|prince|emir|sheikh|foreign|defence|defense|secretary|leader|chief|of|state),?\s+)+",
    re.I,
)
_PRONOUNS = frozenset(("he", "she", "they", "him", "her", "who", "his", "whom", "i", "we"))
_GIVEN = r"(?!\b(?:The|In|On|At|But|And|For|With|President|Minister|General|Mr|Mrs|Ms)\b)[A-ZÀ-Þ][\w'’-]+\s"
_SUCCEEDS = re.compile(r"(?:succe|replac|(?:take|took|taking|takes) over\b)", re.I)
#: what stands for an office that neither the words nor the tables tell
_UNTOLD = "leader"
OfficeRoles = dict[str, str | tuple[str, ...]]


def office_roles(story: Story, scene: Scene, frame: Frame, parties: Sequence[Party]) -> list[OfficeRoles]:
    """Who held what: the state is that of the person where the person is known, else the one told, else the report's."""
    told = [LEADING.sub("", words_of(scene, word)).lower() for word in scene.fillers(frame, "name")]
    named = [p.id for p in parties if p.actor.country]
    held = named or story.cast.states(before=scene.spot(frame.trigger))
    found: list[OfficeRoles] = []
    for word in scene.fillers(frame, "first") or _done_to(scene, frame):
        title, printed = _titled(words_of(scene, word))
        span = scene.phrase(word)
        actor = next(iter(story.cast.resolve(span.start, span.end)), None)
        person = _in_full(story.cast.report.text, printed, actor)
        if person and " " in person and held and person not in _state_names():
            told = [office for one in told if (office := re.sub(re.escape(person), "", one, flags=re.IGNORECASE).strip(" ,"))]
            office, state = _of_state((told or [title or _office_of(person, held[0])])[0])
            found.append({"person": person, "office": office, "of": held[0] if named else state or held[0]})
    return found


def _done_to(scene: Scene, frame: Frame) -> list[int]:
    """Whom the act at the same word makes or unmakes, where the change itself tells no person («the president they overthrew»)."""
    part = "actor" if frame.detail == "begins" else "recipient"
    return [w for act in scene.read.frames if act.act and act.trigger == frame.trigger for w in scene.fillers(act, part)]


def succession(scene: Scene, frame: Frame) -> list[Frame]:
    """Who succeeds another begins what the other ends; any other change as it is."""
    read = scene.read
    words = scene.text[read.words[frame.trigger - 1].start :]
    if (frame.label, frame.detail) != ("office", "begins") or not _SUCCEEDS.match(words):
        return [frame]
    subject = scene.subject(frame.trigger)
    below = read.children(frame.trigger)
    others = [c for c in below if "from" in scene.case(c) or (read.relation(c) == "obj" and read.tag(c).startswith("NNP"))]
    if not subject or not others:
        return [frame]
    rest = tuple(role for role in frame.roles if role[0] != "first")
    began = replace(frame, roles=(*rest, ("first", subject, 1.0)))
    return [began, replace(frame, detail="ends", roles=(*rest, ("first", others[0], 1.0)))]


def _of_state(office: str) -> tuple[str, str | None]:
    """(«president», «VEN») of «president of venezuela»; what is of no state stays as it is («chief minister of Bangsamoro»)."""
    title, of, place = office.rpartition(" of ")
    named = named_actor(place.title()) if of else None
    return (title, named.id) if named and named.id in states() else (office, None)


def words_of(scene: Scene, word: int) -> str:
    """The noun phrase around a word, with no phrase but «of» hanging on it."""
    return scene.span(*scene.read.phrase(word, minimal=True)).text


def _titled(words: str) -> tuple[str, str | None]:
    """(office, name as printed) of «President Mohamed Bazoum»; no name in a pronoun or a description."""
    words = LEADING.sub("", words)
    rest = _TITLES.sub("", words).strip()
    title = words[: len(words) - len(rest)].strip().lower()
    name = re.sub(r"['’]s$", "", rest.partition(", ")[0])
    return title, name if name[:1].isupper() and name.lower() not in _PRONOUNS else None


def _in_full(text: str, printed: str | None, actor: Actor | None) -> str | None:
    """The full name of a person: as the report prints it somewhere, else as the tables have it; None where nobody is named."""
    known = actor.name if actor and actor.name and (actor.id in states() or actor.name in tenures()) else None
    known = None if known in _state_names() else known
    if printed and (not known or not set(_parts(printed)) <= set(_parts(known))):
        longer = re.search(rf"(?:{_GIVEN}){{1,2}}{re.escape(printed)}\b", text)
        return _TITLES.sub("", longer.group()) if longer and " " not in printed else printed
    if not known:
        return None
    here = re.search(re.escape(_plain(known)), _plain(text), re.IGNORECASE)
    return text[here.start() : here.end()] if here else known


def _plain(text: str) -> str:
    """The text without accents, letter for letter («José» as «Jose»)."""
    return "".join(normalize("NFD", letter)[0] for letter in text)


def _parts(name: str) -> list[str]:
    return re.findall(r"\w+", name.lower())


def _office_of(person: str, state: str) -> str:
    """The chief office that the tables know a person to have held in a state."""
    return next((t.office for t in tenures().get(person, ()) if t.of == state), _UNTOLD)


@cache
def _state_names() -> frozenset[str]:
    return frozenset(state.name for state in states().values())
