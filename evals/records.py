"""What a run leaves behind: one record per question, and the run they belong to."""

from __future__ import annotations

from evals.sets import Frozen


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

    ``facts`` share of required facts stated; ``forbidden`` forbidden strings that occur;
    ``citations`` share of citations that stand where they say; ``evidence_cited`` whether
    a citation overlaps the expected evidence; ``evidence_rank`` 1-based rank of the first
    retrieved passage that holds expected evidence, 0 if none does.
    """

    facts: float | None = None
    missing: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    citations: float | None = None
    evidence_cited: bool | None = None
    evidence_rank: int | None = None
    span_exact: bool | None = None
    span_f1: float | None = None
    abstained_rightly: bool = False


class Record(Frozen):
    """One question, what was answered, on what evidence, and how good it was."""

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
    unsupported_claims: int
    span: str | None
    tags: tuple[str, ...]
    seconds: float
    scores: Scores


class Metrics(Frozen):
    """Figures over a whole run; None where no question calls for the measure."""

    questions: int
    fact_recall: float | None
    fact_recall_strict: float | None
    forbidden_questions: int
    citation_correctness: float | None
    evidence_cited: float | None
    abstention_precision: float | None
    abstention_recall: float | None
    follow_up_fact_recall: float | None
    recall_at_1: float | None
    recall_at_5: float | None
    recall_at_k: float | None
    mean_reciprocal_rank: float | None
    span_exact: float | None
    span_f1: float | None
    unsupported_claims: int
    seconds_p50: float
    seconds_p95: float


class Run(Frozen):
    """A whole evaluation run."""

    set_path: str
    set_digest: str
    documents_digest: str
    model: str
    embedding_model: str
    metrics: Metrics
    records: tuple[Record, ...]
