"""Small run reports, written by hand, and the commands that read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from evals.command_line import register
from evals.metrics import summarise
from evals.records import Cause, Record, Run, Scores


def record(number: int, document: str, facts: float, **changes: object) -> Record:
    passed = facts == 1
    fields: dict[str, object] = {
        "id": f"q{number}", "question": f"Question {number}?", "rewritten_question": "",
        "answerable": True, "answer": "", "abstained": False, "confidence": 0.5, "citations": (),
        "retrieved": (), "caveats": (), "unsupported_claims": 0, "cluster": document,
        "cause": None if passed else Cause.NOT_EXTRACTED, "span": None, "tags": (),
        "seconds": 0.1, "scores": Scores(facts=facts, facts_strict=passed, abstained_rightly=True),
    }  # fmt: skip
    return Record.model_validate(fields | changes)


def run_of(records: Sequence[Record], changes: Mapping[str, object] | None = None) -> Run:
    fields: dict[str, object] = {
        "set_path": "set.jsonl", "set_digest": "s" * 64, "documents_digest": "d" * 64,
        "model": "m", "embedding_model": "e", "metrics": summarise(records),
        "records": tuple(records),
    }  # fmt: skip
    return Run.model_validate(fields | dict(changes or {}))


def run_with(
    facts: Sequence[float], per_document: int = 1, changes: Mapping[str, object] | None = None
) -> Run:
    return run_of(
        [record(n, f"doc{n // per_document}.md", f) for n, f in enumerate(facts)], changes
    )


def invoke(*arguments: str) -> Result:
    cli = typer.Typer()
    cli.command()(lambda: None)
    register(cli, lambda _: pytest.fail("no assistant is needed"))
    return CliRunner().invoke(cli, ["eval", *arguments])


def written(path: Path, run: Run) -> str:
    path.write_text(run.model_dump_json(), "utf-8")
    return str(path)
