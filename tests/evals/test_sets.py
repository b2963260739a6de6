import json
from pathlib import Path

import pytest

from evals.sets import EvalSetError, load_set


def line(**changes: object) -> str:
    question: dict[str, object] = {"id": "q1", "question": "Who signs?", "answerable": True}
    return json.dumps(question | changes)


def test_reads_the_short_form(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(
        line(facts=[["Ada", "A. Byron"]], evidence=[{"document": "a.txt", "quote": "Ada signs."}])
        + "\n\n"
        + line(id="q2", answerable=False, history=["Who is Ada?"])
    )

    loaded = load_set(path)

    assert [q.id for q in loaded.questions] == ["q1", "q2"]
    assert loaded.questions[0].facts == (("Ada", "A. Byron"),)
    assert loaded.questions[0].evidence[0].quote == "Ada signs."
    assert loaded.questions[1].history == ("Who is Ada?",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no question"),
        ("{", "line 1: not JSON"),
        (line(answerable="perhaps"), "line 1: answerable"),
        (line(colour="red"), "line 1: colour"),
        (line() + "\n" + line(), "line 2: id 'q1' already stands on line 1"),
    ],
)
def test_an_unusable_set_names_the_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(text)

    with pytest.raises(EvalSetError, match=message.replace("(", r"\(")):
        load_set(path)


def test_a_missing_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvalSetError, match=r"absent\.jsonl"):
        load_set(tmp_path / "absent.jsonl")
