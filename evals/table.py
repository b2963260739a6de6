"""A run in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from evals.records import Record, Run


def print_run(run: Run, console: Console) -> None:
    """Print the metrics of ``run`` and the questions it did not pass."""
    table = Table(title=f"{run.metrics.questions} questions, {run.model}")
    table.add_column("metric")
    table.add_column("value", justify="right")
    for name, value in run.metrics.model_dump(exclude={"questions"}).items():
        shown = "not measured" if value is None else f"{value:.3f}".removesuffix(".000")
        table.add_row(name.replace("_", " "), shown)
    console.print(table)
    failed = [r for r in run.records if problem(r)]
    if not failed:
        return
    faults = Table(title=f"{len(failed)} questions with a fault")
    for column in ("id", "question", "fault"):
        faults.add_column(column, overflow="fold")
    for record in failed:
        faults.add_row(record.id, record.question, problem(record))
    console.print(faults)


def problem(record: Record) -> str:
    """What is wrong with a record's answer, in a few words; empty if nothing is."""
    if not record.answerable and not record.abstained:
        return "answered, though the documents do not say"
    if record.answerable and record.abstained:
        return "declined, though the documents say"
    if record.scores.forbidden:
        return f"says what it must not: {', '.join(record.scores.forbidden)}"
    if record.scores.missing:
        return "misses " + "; ".join(a[0] for a in record.scores.missing)
    if record.scores.reference_correct is False:
        return "seems to differ from the reference"
    if record.scores.citations is not None and record.scores.citations < 1:
        return "a citation does not stand where it says"
    return ""
