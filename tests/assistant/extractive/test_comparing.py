"""Which sentences are about a side, and what is said where one side is missing."""

from pathlib import Path

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
    sides = sides_of(QUESTION)
    paths = [{s.document.path for s in sentences_about(side, sides, sentences)} for side in sides]
    assert paths == [{"term-sheet.md"}, {"spa.md"}]


def test_a_document_that_names_one_side_alone_is_about_it_throughout(
    embedder: Embedder, tmp_path: Path
) -> None:
    texts = {
        "a/terms.md": "# Terms: Ardle mill\n\nUntil 30 April 2026 the Seller talks to nobody else.",
        "b/terms.md": "# Terms: Brook weir\n\nUntil 31 May 2026 the Seller talks to nobody else.",
        "news.md": "# Two deals\n\nArdle mill and Brook weir are both for sale.",
    }
    for name, text in texts.items():
        path = tmp_path / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    library = Library.open(tmp_path / "data", embedder=embedder)
    library.sync(tmp_path / "documents")
    found = read_sentences(library.search("how long the seller talks to nobody else"), library)
    library.close()
    sides = sides_of("Which exclusivity lasts longer, the one for Ardle or the one for Brook?")
    about = [" ".join(s.text for s in sentences_about(side, sides, found)) for side in sides]
    assert ["30 April" in text for text in about] == [True, False]
    assert ["31 May" in text for text in about] == [False, True]
    assert all("both for sale" in text for text in about)


def test_the_side_that_was_not_found_is_named() -> None:
    sides = sides_of(QUESTION)
    lead = one_sided(sides, sides[:1])
    assert lead == (
        "Found for one side only (Term sheet); no passage found states it for the other (Contract)."
    )
