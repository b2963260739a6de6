"""Intervals of a mean whose observations come in clusters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evals.fact_types import Frozen

RESAMPLES = 10_000
SEED = 20_240_229
LEVEL = 0.95
_BATCH = 500
# Sums of floats that should cancel leave a rest in the 16th digit, which is not a difference.
_DIGITS = 12


class Interval(Frozen):
    """An interval [low, high] at the 95% level."""

    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        """Whether zero lies outside."""
        return self.low > 0 or self.high < 0


def clustered_interval(
    values: Sequence[float],
    clusters: Sequence[str],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Interval:
    """The 95% percentile interval of the mean of ``values``.

    ``clusters[i]`` names the cluster of ``values[i]``. Each resample draws as many whole
    clusters as there are, with replacement, and takes the mean of all their values, so that
    values of one cluster are never counted as independent.

    Sources: Efron and Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13
    (percentile interval); Field and Welsh 2007, "Bootstrapping clustered data", Journal of the
    Royal Statistical Society B 69 (drawing whole clusters).

    Raises:
        ValueError: there are no values, or not one cluster for each.
    """
    if not values:
        raise ValueError("An interval needs at least one value.")
    if len(values) != len(clusters):
        raise ValueError(f"{len(values)} values need as many clusters, not {len(clusters)}.")
    members = np.unique(np.asarray(clusters, dtype=str), return_inverse=True)[1]
    sums = np.bincount(members, weights=np.asarray(values, dtype=float)).astype(np.float64)
    sizes = np.bincount(members).astype(np.float64)
    means = _resampled_means(sums, sizes, resamples, np.random.default_rng(seed))
    tail = (1 - LEVEL) / 2
    low, high = np.round(np.quantile(means, [tail, 1 - tail]), _DIGITS)
    return Interval(low=float(low) + 0.0, high=float(high) + 0.0)


def _resampled_means(
    sums: NDArray[np.float64],
    sizes: NDArray[np.float64],
    resamples: int,
    generator: np.random.Generator,
) -> NDArray[np.float64]:
    """Means of shape (resamples,), drawn in batches so that memory stays small."""
    chance = np.full(len(sums), 1 / len(sums))
    means = []
    for first in range(0, resamples, _BATCH):
        draws = generator.multinomial(len(sums), chance, size=min(_BATCH, resamples - first))
        means.append((draws @ sums) / (draws @ sizes))
    return np.concatenate(means)
