"""Every figure on questions whose article neither the reader nor the weights have seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.extractive.abstention import answerable_probability
from assistant.extractive.model import Logistic, Model
from assistant.extractive.ranking import Ranked
from assistant.extractive.reader import Reader, Reading
from assistant.questions import Question
from scripts.extractive_training.answerable import (
    Read,
    fit_answerable,
    fit_close,
    rank_by_words,
    ranked_of,
    read_case,
)
from scripts.extractive_training.combiner import Case, fit_first_stage, fit_spans

FOLDS = 3
PARTS = 4


@dataclass(frozen=True)
class Outcome:
    """What a model that has not seen a case's article makes of it."""

    case: Case
    ranked: tuple[Ranked, ...]
    confidence: float
    by_words: tuple[Ranked, ...]
    confidence_by_words: float


def fold_of(case: Case) -> int:
    """The fold a case's article is held out in."""
    return case.example.article % FOLDS


def read_held_out(cases: Sequence[Case], adapters: Mapping[int, Path]) -> list[Read]:
    """The cases of each fold in ``adapters``, read by the reader that has not seen them."""
    reads = []
    for fold, path in adapters.items():
        first_stage = _by_words(fit_first_stage([c for c in cases if fold_of(c) != fold]))
        reader = Reader(path)
        reads += [read_case(c, first_stage, reader) for c in cases if fold_of(c) == fold]
    return reads


def fit_model(cases: Sequence[Case], reads: Sequence[Read]) -> Model:
    """Every small model, from ``cases`` and those of them that were read while held out."""
    first_stage = fit_first_stage(cases)
    by_words = _by_words(first_stage)
    rankings = [rank_by_words(case, by_words) for case in cases]
    unread = fit_answerable(cases, rankings, read=False)
    span = fit_spans([example for read in reads for example in _answers(read)])
    close = fit_close(reads, span)
    model = Model(close, span, unread, unread, first_stage)
    read_rankings = [ranked_of(read, model) for read in reads]
    answerable = fit_answerable([read.case for read in reads], read_rankings, read=True)
    return Model(close, span, answerable, unread, first_stage)


def cross_validate(cases: Sequence[Case], reads: Sequence[Read]) -> list[Outcome]:
    """The outcome of each of ``reads``, by models fitted on other articles."""
    articles = sorted({read.case.example.article for read in reads})
    outcomes = []
    for part in range(PARTS):
        held = set(articles[part::PARTS])
        model = fit_model(
            [c for c in cases if c.example.article not in held],
            [r for r in reads if r.case.example.article not in held],
        )
        for read in (r for r in reads if r.case.example.article in held):
            ranked, words = ranked_of(read, model), rank_by_words(read.case, model)
            outcomes.append(
                Outcome(
                    read.case,
                    ranked,
                    answerable_probability(ranked, read.case.hits, model),
                    words,
                    answerable_probability(words, read.case.hits, model, read=False),
                )
            )
    return outcomes


def _answers(read: Read) -> list[tuple[Question, str, Reading, tuple[int, int]]]:
    """The answering sentence of a read case, if it was shortlisted, for the span scorer."""
    found = []
    for i, reading in zip(read.chosen, read.readings, strict=True):
        sentence = read.case.sentences[i]
        if read.case.kind == "full" and read.case.gold[i]:
            start = read.case.example.start - sentence.start
            end = min(read.case.example.end, sentence.end) - sentence.start
            found.append((read.case.question, sentence.text, reading, (start, end)))
    return found


def _by_words(first_stage: Logistic) -> Model:
    return Model(first_stage, first_stage, first_stage, first_stage, first_stage)


def mean(values: Sequence[float]) -> float:
    """The mean, 0 of nothing."""
    return float(np.mean(values)) if values else 0.0
