"""The words of a sentence that answer: candidates from the reader and by form, scored."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.extractive.forms import Candidate, find_candidates
from assistant.extractive.model import Logistic
from assistant.extractive.reader import Reading
from assistant.questions import AnswerType, Question
from index.words import STOP_WORDS, content_stems, find_words

SPAN_FEATURES = (
    "reader",
    "reader_below_best",
    "form_exact",
    "form_inside",
    "form_cut",
    "form_absent",
    "asked_share",
    "all_asked",
    "words",
    "one_word",
    "many_words",
    "opens_with_stop_word",
    "opens_with_article",
    "ends_with_stop_word",
    "bounded_left",
    "bounded_right",
    "cuts_name_left",
    "cuts_name_right",
    "asked_before",
    "asked_after",
    "clause_sign_inside",
)
READER_CANDIDATES = 20
_EDGE = re.compile(r"[\s\"“”'‘’(),.;:\[\]]+")
_ARTICLES = {"the", "a", "an"}
_NO_FORM = {AnswerType.PHRASE, AnswerType.POLARITY, AnswerType.REASON}


@dataclass(frozen=True, slots=True)
class Span:
    """Answering words [start, end) of a sentence and their score, a logit."""

    start: int
    end: int
    score: float


def candidate_spans(question: Question, text: str, reading: Reading) -> list[tuple[int, int]]:
    """Ranges of ``text`` worth scoring, each once: the reader's best, and those by form."""
    ranges: dict[tuple[int, int], None] = {}
    for start, end, _ in reading.best(READER_CANDIDATES):
        ranges[_trimmed(text, start, end)] = None
    types = [question.answer_type]
    if question.answer_type is AnswerType.PLACE:
        types.append(AnswerType.NAME)
    for answer_type in types:
        for candidate in find_candidates(text, answer_type):
            ranges[_trimmed(text, candidate.start, candidate.end)] = None
    return [(start, end) for start, end in ranges if end > start]


def best_span(question: Question, text: str, reading: Reading, scorer: Logistic) -> Span | None:
    """The best scored candidate, None where there is none."""
    ranges = candidate_spans(question, text, reading)
    if not ranges:
        return None
    scores = scorer.logits(measure_spans(question, text, reading, ranges))
    best = int(np.argmax(scores))
    return Span(*ranges[best], float(scores[best]))


def measure_spans(
    question: Question, text: str, reading: Reading, ranges: Sequence[tuple[int, int]]
) -> NDArray[np.float32]:
    """The SPAN_FEATURES of each range, shape (len(ranges), features)."""
    forms = find_candidates(text, question.answer_type)
    if question.answer_type is AnswerType.PLACE and not forms:
        forms = find_candidates(text, AnswerType.NAME)
    logits = [_reader_logit(reading, start, end) for start, end in ranges]
    best = max(logits, default=0.0)
    asked = content_stems(question.text)
    names = find_candidates(text, AnswerType.NAME)
    rows = [
        [
            np.clip(logit / 10, -2, 2),
            np.clip((logit - best) / 10, -2, 0),
            *_form(question, forms, start, end),
            *_shape(text, start, end, asked),
            *_cuts(names, start, end),
            *_neighbours(text, start, end, asked),
            float(bool(re.search(r"[;:]|, (?:but|which|who)\b", text[start:end]))),
        ]
        for (start, end), logit in zip(ranges, logits, strict=True)
    ]
    return np.asarray(rows, dtype=np.float32)


def _reader_logit(reading: Reading, start: int, end: int) -> float:
    """The reader's logit of the pieces that cover [start, end), above no answer."""
    inside = np.flatnonzero((reading.spans[:, 0] < end) & (reading.spans[:, 1] > start))
    if not len(inside):
        return -20.0
    return float(reading.first[inside[0]] + reading.last[inside[-1]] - reading.no_answer)


def _form(
    question: Question, forms: Sequence[Candidate], start: int, end: int
) -> tuple[float, float, float, float]:
    """Exactly a form asked for, one inside it, one cut by it, none of it though asked for."""
    if question.answer_type in _NO_FORM:
        return 0.0, 0.0, 0.0, 0.0
    exact = any(c.start == start and c.end == end for c in forms)
    inside = not exact and any(start <= c.start and c.end <= end for c in forms)
    cut = not exact and any(
        c.start < end and start < c.end and not (start <= c.start and c.end <= end) for c in forms
    )
    absent = not any(c.start < end and start < c.end for c in forms)
    return float(exact), float(inside), float(cut), float(absent)


def _shape(text: str, start: int, end: int, asked: frozenset[str]) -> tuple[float, ...]:
    words = find_words(text[start:end])
    content = [word for word in words if word.is_content]
    share = sum(w.stem in asked for w in content) / len(content) if content else 1.0
    first = words[0].text.lower() if words else ""
    last = words[-1].text.lower() if words else ""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    return (
        share,
        float(share == 1.0),
        np.log1p(len(words)) / 2,
        float(len(words) == 1),
        float(len(words) > 6),
        float(first in STOP_WORDS),
        float(first in _ARTICLES),
        float(last in STOP_WORDS),
        float(not before or not before[-1].isalnum() or before.split()[-1].lower() in STOP_WORDS),
        float(not after or not after[0].isalnum() or after.split()[0].lower() in STOP_WORDS),
    )


def _cuts(names: Sequence[Candidate], start: int, end: int) -> tuple[float, float]:
    return (
        float(any(name.start < start < name.end for name in names)),
        float(any(name.start < end < name.end for name in names)),
    )


def _neighbours(text: str, start: int, end: int, asked: frozenset[str]) -> tuple[float, float]:
    """Whether the three words before, and after, hold a word of the question."""
    before = [word.stem for word in find_words(text[:start]) if word.is_content][-3:]
    after = [word.stem for word in find_words(text[end:]) if word.is_content][:3]
    return float(any(w in asked for w in before)), float(any(w in asked for w in after))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space and stray punctuation at its edges."""
    opening = _EDGE.match(text, start, end)
    if opening:
        start = opening.end()
    while end > start and _EDGE.fullmatch(text[end - 1]) and not _closes(text, start, end):
        end -= 1
    return start, end


def _closes(text: str, start: int, end: int) -> bool:
    """A closing bracket opened inside, or the dot of an abbreviation such as "Inc."."""
    if text[end - 1] == ")":
        return "(" in text[start : end - 1]
    return text[end - 1] == "." and bool(
        re.search(r"\b(?:Inc|Corp|Ltd|Co|[A-Z]\.[A-Z])\.$", text[start:end])
    )
