"""Averages readers into one that is better than each.

Wortsman et al. 2022, arXiv:2203.05482.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np


def average_readers(readers: Sequence[Path], path: Path) -> None:
    """Write to ``path`` the mean of ``readers``, each trained on from the one before.

    Only so do their low-rank factors stand for the same directions, and may be averaged one by
    one.

    Raises:
        ValueError: they are of different shape.
    """
    stored = [dict(np.load(each)) for each in readers]
    first = stored[0]
    for other in stored[1:]:
        if {name: value.shape for name, value in other.items()} != {
            name: value.shape for name, value in first.items()
        } or any(other[name] != first[name] for name in ("lower", "rank")):
            raise ValueError("readers of different shape cannot be averaged")
    means = {
        name: value
        if name in {"lower", "rank"}
        else np.mean([each[name].astype(np.float32) for each in stored], 0).astype(value.dtype)
        for name, value in first.items()
    }
    np.savez_compressed(path, **means)
