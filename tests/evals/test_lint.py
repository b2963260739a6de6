import json
from pathlib import Path

import pytest

from corpus.documents import Document, Page
from evals.lint import Check, Finding, LintReport, Severity, lint
from evals.near_duplicates import Closeness, near_duplicates
from evals.sets import EvalQuestion, EvalSet, load_set
from evals.sources import Sources, read_sources
from tests.evals.small_runs import invoke

ROOT = Path(__file__).parents[2]
FIRST = "The annual rent of the depot is EUR 3 million. The lease runs"
SECOND = "for twelve years. Ada Lindholm signed it."
TEXT = f"{FIRST}\n{SECOND}"
SOURCES = Sources.of(
    {
        "1": Document(
            id="1", path="lease.pdf", deal=None, text=TEXT,
            pages=(Page(1, 0, len(FIRST)), Page(2, len(FIRST) + 1, len(TEXT))),
        )
    }
)  # fmt: skip
RENT = {"document": "lease.pdf", "page": 1, "quote": "rent of the depot is EUR 3 million"}

UNSTATED = {
    "question": "What is the notary's fee?", "answerable": False, "facts": [], "evidence": [],
}  # fmt: skip


def question(**changes: object) -> EvalQuestion:
    fields: dict[str, object] = {
        "id": "q1", "question": "What is the annual rent of the depot?", "answerable": True,
        "facts": [["EUR 3 million"]], "evidence": [RENT],
    }  # fmt: skip
    return EvalQuestion.model_validate_json(json.dumps(fields | changes))


def found(*questions: EvalQuestion) -> list[tuple[Check, Severity]]:
    return [(f.check, f.severity) for f in report(*questions).findings]


def report(*questions: EvalQuestion) -> LintReport:
    return lint(EvalSet(path="set.jsonl", digest="", questions=questions), SOURCES)


def test_a_sound_question_has_no_findings() -> None:
    assert found(question()) == []


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"facts": []}, Check.NO_FACTS),
        ({"answerable": "partial", "facts": []}, Check.NO_FACTS),
        ({**UNSTATED, "facts": [["EUR 3 million"]]}, Check.UNANSWERABLE_WITH_FACTS),
        ({"answerable": "underspecified", "evidence": []}, Check.UNANSWERABLE_WITH_FACTS),
        ({**UNSTATED, "answer_span": "x"}, Check.UNANSWERABLE_WITH_FACTS),
        ({"evidence": [RENT, {"document": "deed.pdf"}]}, Check.EVIDENCE_NOT_FOUND),
        ({"evidence": [{**RENT, "quote": "rent of the depot is EUR 4 million"}, RENT]},
         Check.EVIDENCE_NOT_FOUND),
        ({"evidence": [{**RENT, "page": 2}]}, Check.EVIDENCE_NOT_FOUND),
        ({"evidence": [{**RENT, "page": 3}]}, Check.EVIDENCE_NOT_FOUND),
        ({"evidence": [{**RENT, "quote": " "}, RENT]}, Check.EVIDENCE_NOT_FOUND),
        ({"facts": [["EUR 5 million"]]}, Check.FACT_NOT_IN_EVIDENCE),
        ({"answer_span": "EUR 5 million"}, Check.FACT_NOT_IN_EVIDENCE),
        ({"facts": [{"type": "amount", "value": 3, "magnitude": "billion", "currency": "EUR"}]},
         Check.FACT_NOT_IN_EVIDENCE),
        ({"forbidden": ["EUR 3 million"]}, Check.FORBIDDEN_FACT),
        ({"forbidden": ["3 MILLION"]}, Check.FORBIDDEN_FACT),
        ({"forbidden": ["€3,000,000"]}, Check.FORBIDDEN_FACT),
        ({"forbidden_facts": [{"type": "amount", "value": 3000000, "currency": "EUR"}]},
         Check.FORBIDDEN_FACT),
    ],
)  # fmt: skip
def test_each_fault_is_an_error(changes: dict[str, object], check: Check) -> None:
    assert found(question(**changes)) == [(check, Severity.ERROR)]


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"facts": [["EUR 3 million"], ["Ada Lindholm"]]}, Check.FACT_NOT_IN_EVIDENCE),
        ({"evidence": []}, Check.NO_EVIDENCE),
        ({"draft": True}, Check.DRAFT),
    ],
)
def test_what_a_person_must_decide_is_a_warning(changes: dict[str, object], check: Check) -> None:
    assert found(question(**changes)) == [(check, Severity.WARNING)]


