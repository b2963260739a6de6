"""What a question compares, read from its words alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.comparisons import sides_of


def test_each_named_thing_is_a_side() -> None:
    text = "How does the price of Halden compare with the price of Tarn Dairy?"
    first, second = sides_of(text)
    assert (first.name, second.name) == ("Halden", "Tarn Dairy")
    assert "Tarn" not in first.question
    assert "Halden" not in second.question


def test_years_are_sides_where_no_two_things_are_named() -> None:
    first, second = sides_of("How did revenue change from 2023 to 2024?")
    assert (first.name, second.name) == ("2023", "2024")


def test_kinds_of_document_are_sides_too() -> None:
    text = "Did the fee change between the term sheet and the signed contract?"
    assert [side.kind for side in sides_of(text)] == ["term sheet", "contract"]


def test_which_of_two_is_a_comparison() -> None:
    text = "Which lease runs longer, the one for Arden or the one for Brook?"
    assert [side.name for side in sides_of(text)] == ["Arden", "Brook"]


@pytest.mark.parametrize(
    "text",
    [
        "Who is the chief executive of Arden and Brook?",
        "What changed in the contract?",
        "How much does Arden pay Brook?",
        "",
    ],
)
def test_other_questions_have_no_sides(text: str) -> None:
    assert sides_of(text) == ()


@given(st.text(max_size=200))
def test_any_text_has_two_sides_or_none(text: str) -> None:
    assert len(sides_of(text)) in {0, 2}
