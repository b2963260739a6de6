"""What a passage knows of its document: searched with it, never quoted."""

from __future__ import annotations

from corpus.documents import Document, Passage

MAX_CONTEXT_CHARACTERS = 240


def context_of(document: Document, passage: Passage, statement: str | None = None) -> str:
    """Title, kind, deal, publisher, date and headings of a passage, as one short line.

    A filing is named by company, kind and fiscal period, whatever its title; ``statement`` is
    the name of the financial statement that the passage's page holds.
    """
    parts = [
        *_whose(document),
        document.deal.replace("-", " ").replace("_", " ") if document.deal else None,
        document.metadata.publisher,
        " > ".join(passage.heading_path[-2:]),
        statement,
    ]
    line = " · ".join(dict.fromkeys(p for p in parts if p))
    return line[:MAX_CONTEXT_CHARACTERS]


def _whose(document: Document) -> tuple[str | None, ...]:
    identity, published = document.identity, document.metadata.published
    if identity.company and identity.period:
        fiscal = f"{identity.period} fiscal {identity.fiscal_year}"
        return identity.company, document.kind, fiscal
    return document.title, document.kind, f"{published:%d %B %Y}" if published else None


def embedded_text(context: str, passage: Passage) -> str:
    """What is embedded for a passage."""
    return f"{context}\n{passage.text}"