@pytest.mark.parametrize(
    "changes",
    [
        {"evidence": [{**RENT, "quote": "RENT  of the depot\nis eur 3 million"}]},
        {"evidence": [{"document": "lease.pdf", "page": 1}]},
        {"evidence": [{**RENT, "quote": "lease runs for twelve years"}], "facts": [["12 years"]]},
        {"facts": [{"type": "amount", "value": 3, "magnitude": "million", "currency": "EUR",
                    "anchor": ["annual"]}]},
        {"forbidden": ["EUR 13 million", "a year", "EUR 3 million a month"]},
        UNSTATED,
        {"answerable": "underspecified", "facts": [], "evidence": []},
    ],
)  # fmt: skip
def test_what_is_no_fault(changes: dict[str, object]) -> None:
    assert found(question(**changes)) == []


def test_evidence_without_a_quote_is_the_page_it_names() -> None:
    second_page = {"document": "lease.pdf", "page": 2}

    assert found(question(evidence=[second_page])) == [(Check.FACT_NOT_IN_EVIDENCE, Severity.ERROR)]


def test_duplicates_are_found_with_the_earlier_question() -> None:
    same = question(id="q2", question="what is the annual  rent of the depot")
    near = question(id="q3", question="What was the annual rent for the depot?")
    other = question(id="q4", question="Who signed it?")

    findings = report(question(), same, near, other).findings

    assert findings[0] == Finding(
        id="q2", check=Check.DUPLICATE, severity=Severity.ERROR,
        message="asks the same as 'q1'; remove one of the two",
    )  # fmt: skip
    assert [(f.id, f.check) for f in findings[1:]] == [("q3", Check.NEAR_DUPLICATE)]


@pytest.mark.parametrize(
    ("left", "right", "closeness"),
    [
        ("Who signed the lease?", "WHO SIGNED THE LEASE", Closeness.SAME),
        ("What is the yearly rent of the depot in Ghent?",
         "What was the yearly rent for a depot in Ghent?", Closeness.NEAR),
        ("Which conditions must be met before closing?",
         "Which conditions must have been met before the closing?", Closeness.NEAR),
        ("What was the revenue of Corvane in 2023?",
         "What was the revenue of Corvane in 2024?", None),
        ("What was the revenue of Corvane?", "What was the revenue of Tarnbeck?", None),
        ("Who signed the lease?", "When was the lease signed?", None),
        ("Is the seller bound by it?", "Is the seller not bound by it?", None),
    ],
)  # fmt: skip
def test_how_close_two_questions_are(left: str, right: str, closeness: Closeness | None) -> None:
    asked = [question(question=left), question(id="q2", question=right)]
    pairs = near_duplicates(asked)

    assert [p.closeness for p in pairs] == ([] if closeness is None else [closeness])
    assert near_duplicates([asked[0], asked[1].model_copy(update={"history": ("And?",)})]) == ()


@pytest.mark.parametrize("name", ["samples", "filings"])
def test_the_sets_of_the_repository_have_no_errors(name: str) -> None:
    eval_set = load_set(ROOT / "evals" / "sets" / f"{name}.jsonl")

    assert lint(eval_set, read_sources(ROOT / "samples")).errors == 0


def test_the_command_exits_2_on_errors(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "lease.txt").write_text("The annual rent of the depot is EUR 3 million.\n")
    sound = {"id": "q1", "question": "What is the rent?", "answerable": True,
             "facts": [["EUR 3 million"]],
             "evidence": [{"document": "lease.txt", "quote": "The annual rent"}]}  # fmt: skip
    path = tmp_path / "set.jsonl"

    def code(line: object, *options: str) -> int:
        path.write_text(json.dumps(line))
        return invoke("lint", str(path), "--documents", str(documents), *options).exit_code

    assert code(sound) == 0
    assert code(sound | {"facts": []}) == 2
    assert code(sound | {"colour": "red"}) == 2
    assert invoke("lint", str(path), "--documents", str(tmp_path / "absent")).exit_code == 2
    path.write_text(json.dumps(sound | {"facts": [["EUR 4 million"]]}))
    printed = invoke("lint", str(path), "--documents", str(documents), "--json").stdout
    assert LintReport.model_validate_json(printed).findings[0].check is Check.FACT_NOT_IN_EVIDENCE


@pytest.mark.parametrize(
    ("asked", "stated"),
    [
        ("What is the annual rent of the depot?", True),
        ("Who signed the lease?", False),
        ("Who signed the depot's lease in the end?", False),
        ("By what percentage does the annual rent of the depot rise?", False),
        ("Is the annual rent of the depot EUR 3 million?", True),
        ("What is the rent of the warehouse in Ghent?", False),
    ],
)
def test_a_question_said_to_have_no_answer_is_looked_up(asked: str, stated: bool) -> None:
    findings = found(question(question=asked, answerable=False, facts=[], evidence=[]))

    assert findings == [(Check.UNANSWERABLE_STATED, Severity.WARNING)] * stated
