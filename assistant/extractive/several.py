"""Several questions asked at once: each answered, all of one deal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answerer import Draft
from assistant.extractive.abstention import DECLINE_BELOW, PART_BELOW
from assistant.extractive.evidence import Sentence
from assistant.extractive.gathering import gather, is_certain
from assistant.extractive.ranking import Ranked
from assistant.extractive.writing import lead_of, write_claim
from assistant.questions import Question
from assistant.several_questions import Part


@dataclass(frozen=True, slots=True)
class ReadPart:
    """A question, its ranking, and the probability that the best of it answers."""

    question: Question
    ranked: tuple[Ranked, ...]
    confidence: float


def answer_each(
    parts: Sequence[Part],
    sentences: Sequence[Sentence],
    read: Callable[[str, Sequence[Sentence]], ReadPart],
    model: str,
) -> Draft | None:
    """What answers each of ``parts``; None where there are none, or nothing answers any.

    They are about one deal: that of the part that is answered most surely.
    """
    found = {part: read(part.question, sentences) for part in parts}
    surest = max(found.values(), key=lambda one: one.confidence, default=None)
    if surest is None or surest.confidence < DECLINE_BELOW:
        return None
    deal = surest.ranked[0].sentence.document.deal
    beside = [s for s in sentences if s.document.deal == deal]
    for part, one in found.items():
        if one is not surest:
            found[part] = read(part.question, beside)
    answered = [one for one in found.values() if one.confidence >= PART_BELOW]
    gathered = [gather(one.question, one.ranked, sentences) for one in answered]
    quoted = {id(one.sentence): one for several in gathered for one in several}
    leads = [
        lead_of(one.question, several[0]) if is_certain(several[0]) else None
        for one, several in zip(answered, gathered, strict=True)
    ]
    missing = [part for part, one in found.items() if one.confidence < PART_BELOW]
    return Draft(
        claims=tuple(write_claim(one) for one in quoted.values()),
        confidence=surest.confidence,
        lead=_partly(missing) if missing else _joined(leads),
        model=model,
    )


def _partly(missing: Sequence[Part]) -> str:
    asked = " or ".join(f"“{part.asked}”" for part in missing)
    return f"Found for a part of the question only; no passage found answers {asked}."


def _joined(leads: Sequence[str | None]) -> str | None:
    """The few words that answer each part; None where one has no such words."""
    words = [lead for lead in leads if lead]
    return "; ".join(words) if len(words) == len(leads) else None
