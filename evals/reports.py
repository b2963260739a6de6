"""Reads back the report of a run."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from corpus.errors import DealAssistantError
from evals.records import Run


class ReportError(DealAssistantError):
    """A report cannot be read as the report of a run."""


def load_report(path: Path) -> Run:
    """Read the report at ``path``, as ``eval --report`` wrote it.

    Raises:
        ReportError: the file is missing, is no report, holds no question, or holds a
            question twice.
    """
    try:
        run = Run.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ReportError(
            f"{path}: cannot be read ({error.strerror}). Name a file written by eval --report."
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "file"
        raise ReportError(
            f"{path}: is not a report of this version ({field}: {first['msg']}). "
            "Write it again with eval --report."
        ) from error
    if not run.records:
        raise ReportError(f"{path}: holds no question. Write it again with eval --report.")
    if len({record.id for record in run.records}) < len(run.records):
        raise ReportError(f"{path}: holds a question twice. Write it again with eval --report.")
    return run
