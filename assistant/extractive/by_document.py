"""Answers document by document: who speaks of something, and where."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answerer import Draft
from assistant.answers import Claim
from assistant.extractive.evidence import Sentence, cite
from assistant.mentions import MentionQuestion
from index.words import content_stems

MAX_DOCUMENTS = 12


def answer_by_document(
    question: MentionQuestion, sentences: Sequence[Sentence], model: str
) -> Draft:
    """One sentence of each document that holds every word of the subject, in its deal's order.

    Certain, as far as it goes: what is quoted does speak of the subject, in these words or
    others for the same thing. Declined where none does.
    """
    chosen: dict[str, Sentence] = {}
    for sentence in sentences:
        known = chosen.get(sentence.document.id)
        speaks = question.stems <= content_stems(sentence.text)
        if speaks and (known is None or len(sentence.text) < len(known.text)):
            chosen[sentence.document.id] = sentence
    if not chosen:
        reason = f"No passage found speaks of {question.subject}."
        return Draft(abstained=True, reason=reason, model=model)
    quoted = list(chosen.values())[:MAX_DOCUMENTS]
    quoted.sort(key=lambda s: (s.document.deal or "", s.document.path))
    return Draft(
        lead=_lead(question, quoted),
        claims=tuple(Claim(text=s.text, citations=(cite(s),)) for s in quoted),
        confidence=1.0,
        model=model,
    )


def _lead(question: MentionQuestion, quoted: Sequence[Sentence]) -> str:
    deals = [s.document.deal for s in quoted if s.document.deal]
    if question.of_deals and deals:
        return ", ".join(dict.fromkeys(deals))
    return ", ".join(s.document.title for s in quoted)
