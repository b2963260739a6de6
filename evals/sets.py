"""Eval sets: JSON Lines, one question a line."""

from __future__ import annotations

import json
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from pydantic import Field, StrictBool, ValidationError

from corpus.errors import DealAssistantError
from evals.fact_types import Fact, Frozen

__all__ = ["Answerability", "EvalQuestion", "EvalSet", "EvalSetError", "Evidence", "Frozen"]


class EvalSetError(DealAssistantError):
    """An eval set cannot be used as it stands."""


class Answerability(StrEnum):
    """How far the documents answer a question.

    ``partial``: in part, and the answer gives that part. ``underspecified``: only once it
    says which deal or document is meant, so it is declined as it stands.
    """

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"
    UNDERSPECIFIED = "underspecified"


class Evidence(Frozen):
    """Where the answer stands: a document (path in the documents folder) and its words.

    ``relevance`` is how much it says, where people graded it: its gain in nDCG.
    """

    document: str
    page: int | None = None
    quote: str | None = None
    relevance: int = Field(default=1, ge=1)


class EvalQuestion(Frozen):
    """One question and what a right answer must and must not say.

    ``facts`` holds, per required fact, the alternatives of which one must occur, or a typed
    fact; ``answer_span`` the words that answer, or alternatives, "" where none may be marked.
    ``history`` holds the questions asked before, oldest first. ``draft`` marks a question
    written by ``eval init`` that nobody has reviewed. ``reference`` is a right answer in prose,
    for data that has no facts: agreement with it is estimated.
    """

    id: str
    question: str
    history: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    answer_span: str | tuple[str, ...] | None = None
    reference: str | None = Field(default=None, pattern=r"\S")
    forbidden: tuple[str, ...] = ()
    forbidden_facts: tuple[Fact, ...] = ()
    answerable: StrictBool | Answerability
    evidence: tuple[Evidence, ...] = ()
    tags: tuple[str, ...] = Field(default=())
    draft: bool = False

    @property
    def says_what_is_right(self) -> bool:
        """Whether anything says what a right answer states."""
        return bool(self.facts or self.reference or any(s.strip() for s in self.answer_spans))

    @property
    def answer_spans(self) -> tuple[str, ...]:
        """The alternatives of ``answer_span``; empty where none is given."""
        if self.answer_span is None:
            return ()
        return (self.answer_span,) if isinstance(self.answer_span, str) else self.answer_span

    @property
    def expects_answer(self) -> bool:
        """Whether the documents say at least a part of what is asked."""
        if isinstance(self.answerable, bool):
            return self.answerable
        return self.answerable in {Answerability.FULL, Answerability.PARTIAL}


class EvalSet(Frozen):
    """The questions of one file, in order, and the hash of its bytes."""

    path: str
    digest: str
    questions: tuple[EvalQuestion, ...]


def load_set(path: Path) -> EvalSet:
    """Read the eval set at ``path``.

    Raises:
        EvalSetError: the file is missing or empty, a line is not a question, or an id
            occurs twice; the message names file, line and field.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EvalSetError(f"{path}: cannot be read ({error.strerror}). Check --set.") from error
    questions: list[EvalQuestion] = []
    lines: dict[str, int] = {}
    for number, line in enumerate(data.decode("utf-8", errors="replace").splitlines(), start=1):
        if not line.strip():
            continue
        question = _question(path, number, line)
        if question.id in lines:
            raise EvalSetError(
                f"{path}, line {number}: id {question.id!r} already stands on line "
                f"{lines[question.id]}. Give each question an id of its own."
            )
        lines[question.id] = number
        questions.append(question)
    if not questions:
        raise EvalSetError(f"{path}: holds no question. An empty set proves nothing.")
    return EvalSet(path=str(path), digest=sha256(data).hexdigest(), questions=tuple(questions))


def _question(path: Path, number: int, line: str) -> EvalQuestion:
    try:
        return EvalQuestion.model_validate(json.loads(line))
    except json.JSONDecodeError as error:
        raise EvalSetError(f"{path}, line {number}: not JSON ({error.msg}).") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "line"
        raise EvalSetError(f"{path}, line {number}: {field}: {first['msg']}.") from error
