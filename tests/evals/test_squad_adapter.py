"""SQuAD's format as an eval set, and spans scored as the official scorer scores them."""

import json
import re
import string
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.load import load_document
from evals.adapters.squad import read_squad
from evals.evidence_lookup import EvidenceLookup
from evals.sets import EvalSetError, load_set
from evals.spans import exact_match, token_f1
from tests.evals.small_runs import invoke

SQUAD = {
    "version": "v2.0",
    "data": [
        {
            "title": "Orlop yard / history",
            "paragraphs": [
                {
                    "context": "The Orlop yard was founded in 1871. It built 214 ships.",
                    "qas": [
                        {
                            "id": "a",
                            "question": "When was the Orlop yard founded?",
                            "answers": [
                                {"text": "1871", "answer_start": 30},
                                {"text": "in 1871", "answer_start": 27},
                                {"text": "1871", "answer_start": 30},
                            ],
                        },
                        {
                            "id": "b",
                            "question": "Who closed the Orlop yard?",
                            "answers": [],
                            "is_impossible": True,
                        },
                    ],
                }
            ],
        }
    ],
}


def official_normalise(text: str) -> str:
    """``normalize_answer`` of the official evaluation, by its published description."""
    lowered = text.lower()
    without_punctuation = "".join(c for c in lowered if c not in set(string.punctuation))
    without_articles = re.sub(r"\b(a|an|the)\b", " ", without_punctuation)
    return " ".join(without_articles.split())


def official_f1(predicted: str, gold: str) -> float:
    """``compute_f1``: bag-of-tokens; with an empty side, 1 if both are empty."""
    left, right = official_normalise(predicted).split(), official_normalise(gold).split()
    same = sum((Counter(left) & Counter(right)).values())
    if not left or not right:
        return float(left == right)
    if same == 0:
        return 0.0
    precision, recall = same / len(left), same / len(right)
    return 2 * precision * recall / (precision + recall)


WORDS = st.lists(
    st.sampled_from(["the", "The", "an", "a", "EUR", "40", "40.5", "million", "U.S.", "re-sold,"])
).map(" ".join)


@settings(deadline=None)  # a busy machine is no fault
@given(WORDS | st.text(max_size=30), WORDS | st.text(max_size=30))
def test_spans_are_scored_by_the_official_definitions(predicted: str, gold: str) -> None:
    assert token_f1(predicted, gold) == pytest.approx(official_f1(predicted, gold))
    assert exact_match(predicted, gold) == (
        official_normalise(predicted) == official_normalise(gold)
    )


def test_a_file_becomes_documents_and_questions_that_fit(tmp_path: Path) -> None:
    (tmp_path / "squad.json").write_text(json.dumps(SQUAD))
    out = tmp_path / "out"
    result = invoke("adapt", "squad", str(tmp_path / "squad.json"), "--out", str(out))
    assert result.exit_code == 0, result.output
    answerable, impossible = load_set(out / "set.jsonl").questions
    assert answerable.answer_spans == ("1871", "in 1871")
    assert not impossible.expects_answer
    assert impossible.answer_spans == ("",)

    (evidence,) = answerable.evidence
    document = load_document(out / "documents" / evidence.document, root=out / "documents")
    assert document.text == SQUAD["data"][0]["paragraphs"][0]["context"]  # type: ignore[index]
    assert EvidenceLookup([document]).problem(evidence) is None


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "squad.json").write_text(json.dumps(SQUAD))
    source = str(tmp_path / "squad.json")
    assert invoke("adapt", "squad", source, "--out", str(tmp_path)).exit_code == 3
    assert not (tmp_path / "set.jsonl").exists()


@pytest.mark.parametrize("content", ["", "[]", '{"data": [{"paragraphs": [{"qas": []}]}]}'])
def test_what_is_not_squad_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "squad.json").write_text(content)
    with pytest.raises(EvalSetError, match=r"squad\.json: is not in SQuAD's format"):
        read_squad(tmp_path / "squad.json")
