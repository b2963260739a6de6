"""Whether a free-text answer agrees with a gold answer; deterministic, no language model.

Typed facts (``evals.facts``) are the exact way to score; this is for sets that hold one gold
answer in prose. Signals from figures, words and wording are weighed by a logistic regression
fitted on answers labelled by people (``make bench-scorer`` measures the agreement).
"""

from __future__ import annotations

from enum import StrEnum

from evals.figure_signals import figure_signals, find_numbers, is_figure
from evals.logistic import load_logistic
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
    right = correct_probability(question, gold, answer) > 0.5
    return Grade.CORRECT if right else Grade.INCORRECT


def correct_probability(question: str, gold: str, answer: str) -> float:
    """The probability in (0, 1) that an answer that is no refusal is correct."""
    return load_logistic("correct").probability(correctness_signals(question, gold, answer))


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
