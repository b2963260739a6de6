"""Which sentences answer: weighed by words, then by meaning, the best of them read closely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.extractive.agreeing import Marked, agreements
from assistant.extractive.evidence import Sentence
from assistant.extractive.features import SENTENCE_FEATURES, has_new_form, measure_sentences
from assistant.extractive.meaning import QuestionVectors
from assistant.extractive.model import Model
from assistant.extractive.reader import Excerpt, Reader, Reading
from assistant.extractive.spans import Span, best_span
from assistant.questions import SEVERAL, VALUES, Question
from index.hits import Hit

NEAR_FEATURES = (
    *SENTENCE_FEATURES,
    "closeness",
    "closeness_below_best",
    "meaning",
    "meaning_below_best",
)
READ_FEATURES = ("reader", "reader_share", "span", "span_share", "near", "agreement")
CLOSE_FEATURES = NEAR_FEATURES + READ_FEATURES
# How many sentences are read at the most, and how many before it is seen whether one of them
# answers: as log-odds, twenty to one.
SHORTLIST = 8
READ_FIRST = 4
SURELY = 3.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence, the words in it that answer, and its features.

    ``probability`` is that of the sentence holding the answer, given that some does;
    ``features`` are the CLOSE_FEATURES.
    """

    sentence: Sentence
    span: Span | None
    probability: float
    features: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The sentences worth reading, best first: their indices, NEAR_FEATURES and logits."""

    chosen: tuple[int, ...]
    features: NDArray[np.float32]
    logits: NDArray[np.float64]

    def only(self, places: Sequence[int]) -> Shortlist:
        """Those at ``places`` of the list."""
        rows = list(places)
        return Shortlist(
            tuple(self.chosen[i] for i in rows), self.features[rows], self.logits[rows]
        )


def compare_sentences(
    question: Question,
    vectors: QuestionVectors,
    sentences: Sequence[Sentence],
    hits: Sequence[Hit],
) -> NDArray[np.float32]:
    """The NEAR_FEATURES of each sentence, shape (sentences, features)."""
    features = measure_sentences(question, sentences, hits)
    if not sentences:
        return np.zeros((0, len(NEAR_FEATURES)), dtype=np.float32)
    said = np.stack([s.vector for s in sentences])
    columns = []
    for asked in (vectors.plain, vectors.meant):
        near = said @ asked
        columns += [near[:, None], (near - near.max())[:, None]]
    return np.concatenate([features, *columns], axis=1)


def shortlist(
    question: Question,
    vectors: QuestionVectors,
    sentences: Sequence[Sentence],
    hits: Sequence[Hit],
    model: Model,
) -> Shortlist:
    """The SHORTLIST best sentences by words and meaning."""
    features = compare_sentences(question, vectors, sentences, hits)
    logits = model.near.logits(features)
    best = np.argsort(-logits, kind="stable")[:SHORTLIST]
    return Shortlist(tuple(best.tolist()), features[best], logits[best])


def rank_sentences(
    question: Question,
    vectors: QuestionVectors,
    sentences: Sequence[Sentence],
    hits: Sequence[Hit],
    model: Model,
    reader: Reader,
) -> tuple[Ranked, ...]:
    """The shortlisted sentences, best first."""
    if not sentences:
        return ()
    listed = shortlist(question, vectors, sentences, hits, model)
    read, readings = read_listed(question, sentences, listed, reader)
    return rank_read(question, sentences, read, readings, model)


def read_listed(
    question: Question, sentences: Sequence[Sentence], listed: Shortlist, reader: Reader
) -> tuple[Shortlist, tuple[Reading, ...]]:
    """What was read of the shortlist, and its readings.

    Reading is what an answer waits for, and what stands further down seldom answers better:
    where one of the READ_FIRST best surely answers, of the others only those are read that may
    tell the same with another value.
    """
    first = len(listed.chosen) if question.kind in SEVERAL else READ_FIRST
    places = list(range(min(first, len(listed.chosen))))
    readings = _read(question, sentences, listed.only(places), reader)
    odds = [read.odds for read in readings]
    more = list(range(len(places), len(listed.chosen)))
    if odds and max(odds) > SURELY:
        best = sentences[listed.chosen[int(np.argmax(odds))]]
        more = [i for i in more if _may_differ(question, sentences[listed.chosen[i]], best)]
    return (
        listed.only([*places, *more]),
        readings + _read(question, sentences, listed.only(more), reader),
    )


def _read(
    question: Question, sentences: Sequence[Sentence], listed: Shortlist, reader: Reader
) -> tuple[Reading, ...]:
    return reader.read(question.text, [excerpt_of(sentences[i]) for i in listed.chosen])


def _may_differ(question: Question, sentence: Sentence, best: Sentence) -> bool:
    """Whether ``sentence``, of another document, holds a value of the kind asked for."""
    return (
        question.answer_type in VALUES
        and sentence.document.id != best.document.id
        and has_new_form(question, sentence.text)
    )


def rank_read(
    question: Question,
    sentences: Sequence[Sentence],
    listed: Shortlist,
    readings: Sequence[Reading],
    model: Model,
) -> tuple[Ranked, ...]:
    """The shortlisted sentences, already read, best first."""
    spans = [
        best_span(question, sentences[i].text, read, model.span)
        for i, read in zip(listed.chosen, readings, strict=True)
    ]
    rows = close_features(listed, sentences, readings, spans)
    probabilities = model.sentence.probabilities(rows)
    order = np.argsort(-probabilities, kind="stable")
    return tuple(
        Ranked(sentences[listed.chosen[i]], spans[i], float(probabilities[i]), rows[i])
        for i in order
    )


def excerpt_of(sentence: Sentence) -> Excerpt:
    """What is read of ``sentence``: it, after what a person would have read before it."""
    return Excerpt(sentence.text, sentence.lead_in)


def close_features(
    listed: Shortlist,
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    spans: Sequence[Span | None],
) -> NDArray[np.float32]:
    """The CLOSE_FEATURES of the shortlist, shape (len(readings), features)."""
    odds = np.array([read.odds for read in readings])
    scores = np.array([span.score if span else -20.0 for span in spans])
    shares = _softmax(odds)
    marked = [Marked.of(sentences[i], span) for i, span in zip(listed.chosen, spans, strict=True)]
    read = np.stack(
        [
            np.clip(odds / 10, -2, 2),
            shares,
            np.clip(scores / 10, -2, 2),
            _softmax(scores),
            np.clip(listed.logits / 10, -2, 2),
            agreements(marked, shares),
        ],
        axis=1,
    )
    return np.concatenate([listed.features, read.astype(np.float32)], axis=1)


def _softmax(values: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(values - values.max(initial=-np.inf))
    out: NDArray[np.float64] = powers / powers.sum()
    return out
