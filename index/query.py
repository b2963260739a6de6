"""A question as the search reads it: what is looked for, and in whose documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index.catalogue import Catalogue
from index.expansion import expansions
from index.filing_terms import AskedTerms, asked_terms
from index.filings import AskedFilings, asked_filings
from index.hits import DocumentRecord
from index.preference import preferences
from index.topic import bare_question, topic_of

PREFERRED_DOCUMENTS = 3


@dataclass(frozen=True, slots=True)
class Query:
    """What is compared with passages.

    ``text`` is the question without what only tells how to answer, ``topic`` what it asks of
    the document it names, ``phrases`` other notations and the lines of a statement that it is
    about, ``terms`` these lines and the statements. ``preferred`` holds how well each document
    fits, from 0 to 1.
    """

    text: str
    topic: str
    phrases: tuple[str, ...] = ()
    terms: AskedTerms = field(default_factory=AskedTerms)
    preferred: Mapping[str, float] = field(default_factory=dict)
    of_filings: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """What the vectors of passages are compared with: topic, and the lines it is about."""
        if not self.terms.lines:
            return (self.topic,)
        statement = ", ".join(self.terms.statements)
        lines = ", ".join(self.terms.lines)
        return self.topic, f"{statement}: {lines}" if statement else lines

    def named(self, scope: Sequence[str]) -> list[str]:
        """The documents that fit best, if any; they get candidates of their own."""
        allowed = set(scope) or set(self.preferred)
        fitting = [d for d, fit in self.preferred.items() if d in allowed and fit > 0]
        return sorted(fitting, key=lambda d: (-self.preferred[d], d))[:PREFERRED_DOCUMENTS]


def understood(
    question: str,
    records: Sequence[DocumentRecord],
    catalogue: Catalogue,
    *,
    expansion: bool = True,
    preference: bool = True,
) -> Query:
    """Read ``question`` against the documents there are."""
    filings = asked_filings(question, records) if preference else AskedFilings()
    preferred = preferences(question, records, catalogue, filings) if preference else {}
    text = bare_question(question) if expansion else question
    topic = topic_of(question, filings.companies) if filings.fits else text
    terms = asked_terms(question) if expansion and filings.fits else AskedTerms()
    phrases = (*expansions(text), *terms.lines) if expansion else ()
    return Query(text, topic, tuple(dict.fromkeys(phrases)), terms, preferred, bool(filings.fits))
