"""Figures over a run, from the scores of its questions; definitions in docs/evaluation.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from evals.calibration import auroc, calibration_error
from evals.judge_agreement import agreement, correct_pairs, kappa, supported_pairs
from evals.records import Metrics, Record


def summarise(records: Sequence[Record]) -> Metrics:
    """The metrics of ``records``."""
    asked = [r for r in records if r.answerable]
    answered = [r for r in records if not r.abstained]
    unanswerable = [r for r in records if not r.answerable]
    found = [r for r in asked if r.scores.evidence_rank]
    ranks = [r.scores.evidence_rank for r in records if r.scores.evidence_rank is not None]
    sure, right = [r.confidence for r in records], [can_be_answered(r) for r in records]
    seconds = [r.seconds for r in records if not r.cached]
    judged = [r.judgement for r in records if r.judgement is not None]
    correct, supported = correct_pairs(records), supported_pairs(records)
    return Metrics(
        questions=len(records),
        forbidden_questions=sum(bool(r.scores.forbidden) for r in records),
        unsupported_claims=sum(r.unsupported_claims for r in records),
        fact_recall=_mean(r.scores.facts for r in asked),
        fact_recall_strict=_mean(r.scores.facts_strict for r in asked),
        fact_precision=_mean(r.scores.fact_precision for r in asked),
        figure_accuracy=_mean(r.scores.figure_facts for r in asked),
        forbidden_rate=_forbidden_rate(records),
        forbidden_string_rate=_mean(r.scores.forbidden_string for r in records),
        forbidden_fact_rate=_mean(r.scores.forbidden_fact for r in records),
        citation_correctness=_mean(c.stands for r in records for c in r.citations),
        citation_recall=_mean(r.scores.citation_recall for r in answered),
        citation_precision=_mean(r.scores.citation_precision for r in answered),
        evidence_cited=_mean(r.scores.evidence_cited for r in asked),
        unsupported_figures_cited=_figure_rate(records, "not_cited"),
        unsupported_figures_retrieved=_figure_rate(records, "not_retrieved"),
        unsupported_figures_nowhere=_figure_rate(records, "nowhere"),
        abstention_precision=_mean(not r.answerable for r in records if r.abstained),
        abstention_recall=_mean(r.abstained for r in unanswerable),
        over_refusal=_mean(r.abstained for r in found),
        confidence_auroc=auroc(sure, right),
        calibration_error=calibration_error(sure, right),
        follow_up_fact_recall=_mean(r.scores.facts for r in asked if "follow-up" in r.tags),
        follow_up_accuracy=_mean(r.cause is None for r in records if "follow-up" in r.tags),
        disagreement_surfaced=_mean(r.scores.disagreement_surfaced for r in records),
        recall_at_1=_mean(rank == 1 for rank in ranks),
        recall_at_5=_mean(1 <= rank <= 5 for rank in ranks),
        recall_at_k=_mean(rank > 0 for rank in ranks),
        mean_reciprocal_rank=_mean(1 / rank if rank else 0.0 for rank in ranks),
        ndcg_at_10=_mean(r.scores.ndcg_at_10 for r in records),
        distracting_rate=_mean(r.scores.distracting for r in records),
        noise_rate=_mean(r.scores.noise for r in records),
        span_exact=_mean(r.scores.span_exact for r in records),
        span_f1=_mean(r.scores.span_f1 for r in records),
        reference_accuracy=_mean(r.scores.reference_correct for r in asked),
        groundedness=_groundedness(records),
        seconds_p50=float(np.percentile(seconds, 50)) if seconds else None,
        seconds_p95=float(np.percentile(seconds, 95)) if seconds else None,
        input_tokens=_mean(r.input_tokens for r in records),
        output_tokens=_mean(r.output_tokens for r in records),
        judge_correct=_mean(j.correct for j in judged),
        judge_correct_agreement=agreement(correct),
        judge_correct_kappa=kappa(correct),
        judge_supported=_mean(j.supported for j in judged),
        judge_supported_agreement=agreement(supported),
        judge_supported_kappa=kappa(supported),
        judge_unreadable=sum(j.unreadable for j in judged) if judged else None,
    )


def summarise_by_tag(records: Sequence[Record]) -> dict[str, Metrics]:
    """The metrics of the records of every tag, by tag in alphabetical order."""
    tags = sorted({tag for record in records for tag in record.tags})
    return {tag: summarise([r for r in records if tag in r.tags]) for tag in tags}


def can_be_answered(record: Record) -> bool:
    """Whether what was retrieved answers the question, as far as the set can tell."""
    return record.answerable and record.scores.evidence_rank != 0


def _forbidden_rate(records: Sequence[Record]) -> float | None:
    """Share of answers that say what is forbidden; None where no question forbids anything."""
    scores = [r.scores for r in records]
    if all(s.forbidden_string is None and s.forbidden_fact is None for s in scores):
        return None
    return _mean(bool(s.forbidden) for s in scores)


def _figure_rate(records: Sequence[Record], level: str) -> float | None:
    """Figures that lack this level of support, over all figures of all answers."""
    stated = sum(r.scores.figures.stated for r in records)
    return sum(getattr(r.scores.figures, level) for r in records) / stated if stated else None


def _groundedness(records: Sequence[Record]) -> float | None:
    """Claims that the assistant's own check found supported, over all claims."""
    claims = sum(r.claims for r in records)
    return 1 - sum(r.unsupported_claims for r in records) / claims if claims else None


def _mean(values: Iterable[float | bool | None]) -> float | None:
    numbers = [float(v) for v in values if v is not None]
    return sum(numbers) / len(numbers) if numbers else None
