"""Which sentences a question means: its embedding, moved to where answers lie.

An embedding puts a question near whatever speaks of the same things. A sentence that answers
often says it in none of the question's words ("walk away" and "termination"), and this much
can be learnt: a linear map of the question's vector alone, so that the vectors of sentences
stay as they were indexed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embeddings import DEFAULT_MODEL

WEIGHTS = Path(__file__).with_name("meaning.npz")


@dataclass(frozen=True, slots=True)
class QuestionVectors:
    """A question's embedding, and where its answers are looked for; both of length 1."""

    plain: NDArray[np.float32]
    meant: NDArray[np.float32]


@dataclass(frozen=True)
class Meaning:
    """A linear update of question vectors, shape (dimension, dimension)."""

    update: NDArray[np.float32]

    def of(self, vector: NDArray[np.float32]) -> QuestionVectors:
        """The vectors of the question whose embedding is ``vector``."""
        moved = vector + self.update @ vector
        return QuestionVectors(vector, np.asarray(moved / np.linalg.norm(moved), np.float32))


@cache
def load_meaning(model: str, dimension: int) -> Meaning:
    """What was learnt for the embedding model ``model``; for one not learnt for, no update."""
    if model != DEFAULT_MODEL:
        return Meaning(np.zeros((dimension, dimension), np.float32))
    stored = np.load(WEIGHTS)
    return Meaning(stored["up"].astype(np.float32) @ stored["down"].astype(np.float32))
