"""Blocks become a document's text, with the ranges of its pages and sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.documents import Block, BlockKind, Page, Section

_TIGHT = frozenset({BlockKind.TABLE_ROW, BlockKind.LIST_ITEM})


@dataclass(frozen=True, slots=True)
class Assembled:
    """A document's text with the ranges of its pages and blocks."""

    text: str
    pages: tuple[Page, ...]
    sections: tuple[Section, ...]


def assemble(blocks: Sequence[Block]) -> Assembled:
    """Join blocks: items and rows of one kind by a line break, others by an empty line."""
    parts: list[str] = []
    sections: list[Section] = []
    starts: list[Page] = []
    length = 0
    for number, block in enumerate(blocks):
        body = block.text.strip()
        if number:
            tight = block.kind in _TIGHT and blocks[number - 1].kind is block.kind
            parts.append("\n" if tight else "\n\n")
            length += len(parts[-1])
        if block.page is not None and (not starts or starts[-1].number != block.page):
            starts.append(Page(block.page, length if starts else 0, length))
        sections.append(
            Section(length, length + len(body), block.kind, block.level, block.position)
        )
        parts.append(body)
        length += len(body)
    ends = [*(page.start for page in starts[1:]), length][: len(starts)]
    pages = tuple(Page(p.number, p.start, end) for p, end in zip(starts, ends, strict=True))
    return Assembled("".join(parts), pages, tuple(sections))
