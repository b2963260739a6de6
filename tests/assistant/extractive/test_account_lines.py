"""Revenue does not answer a question for the net profit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.extractive.account_lines import tells_of_another_line


@pytest.mark.parametrize(
    ("question", "sentence", "other"),
    [
        ("What net profit did Orrin make?", "Its revenue was EUR 268 million in 2025.", True),
        ("What was the revenue in 2025?", "EBITDA rose to EUR 41 million.", True),
        ("How high was the EBITDA?", "Operating profit (EBIT) was EUR 20 million.", True),
        ("What net profit did Orrin make?", "Net income came to EUR 12 million.", False),
        ("What was the turnover?", "2025 | Sales: EUR 90 million | EBITDA: EUR 9 million", False),
        ("What was the profit?", "Its revenue was EUR 268 million.", False),
        ("What is the return on sales?", "Operating profit rose, and the margin to 9%.", False),
        ("What was the revenue?", "The price is EUR 40 million.", False),
        ("Is the dividend paid out of net profit?", "The dividend is EUR 1.", False),
        ("What was the revenue?", "The sales and purchase agreement names EBITDA.", True),
    ],
)
def test_another_line_of_the_accounts(question: str, sentence: str, other: bool) -> None:
    assert tells_of_another_line(question, sentence, "") is other


def test_a_heading_may_name_the_line() -> None:
    assert not tells_of_another_line(
        "What was the revenue?", "It rose by EUR 3 million, EBITDA by EUR 1 million.", "Revenue"
    )


@given(st.text(max_size=200))
def test_no_text_tells_of_another_line_than_itself(text: str) -> None:
    assert not tells_of_another_line(text, text, "")
