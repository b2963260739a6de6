"""Lines of a PDF become headings, paragraphs, numbered clauses, list items and table rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.documents import Block, BlockKind
from corpus.readers.hyphens import joined
from corpus.readers.pdf_footnotes import without_footnotes
from corpus.readers.pdf_lines import Line
from corpus.readers.pdf_tables import rows_of, table_end, terms_end, terms_of

_BULLET = re.compile(r"(?:[-•·▪●*–◦■]|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\))\s+\S")
_CLAUSE = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+\S|\d{1,2}\.\s+\S")
_NUMBERED_HEADING = re.compile(
    r"(?:(?i:article|section|schedule|annex|appendix|part|note)\s+)?\d{1,2}(?:\.\d{1,2})*[.:]?\s+[A-Z]"
)
_ENDS = re.compile(r"[.!?:;][\"”’')\]]*$")


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """The blocks of a page: its text, and the footnotes below it."""

    text: tuple[Block, ...]
    notes: tuple[Block, ...]


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The font size most letters of ``pages`` are set in, in points."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def paragraphs(lines: Sequence[Line], page: int, size: float) -> list[Block]:
    """The blocks of one page's ``lines``; ``size`` is that of the document's body."""
    blocks: list[Block] = []
    spacing = _usual_spacing(lines, size)
    wide = max((line.end for line in lines), default=0.0)
    number = 0
    while number < len(lines):
        rows, end = _table(lines, number)
        if rows:
            blocks += [Block(row, BlockKind.TABLE_ROW, page=page) for row in rows]
            number = end
            continue
        line, before = lines[number], lines[number - 1] if number else None
        kind, level = _kind(line, size)
        if blocks and before and _goes_on(blocks[-1], before, line, kind, spacing, wide):
            blocks[-1] = replace(blocks[-1], text=joined(blocks[-1].text, line.text))
        else:
            blocks.append(Block(line.text, kind, level=level, page=page))
        number += 1
    return blocks


def _table(lines: Sequence[Line], start: int) -> tuple[list[str], int]:
    """The rows of the table that begins at ``start``, none without one, and where it ends."""
    end = terms_end(lines, start)
    if end > start:
        return terms_of(lines[start:end]), end
    end = table_end(lines, start)
    return (rows_of(lines[start:end]), end) if end > start else ([], start)


def page_blocks(lines: Sequence[Line], page: int, size: float) -> PageBlocks:
    """The blocks of one page, its footnotes apart; ``size`` is that of the document's body."""
    text, notes = without_footnotes(lines, size)
    below = [block for note in notes for block in paragraphs(note, page, size)]
    return PageBlocks(tuple(paragraphs(text, page, size)), tuple(below))


def over_pages(pages: Sequence[PageBlocks]) -> list[Block]:
    """The blocks of ``pages`` with a paragraph that a page break cuts in two put together again.

    The footnotes of a page follow the text on it, and a paragraph reads on past them.
    """
    whole: list[Block] = []
    last = -1  # the place of the last block that is no footnote
    for page in pages:
        for number, block in enumerate(page.text):
            if number == 0 and last >= 0 and _reads_on(whole[last], block):
                whole[last] = replace(whole[last], text=joined(whole[last].text, block.text))
            else:
                last = len(whole)
                whole.append(block)
        whole += page.notes
    return whole


def _reads_on(last: Block, block: Block) -> bool:
    """Whether the first block of a page goes on with the last of those before."""
    return (
        block.kind is BlockKind.PARAGRAPH
        and last.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
        and not _CLAUSE.match(block.text)
        and (not _ENDS.search(last.text) or block.text[0].islower())
    )


def _kind(line: Line, size: float) -> tuple[BlockKind, int]:
    text = line.text
    words = len(text.split())
    if _BULLET.match(text):
        return BlockKind.LIST_ITEM, 0
    prose = _ENDS.search(text) and not text.endswith(":")
    if line.size > 1.1 * size and words <= 20:
        return BlockKind.HEADING, 1 if line.size > 1.35 * size else 2
    if words <= 14 and not prose and any(c.isalpha() for c in text):
        if line.bold or (text.isupper() and words > 1):
            return BlockKind.HEADING, 3
        if _NUMBERED_HEADING.match(text) and words <= 8 and not text.endswith((",", ";", ":")):
            return BlockKind.HEADING, 3
    return BlockKind.PARAGRAPH, 0


def _goes_on(
    block: Block, before: Line, line: Line, kind: BlockKind, spacing: float, wide: float
) -> bool:
    """Whether ``line`` reads on from ``block``, whose last line is ``before``."""
    gap = before.y - line.y
    next_column = gap < 0
    if block.kind is BlockKind.TABLE_ROW or kind is BlockKind.LIST_ITEM:
        return False
    if kind is BlockKind.HEADING or block.kind is BlockKind.HEADING:
        alike = kind is block.kind and abs(before.size - line.size) < 0.5
        return alike and not next_column and gap < 1.6 * line.size and before.bold == line.bold
    if _CLAUSE.match(line.text) and _ENDS.search(block.text):
        return False
    if next_column:
        return not _ENDS.search(block.text) or line.text[0].islower()
    if gap > 1.3 * spacing:
        return line.text[0].islower() and not _ENDS.search(block.text) and gap < 2.2 * spacing
    # A short last line that ends a sentence ends its paragraph.
    short = before.end < 0.75 * wide and _ENDS.search(before.text)
    return not (short and not line.text[0].islower())


def _usual_spacing(lines: Sequence[Line], size: float) -> float:
    """The distance of baselines that is most common on the page, in points."""
    gaps = Counter(
        round(a.y - b.y, 1)
        for a, b in pairwise(lines)
        if 0.8 * size < a.y - b.y < 2.5 * size and abs(a.size - b.size) < 0.5
    )
    return gaps.most_common(1)[0][0] if gaps else 1.3 * size
