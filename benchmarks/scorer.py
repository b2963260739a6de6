"""Agreement of the free-text scorer with people: python -m benchmarks.scorer [--data DIR].

Cross-validated: no question of a test fold is seen in fitting, whichever model answered it.
Peers in the same run: a crude refusal pattern and a crude numeric matcher. With
``--held-out FILE`` the shipped weights are measured on other labelled answers instead. Exits
with 1 below a bar, with 3 where the data is absent.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sklearn.model_selection import GroupKFold

from evals.figure_signals import find_numbers, is_figure
from evals.grading import Grade, is_correct
from evals.logistic import Logistic, load_logistic
from evals.refusals import refusal_signals
from scripts.train_scorer import DATA, LABELLED, Labelled, fit_correct, fit_refusal, read_labelled

FOLDS = 10
BARS = {"refusal F1": 0.92, "accuracy, gold is a figure": 0.92, "accuracy, all": 0.85}
CRUDE_REFUSAL = re.compile(
    r"cannot|can't|unable to|not (?:provided|available|possible|disclosed|specified)|"
    r"do(?:es)? not (?:have|contain|provide|include|mention|specify)|don't have|sorry|"
    r"no information|insufficient",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled answer with what scorer and peer say of it."""

    row: Labelled
    refusal: bool
    correct: bool

    @property
    def crude_refusal(self) -> bool:
        """One pattern, anywhere."""
        return CRUDE_REFUSAL.search(self.row.answer) is not None

    @property
    def crude_correct(self) -> bool:
        """Every gold number among the answer's, to 1 %; without one, the gold's own words."""
        wanted = find_numbers(self.row.gold)
        stated = [n.value for n in find_numbers(self.row.answer)]
        if not wanted:
            return self.row.gold.strip().casefold() in self.row.answer.casefold()
        return all(any(abs(s - w.value) <= 0.01 * w.value for s in stated) for w in wanted)


def judge(rows: Sequence[Labelled], refusal: Logistic, correct: Logistic) -> list[Judged]:
    """Both models on ``rows``."""
    return [
        Judged(
            row,
            refusal.probability(refusal_signals(row.answer)) > 0.5,
            is_correct(row.question, row.gold, row.answer, correct),
        )
        for row in rows
    ]


def cross_validate(rows: Sequence[Labelled]) -> list[Judged]:
    """Each row judged by models fitted without any answer to its question."""
    judged: list[Judged] = []
    for train, test in GroupKFold(FOLDS).split(rows, groups=[row.id for row in rows]):
        seen = [rows[i] for i in train]
        judged += judge([rows[i] for i in test], fit_refusal(seen), fit_correct(seen))
    return judged


def precision_recall_f1(pairs: Sequence[tuple[bool, bool]]) -> tuple[float, float, float]:
    """Of (found, true) pairs."""
    hits = sum(found and true for found, true in pairs)
    precision = hits / max(sum(found for found, _ in pairs), 1)
    recall = hits / max(sum(true for _, true in pairs), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def main() -> int:
    """Print the table; the exit code says whether every bar is reached."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=DATA)
    arguments.add_argument("--held-out", type=Path)
    options = arguments.parse_args()
    console = Console()
    path = options.held_out or options.data / LABELLED
    if not path.is_file():
        console.print(f"scorer: {path} is absent, nothing is measured", markup=False)
        return 3
    rows = read_labelled(path)
    if options.held_out:
        judged = judge(rows, load_logistic("refusal"), load_logistic("correct"))
    else:
        judged = cross_validate(rows)
    table, reached = _table(judged)
    console.print(table)
    missed = [f"{name} {reached[name]:.3f} < {b}" for name, b in BARS.items() if reached[name] < b]
    console.print("below the bar: " + "; ".join(missed) if missed else "every bar is reached")
    return 1 if missed else 0


def _table(judged: Sequence[Judged]) -> tuple[Table, dict[str, float]]:
    answered = [j for j in judged if j.row.label is not Grade.REFUSAL]
    figures = [j for j in answered if is_figure(j.row.gold)]
    text = [j for j in answered if not is_figure(j.row.gold)]
    truth = [j.row.label is Grade.REFUSAL for j in judged]
    ours = precision_recall_f1([(j.refusal, t) for j, t in zip(judged, truth, strict=True)])
    crude = precision_recall_f1([(j.crude_refusal, t) for j, t in zip(judged, truth, strict=True)])
    table = Table("agreement with people", "answers", "ours", "crude peer", "bar")
    reached = {"refusal F1": ours[2]}
    for name, a, b in zip(("refusal precision", "refusal recall"), ours, crude, strict=False):
        table.add_row(name, str(len(judged)), f"{a:.3f}", f"{b:.3f}", "")
    table.add_row("refusal F1", str(len(judged)), f"{ours[2]:.3f}", f"{crude[2]:.3f}", "0.92")
    for name, group in (
        ("accuracy, gold is a figure", figures),
        ("accuracy, gold is text", text),
        ("accuracy, all", answered),
    ):
        reached[name] = _accuracy([(j.correct, _is_correct(j)) for j in group])
        peer = _accuracy([(j.crude_correct, _is_correct(j)) for j in group])
        bar = BARS.get(name, "")
        table.add_row(name, str(len(group)), f"{reached[name]:.3f}", f"{peer:.3f}", str(bar))
    right = precision_recall_f1([(j.correct, _is_correct(j)) for j in answered])
    crude_right = precision_recall_f1([(j.crude_correct, _is_correct(j)) for j in answered])
    for name, a, b in zip(
        ("correct precision", "correct recall"), right, crude_right, strict=False
    ):
        table.add_row(name, str(len(answered)), f"{a:.3f}", f"{b:.3f}", "")
    return table, reached


def _accuracy(pairs: Sequence[tuple[bool, bool]]) -> float:
    return sum(found == true for found, true in pairs) / max(len(pairs), 1)


def _is_correct(judged: Judged) -> bool:
    return judged.row.label is Grade.CORRECT


if __name__ == "__main__":
    sys.exit(main())
