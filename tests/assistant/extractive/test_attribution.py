"""Which source a question asks, on an index of one deal told by two documents."""

import pytest

from assistant.extractive.attribution import of_the_source
from assistant.extractive.evidence import Sentence, read_sentences
from assistant.questions import read_question
from index.embeddings import Embedder
from index.library import Library

DOCUMENTS = {
    "term-sheet.md": "# Term sheet: sale of Ardle mill\n\nThe buyer would pay EUR 40 million.\n",
    "spa.md": "# Share purchase agreement: Ardle mill\n\n2.1 The price is EUR 41 million.\n",
    "report.html": (
        "<html><head><title>Ardle mill for sale</title>"
        '<meta property="og:site_name" content="Harbour Courier"></head><body><article>'
        "<h1>Ardle mill for sale</h1><p>The Ardle mill is to be sold for around EUR 52 million, "
        "two people who know of the talks said on Friday. The buyer did not want to comment."
        "</p></article></body></html>"
    ),
}

ALL = set(DOCUMENTS)


@pytest.fixture(scope="module")
def sentences(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> tuple[Sentence, ...]:
    folder = tmp_path_factory.mktemp("attribution")
    (folder / "documents").mkdir()
    for name, text in DOCUMENTS.items():
        (folder / "documents" / name).write_text(text, encoding="utf-8")
    library = Library.open(folder / "data", embedder=embedder)
    library.sync(folder / "documents")
    found = read_sentences(library.search("price of the Ardle mill"), library)
    library.close()
    return found


@pytest.mark.parametrize(
    ("question", "paths"),
    [
        ("What is the price according to the term sheet?", {"term-sheet.md"}),
        ("What does the term sheet say about the price?", {"term-sheet.md"}),
        ("Which price does the term sheet for Ardle set?", {"term-sheet.md"}),
        ("What price did the Harbour Courier report?", {"report.html"}),
        ("What price is due under the signed agreement?", {"spa.md"}),
        ("What price does the SPA set?", {"spa.md"}),
        ("What price does the Harbour report mention?", {"report.html"}),
        ("What does the Harbour article give as the price?", {"report.html"}),
        ("What price was finally agreed for the mill?", {"spa.md"}),
        ("For how long does the signed Ardle contract run?", {"spa.md"}),
        ("When was the contract signed?", ALL),
        ("Did the Harbour board report a loss?", ALL),
        ("What price is due under the agreement?", ALL),
        ("What is the price of the mill?", ALL),
        ("What does the press release say?", ALL),
        ("Is the term sheet binding?", ALL),
    ],
)
def test_only_the_source_that_is_asked_answers(
    sentences: tuple[Sentence, ...], question: str, paths: set[str]
) -> None:
    attributed = of_the_source(read_question(question), sentences)

    assert {s.document.path for s in attributed.sentences} == paths


def test_the_name_of_the_source_is_nothing_that_its_sentences_must_hold(
    sentences: tuple[Sentence, ...],
) -> None:
    question = read_question("Which price did the Harbour Courier report for Ardle?")

    asked = of_the_source(question, sentences).question

    assert "Harbour Courier" in question.names
    assert "Harbour Courier" not in asked.names
    assert "Ardle" in asked.names
    assert not {"harbour", "courier"} & set(asked.terms)
    assert asked.text == question.text


def test_the_deal_named_with_the_source_is_still_what_is_asked_about(
    sentences: tuple[Sentence, ...],
) -> None:
    asked = of_the_source(
        read_question("For how long does the signed Ardle contract run?"), sentences
    )

    assert asked.question.names == ("Ardle",)
    assert "ardl" in asked.question.terms
