"""Which sentences answer: all of them weighed by words, the best of them read closely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.extractive.evidence import Sentence
from assistant.extractive.features import SENTENCE_FEATURES, measure_sentences
from assistant.extractive.model import Model
from assistant.extractive.reader import Reader, Reading
from assistant.extractive.spans import Span, best_span
from assistant.questions import Question
from index.hits import Hit

READ_FEATURES = ("reader", "reader_share", "span", "span_share", "unread")
CLOSE_FEATURES = SENTENCE_FEATURES + READ_FEATURES
SHORTLIST = 6


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


def shortlist(
    question: Question, sentences: Sequence[Sentence], hits: Sequence[Hit], model: Model
) -> tuple[list[int], NDArray[np.float32], NDArray[np.float64]]:
    """The indices of the SHORTLIST best sentences by words, all features, all logits."""
    features = measure_sentences(question, sentences, hits)
    logits = model.sentence_unread.logits(features)
    return list(np.argsort(-logits, kind="stable")[:SHORTLIST]), features, logits


def rank_sentences(
    question: Question,
    sentences: Sequence[Sentence],
    hits: Sequence[Hit],
    model: Model,
    reader: Reader | None,
) -> tuple[Ranked, ...]:
    """The shortlisted sentences, best first; by words alone without a ``reader``."""
    if not sentences:
        return ()
    chosen, features, logits = shortlist(question, sentences, hits, model)
    if reader is None:
        return _by_words(sentences, chosen, features, logits)
    readings = reader.read(question.text, [sentences[i].text for i in chosen])
    spans = [
        best_span(question, sentences[i].text, read, model.span)
        for i, read in zip(chosen, readings, strict=True)
    ]
    rows = close_features(features[chosen], logits[chosen], readings, spans)
    probabilities = model.sentence.probabilities(rows)
    order = np.argsort(-probabilities, kind="stable")
    return tuple(
        Ranked(sentences[chosen[i]], spans[i], float(probabilities[i]), rows[i]) for i in order
    )


def _by_words(
    sentences: Sequence[Sentence],
    chosen: list[int],
    features: NDArray[np.float32],
    logits: NDArray[np.float64],
) -> tuple[Ranked, ...]:
    unread = np.zeros(len(READ_FEATURES), dtype=np.float32)
    unread_at = READ_FEATURES.index("unread")
    ranked = []
    for i in chosen:
        row = np.concatenate([features[i], unread])
        row[len(SENTENCE_FEATURES) + unread_at] = np.clip(logits[i] / 10, -2, 2)
        probability = float(1 / (1 + np.exp(-np.clip(logits[i], -30, 30))))
        ranked.append(Ranked(sentences[i], None, probability, row))
    return tuple(ranked)


def close_features(
    features: NDArray[np.float32],
    logits: NDArray[np.float64],
    readings: Sequence[Reading],
    spans: Sequence[Span | None],
) -> NDArray[np.float32]:
    """The CLOSE_FEATURES: those by words and those of the reading."""
    margins = np.array([read.best()[0][2] if read.best() else -20.0 for read in readings])
    scores = np.array([span.score if span else -20.0 for span in spans])
    read = np.stack(
        [
            np.clip(margins / 10, -2, 2),
            _softmax(margins),
            np.clip(scores / 10, -2, 2),
            _softmax(scores),
            np.clip(logits / 10, -2, 2),
        ],
        axis=1,
    )
    return np.concatenate([features, read.astype(np.float32)], axis=1)


def _softmax(values: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(values - values.max(initial=-np.inf))
    out: NDArray[np.float64] = powers / powers.sum()
    return out
