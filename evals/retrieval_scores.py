"""How well the passages of one question were retrieved."""

from __future__ import annotations

import math
from collections.abc import Sequence

from evals.facts import contains, normalised
from evals.sets import Evidence
from index.hits import Hit


def evidence_rank(hits: Sequence[Hit], evidence: Sequence[Evidence]) -> int:
    """1-based rank of the first hit that holds expected evidence; 0 if none does."""
    for rank, hit in enumerate(hits, start=1):
        if any(holds(hit, e) for e in evidence):
            return rank
    return 0


def ndcg(hits: Sequence[Hit], evidence: Sequence[Evidence], depth: int = 10) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002).

    A passage gains the relevance, 1 unless told, of the best expected evidence that it holds
    and no passage above it does.
    """
    left = list(evidence)
    gained = 0.0
    for rank, hit in enumerate(hits[:depth], start=1):
        found = [e for e in left if holds(hit, e)]
        gained += max((e.relevance for e in found), default=0) / math.log2(rank + 1)
        left = [e for e in left if e not in found]
    best = sorted((e.relevance for e in evidence), reverse=True)[:depth]
    ideal = sum(gain / math.log2(rank + 1) for rank, gain in enumerate(best, start=1))
    return min(gained / ideal, 1.0) if ideal else 0.0


def distracting_share(hits: Sequence[Hit], evidence: Sequence[Evidence]) -> float | None:
    """Share of hits that hold none of the expected evidence; None without hits."""
    useful = [any(holds(hit, e) for e in evidence) for hit in hits]
    return 1 - sum(useful) / len(useful) if useful else None


def noise_share(hits: Sequence[Hit], noise: Sequence[str]) -> float | None:
    """Share of hits that hold any of the ``noise`` strings; None without hits."""
    if not hits:
        return None
    return sum(any(contains(h.passage.text, n) for n in noise) for h in hits) / len(hits)


def holds(hit: Hit, evidence: Evidence) -> bool:
    """Whether ``hit`` holds the quote, or without a quote begins on the page, or stands in the
    document, that the evidence names.
    """
    if evidence.quote is not None:
        return overlaps(hit.document.path, hit.passage.text, evidence)
    if hit.document.path != evidence.document:
        return False
    return evidence.page is None or hit.passage.page == evidence.page


def overlaps(path: str, text: str, evidence: Evidence) -> bool:
    """Whether ``text`` of document ``path`` holds the evidence, is part of it, or overlaps."""
    if path != evidence.document or evidence.quote is None:
        return False
    left, right = normalised(text), normalised(evidence.quote)
    if left in right or right in left:
        return True
    half = max(len(right) // 2, 1)
    return right[:half] in left or right[-half:] in left
