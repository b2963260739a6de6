"""Fits weights over features: rankings listwise, probabilities by logistic regression."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from assistant.extractive.model import Logistic
from assistant.extractive.reader import Reading
from assistant.extractive.spans import SPAN_FEATURES, candidate_spans, measure_spans
from assistant.questions import Question


def fit_logistic(
    names: Sequence[str],
    rows: NDArray[np.float32],
    labels: NDArray[np.bool_],
    *,
    strength: float = 1.0,
    rising: Collection[str] = (),
) -> Logistic:
    """Logistic regression with features standardised; ``strength`` is scikit-learn's C.

    The weights of the features in ``rising`` are held at 0 or above: what they measure can
    make the label only likelier, however the examples were chosen.
    """
    mean, scale = rows.mean(0).astype(np.float64), rows.std(0).astype(np.float64) + 1e-6
    x = ((rows - mean) / scale).astype(np.float64)
    sign = np.where(labels, 1.0, -1.0)

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = sign * (x @ values[:-1] + values[-1])
        slope = -strength * sign * expit(-margin)
        total = strength * float(np.logaddexp(0.0, -margin).sum()) + 0.5 * float(
            values[:-1] @ values[:-1]
        )
        return total, np.append(x.T @ slope + values[:-1], slope.sum())

    bounds = [(0.0 if name in rising else None, None) for name in names] + [(None, None)]
    found = minimize(loss, np.zeros(len(names) + 1), jac=True, bounds=bounds, method="L-BFGS-B")
    return Logistic(tuple(names), mean, scale, found.x[:-1], float(found.x[-1]))


def fit_listwise(
    names: Sequence[str],
    groups: Sequence[tuple[NDArray[np.float32], NDArray[np.float64]]],
    *,
    decay: float = 1e-3,
    steps: int = 400,
) -> Logistic:
    """Weights that give most of a group's softmax to its best rows.

    A group is rows (n, features) and what each is worth in [0, 1]; the loss is the negative
    log of the expected worth.
    """
    every = np.concatenate([rows for rows, _ in groups])
    mean, scale = every.mean(0).astype(np.float64), every.std(0).astype(np.float64) + 1e-6
    width = max(len(rows) for rows, _ in groups)
    x = torch.zeros(len(groups), width, every.shape[1], dtype=torch.float64)
    worth = torch.zeros(len(groups), width, dtype=torch.float64)
    blocked = torch.ones(len(groups), width, dtype=torch.bool)
    for i, (rows, values) in enumerate(groups):
        x[i, : len(rows)] = torch.from_numpy((rows - mean) / scale)
        worth[i, : len(rows)] = torch.from_numpy(values)
        blocked[i, : len(rows)] = False
    w = torch.zeros(every.shape[1], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.Adam([w], lr=0.05)
    for _ in range(steps):
        shares = torch.softmax((x @ w).masked_fill(blocked, -1e9), dim=1)
        loss = -torch.log((shares * worth).sum(1) + 1e-3).mean() + decay * (w**2).sum()
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no types for it
        optimiser.step()
    return Logistic(tuple(names), mean, scale, w.detach().numpy(), 0.0)


def calibrated(
    ranker: Logistic, groups: Sequence[tuple[NDArray[np.float32], NDArray[np.float64]]]
) -> Logistic:
    """``ranker`` with slope and bias such that its logistic is a probability (Platt 1999)."""
    logits = np.concatenate([ranker.logits(rows) for rows, _ in groups])[:, None]
    labels = np.concatenate([values for _, values in groups]) > 0.5
    platt = LogisticRegression(C=1e6).fit(logits, labels)
    slope = float(platt.coef_[0, 0])
    bias = ranker.bias * slope + float(platt.intercept_[0])
    return Logistic(ranker.features, ranker.mean, ranker.scale, ranker.weights * slope, bias)


def fit_spans(read: Sequence[tuple[Question, str, Reading, tuple[int, int]]]) -> Logistic:
    """The scorer of candidate spans, from answering sentences, their readings and answers."""
    groups = []
    for question, text, reading, (start, end) in read:
        ranges = candidate_spans(question, text, reading)
        if not ranges:
            continue
        worth = np.array([token_f1(text[a:b], text[start:end]) for a, b in ranges])
        groups.append((measure_spans(question, text, reading, ranges), worth))
    return fit_listwise(SPAN_FEATURES, groups)


def token_f1(predicted: str, gold: str) -> float:
    """SQuAD's token F1: lower case, without articles and punctuation (Rajpurkar et al. 2016)."""
    a, b = _tokens(predicted), _tokens(gold)
    common = sum((Counter(a) & Counter(b)).values())
    return 2 * common / (len(a) + len(b)) if common else float(a == b)


def _tokens(text: str) -> list[str]:
    kept = "".join(c for c in text.lower() if c.isalnum() or c.isspace() or ord(c) > 127)
    return [word for word in kept.split() if word not in {"a", "an", "the"}]
