"""A logistic regression over named signals, with weights kept in a JSON file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

WEIGHTS = Path(__file__).with_name("scorer_weights.json")


@dataclass(frozen=True, slots=True)
class Logistic:
    """Intercept and one weight per signal, in the signals' own units."""

    intercept: float
    weights: Mapping[str, float]

    def probability(self, signals: Mapping[str, float]) -> float:
        """The probability in (0, 1) that ``signals`` speak for the positive class.

        Raises:
            KeyError: a weight has no signal, so signals and weights are of two versions.
        """
        score = self.intercept + sum(w * signals[name] for name, w in self.weights.items())
        return float(1 / (1 + np.exp(-score)))


@cache
def load_logistic(name: str, path: Path = WEIGHTS) -> Logistic:
    """The model called ``name`` in the weights file, which scripts/train_scorer.py writes."""
    model = json.loads(path.read_text("utf-8"))["models"][name]
    return Logistic(intercept=model["intercept"], weights=model["weights"])
