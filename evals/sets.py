"""Eval sets: JSON Lines, one question a line."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import DealAssistantError


class EvalSetError(DealAssistantError):
    """An eval set cannot be used as it stands."""


class Frozen(BaseModel):
    """Base of the eval types: immutable, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Frozen):
    """Where the answer stands: a document (path in the documents folder) and its words."""

    document: str
    page: int | None = None
    quote: str | None = None


class EvalQuestion(Frozen):
    """One question and what a right answer must and must not say.

    ``facts`` holds, per required fact, the alternatives of which one must occur.
    ``history`` holds the questions asked before, oldest first.
    """

    id: str
    question: str
    history: tuple[str, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    answer_span: str | None = None
    forbidden: tuple[str, ...] = ()
    answerable: bool
    evidence: tuple[Evidence, ...] = ()
    tags: tuple[str, ...] = Field(default=())


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
