"""Fits the weights of the free-text scorer: python -m scripts.train_scorer [--data DIR].

Reads answers labelled by people and writes only fitted weights, with where they come from, to
``evals/scorer_weights.json``. ``python -m benchmarks.scorer`` measures by cross-validation.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from evals.grading import Grade, correctness_signals
from evals.logistic import WEIGHTS, Logistic
from evals.refusals import refusal_signals

DATA = Path("../shared/data")
LABELLED = Path("scorer-dev/labelled-answers.jsonl")
REFUSAL_C, CORRECT_C = 1.0, 0.1  # inverse strength of the L2 penalty
DIGITS = 5

Signals = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One answer and what a person said of it."""

    id: str
    question: str
    gold: str
    answer: str
    label: Grade


def read_labelled(path: Path) -> list[Labelled]:
    """The answers of a JSON Lines file; numbers in it are taken as their text."""
    labels = {"Correct Answer": Grade.CORRECT, "Incorrect Answer": Grade.INCORRECT}
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [
        Labelled(
            id=str(row["id"]),
            question=str(row["question"]),
            gold=str(row["gold_answer"]),
            answer=str(row["answer"]),
            label=labels.get(row["label"], Grade.REFUSAL),
        )
        for row in rows
    ]


def fit(signals: Sequence[Signals], positive: Sequence[bool], c: float) -> Logistic:
    """A logistic regression on standardised signals, its weights folded back to raw ones."""
    names = list(signals[0])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=c, max_iter=5000))
    model.fit(matrix(signals, names), np.array(positive))
    scaler, regression = model.steps[0][1], model.steps[1][1]
    weights = regression.coef_[0] / scaler.scale_
    intercept = regression.intercept_[0] - float(weights @ scaler.mean_)
    return Logistic(
        round(float(intercept), DIGITS),
        {name: round(float(w), DIGITS) for name, w in zip(names, weights, strict=True)},
    )


def fit_refusal(rows: Sequence[Labelled]) -> Logistic:
    """Refusal against any answer."""
    signals = [refusal_signals(r.answer) for r in rows]
    return fit(signals, [r.label is Grade.REFUSAL for r in rows], REFUSAL_C)


def fit_correct(rows: Sequence[Labelled]) -> Logistic:
    """Correct against incorrect, among ``rows`` that are no refusals."""
    answered = [r for r in rows if r.label is not Grade.REFUSAL]
    signals = [correctness_signals(r.question, r.gold, r.answer) for r in answered]
    return fit(signals, [r.label is Grade.CORRECT for r in answered], CORRECT_C)


def matrix(signals: Sequence[Signals], names: Sequence[str]) -> NDArray[np.float64]:
    """Shape (answers, signals)."""
    return np.array([[row[name] for name in names] for row in signals], dtype=np.float64)


def main() -> None:
    """Fit both models on every labelled answer and write them."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=DATA)
    path = arguments.parse_args().data / LABELLED
    rows = read_labelled(path)
    models = {"refusal": fit_refusal(rows), "correct": fit_correct(rows)}
    content = {
        "provenance": {
            "written_by": "python -m scripts.train_scorer",
            "data": "answers of language models to analysts' questions about company filings, "
            "labelled by people (results of patronus-ai/financebench); internal evaluation only",
            "data_sha256": sha256(path.read_bytes()).hexdigest(),
            "answers": len(rows),
            "method": "logistic regression, L2; weights in the signals' own units",
        },
        "models": {
            name: {"intercept": m.intercept, "weights": dict(m.weights)}
            for name, m in models.items()
        },
    }
    WEIGHTS.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    print(f"{WEIGHTS}: fitted on {len(rows)} answers")


if __name__ == "__main__":
    main()
