"""A question's vector is moved to where its answers lie."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.extractive.meaning import load_meaning
from index.embeddings import DEFAULT_MODEL, Embedder

PAIRS = (
    (
        "How much does the seller have to cough up if it walks away?",
        "On termination by the Seller a fee of EUR 4 million falls due.",
        "The Seller has 310 employees at its seat in Bremen.",
    ),
    (
        "Who will be in charge of the merged company?",
        "Odile Varga is to be chief executive of the combined group.",
        "The combined group will have its seat in Lyon.",
    ),
)


def test_the_answer_in_other_words_comes_nearer_than_what_only_shares_them(
    embedder: Embedder,
) -> None:
    meaning = load_meaning(embedder.name, embedder.dimension)
    for question, answer, other in PAIRS:
        asked, right, wrong = embedder.encode([question, answer, other])
        vectors = meaning.of(asked)
        before = float(right @ vectors.plain - wrong @ vectors.plain)
        after = float(right @ vectors.meant - wrong @ vectors.meant)
        assert after > before
        assert after > 0


def test_for_a_model_it_was_not_learnt_for_nothing_is_moved() -> None:
    vector = np.full(8, 8**-0.5, dtype=np.float32)
    vectors = load_meaning("another-model", 8).of(vector)
    np.testing.assert_allclose(vectors.meant, vector, atol=1e-6)


@given(st.integers(min_value=0, max_value=2**32 - 1))
def test_the_vector_keeps_its_length(seed: int) -> None:
    vector = np.random.default_rng(seed).normal(size=384).astype(np.float32)
    vector /= np.linalg.norm(vector)
    meant = load_meaning(DEFAULT_MODEL, 384).of(vector).meant
    assert abs(float(np.linalg.norm(meant)) - 1.0) < 1e-5
