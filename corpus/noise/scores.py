"""Scores the blocks of a text: how probably each belongs to the document itself.

Logistic steps. The first sees a block's own signals and those of its neighbours. Each later one
sees the scores of the one before around the block, where the main body stands, what lies between
the block and that body, and how many of the block's content words occur in it.
The weights are fitted by ``scripts/fit_noise.py``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.documents import Block, BlockKind
from corpus.noise.signals import OWN, content_words, own_signals, words_of

Matrix = NDArray[np.float64]
WIDTHS = (1, 2, 4, 8)  # blocks on either side that are averaged
NEIGHBOURS = (-2, -1, 1, 2)
CONTEXT = (
    "prose", "function_words", "phrase", "full_stop", "words", "title_case", "truncated",
    "repeated", "date_line", "comment", "list_item", "length",
)  # fmt: skip
FAR = 30.0  # gaps on the way to the body beyond which it makes no difference
LEAD = 2  # blocks on either side of where the body starts that say what it is about
WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Step:
    """One logistic step: standardise, weigh, squash."""

    mean: Matrix
    scale: Matrix
    weights: Matrix
    bias: float

    def score(self, features: Matrix) -> Matrix:
        """Probabilities, shape (n,), for ``features`` of shape (n, d)."""
        z = ((features - self.mean) / self.scale) @ self.weights + self.bias
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(z, -30, 30))), dtype=np.float64)


def sizes(texts: Sequence[str]) -> Matrix:
    """The weight of each block when blocks are averaged: the root of its length."""
    return np.sqrt(np.array([min(len(text), 4_000) for text in texts], dtype=np.float64) + 1)


def smoothed(values: Matrix, weight: Matrix, width: int, *, include_own: bool) -> Matrix:
    """Weighted mean of ``values`` (n,) over ``width`` blocks on either side."""
    kernel = np.ones(2 * width + 1)
    if not include_own:
        kernel[width] = 0.0

    def around(series: Matrix) -> Matrix:
        return np.convolve(np.pad(series, width), kernel, mode="valid")

    return np.asarray(around(values * weight) / (around(weight) + 1e-9), dtype=np.float64)


def shifted(values: Matrix, offset: int) -> Matrix:
    """The value of the block ``offset`` further on, 0 beyond the ends."""
    result = np.zeros_like(values)
    if abs(offset) >= len(values):
        return result
    if offset > 0:
        result[:-offset] = values[offset:]
    else:
        result[-offset:] = values[:offset]
    return result


def first_features(blocks: Sequence[Block]) -> Matrix:
    """Own signals of each block and those of the blocks around it, shape (n, d)."""
    texts = [block.text for block in blocks]
    repeats = Counter(text.lower() for text in texts)
    own = np.array(
        [
            own_signals(
                text,
                words_of(text),
                repeats=repeats[text.lower()],
                is_list=block.kind is BlockKind.LIST_ITEM,
            )
            for block, text in zip(blocks, texts, strict=True)
        ],
        dtype=np.float64,
    ).reshape(len(texts), len(OWN))
    weight = sizes(texts)
    columns = [own]
    for name in CONTEXT:
        column = own[:, OWN.index(name)]
        around = [shifted(column, offset) for offset in NEIGHBOURS]
        around += [smoothed(column, weight, width, include_own=False) for width in WIDTHS[1:]]
        columns.append(np.stack(around, axis=1))
    return np.concatenate(columns, axis=1)


def body_range(scores: Matrix, weight: Matrix) -> tuple[int, int]:
    """The run [start, end) of blocks with the largest sum of (score - 1/2) x size."""
    best, best_range, total, start = 0.0, (0, 0), 0.0, 0
    for index, gain in enumerate((scores - 0.5) * weight):
        if total <= 0:
            total, start = 0.0, index
        total += float(gain)
        if total > best:
            best, best_range = total, (start, index + 1)
    return best_range


def barriers(gaps: Matrix, start: int, end: int) -> Matrix:
    """For each block, the sum of ``gaps`` on the way to the body [start, end); 0 inside it."""
    summed = np.concatenate([[0.0], np.cumsum(gaps)])
    index = np.arange(len(gaps))
    above = summed[start] - summed[np.minimum(index, start)]
    below = summed[np.maximum(index + 1, end)] - summed[end]
    return np.asarray(above + below, dtype=np.float64)


def lead_share(texts: Sequence[str], start: int) -> Matrix:
    """For each block, the share of its content words that the title and the lead use.

    The first block of a converted page is its title; the body starts under its headline.
    """
    places = {0, *range(max(0, start - LEAD), min(len(texts), start + LEAD))}
    per_block = [content_words(words_of(text)) for text in texts]
    result = []
    for index, words in enumerate(per_block):
        lead = frozenset().union(*(per_block[place] for place in places - {index}))
        result.append(len(words & lead) / len(words) if words else 0.0)
    return np.array(result, dtype=np.float64)


def nearby_mass(mass: Matrix, width: int) -> Matrix:
    """For each block, the share of all ``mass`` within ``width`` blocks on either side."""
    around = np.convolve(np.pad(mass, width), np.ones(2 * width + 1), mode="valid")
    return np.asarray(around / (mass.sum() + 1e-9), dtype=np.float64)


def coherence(texts: Sequence[str], scores: Matrix) -> Matrix:
    """For each block, the share of its content words that other body blocks use too."""
    per_block = [content_words(words_of(text)) for text in texts]
    weight: dict[str, float] = {}
    for words, score in zip(per_block, scores, strict=True):
        for word in words:
            weight[word] = weight.get(word, 0.0) + float(score)
    result = [
        sum(weight[word] - float(score) > 0.7 for word in words) / len(words) if words else 0.0
        for words, score in zip(per_block, scores, strict=True)
    ]
    return np.array(result, dtype=np.float64)


def second_features(blocks: Sequence[Block], first: Matrix, scores: Matrix) -> Matrix:
    """What the first step's ``scores`` (n,) show around each block, shape (n, d)."""
    texts = [block.text for block in blocks]
    weight = sizes(texts)
    count = len(texts)
    start, end = body_range(scores, weight**2)
    index = np.arange(count, dtype=np.float64)
    outside = np.maximum(np.maximum(start - index, index - (end - 1)), 0)
    logit = np.log((scores + 1e-4) / (1 - scores + 1e-4))
    related = coherence(texts, scores)
    inside = (outside == 0).astype(np.float64)
    own = first[:, : len(OWN)]
    columns = [
        logit,
        inside,
        np.minimum(outside / 10, 1.0),
        (index > end - 1).astype(np.float64),
        related,
        related * inside,
        related * own[:, OWN.index("prose")],
        inside * own[:, OWN.index("phrase")],
        inside * own[:, OWN.index("full_stop")],
        inside * own[:, OWN.index("length")],
        (1 - inside) * own[:, OWN.index("prose")],
    ]
    for width in WIDTHS:
        columns.append(smoothed(scores, weight, width, include_own=False))
        columns.append(smoothed(inside, weight, width, include_own=False))
    columns += [shifted(scores, offset) for offset in NEIGHBOURS]
    if start == end:
        start = int(np.argmax(smoothed(scores * weight, np.ones(count), 2, include_own=True)))
        end = start + 1
    for gaps in (
        own[:, OWN.index("opens_tail")],
        own[:, OWN.index("comment")],
        own[:, OWN.index("phrase")],
        (scores < 0.2).astype(np.float64),
    ):
        crossed = np.log1p(np.minimum(barriers(gaps, start, end), FAR))
        columns += [np.minimum(crossed, 0.7), crossed, crossed * (index >= end)]
    columns += [nearby_mass(scores * weight**2, width) for width in (4, 16)]
    columns.append(lead_share(texts, start))
    best = np.sort(scores)[::-1][: max(1, min(5, count))].mean()
    mass = float((scores * weight).sum() / weight.sum())
    columns += [np.full(count, best), np.full(count, mass)]
    before = np.minimum(shifted(scores, -1), np.maximum(shifted(scores, 1), shifted(scores, 2)))
    columns.append(before)
    return np.concatenate([np.stack(columns, axis=1), own], axis=1)


@lru_cache(maxsize=1)
def fitted_steps() -> tuple[Step, ...]:
    """The steps that ship with the package."""
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return tuple(
        Step(
            np.array(step["mean"]),
            np.array(step["scale"]),
            np.array(step["weights"]),
            float(step["bias"]),
        )
        for step in stored["steps"]
    )


def block_scores(blocks: Sequence[Block], steps: Sequence[Step] | None = None) -> Matrix:
    """The probability, shape (n,), that each of ``blocks`` belongs to the document itself."""
    if not blocks:
        return np.zeros(0)
    first_step, *later_steps = steps or fitted_steps()
    first = first_features(blocks)
    scores = first_step.score(first)
    for step in later_steps:
        scores = step.score(second_features(blocks, first, scores))
    return scores
