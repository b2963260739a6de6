"""Several questions asked at once are told apart, and each is answered of the same deal."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.extractive import ExtractiveAnswerer
from assistant.several_questions import questions_in
from index.embeddings import Embedder
from index.library import Library


@pytest.mark.parametrize(
    ("text", "asked", "questions"),
    [
        (
            "What price was agreed, and when is it due?",
            ["What price was agreed", "when is it due"],
            ["What price was agreed?", "When is it due (What price was agreed)?"],
        ),
        (
            "How much does Orrin keep back, and for how long?",
            ["How much does Orrin keep back", "for how long"],
            [
                "How much does Orrin keep back?",
                "For how long (How much does Orrin keep back)?",
            ],
        ),
        (
            "Who sells the mill? And what does the notary cost?",
            ["Who sells the mill", "what does the notary cost"],
            ["Who sells the mill?", "What does the notary cost?"],
        ),
        (
            "Where and when was the contract signed?",
            ["where", "when"],
            ["Where was the contract signed?", "When was the contract signed?"],
        ),
        (
            "Which law and which rules govern the contract?",
            ["Which law", "which rules govern the contract"],
            [
                "Which law and which rules govern the contract?",
                "Which rules govern the contract?",
            ],
        ),
        (
            "About the Orrin loan: who gave it, and under whose guarantee?",
            ["About the Orrin loan: who gave it", "under whose guarantee"],
            [
                "About the Orrin loan: who gave it?",
                "Under whose guarantee (About the Orrin loan: who gave it)?",
            ],
        ),
    ],
)
def test_the_parts_of_a_question(text: str, asked: list[str], questions: list[str]) -> None:
    parts = questions_in(text)
    assert [part.asked for part in parts] == asked
    assert [part.question for part in parts] == questions


@pytest.mark.parametrize(
    "text",
    [
        "Who are the buyer and the seller?",
        "Who owns the mill and the quay?",
        "What happens if the buyer withdraws and the seller does not?",
        "The price, and what then?",
        "",
    ],
)
def test_one_question_has_no_parts(text: str) -> None:
    assert questions_in(text) == ()


def test_each_part_is_answered_and_of_one_deal(embedder: Embedder, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    for deal, text in {
        "mill": "Orrin Timber buys the Vestra mill for EUR 40 million.\n\n"
        "The purchase price for the Vestra mill is to be paid on 3 May 2026.\n",
        "quay": "Halder Port buys the Lund quay for EUR 55 million.\n\n"
        "The purchase price for the Lund quay is to be paid on 9 June 2026.\n",
    }.items():
        (folder / deal).mkdir(parents=True)
        (folder / deal / "memo.txt").write_text(text)
    library = Library.open(tmp_path / "data", embedder=embedder)
    library.sync(folder)
    assistant = Assistant(library, ExtractiveAnswerer(embedder))
    answer = assistant.ask("For how much was the Vestra mill bought, and when must it be paid?")
    assert "EUR 40 million" in answer.text
    assert "3 May 2026" in answer.text
    assert {citation.deal for citation in answer.citations} == {"mill"}
