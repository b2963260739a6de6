"""SQuAD's format, versions 1.1 and 2.0 (Rajpurkar et al. 2016, 2018), as an eval set.

Every paragraph becomes a document of its own, in a folder named after its article.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ValidationError

from evals.adapters.lines import read_text
from evals.adapters.writing import file_name, write_document, write_questions
from evals.sets import EvalQuestion, EvalSetError, Evidence
from evals.spans import squad_tokens


class SquadAnswer(BaseModel):
    """An answer and where it begins in its paragraph."""

    text: str
    answer_start: int


class SquadQuestion(BaseModel):
    """A question; ``is_impossible`` (2.0): the paragraph does not answer it."""

    id: str
    question: str
    answers: tuple[SquadAnswer, ...] = ()
    is_impossible: bool = False


class SquadParagraph(BaseModel):
    """A paragraph and the questions on it."""

    context: str
    qas: tuple[SquadQuestion, ...]


class SquadArticle(BaseModel):
    """An article's paragraphs."""

    title: str = ""
    paragraphs: tuple[SquadParagraph, ...]


class SquadFile(BaseModel):
    """A whole file."""

    data: tuple[SquadArticle, ...]


def read_squad(path: Path) -> SquadFile:
    """The SQuAD file at ``path``.

    Raises:
        EvalSetError: it cannot be read, or is not in SQuAD's format; the message names the
            place in the file.
    """
    try:
        return SquadFile.model_validate_json(read_text(path))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "top"
        raise EvalSetError(
            f"{path}: is not in SQuAD's format, at {place}: {first['msg']}."
        ) from error


def write_squad(source: SquadFile, out: Path) -> int:
    """Write the paragraphs under ``out``/documents and the questions to ``out``/set.jsonl.

    Returns how many questions there are.
    """
    lines = []
    for number, article in enumerate(source.data):
        folder = f"{number:03}-{file_name(article.title, 'article')}"
        for place, paragraph in enumerate(article.paragraphs):
            document = f"{folder}/{place:03}.txt"
            write_document(out, document, paragraph.context)
            lines += [_question(document, item) for item in paragraph.qas]
    return write_questions(out, lines)


def _question(document: str, item: SquadQuestion) -> EvalQuestion:
    # As in the official scorer, what nothing is left of after normalisation is no answer.
    answers = tuple(dict.fromkeys(a.text for a in item.answers if squad_tokens(a.text)))
    answerable = bool(answers) and not item.is_impossible
    return EvalQuestion(
        id=item.id,
        question=item.question,
        facts=(answers,) if answerable else (),
        answer_span=answers if answerable else "",
        answerable=answerable,
        evidence=(Evidence(document=document, quote=answers[0]),) if answerable else (),
        tags=("squad",),
    )
