"""Teaches the question encoder where answers lie among sentences as they are indexed.

Contrastive: the sentence that answers against the nearest that do not and those that answer
other questions (InfoNCE, van den Oord et al. 2018, arXiv:1807.03748).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from assistant.extractive.meaning import QuestionEncoder
from index.embeddings import Embedder
from scripts.extractive_training.public_questions import Asked

EPOCHS = 2
BATCH = 128
LIKE = 64  # batches among which questions of like length are put together
NEGATIVES = 8
RATE = 5e-4
WARM_UP = 50  # steps
DROPOUT = 0.1
FIRST_SHARPNESS = 20.0


@dataclass(frozen=True)
class _Taught:
    """A question and the rows of the sentences that answer it, and of near ones that do not."""

    question: str
    right: tuple[int, ...]
    wrong: tuple[int, ...]


def train_meaning(asked: Sequence[Asked], embedder: Embedder, path: Path, seed: int = 0) -> None:
    """Learn from those of ``asked`` that are answered, and write ``path``."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    taught, vectors = _taught([one for one in asked if one.good and one.bad], embedder)
    encoder = QuestionEncoder(None)
    sharpness = torch.nn.Parameter(torch.tensor(FIRST_SHARPNESS).log())
    trained = [*(p for p in encoder.upper.parameters() if p.requires_grad), sharpness]
    optimiser = torch.optim.AdamW(trained, lr=RATE, weight_decay=0.01)
    batches = [batch for _ in range(EPOCHS) for batch in _batches(taught, chance)]
    started, total = perf_counter(), 0.0
    for step, batch in enumerate(batches):
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / WARM_UP) * (1 - step / len(batches))
        with torch.autocast("cpu", torch.bfloat16):
            asked_vectors = encoder.encode([one.question for one in batch], DROPOUT)
        loss = _loss(asked_vectors.float(), batch, vectors, sharpness, chance)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no types for it
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        total += float(loss.detach())
        if step % 100 == 99:
            minutes = (perf_counter() - started) / 60
            print(f"  {step + 1}/{len(batches)}: loss {total / 100:.3f}, {minutes:.1f} min",
                  flush=True)  # fmt: skip
            total = 0.0
    learnt = encoder.upper.state_dict().items()
    np.savez_compressed(
        path,
        **{n: v.numpy().astype(np.float16) for n, v in learnt if n.endswith((".up", ".down"))},
    )


def _taught(answered: Sequence[Asked], embedder: Embedder) -> tuple[list[_Taught], Tensor]:
    """What is learnt, and the vectors of the sentences, each once, shape (sentences, width)."""
    rows: dict[str, int] = {}
    taught = [
        _Taught(
            one.good[0].question,
            tuple(rows.setdefault(w.excerpt.sentence, len(rows)) for w in one.good),
            tuple(rows.setdefault(w.excerpt.sentence, len(rows)) for w in one.bad),
        )
        for one in answered
    ]
    return taught, torch.from_numpy(embedder.encode(list(rows)))


def _batches(taught: Sequence[_Taught], chance: random.Random) -> list[list[_Taught]]:
    """Batches in random order, of questions of like length: less padding."""
    order = chance.sample(taught, len(taught))
    chunk = LIKE * BATCH
    like = [
        one
        for start in range(0, len(order), chunk)
        for one in sorted(order[start : start + chunk], key=lambda one: len(one.question))
    ]
    batches = [like[i : i + BATCH] for i in range(0, len(like) - BATCH + 1, BATCH)]
    return chance.sample(batches, len(batches))


def _loss(
    asked: Tensor,
    batch: Sequence[_Taught],
    vectors: Tensor,
    sharpness: Tensor,
    chance: random.Random,
) -> Tensor:
    right = [chance.choice(one.right) for one in batch]
    wrong = [[one.wrong[i % len(one.wrong)] for i in range(NEGATIVES)] for one in batch]
    # Another question's answer may answer this one too.
    also = torch.tensor(
        [
            [i != j and row in one.right for j, row in enumerate(right)]
            for i, one in enumerate(batch)
        ]
    )
    others = (asked @ vectors[torch.tensor(right)].T).masked_fill(also, -1.0)
    near = torch.einsum("qd,qnd->qn", asked, vectors[torch.tensor(wrong)])
    logits = torch.cat([others, near], dim=1) * sharpness.exp()
    return functional.cross_entropy(logits, torch.arange(len(batch)))
