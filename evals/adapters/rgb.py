"""RGB's format (Chen et al. 2024, AAAI, arXiv:2309.01431) as an eval set.

Each query brings passages of its own, each of which becomes a document. What is tested is read
from the row: noise (``positive`` among ``negative``), rejection (``negative`` alone) and
counterfactual (``positive_wrong`` states ``fakeanswer``).
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel

from evals.adapters.lines import read_lines
from evals.adapters.writing import write_document, write_questions
from evals.sets import EvalQuestion, Evidence

Passages = tuple[str | tuple[str, ...], ...]


class RgbRow(BaseModel):
    """A query, its answers, and passages that do and do not hold them.

    Each member of ``answer`` must be stated; a list in it holds alternatives. A flat list of a
    row whose passages are flat is one fact with alternatives. Passages may be grouped by the
    part of the answer that they hold.
    """

    id: int | str
    query: str
    answer: str | tuple[str | tuple[str, ...], ...]
    positive: Passages = ()
    negative: tuple[str, ...] = ()
    positive_wrong: tuple[str, ...] = ()
    fakeanswer: str | tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[tuple[str, ...], ...]:
        """Per required fact its alternatives."""
        if isinstance(self.answer, str):
            return ((self.answer,),)
        if any(isinstance(part, tuple) for part in self.answer):
            return tuple((part,) if isinstance(part, str) else part for part in self.answer)
        return (tuple(part for part in self.answer if isinstance(part, str)),)


def read_rgb(path: Path) -> tuple[RgbRow, ...]:
    """The queries of the JSON Lines file at ``path``.

    Raises:
        EvalSetError: it cannot be read, or a line is not in the format.
    """
    return read_lines(path, RgbRow, "RGB")


def write_rgb(rows: tuple[RgbRow, ...], out: Path) -> int:
    """Write ``out``/documents and ``out``/set.jsonl; returns how many questions there are.

    A row without ``positive`` passages tests rejection: nothing answers it.
    """
    return write_questions(out, [_question(row, out) for row in rows])


def _question(row: RgbRow, out: Path) -> EvalQuestion:
    folder = f"rgb-{row.id}"
    held = _flat(row.positive)
    for kind, passages in (
        ("positive", held),
        ("negative", row.negative),
        ("wrong", row.positive_wrong),
    ):
        for number, text in enumerate(passages):
            write_document(out, f"{folder}/{kind}-{number}.txt", text)
    fake = (row.fakeanswer,) if isinstance(row.fakeanswer, str) else row.fakeanswer
    evidence = tuple(
        Evidence(document=f"{folder}/positive-{number}.txt")
        for number, text in enumerate(held)
        if text.strip()
    )
    return EvalQuestion(
        id=folder,
        question=row.query,
        facts=row.facts if evidence else (),
        forbidden=tuple(f for f in fake if f.strip()),
        answerable=bool(evidence),
        evidence=evidence,
        tags=("rgb", _task(row)),
    )


def _flat(passages: Passages) -> tuple[str, ...]:
    groups = ((p,) if isinstance(p, str) else p for p in passages)
    return tuple(text for group in groups for text in group)


def _task(row: RgbRow) -> str:
    if row.positive_wrong:
        return "counterfactual"
    return "noise" if row.positive else "rejection"
