"""Sentences that mark the same answer speak for each other."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.extractive.agreeing import Marked, agreements
from assistant.extractive.evidence import Sentence, read_sentences
from assistant.extractive.spans import Span
from index.embeddings import Embedder
from index.library import Library

NOTES = {
    "report.txt": "Oakmere pays EUR 12.5 million for the mill.\n",
    "terms.txt": "The price of the mill is €12,500,000 in cash.\n",
    "blog.txt": "Oakmere is said to pay 14 million euros for the mill.\n",
}


@pytest.fixture(scope="module")
def sentences(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> dict[str, Sentence]:
    folder = tmp_path_factory.mktemp("notes")
    for name, text in NOTES.items():
        (folder / name).write_text(text, encoding="utf-8")
    library = Library.open(tmp_path_factory.mktemp("data") / "index", embedder=embedder)
    library.sync(folder)
    found = read_sentences(library.search("What does the mill cost?", k=5), library)
    return {sentence.document.path: sentence for sentence in found}


def marked(sentence: Sentence, words: str) -> Marked:
    start = sentence.text.index(words)
    return Marked.of(sentence, Span(start, start + len(words), 0.0))


def test_one_amount_in_two_notations_agrees(sentences: dict[str, Sentence]) -> None:
    one = marked(sentences["report.txt"], "EUR 12.5 million")
    assert one.agrees(marked(sentences["terms.txt"], "€12,500,000 in cash"))
    assert not one.agrees(marked(sentences["blog.txt"], "14 million euros"))


def test_words_agree_where_one_answer_holds_the_other(sentences: dict[str, Sentence]) -> None:
    whole = marked(sentences["report.txt"], "Oakmere pays")
    assert marked(sentences["blog.txt"], "Oakmere").agrees(whole)
    assert not marked(sentences["terms.txt"], "mill").agrees(whole)


def test_what_is_not_marked_agrees_with_nothing(sentences: dict[str, Sentence]) -> None:
    nothing = Marked.of(sentences["report.txt"], None)
    assert not nothing.agrees(nothing)


def test_each_gains_the_shares_of_those_that_agree_with_it(
    sentences: dict[str, Sentence],
) -> None:
    answers = [
        marked(sentences["report.txt"], "EUR 12.5 million"),
        marked(sentences["terms.txt"], "€12,500,000"),
        marked(sentences["blog.txt"], "14 million euros"),
    ]
    gained = agreements(answers, np.array([0.5, 0.3, 0.2]))
    np.testing.assert_allclose(gained, [0.3, 0.5, 0.0])
