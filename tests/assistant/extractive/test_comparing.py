"""Which sentences are about a side, and what is said where one side is missing."""

import pytest

from assistant.comparisons import sides_of
from assistant.extractive.comparing import one_sided, sentences_about
from assistant.extractive.evidence import Sentence, read_sentences
from index.embeddings import Embedder
from index.library import Library

DOCUMENTS = {
    "term-sheet.md": "# Term sheet: Ardle mill\n\nThe buyer pays a deposit of EUR 4 million.\n",
    "spa.md": "# Share purchase agreement: Ardle mill\n\n2.1 The Buyer shall pay EUR 40 million.\n",
}
QUESTION = "How does the deposit differ between the term sheet and the contract?"


@pytest.fixture(scope="module")
def sentences(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> tuple[Sentence, ...]:
    folder = tmp_path_factory.mktemp("comparing")
    (folder / "documents").mkdir()
    for name, text in DOCUMENTS.items():
        (folder / "documents" / name).write_text(text, encoding="utf-8")
    library = Library.open(folder / "data", embedder=embedder)
    library.sync(folder / "documents")
    found = read_sentences(library.search("deposit for the Ardle mill"), library)
    library.close()
    return found


def test_a_side_that_is_a_kind_of_document_is_told_by_documents_of_that_kind(
    sentences: tuple[Sentence, ...],
) -> None:
    paths = [
        {s.document.path for s in sentences_about(side, sentences)} for side in sides_of(QUESTION)
    ]
    assert paths == [{"term-sheet.md"}, {"spa.md"}]


def test_the_side_that_was_not_found_is_named() -> None:
    sides = sides_of(QUESTION)
    lead = one_sided(sides, sides[:1])
    assert lead == (
        "Found for one side only (Term sheet); no passage found states it for the other (Contract)."
    )
