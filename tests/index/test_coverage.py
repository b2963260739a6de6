"""What is counted as said: stems of content words, rare ones more."""

import pytest

from index.coverage import coverages

QUESTION = "Who advised Ardle Mill on the sale?"


def test_what_says_all_of_the_question_is_covered_wholly() -> None:
    whole, nothing = coverages(
        QUESTION, ["Ardle Mill was advised by Tamber Lisle when it was sold.", "Prices rose."]
    )

    assert whole == pytest.approx(1.0)
    assert nothing == 0.0


def test_a_rare_word_counts_for_more_than_a_common_one() -> None:
    common = ["Ardle Mill makes paper.", "Ardle Mill has two machines.", "Ardle Mill is old."]
    rare = "Tamber Lisle advised the buyer."

    *others, adviser = coverages("Who advised Ardle?", [*common, rare])

    assert adviser > max(others)


@pytest.mark.parametrize("question", ["", "What is it?", "?!"])
def test_a_question_without_content_words_is_covered_by_nothing(question: str) -> None:
    assert coverages(question, ["Ardle Mill makes paper.", ""]) == [0.0, 0.0]


def test_nothing_to_compare_gives_nothing() -> None:
    assert coverages(QUESTION, []) == []
