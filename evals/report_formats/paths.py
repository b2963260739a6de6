"""Where the reports of a run go."""

from __future__ import annotations

from pathlib import Path

from evals.fact_types import Frozen


class ReportPaths(Frozen):
    """Where each report goes; None is not written."""

    records: Path | None = None
    junit: Path | None = None
    markdown: Path | None = None
    html: Path | None = None
