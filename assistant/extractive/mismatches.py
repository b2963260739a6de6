"""Sentences that cannot answer, however well they read: of another party, year or measure.

"Who is the chief executive of Tarn?" is not answered by the chief executive of Brook, what is
asked of 2027 not by a passage in which no 2027 occurs, an interest rate not by an amount, and
nothing by what is itself a question.
"""

from __future__ import annotations

import re

from assistant.extractive.aliases import meant_names
from assistant.extractive.evidence import Sentence
from assistant.extractive.features import surroundings
from assistant.questions import Question
from corpus.figures import FigureKind, find_figures
from index.words import content_stems

_NAME = r"[A-Z][\w&.-]*(?: [A-Z][\w&.-]*)*"
_NOUN = r"[a-z][\w-]*(?: [a-z][\w-]*)?"
_OF = re.compile(rf"\b({_NOUN}) (?:of|at) (?:the )?({_NAME})")
_POSSESSIVE = re.compile(rf"({_NAME})['’]s? ({_NOUN})")
_RATE = re.compile(
    r"\b(?:interest rate|coupon|percentage|per ?cent|basis points|"
    r"(?:what|which) (?:[\w’'-]+ ){0,2}(?:rate|yield) of (?:interest|return))\b",
    re.I,
)
_A_RATE = re.compile(
    r"\d\s?%|\bper ?cent|\bbasis points?\b|\d\s?bps?\b|\brates?\b|\bcoupons?\b|"
    r"\bfree of interest\b|\b(?:no|without) interest\b|\binterest-free\b|"
    r"\b(?:half|third|quarter|fifth|tenth)s?\b|"
    r"\b(?:EURIBOR|SOFR|SONIA|LIBOR|SARON|STIBOR|NIBOR)\b",
    re.I,
)
_EACH = re.compile(r"\b(?:price|cost|charge|fee|pay|paid|worth)s?\b.*\bper\s+[a-z]+\b", re.I)
# An amount of a whole deal, where the price of one piece is asked.
_LARGE = 1_000_000
_ASKING = re.compile(
    r"\b(?:ask\w*|want\w*|wonder\w*|quer\w+|questions?|request\w*|raise[ds]?)\b", re.I
)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


def cannot_answer(question: Question, sentence: Sentence) -> bool:
    """Whether ``sentence`` speaks of another party, year or measure, or only asks."""
    return (
        _only_asks(question, sentence)
        or _of_another_party(question, sentence)
        or _of_another_year(question, sentence)
        or _of_another_measure(question, sentence)
    )


def _only_asks(question: Question, sentence: Sentence) -> bool:
    return sentence.text.rstrip().endswith("?") and not _ASKING.search(question.text)


def _of_another_measure(question: Question, sentence: Sentence) -> bool:
    """An amount where a rate is asked, or amounts in millions where the price of one is."""
    said = f"{sentence.lead_in} {sentence.text}"
    if _RATE.search(question.text) and not _A_RATE.search(said):
        return True
    if not _EACH.search(question.text):
        return False
    amounts = [f for f in find_figures(sentence.text) if f.kind is FigureKind.MONEY]
    return bool(amounts) and all(amount.value >= _LARGE for amount in amounts)


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
