"""What the command line shows to people: progress, reports, answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from unicodedata import category

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from assistant.answers import Answer
    from index.sync import SyncReport


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on standard error, gone once it is full."""
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        # In a log it would leave nothing but an empty line.
        disable=not console.is_terminal,
    ) as progress:
        yield progress


def print_report(report: SyncReport, console: Console) -> None:
    """What a sync did, and every file that failed."""
    console.print(
        f"{len(report.added)} added, {len(report.changed)} changed, {len(report.removed)} removed, "
        f"{len(report.unchanged)} unchanged, {len(report.duplicates)} duplicates, "
        f"{len(report.failed)} failed",
        highlight=False,
    )
    for failure in report.failed:
        console.print(harmless(failure.message), style="red", markup=False, highlight=False)


def print_answer(answer: Answer, console: Console) -> None:
    """An answer, its notes and its sources."""
    if answer.rewritten_question != answer.question:
        console.print(f"({harmless(answer.rewritten_question)})", style="dim", markup=False)
    console.print(harmless(answer.text), markup=False, highlight=False)
    for caveat in answer.caveats:
        note = f"Note: {harmless(caveat.text)}"
        console.print(note, style="yellow", markup=False, highlight=False)
    shown = answer.citations or answer.related
    if shown:
        console.print("\nSources" if answer.citations else "\nRelated, but not an answer")
    for number, citation in enumerate(shown, start=1):
        page = f", page {citation.page}" if citation.page else ""
        label = f"[{number}] {citation.document}{page}: “{citation.quote}”"
        console.print(harmless(label), markup=False, highlight=False)


def harmless(text: str) -> str:
    """``text`` without the control characters that a terminal would act on."""
    return "".join("�" if category(c) == "Cc" and c not in "\n\t" else c for c in text)
