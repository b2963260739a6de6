"""``deal-assistant eval adapt``: public data as documents and an eval set."""

from __future__ import annotations

from collections.abc import Callable
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
    FINANCEBENCH = "financebench"
    RGB = "rgb"
    BEIR = "beir"


def register(group: typer.Typer) -> None:
    """Add ``adapt`` to ``group``."""

    @group.command()
    def adapt(
        format: Annotated[Format, typer.Argument(help="What the source is.")],
        source: Annotated[
            Path, typer.Argument(help="File of public data; for BEIR the data set's folder.")
        ],
        out: Annotated[Path, typer.Option(help="Folder for documents/ and set.jsonl.")],
        pdfs: Annotated[
            Path | None, typer.Option(help="Folder of FinanceBench's PDFs; default: pdfs/ beside.")
        ] = None,
    ) -> None:
        """Write public data as a folder of documents and an eval set."""
        raise typer.Exit(_adapt(format, source, pdfs or source.parent / "pdfs", out))


def _adapt(format: Format, source: Path, pdfs: Path, out: Path) -> ExitCode:
    try:
        write = _reader(format, source, pdfs)
    except DealAssistantError as error:
        return fail(error, ExitCode.DOES_NOT_FIT)
    if out.exists() and any(out.iterdir()):
        message = f"{out}: is not empty. Name another folder with --out."
        return fail(DealAssistantError(message), ExitCode.INFRASTRUCTURE)
    try:
        out.mkdir(parents=True, exist_ok=True)
        questions = write(out)
    except DealAssistantError as error:
        return fail(error, ExitCode.DOES_NOT_FIT)
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


def _reader(format: Format, source: Path, pdfs: Path) -> Callable[[Path], int]:
    """What writes the data of ``source``, read and checked, into a folder."""
    if format is Format.FINANCEBENCH:
        from evals.adapters.financebench import read_financebench, write_financebench

        rows = read_financebench(source)
        return lambda out: write_financebench(rows, pdfs, out)
    if format is Format.RGB:
        from evals.adapters.rgb import read_rgb, write_rgb

        queries = read_rgb(source)
        return lambda out: write_rgb(queries, out)
    if format is Format.BEIR:
        from evals.adapters.beir import read_beir, write_beir

        folder = read_beir(source)
        return lambda out: write_beir(folder, out)
    from evals.adapters.squad import read_squad, write_squad

    file = read_squad(source)
    return lambda out: write_squad(file, out)
