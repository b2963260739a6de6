"""Whether a run passes: thresholds, the baseline, and what was asked for on the command line."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from corpus.errors import DealAssistantError
from evals.baseline import (
    TOLERANCE,
    BaselineDoesNotFitError,
    baseline_of,
    check_fit,
    load_baseline,
    lowered,
)
from evals.exit_codes import ExitCode
from evals.records import Run
from evals.thresholds import Shortfall, Thresholds, load_thresholds, shortfalls


def judge(
    run: Run,
    console: Console,
    *,
    fail_under: float | None = None,
    thresholds: Path | None = None,
    baseline: Path | None = None,
) -> ExitCode:
    """Print what ``run`` falls short of, and return the exit code.

    ``fail_under``: the least each main metric must have. ``thresholds``: a pyproject file,
    ``baseline``: a baseline file; None is not checked, a missing file is an error.
    """
    found: list[str] = []
    failure: ExitCode | None = None
    try:
        found += _shortfalls(run, fail_under, thresholds)
        found += _below_baseline(run, baseline) if baseline is not None else []
    except BaselineDoesNotFitError as error:
        found.append(str(error))
        failure = ExitCode.DOES_NOT_FIT
    except DealAssistantError as error:
        found.append(str(error))
        failure = ExitCode.INFRASTRUCTURE
    for line in found:
        console.print(line, style="red", markup=False, highlight=False)
    if failure is not None:
        return failure
    return ExitCode.QUALITY if found else ExitCode.PASSED


def _shortfalls(run: Run, fail_under: float | None, thresholds: Path | None) -> list[str]:
    wanted = [load_thresholds(thresholds)] if thresholds is not None else []
    if fail_under is not None:
        wanted.append(
            Thresholds(
                fact_recall=fail_under,
                abstention_precision=fail_under,
                abstention_recall=fail_under,
                citation_correctness=fail_under,
                max_forbidden_questions=0,
            )
        )
    missed: list[Shortfall] = [s for t in wanted for s in shortfalls(run, t)]
    return [f"{s.metric} {_shown(s.value)}, needs {s.threshold}" for s in missed]


def _below_baseline(run: Run, path: Path) -> list[str]:
    pinned = load_baseline(path)
    check_fit(pinned, run)
    return [
        f"{low.metric} {_shown(low.after)}, was {_shown(low.before)} in {path}"
        for low in lowered(pinned, baseline_of(run), tolerance=TOLERANCE)
    ]


def _shown(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.3f}"
