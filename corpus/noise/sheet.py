"""What is printed on a sheet of paper beside its text: watermarks and line numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.readers.pdf_lines import Line

_STAMP = re.compile(
    r"(?:strictly |private (?:and|&) |highly )*(?:draft|confidential|copy|specimen|sample|void|"
    r"preliminary|internal|not for distribution|restricted)(?: (?:copy|draft|use only))?[.!]?",
    re.I,
)
MANY_NUMBERS = 8


def is_watermark(line: Line, size: float) -> bool:
    """Whether ``line`` is stamped across the page; ``size`` is that of the body."""
    if line.rotated:
        return True
    return line.size > 2.4 * size and _STAMP.fullmatch(line.text.strip()) is not None


def headers_in_place(pages: Sequence[Sequence[Line]], size: float) -> tuple[frozenset[int], ...]:
    """Per page, the index of a small line on top that stands at one height on most pages.

    Such headers change their words from page to page: the name of the chapter, left and right.
    ``size`` is that of the body. At the bottom small lines are as often footnotes.
    """
    tops = [_small_top(page, size) for page in pages]
    heights = Counter(round(page[i].y / 2) for page, i in zip(pages, tops, strict=True) if i >= 0)
    needed = max(2, len(pages) // 2)
    return tuple(
        frozenset({i}) if i >= 0 and heights[round(page[i].y / 2)] >= needed else frozenset()
        for page, i in zip(pages, tops, strict=True)
    )


def _small_top(page: Sequence[Line], size: float) -> int:
    """The index of the top line where it is small, short and stands clear; else -1."""
    if len(page) < 2:
        return -1
    first, second = sorted(range(len(page)), key=lambda i: -page[i].y)[:2]
    line = page[first]
    clear = line.y - page[second].y > 1.8 * size
    return first if clear and line.size < 0.92 * size and len(line.text.split()) <= 12 else -1


def without_line_numbers(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """``lines`` without the numbers in a gutter at their left, and those numbers.

    Numbers in a gutter stand left of everything else and count upwards.
    """
    numbered = [
        (place, int(line.cells[0].text))
        for place, line in enumerate(lines)
        if re.fullmatch(r"\d{1,4}", line.cells[0].text)
    ]
    inner = min((c.x for line in lines for c in line.cells if not c.text.isdigit()), default=0.0)
    numbered = [(p, n) for p, n in numbered if lines[p].cells[0].x < inner - 2]
    values = [n for _, n in numbered]
    if len(numbered) < MANY_NUMBERS or values != sorted(set(values)):
        return tuple(lines), ()
    gutter = {place for place, _ in numbered}
    kept = [
        Line(line.cells[1:], line.y, line.size, line.bold, line.rotated) if p in gutter else line
        for p, line in enumerate(lines)
        if p not in gutter or len(line.cells) > 1
    ]
    numbers = tuple(Line(lines[p].cells[:1], lines[p].y, lines[p].size) for p in sorted(gutter))
    return tuple(kept), numbers
