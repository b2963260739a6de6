"""What the last accepted run reached, pinned to its set and documents."""

from __future__ import annotations

from pathlib import Path, PurePath

from pydantic import ValidationError

from corpus.errors import DealAssistantError
from evals.fact_types import Frozen
from evals.question_scores import LOWER_IS_BETTER, SPENT
from evals.records import Metrics, Run

DEFAULT_PATH = Path("evals/baseline.json")
# Reports show three decimals; what differs less may come from another processor's rounding.
TOLERANCE = 0.0005
# What a judge thinks is measured only where one is set, so no baseline can ask for it.
_NOT_QUALITY = {"questions", *SPENT, *(n for n in Metrics.model_fields if n.startswith("judge_"))}


class BaselineError(DealAssistantError):
    """A baseline file cannot be read."""


class BaselineDoesNotFitError(DealAssistantError):
    """A run is on another set or other documents than the baseline."""


class Baseline(Frozen):
    """The metrics of an accepted run by name, without those that were not measured."""

    set_name: str
    set_digest: str
    documents_digest: str
    model: str
    embedding_model: str
    metrics: dict[str, float]


class Lowered(Frozen):
    """A metric that is worse than before; ``after`` is None where it is not measured now."""

    metric: str
    before: float
    after: float | None


def baseline_of(run: Run) -> Baseline:
    """The baseline that ``run`` sets: every metric of quality, none of time."""
    measured = run.metrics.model_dump(exclude=_NOT_QUALITY, exclude_none=True)
    return Baseline(
        set_name=PurePath(run.set_path).name,
        set_digest=run.set_digest,
        documents_digest=run.documents_digest,
        model=run.model,
        embedding_model=run.embedding_model,
        metrics={name: float(value) for name, value in measured.items()},
    )


def load_baseline(path: Path) -> Baseline:
    """Read the baseline at ``path``.

    Raises:
        BaselineError: the file is missing or is no baseline.
    """
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except OSError as error:
        raise BaselineError(
            f"{path}: cannot be read ({error.strerror}). Write it with eval baseline --from REPORT."
        ) from error
    except ValidationError as error:
        raise BaselineError(
            f"{path}: is not a baseline ({error.errors()[0]['msg']}). Restore it from version "
            "control, or remove it and write it with eval baseline --from REPORT."
        ) from error


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write ``baseline`` to ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(baseline.model_dump_json(indent=1) + "\n", "utf-8")


def check_fit(baseline: Baseline, run: Run) -> None:
    """Refuse to measure ``run`` against a baseline on something else.

    Raises:
        BaselineDoesNotFitError: the set or the documents are others.
    """
    for what, pinned, found in (
        ("set", baseline.set_digest, run.set_digest),
        ("documents", baseline.documents_digest, run.documents_digest),
    ):
        if pinned != found:
            raise BaselineDoesNotFitError(
                f"The baseline is pinned to another {what} ({pinned[:12]}, the run has "
                f"{found[:12]}). If the change is meant, write a new one with "
                "eval baseline --from REPORT."
            )


def lowered(baseline: Baseline, after: Baseline, *, tolerance: float = 0.0) -> tuple[Lowered, ...]:
    """The metrics in which ``after`` is worse than ``baseline`` by more than ``tolerance``.

    A metric that ``after`` does not have counts as worse.
    """
    found = []
    for name, before in baseline.metrics.items():
        value = after.metrics.get(name)
        if value is not None:
            loss = value - before if name in LOWER_IS_BETTER else before - value
            if loss <= tolerance:
                continue
        found.append(Lowered(metric=name, before=before, after=value))
    return tuple(found)
