"""The lexical index: BM25 over passages, by SQLite's FTS5 in the catalogue's database.

FTS5 stands beside the passages in one transaction, so the two can never disagree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.catalogue import Catalogue

_WORD = re.compile(r"\w+")
_STOPWORDS = frozenset(
    "a an and are as at be been by can could did do does for from had has have how i if in into "
    "is it its me much many of on or our shall should so than that the their them then there "
    "these they this those to was we were what when where which who whom whose why will with "
    "would you your tell about any please give say says said".split()
)
CONTEXT_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class LexicalMatch:
    """A passage id and its BM25 score; higher is better."""

    passage_id: str
    score: float


def search_words(question: str) -> tuple[str, ...]:
    """The words of a question worth looking for, each once, in order."""
    words = [w.casefold() for w in _WORD.findall(question)]
    kept = [w for w in words if w not in _STOPWORDS]
    return tuple(dict.fromkeys(kept or words))


def best_matches(
    catalogue: Catalogue,
    question: str,
    k: int,
    *,
    deal: str | None = None,
    documents: Sequence[str] = (),
    phrases: Sequence[str] = (),
) -> tuple[LexicalMatch, ...]:
    """The ``k`` passages in scope that match any word of ``question`` best (BM25).

    ``phrases`` say in other words what it says, and count as its words do.
    """
    words = search_words(question)
    if not words:
        return ()
    plain = [" ".join(_WORD.findall(phrase)) for phrase in phrases]
    match = " OR ".join(f'"{term}"' for term in dict.fromkeys((*words, *plain)) if term)
    conditions, parameters = ["lexical MATCH ?"], [match]
    if deal:
        conditions.append("document_id IN (SELECT id FROM documents WHERE deal = ?)")
        parameters.append(deal)
    if documents:
        conditions.append(f"document_id IN ({','.join('?' * len(documents))})")
        parameters.extend(documents)
    if len(documents) == 1:
        # The passages of a document have numbers in a row: no other's are scored for nothing.
        conditions.append(
            "lexical.rowid BETWEEN (SELECT min(number) FROM passages WHERE document_id = ?) "
            "AND (SELECT max(number) FROM passages WHERE document_id = ?)"
        )
        parameters.extend((documents[0], documents[0]))
    rows = catalogue.query(
        f"SELECT passages.id AS id, bm25(lexical, {CONTEXT_WEIGHT}, 1.0) AS rank FROM lexical "
        "JOIN passages ON passages.number = lexical.rowid "
        f"WHERE {' AND '.join(conditions)} ORDER BY rank LIMIT ?",
        [*parameters, k],
    )
    return tuple(LexicalMatch(passage_id=row["id"], score=-row["rank"]) for row in rows)


def documents_with(catalogue: Catalogue, word: str) -> frozenset[str]:
    """The ids of the documents that hold ``word`` anywhere, its inflections included."""
    rows = catalogue.query(
        "SELECT DISTINCT document_id FROM lexical "
        "JOIN passages ON passages.number = lexical.rowid WHERE lexical MATCH ?",
        [f'"{word}"'],
    )
    return frozenset(row["document_id"] for row in rows)
