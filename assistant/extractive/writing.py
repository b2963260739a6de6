"""How quoted evidence reads: claims with their marked words, and the short lead."""

from __future__ import annotations

import re

from assistant.answers import Citation, Claim
from assistant.extractive.evidence import Sentence, cite
from assistant.extractive.polarity import Polarity, decide_polarity
from assistant.extractive.ranking import Ranked
from assistant.questions import AnswerType, Question, QuestionKind
from corpus.documents import BlockKind

MAX_LEAD_WORDS = 9
MAX_LEAD_SHARE = 0.6
_QUALIFIER = re.compile(
    r"\b(?:(?:(?:an? )?(?:estimated|total of|further|additional|minimum of|maximum of)|up to|"
    r"more than|less than|fewer than|at least|at most|about|around|approximately|roughly|"
    r"nearly|almost|over|under|some|no more than|no less than|not more than|"
    r"in excess of|between|circa|c\.|by|before|"
    r"after|until|within|since|late|early|mid)\s+)+$",
    re.IGNORECASE,
)
_MEASURED = {
    AnswerType.AMOUNT, AnswerType.PERCENT, AnswerType.NUMBER, AnswerType.DURATION, AnswerType.DATE,
}  # fmt: skip
_NO_SPAN = {QuestionKind.YES_NO, QuestionKind.COMPARISON}


def write_claim(ranked: Ranked, *, mark: bool = True) -> Claim:
    """The quoted sentence, what must be read with it, and the answering words marked."""
    sentence = ranked.sentence
    text, citations, offset = _quoted(sentence)
    if not mark or ranked.span is None:
        return Claim(text=text, citations=citations)
    return Claim(
        text=text,
        citations=citations,
        span_start=offset + ranked.span.start,
        span_end=offset + ranked.span.end,
    )


def marks_words(question: Question) -> bool:
    """Whether a few words of a sentence can answer ``question``."""
    return question.kind not in _NO_SPAN


def lead_of(question: Question, ranked: Ranked) -> str | None:
    """A few words that answer, None where only the whole sentence does.

    A measure keeps its qualifier: "more than $20 billion", not "$20 billion".
    """
    text = ranked.sentence.text
    if question.kind is QuestionKind.YES_NO:
        polarity = decide_polarity(question, text)
        return None if polarity is Polarity.OPEN else polarity.value
    if question.kind in _NO_SPAN or ranked.span is None:
        return None
    start, end = ranked.span.start, ranked.span.end
    if question.answer_type in _MEASURED:
        qualifier = _QUALIFIER.search(text, 0, start)
        if qualifier:
            start = qualifier.start()
    lead = text[start:end].strip()
    if len(lead.split()) > MAX_LEAD_WORDS or len(lead) > MAX_LEAD_SHARE * len(text):
        return None
    return lead


def _quoted(sentence: Sentence) -> tuple[str, tuple[Citation, ...], int]:
    """The claim's text, its citations, and where the sentence itself begins in the text."""
    if not sentence.context:
        return sentence.text, (cite(sentence),), 0
    start, end = sentence.context[0]
    if sentence.kind is not BlockKind.TABLE_ROW:
        joined = cite(sentence, start, sentence.end)
        return joined.quote, (joined,), sentence.start - start
    header = cite(sentence, start, end)
    return f"{header.quote}\n{sentence.text}", (header, cite(sentence)), len(header.quote) + 1
