"""JSON Lines of public data, read into models; what is wrong is named by file and line."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from evals.sets import EvalSetError

Row = TypeVar("Row", bound=BaseModel)


def read_text(path: Path) -> str:
    """The UTF-8 text at ``path``.

    Raises:
        EvalSetError: it cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise EvalSetError(f"{path}: cannot be read ({error}). Check the path.") from error


def read_lines(path: Path, row: type[Row], format_name: str) -> tuple[Row, ...]:
    """Every line of ``path`` as a ``row``; empty lines are skipped.

    Raises:
        EvalSetError: the file cannot be read, holds nothing, or a line is not of the format.
    """
    rows = []
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            rows.append(row.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"]) or "the line"
            raise EvalSetError(
                f"{path}, line {number}: is not in {format_name}'s format, at {place}: "
                f"{first['msg']}."
            ) from error
    if not rows:
        raise EvalSetError(f"{path}: holds no line of {format_name}'s format.")
    return tuple(rows)
