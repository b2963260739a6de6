"""Whether someone must: answered by what speaks of duty, not by what may happen."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.extractive.ranking import Ranked
from assistant.questions import Question, QuestionKind

_DUTY = re.compile(
    r"\b(?:oblig\w+|bound|binding|binds?|commit(?:s|ted)? to|commitments?|requir\w+|must|shall|"
    r"dut(?:y|ies)|undertak\w+)\b",
    re.I,
)
LIKELY = 0.25


def duties_first(question: Question, ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """``ranked``, but for a question whether someone must, likely sentences of duty first."""
    if question.kind is not QuestionKind.YES_NO or not _DUTY.search(question.text):
        return tuple(ranked)
    return tuple(sorted(ranked, key=lambda one: not _of_duty(one)))


def _of_duty(one: Ranked) -> bool:
    return one.probability >= LIKELY and _DUTY.search(one.sentence.text) is not None
