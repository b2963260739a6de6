"""One evaluation from folder and set to run: cached records, or index, ask and score."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rich.console import Console

from corpus.errors import DealAssistantError
from evals.progress import show_progress

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from evals.record_cache import RecordCache
    from evals.records import Run
    from evals.sets import EvalSet

CACHE_FOLDER = Path("reports/cache")


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What is evaluated.

    ``open`` makes an assistant on the index in a folder; with more than one job it is called
    in other processes too, so it must be a function that they can import. ``configuration``
    says all that its answers depend on beside this program and the documents, model weights
    included; None turns the cache off.
    """

    open: Callable[[Path], Assistant]
    configuration: Callable[[], Mapping[str, object]] | None = None


class CacheError(DealAssistantError):
    """Records cannot be kept."""


def open_cache(
    evaluated: Evaluated, documents: Path, folder: Path, *, read: bool, keep: int = 0
) -> RecordCache | None:
    """The cache for runs of ``evaluated`` on ``documents``; None where it cannot be keyed.

    ``keep`` contexts at least, those used last, are left in ``folder``.

    Raises:
        CacheError: ``folder`` cannot be written.
    """
    from evals.record_cache import RecordCache, context_digest

    if evaluated.configuration is None:
        return None
    try:
        context = context_digest(documents, evaluated.configuration())
        return RecordCache(folder, context, read=read, keep=keep)
    except OSError as error:
        raise CacheError(
            f"{error.filename or folder}: {error.strerror}. Name a folder that can be written "
            "with --cache-dir."
        ) from error


def evaluate(
    eval_set: EvalSet,
    documents: Path,
    evaluated: Evaluated,
    console: Console,
    *,
    jobs: int = 1,
    cache: RecordCache | None = None,
) -> Run:
    """The run of ``eval_set`` on ``documents``; nothing is opened where ``cache`` holds it all.

    Raises:
        SetDoesNotFitError: evidence is not where the set says.
        DealAssistantError: the index cannot be made, or a question cannot be asked.
    """
    from evals.asking import Helpers, one_thread
    from evals.runner import cached_run, run_set

    whole = cached_run(eval_set, cache) if cache is not None else None
    if whole is not None:
        return whole
    with ExitStack() as stack:
        data_dir = Path(stack.enter_context(TemporaryDirectory(prefix="deal-assistant-eval-")))
        helpers = (
            stack.enter_context(Helpers(evaluated.open, data_dir, jobs - 1)) if jobs > 1 else None
        )
        stack.enter_context(one_thread())
        assistant = evaluated.open(data_dir)
        try:
            with show_progress(console, "indexing") as show:
                synced = assistant.library.sync(documents, progress=show)
                for failure in synced.failed:
                    console.print(f"not indexed: {failure.message}", markup=False)
                asking = helpers.asking(assistant) if helpers else None
                return run_set(eval_set, assistant, documents, show, asking=asking, cache=cache)
        finally:
            assistant.library.close()
