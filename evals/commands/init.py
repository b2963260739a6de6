"""``deal-assistant eval init``: draft a set from documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from corpus.errors import DealAssistantError
from evals.commands.failing import fail
from evals.exit_codes import ExitCode


def register(group: typer.Typer) -> None:
    """Add ``init`` to ``group``."""

    @group.command()
    def init(
        folder: Annotated[Path, typer.Argument(help="Folder of documents.")],
        out: Annotated[Path, typer.Option(help="Eval set to write (JSONL).")],
        per_document: Annotated[
            int, typer.Option("--per-document", min=1, help="Most questions on one document.")
        ] = 12,
    ) -> None:
        """Draft questions from the figures, dates and names in documents, to be reviewed."""
        raise typer.Exit(_init(folder, out, per_document))


def _init(folder: Path, out: Path, per_document: int) -> ExitCode:
    from evals.drafting import draft_questions, write_drafts
    from evals.sources import read_sources

    try:
        if not folder.is_dir():
            raise DealAssistantError(f"{folder}: is not a folder. Name one that holds documents.")
        sources = read_sources(folder)
        questions = draft_questions(sources, per_document=per_document)
        if not questions:
            raise DealAssistantError(
                f"{folder}: no figure, date or name found in {len(sources.documents)} readable "
                "documents. Write the set by hand."
            )
    except DealAssistantError as error:
        return fail(error, ExitCode.DOES_NOT_FIT)
    try:
        write_drafts(out, questions)
    except FileExistsError:
        message = f"{out}: is there already and may have been reviewed. Name another --out."
        return fail(DealAssistantError(message), ExitCode.INFRASTRUCTURE)
    except OSError as error:
        message = f"{out}: cannot be written ({error.strerror}). Name another --out."
        return fail(DealAssistantError(message), ExitCode.INFRASTRUCTURE)
    Console(stderr=True).print(
        f"{out}: {len(questions)} drafts on {len(sources.documents)} documents. "
        'Review each, then take its "draft" mark away.',
        highlight=False,
        markup=False,
        soft_wrap=True,
    )
    return ExitCode.PASSED
