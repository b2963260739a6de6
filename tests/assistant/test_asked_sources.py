"""A question that asks what one source says is answered from that source."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answerer import AskedQuestion
from assistant.asked_sources import asked_sources
from assistant.retrieval import retrieve
from index.embeddings import Embedder
from index.library import Library

PUBLISHERS = ("Harbour Courier", "Tarn Post")


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("What price did the Harbour Courier report?", "Harbour Courier"),
        ("What does the Tarn article give as the price?", "Tarn Post"),
        ("What is the fee according to the term sheet?", "term sheet"),
        ("According to the press release, when does it close?", "press release"),
        ("What did the board decide according to the minutes?", "minutes"),
        ("How many minutes does loading take?", None),
        ("How long does the signed Orrin contract run?", "contract"),
        ("What fee was finally agreed?", "contract"),
        ("What did the Tarn board report?", None),
        ("What is the fee in the contract?", None),
        ("Did the fee change from the term sheet to the press release?", None),
        ("When was the contract signed?", None),
    ],
)
def test_the_source_that_is_asked(question: str, source: str | None) -> None:
    found = {one.publisher or one.kind for one in asked_sources(question, PUBLISHERS)}
    assert found == ({source} if source else set())


def test_the_asked_source_is_searched_however_much_others_say(
    embedder: Embedder, tmp_path: Path
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "term-sheet.md").write_text(
        "# Term sheet: sale of Ardle mill\n\nA buyer that withdraws would owe EUR 2 million.\n"
    )
    for number in range(6):
        (folder / f"news-{number}.md").write_text(
            f"# News report {number}\n\nThe break fee for Ardle mill is EUR {number + 3} million.\n"
        )
    library = Library.open(tmp_path / "data", embedder=embedder)
    library.sync(folder)
    question = "What is the break fee for the Ardle mill according to the term sheet?"
    found = retrieve(AskedQuestion(text=question, original=question), library, 2)
    assert "term-sheet.md" in {hit.document.path for hit in found}
