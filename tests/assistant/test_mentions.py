"""Questions for all that speak of something: read, and answered document by document."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.extractive import ExtractiveAnswerer
from assistant.mentions import read_mention
from index.embeddings import Embedder
from index.library import Library


@pytest.mark.parametrize(
    ("text", "subject", "of_deals"),
    [
        ("Which deals mention power supply?", "power supply", True),
        ("Which of the documents mention an earn-out?", "an earn-out", False),
        ("List all contracts that refer to arbitration.", "arbitration", False),
        ("what reports talk about the strike", "the strike", False),
    ],
)
def test_the_subject_is_read(text: str, subject: str, of_deals: bool) -> None:
    read = read_mention(text)
    assert read is not None
    assert (read.subject, read.of_deals) == (subject, of_deals)


@pytest.mark.parametrize(
    "text",
    [
        "Which deal is the largest?",
        "What does the contract mention about power supply?",
        "Who mentioned power supply?",
        "Which documents mention it?",
    ],
)
def test_other_questions_are_not_read_so(text: str) -> None:
    assert read_mention(text) is None


def test_every_document_that_speaks_of_it_is_quoted(embedder: Embedder, tmp_path: Path) -> None:
    texts = {
        "arden/memo.txt": "Arden buys a mill. The power supply of the mill comes from a dam.",
        "brook/memo.txt": "Brook leases a hall. Its landlord pays for the supply of power.",
        "cedar/memo.txt": "Cedar sells its ships. The ships are forty years old.",
    }
    for name, text in texts.items():
        file = tmp_path / "documents" / name
        file.parent.mkdir(parents=True)
        file.write_text(text)
    library = Library.open(tmp_path / "data", embedder=embedder)
    library.sync(tmp_path / "documents")
    assistant = Assistant(library, ExtractiveAnswerer(embedder))

    answer = assistant.ask("Which deals mention power supply?")
    assert answer.text.startswith("arden, brook")
    assert {c.document for c in answer.citations} == {"arden/memo.txt", "brook/memo.txt"}
    assert assistant.ask("Which deals mention a lawsuit?").abstained
    library.close()
