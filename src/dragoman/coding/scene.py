"""A sentence of a report on its way to being coded: what the reader saw in it, with its dates and amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from dragoman.coding.sides import SIDELESS
from dragoman.grounding.dates import DateSpan
from dragoman.grounding.grammar import DEMANDS
from dragoman.reader.sentence import Frame, ReadSentence
from dragoman.rows import Amount, Span

#: clause relations at which the words of one happening end and those of another begin
_BESIDE = frozenset({"parataxis", "discourse", "conj", "cc", "list", "advcl", "acl:relcl", "appos", "vocative"})
#: a filler this much less likely than the best of its role counts only where it is coordinated with it
_RIVAL = 0.6
#: Penn tags of words that point at a party without naming it: pronouns, determiners, «there», numbers
_POINTING = ("PRP", "PRP$", "DT", "WDT", "WP", "WP$", "EX", "RB", "CD")
_LEAVING = {("RETREAT", "withdraw"), ("presence", "ends"), ("presence", "alters"), ("base", "ends"), ("CONCEDE", None)}
#: «switched recognition from A to B» breaks with A
_BREAKING = {("SANCTION", "discontinue"), ("relations", "ends"), ("relations", "alters")}
#: acts that are done with or for somebody: «against» tells of another
_FRIENDLY = {"REQUEST", "AID", "SUPPORT", "AGREE", "COOPERATE", "CONSULT"}
#: prepositions of where a war is fought
_PLACED = frozenset({"in", "at", "near", "inside", "across", "over", "around"})
_OTHER_SIDE = {"actor": "recipient", "recipient": "actor", "first": "second", "second": "first"}
#: verbs that say only how far an act has come
_ASPECT = frozenset(
    ("begin", "begins", "began", "begun", "start", "starts", "started", "continue", "continues", "continued", "keep", "keeps",
     "kept", "go", "goes", "went", "stop", "stopped")
)  # fmt: skip
#: sentence, trigger, and where in it the part of a frame begins
Spot = tuple[int, int, int]
_TRIM = " \t\r\n,;:.–—-"


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """Offsets of `read` and of `dates` and `amounts` are characters from `start`, the sentence's place in the report."""

    number: int
    paragraph: int
    kind: str
    start: int
    text: str
    read: ReadSentence
    published: date | None
    dates: Sequence[DateSpan] = field(default=())
    amounts: Sequence[Amount] = field(default=())

    def spot(self, word: int) -> int:
        """Offset of a word in the report."""
        return self.start + self.read.words[word - 1].start

    def place(self, frame: Frame) -> Spot:
        """Where a frame stands in the report: sentence, trigger, and the word where its part begins."""
        return self.number, frame.trigger, frame.part[0]

    def span(self, start: int, end: int) -> Span:
        """A stretch of the sentence as a span of the report."""
        return Span(self.start + start, self.start + end, self.text[start:end])

    def fillers(self, frame: Frame, *classes: str) -> list[int]:
        """The words that fill these roles: the likeliest, those coordinated with it, and nouns for relative pronouns."""
        return list(_filled(self, frame, classes))

    def _fill(self, frame: Frame, classes: Sequence[str]) -> list[int]:
        found: set[int] = set()
        for name in classes:
            rated = [(word, share) for role, word, share in frame.roles if role == name and not self._apart(frame, word)]
            shares = {word: share for word, share in rated if not self._rather(frame, name, word, share)}
            best = max(shares.values(), default=0.0)
            strong = {w for w, share in shares.items() if share >= _RIVAL * best}
            found |= strong | {w for w in shares if self.read.relation(w) == "conj" and self.read.head(w) in strong}
        if not found:
            return []
        if {"actor", "first"} & set(classes) and frame.label not in SIDELESS:
            found = self._own(frame, found)
        if not frame.part[1]:
            found |= {w for one in found for w in self._named_beside(one)}
        leaves = (frame.label, frame.detail) in _LEAVING and {"recipient", "second"} & set(classes)
        if leaves or (frame.label, frame.detail) in _BREAKING:
            found = self._left_behind(frame, found)
        turns = frame.label == "SUPPORT" or (frame.label, frame.detail) == ("relations", "begins")
        if turns and any("to" in self.case(w) for w in found):
            found = {w for w in found if "from" not in self.case(w)}  # «switched recognition from A to B»
        return sorted({w for one in found for w in self._antecedents(one)})

    def _apart(self, frame: Frame, word: int) -> bool:
        """Whether the preposition of a word says that it is no party: «met without China», «asked for help against Mali»."""
        while self.read.relation(word) == "conj" and not self.case(word):
            word = self.read.head(word)
        case = self.case(word)
        if frame.label == "hostilities" and case & _PLACED and not self._is_owned(frame.trigger):
            return True  # «the war in Ukraine»
        return "without" in case or ("against" in case and frame.label in _FRIENDLY)

    def _is_owned(self, word: int) -> bool:
        """Whether a noun says whose it is («Russia's war in Ukraine», «the Russian invasion»)."""
        before = [c for c in self.read.children(word) if c < word]
        return any(self.read.relation(c) == "nmod:poss" or self.read.word(c)[0].isupper() for c in before)

    def _own(self, frame: Frame, words: set[int]) -> set[int]:
        """Of those who may act, the subject of the trigger and its list; who only says so is another («A says that B left»)."""
        own = self.subject(frame.trigger)
        if own not in words or self.read.tag(own) == "PRP":
            return words
        return {w for w in words if w == own or own in self.read.above(w) or self.read.head(w) == frame.trigger}

    def case(self, word: int) -> set[str]:
        """The prepositions of a word («from», «out of» as «out» and «of»)."""
        return {self.read.word(c).lower() for c in self.read.children(word) if self.read.relation(c) == "case"}

    def adverb(self, word: int, text: str) -> int | None:
        """The adverb that hangs on a word («where», «already»)."""
        return next((c for c in self.read.children(word) if self.read.word(c).lower() == text), None)

    def cases(self, frame: Frame, role: str) -> set[str]:
        """The prepositions of the fillers of a role."""
        return {case for word in frame.fillers(role) for case in self.case(word)}

    def receives(self, frame: Frame, role: str) -> bool:
        """Whether the fillers of a role stand with «to»: those to whom something is handed over."""
        return bool(frame.fillers(role)) and all("to" in self.case(w) for w in frame.fillers(role))

    def _left_behind(self, frame: Frame, words: set[int]) -> set[int]:
        """Of the places of a departure, that which is left: «from Chad to Germany» is a departure from Chad."""
        beside = {*words, *self.read.children(frame.trigger)}
        leaves = any("from" in self.case(w) for w in beside)
        return {w for w in words if not leaves or "from" in self.case(w) or not self.case(w) & {"to", "for", "into"}}

    def subject(self, word: int) -> int:
        """The subject of an active verb, shared with the verb that it is coordinated with; 0 where there is none."""
        read = self.read
        for verb in (word, *read.above(word)):
            below = {read.relation(c): c for c in reversed(read.children(verb))}
            if "aux:pass" in below or not read.tag(verb).startswith(("VB", "JJ")):
                return 0
            if "nsubj" in below:
                return below["nsubj"]
            if read.relation(verb) not in ("conj", "xcomp"):
                return 0
        return 0

    def _subject_over(self, word: int) -> int:
        """The subject of the nearest verb above a word that has one before it."""
        for verb in self.read.above(word):
            if self.read.tag(verb).startswith("VB"):
                subjects = [c for c in self.read.children(verb) if self.read.relation(c) == "nsubj" and c < word]
                if subjects:
                    return subjects[0]
        return 0

    def leaves_out(self, frame: Frame, role: str, *, common: bool = False) -> bool:
        """Whether a sentence leaves a party out, or only points at it; one that it names and nobody knows is not left out.

        With `common`, nouns point too: «the last 80 soldiers left» are somebody's, whom the report has told of.
        """
        pointing = (*_POINTING, "NN", "NNS") if common else _POINTING
        return all(self.read.tag(word) in pointing for word in frame.fillers(role))

    @staticmethod
    def _rather(frame: Frame, role: str, word: int, share: float) -> bool:
        """Whether a word that could act and be acted upon is likelier the other of the two."""
        rivals = {w: s for r, w, s in frame.roles if r == _OTHER_SIDE.get(role)}
        best = max(rivals.values(), default=0.0)
        return rivals.get(word, 0.0) > max(share, _RIVAL * best)

    def _named_beside(self, word: int) -> list[int]:
        """Names coordinated with a name: «A, B and C», «the leaders of A, B and C» are one list, whichever the reader saw."""
        read = self.read
        owners = [c for c in read.children(word) if self._is_owner(c)] if read.tag(word) == "NNS" else []
        if owners:
            return [w for owner in owners for w in self._named_beside(owner) if w != owner]
        first = read.head(word) if read.relation(word) == "conj" else word
        if not all(read.tag(w).startswith("NNP") or any(map(self._is_owner, read.children(w))) for w in (word, first)):
            return []
        return [first, *(c for c in read.children(first) if read.relation(c) == "conj" and read.tag(c).startswith("NNP"))]

    def _is_owner(self, word: int) -> bool:
        """Whether a name tells whose its noun is: «the leaders of Niger»."""
        return self.read.relation(word) == "nmod" and self.read.tag(word).startswith("NNP") and "of" in self.case(word)

    def _antecedents(self, word: int) -> list[int]:
        """Whom a word goes back to: «Ethiopia and Eritrea, which made peace» are both, where the clause hangs on the first."""
        noun = self.antecedent(word)
        return [noun, *(w for w in self._named_beside(noun) if w < word)] if noun != word else [noun]

    def antecedent(self, word: int) -> int:
        """The noun that a relative pronoun stands for, the subject that «its», «their» or the «it» of a clause go back to."""
        read = self.read
        if read.tag(word) == "PRP$":
            return self._subject_over(word) or word
        if read.tag(word) == "PRP" and read.relation(word).startswith("nsubj"):
            return self._speaker(word) or word
        if read.tag(word) not in ("WDT", "WP", "WP$"):
            return word
        verb = next((w for w in (word, *read.above(word)) if read.relation(w) == "acl:relcl"), 0)
        noun = read.head(verb)
        while noun and read.relation(noun) == "appos" and read.head(noun):
            noun = read.head(noun)
        return noun or word

    def _speaker(self, word: int) -> int:
        """Of «Ecuador announced that it would quit», Ecuador: the subject of the verb whose content a pronoun's clause is."""
        read = self.read
        verb = read.head(word)
        if read.relation(verb) != "ccomp" or read.word(word).lower() in ("there", "you"):
            return 0
        if DEMANDS.match(read.word(read.head(verb))):  # who demands it is another
            return 0
        subjects = [c for c in read.children(read.head(verb)) if read.relation(c) == "nsubj" and c < word]
        return subjects[0] if subjects and read.tag(subjects[0]).startswith("NN") else 0

    def things(self, verb: int) -> str:
        """The words of what is done to something, with the prepositions of what follows («missiles at»); of «which», its noun."""
        read = self.read
        hung = [c for c in read.children(verb) if read.relation(c) in ("obj", "nsubj:pass")]
        words = {w for c in hung for w in (read.subtree(c) if self.antecedent(c) == c else (self.antecedent(c),))}
        words |= {w for c in read.children(verb) if read.relation(c) == "obl" and c > verb for w in read.children(c)}
        return " ".join(read.word(w) for w in sorted(words) if w in hung or read.relation(w) != "det")

    def beside(self, word: int) -> list[int]:
        """The nouns in apposition to a name: what it is called after, or what is said of it."""
        read = self.read
        if read.relation(word) == "appos":
            return [read.head(word)]
        return [c for c in read.children(word) if read.relation(c) == "appos"]

    def phrase(self, word: int) -> Span:
        """The noun phrase around a word, as a span of the report."""
        return self.span(*self.read.phrase(word))

    def tense(self, frame: Frame) -> str:
        """The tense of the clause that tells a frame (see `ReadSentence.tense`)."""
        word = clause_head(self.read, frame.trigger)
        found = self.read.tense(word)
        while found == "none" and self._runs_along(word):
            word = self.read.head(word)
            found = self.read.tense(word)
        return found

    def _runs_along(self, word: int) -> bool:
        """Whether a verb has the time of the one above it: «answered by closing», «began to shell»."""
        read = self.read
        if read.relation(word) == "advcl":
            return read.tag(word) == "VBG"
        return read.relation(word) == "xcomp" and read.word(read.head(word)).lower() in _ASPECT

    def is_ever_since(self, frame: Frame) -> bool:
        """Whether an act has gone on «ever since»."""
        read, verb = self.read, clause_head(self.read, frame.trigger)
        return any(read.word(c).lower() == "since" and read.relation(c) == "advmod" for c in read.children(verb))

    def is_just(self, frame: Frame) -> bool:
        """Whether an act has only just been done."""
        return self.adverb(clause_head(self.read, frame.trigger), "just") is not None

    def evidence(self, frame: Frame) -> Span:
        """The words that tell a frame: the smallest clause that holds its trigger and its parties."""
        parties = frame.fillers("actor", "recipient", "first", "second")
        held = self._gathered(frame.trigger, parties)
        first, last = frame.part
        if last:
            held = [w for w in held if w <= last and first == 1] or list(range(first, last + 1))
        start, end = self.read.words[held[0] - 1].start, self.read.words[held[-1] - 1].end
        while start < end and self.text[start] in _TRIM:
            start += 1
        while end > start + 1 and self.text[end - 1] in _TRIM:
            end -= 1
        return self.span(start, end)

    def _gathered(self, trigger: int, parties: Sequence[int]) -> list[int]:
        """The words from the first to the last that tell it; a clause above counts only if the trigger belongs to it."""
        held = self._clause(trigger)
        for above in self.read.above(trigger):
            wider = self._clause(above)
            if trigger not in wider or all(held[0] <= p <= held[-1] for p in parties):
                break
            held = wider
        return held

    def _clause(self, word: int) -> list[int]:
        return self.read.subtree(word, without=_BESIDE)


@lru_cache(maxsize=256)
def _filled(scene: Scene, frame: Frame, classes: tuple[str, ...]) -> tuple[int, ...]:
    """The fillers of roles, which are asked for again and again while a sentence is coded."""
    return tuple(scene._fill(frame, classes))


def clause_head(read: ReadSentence, word: int) -> int:
    """The predicate over a trigger: the trigger itself if it is a verb, else the nearest verb that governs it."""
    if read.tag(word).startswith("VB"):
        return word
    return next((w for w in read.above(word) if read.tag(w).startswith("VB")), word)
