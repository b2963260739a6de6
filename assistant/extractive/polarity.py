"""Yes, no, or only the sentence: what a statement says to a yes/no question.

Conservative on purpose. A wrong "Yes" is worse than none, so a plain "Yes" or "No" is said
only where the sentence speaks of what was asked, with the same strength; a sentence that
says "may" or "subject to" answers neither yes nor no.
"""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.questions import Question
from index.words import STOP_WORDS, content_stems, find_words, stem

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nor|neither|without|cannot|nothing|nobody|[a-z]+n[’']t|"
    r"(?:decline[sd]?|refuse[sd]?|fail(?:s|ed)?|ceased?|den(?:y|ies|ied)) to)\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:may|might|could|can|potential(?:ly)?|possibl[ey]|perhaps|option(?:al)?|"
    r"subject to|conditional|contingent|if|unless|provided that|expect(?:s|ed)?|intends?|"
    r"plans?|planned|aims?|hopes?|proposed?|seeks?|likely|non-?binding|in principle|"
    r"considering|exploring|in talks|reportedly|alleged(?:ly)?)\b",
    re.IGNORECASE,
)
# Verbs whose denial denies what follows them: "does not entail any obligation".
_BEARING = content_stems(
    "be is are have has contain entail include impose create constitute involve carry mean oblige "
    "require commit bind guarantee provide give grant allow permit any"
)
_CLAUSE_END = re.compile(r"[;:]|,\s+(?:but|although|though|while|whereas|however)\b", re.IGNORECASE)
_UNIVERSAL = re.compile(r"\b(?:all|every|only|always|any|each|both|entire(?:ly)?|solely)\b", re.I)
# What a question asks about in its form only: "Is there a ...?", "Does the agreement say ...?"
_EMPTY = content_stems("there any agreement say state mention document deal")

_SMALL = frozenset(stem(word) for word in STOP_WORDS)

COVERED_FOR_NO = 0.5
COVERED_FOR_YES = 0.75


class Polarity(StrEnum):
    """What a sentence says to a yes/no question."""

    YES = "Yes"
    NO = "No"
    OPEN = "open"


def decide_polarity(question: Question, sentence: str) -> Polarity:
    """Whether ``sentence`` affirms or denies ``question``; OPEN where it is neither."""
    asked = [term for term in question.terms if term not in _EMPTY] or list(question.terms)
    clause = _closest_clause(asked, sentence)
    held = content_stems(clause)
    covered = sum(term in held for term in asked) / len(asked) if asked else 0.0
    figures_agree = all(f.replace(",", "") in content_stems(sentence) for f in question.figures)
    if not figures_agree:
        return Polarity.OPEN
    asked_negative = bool(_NEGATION.search(question.text))
    asked_hedged = bool(_HEDGE.search(question.text))
    if _NEGATION.search(clause):
        # "Is it not binding?" - "It is not binding": English answers that either way.
        if asked_negative or covered < COVERED_FOR_NO or not _denies(asked, clause):
            return Polarity.OPEN
        return Polarity.NO
    if asked_negative or (_HEDGE.search(clause) and not asked_hedged):
        return Polarity.OPEN
    if _UNIVERSAL.search(question.text) and not _UNIVERSAL.search(clause):
        return Polarity.OPEN
    return Polarity.YES if covered >= COVERED_FOR_YES else Polarity.OPEN


def _closest_clause(asked: list[str], sentence: str) -> str:
    """The clause of ``sentence`` that shares most with the question."""
    clauses = [c for c in _CLAUSE_END.split(sentence) if c and c.strip()]
    return max(clauses, key=lambda c: len(content_stems(c) & set(asked)), default=sentence)


def _denies(asked: list[str], clause: str) -> bool:
    """Whether what is denied is what was asked, not some other verb of the clause.

    "Did not disclose where it will build" says nothing about building.
    """
    for negation in _NEGATION.finditer(clause):
        following = [w.stem for w in find_words(clause[negation.end() :])]
        content = [stem for stem in following if stem not in _SMALL][:2]
        if content and content[0] in asked:
            return True
        bears = bool(content) and content[0] in _BEARING
        if (bears or (len(content) > 1 and content[1] in asked)) and set(following) & set(asked):
            return True
    return False
