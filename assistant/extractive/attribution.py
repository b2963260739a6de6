"""Questions for what one source says: only that source answers them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.asked_sources import asked_sources
from assistant.extractive.evidence import Sentence
from assistant.questions import Question
from index.words import content_stems


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
    publishers = [s.document.metadata.publisher for s in sentences]
    sources = asked_sources(question.text, [p for p in publishers if p])
    own = tuple(
        s
        for s in sentences
        if any(one.is_of(s.document.metadata.publisher, s.document.kind) for one in sources)
    )
    if not own:
        return Attributed(question, tuple(sentences))
    return Attributed(_without(question, [one.words for one in sources]), own)


def _without(question: Question, sources: Sequence[str]) -> Question:
    stems = content_stems(" ".join(sources))
    return replace(
        question,
        terms=tuple(term for term in question.terms if term not in stems),
        names=tuple(name for name in question.names if not content_stems(name) <= stems),
    )
