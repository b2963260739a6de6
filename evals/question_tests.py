"""What the pytest plugin does once the first question is asked."""

from __future__ import annotations

from pathlib import Path
from pkgutil import resolve_name
from tempfile import TemporaryDirectory

from corpus.errors import DealAssistantError
from evals.asking import asking_here, one_thread
from evals.records import Record
from evals.report_formats.clusters import fault
from evals.runner import check_evidence, record_of
from evals.sets import EvalQuestion, EvalSet
from evals.sources import read_sources


class QuestionFailedError(DealAssistantError):
    """An answer does not say what the set expects."""


class QuestionTests:
    """A set, the documents it asks about, and an assistant on a fresh index of them."""

    def __init__(self, eval_set: EvalSet, documents: Path, open_assistant: str) -> None:
        """Index ``documents``; ``open_assistant`` is ``MODULE:FUNCTION``.

        Raises:
            SetDoesNotFitError: evidence is not where the set says.
        """
        self._sources = read_sources(documents)
        check_evidence(eval_set, self._sources)
        self._folder = TemporaryDirectory(prefix="deal-assistant-tests-")
        with one_thread():
            self._assistant = resolve_name(open_assistant)(Path(self._folder.name))
            self._assistant.library.sync(documents)

    def check(self, question: EvalQuestion) -> None:
        """Ask ``question``.

        Raises:
            QuestionFailedError: the answer fails, for the cause it names.
        """
        ((asked,),) = asking_here(self._assistant)([(question,)])
        record = record_of(asked, self._sources)
        if record.cause is not None:
            raise QuestionFailedError(_failure(record))

    def close(self) -> None:
        """Close the index and remove it."""
        self._assistant.library.close()
        self._folder.cleanup()


def _failure(record: Record) -> str:
    lines = [
        f"{record.cause}: {fault(record)}",
        f"question: {record.question}",
        f"answer:   {record.answer}",
    ]
    lines += [
        f"cited:    {c.document}{'' if c.page is None else f', page {c.page}'}: {c.quote}"
        for c in record.citations
    ]
    return "\n".join(lines)
