"""Sentences that seem to answer a question which, its set says, no document answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.names import find_names
from assistant.questions import AnswerType, Question, read_question
from corpus.dates import find_dates
from corpus.documents import Document
from corpus.figures import FigureKind, find_figures
from corpus.sentences import sentence_spans
from evals.fact_types import Frozen
from index.words import find_words

# A sentence says something with two words of a question by chance too often.
MIN_TERMS = 3
_FIGURES = {
    AnswerType.AMOUNT: FigureKind.MONEY,
    AnswerType.PERCENT: FigureKind.PERCENT,
    AnswerType.DURATION: FigureKind.DURATION,
    AnswerType.NUMBER: FigureKind.NUMBER,
}


class StatedSentence(Frozen):
    """A sentence of the document at ``path`` that holds a question's words and a likely answer."""

    path: str
    text: str


def stated_after_all(question: str, documents: Iterable[Document]) -> Iterator[StatedSentence]:
    """Sentences with every content word of ``question`` and a value of the type it asks for.

    Words are compared as stems. The words of a document's path count for all its sentences,
    since a question names its deal and a sentence seldom does. Nothing is looked for where a
    question has fewer than MIN_TERMS words or asks for no value that can be recognised.
    """
    asked = read_question(question)
    terms = set(asked.terms)
    if len(terms) < MIN_TERMS:
        return
    for document in documents:
        missing = terms - _stems(f"{document.path} {document.title or ''}")
        for span in sentence_spans(document.text):
            sentence = document.text[span.start : span.end]
            if missing <= _stems(sentence) and _holds_answer(sentence, asked):
                yield StatedSentence(path=document.path, text=sentence)


def _stems(text: str) -> set[str]:
    return {word.stem for word in find_words(text) if word.is_content}


def _holds_answer(sentence: str, asked: Question) -> bool:
    kind = _FIGURES.get(asked.answer_type)
    if kind is not None:
        known = {f.value for f in find_figures(asked.text)}
        return any(f.kind is kind and f.value not in known for f in find_figures(sentence))
    if asked.answer_type is AnswerType.DATE:
        return len(find_dates(sentence)) > len(find_dates(asked.text))
    if asked.answer_type is AnswerType.NAME:
        names = find_names(sentence, find_words(sentence))
        return any(_stems(name).isdisjoint(asked.terms) for name in names)
    return asked.answer_type is AnswerType.POLARITY
