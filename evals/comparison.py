"""Compares two runs of one set on the same documents, question by question."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from corpus.errors import DealAssistantError
from evals.bootstrap import RESAMPLES, SEED, Interval, clustered_interval
from evals.fact_types import Frozen
from evals.question_scores import LOWER_IS_BETTER, QUESTION_SCORES, QuestionScore
from evals.records import Cause, Record, Run

# With fewer documents that differ, even differences that all point one way come about by
# chance more often than one time in twenty (sign test: 2 / 2**5 = 0.0625).
MIN_DIFFERING_DOCUMENTS = 6


class ReportsDoNotFitError(DealAssistantError):
    """Two reports are on different sets, documents or questions."""


class Verdict(StrEnum):
    """What a comparison shows of the second run."""

    BETTER = "better"
    WORSE = "worse"
    NO_DIFFERENCE_SHOWN = "no difference shown"


class MetricComparison(Frozen):
    """One metric on the ``questions`` that both runs have a score for.

    ``before`` and ``after`` are the mean scores of the first and second run on these
    questions, ``difference`` is the mean of the paired differences (second minus first).
    ``documents`` counts clusters, ``differing_documents`` those with a difference.
    """

    metric: str
    questions: int
    documents: int
    differing_documents: int
    before: float
    after: float
    difference: float
    interval: Interval
    verdict: Verdict


class Flip(Frozen):
    """A question that only one run passed; the causes are of failure, None where it passed."""

    id: str
    question: str
    before: Cause | None
    after: Cause | None

    @property
    def gained(self) -> bool:
        """Whether the second run passed it."""
        return self.after is None


class Comparison(Frozen):
    """Two runs of one set on the same documents; ``resamples`` and ``seed`` of the bootstrap."""

    set_path: str
    set_digest: str
    documents_digest: str
    before_model: str
    after_model: str
    resamples: int
    seed: int
    metrics: tuple[MetricComparison, ...]
    flips: tuple[Flip, ...]


def compare(before: Run, after: Run) -> Comparison:
    """Pair the runs question by question.

    Raises:
        ReportsDoNotFitError: they are on different sets, documents or questions.
    """
    _check_fit(before, after)
    later = {record.id: record for record in after.records}
    pairs = [(record, later[record.id]) for record in before.records]
    compared = (_compare_metric(score, pairs) for score in QUESTION_SCORES)
    return Comparison(
        set_path=before.set_path,
        set_digest=before.set_digest,
        documents_digest=before.documents_digest,
        before_model=before.model,
        after_model=after.model,
        resamples=RESAMPLES,
        seed=SEED,
        metrics=tuple(c for c in compared if c is not None),
        flips=tuple(
            Flip(id=a.id, question=a.question, before=a.cause, after=b.cause)
            for a, b in pairs
            if (a.cause is None) != (b.cause is None)
        ),
    )


def _check_fit(before: Run, after: Run) -> None:
    for what, one, other in (
        ("sets", before.set_digest, after.set_digest),
        ("documents", before.documents_digest, after.documents_digest),
    ):
        if one != other:
            raise ReportsDoNotFitError(
                f"The reports are on different {what} ({one[:12]} and {other[:12]}). "
                "Run both with the same --set and --documents."
            )
    alone = {r.id for r in before.records} ^ {r.id for r in after.records}
    if alone:
        raise ReportsDoNotFitError(
            f"Only one report holds question {min(alone)!r} ({len(alone)} in all). "
            "Run both on the whole set."
        )


def _compare_metric(
    score: QuestionScore, pairs: Sequence[tuple[Record, Record]]
) -> MetricComparison | None:
    """The comparison on one metric, None where no question has a score in both runs."""
    scored = [(score.of(a), score.of(b), _cluster(a, b)) for a, b in pairs]
    both = [(float(a), float(b), c) for a, b, c in scored if a is not None and b is not None]
    if not both:
        return None
    differences = [b - a for a, b, _ in both]
    clusters = [c for _, _, c in both]
    interval = clustered_interval(differences, clusters)
    differing = len({c for d, c in zip(differences, clusters, strict=True) if d != 0})
    return MetricComparison(
        metric=score.metric,
        questions=len(both),
        documents=len(set(clusters)),
        differing_documents=differing,
        before=sum(a for a, _, _ in both) / len(both),
        after=sum(b for _, b, _ in both) / len(both),
        difference=sum(differences) / len(both),
        interval=interval,
        verdict=_verdict(interval, differing, lower_is_better=score.metric in LOWER_IS_BETTER),
    )


def _cluster(a: Record, b: Record) -> str:
    """The document of a pair; the same whichever run comes first."""
    return min(a.cluster or a.id, b.cluster or b.id)


def _verdict(interval: Interval, differing: int, *, lower_is_better: bool) -> Verdict:
    if not interval.excludes_zero or differing < MIN_DIFFERING_DOCUMENTS:
        return Verdict.NO_DIFFERENCE_SHOWN
    return Verdict.BETTER if (interval.low > 0) != lower_is_better else Verdict.WORSE
