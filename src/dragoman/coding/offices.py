"""Who holds which office: the roles of a change of office from the words that tell it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import takewhile
from unicodedata import normalize

from dragoman.coding.codebook import titles
from dragoman.coding.scene import Scene
from dragoman.coding.story import Story
from dragoman.coding.titles import Office, beside, headed, office
from dragoman.grounding.page import wordlist
from dragoman.grounding.persons import Tenure, tenures
from dragoman.grounding.world import states
from dragoman.reader.sentence import Frame
from dragoman.record.names import same_office
from dragoman.rows import Actor, Party

LEADING = re.compile(r"^(?:(?:the|a|an|its|their|his|her|this|that|old|new|own|existing|current|of)\s+)+", re.I)
_TITLES = re.compile(
    r"^(?:(?:former|ex-?|first|vice|deputy|caretaker|acting|interim|elected|transitional|crown|mr|mrs|ms|dr|president|prime|minister|premier|chancellor|general|gen\.|"
    r"colonel|col\.|marshal|captain|king|queen|prince|emir|sheikh|foreign|defence|defense|secretary|leader|chief|of|state),?\s+)+",
    re.I,
)
#: «Aristide's presidency»
_OWNER = re.compile(r"(.+?)['’]s?(?:\s|$)")
_PRONOUNS = frozenset(("he", "she", "they", "him", "her", "who", "his", "whom", "i", "we"))
_GIVEN = r"(?!\b(?:The|In|On|At|But|And|For|With|President|Minister|General|Mr|Mrs|Ms)\b)[A-ZÀ-Þ][\w'’-]+\s"
#: days by which a tenure of the tables may begin or end beside what a report says
_NEAR = 45
#: what stands for an office that neither the words nor the tables tell
_UNTOLD = "leader"
OfficeRoles = dict[str, str | tuple[str, ...]]


def office_roles(story: Story, scene: Scene, frame: Frame, parties: Sequence[Party], day: date | None) -> list[OfficeRoles]:
    """Who held what of whom; `day` is when the change came about.

    The office is of the state or body that its words tell, else that of the tables, the person's own, the one told, the report's.
    """
    held = scene.fillers(frame, "name")
    words = [words_of(scene, word) for word in held if scene.read.head(word) not in held]
    ids = [p.id for p in parties if p.actor.country] or story.cast.states(before=scene.spot(frame.trigger))
    found: list[OfficeRoles] = []
    for word in scene.fillers(frame, "first") or _done_to(scene, frame):
        person, known, title = _person(story, scene, word)
        if not person:
            continue
        told = _told(scene, frame, [_without(one, person) for one in words])
        if frame.detail != "begins" and "as" not in scene.cases(frame, "name"):  # «deposed Prime Minister X and named himself king»
            told = title[0] or beside(scene.text, person.split()[-1]) or told[0], told[1]
        tenure = _tenure(known, told[0], frame.detail, day)
        of = told[1] or title[1] or (tenure.of if tenure else None) or next(iter(ids), None)
        if of:
            called = told[0] or _untold(story, (person, known), title[0], tenure, frame.detail, of)
            found.append({"person": person, "office": called, "of": of})
    return found


def _told(scene: Scene, frame: Frame, words: Sequence[str]) -> Office:
    """The office as its own words or the verb tell it; who heads something does so, whatever else is said beside the name."""
    led = next((c for c in scene.read.children(frame.trigger) if scene.read.relation(c) == "obj"), 0)
    verb = headed(scene.read.word(frame.trigger), words_of(scene, led)) if led else (None, None)
    told = [office(one) for one in words if one]
    told = [*told, verb] if "as" in scene.cases(frame, "name") else [verb, *told]
    return next((t for t, _ in told if t), None), next((o for _, o in told if o), None)


def _untold(story: Story, names: tuple[str, str], title: str | None, tenure: Tenure | None, detail: str | None, of: str) -> str:
    """An office without words of its own. A title beside the name is what somebody leaves, or was before; for what begins the
    tables know better."""
    tabled = tenure.office if tenure else None
    person, known = names
    named = next((t for name in (person, person.split()[-1]) if (t := beside(story.cast.report.text, name))), None)
    ways = (tabled, title, named) if detail == "begins" else (title, tabled, named)
    return next((one for one in ways if one), None) or _chief(known, of)


def _chief(person: str, of: str) -> str:
    """The chief office that the tables know a person to have held in a state."""
    return next((t.office for t in tenures().get(person, ()) if t.of == of), _UNTOLD)


def _tenure(known: str, title: str | None, detail: str | None, day: date | None) -> Tenure | None:
    """The tenure of the tables that begins, ends or holds at a day, in the office told if one is."""
    fit = [t for t in tenures().get(known, ()) if not title or same_office(t.office, title)]
    if not day:
        return None
    edges = {"begins": lambda t: t.start, "ends": lambda t: t.end}
    if not (edge := edges.get(detail or "")):
        return next((t for t in fit if t.covers(day.isoformat())), None)
    far = {t: abs((date.fromisoformat(edge(t)) - day).days) for t in fit if edge(t)}
    return min((t for t in far if far[t] <= _NEAR), key=far.__getitem__, default=None)


def _done_to(scene: Scene, frame: Frame) -> list[int]:
    """Whom the act at the same word makes or unmakes, where the change itself tells no person («the president they overthrew»)."""
    part = "actor" if frame.detail == "begins" else "recipient"
    return [w for act in scene.read.frames if act.act and act.trigger == frame.trigger for w in scene.fillers(act, part)]


def words_of(scene: Scene, word: int) -> str:
    """The noun phrase around a word, with no phrase but «of» hanging on it."""
    return scene.span(*scene.read.phrase(word, minimal=True)).text


def _without(words: str, person: str) -> str:
    """The words for an office without the name of who holds it."""
    family = re.escape(person.split()[-1])
    return re.sub(rf"(?:[A-Z][\w.-]*\s+)*\b{family}\b(?:['’]s\b)?", "", words).strip(" ,")


def _person(story: Story, scene: Scene, word: int) -> tuple[str | None, str, Office]:
    """The full name of somebody, the one in the tables, and the office beside it; nobody in «his successor»."""
    title, printed, rest = _titled(words_of(scene, word))
    if not printed and scene.read.word(word).lower() in titles("other"):
        return None, "", (None, None)
    span = scene.phrase(word)
    actor = next(iter(story.cast.resolve(span.start, span.end)), None)
    person = _in_full(story.cast.report.text, printed, actor)
    if not person or " " not in person or person in _state_names():
        return None, "", (None, None)
    return person, actor.name if actor and actor.name in tenures() else person, office(rest or title)


def _titled(words: str) -> tuple[str, str | None, str]:
    """(title, name as printed, what follows) of «President Mohamed Bazoum»; no name in a pronoun or a description."""
    words = LEADING.sub("", words)
    rest = _TITLES.sub("", words).strip()
    title, printed = words[: len(words) - len(rest)].strip().lower(), rest.partition(", ")[0]
    owner = _OWNER.match(printed)
    name = _name(owner[1] if owner else printed)
    if not name[:1].isupper() or name.lower() in _PRONOUNS:
        return title, None, ""
    return title, name, "" if owner else printed[len(name) :].strip()


def _name(words: str) -> str:
    """The words of a name, up to the first that cannot be part of one."""
    return " ".join(takewhile(lambda w: w[:1].isupper() or w.lower().partition("-")[0] in wordlist("particle"), words.split()))


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


@cache
def _state_names() -> frozenset[str]:
    return frozenset(state.name for state in states().values())
