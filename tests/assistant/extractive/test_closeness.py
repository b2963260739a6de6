"""Cosines of a question and sentences."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.extractive.closeness import Closeness
from index.embeddings import Embedder

SENTENCES = [
    "The buyer pays EUR 3 million.",
    "It rained all week in Bergen.",
    "Rent is due in May.",
]


def test_the_cosines_are_those_of_the_embeddings(embedder: Embedder) -> None:
    question = "What does the buyer pay?"
    cosines = Closeness(embedder.encode).of(question, SENTENCES)
    vectors = embedder.encode([question, *SENTENCES])
    assert np.allclose(cosines, vectors[1:] @ vectors[0], atol=1e-5)
    assert int(np.argmax(cosines)) == 0


def test_a_sentence_is_embedded_once(embedder: Embedder) -> None:
    asked: list[str] = []

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        asked.extend(texts)
        return embedder.encode(texts)

    closeness = Closeness(encode)
    first = closeness.of("What does the buyer pay?", SENTENCES)
    again = closeness.of("What does the buyer pay?", SENTENCES[::-1])
    assert len(asked) == 1 + len(SENTENCES)
    assert np.allclose(first, again[::-1])


def test_no_sentence_gives_no_cosine(embedder: Embedder) -> None:
    assert Closeness(embedder.encode).of("Who?", []).shape == (0,)
