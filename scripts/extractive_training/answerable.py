"""Fits the parts of the model in turn, each on what the ones before it make of the cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.extractive.abstention import ANSWERABLE_FEATURES, measure_answerable
from assistant.extractive.attribution import of_the_source
from assistant.extractive.gathering import gather
from assistant.extractive.meaning import Meaning
from assistant.extractive.mismatches import cannot_answer
from assistant.extractive.model import Logistic, Model
from assistant.extractive.ranking import (
    CLOSE_FEATURES,
    NEAR_FEATURES,
    Ranked,
    Shortlist,
    close_features,
    compare_sentences,
    rank_read,
    read_listed,
    shortlist,
)
from assistant.extractive.reader import Reader, Reading
from assistant.extractive.spans import best_span
from scripts.extractive_training.cases import Case
from scripts.extractive_training.combiner import calibrated, fit_listwise, fit_logistic, fit_spans

# What only ever speaks for an answer. The questions that nothing answers were written in the
# documents' own words, the others in everyday ones; without this, saying much of the question
# would count against a sentence.
_RISING = frozenset(
    "coverage coverage_with_context coverage_of_passage names names_with_context names_of_passage "
    "coverage_of_document names_of_document names_of_deal "
    "new_form form_of_typed focus focus_of_passage pairs figures figures_around preference "
    "preference_below_best passage_similarity passage_reciprocal_rank closeness "
    "closeness_below_best meaning meaning_below_best near reader reader_share span span_share "
    "agreement probability probability_margin best_reader best_closeness top_similarity "
    "names_times_coverage reader_times_coverage reader_times_closeness form_times_names".split()
)
_NOT_YET = Logistic((), np.zeros(0), np.ones(0), np.zeros(0), 0.0)


@dataclass(frozen=True)
class Read:
    """A case and its shortlist, read."""

    case: Case
    listed: Shortlist
    readings: tuple[Reading, ...]


def fit_shortlisting(cases: Sequence[Case], meaning: Meaning) -> Model:
    """The ranking by words and meaning; the other parts are still empty."""
    groups = [
        (
            compare_sentences(
                c.question, meaning.of(c.question.text, c.vector), c.sentences, c.hits
            ),
            np.asarray(c.holds, dtype=np.float64),
        )
        for c in cases
        if c.kind == "full" and any(c.holds)
    ]
    near = calibrated(fit_listwise(NEAR_FEATURES, groups), groups)
    return Model(near, _NOT_YET, _NOT_YET, _NOT_YET)


def read_case(case: Case, model: Model, meaning: Meaning, reader: Reader) -> Read:
    """Shortlist and read ``case``."""
    vectors = meaning.of(case.question.text, case.vector)
    listed = shortlist(case.question, vectors, case.sentences, case.hits, model)
    read, readings = read_listed(case.question, case.sentences, listed, reader)
    return Read(case, read, readings)


def fit_model(shortlisting: Model, reads: Sequence[Read]) -> Model:
    """Every part, from cases that were read by a reader that had not seen them."""
    span = fit_spans(
        [
            (
                read.case.question,
                sentence.text,
                reading,
                (gold.start - sentence.start, min(gold.end, sentence.end) - sentence.start),
            )
            for read in reads
            for i, reading in zip(read.listed.chosen, read.readings, strict=True)
            for sentence, gold in [(read.case.sentences[i], read.case.golds[i])]
            if gold is not None and gold.words
        ]
    )
    sentence = _fit_sentence(reads, span)
    model = Model(shortlisting.near, sentence, span, _NOT_YET)
    answerable = _fit_answerable(reads, [ranked_of(read, model) for read in reads])
    return Model(model.near, sentence, span, answerable)


def ranked_of(read: Read, model: Model) -> tuple[Ranked, ...]:
    """What the answerer's ranking makes of a case already read.

    Like the answerer it leaves out what cannot answer, and other sources than the one asked.
    """
    case = read.case
    if not read.listed.chosen:
        return ()
    ranked = rank_read(case.question, case.sentences, read.listed, read.readings, model)
    asked = {id(s) for s in of_the_source(case.question, case.sentences).sentences}
    return tuple(
        r
        for r in ranked
        if id(r.sentence) in asked and not cannot_answer(case.question, r.sentence)
    )


def _fit_sentence(reads: Sequence[Read], span: Logistic) -> Logistic:
    groups = []
    for read in reads:
        worth = np.array([float(read.case.holds[i]) for i in read.listed.chosen])
        if not worth.any():
            continue
        spans = [
            best_span(read.case.question, read.case.sentences[i].text, one, span)
            for i, one in zip(read.listed.chosen, read.readings, strict=True)
        ]
        rows = close_features(read.listed, read.case.sentences, read.readings, spans)
        groups.append((rows, worth))
    return calibrated(fit_listwise(CLOSE_FEATURES, groups), groups)


def _fit_answerable(reads: Sequence[Read], rankings: Sequence[tuple[Ranked, ...]]) -> Logistic:
    """The probability that a ranking answers.

    An answerable case of which the wrong sentences would be quoted counts as not answered: to
    decline it is right.
    """
    pairs = [(r.case, ranked) for r, ranked in zip(reads, rankings, strict=True) if ranked]
    rows = np.stack([measure_answerable(ranked, case.hits) for case, ranked in pairs])
    labels = np.array(
        [case.is_right(gather(case.question, ranked, case.sentences)) for case, ranked in pairs]
    )
    return fit_logistic(ANSWERABLE_FEATURES, rows, labels, strength=0.6, rising=_RISING)
