"""The acts that a sentence tells: those that the reader saw, and those that its changes imply."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dragoman.coding import codebook
from dragoman.reader.sentence import Frame, ReadSentence

_AS_ACT = {"first": "actor", "second": "recipient", "strength": "amount"}
_OUSTED = re.compile(r"(?:oust|overthr|toppl|depos|unseat)", re.IGNORECASE)
#: how two states get on, whatever stands between them
_MOOD = re.compile(r"(?:deteriorat|worsen|sour|cool|strain|fray|chill|improv|warm|thaw)", re.IGNORECASE)
#: verbs by which a pact is consented to, and words by which the consent is told to be lacking
_CONSENTS, _LACKING = re.compile("ratif|approv|endors", re.IGNORECASE), frozenset(("still", "yet", "must"))


def is_mood(read: ReadSentence, frame: Frame) -> bool:
    """Whether words tell how relations are, not at which level («have soured»)."""
    breaks_down = any(read.word(c).lower() == "down" for c in read.children(frame.trigger))
    return frame.label == "relations" and (breaks_down or bool(_MOOD.match(read.word(frame.trigger))))


def is_switch(frame: Frame) -> bool:
    """Whether relations are told of more than two: they may end with one and begin with another («switched from A to B»)."""
    return frame.label == "relations" and len(frame.fillers("first")) > 2


def is_ouster(read: ReadSentence, frame: Frame) -> bool:
    """Whether somebody loses an office against the rules, as the reader or the verb says: a coup."""
    ends = (frame.label, frame.detail, frame.status) == ("office", "ends", "happened")
    return ends and (("office.exit", "irregular") in frame.codes or bool(_OUSTED.match(read.word(frame.trigger))))


def is_pending(read: ReadSentence, frame: Frame) -> bool:
    """Whether a pact is told to lack a consent that it needs: «parliament must still ratify it», «has yet to be approved»."""
    near = {read.word(c).lower() for w in (frame.trigger, read.head(frame.trigger)) if w for c in (w, *read.children(w))}
    return bool(_CONSENTS.match(read.word(frame.trigger))) and not near.isdisjoint(_LACKING)


def _stays(read: ReadSentence, frame: Frame) -> bool:
    """Whether forces are told not to leave («its troops will not leave for now»), whatever the act at that word is taken for."""
    goes = frame.label in ("CONCEDE", "RETREAT") and frame.status == "happened"
    here = [f for f in read.frames if f.trigger == frame.trigger and not f.act]
    denied = any(f.label in ("presence", "base") and (f.detail, f.status) == ("ends", "denied") for f in here)
    return goes and denied and any(read.word(c).lower() in ("not", "n't", "n’t", "never") for c in read.children(frame.trigger))


def _shared_status(read: ReadSentence, frame: Frame) -> str:
    """The status of a second infinitive, which is that of the first of its kind: «said that it would expel A and suspend B»."""
    word = frame.trigger
    if frame.status != "happened" or read.tag(word) != "VB" or read.relation(word) != "conj":
        return frame.status
    beside = (f.status for f in read.frames if f.act and f.trigger == read.head(word) and f.label == frame.label)
    return next(beside, frame.status)


def acts(read: ReadSentence) -> Iterator[Frame]:
    """The acts of a sentence, and those that changes done by a verb imply, where the reader saw no act at it: a pact launched, a
    president ousted. A consent that is lacking is not given."""
    seen = {(f.trigger, f.part) for f in read.frames if f.act}
    for frame in read.frames:
        if frame.act and _stays(read, frame):
            yield replace(frame, label="RETREAT", detail="withdraw", status="negated")
        elif frame.act:
            pending = frame.label == "SUPPORT" and is_pending(read, frame)
            yield replace(frame, status="negated" if pending else _shared_status(read, frame))
    for frame in read.frames:
        lacking = (frame.label, frame.detail) == ("agreement", "begins") and is_pending(read, frame)
        told = lacking or frame.status == "happened"
        if frame.act or is_mood(read, frame) or not told or not read.tag(frame.trigger).startswith("VB"):
            continue
        if (frame.trigger, frame.part) in seen:
            continue
        act = ("COERCE", None) if is_ouster(read, frame) else codebook.implied().get((frame.label, frame.detail or ""))
        if act:
            roles = tuple((_AS_ACT.get(role, role), word, share) for role, word, share in frame.roles if role != "name")
            seen.add((frame.trigger, frame.part))
            status = "negated" if lacking else frame.status
            yield replace(frame, act=True, label=act[0], detail=act[1], status=status, roles=roles, codes=())
