"""The terms of an arrangement as a sentence tells them: names, types, level, strength, and what a change to them is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

from dragoman.coding import codebook
from dragoman.coding.offices import LEADING, words_of
from dragoman.coding.scene import Scene, clause_head
from dragoman.coding.sides import STATIONED, Parties, is_body
from dragoman.grounding import calendar
from dragoman.grounding.page import wordlist
from dragoman.grounding.places import places
from dragoman.grounding.world import states
from dragoman.interval import Interval
from dragoman.reader.sentence import Frame
from dragoman.rows import Actor, Party

PACTS = "accord|agreement|pact|treaty|charter|deal|memorandum|arrangement|convention|truce|ceasefire|protocol|lease"
_PACT = re.compile(rf"^(?:{PACTS})s?$", re.I)
_FINAL = re.compile(r"\b(?:last|all|final\w*|complet\w+|end(?:s|ed|ing)?|entire|whole|remaining|every)\b", re.I)
_YEARS_OLD = re.compile(rf"\b(\d{{1,3}})-year-old (?:\w+ ){{0,2}}(?:{PACTS})\b")
_OF_YEAR = re.compile(rf"\b(?:{PACTS}) (?:of|from) ((?:19|20)\d\d)\b")
_PLANS = re.compile(
    r"\b(?:will|would|shall|notice|plan\w*|announc\w+|order\w*|due|agree\w*|pledg\w+|promis\w+|intend\w*|demand\w*|until"
    r"|next|soon|expect\w*|month\w*|deadline|request\w*|offer\w*|decid\w+)\b",
    re.I,
)
#: prepositions of the day up to which something is denied, and on which it comes after all
_NOT_BEFORE = frozenset(("until", "till", "before"))
#: what has no date yet is planned all the same
_UNDATED = re.compile(r"\bno (?:(?:firm|exact|official) )?(?:date|deadline|timetable|timeline|schedule)\b", re.I)
#: the day of a pact is no part of its name («the memorandum of 1 January»)
_OF_DAY = re.compile(r" (?:of|from) (?:the )?\d{1,2}(?:st|nd|rd|th)?(?: [A-Z]\w+)?$")
#: whose a pact is is no part of its name («Ecuador's agreement»)
_OWNER = re.compile(r"^(?:the )?(?:[A-Z][\w.-]*\s+){0,3}[A-Z][\w.-]*(?:['’]s|(?<=s)['’])\s+")
#: «prolonged the mandate», «the extension of their stay»
_LONGER = re.compile(r"prolong|exten[ds]|renew|lengthen", re.IGNORECASE)
#: what is done to sanctions that are there already
_HARDER = re.compile(
    r"(?:rais|tighten|toughen|harden|widen|broaden|expand|eas|soften|relax|loosen|doubl|tripl)(?:e|es|ed|ing|s)?$", re.IGNORECASE
)
#: what keeps them from being used, and the words for them («suspended its embargo», not «suspended flights»)
_SUSPENDS = re.compile(r"(?:suspend|waiv|paus)(?:e|es|ed|ing|s)?$", re.IGNORECASE)
_SANCTIONS = re.compile(r"\b(?:sanctions?|embargo(?:es)?|tariffs?|curbs|restrictions)\b", re.IGNORECASE)
#: what makes them anew
_AGAIN = re.compile(r"re-?impos|restor|reinstat|reintroduc|reinstitut", re.IGNORECASE)
#: «600 of the 1,000»
_SO_MANY = re.compile(r"\b(?:\d[\d,.]*|half|most|some|part) of (?:the|its|their|his|her|our|about|some|them)\b", re.IGNORECASE)
#: what stops the fighting, and what is over when a war is
_TRUCE = re.compile(r"(?:truce|ceasefire|cease-fire|armistice|pause)s?$", re.IGNORECASE)
_WAR = re.compile(r"\b(?:war|conflict|hostilities)\b", re.IGNORECASE)
#: what is done about an end that is still to come
_RESOLVES = re.compile(r"(?:decid|announc|agree|order|demand|propos|approv|plan|promis|pledg)", re.IGNORECASE)
#: «another 200», «700 more soldiers»
_FURTHER = re.compile(r"\b(?:more(?! than)|another|additional|further|extra|fresh|reinforcements?)\b", re.IGNORECASE)
#: «its 370 soldiers», «the 1,000 soldiers it has»: all that there are
_DEFINITE = re.compile(r"^(?:its|their|his|her|our|all|all of|the)\b.*\d", re.IGNORECASE)
#: «pulled its last men out»
_LAST = re.compile(r"\b(?:last|remaining)\b(?! (?:week|month|year|spring|summer|autumn|fall|winter)\b)", re.IGNORECASE)
_BEGINS = re.compile(r"(?:beg[aiu]n(?:s|ning)?|start(?:s|ed|ing)?)$", re.IGNORECASE)
_SITE = re.compile(r"\b(?:(?:air|naval|military|army|drone)?\s?base|camp|airfield|garrison)\b", re.IGNORECASE)
#: relations of a word to the name that it is a part of, or that it stands beside
_WITHIN = ("nmod", "compound", "flat", "appos")
#: a pact that lets forces in is one of basing, whatever it is called (coding rules, Changes 4)
_LETS_IN = re.compile(
    rf"\b(?:{PACTS})s?\b.{{0,60}}\b(?:allow|let|permit|govern|cover)(?:s|ed|ting|ing)?\b"
    r".{0,60}\b(?:troops|soldiers|forces|marines|personnel|aircraft|warplanes)\b",
    re.IGNORECASE,
)
#: «a partial withdrawal», «half of its men»
_PART = re.compile(r"\b(?:partial(?:ly)?|partly|half of|some of|part of)\b", re.IGNORECASE)
Strength = tuple[float | None, float | None]


def as_called(scene: Scene, frame: Frame) -> Frame:
    """What the rules call a change to forces abroad. Forces moved from one state to another are fewer in the first: what begins in
    the second is not told. Those that come on top of others alter a presence, and so does a longer stay; and what is tightened or
    eased is altered, what is imposed again begins."""
    if frame.label == "presence" and frame.detail == "begins":
        grown = _forces_are(scene, frame, _FURTHER)
        return replace(frame, detail="alters") if grown or "from" in scene.cases(frame, "second") else frame
    if frame.label == "sanctions" and _AGAIN.match(scene.read.word(frame.trigger)):
        return replace(frame, detail="begins")
    suspends = frame.label == "sanctions" and _SUSPENDS.match(scene.read.word(frame.trigger))
    if suspends and _SANCTIONS.search(scene.things(frame.trigger)):
        return replace(frame, detail="alters")
    harder = frame.label == "sanctions" and frame.detail != "alters" and _HARDER.match(scene.read.word(frame.trigger))
    return replace(frame, detail="alters") if harder or (frame.detail == "continues" and prolonged(scene, frame)) else frame


def prolonged(scene: Scene, frame: Frame) -> bool:
    """Whether the words of a change make a stay abroad, or its mandate, longer."""
    if frame.label not in STATIONED or frame.status == "denied":
        return False
    told = (frame.trigger, *scene.read.above(frame.trigger))
    clause = told[: 1 + told.index(clause_head(scene.read, frame.trigger))]
    return any(_LONGER.match(scene.read.word(word)) for word in clause)


def prolonged_to(scene: Scene, frame: Frame, since: date | None) -> Interval | None:
    """The month in which a stay ends that is prolonged by a length of time («for a year», «by six months») from a day on."""
    told = scene.evidence(frame)
    for found in scene.dates:
        number = _count(found.text) if found.kind == "duration" else None
        if since and number and told.start <= scene.start + found.start < told.end:
            with suppress(ValueError, OverflowError):  # beyond the year 9999
                end = calendar.added(since, number, found.granularity)
                return Interval(end, calendar.added(end, 1, "month"))
    return None


def _count(length: str) -> float | None:
    """How many units a length has: «two and a half years», «six more months», «for another year»."""
    words = length.lower().split()[:-1]
    return calendar.number(" ".join(words)) or calendar.number(words[0] if words else "") or (1.0 if "another" in words else None)


def names(scene: Scene, frame: Frame) -> list[str | None]:
    """Names of the base or agreement that the sentence tells."""
    if frame.label not in ("base", "agreement"):
        return [None]
    words = scene.fillers(frame, "name")
    if not words and frame.label == "agreement":
        words = [w for w in scene.read.subtree(frame.trigger) if _PACT.match(scene.read.word(w))][:1]
    words = [w for w in words if not scene.read.tag(w).startswith(("PRP", "W", "DT"))]
    words = [w for w in words if not (scene.read.relation(w) in _WITHIN and set(scene.read.above(w)) & set(words))]
    found = [_OF_DAY.sub("", LEADING.sub("", _OWNER.sub("", words_of(scene, word)))) for word in words]
    return [n for n in dict.fromkeys(found) if n] or [None]


def sites(scene: Scene, frame: Frame) -> list[int]:
    """The words that name a base which the words of a departure say is left: its object, or what stands with «from»."""
    read = scene.read
    hung = [c for c in read.children(frame.trigger) if read.relation(c) == "obj" or "from" in scene.case(c)]
    return [c for c in hung if _SITE.search(words_of(scene, c))]


def is_membership(frame: Frame, first: Parties, second: Parties) -> bool:
    """Whether what ends between a state and a body, with no pact named, is a membership («the notice runs out»)."""
    both = {p.id for p in (*first, *second) if is_body(p) or p.id in states()}
    bodies = [p for p in (*first, *second) if is_body(p)]
    return frame.label == "agreement" and not frame.fillers("name") and len(bodies) == 1 and len(both) > 1


def is_truce(scene: Scene, frame: Frame) -> bool:
    """Whether a truce is all that is told of the end of a war: it may go on, and often does."""
    ends = (frame.label, frame.detail, frame.status) == ("hostilities", "ends", "happened")
    words = [scene.read.word(w) for w in (frame.trigger, *scene.read.children(frame.trigger))]
    return ends and any(_TRUCE.match(word) for word in words) and not _WAR.search(scene.evidence(frame).text)


def is_of_mission(scene: Scene, frame: Frame, bodies: Parties) -> bool:
    """Whether it is a mission of a body that is joined or left, not the body: the words say «the force» of one not called so."""
    read = scene.read
    done_to = [c for c in read.children(frame.trigger) if read.relation(c) == "obj"]
    done_to = [n for c in done_to for n in (_parts_of(scene, frame.trigger, c) or (c,))]
    told = [read.word(word).lower() for word in done_to or frame.fillers("second")]
    names = " ".join(p.actor.name or "" for p in bodies).lower()
    return bool(told) and all(word in wordlist("sent") and word not in names for word in told)


def _parts_of(scene: Scene, verb: int, word: int) -> list[int]:
    """What somebody takes part in («suspended its participation in the mission»); nothing for another noun."""
    takes = scene.read.word(word).lower() in ("participation", "part", "involvement", "contribution")
    hung = sorted((*scene.read.children(word), *scene.read.children(verb))) if takes else []
    return [c for c in hung if c > word and {"in", "to"} & scene.case(c)][:1]


def soil_of_site(scene: Scene, frame: Frame) -> Parties:
    """The state of the town that a base is named after."""
    found = {place.country for word in frame.fillers("name") for place in places(scene.phrase(word).text)}
    held = [country for country in found if country and country in states()]
    return (Party(Actor(held[0])),) if len(held) == 1 else ()


def types(scene: Scene, frame: Frame) -> list[str | None]:
    """Types that the reader saw; several where one act makes several arrangements («an arms embargo and travel bans»)."""
    seen = [value for group, value in frame.codes if group.endswith(".type")]
    if frame.label == "agreement" and _LETS_IN.search(scene.text):
        return ["basing"]
    if frame.label == "sanctions":
        words = scene.evidence(frame).text
        seen += [kind for kind, pattern in codebook.sanctions() if pattern.search(words)]
    return list(dict.fromkeys(seen)) or [None]


def status(scene: Scene, frame: Frame) -> str:
    """A plan needs a word that makes it one: «cancelled the accord» in the past is done."""
    if frame.status == "denied" and _UNDATED.search(scene.text):
        return "planned"
    ends = frame.label in ("membership", "agreement") and (frame.detail, frame.status) == ("ends", "happened")
    if ends and _is_begun(scene, frame):
        return "planned"  # «has begun to leave the court»
    past = scene.tense(frame) in ("past", "perfect", "pluperfect")
    if frame.detail == "ends" and frame.status in ("happened", "planned") and _is_resolved(scene, frame):
        return "planned"
    if frame.status == "denied" and any(_NOT_BEFORE & scene.case(word) for word in frame.fillers("time")):
        return "happened" if past else "planned"  # «did not leave until 2014», «does not run out until May»
    done = frame.status == "planned" and past and not _PLANS.search(scene.evidence(frame).text)
    return "happened" if done else frame.status


def _is_resolved(scene: Scene, frame: Frame) -> bool:
    """Whether a noun for an end is what somebody decides on or announces («have decided on the withdrawal of the forces»)."""
    noun = scene.read.tag(frame.trigger).startswith("NN") and frame.label in (*STATIONED, "agreement", "membership")
    return noun and any(_RESOLVES.match(scene.read.word(verb)) for verb in scene.read.above(frame.trigger))


def change(scene: Scene, frame: Frame) -> str:
    """A counted contingent that leaves alters a presence: only the last or the whole ends it (rules, Changes 2). To sever
    relations is to alter their level, as to downgrade them is; that they were not severed is a denied end. What somebody has
    already begun goes on, and who is not yet a member has not become one."""
    if (frame.detail, scene.tense(frame)) == ("begins", "perfect") and scene.adverb(frame.trigger, "already"):
        return "continues"
    if (frame.label, frame.detail, frame.status) == ("membership", "continues", "denied") and scene.adverb(frame.trigger, "yet"):
        return "begins"
    some = frame.label == "presence" and _SO_MANY.search(scene.evidence(frame).text)
    goes = frame.label == "presence" and frame.detail in ("ends", "alters") and not some
    if goes and _forces_are(scene, frame, _DEFINITE):
        return "ends"
    if (frame.label, frame.detail, frame.status) == ("presence", "alters", "happened") and _forces_are(scene, frame, _LAST):
        return "ends"
    if frame.detail != "ends" or frame.status == "denied":
        return frame.detail or "continues"
    if frame.label == "relations":
        return "alters"
    if (frame.label, frame.status) == ("presence", "happened") and _is_begun(scene, frame):
        return "alters"
    part = some or _forces_are(scene, frame, _PART) or _PART.search(words_of(scene, frame.trigger))
    if frame.label == "presence" and part:
        return "alters"
    counted = frame.label == "presence" and frame.status == "happened" and strength(scene, frame)
    return "alters" if counted and not _FINAL.search(scene.text) else "ends"


def _is_begun(scene: Scene, frame: Frame) -> bool:
    """Whether a departure has only begun («started to withdraw», «began the pull-out»)."""
    told = (frame.trigger, *scene.read.above(frame.trigger))
    return any(_BEGINS.match(scene.read.word(w)) for w in told[: 1 + told.index(clause_head(scene.read, frame.trigger)) + 1])


def _forces_are(scene: Scene, frame: Frame, told: re.Pattern[str]) -> bool:
    """Whether the words for those who come, stay or leave tell this of them."""
    read = scene.read
    words = (read.head(w) if read.relation(w) == "nummod" else w for w in frame.fillers("strength", "first"))
    return any(told.search(scene.phrase(word).text) for word in words)


def _suspended(scene: Scene, frame: Frame) -> str | None:
    """What a member that is suspended is, where the reader tells no level."""
    told = (frame.label, frame.detail) == ("membership", "alters") and scene.read.word(frame.trigger).lower().startswith("suspend")
    return "suspended" if told else None


def level(scene: Scene, frame: Frame) -> str | None:
    """The level that an arrangement has after the change."""
    told = dict(frame.codes).get(f"{frame.label}.level") or _suspended(scene, frame)
    severed = frame.label == "relations" and frame.detail == "ends" and frame.status != "denied"
    return "severed" if severed else told


def strength(scene: Scene, frame: Frame) -> Strength | None:
    """How many persons: the amount at the words that the reader marks, or of the holder's phrase."""
    if frame.label != "presence":
        return None
    spots = [scene.read.phrase(w) for w in frame.fillers("strength")]
    for amount in scene.amounts:
        if amount.kind != "money" and any(s < amount.end and amount.start < e for s, e in spots):
            return _whole(amount.low), _whole(amount.high)
    return None


def begun(scene: Scene, frame: Frame) -> Interval | None:
    """When a pact began that is told of by its age or its year («the accord of 1998», «a six-year-old treaty»)."""
    aged = _YEARS_OLD.search(scene.text)
    if aged and scene.published:
        middle = scene.published - timedelta(days=round(365.25 * int(aged[1])))
        return Interval(middle - timedelta(days=183), middle + timedelta(days=183))
    words = scene.text[scene.read.words[frame.trigger - 1].start :] if frame.detail == "continues" else scene.text
    dated = _OF_YEAR.search(words)
    return Interval(date(int(dated[1]), 1, 1), date(int(dated[1]), 12, 31)) if dated else None


def paired(first: Sequence[str], second: Sequence[str]) -> list[tuple[str, ...]]:
    """Relations are between two: each of the first with each of the second, or the two that are named together."""
    if first and second:
        return sorted({tuple(sorted((a, b))) for a in first for b in second if a != b})
    held = sorted({*first, *second})
    return [tuple(held)] if len(held) == 2 else []


def _whole(number: float | None) -> float | None:
    return int(number) if number is not None and number == int(number) else number
