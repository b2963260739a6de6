"""FinanceBench's format (Islam et al. 2023, arXiv:2311.11944) as an eval set.

Questions on company filings, with the pages that hold the evidence. The PDFs stand in a folder
of their own, as ``DOC_NAME.pdf``; they are linked or copied, never changed.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from pydantic import BaseModel, Field

from evals.adapters.lines import read_lines
from evals.adapters.writing import write_questions
from evals.sets import EvalQuestion, EvalSetError, Evidence


class FinanceBenchEvidence(BaseModel):
    """A page that holds evidence; ``evidence_page_num`` counts from 0."""

    doc_name: str | None = None
    evidence_page_num: int = Field(ge=0)


class FinanceBenchRow(BaseModel):
    """A question, its answer in the words of a person, and where it stands."""

    financebench_id: str
    question: str
    answer: str
    doc_name: str
    evidence: tuple[FinanceBenchEvidence, ...] = Field(min_length=1)


def read_financebench(path: Path) -> tuple[FinanceBenchRow, ...]:
    """The questions of the JSON Lines file at ``path``.

    Raises:
        EvalSetError: it cannot be read, or a line is not in the format.
    """
    return read_lines(path, FinanceBenchRow, "FinanceBench")


def write_financebench(rows: tuple[FinanceBenchRow, ...], pdfs: Path, out: Path) -> int:
    """Write ``out``/documents and ``out``/set.jsonl; returns how many questions there are.

    Questions whose filing is not among the ``pdfs`` are left out. The answers are free text,
    which no fact of a set can hold: they are references, agreement with which is estimated
    (``make bench-scorer`` measures how well).

    Raises:
        EvalSetError: none of the filings is in ``pdfs``.
    """
    questions = []
    for row in rows:
        names = {row.doc_name, *(e.doc_name for e in row.evidence if e.doc_name)}
        if not all((pdfs / f"{name}.pdf").is_file() for name in names):
            continue
        for name in names:
            _place(pdfs / f"{name}.pdf", out / "documents" / f"{name}.pdf")
        questions.append(_question(row))
    if not questions:
        wanted = ", ".join(sorted({f"{row.doc_name}.pdf" for row in rows})[:3])
        raise EvalSetError(f"{pdfs}: holds none of the filings ({wanted}, ...). Check --pdfs.")
    return write_questions(out, questions)


def _question(row: FinanceBenchRow) -> EvalQuestion:
    evidence = dict.fromkeys(
        Evidence(document=f"{e.doc_name or row.doc_name}.pdf", page=e.evidence_page_num + 1)
        for e in row.evidence
    )
    return EvalQuestion(
        id=row.financebench_id,
        question=row.question,
        reference=row.answer if row.answer.strip() else None,
        answerable=True,
        evidence=tuple(evidence),
        tags=("financebench",),
    )


def _place(source: Path, target: Path) -> None:
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.hardlink_to(source)
    except OSError:  # another file system
        shutil.copyfile(source, target)
