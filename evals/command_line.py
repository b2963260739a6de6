"""``deal-assistant eval``: the factual-accuracy gate."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from corpus.errors import DealAssistantError
from evals.commands import adapt, compare, init, lint
from evals.commands import baseline as baseline_command
from evals.exit_codes import ExitCode
from evals.report_formats.paths import ReportPaths

if TYPE_CHECKING:
    from assistant.assistant import Assistant

OpenAssistant = Callable[[Path], "Assistant"]


def register(cli: typer.Typer, open_assistant: OpenAssistant) -> None:
    """Add ``eval`` to ``cli``. ``open_assistant(data_dir)`` makes an assistant on a fresh index."""
    group = typer.Typer(help="Check factual accuracy against an eval set.")
    cli.add_typer(group, name="eval")
    compare.register(group)
    baseline_command.register(group)
    lint.register(group)
    init.register(group)
    adapt.register(group)

    @group.callback(invoke_without_command=True)
    def evaluate(
        context: typer.Context,
        set_path: Annotated[Path | None, typer.Option("--set", help="Eval set (JSONL).")] = None,
        documents: Annotated[
            Path | None, typer.Option("--documents", help="Folder the set asks about.")
        ] = None,
        report: Annotated[
            Path | None, typer.Option("--report", help="Write every record here as JSON.")
        ] = None,
        junit: Annotated[
            Path | None, typer.Option("--junit", help="Write JUnit XML, a test case a question.")
        ] = None,
        markdown: Annotated[
            Path | None, typer.Option("--markdown", help="Write metrics and failures here.")
        ] = None,
        html: Annotated[
            Path | None, typer.Option("--html", help="Write a page with all evidence here.")
        ] = None,
        fail_under: Annotated[
            float | None,
            typer.Option(
                "--fail-under",
                min=0.0,
                max=1.0,
                help="Exit 1 if fact recall, abstention precision or recall, or citation "
                "correctness is below this, or a forbidden string occurs.",
            ),
        ] = None,
        gate: Annotated[
            bool,
            typer.Option(
                "--gate",
                help="Exit 1 below the thresholds of pyproject.toml or, where there is one, "
                "below evals/baseline.json.",
            ),
        ] = False,
        baseline: Annotated[
            Path | None,
            typer.Option("--baseline", help="Exit 1 below this baseline file."),
        ] = None,
    ) -> None:
        """Index a folder into a temporary data directory, ask every question, report."""
        if context.invoked_subcommand is not None:
            return
        if set_path is None or documents is None:
            raise typer.BadParameter("--set and --documents are both needed.")
        raise typer.Exit(
            _evaluate(
                open_assistant,
                set_path,
                documents,
                report,
                fail_under,
                ReportPaths(junit=junit, markdown=markdown, html=html),
                gate=gate,
                baseline=baseline,
            )
        )


def _evaluate(
    open_assistant: OpenAssistant,
    set_path: Path,
    documents: Path,
    report: Path | None,
    fail_under: float | None,
    reports: ReportPaths,
    *,
    gate: bool,
    baseline: Path | None,
) -> ExitCode:
    from evals.baseline import DEFAULT_PATH
    from evals.gate import judge
    from evals.report_formats.write import write_reports
    from evals.sets import load_set
    from evals.table import print_run

    console = Console(stderr=True)
    try:
        eval_set = load_set(set_path)
        if not documents.is_dir():
            raise DealAssistantError(f"{documents}: is not a folder. Check --documents.")
    except DealAssistantError as error:
        console.print(f"[red]{error}[/red]", markup=True, highlight=False)
        return ExitCode.DOES_NOT_FIT
    try:
        with TemporaryDirectory(prefix="deal-assistant-eval-") as data_dir:
            from evals.runner import SetDoesNotFitError, run_set

            assistant = open_assistant(Path(data_dir))
            with _progress(console) as progress:
                task = progress.add_task("indexing", total=None)

                def show(done: int, total: int, label: str) -> None:
                    progress.update(task, completed=done, total=total, description=label or "done")

                synced = assistant.library.sync(documents, progress=show)
                for failure in synced.failed:
                    console.print(f"not indexed: {failure.message}", markup=False)
                try:
                    run = run_set(eval_set, assistant, documents, show)
                except SetDoesNotFitError as error:
                    console.print(str(error), style="red", markup=False)
                    return ExitCode.DOES_NOT_FIT
                finally:
                    assistant.library.close()
    except DealAssistantError as error:
        console.print(str(error), style="red", markup=False)
        return ExitCode.INFRASTRUCTURE
    if report is not None:
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text(run.model_dump_json(indent=1) + "\n", "utf-8")
    try:
        write_reports(run, reports)
    except DealAssistantError as error:
        console.print(str(error), style="red", markup=False)
        return ExitCode.INFRASTRUCTURE
    print_run(run, Console())
    return judge(
        run,
        console,
        fail_under=fail_under,
        thresholds=Path("pyproject.toml") if gate else None,
        baseline=baseline or (DEFAULT_PATH if gate and DEFAULT_PATH.exists() else None),
    )


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )
