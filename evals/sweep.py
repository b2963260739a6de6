"""The same set under several settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from corpus.errors import DealAssistantError
from evals.fact_types import Frozen
from evals.question_scores import LOWER_IS_BETTER
from evals.records import Metrics, Run

SHOWN = ("fact_recall", "abstention_precision", "abstention_recall", "recall_at_k", "ndcg_at_10")


class SweepError(DealAssistantError):
    """A sweep cannot be made as it was asked for."""


class SweepPoint(Frozen):
    """Settings, as written, and what was measured under them."""

    settings: dict[str, str]
    metrics: Metrics

    @property
    def label(self) -> str:
        """The settings in one line."""
        return ", ".join(f"{name}={value}" for name, value in self.settings.items())


class Sweep(Frozen):
    """The points of a sweep in grid order, the setting named last varying fastest."""

    set_path: str
    set_digest: str
    documents_digest: str
    shown: tuple[str, ...]
    points: tuple[SweepPoint, ...]


def read_varied(written: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The values of each setting, from ``NAME=VALUE,VALUE``.

    Raises:
        SweepError: one is not of that form, names a setting again, or gives a value twice.
    """
    varied: dict[str, tuple[str, ...]] = {}
    for one in written:
        name, _, values = one.partition("=")
        listed = tuple(v.strip() for v in values.split(","))
        name = name.strip()
        if not name or not all(listed) or name in varied or len(set(listed)) < len(listed):
            raise SweepError(
                f"{one!r}: is not NAME=VALUE,VALUE with a new name and values that differ. "
                "Write for example --vary passage_tokens=80,160,240."
            )
        varied[name] = listed
    if not varied:
        raise SweepError("Nothing varies. Name a setting with --vary NAME=VALUE,VALUE.")
    return varied


def grid(varied: Mapping[str, Sequence[str]]) -> tuple[dict[str, str], ...]:
    """Every combination of the values, the setting named last varying fastest."""
    return tuple(dict(zip(varied, values, strict=True)) for values in product(*varied.values()))


def check_metrics(names: Sequence[str]) -> tuple[str, ...]:
    """``names``, or those shown unless told; raises SweepError if one is no metric."""
    for name in names:
        if name not in Metrics.model_fields:
            known = ", ".join(Metrics.model_fields)
            raise SweepError(f"{name!r} is no metric. There are: {known}.")
    return tuple(names) or SHOWN


def sweep_of(points: Sequence[tuple[Mapping[str, str], Run]], shown: Sequence[str]) -> Sweep:
    """The sweep whose runs, one at least, are on one set and the same documents."""
    first = points[0][1]
    return Sweep(
        set_path=first.set_path,
        set_digest=first.set_digest,
        documents_digest=first.documents_digest,
        shown=tuple(shown),
        points=tuple(SweepPoint(settings=dict(s), metrics=run.metrics) for s, run in points),
    )


def value_of(point: SweepPoint, metric: str) -> float | None:
    """The value of ``metric`` at ``point``; None where it was not measured."""
    value: float | None = getattr(point.metrics, metric)
    return value


def best_of(sweep: Sweep, metric: str) -> float | None:
    """The best value of ``metric`` among the points; None where none was measured."""
    values = [v for p in sweep.points if (v := value_of(p, metric)) is not None]
    return (min if metric in LOWER_IS_BETTER else max)(values) if values else None
