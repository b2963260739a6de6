"""Whether a free-text answer agrees with a gold answer; deterministic, no language model.

Facts (``evals.fact_types``) are the exact way to score; this is for questions that hold a gold
answer in prose, the ``reference`` of an eval set. Signals from figures, words and wording are
weighed by a logistic regression fitted on answers labelled by people (``make bench-scorer``
measures the agreement).
"""

from __future__ import annotations

from enum import StrEnum

from evals.figure_signals import figure_signals, find_numbers, is_figure
from evals.logistic import Logistic, load_logistic
from evals.refusals import is_refusal, refusal_signals
from evals.word_signals import word_signals


class Grade(StrEnum):
    """What a person would say of an answer."""

    CORRECT = "correct"
    INCORRECT = "incorrect"
    REFUSAL = "refusal"


def grade(question: str, gold: str, answer: str) -> Grade:
    """Grade ``answer`` to ``question`` against the gold answer."""
    if is_refusal(answer):
        return Grade.REFUSAL
    return Grade.CORRECT if is_correct(question, gold, answer) else Grade.INCORRECT


def is_correct(question: str, gold: str, answer: str, model: Logistic | None = None) -> bool:
    """Whether an answer that is no refusal is more likely correct than not.

    Where the gold is a figure, an answer that states nothing within 2% of it never is, however
    many words it shares. ``model`` is the shipped one unless told.
    """
    signals = correctness_signals(question, gold, answer)
    if is_figure(gold) and not signals["stated_within_2%"]:
        return False
    return (model or load_logistic("correct")).probability(signals) > 0.5


def correctness_signals(question: str, gold: str, answer: str) -> dict[str, float]:
    """Every signal of one answer; figures count on their own where the gold is a figure."""
    figures = figure_signals(gold, answer)
    only_figure = float(is_figure(gold))
    return {
        "gold_is_figure": only_figure,
        "gold_has_figure": float(bool(find_numbers(gold))),
        **figures,
        **{f"figure:{name}": only_figure * value for name, value in figures.items()},
        **word_signals(question, gold, answer),
        **refusal_signals(answer),
    }
