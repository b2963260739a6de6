"""Sentences that cannot answer, however well they read: about another party, another year.

"Who is the chief executive of Tarn?" is not answered by the chief executive of Brook, and what
is asked of 2027 not by a passage in which no 2027 occurs.
"""

from __future__ import annotations

import re

from assistant.extractive.aliases import meant_names
from assistant.extractive.evidence import Sentence
from assistant.extractive.features import surroundings
from assistant.questions import Question
from index.words import content_stems

_NAME = r"[A-Z][\w&.-]*(?: [A-Z][\w&.-]*)*"
_NOUN = r"[a-z][\w-]*(?: [a-z][\w-]*)?"
_OF = re.compile(rf"\b({_NOUN}) (?:of|at) (?:the )?({_NAME})")
_POSSESSIVE = re.compile(rf"({_NAME})['’]s? ({_NOUN})")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


def cannot_answer(question: Question, sentence: Sentence) -> bool:
    """Whether ``sentence`` says what is asked of another party, or of no year that is asked."""
    return _of_another_party(question, sentence) or _of_another_year(question, sentence)


def _of_another_party(question: Question, sentence: Sentence) -> bool:
    """ "The chief executive of Brook", where that of Tarn is asked and Tarn is not spoken of."""
    asked = _attributes(question.text)
    if not asked:
        return False
    text = sentence.context_text
    spoken = content_stems(text) | meant_names(text, sentence.document.text)
    said = _attributes(text)
    return any(
        attribute <= other and not name & spoken
        for attribute, name in asked
        for other, owner in said
        if not owner & name
    )


def _attributes(text: str) -> list[tuple[frozenset[str], frozenset[str]]]:
    """The stems of each noun that is said to be a party's, and those of the party's name."""
    pairs = [(m.group(1), m.group(2)) for m in _OF.finditer(text)]
    pairs += [(m.group(2), m.group(1)) for m in _POSSESSIVE.finditer(text)]
    stems = [(content_stems(noun), content_stems(name)) for noun, name in pairs]
    return [(noun, name) for noun, name in stems if noun and name]


def _of_another_year(question: Question, sentence: Sentence) -> bool:
    """Whether no year of the question occurs around the sentence or dates its document."""
    years = _YEAR.findall(question.text)
    if not years:
        return False
    document = sentence.document
    published = document.metadata.published
    around = f"{sentence.context_text} {surroundings(sentence)} {document.path}"
    return not any(
        year in around
        or re.search(rf"(?:FY ?|['’/–-]){year[2:]}\b", around)
        or (published is not None and str(published.year) == year)
        for year in years
    )
