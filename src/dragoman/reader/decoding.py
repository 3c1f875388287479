"""From the model's scores to a read sentence."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.reader import labels
from dragoman.reader.sentence import Frame, ReadSentence
from dragoman.reader.words import Word

Scores = Mapping[str, NDArray[np.float32]]
#: probabilities from which something counts as found, and what makes confidences of them; set by `python -m training.calibrate`
Thresholds = Mapping[str, float]
#: slope and shift of confidences that are left as the model gives them
UNCALIBRATED = {"act slope": 1.0, "act shift": 0.0, "change slope": 1.0, "change shift": 0.0}
#: relations of what stands before its noun
_BEFORE_NOUN = frozenset(["det", "amod", "compound", "nummod"])
_VERBS = ("begins", "continues", "ends", "alters")


def logit(share: float) -> float:
    """The log-odds of a probability, kept away from the ends."""
    held = min(max(share, 1e-4), 1 - 1e-4)
    return math.log(held / (1 - held))


def _confidence(share: float, name: str, least: Thresholds) -> float:
    """How sure it is that what was found is right, 0 to 1."""
    odds = least[f"{name} slope"] * logit(share) + least[f"{name} shift"]
    return round(1 / (1 + math.exp(-odds)), 4)


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probabilities over the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), dtype=np.float32)


def sigmoid(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """A probability for each score."""
    return np.asarray(1 / (1 + np.exp(-np.minimum(np.maximum(scores, -30), 30))), dtype=np.float32)


@cache
def _allowed(kind: str) -> tuple[int, ...]:
    """Of the modes those that a type has, and none."""
    return 0, *(i for i, name in enumerate(labels.MODE_CLASSES) if name.startswith(f"{kind} "))


def _mode(scores: NDArray[np.float32], kind: str) -> str | None:
    """The likeliest mode among those that the type has, or none."""
    best = max(_allowed(kind), key=scores.tolist().__getitem__)
    return labels.MODE_CLASSES[best].partition(" ")[2] or None


def _roles(
    scores: NDArray[np.float32], trigger: int, classes: Sequence[str], least: Thresholds
) -> tuple[tuple[str, int, float], ...]:
    """(class, word, probability) of the fillers of one trigger, in the order of the classes; scores are (roles, W, W)."""
    shares = sigmoid(scores[:, trigger])
    lowest = np.array([least[f"role {name}"] for name in labels.ROLE_CLASSES])
    roles, words = (shares >= lowest[:, None]).nonzero()
    held = zip(roles.tolist(), words.tolist(), shares[roles, words].tolist(), strict=True)
    ranked = sorted((role, -round(share, 4), word) for role, word, share in held if word)
    named = ((labels.ROLE_CLASSES[role], word, -share) for role, share, word in ranked)
    return tuple(one for one in named if one[0] in classes)


_ACT_ROLES = ("actor", "recipient", "time", "place", "source", "amount")
_CHANGE_ROLES = ("first", "second", "name", "strength", "time", "place", "source")


def acts(scores: Scores, least: Thresholds) -> list[Frame]:
    """The acts of a sentence, each on its trigger."""
    shares, found = softmax(scores["act"]), []
    for word in (1 - shares[:, 0] >= least["act"]).nonzero()[0].tolist():
        if not word:
            continue
        kind = labels.TYPES[int(shares[word, 1:].argmax())]
        status = labels.EVENT_STATUSES[int(scores["event_status"][word].argmax())]
        found.append(
            Frame(True, word, kind, _mode(scores["mode"][word], kind), status,
                  _confidence(float(1 - shares[word, 0]), "act", least), _roles(scores["role"], word, _ACT_ROLES, least))
        )  # fmt: skip
    return found


def changes(scores: Scores, least: Thresholds) -> list[Frame]:
    """The changes of a sentence; one trigger may carry several."""
    shares, found = sigmoid(scores["change"]), []
    for word, which in zip(*(part.tolist() for part in (shares >= least["change"]).nonzero()), strict=True):
        if not word:
            continue
        kind, change = labels.CHANGE_CLASSES[which].split(" ")
        states = scores["change_status"][word].reshape(len(_VERBS), -1)[_VERBS.index(change)]
        found.append(
            Frame(False, word, kind, change, labels.CHANGE_STATUSES[int(states.argmax())],
                  _confidence(float(shares[word, which]), "change", least), _roles(scores["role"], word, _CHANGE_ROLES, least),
                  _codes(scores["detail"][word], kind, least["detail"]))
        )  # fmt: skip
    return found


def _codes(scores: NDArray[np.float32], kind: str, least: float) -> tuple[tuple[str, str], ...]:
    """Attributes of a change, at most one of each group, where likelier than not."""
    shares, best = sigmoid(scores), dict[str, tuple[float, str]]()
    for which in (shares >= least).nonzero()[0].tolist():
        group, value = labels.DETAIL_CLASSES[which].split(" ")
        if group.startswith(f"{kind}."):
            best[group] = max(best.get(group, (0.0, "")), (float(shares[which]), value))
    return tuple((group, value) for group, (_, value) in sorted(best.items()))


def mended(heads: Sequence[int], relations: Sequence[str], tags: Sequence[str]) -> list[int]:
    """The heads with what stands before a noun kept to the next noun: no article belongs to a noun beyond a verb."""
    held = list(heads)
    for i, (head, relation) in enumerate(zip(heads, relations, strict=True), 1):
        if relation in _BEFORE_NOUN and head > i + 1 and any(t.startswith("VB") for t in tags[i : head - 1]):
            held[i - 1] = next((k for k in range(i + 1, head + 1) if tags[k - 1].startswith("NN")), head)
    return held


def tagged(tags: Sequence[str]) -> tuple[str, ...]:
    """The tags with no interjection right after a modal: «would leave» has a verb."""
    return tuple("VB" if (before, tag) == ("MD", "UH") else tag for before, tag in zip(("", *tags), tags, strict=False))


def hung(heads: Sequence[int], relations: Sequence[str], words: Sequence[Word]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The parse with a later root that «that» opens hung on the first one: «Kenya announced that soldiers had left»."""
    held, names = list(heads), list(relations)
    roots = [i for i, (head, relation) in enumerate(zip(heads, relations, strict=True), 1) if (head, relation) == (0, "root")]
    for mark, (head, relation) in enumerate(zip(heads, relations, strict=True)):
        if relation == "mark" and head in roots[1:] and words[mark].text.lower() == "that":
            held[head - 1], names[head - 1] = roots[0], "ccomp"
    return tuple(held), tuple(names)


