"""The sample documents and the questions on them hold together."""

import re
from functools import cache
from pathlib import Path

import pytest

from corpus.documents import Document
from corpus.load import load_document
from evals.facts import normalised, states
from evals.sets import EvalQuestion, load_set
from scripts.build_samples import SAMPLES, build

SETS = Path(__file__).parents[2] / "evals" / "sets"
SAMPLE_QUESTIONS = load_set(SETS / "samples.jsonl").questions
QUESTIONS = SAMPLE_QUESTIONS + load_set(SETS / "filings.jsonl").questions
ANSWERABLE = [question for question in QUESTIONS if question.answerable]


@cache
def sample(path: str) -> Document:
    return load_document(SAMPLES / path, root=SAMPLES)


def test_committed_binaries_are_what_the_script_builds() -> None:
    built = build()
    committed = {
        path.relative_to(SAMPLES).as_posix()
        for path in SAMPLES.rglob("*")
        if path.suffix in {".pdf", ".docx"}
    }
    assert set(built) == committed
    assert [t for t, data in built.items() if (SAMPLES / t).read_bytes() != data] == []


def test_samples_cover_every_format_and_three_deals() -> None:
    files = [path for path in SAMPLES.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".pdf", ".html", ".txt", ".md", ".docx", ".eml"}
    assert len({path.parent for path in files}) == 3
    assert len(files) >= 14


def test_set_has_the_promised_mix() -> None:
    def count(tag: str) -> int:
        return sum(tag in question.tags for question in SAMPLE_QUESTIONS)

    assert len(SAMPLE_QUESTIONS) >= 100
    assert count("unanswerable") >= 24
    assert sum(question.id.startswith("noise-") for question in SAMPLE_QUESTIONS) >= 12
    assert sum(bool(question.history) for question in SAMPLE_QUESTIONS) >= 12
    for tag in ["who", "what", "when", "where", "how-much", "list", "condition", "yes-no"]:
        assert count(tag) >= 4, tag
    assert count("comparison") >= 4
    assert count("disagreement") >= 8


def test_ids_are_unique_across_sets() -> None:
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question.id)
def test_evidence_stands_in_its_document_on_its_page(question: EvalQuestion) -> None:
    assert question.facts
    assert question.evidence
    for evidence in question.evidence:
        assert evidence.quote
        document = sample(evidence.document)
        words = r"\s+".join(map(re.escape, evidence.quote.split()))
        found = re.search(words, document.text)
        assert found, (evidence.document, evidence.quote)
        if evidence.page is not None:
            assert document.page_at(found.start()) == evidence.page


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question.id)
def test_forbidden_strings_are_no_facts(question: EvalQuestion) -> None:
    gold = [alternative for fact in question.facts for alternative in fact]
    for forbidden in question.forbidden:
        assert not any(states(alternative, [forbidden]) for alternative in gold), forbidden


def test_questions_with_nothing_to_find_promise_nothing() -> None:
    for question in QUESTIONS:
        if not question.answerable:
            assert not question.facts, question.id
            assert not question.evidence, question.id


def test_strings_forbidden_for_noise_are_gone_from_the_cleaned_web_pages() -> None:
    names = ["Valletta", "Luma Reyes", "Captain Nebula", "Niall Quarrie", "Fathom Nine"]
    names += ["Krustwerk", "Heliodyne", "214 partners", "500 jobs", "frying oil", "NIMBYno"]
    sources = [*SAMPLES.rglob("*.html"), *SAMPLES.rglob("*.txt")]
    raw = " ".join(path.read_text(encoding="utf-8") for path in sources)
    kept = " ".join(sample(path.relative_to(SAMPLES).as_posix()).text for path in sources)
    for name in names:
        assert normalised(name) in normalised(raw), name
        assert normalised(name) not in normalised(kept), name


def test_scraped_report_breaks_off_before_the_revenue_target() -> None:
    document = sample("openai-foxconn/scraped-report.txt")
    assert document.breaks_off
    assert document.text.rstrip().endswith("the striking goal of")
