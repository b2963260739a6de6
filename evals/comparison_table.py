"""A comparison of two runs in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from evals.comparison import Comparison, Verdict

_STYLE = {Verdict.BETTER: "green", Verdict.WORSE: "red", Verdict.NO_DIFFERENCE_SHOWN: "dim"}


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Print every metric with its verdict, then the questions that flipped."""
    table = Table(title=Text(f"{comparison.before_model} → {comparison.after_model}"))
    table.add_column("metric")
    for column in (
        "questions",
        "documents that differ",
        "before",
        "after",
        "difference",
        "95% interval",
    ):
        table.add_column(column, justify="right")
    table.add_column("verdict")
    for metric in comparison.metrics:
        table.add_row(
            metric.metric.replace("_", " "),
            str(metric.questions),
            f"{metric.differing_documents} of {metric.documents}",
            f"{metric.before:.3f}",
            f"{metric.after:.3f}",
            f"{metric.difference:+.3f}",
            f"{metric.interval.low:+.3f} to {metric.interval.high:+.3f}",
            Text(metric.verdict.value, style=_STYLE[metric.verdict]),
        )
    console.print(table)
    if not comparison.flips:
        console.print("No question flipped.")
        return
    gained = sum(flip.gained for flip in comparison.flips)
    flips = Table(title=f"{gained} questions gained, {len(comparison.flips) - gained} lost")
    for column in ("id", "question", "before", "after"):
        flips.add_column(column, overflow="fold")
    for flip in comparison.flips:
        flips.add_row(
            Text(flip.id),
            Text(flip.question),
            flip.before.value if flip.before else "passed",
            flip.after.value if flip.after else "passed",
        )
    console.print(flips)
