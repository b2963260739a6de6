"""Lines of a page become paragraphs, headings, list items and table rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.documents import Block, BlockKind

_LIST_ITEM = re.compile(r"\s*(?:[-•·▪*–]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+\S")
_NUMBERED_HEADING = re.compile(
    r"\s*(?:(?:article|section|schedule|annex|part)\s+)?\d{1,2}(?:\.\d{1,2})*\.?\s+[A-Z]", re.I
)
_ROW = re.compile(r"\S(?:\s{2,}|\s*\|\s*)\S")
_KEPT_HYPHEN = frozenset(
    "non self co pre post anti multi cross long short re sub inter semi half all ex high low mid "
    "well year".split()
)


def paragraphs(lines: Sequence[str], page: int) -> list[Block]:
    """The blocks of one page's lines, hyphenation at line ends mended."""
    filled = [_tidy(line) for line in lines]
    widths = [len(line) for line in filled if line]
    wide = max(widths, default=0)
    blocks: list[Block] = []
    open_paragraph = False
    for line in filled:
        if not line:
            open_paragraph = False
            continue
        kind = _kind(line, wide)
        continues = (
            open_paragraph and kind is BlockKind.PARAGRAPH and _goes_on(blocks[-1].text, line, wide)
        )
        if continues:
            last = blocks[-1]
            blocks[-1] = Block(_joined(last.text, line), last.kind, level=last.level, page=page)
        else:
            blocks.append(Block(line, kind, level=1 if kind is BlockKind.HEADING else 0, page=page))
        open_paragraph = kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} or continues
    return blocks


def _tidy(line: str) -> str:
    return (
        line.replace("\xad", "").replace("ﬁ", "fi").replace("ﬂ", "fl").replace("\xa0", " ").strip()
    )


def _kind(line: str, wide: int) -> BlockKind:
    if _ROW.search(line) and len(re.findall(r"\d", line)) >= 2:
        return BlockKind.TABLE_ROW
    short = len(line) < 0.6 * wide and not line.endswith((".", ",", ";", ":"))
    if (
        short
        and (line.isupper() or _NUMBERED_HEADING.match(line))
        and any(c.isalpha() for c in line)
    ):
        return BlockKind.HEADING
    return BlockKind.LIST_ITEM if _LIST_ITEM.match(line) else BlockKind.PARAGRAPH


def _goes_on(before: str, line: str, wide: int) -> bool:
    """Whether ``line`` reads on from the paragraph ``before``."""
    if before.endswith((".", "!", "?", ":")) and not line[0].islower():
        return len(before) > 0.9 * wide
    return True


def _joined(before: str, line: str) -> str:
    if before.endswith("-") and line[0].islower() and len(before) > 1 and before[-2].isalpha():
        stem = re.split(r"[\s-]", before[:-1])[-1].casefold()
        return before + line if stem in _KEPT_HYPHEN else before[:-1] + line
    return f"{before} {line}"
