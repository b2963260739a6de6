"""Learns where a question's answers lie among sentences: a low-rank map of its embedding.

Contrastive: the sentence that answers against the nearest that do not and those that answer
other questions (InfoNCE, van den Oord et al. 2018, arXiv:1807.03748).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from index.embeddings import Embedder
from scripts.extractive_training.public_questions import Asked

RANK = 64
EPOCHS = 4
BATCH = 128
NEGATIVES = 8
RATE = 2e-3
FIRST_SHARPNESS = 20.0


@dataclass(frozen=True)
class _Pairs:
    """Rows of ``vectors`` of n questions: right (n,) and wrong (n, NEGATIVES) sentences."""

    vectors: Tensor
    questions: Tensor
    right: Tensor
    wrong: Tensor


def train_meaning(asked: Sequence[Asked], embedder: Embedder, path: Path, seed: int = 0) -> None:
    """Learn from those of ``asked`` that are answered, and write ``path``."""
    torch.manual_seed(seed)
    pairs = _encoded([one for one in asked if one.good and one.bad], embedder)
    width = pairs.vectors.shape[1]
    up = torch.nn.Parameter(torch.zeros(width, RANK))
    down = torch.nn.Parameter(torch.randn(RANK, width) * width**-0.5)
    sharpness = torch.nn.Parameter(torch.tensor(FIRST_SHARPNESS).log())
    optimiser = torch.optim.AdamW([up, down, sharpness], lr=RATE, weight_decay=0.01)
    for _ in range(EPOCHS):
        order = torch.randperm(len(pairs.questions))
        for start in range(0, len(order), BATCH):
            loss = _loss(pairs, order[start : start + BATCH], up, down, sharpness)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch has no types for it
            optimiser.step()
    np.savez_compressed(path, up=_half(up), down=_half(down))


def _half(matrix: Tensor) -> NDArray[np.float16]:
    return np.asarray(matrix.detach().numpy(), dtype=np.float16)


def _encoded(answered: Sequence[Asked], embedder: Embedder) -> _Pairs:
    texts: dict[str, int] = {}
    for one in answered:
        for wanted in (one.good[0], *one.bad):
            texts.setdefault(wanted.question, len(texts))
            texts.setdefault(wanted.excerpt.sentence, len(texts))
    wrong = [
        [texts[one.bad[i % len(one.bad)].excerpt.sentence] for i in range(NEGATIVES)]
        for one in answered
    ]
    return _Pairs(
        torch.from_numpy(embedder.encode(list(texts))),
        torch.tensor([texts[one.good[0].question] for one in answered]),
        torch.tensor([texts[one.good[0].excerpt.sentence] for one in answered]),
        torch.tensor(wrong),
    )


def _loss(pairs: _Pairs, chosen: Tensor, up: Tensor, down: Tensor, sharpness: Tensor) -> Tensor:
    asked = pairs.vectors[pairs.questions[chosen]]
    asked = functional.normalize(asked + asked @ down.T @ up.T, dim=1)
    right = pairs.right[chosen]
    others = asked @ pairs.vectors[right].T
    # Two questions may have one answer.
    same = right[:, None] == right[None, :]
    others = others.masked_fill(same & ~torch.eye(len(chosen), dtype=torch.bool), -1.0)
    near = torch.einsum("qd,qnd->qn", asked, pairs.vectors[pairs.wrong[chosen]])
    logits = torch.cat([others, near], dim=1) * sharpness.exp()
    return functional.cross_entropy(logits, torch.arange(len(chosen)))
