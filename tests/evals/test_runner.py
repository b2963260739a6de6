"""A run of a set on a small folder, with the real answerer."""

import json
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.extractive import ExtractiveAnswerer
from evals.records import Run
from evals.runner import SetDoesNotFitError, run_set
from evals.sets import load_set
from index.embeddings import Embedder
from index.library import Library

MEMO = "# Memo\n\nThe Orlop yard was sold to Quayle Marine for EUR 31 million on 4 May 2026.\n"
QUESTIONS = [
    {
        "id": "price",
        "question": "How much did Quayle Marine pay for the Orlop yard?",
        "facts": [["EUR 31 million"]],
        "answerable": True,
        "evidence": [{"document": "memo.md", "quote": "sold to Quayle Marine for EUR 31 million"}],
    },
    {"id": "weather", "question": "Who won the regatta at Port Ellis?", "answerable": False},
]


def run(folder: Path, embedder: Embedder, data: str, questions: list[dict[str, object]]) -> Run:
    documents = folder / "documents"
    documents.mkdir(exist_ok=True)
    (documents / "memo.md").write_text(MEMO)
    (folder / "set.jsonl").write_text("".join(json.dumps(q) + "\n" for q in questions))
    library = Library.open(folder / data, embedder=embedder)
    try:
        library.sync(documents)
        assistant = Assistant(library, ExtractiveAnswerer(embedder))
        return run_set(load_set(folder / "set.jsonl"), assistant, documents)
    finally:
        library.close()


def test_two_runs_differ_in_times_only(embedder: Embedder, tmp_path: Path) -> None:
    def timeless(one: Run) -> object:
        plain = one.model_dump(mode="json")
        for metrics in (plain["metrics"], *plain["by_tag"].values()):
            del metrics["seconds_p50"], metrics["seconds_p95"]
        for record in plain["records"]:
            del record["seconds"]
        return plain

    first = run(tmp_path, embedder, "a", QUESTIONS)
    assert timeless(first) == timeless(run(tmp_path, embedder, "b", QUESTIONS))
    assert [record.id for record in first.records] == ["price", "weather"]
    assert first.metrics.abstention_recall == 1
    assert first.metrics.recall_at_1 == 1


def test_evidence_that_is_not_there_stops_the_run(embedder: Embedder, tmp_path: Path) -> None:
    broken = QUESTIONS[0] | {"evidence": [{"document": "memo.md", "quote": "for EUR 32 million"}]}
    with pytest.raises(SetDoesNotFitError, match=r"price: memo\.md does not say"):
        run(tmp_path, embedder, "data", [broken])
