"""Each question with what one search finds for it, answer included or kept away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.extractive.attribution import of_the_source
from assistant.extractive.evidence import Sentence, read_sentences
from assistant.extractive.ranking import Ranked
from assistant.questions import Question, read_question
from index.hits import Hit
from scripts.extractive_training.examples import Collection, Example, Gold

RETRIEVED = 20
# How many other deals a question about one is asked beside.
DISTRACTING = 2


@dataclass(frozen=True)
class Case:
    """A question with the hits of one search, and which sentences hold an answer.

    ``vector`` is the embedding of the question as it is read. ``kind`` says how the search was
    made: "full", "no article" where the answer was kept from it, or "unstated" where no
    document has it.
    """

    example: Example
    source: str
    question: Question
    hits: tuple[Hit, ...]
    sentences: tuple[Sentence, ...]
    golds: tuple[Gold | None, ...]
    kind: str
    vector: NDArray[np.float32] = field(compare=False, repr=False)

    @property
    def holds(self) -> tuple[bool, ...]:
        """Which sentences hold an answer."""
        return tuple(gold is not None for gold in self.golds)

    def is_right(self, quoted: tuple[Ranked, ...]) -> bool:
        """Whether one of the ``quoted`` sentences holds an answer."""
        held = [s for s, gold in zip(self.sentences, self.golds, strict=True) if gold]
        return any(one.sentence is s for one in quoted for s in held)


def make_cases(collection: Collection, retrieved: int = RETRIEVED) -> Iterator[Case]:
    """Every example of ``collection``, each in all the ways that its golds allow.

    ``retrieved`` passages are searched for.
    """
    for example in collection.examples:
        scope = _scope(collection, example.group)
        if not example.golds:
            yield _case(collection, example, "unstated", scope, retrieved)
            continue
        yield _case(collection, example, "full", scope, retrieved)
        if collection.name == "deals":
            # Questions that no document answers were thought out for them.
            continue
        without = collection.documents_but(collection.groups[example.group])
        yield _case(collection, example, "no article", without, retrieved)


def _scope(collection: Collection, group: str) -> tuple[str, ...]:
    """The documents a question is asked of: all paragraphs, or its deal and DISTRACTING others.

    Many questions about a deal do not name it, so they cannot be asked of every deal at once.
    """
    if collection.name != "deals":
        return collection.documents_but(())
    groups = list(collection.groups)
    first = groups.index(group)
    chosen = [groups[(first + step) % len(groups)] for step in range(DISTRACTING + 1)]
    return tuple(i for name in chosen for i in collection.groups[name])


def _case(
    collection: Collection,
    example: Example,
    kind: str,
    documents: tuple[str, ...],
    retrieved: int,
) -> Case:
    text = example.question
    hits = collection.library.search(text, k=retrieved, documents=documents)
    asked = of_the_source(read_question(text), read_sentences(hits, collection.library))
    golds = tuple(_gold_of(s, example) if kind == "full" else None for s in asked.sentences)
    vector = collection.library.embedder.encode([asked.question.text])[0]
    return Case(
        example, collection.name, asked.question, hits, asked.sentences, golds, kind, vector
    )


def _gold_of(sentence: Sentence, example: Example) -> Gold | None:
    for gold in example.golds:
        if gold.document_id == sentence.document.id and (
            sentence.start <= gold.start < sentence.end
        ):
            return gold
    return None
