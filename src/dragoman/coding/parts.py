"""Who plays which part in the acts and changes of a report, as a small network sees it that has the whole report before it.

The reader sees one sentence at a time, so what it says of two sides ends at the full stop. The network goes over the mentions of a
report, its sentences, its acts and its changes, each with its word vector, and tells how likely every mention is to be on the
first side of an act or a change (its actor, the holder, the member), and on the second (its recipient, the host, the organisation),
or that there is none. It is trained by `training/parts.py` on whole reports of whose acts and changes somebody told both sides;
what the coding makes of its opinion is in `meant`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from dragoman.coding.acts import acts
from dragoman.coding.bearings import Ids
from dragoman.coding.scene import Scene
from dragoman.grounding.cast import Cast
from dragoman.grounding.referents import Referent
from dragoman.reader.encoder import session
from dragoman.reader.labels import ACTS
from dragoman.reader.sentence import Frame, ReadSentence
from dragoman.rows import KINDS

MODEL = Path(__file__).parent / "data" / "parts.onnx"
MENTION, ACT, SENTENCE = range(3)
#: the roles that stand on the two sides of an act, and of a change
SIDES = ("actor", "recipient")
CHANGE_SIDES = ("first", "second")
#: roles of which the network is told which mentions may fill them, the sides of acts and of changes alike
ROLES = (*SIDES, "place")
_AS = dict(zip(CHANGE_SIDES, SIDES, strict=True))
#: what acts and changes tell: a type of act, or a kind of arrangement of which no person is a party
LABELS = (*ACTS, *(kind for kind in KINDS if "person" not in KINDS[kind]))
#: what the network is told of a mention in an act: how likely its words fill each role, and whether those of each side stand for it
HINTS = len(ROLES) + len(SIDES)
#: sentences that are looked at together, and how many before them are looked at with them
_AT_ONCE, _BEFORE = 24, 12
#: sentences apart from which on two words are far apart; and how many sentences are told apart by their place
FAR, PLACES = 5, 12
#: how near two words can be: so many sentences before or after, or in the same before, or one word
NEAR = 2 * FAR + 3
#: the same entity, one of the same, or others
SAME = 3

#: sentence, trigger, where its part begins, and type of an act
Key = tuple[int, int, int, str]
#: whom the words stand for that the reader takes for the two sides of an act or a change
ByWords = Mapping[Key, tuple[Ids, Ids]]


def key(scene: Scene, frame: Frame) -> Key:
    """What names an act or a change in its report."""
    return (*scene.place(frame), frame.label)


def sides(frame: Frame) -> tuple[str, str]:
    """The roles on the two sides of an act or a change."""
    return SIDES if frame.act else CHANGE_SIDES


def told(read: ReadSentence) -> list[Frame]:
    """The acts of a sentence, and its changes, each kind once a word."""
    changes: dict[tuple[int, tuple[int, int], str], Frame] = {}
    for frame in read.frames:
        if not frame.act and frame.label in LABELS:
            changes.setdefault((frame.trigger, frame.part, frame.label), frame)
    return [*acts(read), *changes.values()]


@dataclass(frozen=True, slots=True)
class Share:
    """How likely who plays a part in an act: nobody, everybody by id, and those who are mentioned together."""

    nobody: float
    alone: Mapping[str, float]
    together: Mapping[Ids, float]

    def of(self, ids: Ids) -> float:
        """How likely those are to play the part, together where they are several."""
        if not ids:
            return self.nobody
        return self.alone.get(min(ids), 0.0) if len(ids) == 1 else self.together.get(ids, 0.0)

    def weakest(self, ids: Ids) -> float:
        """How likely the least likely of those is."""
        return min((self.alone.get(one, 0.0) for one in ids), default=self.nobody)

    def best(self) -> float:
        """How likely the likeliest is."""
        return max(self.nobody, *self.alone.values(), *self.together.values())


Parts = Mapping[Key, tuple[Share, Share]]


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the network is shown of a stretch of a report: T mentions, sentences, acts and changes.

    `vectors` are (T, 384); `kinds`, `places` (of the sentence) and `labels` (0, or 1 and the number of the type) are (T,); `near`,
    (T, T), says how far apart two are and whether they are the same; `roles`, (T, T, HINTS), what a mention is taken for in which
    act or change.
    """

    vectors: NDArray[np.float32]
    kinds: NDArray[np.int64]
    places: NDArray[np.int64]
    labels: NDArray[np.int64]
    near: NDArray[np.int64]
    roles: NDArray[np.float32]
    ids: list[Ids]
    acts: dict[Key, int]

    def inputs(self) -> dict[str, NDArray[np.float32] | NDArray[np.int64]]:
        """By the names of the network's inputs."""
        return {name: getattr(self, name) for name in ("vectors", "kinds", "places", "labels", "near", "roles")}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: int
    scene: Scene
    word: int
    vector: NDArray[np.float32]
    start: int = 0
    end: int = 0
    ids: Ids = frozenset()
    frame: Frame | None = None


@cache
def _network() -> ort.InferenceSession:
    return session(MODEL)


def survey(cast: Cast, scenes: Sequence[Scene], by_words: ByWords) -> Parts:
    """Who plays which part in the acts of a report; of nothing where its sentences come without vectors."""
    found: dict[Key, tuple[Share, Share]] = {}
    for tokens in stretches(cast, scenes, by_words):
        shares = _network().run(None, tokens.inputs())[0]
        found |= {name: opinion(tokens, shares[:, at]) for name, at in tokens.acts.items()}
    return found


