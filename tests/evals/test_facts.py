import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.facts import contains, states


@pytest.mark.parametrize(
    ("text", "alternative"),
    [
        ("The price is $1.4 trillion.", "$1.4 trillion"),
        ("The price is USD 1,400 billion.", "$1.4 trillion"),
        ("The price is $890M in cash.", "USD 890,000,000"),
        ("signed by ADA BYRON", "Ada Byron"),
        ("it’s non‑binding", "it's non-binding"),
        ("a rate of 8.25% a year", "8.25 per cent"),
        ("It has 1140 employees.", "1,140"),
        ("cash flow was -1,577", "(1,577)"),
        ("signed on 14 July 2026", "July 14, 2026"),
        ("signed on 2026-07-14", "July 2026"),
    ],
)
def test_a_fact_is_stated(text: str, alternative: str) -> None:
    assert states(text, [alternative])


@pytest.mark.parametrize(
    ("text", "alternative"),
    [
        ("The price is $11.4 trillion.", "$1.4 trillion"),
        ("The price is $1.4 billion.", "$1.4 trillion"),
        ("The price is €1.4 trillion.", "$1.4 trillion"),
        ("signed in July 2026", "July 14, 2026"),
        ("It has five sites, or 5.", "5.0"),
        ("Article 15 applies.", "5"),
        ("It pays 5.5 per cent.", "5"),
        ("It sold 5,000 units.", "5"),
        ("The Adamant Group signed.", "Adam"),
        ("", "Adam"),
    ],
)
def test_a_fact_is_not_stated(text: str, alternative: str) -> None:
    assert not states(text, [alternative])


def test_any_alternative_will_do() -> None:
    assert states("Ohio and Texas", ["Nevada", "Texas"])


@settings(deadline=None)  # a busy machine is no fault
@given(st.text(), st.text())
def test_a_text_contains_what_was_put_between_spaces(left: str, right: str) -> None:
    assert contains(f"{left} Harbour Bridge Holdings {right}", "harbour bridge  holdings")
