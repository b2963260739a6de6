"""Failures of a run gathered by cause, and the metrics as a reader sees them."""

from __future__ import annotations

from collections.abc import Sequence

from evals.fact_types import Frozen
from evals.question_scores import LOWER_IS_BETTER, NO_SHARES
from evals.records import Cause, Metrics, Record
from evals.table import problem


class Cluster(Frozen):
    """The questions that failed for one cause, in the order they were asked."""

    cause: Cause
    records: tuple[Record, ...]


class Shown(Frozen):
    """A metric by the name a reader sees; ``value`` is None where it was not measured."""

    name: str
    value: float | None
    is_share: bool
    lower_is_better: bool

    @property
    def text(self) -> str:
        """The value to three decimals, counts without any."""
        if self.value is None:
            return "not measured"
        return f"{self.value:.3f}" if self.is_share else f"{self.value:.3f}".removesuffix(".000")


def clusters(records: Sequence[Record]) -> tuple[Cluster, ...]:
    """The causes of failure that occur, most frequent first, ties in the order of ``Cause``."""
    found = [
        Cluster(cause=cause, records=tuple(r for r in records if r.cause is cause))
        for cause in Cause
    ]
    return tuple(sorted((c for c in found if c.records), key=lambda c: -len(c.records)))


def shown_metrics(metrics: Metrics) -> tuple[Shown, ...]:
    """Every metric but the number of questions, in the order of ``Metrics``."""
    return tuple(
        Shown(
            name=name.replace("_", " "),
            value=value,
            is_share=name not in NO_SHARES,
            lower_is_better=name in LOWER_IS_BETTER,
        )
        for name, value in metrics.model_dump(exclude={"questions"}).items()
    )


def fault(record: Record) -> str:
    """What is wrong with a failed record, in a few words."""
    return problem(record) or (record.cause.value if record.cause else "")
