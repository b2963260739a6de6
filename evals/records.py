"""What a run leaves behind: one record per question, and the run they belong to."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from evals.fact_types import Frozen
from evals.figure_support import FigureSupport


class Cause(StrEnum):
    """Why an answer failed; the first that applies."""

    SAYS_FORBIDDEN = "says what it must not"
    WRONGLY_ANSWERED = "wrongly answered"
    NOT_RETRIEVED = "not retrieved"
    WRONGLY_DECLINED = "wrongly declined"
    UNSUPPORTED = "unsupported"
    NOT_EXTRACTED = "not extracted"


class CitedPlace(Frozen):
    """A citation as a reader sees it, and whether it stands there on a fresh reading."""

    document: str
    page: int | None
    quote: str
    stands: bool


class RetrievedPassage(Frozen):
    """A passage the answer was made from, best first."""

    document: str
    page: int | None
    passage_id: str
    text: str


class Scores(Frozen):
    """One question's scores; None where the question does not call for the measure.

    Shares lie in [0, 1]. ``facts`` weighted share of required facts stated, ``facts_strict``
    whether every vital one is; ``fact_precision`` share of the answer's sentences that state
    a required fact or expected evidence; ``figure_facts`` as ``facts``, figures only;
    ``forbidden`` forbidden strings and facts that occur, ``forbidden_string`` and
    ``forbidden_fact`` whether any of its kind does; ``citations`` share of citations that
    stand where they say; ``evidence_cited`` whether a citation overlaps expected evidence;
    ``evidence_rank`` 1-based rank of the first retrieved passage that holds expected evidence,
    0 if none does; ``distracting`` share of retrieved passages that hold none; ``noise`` share
    of retrieved passages that hold page furniture; ``reference_correct`` whether the answer
    seems to agree with the reference.
    """

    facts: float | None = None
    facts_strict: bool | None = None
    fact_precision: float | None = None
    figure_facts: float | None = None
    missing: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    forbidden_string: bool | None = None
    forbidden_fact: bool | None = None
    figures: FigureSupport = FigureSupport()
    citations: float | None = None
    citation_recall: float | None = None
    citation_precision: float | None = None
    evidence_cited: bool | None = None
    evidence_rank: int | None = None
    ndcg_at_10: float | None = None
    distracting: float | None = None
    noise: float | None = None
    disagreement_surfaced: bool | None = None
    span_exact: bool | None = None
    span_f1: float | None = None
    reference_correct: bool | None = None
    abstained_rightly: bool = False


class Judgement(Frozen):
    """What a chat model thinks of an answer; None where it was not asked.

    ``correct``: it states what was expected; ``supported``: it follows from its quotes;
    ``unreadable``: the model's reply kept to no form, and says neither.
    """

    judge: str
    correct: bool | None = None
    supported: bool | None = None
    reason: str = ""
    unreadable: bool = False


class Record(Frozen):
    """One question, what was answered, on what evidence, and how good it was.

    ``cluster`` is the document the question is about, which resampling draws as a whole;
    ``cause`` is why the answer failed, None if it did not; ``cached`` whether the record,
    its ``seconds`` included, was taken from an earlier run, which no report holds: a run and
    the same one from records differ in times only. ``input_tokens`` and
    ``output_tokens`` are what the chat model's provider counted for this question, None where
    no chat model was asked or its provider counts nothing.
    """

    id: str
    question: str
    rewritten_question: str
    answerable: bool
    answer: str
    abstained: bool
    confidence: float
    citations: tuple[CitedPlace, ...]
    retrieved: tuple[RetrievedPassage, ...]
    caveats: tuple[str, ...]
    claims: int = 0
    unsupported_claims: int
    cluster: str = ""
    cause: Cause | None = None
    span: str | None
    tags: tuple[str, ...]
    seconds: float
    cached: bool = Field(default=False, exclude=True)
    input_tokens: int | None = None
    output_tokens: int | None = None
    scores: Scores
    judgement: Judgement | None = None


class Metrics(Frozen):
    """Figures over a whole run; None where no question calls for the measure."""

    questions: int
    forbidden_questions: int
    unsupported_claims: int
    fact_recall: float | None
    fact_recall_strict: float | None
    fact_precision: float | None
    figure_accuracy: float | None
    forbidden_rate: float | None
    forbidden_string_rate: float | None = None
    forbidden_fact_rate: float | None = None
    citation_correctness: float | None
    citation_recall: float | None
    citation_precision: float | None
    evidence_cited: float | None
    unsupported_figures_cited: float | None
    unsupported_figures_retrieved: float | None
    unsupported_figures_nowhere: float | None
    abstention_precision: float | None
    abstention_recall: float | None
    over_refusal: float | None
    confidence_auroc: float | None
    calibration_error: float | None
    follow_up_fact_recall: float | None
    follow_up_accuracy: float | None = None
    disagreement_surfaced: float | None
    recall_at_1: float | None
    recall_at_5: float | None
    recall_at_k: float | None
    mean_reciprocal_rank: float | None
    ndcg_at_10: float | None
    distracting_rate: float | None
    noise_rate: float | None
    span_exact: float | None
    span_f1: float | None
    reference_accuracy: float | None = None
    groundedness: float | None
    seconds_p50: float | None
    seconds_p95: float | None
    input_tokens: float | None = None
    output_tokens: float | None = None
    cost_per_question: float | None = None
    judge_correct: float | None = None
    judge_correct_agreement: float | None = None
    judge_correct_kappa: float | None = None
    judge_supported: float | None = None
    judge_supported_agreement: float | None = None
    judge_supported_kappa: float | None = None
    judge_unreadable: int | None = None


class Run(Frozen):
    """A whole evaluation run."""

    set_path: str
    set_digest: str
    documents_digest: str
    model: str
    embedding_model: str
    metrics: Metrics
    by_tag: dict[str, Metrics] = Field(default_factory=dict)
    records: tuple[Record, ...]
