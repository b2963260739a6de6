"""Questions with the passages that a search finds for them, from a file in SQuAD's format."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.words import content_stems
from corpus.documents import BlockKind, Document, Passage, Section
from index.embeddings import Embedder
from index.hits import DocumentRecord, Hit


@dataclass(frozen=True)
class Example:
    """A question, the document that answers it and the characters [start, end) there."""

    question: str
    article: int
    document: int
    start: int
    end: int
    answer: str


class Paragraphs:
    """Paragraphs as one-passage documents, searched in memory: cosine and shared rare words."""

    def __init__(self, documents: Sequence[Document], articles: Sequence[int]) -> None:
        self.documents = tuple(documents)
        self.articles = np.asarray(articles)
        self._by_id = {document.id: document for document in documents}
        self._stems = [content_stems(document.text) for document in documents]
        counts = Counter(stem for stems in self._stems for stem in stems)
        size = len(documents)
        self._rarity = {s: math.log((size + 1) / (n + 0.5)) for s, n in counts.items()}
        self._unseen = math.log((size + 1) / 0.5)
        self.embeddings: NDArray[np.float32] = np.zeros((0, 0), dtype=np.float32)

    def document(self, document_id: str) -> Document:
        """The document with ``document_id``."""
        return self._by_id[document_id]

    def embed(self, embedder: Embedder) -> None:
        """Embed every paragraph; done once before searching."""
        self.embeddings = embedder.encode([document.text for document in self.documents])

    def search(
        self,
        question: str,
        embedding: NDArray[np.float32],
        *,
        without: Sequence[int] = (),
        k: int = 8,
    ) -> tuple[Hit, ...]:
        """The ``k`` best paragraphs, those numbered ``without`` left out."""
        similarity = self.embeddings @ embedding
        asked = content_stems(question)
        weight = {stem: self._rarity.get(stem, self._unseen) for stem in asked}
        total = sum(weight.values()) or 1.0
        shared = [sum(weight[s] for s in asked & stems) / total for stems in self._stems]
        score = similarity + 0.7 * np.asarray(shared)
        score[list(without)] = -np.inf
        return tuple(
            _hit(self.documents[i], float(score[i]), float(similarity[i]))
            for i in np.argsort(-score, kind="stable")[:k]
            if np.isfinite(score[i])
        )


def load_examples(path: Path) -> tuple[Paragraphs, list[Example]]:
    """Every paragraph and question of the SQuAD-format file at ``path``."""
    documents: list[Document] = []
    articles: list[int] = []
    examples: list[Example] = []
    for number, article in enumerate(json.loads(path.read_text(encoding="utf-8"))["data"]):
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            for item in paragraph["qas"]:
                answer = item["answers"][0]
                start = answer["answer_start"]
                end = start + len(answer["text"])
                examples.append(
                    Example(item["question"], number, len(documents), start, end, answer["text"])
                )
            documents.append(_document(text, len(documents)))
            articles.append(number)
    return Paragraphs(documents, articles), examples


def _document(text: str, number: int) -> Document:

    return Document(
        id=hashlib.sha256(text.encode()).hexdigest()[:32],
        path=f"{number:04}.txt",
        deal=None,
        text=text,
        sections=(Section(0, len(text), BlockKind.PARAGRAPH),),
    )


def _hit(document: Document, score: float, similarity: float) -> Hit:
    passage = Passage(f"{document.id}:0", document.id, document.text, 0, len(document.text), 0)
    record = DocumentRecord(
        id=document.id,
        path=document.path,
        deal=None,
        title=document.title,
        publisher=None,
        published=None,
        kind=None,
        url=None,
        page_count=0,
        passage_count=1,
        character_count=len(document.text),
        removed_count=0,
        breaks_off=False,
        indexed_at="",
    )
    return Hit(passage, record, score, (), similarity)
