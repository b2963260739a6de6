"""A run as one HTML page that needs nothing else: no script, no file, no network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from evals.calibration import calibration_bins
from evals.metrics import can_be_answered
from evals.records import CitedPlace, Record, RetrievedPassage, Run
from evals.report_formats.clusters import clusters, fault, shown_metrics
from evals.report_formats.elements import element as e
from evals.report_formats.plots import metric_bars, reliability_diagram

_STYLE = Path(__file__).with_name("report.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html_page(run: Run) -> str:
    """The page: metrics, plots, failures by cause, then every question with its evidence."""
    failed = sum(r.cause is not None for r in run.records)
    title = f"{run.set_path}: {failed} of {len(run.records)} questions failed"
    head = e(
        "head",
        e("meta", charset="utf-8"),
        e("meta", **{"http_equiv": "Content-Security-Policy", "content": _POLICY}),
        e("meta", name="viewport", content="width=device-width"),
        e("title", title),
        e("style", _STYLE.read_text("utf-8")),
    )
    body = e(
        "body",
        e("h1", title),
        e("p", f"Answers by {run.model}, retrieval by {run.embedding_model}."),
        e("p", f"Set {run.set_digest}, documents {run.documents_digest}.", class_="digests"),
        e("h2", "Metrics"),
        *_metrics(run),
        e("h2", "Confidence"),
        _reliability(run.records),
        e("h2", "Failures by cause"),
        *_clusters(run.records),
        e("h2", "Questions"),
        *(_question(number, record) for number, record in enumerate(run.records)),
    )
    page = tostring(e("html", head, body, lang="en"), encoding="unicode", method="html")
    return f"<!DOCTYPE html>\n{page}\n"


def _metrics(run: Run) -> Iterable[Element]:
    shown = shown_metrics(run.metrics)
    yield e("figure", metric_bars(shown), e("figcaption", "Amber: the lower, the better."))
    yield _table(("metric", "value"), [(m.name, m.text) for m in shown if not m.is_share])
    if run.by_tag:
        yield _table(
            ("tag", "questions", "fact recall", "abstention recall", "citation correctness"),
            [
                (
                    tag,
                    str(m.questions),
                    *map(_share, (m.fact_recall, m.abstention_recall, m.citation_correctness)),
                )
                for tag, m in run.by_tag.items()
            ],
        )


def _reliability(records: Sequence[Record]) -> Element:
    bins = calibration_bins([r.confidence for r in records], list(map(can_be_answered, records)))
    caption = (
        "Each dot is the questions of one tenth of confidence, larger the more there are. "
        "On the diagonal, confidence means what it says."
    )
    return e("figure", reliability_diagram(bins), e("figcaption", caption))


def _clusters(records: Sequence[Record]) -> Iterable[Element]:
    place = {record.id: number for number, record in enumerate(records)}
    found = clusters(records)
    if not found:
        yield e("p", "None.")
    for cluster in found:
        yield e("h3", f"{cluster.cause.value} ({len(cluster.records)})")
        yield e(
            "ul",
            *(
                e("li", e("a", r.id, href=f"#q{place[r.id]}"), f" {r.question} – {fault(r)}")
                for r in cluster.records
            ),
        )


def _question(number: int, record: Record) -> Element:
    verdict = "passed" if record.cause is None else record.cause.value
    state = "passed" if record.cause is None else "failed"
    stated = [
        ("searched for", record.rewritten_question),
        ("answer", record.answer),
        ("answering words", record.span or ""),
        ("fault", "" if record.cause is None else fault(record)),
        ("facts missing", "; ".join(" or ".join(m) for m in record.scores.missing)),
        ("says what it must not", "; ".join(record.scores.forbidden)),
        ("caveats", "; ".join(record.caveats)),
        ("tags", ", ".join(record.tags)),
        ("confidence", f"{record.confidence:.3f}"),
        ("seconds", f"{record.seconds:.3f}" + (" in an earlier run" if record.cached else "")),
    ]
    return e(
        "details",
        e("summary", e("span", verdict, class_=state), f" {record.id} {record.question}"),
        e("dl", *(e(tag, text) for name, value in stated if value
                  for tag, text in (("dt", name), ("dd", value)))),
        *_evidence("Cited", [_cited(c) for c in record.citations]),
        *_evidence("Retrieved", [_retrieved(p) for p in record.retrieved]),
        id=f"q{number}",
    )  # fmt: skip


def _evidence(heading: str, items: Sequence[Element]) -> Iterable[Element]:
    if items:
        yield e("h4", heading)
        yield e("ol", *items)


def _cited(citation: CitedPlace) -> Element:
    item = e("li", _place(citation.document, citation.page), e("blockquote", citation.quote))
    if not citation.stands:
        item.append(e("p", "does not stand there", class_="failed"))
    return item


def _retrieved(passage: RetrievedPassage) -> Element:
    return e("li", _place(passage.document, passage.page), e("blockquote", passage.text))


def _place(document: str, page: int | None) -> str:
    return document if page is None else f"{document}, page {page}"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Element:
    return e(
        "table",
        e("tr", *(e("th", cell, scope="col") for cell in header)),
        *(e("tr", *(e("td", cell) for cell in row)) for row in rows),
    )


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
