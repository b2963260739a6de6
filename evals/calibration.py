"""Whether confidence tells answerable questions from others, and means what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

BINS = 10


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """The questions in one bin: how many, their mean confidence, their share of positives."""

    questions: int
    confidence: float
    positive: float


def auroc(confidence: Sequence[float], positive: Sequence[bool]) -> float | None:
    """Area under the ROC curve (Mann-Whitney; ties count half); None without both classes."""
    scores, labels = np.array(confidence), np.array(positive, dtype=bool)
    above, below = scores[labels], scores[~labels]
    if not len(above) or not len(below):
        return None
    wins = (above[:, None] > below).mean() + 0.5 * (above[:, None] == below).mean()
    return float(wins)


def calibration_error(confidence: Sequence[float], positive: Sequence[bool]) -> float | None:
    """Expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    if not confidence:
        return None
    return sum(
        b.questions / len(confidence) * abs(b.confidence - b.positive)
        for b in calibration_bins(confidence, positive)
    )


def calibration_bins(
    confidence: Sequence[float], positive: Sequence[bool]
) -> tuple[CalibrationBin, ...]:
    """The bins of equal width that hold questions, lowest confidence first."""
    scores, labels = np.array(confidence), np.array(positive, dtype=float)
    bins = np.minimum((scores * BINS).astype(int), BINS - 1)
    return tuple(
        CalibrationBin(
            questions=int((bins == b).sum()),
            confidence=float(scores[bins == b].mean()),
            positive=float(labels[bins == b].mean()),
        )
        for b in np.unique(bins)
    )
