"""The encoder: an int8 ONNX file run over one sentence at a time.

Sentences are not padded into common batches: the scales of dynamic int8 depend on what shares a batch, and a sentence must read
the same whatever stands beside it. Two cores are used by running two sentences at once.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

from dragoman.reader.decoding import UNCALIBRATED, Thresholds, decode, sigmoid, softmax
from dragoman.reader.labels import ACTS, RELATIONS
from dragoman.reader.pairing import combined, of_acts
from dragoman.reader.sentence import ReadSentence
from dragoman.reader.words import Word, first_pieces, shape, words

FOLDER = Path(__file__).parent
#: pieces of a sentence that are read; what a longer sentence has beyond them is not
LIMIT = 256
_HEADS = ("tag", "entity", "act", "mode", "event_status", "change", "change_status", "detail", "head", "relation", "role",
          "vectors")  # fmt: skip
_WINDOW = 256
#: so many words are kept with their pieces: the same ones come again and again
_KEPT = 1 << 14
_SURROGATE = re.compile("[\ud800-\udfff]")  # half characters, which no tokenizer takes


def session(path: Path) -> ort.InferenceSession:
    """A network on one thread: the order in which numbers are added is the same every time."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # joined with the sum before it, a norm takes longer at this size
    return ort.InferenceSession(str(path), options, ["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"])


def set_in(folder: Path) -> Thresholds:
    """The thresholds of a folder of files."""
    held: dict[str, float] = json.loads((folder / "thresholds.json").read_text(encoding="utf-8"))
    return UNCALIBRATED | held


class Encoder:
    """Loads the model once; safe to share between threads. `thresholds` are those of its folder, unless others are given."""

    def __init__(self, folder: Path = FOLDER, thresholds: Thresholds | None = None) -> None:
        self._folder, self._thresholds = folder, thresholds or set_in(folder)
        self._tokens = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokens.no_padding()
        self._tokens.enable_truncation(LIMIT)
        self._edges = [self._tokens.token_to_id(mark) for mark in ("[CLS]", "[SEP]")]
        self._seen = lru_cache(_KEPT)(self._look)
        self._model = session(folder / "reader.onnx")

    @cached_property
    def version(self) -> str:
        """A short name of the weights and thresholds: the same input and version give the same reading."""
        held = (self._folder / "reader.onnx").read_bytes() + json.dumps(sorted(self._thresholds.items())).encode()
        return hashlib.sha256(held).hexdigest()[:8]

    @cached_property
    def _pair(self) -> ort.InferenceSession:
        return session(self._folder / "relate.onnx")

    def _look(self, word: str) -> tuple[list[int], int]:
        """The pieces and the shape of a word, which are the same wherever it stands."""
        held = self._tokens.encode([_SURROGATE.sub("\ufffd", word)], is_pretokenized=True, add_special_tokens=False)
        return held.ids, shape(word)

    def _inputs(self, cut: list[Word]) -> dict[str, NDArray[np.int64]]:
        seen = [self._seen(w.text) for w in cut]
        (begin, end), room = self._edges, LIMIT - 1
        ids = [begin, *(piece for pieces, _ in seen for piece in pieces)][:room]
        first = first_pieces([None, *(number for number, (pieces, _) in enumerate(seen) for _ in pieces)][:room])
        shapes = [4, *(form for _, form in seen[: len(first) - 1])]
        rows = {"ids": [*ids, end], "first": first, "shapes": shapes}
        return {name: np.asarray([row], dtype=np.int64) for name, row in rows.items()}

    def read(self, text: str) -> ReadSentence:
        """One sentence."""
        cut = [w for w in words(text) if w.text.strip()]
        if not cut:
            return ReadSentence(text, (), (), (), (), ())
        found = self._model.run(_HEADS, self._inputs(cut))
        return decode(text, cut, {name: array[0] for name, array in zip(_HEADS, found, strict=True)}, self._thresholds)

    def parse(self, cut: Sequence[str]) -> tuple[list[int], list[str]]:
        """Syntactic heads (from 1, 0 the root) and relations of words given as they are."""
        inputs = self._inputs([Word(text, 0, 0) for text in cut])
        heads, relations = self._model.run(["head", "relation"], inputs)
        return heads[0][1:].tolist(), [RELATIONS[i] for i in relations[0][1:]]

    def read_many(self, texts: Iterable[str], threads: int | None = None) -> Iterator[ReadSentence]:
        """Sentences in, in order; `threads` at once (default: the cores there are)."""
        count = threads or len(os.sched_getaffinity(0))
        if count == 1:
            yield from map(self.read, texts)
            return
        source = iter(texts)
        with ThreadPoolExecutor(count) as pool:
            while window := list(islice(source, _WINDOW)):
                yield from pool.map(self.read, window)

    def relate(self, text: str, actor: list[tuple[int, int]], recipient: list[tuple[int, int]]) -> dict[str, float]:
        """Probability of every PLOVER type (and `-`, none) for what the actor's words do to the recipient's."""
        cut = words(text)
        inputs = self._inputs(cut)
        vectors, acts, roles = self._model.run(["vectors", "act", "role"], inputs)
        masks = {"actor": self._mask(cut, actor, vectors.shape[1]), "recipient": self._mask(cut, recipient, vectors.shape[1])}
        pair = softmax(self._pair.run(None, {"vectors": vectors} | masks)[0][0])
        sides = [np.flatnonzero(mask[0]).tolist() for mask in masks.values()]
        if all(sides):
            pair = combined(pair, of_acts(softmax(acts[0]), sigmoid(roles[0]), *sides))
        return dict(zip(ACTS, pair.tolist(), strict=True))

    @staticmethod
    def _mask(cut: list[Word], spans: list[tuple[int, int]], width: int) -> NDArray[np.float32]:
        mask = np.zeros((1, width), dtype=np.float32)
        for i, word in enumerate(cut[: width - 1], 1):
            mask[0, i] = any(word.start < end and word.end > start for start, end in spans)
        return mask
