"""A memo, a set of questions on it, and an assistant that any process can open."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from assistant.assistant import Assistant
from assistant.extractive import ExtractiveAnswerer
from index.embeddings import Embedder, load_embedder
from index.library import Library

MEMO = (
    "# Memo\n\nThe Orlop yard was sold to Quayle Marine for EUR 31 million on 4 May 2026. "
    "The yard has 212 employees. Quayle Marine is led by Ines Amblard.\n\n"
    "The lender is Banque Rouvroy. The loan runs for seven years at 4.2%.\n"
)
PRICE = "How much did Quayle Marine pay for the Orlop yard?"
_ASKED = {
    "price": PRICE, "buyer": "Who bought the Orlop yard?", "day": "When was the yard sold?",
    "staff": "How many employees does the yard have?", "chief": "Who leads Quayle Marine?",
    "lender": "Which bank is the lender?", "term": "How long does the loan run?",
    "rate": "What is the interest rate of the loan?", "sold": "What was sold to Quayle Marine?",
    "regatta": "Who won the regatta at Port Ellis?",
}  # fmt: skip
QUESTIONS = tuple(
    {"id": id, "question": question, "answerable": id != "regatta"}
    | ({"facts": [["EUR 31 million"]]} if id == "price" else {})
    for id, question in _ASKED.items()
)


def written_documents(folder: Path) -> Path:
    documents = folder / "documents"
    documents.mkdir()
    (documents / "memo.md").write_text(MEMO)
    return documents


def written_set(folder: Path, questions: Sequence[dict[str, object]] = QUESTIONS) -> Path:
    path = folder / "set.jsonl"
    path.write_text("".join(json.dumps(question) + "\n" for question in questions))
    return path


def open_small(data_dir: Path) -> Assistant:
    embedder = _embedder()
    return Assistant(Library.open(data_dir, embedder=embedder), ExtractiveAnswerer(embedder))


@cache
def _embedder() -> Embedder:
    return load_embedder()
