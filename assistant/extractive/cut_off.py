"""Questions about what a text was going to say when it breaks off."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers import Caveat, CaveatKind
from assistant.extractive.evidence import Sentence, cite
from assistant.extractive.forms import find_candidates
from assistant.questions import AnswerType, Question
from index.words import content_stems, find_words

_TAIL_WORDS = 8
_SHOWN_WORDS = 12


def missing_at_the_cut(question: Question, sentences: Sequence[Sentence]) -> Sentence | None:
    """The cut sentence that stops just where the answer would come, None if there is none.

    It does so where its last clause speaks of something asked for that no whole sentence
    of the evidence, nor the earlier part of this one, speaks of as closely.
    """
    for sentence in sentences:
        if not sentence.cut_off:
            continue
        body, tail = _split(sentence.text)
        terms = set(question.terms)
        read = content_stems(f"{sentence.lead_in} {sentence.context_text}")
        asked = terms & content_stems(tail) - content_stems(body)
        speaks_of_the_rest = terms == asked or terms & read - asked
        if not asked or not speaks_of_the_rest:
            continue
        if question.answer_type is not AnswerType.PHRASE and find_candidates(
            tail, question.answer_type
        ):
            continue
        here = len(terms & read)
        elsewhere = (s for s in sentences if not s.cut_off and asked & content_stems(s.text))
        if all(len(terms & content_stems(s.context_text)) < here for s in elsewhere):
            return sentence
    return None


def cut_off_reason(sentence: Sentence) -> str:
    """What the reader is told instead of an answer."""
    last = " ".join(sentence.text.split()[-_SHOWN_WORDS:])
    return f"The text of “{sentence.document.title}” breaks off before it: it ends “… {last}”."


def cut_off_caveat(sentence: Sentence) -> Caveat:
    """The warning, with the words the text ends on."""
    return Caveat(
        kind=CaveatKind.SOURCE_CUT_OFF,
        text=f"The text of “{sentence.document.title}” breaks off here.",
        citations=(cite(sentence),),
    )


def _split(text: str) -> tuple[str, str]:
    """The sentence before its last clause, and that clause; at most _TAIL_WORDS of it."""
    clauses = [m.end() for m in re.finditer(r"[,;:]\s", text)]
    words = find_words(text)
    start = words[-_TAIL_WORDS].start if len(words) > _TAIL_WORDS else 0
    start = max([start, *clauses])
    return text[:start], text[start:]
