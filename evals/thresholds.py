"""What a run must reach, from ``[tool.deal-assistant.eval]`` of a pyproject.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import ValidationError

from evals.records import Metrics
from evals.sets import EvalSetError, Frozen


class Thresholds(Frozen):
    """The least (or, for counts of faults, the most) a run may have."""

    fact_recall: float
    abstention_precision: float
    abstention_recall: float
    citation_correctness: float
    max_forbidden_questions: int


class Shortfall(Frozen):
    """A metric that missed its threshold; ``value`` is None where it was not measured."""

    metric: str
    value: float | None
    threshold: float


def load_thresholds(path: Path) -> Thresholds:
    """Read the thresholds from the pyproject file at ``path``.

    Raises:
        EvalSetError: the file is missing or does not hold every threshold; none has a
            default, since one that always passes proves nothing.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8"))["tool"]["deal-assistant"]["eval"]
        return Thresholds.model_validate(table)
    except (OSError, KeyError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise EvalSetError(
            f"{path}: no usable [tool.deal-assistant.eval] table ({error}). "
            "Add the thresholds docs/evaluation.md lists."
        ) from error


def shortfalls(metrics: Metrics, thresholds: Thresholds) -> tuple[Shortfall, ...]:
    """Every metric below its threshold. A metric that was not measured counts as missed."""
    found = [
        Shortfall(metric=name, value=value, threshold=least)
        for name, value, least in (
            ("fact_recall", metrics.fact_recall, thresholds.fact_recall),
            ("abstention_precision", metrics.abstention_precision, thresholds.abstention_precision),
            ("abstention_recall", metrics.abstention_recall, thresholds.abstention_recall),
            ("citation_correctness", metrics.citation_correctness, thresholds.citation_correctness),
        )
        if value is None or value < least
    ]
    if metrics.forbidden_questions > thresholds.max_forbidden_questions:
        found.append(
            Shortfall(
                metric="forbidden_questions",
                value=metrics.forbidden_questions,
                threshold=thresholds.max_forbidden_questions,
            )
        )
    return tuple(found)
