"""What an act does to an arrangement by itself: a membership left, measures taken, forces expelled.

A rule takes the event, the frame of its act and the word that tells it, and gives (frame of the change, its roles, its type) for
each change made.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from dragoman.coding import codebook
from dragoman.coding.offices import OfficeRoles
from dragoman.coding.sides import has_soil, is_body
from dragoman.coding.titles import whole
from dragoman.reader.sentence import Frame
from dragoman.rows import Event

Made = list[tuple[Frame, OfficeRoles, str | None]]
Consequence = Callable[[Event, Frame, str], Made]
#: what the status of an act says of the change that it makes
_STATUS_OF = {
    "happened": "happened", "historical": "happened", "future": "planned", "hypothetical": "possible", "negated": "denied",
}  # fmt: skip
#: «recalled its envoy to the bloc» leaves no body
_RECALLS = re.compile(r"(?:re)?call|summon", re.IGNORECASE)
#: types of which a measure against another state may be one
_MEASURES = {"COERCE", "SANCTION", "RETREAT", "CONCEDE", "REJECT"}
_MIGRANTS = re.compile(r"\b(?:migrants?|refugees?|asylum|smugglers?)\b", re.IGNORECASE)
#: a verb of recognition with whom or what is recognised right behind it
RECOGNISES = re.compile(r"(?i:recogni[sz]\w*)\s+(?:(?i:either|neither|both|him|her|them|the|an?|its|his|their)\b|[A-Z])")
#: what is recognised as such, not as something or something of it: «X», «the state of X», not «X as president», «X's claim»
_AS_SUCH = re.compile(
    r"recogni[sz]\w*\s+(?:the\s+)?(?:state of\s+)?(?P<names>(?:[A-Z][\w.-]*(?:,?\s+(?:and\s+|of\s+|the\s+)*)?)+)"
    r"(?:(?:state|republic)\b|$|[,;.]|(?:in|on|last|this|after|when|as an? (?:independent|sovereign|state))\b)"
)
_LIST = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
#: «until May to remove its ambassador and its soldiers»
_TO_REMOVE = re.compile(
    r"\bto (?:remove|withdraw|pull|take|bring|get)\b[^.;]*\b(?:forces?|troops|soldiers|contingents?|garrisons?)\b", re.IGNORECASE
)
FORCES = re.compile(r"\b(?:forces?|troops|soldiers|contingents?|garrisons?|peacekeepers|mercenaries|trainers)\b", re.IGNORECASE)


def membership_left(event: Event, frame: Frame, word: str) -> Made:
    """Whoever leaves an organisation ends a membership (rules, Events 8), whatever else its verb may be said of."""
    if (event.type, event.modes) != ("SANCTION", ("withdraw",)) or not all(is_body(p) for p in event.recipients):
        return []
    if _RECALLS.match(word):
        return []
    status = _STATUS_OF[event.status] if frame.act or frame.status == "happened" else frame.status
    meant = replace(frame, act=False, label="membership", detail="ends", status=status, codes=())
    pairs = [(a, b) for a in event.actors for b in event.recipients if not is_body(a)]
    return [(meant, {"member": a.id, "organisation": b.id}, None) for a, b in pairs]


def measures_taken(event: Event, frame: Frame, word: str) -> Made:
    """Borders closed, flights stopped and assets frozen to press another are sanctions of their type (rules, Changes 4)."""
    if event.type not in _MEASURES or _MIGRANTS.search(event.evidence.text):
        return []
    made = codebook.measures(word, event.evidence.text)
    if not made:
        return []
    meant = _meant(frame, "sanctions", made[0], event)
    pairs = [(a.id, b.id) for a in event.actors for b in event.recipients if b.span and a.id != b.id]
    return [(meant, {"imposer": a, "target": b}, kind) for a, b in pairs for kind in made[1]]


def forces_expelled(event: Event, frame: Frame, word: str) -> Made:
    """Forces that a state sends away are there no longer; those that it gives some days are to go (rules, Changes 6)."""
    if (event.type, event.modes) != ("SANCTION", ("expel",)):
        return []
    told = _TO_REMOVE.search(event.evidence.text)
    forces = [p for p in event.recipients if told or (p.span and FORCES.search(p.span.text))]
    meant = _meant(frame, "presence", "ends", event)
    meant = replace(meant, status="planned") if told and meant.status == "happened" else meant
    pairs = [(a.id, b.id) for a in forces for b in event.actors if has_soil(b) and a.id != b.id]
    return [(meant, {"holder": a, "host": b}, None) for a, b in pairs]


def recognised(event: Event, frame: Frame, word: str) -> Made:
    """Who recognises a state as such has relations with it from then on; who promises to, will have them."""
    if event.type not in ("SUPPORT", "AGREE") or not word.lower().startswith("recogni"):
        return []
    names = named_as_such(event.evidence.text)
    meant = _meant(frame, "relations", "begins", event)
    meant = replace(meant, status="planned") if event.type == "AGREE" and meant.status == "happened" else meant
    pairs = {tuple(sorted((a.id, b.id))) for a in event.actors for b in event.recipients if b.id in names and a.id != b.id}
    return [(meant, {"parties": pair}, None) for pair in sorted(pairs)]


def named_as_such(words: str) -> set[str]:
    """The states that words tell are recognised, nobody where it is a government or a claim."""
    told = _AS_SUCH.search(words)
    ids = {whole(one.strip()) for one in _LIST.split(told["names"])} if told else set()
    return {i for i in ids if i}


def _meant(frame: Frame, kind: str, change: str, event: Event) -> Frame:
    return replace(frame, act=False, label=kind, detail=change, status=_STATUS_OF[event.status], codes=())
