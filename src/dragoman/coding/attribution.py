"""Who says that something occurred, where the reader tied no source to it: «…, its foreign ministry said», «by Seoul's count».

A verb put after a clause («…, said X», «…, the ministry in Y said») often stands beside its subject in the parse and not over it:
the subject is looked for among the words around the verb as well.
"""

from __future__ import annotations

import re

from dragoman.coding.scene import Scene, clause_head
from dragoman.reader.sentence import Frame, ReadSentence

_SAYS = re.compile(
    r"(?:sa(?:id|ys?)|announce[sd]?|report(?:s|ed)?|claim(?:s|ed)?|confirm(?:s|ed)?|added|told|tells?|insist(?:s|ed)?|maintain(?:s|ed)?"
    r"|stat(?:es|ed)|declare[sd]?|acknowledge[sd]?|admit(?:s|ted)?|repeat(?:s|ed)|allege[sd]?|assert(?:s|ed)?|writes?|wrote)$",
    re.IGNORECASE,
)
#: those that have whom they speak to for an object
_TELLS = re.compile(r"t(?:old|ells?)$", re.IGNORECASE)
#: what one denies is told by its content; «A left; B denied it» is the denial alone
_DENIES = re.compile(r"den(?:y|ies|ied)$", re.IGNORECASE)
#: «by Manila's count»
_ACCOUNT = re.compile(r"(?:count|account|estimate|reckoning|telling|version|figures)$", re.IGNORECASE)
#: a question to be answered with yes or no, with who asks before it («Question: Has X agreed?»)
_ASKS = re.compile(
    r"(?:[A-Z]\w*: )?(?:Has|Have|Had|Did|Does|Do|Is|Are|Was|Were|Will|Would|Can|Could|Should|May|Might)\b.*\?\W*$", re.DOTALL
)
#: acts that are done by words: who says that he will or does, does them
_SPOKEN = frozenset({"CONCEDE", "AGREE", "REQUEST", "THREATEN", "ACCUSE", "REJECT"})


def is_spoken(scene: Scene, frame: Frame) -> bool:
    """Whether whoever says that he does it thereby does it: «X said that it would help»."""
    return frame.label in _SPOKEN and frame.status != "negated" and scene.tense(frame) not in ("past", "pluperfect")


def is_asked(scene: Scene, frame: Frame) -> bool:
    """Whether a question asks if an act occurred («Has X agreed?»); what it tells besides did («Has X agreed, after Y left?»)."""
    own = clause_head(scene.read, frame.trigger)
    told = (scene.read.relation(w).startswith(("acl", "advcl")) for w in (own, *scene.read.above(own)))
    return bool(_ASKS.match(scene.text)) and not any(told)


def sayer(scene: Scene, frame: Frame) -> int:
    """The word for who says that an act occurred; 0 where the report says so itself."""
    read, own = scene.read, clause_head(scene.read, frame.trigger)
    over = _over(read, own)
    for verb in (*over, *_behind(read, own)):
        below = {read.relation(c): c for c in reversed(read.children(verb))}
        says = _SAYS.match(read.word(verb)) or (verb in over and _DENIES.match(read.word(verb)))
        if says and read.tag(verb).startswith("VB") and ("obj" not in below or _TELLS.match(read.word(verb))):
            return below.get("nsubj") or (0 if verb in over else _beside(read, verb))
    return _accounting(scene, own)


def _first(read: ReadSentence, own: int) -> int:
    """The first of the clauses that a clause is coordinated with."""
    return next((w for w in (own, *read.above(own)) if read.relation(w) != "conj"), own)


def _over(read: ReadSentence, own: int) -> list[int]:
    """The verb whose content a clause is: «X said that A had left and that B had stayed»."""
    first = _first(read, own)
    if any(read.word(c).lower() == "that" and read.relation(c) == "mark" for c in read.children(own)):
        return [read.head(own)] if read.head(own) else []
    return [read.head(first)] if read.relation(first) == "ccomp" else []


def _behind(read: ReadSentence, own: int) -> list[int]:
    """The clauses put after one beside it, which the parse takes for an aside or for another root: «A left, X said»."""
    first = _first(read, own)
    if read.relation(first) == "acl:relcl":
        return []  # «X, which left in May, said»
    beside = {*read.children(first), *read.children(0)} if read.head(first) == 0 else set(read.children(own))
    return sorted(w for w in beside if w > own and read.relation(w) in ("parataxis", "root"))


def _beside(read: ReadSentence, verb: int) -> int:
    """The head of the nouns right before a verb of saying, or right after it, up to a comma; 0 where none stand there."""
    for run in (_run(read, verb, -1), _run(read, verb, 1)):
        for word in run:
            if read.tag(word).startswith("NN") and read.head(word) not in run:
                return word
    return 0


def _run(read: ReadSentence, verb: int, step: int) -> list[int]:
    """The words from a verb to the next mark of punctuation on one side, in the order of the text."""
    words, at = [], verb + step
    while 0 < at <= len(read.words) and read.relation(at) != "punct":
        words.append(at)
        at += step
    return sorted(words)


def _accounting(scene: Scene, own: int) -> int:
    """Who vouches in a phrase beside the verb: «according to X», «by X's count»."""
    read = scene.read
    for word in (c for clause in {own, _first(read, own)} for c in read.children(clause) if read.relation(c) == "obl"):
        cases = [read.word(c).lower() for c in read.children(word) if read.relation(c) == "case"]
        if "according" in cases:
            return word
    told = {own, _first(read, own), *read.above(own)}
    for word in (w for w in range(1, len(read.words) + 1) if _ACCOUNT.match(read.word(w))):
        owner = next((c for c in read.children(word) if read.relation(c) == "nmod:poss"), 0)
        if owner and scene.case(word) & {"by", "in"} and told.intersection(read.above(word)):
            return owner
    return 0
