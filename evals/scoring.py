"""Scores one answer against what its question expects."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.answers import Answer, Citation
from corpus.documents import Document
from evals.fact_matching import fact_stated, label_of, weight_of
from evals.fact_types import Fact
from evals.facts import contains, normalised
from evals.records import Scores
from evals.sets import EvalQuestion, Evidence
from index.hits import Hit


def score(question: EvalQuestion, answer: Answer, documents: Mapping[str, Document]) -> Scores:
    """Score ``answer``; ``documents`` maps ids to documents read afresh from their files."""
    expects_facts = question.expects_answer and question.facts
    missing = tuple(f for f in question.facts if not fact_stated(answer.text, f))
    if answer.abstained:
        missing = question.facts
    located = [e for e in question.evidence if e.quote]
    standing = [stands(c, documents) for c in answer.citations]
    span = answer.span or ""
    has_span = question.answer_span is not None
    return Scores(
        facts=_share_stated(question.facts, missing) if expects_facts else None,
        missing=tuple(label_of(f) for f in missing) if expects_facts else (),
        forbidden=tuple(f for f in question.forbidden if contains(answer.text, f)),
        citations=sum(standing) / len(standing) if standing else None,
        evidence_cited=_cites(answer, located) if question.expects_answer and located else None,
        evidence_rank=evidence_rank(answer.retrieved, located) if located else None,
        span_exact=_tokens(span) == _tokens(question.answer_span or "") if has_span else None,
        span_f1=token_f1(span, question.answer_span or "") if has_span else None,
        abstained_rightly=answer.abstained != question.expects_answer,
    )


def stands(citation: Citation, documents: Mapping[str, Document]) -> bool:
    """Whether the quoted words stand at the cited characters and page of the document."""
    document = documents.get(citation.document_id)
    return (
        document is not None
        and bool(citation.quote)
        and document.text[citation.start : citation.end] == citation.quote
        and document.page_at(citation.start) == citation.page
    )


def _share_stated(facts: Sequence[Fact], missing: Sequence[Fact]) -> float:
    """Weighted share of ``facts`` that are not ``missing``."""
    return 1 - sum(map(weight_of, missing)) / sum(map(weight_of, facts))


def evidence_rank(hits: tuple[Hit, ...], evidence: list[Evidence]) -> int:
    """1-based rank of the first hit whose passage shares words with expected evidence; else 0."""
    for rank, hit in enumerate(hits, start=1):
        if any(_overlaps(hit.document.path, hit.passage.text, e) for e in evidence):
            return rank
    return 0


def token_f1(predicted: str, expected: str) -> float:
    """Token F1 of two spans, as SQuAD defines it (Rajpurkar et al. 2016)."""
    left, right = _tokens(predicted), _tokens(expected)
    if not left or not right:
        return float(left == right)
    shared = sum((Counter(left) & Counter(right)).values())
    if shared == 0:
        return 0.0
    precision, recall = shared / len(left), shared / len(right)
    return 2 * precision * recall / (precision + recall)


def _cites(answer: Answer, evidence: list[Evidence]) -> bool:
    return any(_overlaps(c.document, c.quote, e) for c in answer.citations for e in evidence)


def _overlaps(path: str, text: str, evidence: Evidence) -> bool:
    """Whether ``text`` of document ``path`` holds the evidence, is part of it, or overlaps."""
    if path != evidence.document or evidence.quote is None:
        return False
    left, right = normalised(text), normalised(evidence.quote)
    if left in right or right in left:
        return True
    half = max(len(right) // 2, 1)
    return right[:half] in left or right[-half:] in left


def _tokens(text: str) -> list[str]:
    """SQuAD's normalisation: lower case, no punctuation, no articles."""
    plain = re.sub(r"[^\w\s]", "", text.lower())
    return [t for t in plain.split() if t not in {"a", "an", "the"}]
