"""A run as Markdown (CommonMark with GitHub's tables), for a job summary or a comment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from evals.records import Record, Run
from evals.report_formats.clusters import clusters, fault, shown_metrics

_MARKUP = re.compile(r"[\\`*_{}\[\]()<>#|~!&@$+=-]")
# GitHub turns bare addresses into links, which text from a document must never become.
_BARE_LINK = re.compile(r"(?<=www)\.|:(?=//)", re.IGNORECASE)


def markdown(run: Run) -> str:
    """The report: metrics, metrics by tag, then failures by cause."""
    failed = sum(r.cause is not None for r in run.records)
    lines = [
        f"# {plain(run.set_path)}: {failed} of {len(run.records)} questions failed",
        "",
        f"Answers by {plain(run.model)}, retrieval by {plain(run.embedding_model)}.",
        "",
        "## Metrics",
        "",
        *_table(
            ("metric", "value", "better"),
            (
                (m.name, m.text, "lower" if m.lower_is_better else "higher")
                for m in shown_metrics(run.metrics)
            ),
        ),
        *_by_tag(run),
        *_failures(run.records),
    ]
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    """``text`` on one line, so that Markdown shows it as it is."""
    escaped = _MARKUP.sub(lambda found: "\\" + found[0], " ".join(text.split()))
    return _BARE_LINK.sub(lambda found: "\\" + found[0], escaped)


def _by_tag(run: Run) -> Iterable[str]:
    if not run.by_tag:
        return
    yield from ("", "## By tag", "")
    yield from _table(
        ("tag", "questions", "fact recall", "abstention recall", "citation correctness"),
        (
            (
                plain(tag),
                str(m.questions),
                _share(m.fact_recall),
                _share(m.abstention_recall),
                _share(m.citation_correctness),
            )
            for tag, m in run.by_tag.items()
        ),
    )


def _failures(records: Sequence[Record]) -> Iterable[str]:
    yield from ("", "## Failures by cause")
    found = clusters(records)
    if not found:
        yield from ("", "None.")
    for cluster in found:
        yield from ("", f"### {cluster.cause.value} ({len(cluster.records)})", "")
        yield from _table(
            ("id", "question", "fault"),
            ((plain(r.id), plain(r.question), plain(fault(r))) for r in cluster.records),
        )


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [header, ["---"] * len(header), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
