"""A pytest plugin: each question of an eval set is a test.

``pytest --deal-set SET --deal-documents FOLDER`` asks the questions of SET; without
``--deal-set`` the plugin does nothing. It is imported by every run of pytest where this package
is installed, so nothing heavy is imported before the first question is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from evals.question_tests import QuestionTests
    from evals.sets import EvalQuestion, EvalSet

_TESTS: pytest.StashKey[QuestionTests] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the plugin."""
    group = parser.getgroup("deal assistant")
    group.addoption(
        "--deal-set",
        metavar="SET",
        type=Path,
        help="Eval set (JSONL) whose questions are tests; -k takes ids and tags.",
    )
    group.addoption(
        "--deal-documents", metavar="FOLDER", type=Path, help="Folder that --deal-set asks about."
    )
    group.addoption(
        "--deal-assistant",
        metavar="MODULE:FUNCTION",
        default="app:open_evaluated",
        help="What makes an assistant on the index in a folder (default: %(default)s).",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Collect the set, beside the paths that were named, or alone where none was."""
    eval_set: Path | None = config.getoption("--deal-set")
    if eval_set is None:
        return
    documents: Path | None = config.getoption("--deal-documents")
    if documents is None or not documents.is_dir():
        raise pytest.UsageError("--deal-set needs --deal-documents, a folder that is there.")
    if not eval_set.is_file():
        raise pytest.UsageError(f"{eval_set}: is not a file. Check --deal-set.")
    named = config.args if config.args_source is config.ArgsSource.ARGS else []
    config.args = [*named, str(eval_set.resolve())]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the file that ``--deal-set`` names."""
    eval_set: Path | None = parent.config.getoption("--deal-set")
    if eval_set is None or file_path != eval_set.resolve():
        return None
    collector: pytest.Collector = SetFile.from_parent(parent, path=file_path)
    return collector


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close the index, where one was opened."""
    tests = config.stash.get(_TESTS, None)
    if tests is not None:
        tests.close()


class SetFile(pytest.File):
    """An eval set as a file of tests."""

    def collect(self) -> Iterator[QuestionItem]:
        """A test for each question."""
        from evals.sets import EvalSetError, load_set

        try:
            eval_set = load_set(self.path)
        except EvalSetError as error:
            raise self.CollectError(str(error)) from error
        for question in eval_set.questions:
            yield QuestionItem.from_parent(
                self, name=question.id, eval_set=eval_set, question=question
            )


class QuestionItem(pytest.Item):
    """A question as a test; it fails with the cause that the reports give."""

    def __init__(self, *, eval_set: EvalSet, question: EvalQuestion, **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]  # pytest passes on what it was given
        self.eval_set = eval_set
        self.question = question
        self.extra_keyword_matches.update(question.tags)

    def runtest(self) -> None:
        """Ask the question; raises DealAssistantError where the answer does not pass."""
        from evals.question_tests import QuestionTests

        stash = self.config.stash
        if _TESTS not in stash:
            stash[_TESTS] = QuestionTests(
                self.eval_set,
                self.config.getoption("--deal-documents"),
                self.config.getoption("--deal-assistant"),
            )
        stash[_TESTS].check(self.question)

    def repr_failure(  # type: ignore[override]  # text is allowed, the base says a code repr
        self, excinfo: pytest.ExceptionInfo[BaseException], style: str | None = None
    ) -> object:
        """The message alone of an error that the product raises on purpose."""
        from corpus.errors import DealAssistantError

        if isinstance(excinfo.value, DealAssistantError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Where the question stands, and its words."""
        return self.path, None, f"{self.question.id}: {self.question.question}"
