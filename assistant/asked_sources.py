"""Which source a question asks: "according to the term sheet", "what did the Post report?"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.hits import DocumentRecord
from index.preference import named_kinds

_BEFORE = re.compile(
    r"\b(?:[Aa]ccording to|[Ii]n|[Ff]rom|[Pp]er|[Uu]nder)\s+(?:the\s+|our\s+|its\s+)?"
    r"(?:[A-Z][\w&'’.-]*\s+)*$"
)
_AFTER = re.compile(
    r"[’']?s?(?:\s+[\w’'-]+){0,3}?\s+(?:article\s+|report\s+)?(?:say|state|report|mention|give|name|"
    r"set|foresee|foresaw|expect|put|call|claim|write)(?:s|ed)?\b",
    re.I,
)
# What was signed stands in the contract, whoever reported it.
_SIGNED = re.compile(
    r"\b(signed)\s+(?:[\w’'-]+\s+){0,4}?(contract|agreement|lease|licence|license)\b|"
    r"\b(?:finally|eventually|ultimately)\s+(?:been\s+)?(signed|agreed)\b",
    re.I,
)
_CONTRACT = "contract"
_TO = re.compile(
    r"\s+(?:to|and|or|than|with)\s+(?:(?:the|its|our|a)\s+)?(?:[A-Z][\w’'-]*\s+|signed\s+)*"
)
# "The agreement" is as often the deal as the document; "the signed one" and "the SPA" are not.
_AMBIGUOUS = re.compile(r"(?:contract|agreement)s?", re.I)


@dataclass(frozen=True, slots=True)
class AskedSource:
    """A publisher or a kind of document that is asked, one of them None, and the words for it."""

    words: str
    publisher: str | None = None
    kind: str | None = None

    def is_of(self, publisher: str | None, kind: str | None) -> bool:
        """Whether a document of this ``publisher`` and ``kind`` is such a source."""
        if self.publisher is not None:
            return publisher == self.publisher
        return kind == self.kind


def asked_sources(question: str, publishers: Iterable[str]) -> tuple[AskedSource, ...]:
    """The sources that ``question`` asks, ``publishers`` being those it could name.

    One kind of document at most; none where two are compared.
    """
    named = [p for p in dict.fromkeys(publishers) if _is_publisher(question, p)]
    if named:
        return tuple(AskedSource(p, publisher=p) for p in named)
    signed = _SIGNED.search(question)
    if signed is not None:
        # Not what stands between: "the signed Storberget contract" is that of Storberget.
        words = " ".join(filter(None, signed.groups()))
        return (AskedSource(words, kind=_CONTRACT),)
    named_by_kind = named_kinds(question)
    if any(_are_compared(question, a.words, b.words) for a, b in pairwise(named_by_kind)):
        return ()
    kinds = [
        one
        for one in named_by_kind
        if not _AMBIGUOUS.fullmatch(one.words) and _is_source(question, one.words)
    ]
    if len({one.kind for one in kinds}) != 1:
        return ()
    return tuple(AskedSource(one.words, kind=one.kind) for one in kinds)


def documents_asked(question: str, records: Sequence[DocumentRecord]) -> tuple[str, ...]:
    """The ids of the documents among ``records`` that ``question`` asks by name."""
    sources = asked_sources(question, [r.publisher for r in records if r.publisher])
    return tuple(r.id for r in records if any(s.is_of(r.publisher, r.kind) for s in sources))


def _are_compared(question: str, one: str, other: str) -> bool:
    """Whether ``other`` follows ``one`` as in "from the term sheet to the contract"."""
    between = question.partition(one)[2].partition(other)[0]
    return _TO.fullmatch(between) is not None


def _is_publisher(question: str, publisher: str) -> bool:
    """Whether the publisher's report is asked, by its name or the first word of it."""
    if _is_source(question, publisher):
        return True
    first = re.escape(publisher.split(maxsplit=1)[0])
    short = re.search(rf"\b{first}(?:\s+[A-Z][\w’'-]*)*\s+(?:article|report|story)\b", question)
    return short is not None and _is_source(question, short.group())


def _is_source(question: str, words: str) -> bool:
    """Whether ``words`` are what ``question`` wants to hear: "according to", "does ... say"."""
    place = question.casefold().find(words.casefold())
    if place < 0:
        return False
    before, after = question[:place], question[place + len(words) :]
    return bool(_BEFORE.search(before) or _AFTER.match(after))
