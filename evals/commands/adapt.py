"""``deal-assistant eval adapt``: public data as documents and an eval set."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from corpus.errors import DealAssistantError
from evals.commands.failing import fail
from evals.exit_codes import ExitCode


class Format(StrEnum):
    """A format that can be adapted."""

    SQUAD = "squad"


def register(group: typer.Typer) -> None:
    """Add ``adapt`` to ``group``."""

    @group.command()
    def adapt(
        format: Annotated[Format, typer.Argument(help="What the source is.")],
        source: Annotated[Path, typer.Argument(help="File of public data.")],
        out: Annotated[Path, typer.Option(help="Folder for documents/ and set.jsonl.")],
    ) -> None:
        """Write public data as a folder of documents and an eval set."""
        raise typer.Exit(_adapt(source, out))


def _adapt(source: Path, out: Path) -> ExitCode:
    from evals.adapters.squad import read_squad, write_squad

    try:
        data = read_squad(source)
    except DealAssistantError as error:
        return fail(error, ExitCode.DOES_NOT_FIT)
    if out.exists() and any(out.iterdir()):
        message = f"{out}: is not empty. Name another folder with --out."
        return fail(DealAssistantError(message), ExitCode.INFRASTRUCTURE)
    try:
        out.mkdir(parents=True, exist_ok=True)
        questions = write_squad(data, out)
    except OSError as error:
        message = f"{out}: cannot be written ({error.strerror}). Name another --out."
        return fail(DealAssistantError(message), ExitCode.INFRASTRUCTURE)
    Console(stderr=True).print(
        f"{questions} questions. Run them with: deal-assistant eval --set {out}/set.jsonl "
        f"--documents {out}/documents",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )
    return ExitCode.PASSED
