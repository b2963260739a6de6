"""``deal-assistant eval compare``: two runs, question by question."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from evals.commands.failing import fail
from evals.exit_codes import ExitCode


def register(group: typer.Typer) -> None:
    """Add ``compare`` to ``group``."""

    @group.command()
    def compare(
        before: Annotated[Path, typer.Argument(help="Report of the first run.")],
        after: Annotated[Path, typer.Argument(help="Report of the second run.")],
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> None:
        """Say where the second run is better or worse than the first; exit 1 if worse."""
        raise typer.Exit(_compare(before, after, as_json=as_json))


def _compare(before: Path, after: Path, *, as_json: bool) -> ExitCode:
    from evals.comparison import ReportsDoNotFitError, Verdict, compare
    from evals.comparison_table import print_comparison
    from evals.reports import ReportError, load_report

    try:
        comparison = compare(load_report(before), load_report(after))
    except ReportError as error:
        return fail(error, ExitCode.INFRASTRUCTURE)
    except ReportsDoNotFitError as error:
        return fail(error, ExitCode.DOES_NOT_FIT)
    if as_json:
        typer.echo(comparison.model_dump_json(indent=1))
    else:
        print_comparison(comparison, Console())
    worse = any(metric.verdict is Verdict.WORSE for metric in comparison.metrics)
    return ExitCode.QUALITY if worse else ExitCode.PASSED
