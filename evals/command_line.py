"""``deal-assistant eval``: the factual-accuracy gate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from corpus.errors import DealAssistantError
from evals.commands import adapt, compare, init, lint, sweep
from evals.commands import baseline as baseline_command
from evals.commands.failing import fail
from evals.commands.paid import Paid
from evals.evaluation import CACHE_FOLDER, Evaluated, evaluate, open_cache
from evals.exit_codes import INTERRUPTED, ExitCode
from evals.report_formats.paths import ReportPaths

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from evals.record_cache import RecordCache

OpenAssistant = Callable[..., "Assistant"]
Configuration = Callable[..., Mapping[str, object]]


def register(
    cli: typer.Typer, open_assistant: OpenAssistant, configuration: Configuration | None = None
) -> None:
    """Add ``eval`` to ``cli``.

    ``open_assistant(data_dir)`` makes an assistant on the index there, ``configuration()``
    says what its answers depend on; see ``Evaluated``. A sweep gives both the settings it
    varies, by name, as text.
    """
    group = typer.Typer(help="Check factual accuracy against an eval set.")
    cli.add_typer(group, name="eval")
    compare.register(group)
    baseline_command.register(group)
    lint.register(group)
    init.register(group)
    adapt.register(group)
    sweep.register(
        group,
        lambda settings: Evaluated(
            partial(open_assistant, **settings),
            partial(configuration, **settings) if configuration else None,
        ),
    )

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
        jobs: Annotated[
            int, typer.Option("--jobs", min=1, help="Processes that ask questions.")
        ] = 1,
        cache: Annotated[
            bool | None,
            typer.Option(
                "--cache/--no-cache",
                help="Take records of earlier runs where nothing has changed. Off for a run "
                "that is judged (--gate, --baseline, --fail-under), on for any other.",
            ),
        ] = None,
        cache_dir: Annotated[
            Path, typer.Option("--cache-dir", help="Where records are kept.")
        ] = CACHE_FOLDER,
        judge: Annotated[
            str | None,
            typer.Option(
                "--judge",
                help="Let this chat model (PROVIDER:MODEL) grade every answer too. Documents "
                "are sent to it. Its metrics are marked, and nothing is gated on them.",
            ),
        ] = None,
        judge_base_url: Annotated[
            str | None, typer.Option("--judge-base-url", help="Where the judge is served.")
        ] = None,
        prices: Annotated[
            tuple[float, float] | None,
            typer.Option(
                "--prices",
                metavar="INPUT OUTPUT",
                help="Prices of the answering chat model for a million tokens each.",
            ),
        ] = None,
    ) -> None:
        """Index a folder into a temporary data directory, ask every question, report."""
        if context.invoked_subcommand is not None:
            return
        judged = gate or baseline is not None or fail_under is not None
        if fail_under is not None and isnan(fail_under):
            raise typer.BadParameter("--fail-under needs a number: nothing is below nan.")
        if set_path is None or documents is None:
            raise typer.BadParameter("--set and --documents are both needed.")
        raise typer.Exit(
            _evaluate(
                Evaluated(open_assistant, configuration),
                set_path,
                documents,
                fail_under,
                ReportPaths(records=report, junit=junit, markdown=markdown, html=html),
                gate=gate,
                baseline=baseline,
                jobs=jobs,
                read_cache=not judged if cache is None else cache,
                cache_dir=cache_dir,
                paid=Paid(judge, judge_base_url, prices),
                read_kept=cache is not False,
            )
        )


def _evaluate(
    evaluated: Evaluated,
    set_path: Path,
    documents: Path,
    fail_under: float | None,
    reports: ReportPaths,
    *,
    gate: bool,
    baseline: Path | None,
    jobs: int,
    read_cache: bool,
    cache_dir: Path,
    paid: Paid,
    read_kept: bool,
) -> int:
    from evals.baseline import DEFAULT_PATH
    from evals.gate import judge
    from evals.report_formats.write import write_reports
    from evals.runner import SetDoesNotFitError
    from evals.sets import load_set
    from evals.table import print_run

    console = Console(stderr=True)
    try:
        eval_set = load_set(set_path)
        if not documents.is_dir():
            raise DealAssistantError(f"{documents}: is not a folder. Check --documents.")
    except DealAssistantError as error:
        return fail(error, ExitCode.DOES_NOT_FIT)
    cache = None
    try:
        cache = open_cache(evaluated, documents, cache_dir, read=read_cache)
        grader = paid.load_judge(cache_dir, read=read_kept)
        run = evaluate(eval_set, documents, evaluated, console, jobs=jobs, cache=cache)
        run = paid.added_to(run, eval_set, grader, console)
        write_reports(run, reports)
    except SetDoesNotFitError as error:
        return fail(error, ExitCode.DOES_NOT_FIT)
    except DealAssistantError as error:
        return fail(error, ExitCode.INFRASTRUCTURE)
    except Exception:  # noqa: BLE001  # a crash says nothing of quality, which exit code 1 would
        console.print_exception()
        return ExitCode.INFRASTRUCTURE
    except KeyboardInterrupt:
        console.print(_how_to_continue(cache, len(eval_set.questions)), highlight=False)
        return INTERRUPTED
    taken_over = sum(record.cached for record in run.records)
    if taken_over:
        console.print(f"{taken_over} of {len(run.records)} records are of an earlier run.")
    print_run(run, Console())
    return judge(
        run,
        console,
        fail_under=fail_under,
        thresholds=Path("pyproject.toml") if gate else None,
        baseline=baseline or (DEFAULT_PATH if gate and DEFAULT_PATH.exists() else None),
    )


def _how_to_continue(cache: RecordCache | None, questions: int) -> str:
    if cache is None or not cache.put_count:
        return "Interrupted before an answer was kept; the next run starts anew."
    return (
        f"Interrupted. {cache.put_count} of {questions} questions were asked and are kept; "
        "run the same command with --cache to continue."
    )
