"""What retrieval returns."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from corpus.documents import Identity, Passage


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document's catalogue entry: everything about it but its text."""

    id: str
    path: str
    deal: str | None
    title: str
    publisher: str | None
    published: date | None
    kind: str | None
    url: str | None
    page_count: int
    passage_count: int
    character_count: int
    removed_count: int
    breaks_off: bool
    indexed_at: str
    identity: Identity = field(default_factory=Identity)


@dataclass(frozen=True, slots=True)
class Rank:
    """Where one retriever placed a passage: its name, 1-based rank and raw score."""

    retriever: str
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved passage, its document's record, and who found it.

    ``score`` is the fused score, higher is better, comparable within one search only.
    ``similarity`` is the cosine of question and passage in [-1, 1], None if not computed;
    ``preference`` how well the document fits what the question names, from 0 to 1.
    """

    passage: Passage
    document: DocumentRecord
    score: float
    ranks: tuple[Rank, ...] = ()
    similarity: float | None = None
    preference: float = 0.0
