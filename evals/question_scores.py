"""The score of one question for each metric, so that two runs can be paired on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from evals.records import Record


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """A metric on one question: a number in [0, 1], None where it does not apply."""

    metric: str
    of: Callable[[Record], float | bool | None]


# Time and money: they depend on the machine and on prices, so no baseline holds them.
SPENT = frozenset("seconds_p50 seconds_p95 input_tokens output_tokens cost_per_question".split())
# Metrics where less is better; of every other one, more is.
LOWER_IS_BETTER = SPENT | frozenset(
    "forbidden_questions unsupported_claims forbidden_rate forbidden_string_rate "
    "forbidden_fact_rate unsupported_figures_cited unsupported_figures_retrieved "
    "unsupported_figures_nowhere over_refusal calibration_error distracting_rate noise_rate "
    "judge_unreadable".split()
)
# Metrics that are no share of anything.
NO_SHARES = SPENT | frozenset(
    "questions forbidden_questions unsupported_claims judge_unreadable judge_correct_kappa "
    "judge_supported_kappa".split()
)


def _asked(of: Callable[[Record], float | bool | None]) -> Callable[[Record], float | bool | None]:
    """``of``, on questions that the documents answer."""
    return lambda record: of(record) if record.answerable else None


def _unsupported(count: Callable[[Record], int]) -> Callable[[Record], float | None]:
    """Share of the answer's figures that ``count`` finds unsupported."""
    return lambda r: count(r) / r.scores.figures.stated if r.scores.figures.stated else None


def _rank(of: Callable[[int], float | bool]) -> Callable[[Record], float | bool | None]:
    """``of`` the rank of the first passage with evidence, 0 if none has."""
    return lambda r: None if r.scores.evidence_rank is None else of(r.scores.evidence_rank)


QUESTION_SCORES = (
    QuestionScore("fact_recall", _asked(lambda r: r.scores.facts)),
    QuestionScore("fact_recall_strict", _asked(lambda r: r.scores.facts_strict)),
    QuestionScore("fact_precision", _asked(lambda r: r.scores.fact_precision)),
    QuestionScore("figure_accuracy", _asked(lambda r: r.scores.figure_facts)),
    QuestionScore("forbidden_rate", lambda r: bool(r.scores.forbidden)),
    QuestionScore("forbidden_string_rate", lambda r: r.scores.forbidden_string),
    QuestionScore("forbidden_fact_rate", lambda r: r.scores.forbidden_fact),
    QuestionScore("citation_correctness", lambda r: r.scores.citations),
    QuestionScore("citation_recall", lambda r: r.scores.citation_recall),
    QuestionScore("citation_precision", lambda r: r.scores.citation_precision),
    QuestionScore("evidence_cited", _asked(lambda r: r.scores.evidence_cited)),
    QuestionScore("unsupported_figures_cited", _unsupported(lambda r: r.scores.figures.not_cited)),
    QuestionScore(
        "unsupported_figures_retrieved", _unsupported(lambda r: r.scores.figures.not_retrieved)
    ),
    QuestionScore("unsupported_figures_nowhere", _unsupported(lambda r: r.scores.figures.nowhere)),
    QuestionScore("abstained_rightly", lambda r: r.scores.abstained_rightly),
    QuestionScore("abstention_recall", lambda r: None if r.answerable else r.abstained),
    QuestionScore(
        "over_refusal", _asked(lambda r: r.abstained if r.scores.evidence_rank else None)
    ),
    QuestionScore(
        "follow_up_fact_recall",
        _asked(lambda r: r.scores.facts if "follow-up" in r.tags else None),
    ),
    QuestionScore(
        "follow_up_accuracy", lambda r: r.cause is None if "follow-up" in r.tags else None
    ),
    QuestionScore("disagreement_surfaced", lambda r: r.scores.disagreement_surfaced),
    QuestionScore("recall_at_1", _rank(lambda rank: rank == 1)),
    QuestionScore("recall_at_5", _rank(lambda rank: 1 <= rank <= 5)),
    QuestionScore("recall_at_k", _rank(lambda rank: rank > 0)),
    QuestionScore("mean_reciprocal_rank", _rank(lambda rank: 1 / rank if rank else 0.0)),
    QuestionScore("ndcg_at_10", lambda r: r.scores.ndcg_at_10),
    QuestionScore("distracting_rate", lambda r: r.scores.distracting),
    QuestionScore("noise_rate", lambda r: r.scores.noise),
    QuestionScore("span_exact", lambda r: r.scores.span_exact),
    QuestionScore("span_f1", lambda r: r.scores.span_f1),
    QuestionScore("reference_accuracy", _asked(lambda r: r.scores.reference_correct)),
    QuestionScore(
        "groundedness", lambda r: 1 - r.unsupported_claims / r.claims if r.claims else None
    ),
)
