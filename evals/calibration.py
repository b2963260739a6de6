"""Whether confidence tells answerable questions from others, and means what it says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

BINS = 10


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
    scores, labels = np.array(confidence), np.array(positive, dtype=float)
    bins = np.minimum((scores * BINS).astype(int), BINS - 1)
    gaps = [
        (bins == b).mean() * abs(scores[bins == b].mean() - labels[bins == b].mean())
        for b in np.unique(bins)
    ]
    return float(sum(gaps))