def untangled(heads: Sequence[int]) -> tuple[int, ...]:
    """The heads without cycles, which a greedy parse may have: the first word of a cycle hangs on the root instead."""
    held, rooted = list(heads), {0}
    for start in range(1, len(held) + 1):
        if start in rooted:
            continue
        seen, word = set[int](), start
        while word not in rooted and word not in seen:
            seen.add(word)
            word = held[word - 1]
        if word in seen:
            held[word - 1] = 0
        rooted |= seen
    return tuple(held)


def seated(heads: Sequence[int], relations: Sequence[str], tags: Sequence[str]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The parse with a noun that is taken for a root before one without a subject made its subject: «Sudan recalled its envoy»."""
    held, names, below = list(heads), list(relations), [set[str]() for _ in range(len(heads) + 1)]
    for head, relation in zip(heads, relations, strict=True):
        below[head].add(relation)
    verbs = [i for i, tag in enumerate(tags, 1) if heads[i - 1] == 0 and tag.startswith("VB")]
    for i, tag in enumerate(tags, 1):
        verb = next((v for v in verbs if v > i), 0)
        rooted = heads[i - 1] == 0 and relations[i - 1] == "root" and tag.startswith("NN") and "case" not in below[i]
        if rooted and verb and not below[verb] & {"nsubj", "nsubj:pass"}:
            held[i - 1], names[i - 1] = verb, "nsubj:pass" if "aux:pass" in below[verb] else "nsubj"
            below[verb].add("nsubj")
    return tuple(held), tuple(names)


def modified(words: Sequence[Word], tags: Sequence[str]) -> dict[int, int]:
    """Adjective -> its noun: of «the last French soldiers» it is the soldiers who left, whichever word is taken for them."""
    found = {}
    for i, (word, tag) in enumerate(zip(words, tags, strict=False), 1):
        noun = next((k for k in range(i + 1, min(i + 4, len(tags)) + 1) if not tags[k - 1].startswith("JJ")), 0)
        if tag.startswith("JJ") and word.text.islower() and noun and tags[noun - 1].startswith("NN"):
            found[i] = noun
    return found


def _moved(frame: Frame, nouns: Mapping[int, int]) -> Frame:
    """A frame whose roles are filled by the nouns of adjectives, each once."""
    if not any(word in nouns for _, word, _ in frame.roles):
        return frame
    shares: dict[tuple[str, int], float] = {}
    for role, word, share in frame.roles:
        at = role, nouns.get(word, word)
        shares[at] = max(share, shares.get(at, 0.0))
    return replace(frame, roles=tuple((role, word, share) for (role, word), share in shares.items()))


def decode(text: str, words: Sequence[Word], scores: Mapping[str, NDArray[Any]], least: Thresholds) -> ReadSentence:
    """A read sentence from the arrays of one sentence, without the batch axis; index 0 of every word axis is the root."""
    kept = words[: len(scores["head"]) - 1]

    def names(name: str, table: Sequence[str]) -> tuple[str, ...]:
        return tuple(table[i] for i in scores[name][1:].argmax(-1).tolist())

    relations = tuple(labels.RELATIONS[i] for i in scores["relation"][1:].tolist())
    found = [*acts(scores, least), *changes(scores, least)]
    frames = tuple(sorted(found, key=lambda f: (f.trigger, not f.act, f.label, f.detail or "")))
    tags = tagged(names("tag", labels.TAGS))
    heads, relations = seated(untangled(mended(scores["head"][1:].tolist(), relations, tags)), relations, tags)
    heads, relations = hung(heads, relations, kept)
    nouns = modified(kept, tags)
    lost = {i for i, noun in nouns.items() if relations[i - 1] == relations[noun - 1] or not heads[i - 1]}
    heads = tuple(nouns[i] if i in lost else head for i, head in enumerate(heads, 1))
    relations = tuple("amod" if i in lost else relation for i, relation in enumerate(relations, 1))
    frames = tuple(_moved(frame, nouns) for frame in frames)
    return ReadSentence(text, tuple(kept), tags, heads, relations, names("entity", labels.ENTITIES), frames,
                        scores.get("vectors"))  # fmt: skip
