"""Several happenings that one verb tells, each with its date: «Bahrain reopened its airspace on 11 January and Egypt on the 12th».

The reader sees one frame with two actors and two times. Where fillers of a role and times take turns in the sentence, each time
ends the words of a happening of its own; what only the first of them names (the verb, «its airspace») they share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.reader.sentence import Frame, ReadSentence

#: word of the first happening -> the words that stand in its place in another
Parallels = Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The words from `start` to `end` that tell one happening, `time` the head of its date (0 without)."""

    start: int
    end: int
    time: int

    def holds(self, word: int) -> bool:
        return self.start <= word <= self.end


def spread(read: ReadSentence) -> ReadSentence:
    """The sentence with frames that tell several happenings in their parts."""
    groups: defaultdict[int, list[Frame]] = defaultdict(list)
    for frame in read.frames:
        groups[frame.trigger].append(frame)
    found = tuple(part for frames in groups.values() for part in _parts(read, frames))
    return replace(read, frames=found) if len(found) > len(read.frames) else read


def _parts(read: ReadSentence, frames: Sequence[Frame]) -> Iterator[Frame]:
    """The frames of one trigger, each for every happening; as they are where there is but one."""
    times = sorted({word for frame in frames for word in frame.fillers("time")})
    stretches = _stretches(read, frames, times) if len(times) > 1 else []
    parallels = [_parallels(read, frames, stretches[0], one) for one in stretches[1:]]
    if not stretches or not all(parallels):
        yield from frames
        return
    others = stretches[1:]
    for frame in frames:
        own = tuple(role for role in frame.roles if not any(one.holds(role[1]) for one in others))
        yield replace(frame, roles=own, part=(stretches[0].start, stretches[0].end))
        for one, instead in zip(others, parallels, strict=True):
            roles = {new[:2]: new for role in own for new in _moved(role, instead, one)}
            yield replace(frame, roles=tuple(roles.values()), part=(one.start, one.end))


def _stretches(read: ReadSentence, frames: Sequence[Frame], times: Sequence[int]) -> list[_Stretch]:
    """The words up to each date, and those after the last one where a role goes on in them; the later ones have no verb."""
    ends = [_end(read, word) for word in times]
    starts = [1, *(_start(read, end + 1) for end in ends)]
    found = [_Stretch(start, end, time) for start, end, time in zip(starts, ends, times, strict=False)]
    if any(one.end < one.start or _verb(read, one.start) <= one.end for one in found[1:]):
        return []
    rest = _Stretch(starts[-1], _verb(read, starts[-1]) - 1, 0)
    return [*found, rest] if _parallels(read, frames, found[0], rest) else found


def _verb(read: ReadSentence, start: int) -> int:
    """The first verb from a word on; where there is none, what would be the next word of the sentence."""
    count = len(read.words)
    return next((i for i in range(start, count + 1) if read.tag(i).startswith(("VB", "MD"))), count + 1)


def _start(read: ReadSentence, word: int) -> int:
    """The first word from here on that is no «and» and no comma."""
    count = len(read.words)
    return next((i for i in range(word, count + 1) if read.relation(i) not in ("cc", "punct")), count + 1)


def _end(read: ReadSentence, word: int) -> int:
    """The last word of a date: what follows on it and hangs on it, but for what is listed after it."""
    below, end = set(read.subtree(word)), word
    while end + 1 in below and read.relation(end + 1) not in ("conj", "cc", "punct"):
        end += 1
    return end


def _parallels(read: ReadSentence, frames: Sequence[Frame], first: _Stretch, other: _Stretch) -> Parallels:
    """Whom the words of the first happening are exchanged for in another: of one role of one frame the fillers of the other, for
    the first of its own and what is listed with it."""
    found: dict[int, tuple[int, ...]] = {}
    for frame in frames:
        for role in dict.fromkeys(role for role, _, _ in frame.roles if role != "time"):
            words = frame.fillers(role)
            here, there = [w for w in words if first.holds(w)], tuple(w for w in words if other.holds(w))
            if here and there:
                found |= {w: there for w in here if w == here[0] or here[0] in _listed(read, w)}
    return found


def _listed(read: ReadSentence, word: int) -> Iterator[int]:
    """The words that a word is listed after."""
    while read.relation(word) == "conj":
        word = read.head(word)
        yield word


def _moved(role: tuple[str, int, float], instead: Parallels, stretch: _Stretch) -> Iterator[tuple[str, int, float]]:
    """A role of the first happening as another has it."""
    name, word, share = role
    if name == "time":
        if stretch.time:
            yield name, stretch.time, share
        return
    yield from ((name, other, share) for other in instead.get(word, (word,)))
