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
    (
        "By when must the money be paid back?",
        "The loan matures on 30 June 2031.",
        "The money will be used for a second kiln.",
    ),
    (
        "Who gave the buyer legal advice?",
        "Holt & Sable LLP acted as counsel to the Purchaser.",
        "The buyer has taken note of the legal structure of the group.",
    ),
    (
        "Is there a ceiling on what the supplier owes for being late?",
        "Liquidated damages are capped at 10% of the contract price.",
        "The supplier owes its customers two deliveries a week.",
    ),
    (
        "When does the deal fall through on its own?",
        "The long-stop date is 31 March 2027.",
        "The deal was announced on the company's own web page.",
    ),
    (
        "How many people lose their job?",
        "About 140 positions will be made redundant.",
        "People who want a job can write to the plant.",
    ),
    (
        "Which court is responsible if they quarrel?",
        "Disputes are referred to the courts of Hamburg.",
        "The parties visited the court of the old plant.",
    ),
)


def test_answers_in_other_words_come_nearer_than_what_only_shares_words(
    embedder: Embedder,
) -> None:
    meaning = load_meaning(embedder.name)
    before, after = [], []
    for question, answer, other in PAIRS:
        asked, right, wrong = embedder.encode([question, answer, other])
        vectors = meaning.of(question, asked)
        before.append(float(right @ vectors.plain - wrong @ vectors.plain))
        after.append(float(right @ vectors.meant - wrong @ vectors.meant))
    assert np.mean(after) > np.mean(before)
    assert np.mean(after) > 0
    assert sum(gap > 0 for gap in after) >= sum(gap > 0 for gap in before)


def test_for_a_model_it_was_not_learnt_for_nothing_is_moved() -> None:
    vector = np.full(8, 8**-0.5, dtype=np.float32)
    vectors = load_meaning("another-model").of("Who pays?", vector)
    np.testing.assert_allclose(vectors.meant, vector, atol=1e-6)


@given(st.text(max_size=400))
def test_the_vector_has_length_one_whatever_is_asked(question: str) -> None:
    vector = np.full(384, 384**-0.5, dtype=np.float32)
    meant = load_meaning(DEFAULT_MODEL).of(question, vector).meant
    assert abs(float(np.linalg.norm(meant)) - 1.0) < 1e-5
