"""Trains the two models that need a whole ranking: the close ranking, and abstention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.extractive.abstention import (
    ANSWERABLE_FEATURES,
    UNREAD_FEATURES,
    measure_answerable,
)
from assistant.extractive.model import Logistic, Model
from assistant.extractive.ranking import (
    CLOSE_FEATURES,
    Ranked,
    close_features,
    rank_sentences,
    shortlist,
)
from assistant.extractive.reader import Reader, Reading
from assistant.extractive.spans import Span, best_span
from scripts.extractive_training.combiner import Case, calibrated, fit_listwise, fit_logistic

# How many unanswerable questions of each kind count as one answerable question.
_WEIGHTS = {"full": 1.0, "no article": 0.3, "no paragraph": 0.35, "renamed": 0.35}


@dataclass(frozen=True)
class Read:
    """A case's shortlist, read: sentence indices, their features by words and readings."""

    case: Case
    chosen: list[int]
    features: NDArray[np.float32]
    logits: NDArray[np.float64]
    readings: tuple[Reading, ...]


def read_case(case: Case, first_stage: Model, reader: Reader) -> Read:
    """Shortlist and read ``case``."""
    chosen, features, logits = shortlist(case.question, case.sentences, case.hits, first_stage)
    texts = [case.sentences[i].text for i in chosen]
    readings = reader.read(case.question.text, texts)
    return Read(case, chosen, features[chosen], logits[chosen], readings)


def spans_of(read: Read, scorer: Logistic) -> list[Span | None]:
    """The best span of each shortlisted sentence."""
    return [
        best_span(read.case.question, read.case.sentences[i].text, one, scorer)
        for i, one in zip(read.chosen, read.readings, strict=True)
    ]


def fit_close(reads: Sequence[Read], scorer: Logistic) -> Logistic:
    """The close ranking, from answerable cases whose shortlist holds the answer."""
    groups = []
    for read in reads:
        worth = np.array([float(read.case.gold[i]) for i in read.chosen])
        if read.case.kind == "full" and worth.any():
            spans = spans_of(read, scorer)
            groups.append((close_features(read.features, read.logits, read.readings, spans), worth))
    return calibrated(fit_listwise(CLOSE_FEATURES, groups), groups)


def ranked_of(read: Read, model: Model) -> tuple[Ranked, ...]:
    """What the answerer's ranking makes of a case already read."""
    spans = spans_of(read, model.span)
    rows = close_features(read.features, read.logits, read.readings, spans)
    probabilities = model.sentence.probabilities(rows)
    order = np.argsort(-probabilities, kind="stable")
    return tuple(
        Ranked(read.case.sentences[read.chosen[i]], spans[i], float(probabilities[i]), rows[i])
        for i in order
    )


def fit_answerable(
    cases: Sequence[Case], rankings: Sequence[Sequence[Ranked]], *, read: bool
) -> Logistic:
    """The probability that a ranking answers; kinds weighed so that half the weight answers.

    An answerable case whose best sentence is the wrong one counts as not answered: to decline
    it is right.
    """
    rows = np.stack([measure_answerable(r, c.hits) for c, r in zip(cases, rankings, strict=True)])
    labels = np.array([is_right(c, r) for c, r in zip(cases, rankings, strict=True)])
    weights = np.array([_WEIGHTS[case.kind] for case in cases])
    if read:
        return fit_logistic(ANSWERABLE_FEATURES, rows, labels, weights=weights, strength=0.3)
    kept = [ANSWERABLE_FEATURES.index(name) for name in UNREAD_FEATURES]
    return fit_logistic(UNREAD_FEATURES, rows[:, kept], labels, weights=weights, strength=0.3)


def is_right(case: Case, ranked: Sequence[Ranked]) -> bool:
    """Whether the first sentence holds the answer."""
    if not ranked:
        return False
    start = case.example.start
    best = ranked[0].sentence
    gold = [s for s, held in zip(case.sentences, case.gold, strict=True) if held]
    return any(best is s for s in gold) and best.start <= start < best.end


def rank_by_words(case: Case, model: Model) -> tuple[Ranked, ...]:
    """The ranking without a reader."""
    return rank_sentences(case.question, case.sentences, case.hits, model, None)
