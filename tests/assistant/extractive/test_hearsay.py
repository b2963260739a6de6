"""A fact is no rumour."""

import pytest

from assistant.extractive.hearsay import asks_for_rumours_only


@pytest.mark.parametrize(
    ("question", "text", "refused"),
    [
        ("According to rumours, will Orrin go bankrupt?", "Orrin has no credit rating.", True),
        ("What do rumours say of the price?", "The price is said to be EUR 4 million.", False),
        ("What did the press rumours say?", "People familiar with the talks expect one.", False),
        ("How far did shares jump when the rumour broke?", "Shares rose 21 per cent.", False),
        ("Will Orrin go bankrupt?", "Orrin has no credit rating.", False),
    ],
)
def test_rumours_are_told_by_what_reports_them(question: str, text: str, refused: bool) -> None:
    assert asks_for_rumours_only(question, text) is refused
