import pytest

from evals.figure_signals import figure_signals, find_numbers, is_figure
from evals.grading import Grade, correctness_signals, grade
from evals.logistic import load_logistic
from evals.refusals import is_refusal, refusal_signals
from evals.word_signals import word_signals


@pytest.mark.parametrize(
    "answer",
    [
        "I'm sorry, but the excerpt does not contain the closing date.",
        "The provided documents do not mention who advised the buyer. "
        "Please refer to the annual report for this.",
        "It is not possible to say, as no information on the fee is given.",
    ],
)
def test_a_refusal_is_seen(answer: str) -> None:
    assert is_refusal(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "The purchase price is EUR 640 million.",
        "No, the margin fell from 12.4% to 11.9% in 2024.",
        "Capital expenditure was $1,577 million = $1,400 million + $177 million.",
    ],
)
def test_an_answer_is_no_refusal(answer: str) -> None:
    assert not is_refusal(answer)


@pytest.mark.parametrize(
    ("gold", "answer", "expected"),
    [
        ("$1577.00", "Capital expenditure was $1,577 million in 2018.", Grade.CORRECT),
        ("$1577.00", "Capital expenditure was $1,432 million in 2018.", Grade.INCORRECT),
        ("EUR 640 million", "The purchase price is EUR 640 million in cash.", Grade.CORRECT),
        ("EUR 640 million", "The purchase price is EUR 655 million in cash.", Grade.INCORRECT),
        ("EUR 640 million", "The price is EUR 69 million in cash.", Grade.INCORRECT),
        ("24.3%", "The margin is 486 / 2,000 = 24.3%.", Grade.CORRECT),
        ("24.3%", "The margin is 386 / 2,000 = 19.3%.", Grade.INCORRECT),
        ("0.66", "I cannot calculate this without further data. I'm sorry.", Grade.REFUSAL),
    ],
)
def test_an_answer_is_graded_against_a_figure(gold: str, answer: str, expected: Grade) -> None:
    assert grade("What is the figure for 2018?", gold, answer) is expected


def test_a_figure_is_compared_over_powers_of_ten_and_its_sign_apart() -> None:
    assert figure_signals("1577", "It was $1.577 billion.")["stated_within_0.05%"] == 1
    assert figure_signals("1577", "It was $1.677 billion.")["stated_within_2%"] == 0
    assert figure_signals("(25)", "It was 25.")["same_sign"] == 0
    assert find_numbers("a loss of (1,577)")[0].negative


@pytest.mark.parametrize(
    ("gold", "expected"),
    [
        ("$1,577.00", True),
        ("EUR 640 million", True),
        ("12 years", True),
        ("In 12 years", False),
        ("-24.3%", True),
        ("Yes, 24.3%", False),
        ("Tarnbeck", False),
    ],
)
def test_a_gold_answer_that_is_only_a_figure(gold: str, expected: bool) -> None:
    assert is_figure(gold) is expected


def test_words_of_the_question_are_counted_apart() -> None:
    signals = word_signals("Who audits Tarnbeck?", "Oakhanger audits Tarnbeck", "Tarnbeck audits")

    assert signals["new_words"] == 0
    assert signals["words"] == pytest.approx(2 / 3)
    assert signals["names"] == 0


def test_the_opposite_of_yes_is_seen() -> None:
    assert word_signals("Is it up?", "Yes, it rose", "No, it fell")["yes_or_no_agrees"] == -1


def test_weights_and_signals_are_of_one_version() -> None:
    assert set(load_logistic("refusal").weights) == set(refusal_signals("x"))
    assert set(load_logistic("correct").weights) == set(correctness_signals("q", "1", "2"))


@pytest.mark.parametrize("text", ["", " ", "0", "\n\n", "—"])
def test_nothing_to_read_is_no_crash(text: str) -> None:
    assert grade(text, text, text) in set(Grade)
    assert grade("q", "0", text) in set(Grade)
