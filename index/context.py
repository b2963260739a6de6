"""What a passage knows of its document: searched with it, never quoted."""

from __future__ import annotations

from corpus.documents import Document, Passage
from index.hits import DocumentRecord

MAX_CONTEXT_CHARACTERS = 160


def context_of(document: Document | DocumentRecord, passage: Passage) -> str:
    """Title, kind, deal, publisher, date and headings of a passage, as one short line."""
    about = document.metadata if isinstance(document, Document) else document
    parts = [
        document.title,
        document.kind,
        document.deal.replace("-", " ").replace("_", " ") if document.deal else None,
        about.publisher,
        f"{about.published:%d %B %Y}" if about.published else None,
        " > ".join(passage.heading_path[-2:]),
    ]
    line = " · ".join(dict.fromkeys(p for p in parts if p))
    return line[:MAX_CONTEXT_CHARACTERS]


def embedded_text(context: str, passage: Passage) -> str:
    """What is embedded for a passage."""
    return f"{context}\n{passage.text}"
