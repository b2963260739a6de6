"""The trained weights that ship with the answerer, and how they are applied."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MODEL = Path(__file__).with_name("model.json")
FORMAT = 3


@dataclass(frozen=True)
class Logistic:
    """Logistic regression over named features, standardised first."""

    features: tuple[str, ...]
    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]
    bias: float

    def logits(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Shape (n, features) to (n,)."""
        standard = (np.asarray(rows, dtype=np.float64) - self.mean) / self.scale
        out: NDArray[np.float64] = standard @ self.weights + self.bias
        return out

    def probabilities(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The logistic of the logits, in (0, 1)."""
        out: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(self.logits(rows), -30, 30)))
        return out


@dataclass(frozen=True)
class Model:
    """Every trained part.

    ``near`` ranks sentences before any is read, by words and meaning; ``sentence`` ranks those
    read, ``span`` the words in one, and ``answerable`` says whether the best answers at all.
    """

    near: Logistic
    sentence: Logistic
    span: Logistic
    answerable: Logistic


@cache
def load_model(path: Path = MODEL) -> Model:
    """The model at ``path``.

    Raises:
        ValueError: the file is of another format, or its features are not ours.
    """
    stored = json.loads(path.read_text(encoding="utf-8"))
    if stored.get("format") != FORMAT:
        raise ValueError(f"{path} has format {stored.get('format')}, this code reads {FORMAT}")
    return Model(**{name: _logistic(part) for name, part in stored["parts"].items()})


def _logistic(part: dict[str, list[float] | list[str] | float]) -> Logistic:
    features, bias = part["features"], part["bias"]
    if not isinstance(features, list) or not isinstance(bias, float):
        raise ValueError("a part of the model lacks its features or its bias")
    return Logistic(
        features=tuple(str(name) for name in features),
        mean=np.asarray(part["mean"], dtype=np.float64),
        scale=np.asarray(part["scale"], dtype=np.float64),
        weights=np.asarray(part["weights"], dtype=np.float64),
        bias=bias,
    )
