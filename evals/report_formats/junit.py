"""A run as JUnit XML, one test case a question, for the test view of a CI server.

The format has no standard; element and attribute names are those of the Apache Ant JUnit
task, with ``testsuites`` and ``properties``, which all common servers read.
"""

from __future__ import annotations

from pathlib import PurePath
from xml.etree.ElementTree import Element, indent, tostring

from evals.records import Record, Run
from evals.report_formats.clusters import fault
from evals.report_formats.elements import element


def junit_xml(run: Run) -> str:
    """The JUnit XML of ``run``; times in seconds. A question fails if it has a cause."""
    name = PurePath(run.set_path).stem
    counts = {
        "tests": str(len(run.records)),
        "failures": str(sum(r.cause is not None for r in run.records)),
        "errors": "0",
        "skipped": "0",
        "time": f"{sum(r.seconds for r in run.records):.3f}",
    }
    suite = element("testsuite", _properties(run), name=name, **counts)
    suite.extend(_case(record, name) for record in run.records)
    root = element("testsuites", suite, name="deal-assistant eval", **counts)
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _properties(run: Run) -> Element:
    facts = {
        "set": run.set_path,
        "set_digest": run.set_digest,
        "documents_digest": run.documents_digest,
        "model": run.model,
        "embedding_model": run.embedding_model,
    }
    metrics = {k: str(v) for k, v in run.metrics.model_dump(exclude_none=True).items()}
    return element(
        "properties",
        *(element("property", name=k, value=v) for k, v in {**facts, **metrics}.items()),
    )


def _case(record: Record, suite: str) -> Element:
    case = element(
        "testcase",
        classname=suite,
        name=f"{record.id}: {record.question}",
        time=f"{record.seconds:.3f}",
    )
    if record.cause is not None:
        case.append(
            element("failure", _evidence(record), type=record.cause.value, message=fault(record))
        )
    return case


def _evidence(record: Record) -> str:
    """What a reader needs to see why the question failed."""
    lines = [f"answer: {record.answer}"]
    lines += [
        f"cited: {c.document}{_page(c.page)}: {c.quote}"
        + ("" if c.stands else " (does not stand there)")
        for c in record.citations
    ]
    lines += [f"retrieved: {p.document}{_page(p.page)}" for p in record.retrieved]
    return "\n".join(lines)


def _page(page: int | None) -> str:
    return "" if page is None else f", page {page}"
