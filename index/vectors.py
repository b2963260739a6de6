"""Vectors of passages in Chroma, through langchain-chroma."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import chromadb
import numpy as np
from chromadb.config import Settings
from langchain_chroma import Chroma

from corpus.documents import Passage
from corpus.errors import DealAssistantError
from index.embeddings import Embedder

COLLECTION = "passages"


class VectorStoreError(DealAssistantError):
    """Chroma cannot be reached or opened."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A passage id and its cosine similarity to the question, in [-1, 1]."""

    passage_id: str
    similarity: float


class Vectors:
    """One Chroma collection: embedded under ``path``, or on a server at ``url``."""

    def __init__(self, path: Path, embedder: Embedder, url: str | None = None) -> None:
        self._client = _client(path, url)
        self._embedder = embedder
        self._store = self._open()

    def _open(self) -> Chroma:
        return Chroma(
            collection_name=COLLECTION,
            embedding_function=self._embedder,
            client=self._client,
            collection_configuration={"hnsw": {"space": "cosine"}},
        )

    def upsert(self, passages: Sequence[Passage], texts: Sequence[str], deal: str | None) -> None:
        """Store the vectors of ``texts``, one per passage, under the passages' ids."""
        collection = self._store._collection
        size = min(self._client.get_max_batch_size(), 512)
        for first in range(0, len(passages), size):
            batch = passages[first : first + size]
            collection.upsert(
                ids=[p.id for p in batch],
                embeddings=self._embedder.encode(texts[first : first + size]),
                metadatas=[{"document_id": p.document_id, "deal": deal or ""} for p in batch],
                documents=[p.text for p in batch],
            )

    def delete(self, document_id: str) -> None:
        """Delete the vectors of a document."""
        self._store._collection.delete(where={"document_id": document_id})

    def clear(self) -> None:
        """Delete every vector."""
        self._store.delete_collection()
        self._store = self._open()

    def nearest(
        self,
        question: str,
        k: int,
        *,
        deal: str | None = None,
        documents: Sequence[str] = (),
    ) -> tuple[Neighbour, ...]:
        """The ``k`` passages nearest to ``question`` in scope, best first."""
        found = self._store.similarity_search_with_score(
            question, k=k, filter=_where(deal, documents)
        )
        return tuple(
            Neighbour(passage_id=document.id or "", similarity=1.0 - distance)
            for document, distance in found
        )

    def similarities(self, texts: Sequence[str], ids: Sequence[str]) -> dict[str, list[float]]:
        """For each of these passages its cosine similarity to every one of ``texts``."""
        if not ids:
            return {}
        got = self._store._collection.get(ids=list(ids), include=["embeddings"])
        vectors = got["embeddings"]
        if vectors is None:
            return {}
        cosines = np.asarray(vectors) @ self._embedder.encode(texts).T
        return {i: row.tolist() for i, row in zip(got["ids"], cosines, strict=True)}

    def document_ids(self) -> set[str]:
        """The ids of every document that has vectors."""
        got = self._store._collection.get(include=["metadatas"])
        return {str(m["document_id"]) for m in got["metadatas"] or []}

    def count(self) -> int:
        """How many vectors are stored."""
        return int(self._store._collection.count())


def _client(path: Path, url: str | None) -> Any:
    settings = Settings(anonymized_telemetry=False)
    try:
        if url is None:
            path.mkdir(parents=True, exist_ok=True)
            return chromadb.PersistentClient(path=str(path), settings=settings)
        parts = urlsplit(url)
        return chromadb.HttpClient(
            host=parts.hostname or "localhost",
            port=parts.port or 8000,
            ssl=parts.scheme == "https",
            settings=settings,
        )
    except Exception as error:
        where = url or str(path)
        raise VectorStoreError(
            f"{where}: the Chroma store cannot be opened ({error}). Check that the server runs, "
            "or move the data directory away and index again."
        ) from error


def _where(deal: str | None, documents: Sequence[str]) -> dict[str, Any] | None:
    conditions: list[dict[str, Any]] = []
    if deal:
        conditions.append({"deal": deal})
    if documents:
        conditions.append({"document_id": {"$in": list(documents)}})
    if not conditions:
        return None
    return conditions[0] if len(conditions) == 1 else {"$and": conditions}
