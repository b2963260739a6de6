"""The sentences an answer may quote, read from the passages that were retrieved."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.answers import Citation
from corpus.documents import BlockKind, Document, Passage, Section
from corpus.sentences import sentence_spans
from index.hits import Hit

MAX_TITLE = 50
MAX_BEFORE = 140
_OPENS_WITH_REFERENCE = re.compile(
    r"(?:[\"“'(]\s*)?(?:he|she|it|its|his|her|they|their|them|this|that|these|those|such|"
    r"the (?:former|latter|same)|both|neither)\b",
    re.IGNORECASE,
)


class Documents(Protocol):
    """What gives documents by their ids, and the vectors of passages' sentences."""

    def document(self, document_id: str) -> Document:
        """The document with ``document_id``."""
        ...

    def sentence_vectors(self, passage_ids: Sequence[str]) -> Mapping[str, NDArray[np.float32]]:
        """The vectors of each passage's sentences in order, shape (sentences, dimension)."""
        ...


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a retrieved passage, by its characters [start, end) in the document.

    ``passage_rank`` is 0 for the passage retrieved first. ``ordinal`` counts the sentences
    of the passage. ``context`` is what must be read with it (the sentence before one that
    opens with a pronoun, the header of a table row), as character ranges of the document;
    ``before`` is that, or just the sentence before it in the passage.
    ``cut_off`` marks the last sentence of a document whose text breaks off. ``vector`` is its
    embedding, of length 1.
    """

    document: Document
    passage: Passage
    passage_rank: int
    ordinal: int
    start: int
    end: int
    kind: BlockKind
    vector: NDArray[np.float32] = field(compare=False, repr=False)
    context: tuple[tuple[int, int], ...] = ()
    before: tuple[tuple[int, int], ...] = ()
    cut_off: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return self.document.text[self.start : self.end]

    @property
    def lead_in(self) -> str:
        """What a reader has just read: the title, the heading, and the sentence before."""
        title = self.document.metadata.title or ""
        heading = self.passage.heading_path[-1] if self.passage.heading_path else ""
        parts = [title[:MAX_TITLE], heading[:MAX_TITLE] if heading != title else ""]
        parts += [last_words(self.document.text[start:end]) for start, end in self.before[-1:]]
        return " ".join(" ".join(part.split()) for part in parts if part)

    @property
    def context_text(self) -> str:
        """The words of its context, and its own."""
        parts = [self.document.text[start:end] for start, end in self.context]
        return " ".join((*parts, self.text))


def last_words(text: str) -> str:
    """As much of the end of ``text`` as is read before a sentence: whole words of it."""
    return text if len(text) <= MAX_BEFORE else text[-MAX_BEFORE:].partition(" ")[2]


def read_sentences(hits: Sequence[Hit], documents: Documents) -> tuple[Sentence, ...]:
    """Every sentence of ``hits`` in retrieval order, each once, without titles and headings."""
    seen: set[tuple[str, int, int]] = set()
    sentences: list[Sentence] = []
    vectors = documents.sentence_vectors([hit.passage.id for hit in hits])
    for rank, hit in enumerate(hits):
        document = documents.document(hit.passage.document_id)
        spans = _spans(hit.passage)
        for ordinal, (start, end) in enumerate(spans):
            section = _section_at(document, start)
            kind = section.kind if section else BlockKind.PARAGRAPH
            title = document.text[start:end] == document.title
            if title or kind is BlockKind.HEADING or (document.id, start, end) in seen:
                continue
            seen.add((document.id, start, end))
            context = _context(document, section, spans, ordinal)
            sentences.append(
                Sentence(
                    document=document,
                    passage=hit.passage,
                    passage_rank=rank,
                    ordinal=ordinal,
                    start=start,
                    end=end,
                    kind=kind,
                    vector=vectors[hit.passage.id][ordinal],
                    context=context,
                    before=context or tuple(spans[max(0, ordinal - 1) : ordinal]),
                    cut_off=document.breaks_off and end >= len(document.text.rstrip()),
                )
            )
    return tuple(sentences)


def cite(sentence: Sentence, start: int | None = None, end: int | None = None) -> Citation:
    """The citation of ``sentence``, or of the characters [start, end) of its document."""
    document = sentence.document
    start = sentence.start if start is None else start
    end = sentence.end if end is None else end
    return Citation(
        document_id=document.id,
        document=document.path,
        title=document.title,
        page=document.page_at(start),
        start=start,
        end=end,
        quote=document.text[start:end],
        passage_id=sentence.passage.id,
        deal=document.deal,
        published=document.metadata.published,
    )


def _spans(passage: Passage) -> list[tuple[int, int]]:
    return [
        (passage.start + span.start, passage.start + span.end)
        for span in sentence_spans(passage.text)
    ]


def _section_at(document: Document, offset: int) -> Section | None:
    for section in document.sections:
        if section.start <= offset < section.end:
            return section
    return None


def _context(
    document: Document, section: Section | None, spans: list[tuple[int, int]], ordinal: int
) -> tuple[tuple[int, int], ...]:
    if section is not None and section.kind is BlockKind.TABLE_ROW:
        header = _table_header(document, section)
        return ((header.start, header.end),) if header else ()
    start, end = spans[ordinal]
    opens_with_reference = _OPENS_WITH_REFERENCE.match(document.text, start, end)
    if (
        ordinal
        and opens_with_reference
        and "\n" not in document.text[spans[ordinal - 1][1] : start]
    ):
        return (spans[ordinal - 1],)
    return ()


def _table_header(document: Document, row: Section) -> Section | None:
    """The first row of the run of table rows that ``row`` belongs to, None for itself."""
    number = document.sections.index(row)
    first = number
    while first and document.sections[first - 1].kind is BlockKind.TABLE_ROW:
        first -= 1
    return document.sections[first] if first != number else None
