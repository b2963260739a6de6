"""Vectors of the sentences of each passage, kept beside it in the catalogue.

Answering compares every retrieved sentence with the question. Encoding them then would take
longer than everything else, so it is done once, when the passage is indexed. Half precision
halves what is stored and moves no cosine by more than about 0.001.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.documents import Passage
from corpus.sentences import sentence_spans
from index.catalogue import Catalogue, SentenceVectors
from index.embeddings import Embedder

ENCODED_AT_ONCE = 512


def encode_sentences(passages: Sequence[Passage], embedder: Embedder) -> list[SentenceVectors]:
    """For each of ``passages`` the vectors of its sentences in order."""
    sentences = [_sentences(passage) for passage in passages]
    rows = _encoded([text for texts in sentences for text in texts], embedder)
    return [
        SentenceVectors(len(texts), b"".join(next(rows).tobytes() for _ in texts))
        for texts in sentences
    ]


def sentence_vectors(
    catalogue: Catalogue, passage_ids: Sequence[str]
) -> dict[str, NDArray[np.float32]]:
    """The vectors of each passage's sentences in order, by passage id, shape (sentences, d)."""
    stored = catalogue.sentence_vectors(passage_ids)
    return {
        passage_id: np.frombuffer(one.vectors, np.float16).reshape(one.count, -1).astype(np.float32)
        for passage_id, one in stored.items()
    }


def _sentences(passage: Passage) -> list[str]:
    return [passage.text[span.start : span.end] for span in sentence_spans(passage.text)]


def _encoded(texts: Sequence[str], embedder: Embedder) -> Iterator[NDArray[np.float16]]:
    for first in range(0, len(texts), ENCODED_AT_ONCE):
        yield from embedder.encode(texts[first : first + ENCODED_AT_ONCE]).astype(np.float16)
