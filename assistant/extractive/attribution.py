"""Questions for what one source says: only that source answers them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.extractive.evidence import Sentence
from assistant.questions import Question
from index.preference import named_kinds
from index.words import content_stems

_BEFORE = re.compile(
    r"\b(?:according to|in|from|per|under)\s+(?:the\s+|our\s+|its\s+)?(?:[A-Z][\w&'’.-]*\s+)*$"
)
_AFTER = re.compile(
    r"[’']?s?(?:\s+[\w’'-]+){0,3}?\s+(?:article\s+|report\s+)?(?:say|state|report|mention|give|name|"
    r"set|foresee|foresaw|expect|put|call|claim|write)(?:s|ed)?\b",
    re.I,
)
# "The agreement" is as often the deal as the document; "the signed one" and "the SPA" are not.
_AMBIGUOUS = re.compile(r"(?:contract|agreement)s?", re.I)


@dataclass(frozen=True, slots=True)
class Attributed:
    """A question and the sentences of the source that it asks.

    The words that name the source are not among the question's terms and names: a document
    does not name itself in each of its sentences.
    """

    question: Question
    sentences: tuple[Sentence, ...]


def of_the_source(question: Question, sentences: Sequence[Sentence]) -> Attributed:
    """The sentences of the documents that ``question`` asks about by publisher or kind.

    All of them where it names no source, or one that was not found.
    """
    text = question.text
    publishers = {
        s.document.metadata.publisher
        for s in sentences
        if s.document.metadata.publisher and _is_source(text, s.document.metadata.publisher)
    }
    if publishers:
        own = tuple(s for s in sentences if s.document.metadata.publisher in publishers)
        return Attributed(_without(question, sorted(filter(None, publishers))), own)
    named = [
        one
        for one in named_kinds(text)
        if not _AMBIGUOUS.fullmatch(one.words) and _is_source(text, one.words)
    ]
    if len({one.kind for one in named}) == 1:
        own = tuple(s for s in sentences if s.document.kind == named[0].kind)
        if own:
            return Attributed(_without(question, [one.words for one in named]), own)
    return Attributed(question, tuple(sentences))


def _without(question: Question, sources: Sequence[str]) -> Question:
    stems = content_stems(" ".join(sources))
    return replace(
        question,
        terms=tuple(term for term in question.terms if term not in stems),
        names=tuple(name for name in question.names if not content_stems(name) <= stems),
    )


def _is_source(question: str, words: str) -> bool:
    """Whether ``words`` are what ``question`` wants to hear: "according to", "does ... say"."""
    place = question.casefold().find(words.casefold())
    if place < 0:
        return False
    before, after = question[:place], question[place + len(words) :]
    return bool(_BEFORE.search(before) or _AFTER.match(after))
