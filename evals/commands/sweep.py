"""``deal-assistant eval sweep``: one set under several settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from corpus.errors import DealAssistantError
from evals.commands.failing import fail
from evals.evaluation import CACHE_FOLDER, Evaluated, evaluate, open_cache
from evals.exit_codes import INTERRUPTED, ExitCode

if TYPE_CHECKING:
    from evals.sweep import Sweep

Evaluating = Callable[[dict[str, str]], Evaluated]


def register(group: typer.Typer, evaluating: Evaluating) -> None:
    """Add ``sweep`` to ``group``; ``evaluating(settings)`` is what runs under them."""

    @group.command()
    def sweep(
        set_path: Annotated[Path, typer.Option("--set", help="Eval set (JSONL).")],
        documents: Annotated[Path, typer.Option("--documents", help="Folder the set asks about.")],
        vary: Annotated[
            list[str],
            typer.Option("--vary", help="NAME=VALUE,VALUE of a setting; may be repeated."),
        ],
        metric: Annotated[
            list[str] | None, typer.Option("--metric", help="Metric to show; may be repeated.")
        ] = None,
        out: Annotated[
            Path | None, typer.Option("--report", help="Write every metric here as JSON.")
        ] = None,
        html: Annotated[
            Path | None, typer.Option("--html", help="Write a page with a plot here.")
        ] = None,
        jobs: Annotated[
            int, typer.Option("--jobs", min=1, help="Processes that ask questions.")
        ] = 1,
        cache: Annotated[
            bool, typer.Option("--cache/--no-cache", help="Take records of earlier runs.")
        ] = True,
        cache_dir: Annotated[
            Path, typer.Option("--cache-dir", help="Where records are kept.")
        ] = CACHE_FOLDER,
    ) -> None:
        """Ask a set under every combination of settings, and show the metrics side by side."""
        try:
            found = _swept(
                evaluating, set_path, documents, vary, metric or [], jobs, cache, cache_dir
            )
            _write(found, out, html)
        except _DoesNotFitError as error:
            raise typer.Exit(fail(error, ExitCode.DOES_NOT_FIT)) from error
        except DealAssistantError as error:
            raise typer.Exit(fail(error, ExitCode.INFRASTRUCTURE)) from error
        except KeyboardInterrupt as error:
            message = "Interrupted. What was asked is kept; run the same command to continue."
            Console(stderr=True).print(message)
            raise typer.Exit(INTERRUPTED) from error
        _print(found, Console())


class _DoesNotFitError(DealAssistantError):
    """Set, documents or what was asked for do not fit together."""


def _swept(
    evaluating: Evaluating,
    set_path: Path,
    documents: Path,
    vary: list[str],
    metrics: list[str],
    jobs: int,
    read_cache: bool,
    cache_dir: Path,
) -> Sweep:
    from evals.runner import SetDoesNotFitError
    from evals.sets import EvalSetError, load_set
    from evals.sweep import SweepError, check_metrics, grid, read_varied, sweep_of

    console = Console(stderr=True)
    try:
        points = grid(read_varied(vary))
        shown = check_metrics(metrics)
        eval_set = load_set(set_path)
        if not documents.is_dir():
            raise SweepError(f"{documents}: is not a folder. Check --documents.")
        runs = []
        for number, settings in enumerate(points, start=1):
            named = " ".join(f"{name}={value}" for name, value in settings.items())
            console.print(f"{number}/{len(points)} {named}", markup=False, highlight=False)
            evaluated = evaluating(settings)
            kept = open_cache(evaluated, documents, cache_dir, read=read_cache, keep=len(points))
            run = evaluate(eval_set, documents, evaluated, console, jobs=jobs, cache=kept)
            runs.append((settings, run))
    except (SweepError, EvalSetError, SetDoesNotFitError) as error:
        raise _DoesNotFitError(str(error)) from error
    return sweep_of(runs, shown)


def _write(sweep: Sweep, out: Path | None, html: Path | None) -> None:
    from evals.report_formats.sweep_page import sweep_page

    texts = ((out, sweep.model_dump_json(indent=1) + "\n"), (html, sweep_page(sweep)))
    for path, text in texts:
        if path is None:
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        except OSError as error:
            message = f"{path}: cannot be written ({error.strerror}). Name another file."
            raise DealAssistantError(message) from error


def _print(sweep: Sweep, console: Console) -> None:
    from evals.sweep import best_of, value_of

    table = Table(title=f"{sweep.set_path}, best in bold")
    for name in sweep.points[0].settings:
        table.add_column(name)
    for metric in sweep.shown:
        table.add_column(metric.replace("_", " "), justify="right")
    best = {metric: best_of(sweep, metric) for metric in sweep.shown}
    for point in sweep.points:
        cells = list(point.settings.values())
        for metric in sweep.shown:
            value = value_of(point, metric)
            text = "–" if value is None else f"{value:.3f}"
            cells.append(f"[bold]{text}[/bold]" if value == best[metric] else text)
        table.add_row(*cells)
    console.print(table)
