"""``deal-assistant eval lint``: what is wrong with a set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.errors import DealAssistantError
from evals.commands.failing import fail
from evals.exit_codes import ExitCode

if TYPE_CHECKING:
    from evals.lint import LintReport


def register(group: typer.Typer) -> None:
    """Add ``lint`` to ``group``."""

    @group.command()
    def lint(
        set_path: Annotated[Path, typer.Argument(metavar="SET", help="Eval set (JSONL).")],
        documents: Annotated[Path, typer.Option(help="Folder the set asks about.")],
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> None:
        """Check a set by itself and against its documents; exit 2 on errors."""
        raise typer.Exit(_lint(set_path, documents, as_json=as_json))


def _lint(set_path: Path, documents: Path, *, as_json: bool) -> ExitCode:
    from evals.lint import lint
    from evals.sets import load_set
    from evals.sources import read_sources

    try:
        eval_set = load_set(set_path)
        if not documents.is_dir():
            raise DealAssistantError(f"{documents}: is not a folder. Check --documents.")
        sources = read_sources(documents)
        if not sources.documents:
            raise DealAssistantError(f"{documents}: holds no readable document.")
        report = lint(eval_set, sources)
    except DealAssistantError as error:
        return fail(error, ExitCode.DOES_NOT_FIT)
    if as_json:
        typer.echo(report.model_dump_json(indent=1))
    else:
        _print(report, Console())
    return ExitCode.DOES_NOT_FIT if report.errors else ExitCode.PASSED


def _print(report: LintReport, console: Console) -> None:
    warnings = len(report.findings) - report.errors
    if report.findings:
        table = Table()
        for column in ("id", "severity", "check", "finding"):
            table.add_column(column, overflow="fold")
        for finding in report.findings:
            style = "red" if finding.severity.value == "error" else "yellow"
            table.add_row(
                Text(finding.id),
                Text(finding.severity.value, style=style),
                finding.check.value,
                Text(finding.message),
            )
        console.print(table)
    console.print(
        f"{report.questions} questions, {report.errors} errors, {warnings} warnings",
        highlight=False,
    )
