"""The two sides of a question that compares: each a question of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.questions import QuestionKind, read_question
from index.preference import named_kinds

_CHANGED = re.compile(
    r"\b(?:chang\w+|differ\w*|mov\w+|same|alter\w+)\b.*\b(?:between|from|in)\b", re.I
)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
# Words that compare are in neither of the two sentences that are compared.
_COMPARING = re.compile(
    r"\b(?:compare[ds]?|comparison|versus|vs\.?|between|differ(?:s|ence|ent)?|both|each|respectively|"
    r"(?:last(?:s|ing)? )?(?:larger|smaller|higher|lower|bigger|longer|shorter|earlier|later|"
    r"greater|cheaper)(?: than)?|the one for|which of the two)\b",
    re.I,
)
# A preposition or "and" whose noun was taken out.
_LEFT_OVER = re.compile(
    r"\b(?:and|or|with|to|from|of|in|for|than|by)\s*(?=[?,.]|$|(?:and|or|with|to|from|of|in|than)\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: the question about it alone, and what tells it from the other.

    ``name`` is a company, project or year that the question names, ``kind`` a kind of
    document; one of them is None.
    """

    question: str
    name: str | None = None
    kind: str | None = None


def sides_of(text: str) -> tuple[Side, ...]:
    """The first two sides that the question ``text`` compares; empty where it compares none.

    Names are sides before years, and those before kinds of document.
    """
    question = read_question(text)
    if question.kind is not QuestionKind.COMPARISON and not _CHANGED.search(text):
        return ()
    kinds = named_kinds(text)
    for named in (question.names, tuple(dict.fromkeys(_YEAR.findall(text)))):
        if len(named) >= 2:
            return tuple(Side(_without(text, named, name), name=name) for name in named[:2])
    if len(kinds) >= 2:
        words = tuple(kind.words for kind in kinds)
        return tuple(Side(_without(text, words, k.words), kind=k.kind) for k in kinds[:2])
    return ()


def _without(text: str, names: tuple[str, ...], kept: str) -> str:
    """``text`` without the names of other sides, and without the words that compare."""
    for name in names:
        if name != kept:
            text = re.sub(rf"\b(?:the )?{re.escape(name)}\b", " ", text)
    text = _COMPARING.sub(" ", text)
    text = " ".join(text.split())
    for _ in range(3):
        text = _LEFT_OVER.sub("", text)
    return text
