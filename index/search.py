"""Hybrid retrieval: dense and lexical scores fused, documents the question names preferred."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.documents import Passage
from index.catalogue import Catalogue
from index.context import context_of, embedded_text
from index.coverage import coverages
from index.hits import Hit, Rank
from index.lexical import best_matches
from index.preference import preferences
from index.vectors import Vectors

CANDIDATES = 60
PREFERRED_DOCUMENTS = 3
RERANKED = 30  # of the fused candidates, those that are compared word by word
NEAR_DUPLICATE = 0.9


@dataclass(frozen=True, slots=True)
class SearchStages:
    """Which stages of retrieval run; each can be switched off to see what it is worth.

    ``lexical_weight`` is the share of the lexical score in the fused one, from 0 to 1;
    ``preference_weight`` what a document that fits the question fully is raised by;
    ``coverage_weight`` the share of word coverage in the final score, from 0 to 1.
    """

    dense: bool = True
    lexical: bool = True
    expansion: bool = True
    preference: bool = True
    coverage: bool = True
    collapse: bool = True
    lexical_weight: float = 0.2
    preference_weight: float = 0.4
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
    scope = _Scope(question, deal, tuple(documents))
    records = catalogue.documents(deal)
    preferred = preferences(question, records, catalogue) if stages.preference else {}
    ranks = _candidates(scope, catalogue, vectors, stages)
    for document_id in _named(preferred, scope):
        inside = replace(scope, documents=(document_id,))
        for passage_id, found in _candidates(inside, catalogue, vectors, stages).items():
            ranks.setdefault(passage_id, found)
    passages = catalogue.passages_by_id(list(ranks))
    by_id = {record.id: record for record in records}
    known = [i for i, p in passages.items() if p.document_id in by_id]
    similarity = _similarities(question, known, ranks, vectors) if stages.dense else {}
    strongest = max((_lexical(found) for found in ranks.values()), default=0.0) or 1.0
    scores = {
        i: _fused(similarity.get(i), _lexical(ranks[i]) / strongest, stages)
        + stages.preference_weight * preferred.get(passages[i].document_id, 0.0)
        for i in known
    }
    order = sorted(known, key=lambda i: (-scores[i], i))
    if stages.coverage:
        texts = {
            i: embedded_text(context_of(by_id[passages[i].document_id], passages[i]), passages[i])
            for i in order[:RERANKED]
        }
        order = _reranked(question, order, texts, scores, stages.coverage_weight)
    best = (_collapsed(order, passages) if stages.collapse else order)[:k]
    return tuple(
        Hit(
            passage=passages[i],
            document=by_id[passages[i].document_id],
            score=scores[i],
            ranks=tuple(ranks[i]),
            similarity=similarity.get(i),
            preference=preferred.get(passages[i].document_id, 0.0),
        )
        for i in best
    )


@dataclass(frozen=True, slots=True)
class _Scope:
    question: str
    deal: str | None
    documents: tuple[str, ...]


def _candidates(
    scope: _Scope, catalogue: Catalogue, vectors: Vectors, stages: SearchStages
) -> dict[str, list[Rank]]:
    """The best passages of either retriever, with their ranks."""
    ranks: dict[str, list[Rank]] = {}
    if stages.dense:
        near = vectors.nearest(
            scope.question, CANDIDATES, deal=scope.deal, documents=scope.documents
        )
        for place, n in enumerate(near, start=1):
            ranks.setdefault(n.passage_id, []).append(Rank("dense", place, n.similarity))
    if stages.lexical:
        found = best_matches(
            catalogue,
            scope.question,
            CANDIDATES,
            deal=scope.deal,
            documents=scope.documents,
            expand=stages.expansion,
        )
        for place, m in enumerate(found, start=1):
            ranks.setdefault(m.passage_id, []).append(Rank("lexical", place, m.score))
    return ranks


def _named(preferred: Mapping[str, float], scope: _Scope) -> list[str]:
    """The documents the question fits best, if it names any; they get candidates of their own."""
    allowed = set(scope.documents) or set(preferred)
    fitting = [d for d in preferred if d in allowed and preferred[d] > 0]
    fitting.sort(key=lambda d: (-preferred[d], d))
    return fitting[:PREFERRED_DOCUMENTS]


def _similarities(
    question: str, ids: Sequence[str], ranks: Mapping[str, list[Rank]], vectors: Vectors
) -> dict[str, float]:
    """Cosine of question and passage for every candidate."""
    known = {i: r.score for i in ids for r in ranks[i] if r.retriever == "dense"}
    return known | vectors.similarities(question, [i for i in ids if i not in known])


def _lexical(found: Sequence[Rank]) -> float:
    return next((r.score for r in found if r.retriever == "lexical"), 0.0)


def _fused(similarity: float | None, lexical: float, stages: SearchStages) -> float:
    """Cosine and the lexical score as a share of the best one's, combined."""
    if similarity is None:
        return lexical
    if not stages.lexical:
        return similarity
    return (1 - stages.lexical_weight) * similarity + stages.lexical_weight * lexical


def _reranked(
    question: str,
    order: Sequence[str],
    texts: Mapping[str, str],
    scores: dict[str, float],
    weight: float,
) -> list[str]:
    """``order`` with its first RERANKED sorted anew, their ``scores`` combined with coverage."""
    head = order[:RERANKED]
    for i, covered in zip(head, coverages(question, [texts[i] for i in head]), strict=True):
        scores[i] = (1 - weight) * scores[i] + weight * covered
    for i in order[RERANKED:]:
        scores[i] *= 1 - weight
    return [*sorted(head, key=lambda i: (-scores[i], i)), *order[RERANKED:]]


def _collapsed(order: Sequence[str], passages: dict[str, Passage]) -> list[str]:
    """``order`` without passages that say the same words as a better one of the same document."""
    kept: list[str] = []
    seen: list[tuple[str, frozenset[str]]] = []
    for passage_id in order:
        passage = passages[passage_id]
        words = frozenset(re.findall(r"\w+", passage.text.casefold()))
        if any(d == passage.document_id and _jaccard(words, w) >= NEAR_DUPLICATE for d, w in seen):
            continue
        seen.append((passage.document_id, words))
        kept.append(passage_id)
    return kept


def _jaccard(left: frozenset[str], right: frozenset[str]) -> float:
    union = len(left | right)
    return len(left & right) / union if union else 1.0
