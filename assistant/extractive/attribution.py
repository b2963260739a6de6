"""Questions for what one source says: only that source answers them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.extractive.evidence import Sentence
from index.preference import named_kinds

_BEFORE = re.compile(
    r"\b(?:according to|in|from|per)\s+(?:the\s+|our\s+|its\s+)?(?:[A-Z][\w&'’.-]*\s+)*$"
)
_AFTER = re.compile(
    r"[’']?s?(?:\s+[\w’'-]+){0,3}?\s+(?:article\s+|report\s+)?(?:say|state|report|mention|give|name|"
    r"set|foresee|foresaw|expect|put|call|claim|write)(?:s|ed)?\b",
    re.I,
)
# An agreement is as often the deal as the document.
_AMBIGUOUS = {"contract"}


def of_the_source(question: str, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences of the documents that ``question`` asks about by publisher or kind.

    All of them where it names no source, or one that was not found.
    """
    publishers = {
        s.document.metadata.publisher
        for s in sentences
        if s.document.metadata.publisher and _is_source(question, s.document.metadata.publisher)
    }
    if publishers:
        return tuple(s for s in sentences if s.document.metadata.publisher in publishers)
    kinds = {
        named.kind
        for named in named_kinds(question)
        if named.kind not in _AMBIGUOUS and _is_source(question, named.words)
    }
    if len(kinds) == 1:
        return tuple(s for s in sentences if s.document.kind in kinds) or tuple(sentences)
    return tuple(sentences)


def _is_source(question: str, words: str) -> bool:
    """Whether ``words`` are what ``question`` wants to hear: "according to", "does ... say"."""
    place = question.casefold().find(words.casefold())
    if place < 0:
        return False
    before, after = question[:place], question[place + len(words) :]
    return bool(_BEFORE.search(before) or _AFTER.match(after))
