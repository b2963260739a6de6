"""The command line: serve, index, ask, inspect, documents, doctor."""

from __future__ import annotations

import json
import logging
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.interfaces.terminal import harmless, print_answer, print_report, progress_bar
from corpus.errors import DealAssistantError

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from index.library import Library
    from index.sync import SyncReport

_LOG = logging.getLogger(__name__)
OK, SOME_FAILED, FAILED = 0, 1, 2
RESYNC_MILLISECONDS = 60_000
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class Composition(Protocol):
    """What the composition root offers the command line."""

    def library(self, *, rebuild: bool = False) -> Library:
        """Open the index."""
        ...

    def assistant(self, library: Library) -> Assistant:
        """An assistant on ``library``."""
        ...

    def serve(self, assistant: Assistant, host: str | None, port: int | None) -> None:
        """Serve chat and API until interrupted."""
        ...

    def checks(self) -> Iterator[tuple[str, bool, str]]:
        """What ``doctor`` looks at: name, whether it is sound, and a remark."""
        ...


def build(composition: Callable[[], Composition]) -> typer.Typer:
    """The command line over ``composition``, which is made when a command needs it."""
    cli = typer.Typer(
        help="Answers questions about deal documents, and shows where each answer stands.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    _add_serve(cli, composition)
    _add_index(cli, composition)
    _add_ask(cli, composition)
    _add_inspect(cli)
    _add_documents(cli, composition)
    _add_doctor(cli, composition)
    return cli


def run(cli: typer.Typer) -> None:
    """Run ``cli``; errors the product raises on purpose are printed, not traced."""
    try:
        cli()
    except DealAssistantError as error:
        Console(stderr=True).print(str(error), style="red", markup=False, highlight=False)
        sys.exit(FAILED)
    except OSError as error:
        told = f"{error.filename or 'a file'}: {error.strerror or error}. Check path and rights."
        Console(stderr=True).print(told, style="red", markup=False, highlight=False)
        sys.exit(FAILED)
    except KeyboardInterrupt:
        Console(stderr=True).print("Interrupted. What was indexed stays indexed.")
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 (exit code 1 would say: not in the documents)
        _LOG.exception("unforeseen error")
        Console(stderr=True).print(_unforeseen(error), style="red", markup=False, highlight=False)
        sys.exit(FAILED)


def _unforeseen(error: Exception) -> str:
    if isinstance(error, sqlite3.DatabaseError):
        return (
            f"A database in the data directory (catalogue.sqlite3 or conversations.sqlite3) cannot "
            f"be used: {error}. If it is damaged, move that file away and run "
            "'index FOLDER --rebuild'."
        )
    return f"The command failed: {type(error).__name__}: {error}. The log says where."


def _add_serve(cli: typer.Typer, composition: Callable[[], Composition]) -> None:
    @cli.command()
    def serve(
        documents: Annotated[
            Path | None, typer.Option("--documents", help="Folder to index before serving.")
        ] = None,
        host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
        port: Annotated[
            int | None, typer.Option(min=0, max=65535, help="Port to listen on.")
        ] = None,
    ) -> None:
        """Serve the chat and the API on one port, after indexing a folder if given."""
        composed = composition()
        library = composed.library()
        if documents is not None:
            print_report(_synced(library, documents), Console(stderr=True))
        composed.serve(composed.assistant(library), host, port)


def _add_index(cli: typer.Typer, composition: Callable[[], Composition]) -> None:
    @cli.command()
    def index(
        folder: Annotated[
            Path, typer.Argument(help="Folder of documents; sub-folders name deals.")
        ],
        watch: Annotated[bool, typer.Option("--watch", help="Go on as files change.")] = False,
        rebuild: Annotated[
            bool, typer.Option("--rebuild", help="Empty the index first (new model or settings).")
        ] = False,
        allow_empty: Annotated[
            bool, typer.Option("--allow-empty", help="Accept that the folder is empty now.")
        ] = False,
        as_json: JsonOption = False,
    ) -> None:
        """Bring the index in line with a folder. Exit code 1 if a file could not be read."""
        library = composition().library(rebuild=rebuild)
        report = _synced(library, folder, allow_empty=allow_empty)
        _show_report(report, as_json=as_json)
        if watch:
            _watch(library, folder, as_json=as_json, last=report)
        library.close()
        raise typer.Exit(SOME_FAILED if report.failed else OK)


def _watch(library: Library, folder: Path, *, as_json: bool, last: SyncReport) -> None:
    """Sync whenever files change, and every now and then: not every file system tells."""
    from watchfiles import watch

    console = Console(stderr=True)
    console.print(f"Watching {folder}; Ctrl-C ends it.", markup=False)
    for _ in watch(folder, yield_on_timeout=True, rust_timeout=RESYNC_MILLISECONDS):
        try:
            report = _synced(library, folder)
        except DealAssistantError as error:
            # A folder that is empty for a moment, or another writer: the next time may do.
            console.print(str(error), style="red", markup=False, highlight=False)
            continue
        if report.added or report.changed or report.removed or report.failed != last.failed:
            _show_report(report, as_json=as_json)
        last = report


def _show_report(report: SyncReport, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(asdict(report), ensure_ascii=False))
    else:
        print_report(report, Console())


def _add_ask(cli: typer.Typer, composition: Callable[[], Composition]) -> None:
    @cli.command()
    def ask(
        question: Annotated[str, typer.Argument(help="What you want to know.")],
        deal: Annotated[str | None, typer.Option(help="Answer from this deal only.")] = None,
        document: Annotated[
            list[str] | None, typer.Option(help="Answer from this document (id) only.")
        ] = None,
        as_json: JsonOption = False,
    ) -> None:
        """Answer one question. Exit code 1 if the documents do not say."""
        composed = composition()
        library = composed.library()
        answer = composed.assistant(library).ask(question, deal=deal, documents=document or ())
        if as_json:
            typer.echo(answer.model_dump_json(indent=2))
        else:
            print_answer(answer, Console())
        library.close()
        raise typer.Exit(SOME_FAILED if answer.abstained else OK)


def _add_inspect(cli: typer.Typer) -> None:
    @cli.command()
    def inspect(
        file: Annotated[Path, typer.Argument(help="A document.")],
        as_json: JsonOption = False,
        html: Annotated[
            Path | None, typer.Option("--html", help="Write kept and removed text here, coloured.")
        ] = None,
        keep_all: Annotated[
            bool, typer.Option("--keep-all", help="Switch the noise filter off.")
        ] = False,
    ) -> None:
        """Show what the index sees of a file: the kept text, or what was removed and why."""
        from corpus.inspect import inspect_html, inspect_json
        from corpus.load import load_document

        document = load_document(file, keep_all=keep_all)
        if html is not None:
            html.write_text(inspect_html(document), "utf-8")
        if as_json:
            typer.echo(json.dumps(inspect_json(document), ensure_ascii=False, indent=2))
        elif html is None:
            text = document.text
            sys.stdout.write((harmless(text) if sys.stdout.isatty() else text) + "\n")


def _add_documents(cli: typer.Typer, composition: Callable[[], Composition]) -> None:
    group = typer.Typer(help="List or remove indexed documents.", no_args_is_help=True)
    cli.add_typer(group, name="documents")

    @group.command("list")
    def every(
        deal: Annotated[str | None, typer.Option(help="Of this deal only.")] = None,
        as_json: JsonOption = False,
    ) -> None:
        """List the indexed documents."""
        records = composition().library().documents(deal)
        if as_json:
            rows = [asdict(record) for record in records]
            typer.echo(json.dumps(rows, default=str, ensure_ascii=False, indent=2))
            return
        table = Table()
        for column in ("id", "path", "title", "kind", "date", "pages", "passages"):
            table.add_column(column, overflow="fold")
        for r in records:
            table.add_row(
                # As Text: what a document is called must not be read as markup.
                *(
                    Text(harmless(str(cell or "")))
                    for cell in (r.id, r.path, r.title, r.kind, r.published, r.page_count)
                ),
                str(r.passage_count),
            )
        Console().print(table)

    @group.command("remove")
    def remove(document_id: Annotated[str, typer.Argument(help="Id, as listed.")]) -> None:
        """Remove a document from the index; a file in a synced folder is left alone."""
        composition().library().remove(document_id)
        typer.echo(f"Removed {document_id}.")


def _add_doctor(cli: typer.Typer, composition: Callable[[], Composition]) -> None:
    @cli.command()
    def doctor(as_json: JsonOption = False) -> None:
        """Check the installation and the index. Exit code 1 if something is wrong."""
        results = list(composition().checks())
        if as_json:
            rows = [{"check": n, "sound": s, "remark": r} for n, s, r in results]
            typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            console = Console()
            for name, sound, remark in results:
                mark = "[green]ok[/green]   " if sound else "[red]wrong[/red]"
                console.print(f"{mark} {name}: ", end="")
                console.print(remark, markup=False, highlight=False)
        raise typer.Exit(OK if all(sound for _, sound, _ in results) else SOME_FAILED)


def _synced(library: Library, folder: Path, *, allow_empty: bool = False) -> SyncReport:
    with progress_bar() as progress:
        task = progress.add_task("indexing", total=None)

        def show(done: int, total: int, path: str) -> None:
            progress.update(task, completed=done, total=total, description=path or "indexed")

        return library.sync(folder, progress=show, allow_empty=allow_empty)
