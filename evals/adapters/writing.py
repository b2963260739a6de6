"""Adapted data in a folder: documents/ and set.jsonl."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from evals.sets import EvalQuestion


def write_document(out: Path, name: str, text: str) -> None:
    """Write ``text`` as ``out``/documents/``name``, to be kept whole.

    The noise filter is for what was scraped; a passage of public data is all text.
    """
    file = out / "documents" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    file.with_name(f"{file.name}.keep-all").touch()


def write_questions(out: Path, questions: Sequence[EvalQuestion]) -> int:
    """Write ``out``/set.jsonl; returns how many questions there are."""
    lines = [
        json.dumps(q.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False)
        for q in questions
    ]
    (out / "set.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(lines)


def file_name(text: str, otherwise: str) -> str:
    """``text`` as part of a path: letters, digits and hyphens, at most 60."""
    return re.sub(r"[^\w-]+", "-", text).strip("-")[:60] or otherwise
