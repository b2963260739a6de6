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


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        (
            "Did the ban on poaching change between the term sheet and the signed contract?",
            (
                "What is the ban on poaching in the term sheet?",
                "What is the ban on poaching in the contract?",
            ),
        ),
        (
            "Which lease lasts longer, the one for Arden or the one for Brook?",
            ("How long is the lease of Arden?", "How long is the lease of Brook?"),
        ),
        (
            "Compare the Arden and the Brook press releases: what does each say about the fee?",
            (
                "What is the fee of Arden in the press releases?",
                "What is the fee of Brook in the press releases?",
            ),
        ),
        (
            "By how much do the reported price and the term sheet price of the mill differ?",
            (
                "How much is the price of the mill in the news report?",
                "How much is the price of the mill in the term sheet?",
            ),
        ),
        (
            "What do the term sheet and the contract say about the deposit?",
            ("What is the deposit in the term sheet?", "What is the deposit in the contract?"),
        ),
        (
            "Is the break fee in the SPA higher than in the term sheet?",
            (
                "How much is the break fee in the contract?",
                "How much is the break fee in the term sheet?",
            ),
        ),
        (
            "Which was larger, debt in 2024 or in 2025?",
            ("How much is the debt in 2024?", "How much is the debt in 2025?"),
        ),
    ],
)
def test_each_side_is_asked_for_in_a_question_of_its_own(
    text: str, questions: tuple[str, str]
) -> None:
    assert tuple(side.question for side in sides_of(text)) == questions


def test_which_of_two_is_a_comparison() -> None:
    text = "Which lease runs longer, the one for Arden or the one for Brook?"
    assert [side.name for side in sides_of(text)] == ["Arden", "Brook"]


@pytest.mark.parametrize(
    "text",
    [
        "Who is the chief executive of Arden and Brook?",
        "What changed in the contract?",
        "Does the contract replace the term sheet?",
        "Why did the price go up between term sheet and contract?",
        "How much does Arden pay Brook?",
        "",
    ],
)
def test_other_questions_have_no_sides(text: str) -> None:
    assert sides_of(text) == ()


@given(st.text(max_size=200))
def test_any_text_has_two_sides_or_none(text: str) -> None:
    assert len(sides_of(text)) in {0, 2}


def test_what_is_named_with_each_side_is_asked_for_once() -> None:
    text = "Compare the price in the news report with the price in the press release."
    assert [side.question for side in sides_of(text)] == [
        "What is the price in the news report?",
        "What is the price in the press release?",
    ]
