"""What a speech act is about: the act or the change that its words promise, demand or blame."""

from __future__ import annotations

from dragoman.coding.scene import Scene
from dragoman.coding.sides import STATIONED
from dragoman.reader.sentence import Frame

#: what opens a clause that tells what is asked, promised or blamed
_ABOUT = {"to", "of", "for", "that", "from", "against"}


def is_content(scene: Scene, frame: Frame, of: Frame) -> bool:
    """Whether one frame tells what the speech act of another is about: «agreed to withdraw», «accused it of arming»."""
    read, below = scene.read, frame.trigger
    for word in read.above(frame.trigger):
        name = read.relation(below)
        if name not in ("xcomp", "ccomp", "acl", "advcl", "conj") or (name == "conj" and word == of.trigger):
            return False
        if name == "advcl" and not _tells_content(scene, below):
            return False
        if word == of.trigger:
            return True
        below = word
    return False


def _tells_content(scene: Scene, verb: int) -> bool:
    """Whether a clause beside a verb may tell what that is about («to», «of», «for»), not when or how it was done («after»)."""
    opens = {scene.read.word(c).lower() for c in scene.read.children(verb) if scene.read.relation(c) in ("mark", "case", "advmod")}
    return bool(opens & _ABOUT)


def promises_to_leave(scene: Scene, frame: Frame) -> bool:
    """A departure announced, agreed or promised is CONCEDE (rules, Events 7)."""
    if (frame.label, frame.detail) == ("RETREAT", "withdraw") and frame.status == "happened":
        return scene.tense(frame) == "future"
    content = [f for f in scene.read.frames if f is not frame and is_content(scene, f, frame)]
    return frame.label == "AGREE" and any(
        f.label == "CONCEDE" or (f.label in STATIONED and (f.detail, f.status) == ("ends", "planned")) for f in content
    )
