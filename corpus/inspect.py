"""Shows what the index will see of a document and what was removed from it, in source order."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import pairwise

from corpus.documents import Document

STYLE = """
:root { color-scheme: light dark; --kept: #1a7f37; --removed: #cf222e; --line: #8886; }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto;
       padding: 0 1rem; }
header { border-bottom: 1px solid var(--line); margin-bottom: 1.5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; }
dt { opacity: .7; } dd { margin: 0; overflow-wrap: anywhere; }
.block { border-left: 4px solid var(--kept); padding: .2rem .8rem; margin: .5rem 0;
         white-space: pre-wrap; overflow-wrap: anywhere; }
.heading { font-weight: 600; }
.removed { border-color: var(--removed); opacity: .75; font-size: .9em; }
.removed p { text-decoration: line-through; margin: 0; display: inline; }
.reason { color: var(--removed); font-size: .85em; margin-right: .8rem; }
.page { color: inherit; opacity: .6; font-size: .8em; }
.warning { color: var(--removed); font-weight: 600; }
""".strip()


@dataclass(frozen=True, slots=True)
class InspectedBlock:
    """A kept block, or a removed one with the ``reason`` for it."""

    text: str
    position: int
    kind: str
    reason: str | None = None
    page: int | None = None


def inspection(document: Document) -> tuple[InspectedBlock, ...]:
    """The kept and removed blocks of ``document`` in the order of their source."""
    kept = [
        InspectedBlock(
            document.text[section.start : section.end],
            section.position,
            section.kind.value,
            page=document.page_at(section.start),
        )
        for section in document.sections
    ]
    if not kept and document.text:
        kept = [InspectedBlock(document.text, 0, "paragraph")]
    removed = [
        InspectedBlock(block.text, block.position, "removed", block.reason, block.page)
        for block in document.removed
    ]
    in_order = all(a.position < b.position for a, b in pairwise(kept))
    if not in_order:  # sections without positions: kept text first, then what was removed
        return (*kept, *sorted(removed, key=lambda block: block.position))
    return tuple(sorted([*kept, *removed], key=lambda block: block.position))


def inspect_json(document: Document) -> dict[str, object]:
    """The inspection of ``document`` as JSON-ready values."""
    metadata = document.metadata
    return {
        "path": document.path,
        "title": metadata.title,
        "author": metadata.author,
        "publisher": metadata.publisher,
        "published": metadata.published.isoformat() if metadata.published else None,
        "url": metadata.url,
        "language": metadata.language,
        "kind": document.kind,
        "deal": document.deal,
        "breaks_off": document.breaks_off,
        "text": document.text,
        "removed": [
            {
                "text": block.text,
                "reason": block.reason,
                "position": block.position,
                "page": block.page,
            }
            for block in document.removed
        ],
        "blocks": [
            {
                "text": block.text,
                "kept": block.reason is None,
                "reason": block.reason,
                "kind": block.kind,
                "position": block.position,
                "page": block.page,
            }
            for block in inspection(document)
        ],
    }


def _facts(document: Document) -> str:
    metadata = document.metadata
    facts = (
        ("File", document.path),
        ("Deal", document.deal),
        ("Kind", document.kind),
        ("Author", metadata.author),
        ("Publisher", metadata.publisher),
        ("Published", metadata.published.isoformat() if metadata.published else None),
        ("Address", metadata.url),
        ("Removed", f"{len(document.removed)} blocks"),
    )
    rows = (f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in facts if value)
    return f"<dl>{''.join(rows)}</dl>"


def _block_html(block: InspectedBlock) -> str:
    page = f' <span class="page">page {block.page}</span>' if block.page else ""
    if block.reason is None:
        style = "block heading" if block.kind == "heading" else "block kept"
        return f'<div class="{style}">{escape(block.text)}{page}</div>'
    return (
        f'<div class="block removed"><span class="reason">{escape(block.reason)}</span>'
        f"<p>{escape(block.text)}</p>{page}</div>"
    )


def inspect_html(document: Document) -> str:
    """A self-contained page showing the inspection of ``document``, coloured.

    All text is escaped and the page forbids scripts, since documents are untrusted.
    """
    blocks = "\n".join(_block_html(block) for block in inspection(document))
    warning = '<p class="warning">The text breaks off.</p>' if document.breaks_off else ""
    title = escape(document.title)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title><style>{STYLE}</style></head>\n"
        f"<body><header><h1>{title}</h1>{_facts(document)}{warning}</header>\n"
        f"<main>{blocks}</main></body></html>\n"
    )
