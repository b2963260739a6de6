"""Writes the reports that were asked for."""

from __future__ import annotations

from corpus.errors import DealAssistantError
from evals.records import Run
from evals.report_formats.html import html_page
from evals.report_formats.junit import junit_xml
from evals.report_formats.markdown import markdown
from evals.report_formats.paths import ReportPaths


class ReportNotWrittenError(DealAssistantError):
    """A report could not be written."""


def write_reports(run: Run, paths: ReportPaths) -> None:
    """Write the reports of ``run``, UTF-8, making the folders they go in.

    Raises:
        ReportNotWrittenError: a file cannot be written.
    """
    for path, render in (
        (paths.records, lambda run: run.model_dump_json(indent=1) + "\n"),
        (paths.junit, junit_xml),
        (paths.markdown, markdown),
        (paths.html, html_page),
    ):
        if path is None:
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(render(run), "utf-8", errors="replace")
        except OSError as error:
            raise ReportNotWrittenError(
                f"{path}: cannot be written ({error.strerror}). Name another file."
            ) from error
