import html as html_text
from pathlib import Path
from xml.etree import ElementTree

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from evals.calibration import calibration_bins, calibration_error
from evals.metrics import summarise_by_tag
from evals.records import Cause, CitedPlace, RetrievedPassage, Run
from evals.report_formats.clusters import clusters
from evals.report_formats.html import html_page
from evals.report_formats.junit import junit_xml
from evals.report_formats.markdown import markdown, plain
from evals.report_formats.paths import ReportPaths
from evals.report_formats.write import ReportNotWrittenError, write_reports
from tests.evals.small_runs import record, run_of, run_with

HOSTILE = (
    """</pre></style><script>alert(1)</script><img src=x onerror="a()">'"&"""
    "\x00\x0b|`*[x](javascript:a)"
)


def hostile_run() -> Run:
    records = [
        record(
            0, HOSTILE, 0.0, id=HOSTILE, question=HOSTILE, answer=HOSTILE, span=HOSTILE,
            rewritten_question=HOSTILE, caveats=(HOSTILE,), tags=(HOSTILE,),
            citations=(CitedPlace(document=HOSTILE, page=2, quote=HOSTILE, stands=False),),
            retrieved=(
                RetrievedPassage(document=HOSTILE, page=None, passage_id="p", text=HOSTILE),
            ),
        )
    ]  # fmt: skip
    return run_of(
        records,
        {"set_path": HOSTILE, "model": HOSTILE, "by_tag": summarise_by_tag(records)},
    )


def test_failures_are_clustered_most_frequent_first() -> None:
    records = [
        record(0, "a", 0.0, cause=Cause.NOT_RETRIEVED),
        record(1, "a", 0.0, cause=Cause.UNSUPPORTED),
        record(2, "a", 1.0),
        record(3, "a", 0.0, cause=Cause.UNSUPPORTED),
    ]
    assert [(c.cause, [r.id for r in c.records]) for c in clusters(records)] == [
        (Cause.UNSUPPORTED, ["q1", "q3"]),
        (Cause.NOT_RETRIEVED, ["q0"]),
    ]


def test_junit_holds_a_test_case_per_question_and_a_failure_per_fault() -> None:
    root = ElementTree.fromstring(junit_xml(run_with([1.0, 0.0, 1.0])))

    suite = root.find("testsuite")
    assert suite is not None
    assert root.tag == "testsuites"
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == ("set", "3", "1")
    assert [c.get("name") for c in suite.iter("testcase")] == [
        f"q{n}: Question {n}?" for n in range(3)
    ]
    failed = [c for c in suite.iter("testcase") if c.find("failure") is not None]
    assert [c.get("name") for c in failed] == ["q1: Question 1?"]
    failure = failed[0].find("failure")
    assert failure is not None
    assert failure.get("type") == "not extracted"
    properties = {p.get("name"): p.get("value") for p in suite.iter("property")}
    assert float(properties["fact_recall"] or "") == pytest.approx(2 / 3)


@settings(deadline=None)  # a busy machine is no fault
@given(st.text())
def test_any_text_makes_junit_that_parses(text: str) -> None:
    made = junit_xml(run_of([record(0, "a", 0.0, question=text, answer=text)]))
    root = ElementTree.fromstring(made.encode("utf-8", errors="replace"))
    assert len(list(root.iter("testcase"))) == 1


def test_html_shows_hostile_text_and_runs_none_of_it() -> None:
    page = html_page(hostile_run())
    tree = lxml.html.document_fromstring(page)

    assert not tree.xpath("//script | //img | //link | //iframe | //object | //*[@src]")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    assert all(href.startswith("#q") for href in tree.xpath("//@href"))
    assert len(tree.xpath("//style")) == 1
    assert html_text.escape("<script>alert(1)</script>") in page
    quotes = [q.text_content() for q in tree.xpath("//blockquote")]
    assert len(quotes) == 2
    assert all("<script>alert(1)</script>" in q for q in quotes)
    assert "\x00" not in page


def test_html_holds_every_question_and_links_its_failures() -> None:
    tree = lxml.html.document_fromstring(html_page(run_with([1.0, 0.0, 0.0])))

    assert tree.xpath("//details/@id") == ["q0", "q1", "q2"]
    assert tree.xpath("//li/a/@href") == ["#q1", "#q2"]
    assert tree.xpath("//h3")[0].text_content() == "not extracted (2)"


def test_html_draws_each_measured_share_and_each_bin_of_confidence() -> None:
    run = run_of([record(n, "a", 1.0, confidence=n / 10) for n in range(10)])
    tree = lxml.html.document_fromstring(html_page(run))

    bars = tree.xpath("//svg[1]//rect[@class='higher' or @class='lower']")
    shares = {
        name: value
        for name, value in run.metrics.model_dump().items()
        if isinstance(value, float) and not name.startswith("seconds")
    }
    assert len(bars) == len(shares)
    assert len(tree.xpath("//circle")) == 10


@pytest.mark.parametrize("text", [HOSTILE, "<b>5 * 3</b> | `x`", "1. a _b_ ~~c~~ # d"])
def test_markdown_shows_text_as_it_is(text: str) -> None:
    rows = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    shown = rows.render(f"| a |\n| --- |\n| {plain(text)} |\n")
    cells = lxml.html.document_fromstring(shown).xpath("//td")
    assert [c.text_content() for c in cells] == [" ".join(text.split()).replace("\x00", "\ufffd")]
    assert not cells[0].xpath(".//*")


def test_markdown_turns_no_address_of_a_document_into_a_link() -> None:
    assert "https://" not in plain("see https://deals.example")
    assert "www." not in plain("see www.deals.example")


def test_markdown_names_metrics_tags_and_failures() -> None:
    records = [record(0, "a", 1.0, tags=("price",)), record(1, "a", 0.0, tags=("price",))]
    text = markdown(run_of(records, {"by_tag": summarise_by_tag(records)}))

    assert text.startswith("# set.jsonl: 1 of 2 questions failed\n")
    assert "| fact recall | 0.500 | higher |" in text
    assert "| noise rate | not measured | lower |" in text
    assert "| price | 2 | 0.500 | – | – |" in text
    assert "### not extracted (1)" in text
    assert "| q1 | Question 1? |" in text


def test_a_run_without_failures_says_so() -> None:
    assert "## Failures by cause\n\nNone.\n" in markdown(run_with([1.0]))


def test_writes_what_is_asked_for(tmp_path: Path) -> None:
    paths = ReportPaths(junit=tmp_path / "new" / "junit.xml", html=tmp_path / "report.html")
    write_reports(run_with([1.0]), paths)

    assert sorted(p.name for p in tmp_path.rglob("*.*")) == ["junit.xml", "report.html"]


def test_a_report_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReportNotWrittenError, match="cannot be written"):
        write_reports(run_with([1.0]), ReportPaths(markdown=tmp_path))


def test_calibration_bins_add_up_to_the_calibration_error() -> None:
    sure, right = [0.05, 0.15, 0.15, 0.95, 1.0], [False, True, False, True, True]
    bins = calibration_bins(sure, right)
    assert [b.questions for b in bins] == [1, 2, 2]
    assert bins[1].positive == 0.5
    gaps = sum(b.questions / 5 * abs(b.confidence - b.positive) for b in bins)
    assert calibration_error(sure, right) == pytest.approx(gaps)
    assert gaps == pytest.approx(1 / 5 * 0.05 + 2 / 5 * 0.35 + 2 / 5 * 0.025)
