"""Who holds an office is not answered by who holds another."""

import pytest

from assistant.extractive.roles import tells_of_another_office

FOUNDER = "Its founder, Dr Lena Moor, will go on leading the business."
BOTH = "Lena Moor, founder and chief executive, signed for the mill."


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("Who is chief executive of Tarn?", FOUNDER, True),
        ("Who is Tarn's CEO?", "Finance director Otto Pike signed.", True),
        ("Who is Tarn's CEO?", BOTH, False),
        ("Who is the managing director?", "The CEO is Otto Pike.", False),
        ("Who founded the mill?", FOUNDER, False),
        ("Who is the founder of the mill?", FOUNDER, False),
        ("Who runs Tarn?", FOUNDER, False),
        ("Who is chief executive of Tarn?", "Vera Stroud runs Tarn.", False),
        ("What does the chief executive earn?", FOUNDER, False),
    ],
)
def test_an_office_is_told_from_another(question: str, text: str, other: bool) -> None:
    assert tells_of_another_office(question, text) is other
