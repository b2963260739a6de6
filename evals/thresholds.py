"""What a run must reach, from ``[tool.deal-assistant.eval]`` of a pyproject.toml."""

from __future__ import annotations

import math
import operator
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, ValidationError, model_validator

from evals.question_scores import LOWER_IS_BETTER
from evals.records import Metrics, Run
from evals.sets import EvalSetError, Frozen

_ALWAYS = ("fact_recall", "abstention_precision", "abstention_recall", "citation_correctness")
# Nothing is below "nan", which would pass whatever was measured.
Wanted = Annotated[float, Field(allow_inf_nan=False)]


class Thresholds(Frozen):
    """The least (or, where less is better, the most) a run may have.

    ``metrics`` holds further metrics by name, ``tags`` those over the questions of one tag.
    """

    fact_recall: Wanted
    abstention_precision: Wanted
    abstention_recall: Wanted
    citation_correctness: Wanted
    max_forbidden_questions: int
    metrics: dict[str, Wanted] = Field(default_factory=dict)
    tags: dict[str, dict[str, Wanted]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _only_known_metrics(self) -> Self:
        for name in (*self.metrics, *(n for table in self.tags.values() for n in table)):
            if name not in Metrics.model_fields:
                raise ValueError(f"{name!r} is no metric")
        return self


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


def shortfalls(run: Run, thresholds: Thresholds) -> tuple[Shortfall, ...]:
    """Every metric that misses its threshold. One that was not measured counts as missed."""
    wanted = {name: getattr(thresholds, name) for name in _ALWAYS} | thresholds.metrics
    wanted["forbidden_questions"] = min(
        thresholds.max_forbidden_questions, wanted.get("forbidden_questions", math.inf)
    )
    found = _missed(run.metrics, wanted)
    for tag, table in thresholds.tags.items():
        found += _missed(run.by_tag.get(tag), table, f" of {tag!r}")
    return tuple(found)


def _missed(
    metrics: Metrics | None, wanted: Mapping[str, float], whose: str = ""
) -> list[Shortfall]:
    found = []
    for name, threshold in wanted.items():
        value = getattr(metrics, name) if metrics is not None else None
        worse = operator.gt if name in LOWER_IS_BETTER else operator.lt
        if value is None or worse(value, threshold):
            found.append(Shortfall(metric=name + whose, value=value, threshold=threshold))
    return found
