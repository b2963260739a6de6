"""Figures over a run, from the scores of its questions; definitions in docs/evaluation.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from evals.records import Metrics, Record


def summarise(records: Sequence[Record]) -> Metrics:
    """The metrics of ``records``."""
    asked = [r for r in records if r.answerable]
    declined = [r for r in records if r.abstained]
    unanswerable = [r for r in records if not r.answerable]
    ranks = [r.scores.evidence_rank for r in records if r.scores.evidence_rank is not None]
    seconds = [r.seconds for r in records]
    return Metrics(
        questions=len(records),
        fact_recall=_fact_recall(asked),
        fact_recall_strict=_mean(r.scores.facts == 1 for r in asked if r.scores.facts is not None),
        forbidden_questions=sum(bool(r.scores.forbidden) for r in records),
        citation_correctness=_mean(c.stands for r in records for c in r.citations),
        evidence_cited=_mean(
            r.scores.evidence_cited for r in asked if r.scores.evidence_cited is not None
        ),
        abstention_precision=_mean(not r.answerable for r in declined),
        abstention_recall=_mean(r.abstained for r in unanswerable),
        follow_up_fact_recall=_fact_recall([r for r in asked if "follow-up" in r.tags]),
        recall_at_1=_mean(rank == 1 for rank in ranks),
        recall_at_5=_mean(1 <= rank <= 5 for rank in ranks),
        recall_at_k=_mean(rank > 0 for rank in ranks),
        mean_reciprocal_rank=_mean(1 / rank if rank else 0.0 for rank in ranks),
        span_exact=_mean(r.scores.span_exact for r in asked if r.scores.span_exact is not None),
        span_f1=_mean(r.scores.span_f1 for r in asked if r.scores.span_f1 is not None),
        unsupported_claims=sum(r.unsupported_claims for r in records),
        seconds_p50=float(np.percentile(seconds, 50)) if seconds else 0.0,
        seconds_p95=float(np.percentile(seconds, 95)) if seconds else 0.0,
    )


def _fact_recall(records: Iterable[Record]) -> float | None:
    return _mean(r.scores.facts for r in records if r.scores.facts is not None)


def _mean(values: Iterable[float | bool]) -> float | None:
    numbers = [float(v) for v in values]
    return sum(numbers) / len(numbers) if numbers else None
