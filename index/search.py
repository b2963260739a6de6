"""Hybrid retrieval: dense and lexical ranks fused, near-duplicates collapsed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.documents import Passage
from index.catalogue import Catalogue
from index.hits import Hit, Rank
from index.lexical import best_matches
from index.vectors import Vectors

CANDIDATES = 40
RECIPROCAL_RANK_CONSTANT = 20
NEAR_DUPLICATE = 0.9


@dataclass(frozen=True, slots=True)
class SearchStages:
    """Which stages of retrieval run; each can be switched off to see what it is worth."""

    dense: bool = True
    lexical: bool = True
    collapse: bool = True
    dense_weight: float = 1.0
    lexical_weight: float = 1.0


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

    Ranks are fused by weighted reciprocal rank (Cormack, Clarke and Buettcher, SIGIR 2009).
    """
    ranks: dict[str, list[Rank]] = {}
    if stages.dense:
        near = vectors.nearest(question, CANDIDATES, deal=deal, documents=documents)
        for place, n in enumerate(near, start=1):
            ranks.setdefault(n.passage_id, []).append(Rank("dense", place, n.similarity))
    if stages.lexical:
        found = best_matches(catalogue, question, CANDIDATES, deal=deal, documents=documents)
        for place, m in enumerate(found, start=1):
            ranks.setdefault(m.passage_id, []).append(Rank("lexical", place, m.score))
    weights = {"dense": stages.dense_weight, "lexical": stages.lexical_weight}
    scores = {
        i: sum(weights[r.retriever] / (RECIPROCAL_RANK_CONSTANT + r.rank) for r in found)
        for i, found in ranks.items()
    }
    passages = catalogue.passages_by_id(list(scores))
    records = catalogue.records(list({p.document_id for p in passages.values()}))
    known = [i for i, p in passages.items() if p.document_id in records]
    order = sorted(known, key=lambda i: (-scores[i], i))
    kept = _collapsed(order, passages) if stages.collapse else order
    best = kept[:k]
    lacking = [i for i in best if all(r.retriever != "dense" for r in ranks[i])]
    similarities = vectors.similarities(question, lacking) if stages.dense else {}
    return tuple(
        Hit(
            passage=passages[i],
            document=records[passages[i].document_id],
            score=scores[i],
            ranks=tuple(ranks[i]),
            similarity=next(
                (r.score for r in ranks[i] if r.retriever == "dense"), similarities.get(i)
            ),
        )
        for i in best
    )


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
