"""``deal-assistant eval baseline``: take a run as what later ones must reach."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from corpus.errors import DealAssistantError
from evals.commands.failing import fail
from evals.exit_codes import ExitCode


def register(group: typer.Typer) -> None:
    """Add ``baseline`` to ``group``."""

    @group.command()
    def baseline(
        report: Annotated[Path, typer.Option("--from", help="Report of the run to take.")],
        out: Annotated[Path, typer.Option("--out", help="Baseline file.")] = Path(
            "evals/baseline.json"
        ),
        allow_lower: Annotated[
            bool, typer.Option("--allow-lower", help="Take the run though a metric is worse.")
        ] = False,
    ) -> None:
        """Take a run as the baseline that --gate checks; refuse to lower any metric."""
        raise typer.Exit(_take(report, out, allow_lower=allow_lower))


def _take(report: Path, out: Path, *, allow_lower: bool) -> ExitCode:
    from evals.baseline import baseline_of, load_baseline, lowered, write_baseline
    from evals.reports import load_report

    console = Console(stderr=True)
    try:
        taken = baseline_of(load_report(report))
        worse = lowered(load_baseline(out), taken) if out.exists() else ()
    except DealAssistantError as error:
        return fail(error, ExitCode.INFRASTRUCTURE)
    for low in worse:
        after = "not measured" if low.after is None else f"{low.after:.4f}"
        console.print(f"{low.metric}: {low.before:.4f} → {after}", highlight=False)
    if worse and not allow_lower:
        console.print(
            f"{out} is left as it is: {len(worse)} metrics would be lowered. "
            "If that is meant, say --allow-lower.",
            style="red",
            markup=False,
        )
        return ExitCode.QUALITY
    try:
        write_baseline(out, taken)
    except OSError as error:
        message = f"{out}: cannot be written ({error.strerror}). Name another --out."
        return fail(DealAssistantError(message), ExitCode.INFRASTRUCTURE)
    console.print(f"{out}: {len(taken.metrics)} metrics on {taken.set_name}", highlight=False)
    return ExitCode.PASSED
