"""Hybrid retrieval: dense and lexical scores fused, documents the question names preferred."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.catalogue import Catalogue
from index.context import embedded_text
from index.hits import Hit, Rank
from index.lexical import best_matches
from index.query import Query, understood
from index.ranking import RERANKED, collapsed, of_statements, reranked, spread
from index.vectors import Vectors

CANDIDATES = 60


@dataclass(frozen=True, slots=True)
class SearchStages:
    """Which stages of retrieval run; each can be switched off to see what it is worth.

    ``expansion`` is all that is done to the wording of a question: other notations, the lines
    of a statement that is asked about, what only tells how to answer. ``statements`` raises
    passages of the financial statement that is asked about, ``spread`` takes hits from several
    pages. ``lexical_weight`` is the share of the lexical score in the fused one, from 0 to 1;
    ``preference_weight`` what a document that fits the question fully is raised by, and
    ``filing_weight`` the same where it names the company of a filing;
    ``coverage_weight`` the share of word coverage in the final score, from 0 to 1.
    """

    dense: bool = True
    lexical: bool = True
    expansion: bool = True
    preference: bool = True
    coverage: bool = True
    statements: bool = True
    collapse: bool = True
    spread: bool = True
    lexical_weight: float = 0.2
    preference_weight: float = 0.4
    filing_weight: float = 0.8
    coverage_weight: float = 0.3


def search(
    question: str,
    catalogue: Catalogue,
    vectors: Vectors,
    *,
    k: int,
    deal: str | None = None,
    documents: Sequence[str] = (),
    stages: SearchStages = SearchStages(),
) -> tuple[Hit, ...]:
    """The ``k`` best passages for ``question`` in scope, best first.

    The fused score is a convex combination of cosine similarity and of BM25 as a share of
    the best match's (Bruch, Gai and Ingber, ACM TOIS 2023), plus the document's preference;
    the best by it are then reranked by how much of the question they cover as well.
    """
    records = catalogue.documents(deal)
    by_id = {record.id: record for record in records}
    query = understood(
        question, records, catalogue, expansion=stages.expansion, preference=stages.preference
    )
    scope = _Scope(deal, tuple(documents))
    ranks = _candidates(query, query.text, scope, catalogue, vectors, stages)
    for document_id in query.named(documents):
        inside = replace(scope, documents=(document_id,))
        found = _candidates(query, query.topic, inside, catalogue, vectors, stages)
        for passage_id, places in found.items():
            ranks.setdefault(passage_id, places)
    passages = catalogue.passages_by_id(list(ranks))
    known = [i for i, p in passages.items() if p.document_id in by_id]
    cosines = _similarities(query, known, ranks, vectors) if stages.dense else {}
    strongest = max((_lexical(found) for found in ranks.values()), default=0.0) or 1.0
    weight = stages.filing_weight if query.of_filings else stages.preference_weight
    scores = {
        i: _fused(_nearest(cosines.get(i)), _lexical(ranks[i]) / strongest, stages)
        + weight * query.preferred.get(passages[i].document_id, 0.0)
        for i in known
    }
    contexts = catalogue.contexts(known)
    texts = {i: embedded_text(contexts[i], passages[i]) for i in known}
    if stages.statements:
        for i in known:
            scores[i] += of_statements(query.terms, texts[i])
    order = sorted(known, key=lambda i: (-scores[i], i))
    if stages.coverage:
        order = reranked(query, order, texts, scores, stages.coverage_weight)
    if stages.collapse:
        order = collapsed(order[: max(RERANKED, 4 * k)], passages)
    best = spread(order, passages, scores, k) if stages.spread else order[:k]
    return tuple(
        Hit(
            passage=passages[i],
            document=by_id[passages[i].document_id],
            score=scores[i],
            ranks=tuple(ranks[i]),
            similarity=cosines[i][0] if i in cosines else None,
            preference=query.preferred.get(passages[i].document_id, 0.0),
        )
        for i in best
    )


@dataclass(frozen=True, slots=True)
class _Scope:
    deal: str | None
    documents: tuple[str, ...]


def _candidates(
    query: Query,
    text: str,
    scope: _Scope,
    catalogue: Catalogue,
    vectors: Vectors,
    stages: SearchStages,
) -> dict[str, list[Rank]]:
    """The best passages of either retriever for ``text``, with their ranks."""
    ranks: dict[str, list[Rank]] = {}
    if stages.dense:
        near = vectors.nearest(text, CANDIDATES, deal=scope.deal, documents=scope.documents)
        for place, n in enumerate(near, start=1):
            ranks.setdefault(n.passage_id, []).append(Rank("dense", place, n.similarity))
    if stages.lexical:
        found = best_matches(
            catalogue,
            text,
            CANDIDATES,
            deal=scope.deal,
            documents=scope.documents,
            phrases=query.phrases,
        )
        for place, m in enumerate(found, start=1):
            ranks.setdefault(m.passage_id, []).append(Rank("lexical", place, m.score))
    return ranks


def _similarities(
    query: Query, ids: Sequence[str], ranks: Mapping[str, list[Rank]], vectors: Vectors
) -> dict[str, list[float]]:
    """Cosines of every candidate to the question, and to what else of it is compared."""
    if query.texts != (query.text,):
        return vectors.similarities((query.text, *query.texts), ids)
    known = {i: [r.score] for i in ids for r in ranks[i] if r.retriever == "dense"}
    return known | vectors.similarities(query.texts, [i for i in ids if i not in known])


def _nearest(cosines: Sequence[float] | None) -> float | None:
    """The best cosine; without the whole question's where its topic is compared instead."""
    return max(cosines[1:] or cosines) if cosines else None


def _lexical(found: Sequence[Rank]) -> float:
    return next((r.score for r in found if r.retriever == "lexical"), 0.0)


def _fused(similarity: float | None, lexical: float, stages: SearchStages) -> float:
    """Cosine and the lexical score as a share of the best one's, combined."""
    if similarity is None:
        return lexical
    if not stages.lexical:
        return similarity
    return (1 - stages.lexical_weight) * similarity + stages.lexical_weight * lexical
