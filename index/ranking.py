"""The order of candidates: fused scores, word coverage, statements, one page after another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from corpus.documents import Passage
from index.coverage import coverages
from index.filing_terms import AskedTerms
from index.query import Query

RERANKED = 30  # of the fused candidates, those that are compared word by word
NEAR_DUPLICATE = 0.9
# What a passage of a financial statement is raised by where the question names the statement,
# where it only asks for a line of it, and what saying a line that is asked for is worth.
STATEMENT_NAMED, STATEMENT_IMPLIED, LINES = 0.15, 0.08, 0.12
# What each better passage of the same page takes from a passage, so that hits are of several.
SAME_PAGE = 0.05


def reranked(
    query: Query,
    order: Sequence[str],
    texts: Mapping[str, str],
    scores: dict[str, float],
    weight: float,
) -> list[str]:
    """``order`` with its first RERANKED sorted anew, their ``scores`` combined with coverage."""
    head = order[:RERANKED]
    # A line of a statement says a measure as well as the question's own word for it does.
    said = [f"{texts[i]}\n{query.terms.said_by(texts[i])}" for i in head]
    for i, covered in zip(head, coverages(query.topic, said), strict=True):
        scores[i] = (1 - weight) * scores[i] + weight * covered
    for i in order[RERANKED:]:
        scores[i] *= 1 - weight
    return [*sorted(head, key=lambda i: (-scores[i], i)), *order[RERANKED:]]


def of_statements(terms: AskedTerms, text: str) -> float:
    """What a passage, its context included, is raised by for the lines that are asked for."""
    if not terms.lines and not terms.statements:
        return 0.0
    plain = text.casefold()
    said = sum(line.casefold() in plain for line in terms.lines)
    raised = LINES * (1 - 0.5**said)
    if any(statement in plain for statement in terms.statements):
        raised += STATEMENT_NAMED if terms.named else STATEMENT_IMPLIED
    return raised


def spread(
    order: Sequence[str], passages: Mapping[str, Passage], scores: Mapping[str, float], k: int
) -> list[str]:
    """The first ``k`` of ``order``, a passage lowered for each better one of its page."""
    seen: Counter[tuple[str, int]] = Counter()
    waiting = list(order[: 4 * k])
    chosen: list[str] = []
    while waiting and len(chosen) < k:
        best = max(waiting, key=lambda i: scores[i] - SAME_PAGE * seen[_page(passages[i])])
        waiting.remove(best)
        chosen.append(best)
        if passages[best].page is not None:
            seen[_page(passages[best])] += 1
    return chosen


def _page(passage: Passage) -> tuple[str, int]:
    return passage.document_id, passage.page or 0


def collapsed(order: Sequence[str], passages: Mapping[str, Passage]) -> list[str]:
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
