"""The passages a question is answered from.

Both sides of a comparison are searched for, each of several questions asked at once, and every
document where all are asked for.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from assistant.answerer import AskedQuestion
from assistant.asked_sources import documents_asked
from assistant.comparisons import sides_of
from assistant.mentions import read_mention
from assistant.several_questions import questions_in
from index.hits import Hit
from index.library import Library

# How many passages are looked through for those of each document.
MANY = 100


def retrieve(question: AskedQuestion, library: Library, k: int) -> tuple[Hit, ...]:
    """The ``k`` best passages in scope, best first.

    Where the question compares two things or asks several, half as many are added for each of
    them, since one search finds mostly what is said of one; and where it asks what one source
    says, of that source. Where it asks for every document that speaks of something, the two best
    passages of each are given.
    """
    mention = read_mention(question.text)
    if mention is not None:
        return _of_each_document(mention.subject, question, library)
    parts = [side.question for side in sides_of(question.text)]
    parts += [part.question for part in questions_in(question.text)]
    wanted = [(question.text, k), *((part, k // 2) for part in parts)]
    found: dict[str, Hit] = {}
    for text, count in wanted:
        hits = library.search(text, k=count, deal=question.deal, documents=question.documents)
        for hit in hits:
            found.setdefault(hit.passage.id, hit)
    for hit in _of_the_asked_source(question, library, k // 2):
        found.setdefault(hit.passage.id, hit)
    return tuple(found.values())


def _of_the_asked_source(question: AskedQuestion, library: Library, k: int) -> tuple[Hit, ...]:
    in_scope = [
        record
        for record in library.documents(question.deal)
        if not question.documents or record.id in question.documents
    ]
    asked = documents_asked(question.text, in_scope)
    if not asked:
        return ()
    return library.search(question.text, k=k, deal=question.deal, documents=asked)


def _of_each_document(subject: str, question: AskedQuestion, library: Library) -> tuple[Hit, ...]:
    # The same words in two documents are two mentions.
    apart = replace(library.stages, collapse=False)
    scope = library.search(
        subject, k=MANY, deal=question.deal, documents=question.documents, stages=apart
    )
    taken: Counter[str] = Counter()
    kept: list[Hit] = []
    for hit in scope:
        taken[hit.passage.document_id] += 1
        if taken[hit.passage.document_id] <= 2:
            kept.append(hit)
    return tuple(kept)