def opinion(tokens: Tokens, shares: NDArray[np.float32]) -> tuple[Share, Share]:
    """What the network says of one act: (sides, 1 + T) probabilities, that of nobody first."""
    one, two = (_share(tokens.ids, row) for row in shares.tolist())
    return one, two


def _share(ids: Sequence[Ids], row: Sequence[float]) -> Share:
    alone: dict[str, float] = {}
    together: dict[Ids, float] = {}
    for held, share in zip(ids, row[1:], strict=True):
        for one in held:
            alone[one] = alone.get(one, 0.0) + share
        if len(held) > 1:
            together[held] = together.get(held, 0.0) + share
    return Share(row[0], alone, together)


def stretches(cast: Cast, scenes: Sequence[Scene], by_words: ByWords) -> Iterator[Tokens]:
    """What the network is shown: the acts of so many sentences, with the first of the report and some before them."""
    mentions: defaultdict[int, list[Referent]] = defaultdict(list)
    for one in cast.referents:
        mentions[one.sentence].append(one)
    for start in range(0, len(scenes), _AT_ONCE):
        own = range(start, min(start + _AT_ONCE, len(scenes)))
        shown = [scenes[n] for n in (*sorted({0, *range(max(0, start - _BEFORE), start)} - {*own}), *own)]
        tokens = [t for scene in shown for t in _of(scene, mentions[scene.number], acting=scene.number in own)]
        if any(t.kind == ACT for t in tokens):
            yield _shown(tokens, by_words)


def _of(scene: Scene, mentions: Sequence[Referent], *, acting: bool) -> Iterator[_Token]:
    """The mentions of a sentence, the sentence itself, and its acts and changes."""
    vectors = scene.read.vectors
    if vectors is None:
        return
    starts = [scene.spot(word) for word in range(1, len(scene.read.words) + 1)]
    for one in mentions:
        held = [n for n, start in enumerate(starts, 1) if one.start <= start < one.end]
        if held:
            yield _Token(MENTION, scene, held[0], vectors[held].mean(0), one.start, one.end, frozenset(one.ids))
    yield _Token(SENTENCE, scene, 0, vectors[0])
    for frame in told(scene.read) if acting else ():
        yield _Token(ACT, scene, frame.trigger, vectors[frame.trigger], frame=frame)


def _shown(tokens: Sequence[_Token], by_words: ByWords) -> Tokens:
    numbers = np.array([t.scene.number for t in tokens], dtype=np.int64)
    return Tokens(
        vectors=np.stack([t.vector for t in tokens]),
        kinds=np.array([t.kind for t in tokens], dtype=np.int64),
        places=np.minimum(numbers, PLACES - 1),
        labels=np.array([1 + LABELS.index(t.frame.label) if t.frame else 0 for t in tokens], dtype=np.int64),
        near=_apart(numbers, np.array([t.word for t in tokens])) * SAME + _same([t.ids for t in tokens]),
        roles=np.concatenate([_roles(tokens), _by_words(tokens, by_words)], 2),
        ids=[t.ids for t in tokens],
        acts={key(t.scene, t.frame): at for at, t in enumerate(tokens) if t.frame},
    )


def _apart(sentences: NDArray[np.int64], words: NDArray[np.int64]) -> NDArray[np.int64]:
    """(T, T): how many sentences the second is after the first; the last two where it stands before it in its own, or at it."""
    apart, after = np.clip(sentences[None] - sentences[:, None], -FAR, FAR), words[None] - words[:, None]
    return np.select([(apart == 0) & (after < 0), (apart == 0) & (after == 0)], [NEAR - 2, NEAR - 1], apart + FAR)


def _same(ids: Sequence[Ids]) -> NDArray[np.int64]:
    """(T, T): 2 where both are the same, 1 where they have somebody in common, else 0."""
    known = {one: n for n, one in enumerate(sorted(frozenset().union(*ids)))}
    held = np.zeros((len(ids), len(known)), dtype=np.float32)
    for row, those in zip(held, ids, strict=True):
        row[[known[one] for one in those]] = 1
    common, counts = held @ held.T, held.sum(1)
    alike = (common == counts[:, None]) & (common == counts[None])
    return np.where(common > 0, 1 + alike, 0).astype(np.int64)


def _roles(tokens: Sequence[_Token]) -> NDArray[np.float32]:
    """(T, T, roles): how likely the reader takes words of a mention for what in an act."""
    found = np.zeros((len(tokens), len(tokens), len(ROLES)), dtype=np.float32)
    for at, token in enumerate(tokens):
        for name, word, share in token.frame.roles if token.frame else ():
            role = _AS.get(name, name)
            spot = token.scene.spot(word)
            for n, one in enumerate(tokens) if role in ROLES else ():
                if one.start <= spot < one.end:
                    found[at, n, ROLES.index(role)] = max(found[at, n, ROLES.index(role)], share)
    return found


def _by_words(tokens: Sequence[_Token], by_words: ByWords) -> NDArray[np.float32]:
    """(T, T, sides): whether those of a mention are among those whom the words of a side stand for."""
    found = np.zeros((len(tokens), len(tokens), len(SIDES)), dtype=np.float32)
    for at, token in enumerate(tokens):
        for side, ids in enumerate(by_words.get(key(token.scene, token.frame), ()) if token.frame else ()):
            found[at, [n for n, one in enumerate(tokens) if one.ids and one.ids <= ids], side] = 1
    return found
