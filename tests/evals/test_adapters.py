"""FinanceBench, RGB and BEIR as eval sets: what is written fits its documents."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.load import discover, load_document
from evals.adapters.beir import read_beir
from evals.adapters.financebench import read_financebench
from evals.adapters.rgb import read_rgb
from evals.evidence_lookup import EvidenceLookup
from evals.retrieval_scores import evidence_rank, ndcg
from evals.sets import EvalQuestion, EvalSetError, load_set
from index.embeddings import Embedder
from index.library import Library
from tests.evals.small_runs import invoke

FILING = {
    "financebench_id": "financebench_id_00001",
    "company": "Orlop Yards",
    "doc_name": "ORLOPYARDS_2022_10K",
    "question_type": "metrics-generated",
    "question": "What is the FY2022 capital expenditure of Orlop Yards?",
    "answer": "$31.40",
    "evidence": [
        {
            "evidence_text": "Purchases of property $ 31.4",
            "doc_name": "ORLOPYARDS_2022_10K",
            "evidence_page_num": 1,
            "evidence_text_full_page": "Cash flows. Purchases of property $ 31.4",
        }
    ],
}
NOISE = {
    "id": 7,
    "query": "Who bought the Orlop yard and when?",
    "answer": [["Quayle Marine", "Quayle"], ["May 2021"]],
    "positive": [["Quayle Marine bought the Orlop yard."], ["The yard was sold in May 2021."]],
    "negative": ["The Tarn yard builds ferries."],
}
WRONG = {
    "id": 8,
    "query": "Who runs the Orlop yard?",
    "answer": ["Ada Stroud"],
    "positive": ["Ada Stroud runs the Orlop yard."],
    "positive_wrong": ["Otto Lisle runs the Orlop yard."],
    "negative": [],
    "fakeanswer": "Otto Lisle",
}
REJECTION = {
    "id": 9,
    "query": "Who founded the Orlop yard?",
    "answer": ["Jem Pike"],
    "positive": [],
    "negative": ["The Tarn yard builds ferries."],
}


def written_lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def adapted(tmp_path: Path, *arguments: str) -> tuple[EvalQuestion, ...]:
    out = tmp_path / "out"
    result = invoke("adapt", *arguments, "--out", str(out))
    assert result.exit_code == 0, result.output
    questions = load_set(out / "set.jsonl").questions
    folder = out / "documents"
    lookup = EvidenceLookup([load_document(p, root=folder) for p in discover(folder)])
    assert [lookup.problem(e) for q in questions for e in q.evidence if lookup.problem(e)] == []
    return questions


def test_evidence_pages_of_filings_are_found_by_page(tmp_path: Path, embedder: Embedder) -> None:
    name = f"{FILING['doc_name']}.pdf"
    (tmp_path / "pdfs").mkdir()
    canvas = Canvas(str(tmp_path / "pdfs" / name))
    for topic in ("Its two yards by the river build ferries", "Its capital spending was $31.4"):
        for line in range(25):
            canvas.drawString(72, 750 - 25 * line, f"{topic}, as note {line} of the report says.")
        canvas.showPage()
    canvas.save()
    other = FILING | {"financebench_id": "2", "doc_name": "MISSING_2022_10K", "evidence": [
        {"evidence_page_num": 0}]}  # fmt: skip
    source = written_lines(tmp_path / "open_source.jsonl", [FILING, other])

    (question,) = adapted(tmp_path, "financebench", str(source))

    assert [(e.document, e.page) for e in question.evidence] == [(name, 2)]
    assert question.reference == "$31.40"
    library = Library.open(tmp_path / "data", embedder=embedder)
    library.sync(tmp_path / "out" / "documents")
    hits = library.search("How high was capital spending?", k=8)
    library.close()
    rank = evidence_rank(hits, question.evidence)
    assert rank
    assert hits[rank - 1].passage.page == 2


def test_filings_that_are_not_there_are_named(tmp_path: Path) -> None:
    source = written_lines(tmp_path / "open_source.jsonl", [FILING])
    result = invoke("adapt", "financebench", str(source), "--out", str(tmp_path / "out"))
    assert result.exit_code == 2
    assert "ORLOPYARDS_2022_10K.pdf" in result.output


def test_rgb_tests_noise_rejection_and_counterfactuals(tmp_path: Path) -> None:
    source = written_lines(tmp_path / "en.json", [NOISE, WRONG, REJECTION])

    noise, wrong, rejection = adapted(tmp_path, "rgb", str(source))

    assert noise.facts == (("Quayle Marine", "Quayle"), ("May 2021",))
    assert len(noise.evidence) == 2
    assert wrong.forbidden == ("Otto Lisle",)
    assert not rejection.expects_answer
    assert [q.tags[1] for q in (noise, wrong, rejection)] == [
        "noise",
        "counterfactual",
        "rejection",
    ]
    texts = {p.read_text() for p in (tmp_path / "out").rglob("*.txt")}
    assert {*NOISE["negative"], *WRONG["positive_wrong"]} <= texts  # type: ignore[misc]


def written_beir(folder: Path, judgements: str) -> Path:
    written_lines(
        folder / "corpus.jsonl",
        [
            {
                "_id": "d/1",
                "title": "Orlop yard",
                "text": "Quayle Marine bought it.",
                "metadata": {},
            },
            {"_id": "d2", "title": "", "text": "The Tarn yard builds ferries."},
        ],
    )
    written_lines(
        folder / "queries.jsonl",
        [{"_id": "q1", "text": "Who bought the yard?"}, {"_id": "q2", "text": "Who sold it?"}],
    )
    (folder / "qrels").mkdir()
    (folder / "qrels" / "test.tsv").write_text(judgements)
    return folder


def test_judged_documents_are_the_evidence(tmp_path: Path) -> None:
    folder = written_beir(
        tmp_path / "beir", "query-id\tcorpus-id\tscore\nq1\td/1\t2\nq1\td2\t0\nq2\td2\t0\n"
    )

    (question,) = adapted(tmp_path, "beir", str(folder))

    assert question.id == "q1"
    (evidence,) = question.evidence
    assert evidence.relevance == 2
    text = (tmp_path / "out" / "documents" / evidence.document).read_text()
    assert text == "Orlop yard\n\nQuayle Marine bought it."


def test_ndcg_counts_the_grades_of_judgements(tmp_path: Path, embedder: Embedder) -> None:
    folder = written_beir(tmp_path / "beir", "q1\td/1\t2\nq1\td2\t1\n")
    (question,) = adapted(tmp_path, "beir", str(folder))
    library = Library.open(tmp_path / "data", embedder=embedder)
    library.sync(tmp_path / "out" / "documents")
    bought, ferries = library.search("Quayle Marine bought it", k=2)
    library.close()

    assert ndcg([bought, ferries], question.evidence) == 1
    discount = 1 / math.log2(3)
    expected = (1 + 2 * discount) / (2 + discount)
    assert ndcg([ferries, bought], question.evidence) == pytest.approx(expected)
    assert ndcg([], question.evidence) == 0


@pytest.mark.parametrize(
    ("judgements", "problem"),
    [
        ("q1\td9\t1\n", "line 1: 'd9' is not in corpus.jsonl"),
        ("query-id\tcorpus-id\tscore\nq1\td2\thigh\n", "line 2: is not query id"),
        ("q1 d2 1\n", "line 1: is not query id"),
        ("q7\td2\t1\n", "judges none of the queries"),
    ],
)
def test_judgements_that_do_not_fit_are_named(
    tmp_path: Path, judgements: str, problem: str
) -> None:
    with pytest.raises(EvalSetError, match=problem):
        read_beir(written_beir(tmp_path / "beir", judgements))


@pytest.mark.parametrize("line", ["[]", "{", '{"id": 1}', '{"financebench_id": "x"}'])
def test_lines_of_another_format_are_named_by_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    for read in (read_financebench, read_rgb):
        with pytest.raises(EvalSetError, match=r"rows\.jsonl, line 2: is not in"):
            read(path)


def test_an_empty_file_is_no_set(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text("\n")
    with pytest.raises(EvalSetError, match="holds no line"):
        read_rgb(tmp_path / "rows.jsonl")
