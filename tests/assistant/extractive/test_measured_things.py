"""A measure of one thing is none of another."""

import pytest

from assistant.extractive.measured_things import measures_another_thing
from index.words import content_stems


@pytest.mark.parametrize(
    ("question", "text", "refused"),
    [
        ("How many megawatts of solar panels does Orrin buy?", "Capacity: 264 MW of wind", True),
        ("How many megawatts of wind power does Orrin buy?", "Capacity: 264 MW of wind", False),
        ("How many tonnes of stone are shipped?", "Orrin ships 40,000 tonnes of it. Stone.", False),
        ("How many tonnes of coal are shipped?", "Orrin ships 40,000 tonnes of stone.", True),
        ("How many people work there?", "The quarry has 118 employees.", False),
        ("How many megawatts does it have?", "Capacity: 264 MW", False),
    ],
)
def test_what_is_measured_must_be_spoken_of(question: str, text: str, refused: bool) -> None:
    assert measures_another_thing(question, content_stems(text)) is refused
