"""Scores one answer against what its question expects."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers import Answer, CaveatKind
from corpus.sentences import sentence_spans
from evals.citation_quality import citation_precision, citation_recall, citation_validity
from evals.fact_matching import fact_stated, is_numeric, is_vital, label_of, weight_of
from evals.fact_types import Fact
from evals.facts import contains
from evals.figure_support import FigureSupport, figure_support
from evals.grading import is_correct
from evals.records import Scores
from evals.retrieval_scores import distracting_share, evidence_rank, ndcg, noise_share, overlaps
from evals.sets import EvalQuestion, Evidence
from evals.sources import Sources
from evals.spans import exact_match, token_f1

_CITATION_MARK = re.compile(r"\s?\[\d+\]")


def score(question: EvalQuestion, answer: Answer, sources: Sources) -> Scores:
    """Score ``answer`` against ``question``, with the documents read afresh."""
    text = "" if answer.abstained else _CITATION_MARK.sub("", answer.text)
    expected = question.expects_answer
    facts = question.facts if expected else ()
    missing = tuple(f for f in facts if not fact_stated(text, f))
    numeric = [f for f in facts if is_numeric(f)]
    located = [e for e in question.evidence if e.quote]
    named = bool(question.evidence)
    span, wanted = answer.span or "", question.answer_spans
    strings, forbidden_facts = _forbidden(question, answer, text)
    return Scores(
        facts=_share_stated(facts, missing),
        facts_strict=_all_vital(facts, missing),
        fact_precision=_fact_precision(text, facts, located) if facts else None,
        figure_facts=_share_stated(numeric, [f for f in numeric if f in missing]),
        missing=tuple(label_of(f) for f in missing),
        forbidden=(*strings, *forbidden_facts),
        forbidden_string=bool(strings) if question.forbidden else None,
        forbidden_fact=bool(forbidden_facts) if question.forbidden_facts else None,
        figures=FigureSupport() if answer.abstained else figure_support(answer, text, sources),
        citations=citation_validity(answer, sources),
        citation_recall=citation_recall(answer),
        citation_precision=citation_precision(answer),
        evidence_cited=_cites(answer, located) if expected and located else None,
        evidence_rank=evidence_rank(answer.retrieved, question.evidence) if named else None,
        ndcg_at_10=ndcg(answer.retrieved, question.evidence) if named else None,
        distracting=distracting_share(answer.retrieved, question.evidence) if named else None,
        noise=noise_share(answer.retrieved, question.forbidden) if _is_noise(question) else None,
        disagreement_surfaced=_says_sources_disagree(answer) if _disagrees(question) else None,
        span_exact=any(exact_match(span, w) for w in wanted) if wanted else None,
        span_f1=max(token_f1(span, w) for w in wanted) if wanted else None,
        reference_correct=_agrees(question, text) if expected and question.reference else None,
        abstained_rightly=answer.abstained != expected,
    )


def _share_stated(facts: Sequence[Fact], missing: Sequence[Fact]) -> float | None:
    """Weighted share of ``facts`` that are not ``missing``; None without facts."""
    if not facts:
        return None
    return 1 - sum(map(weight_of, missing)) / sum(map(weight_of, facts))


def _all_vital(facts: Sequence[Fact], missing: Sequence[Fact]) -> bool | None:
    """Whether no vital one of ``facts`` is ``missing``; None where none is vital."""
    return not any(map(is_vital, missing)) if any(map(is_vital, facts)) else None


def _fact_precision(text: str, facts: Sequence[Fact], evidence: Sequence[Evidence]) -> float | None:
    """Share of the answer's sentences that state a required fact or expected evidence."""
    sentences = [text[s.start : s.end] for s in sentence_spans(text)]
    if not sentences:
        return None
    useful = [
        any(fact_stated(s, f) for f in facts) or any(overlaps(e.document, s, e) for e in evidence)
        for s in sentences
    ]
    return sum(useful) / len(useful)


def _forbidden(
    question: EvalQuestion, answer: Answer, text: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Forbidden strings, which even a refusal must not say, and forbidden facts."""
    return (
        tuple(f for f in question.forbidden if contains(answer.text, f)),
        tuple(label_of(f)[0] for f in question.forbidden_facts if fact_stated(text, f)),
    )


def _agrees(question: EvalQuestion, text: str) -> bool:
    """Whether an answer was given, and seems to agree with the reference."""
    return bool(text and question.reference) and is_correct(
        question.question, question.reference or "", text
    )


def _cites(answer: Answer, evidence: Sequence[Evidence]) -> bool:
    return any(overlaps(c.document, c.quote, e) for c in answer.citations for e in evidence)


def _is_noise(question: EvalQuestion) -> bool:
    """Questions about page furniture forbid what stands in it."""
    return question.id.startswith("noise-") or "noise" in question.tags


def _disagrees(question: EvalQuestion) -> bool:
    return question.expects_answer and "disagreement" in question.tags


def _says_sources_disagree(answer: Answer) -> bool:
    return any(c.kind is CaveatKind.SOURCES_DISAGREE for c in answer.caveats)
